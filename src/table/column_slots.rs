//! Column slots: which column of a header fills each slot of a session.

use crate::column::Column;
use crate::table::record::FIELD_ENDS;

// The indices of `TextSlots`.
pub(crate) const STATUS: usize = 0;
pub(crate) const ENTRY: usize = 1;
pub(crate) const TECHNICIAN: usize = 2;
pub(crate) const LANGUAGE: usize = 3;
pub(crate) const TRANSFERRED_TO: usize = 4;
pub(crate) const TRANSFERRED_COMMENT: usize = 5;
pub(crate) const CUSTOM_FIELDS: usize = 6;
/// The number of text slots. Custom fields from Custom Field 6 on have no slot.
pub(crate) const TEXTS: usize = CUSTOM_FIELDS + 6;

// The indices of `ColumnSlots::integers`.
const ID: usize = 0;
const ENTRY_ID: usize = 1;
const TECHNICIAN_ID: usize = 2;
const WAITING_TIME: usize = 3;

/// The index in a slot whose column the header lacks.
pub(crate) const NONE: u8 = u8::MAX;

/// For each text slot, the index of its column in the header.
pub(crate) type TextSlots = [u8; TEXTS];

/// For each slot of a session, the index of its column in the header.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ColumnSlots {
    /// Whether every column has a slot, and a record keeps the ends of all fields.
    pub(crate) is_complete: bool,
    pub(crate) texts: TextSlots,
    /// ID, Entry ID, Technician ID, Waiting Time.
    pub(crate) integers: [u8; 4],
    pub(crate) start_time: u8,
    pub(crate) is_lead_technician: u8,
    pub(crate) handing_off: u8,
}

impl Default for ColumnSlots {
    fn default() -> Self {
        ColumnSlots::new(core::iter::empty())
    }
}

impl ColumnSlots {
    pub(crate) fn new(columns: impl ExactSizeIterator<Item = Option<Column>>) -> ColumnSlots {
        let mut slots = ColumnSlots {
            is_complete: columns.len() < FIELD_ENDS,
            texts: [NONE; TEXTS],
            integers: [NONE; 4],
            start_time: NONE,
            is_lead_technician: NONE,
            handing_off: NONE,
        };
        for (index, column) in columns.enumerate().take(FIELD_ENDS) {
            match column.and_then(|column| slots.slot(column)) {
                Some(slot) => *slot = index as u8,
                None => slots.is_complete = false,
            }
        }
        slots
    }

    /// The slot of a column, or `None` if it has none.
    fn slot(&mut self, column: Column) -> Option<&mut u8> {
        match column {
            Column::Id => self.integers.get_mut(ID),
            Column::EntryId => self.integers.get_mut(ENTRY_ID),
            Column::TechnicianId => self.integers.get_mut(TECHNICIAN_ID),
            Column::WaitingTime => self.integers.get_mut(WAITING_TIME),
            Column::StartTime => Some(&mut self.start_time),
            Column::IsLeadTechnician => Some(&mut self.is_lead_technician),
            Column::HandingOff => Some(&mut self.handing_off),
            Column::Status => self.texts.get_mut(STATUS),
            Column::Entry => self.texts.get_mut(ENTRY),
            Column::Technician => self.texts.get_mut(TECHNICIAN),
            Column::Language => self.texts.get_mut(LANGUAGE),
            Column::TransferredTo => self.texts.get_mut(TRANSFERRED_TO),
            Column::TransferredComment => self.texts.get_mut(TRANSFERRED_COMMENT),
            Column::CustomField(number) => self.texts.get_mut(CUSTOM_FIELDS.wrapping_add(number.into())),
        }
    }
}
