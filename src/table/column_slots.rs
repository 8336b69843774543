//! Column slots: which column of a header fills each slot of a session.

use crate::column::Column;
use crate::table::record::FIELD_ENDS;

// The slots of the known columns.
pub(crate) const ID: usize = 0;
pub(crate) const STATUS: usize = 1;
pub(crate) const ENTRY_ID: usize = 2;
pub(crate) const ENTRY: usize = 3;
pub(crate) const TECHNICIAN_ID: usize = 4;
pub(crate) const TECHNICIAN: usize = 5;
pub(crate) const START_TIME: usize = 6;
pub(crate) const WAITING_TIME: usize = 7;
pub(crate) const LANGUAGE: usize = 8;
pub(crate) const TRANSFERRED_TO: usize = 9;
pub(crate) const TRANSFERRED_COMMENT: usize = 10;
pub(crate) const IS_LEAD_TECHNICIAN: usize = 11;
pub(crate) const HANDING_OFF: usize = 12;
const CUSTOM_FIELDS: usize = 13;
/// The number of slots. Custom fields from Custom Field 6 on have no slot.
pub(crate) const SLOTS: usize = CUSTOM_FIELDS + 6;

/// The index in a slot whose column the header lacks.
pub(crate) const NONE: u8 = u8::MAX;

/// The slot of a column, or for a custom field without one: how many fields without a slot precede it.
#[inline]
pub(crate) fn slot_of(column: Column) -> Result<usize, usize> {
    Ok(match column {
        Column::Id => ID,
        Column::Status => STATUS,
        Column::EntryId => ENTRY_ID,
        Column::Entry => ENTRY,
        Column::TechnicianId => TECHNICIAN_ID,
        Column::Technician => TECHNICIAN,
        Column::StartTime => START_TIME,
        Column::WaitingTime => WAITING_TIME,
        Column::Language => LANGUAGE,
        Column::TransferredTo => TRANSFERRED_TO,
        Column::TransferredComment => TRANSFERRED_COMMENT,
        Column::IsLeadTechnician => IS_LEAD_TECHNICIAN,
        Column::HandingOff => HANDING_OFF,
        Column::CustomField(number) => {
            let slot = CUSTOM_FIELDS.wrapping_add(number.into());
            return slot.checked_sub(SLOTS).map_or(Ok(slot), Err);
        }
    })
}

/// For each slot of a session, the index of its column in the header.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ColumnSlots {
    /// Whether every column has a slot, and a record keeps the ends of all fields.
    pub(crate) is_complete: bool,
    /// Whether every known column has a slot, in a header with no more columns than that.
    pub(crate) has_all_known: bool,
    pub(crate) fields: [u8; SLOTS],
}

impl Default for ColumnSlots {
    fn default() -> Self {
        ColumnSlots::new(core::iter::empty())
    }
}

impl ColumnSlots {
    pub(crate) fn new(columns: impl ExactSizeIterator<Item = Option<Column>>) -> ColumnSlots {
        let fits = columns.len() < FIELD_ENDS;
        let mut slots = ColumnSlots { is_complete: fits, has_all_known: fits, fields: [NONE; SLOTS] };
        for (index, column) in columns.enumerate().take(FIELD_ENDS) {
            let slot = column.and_then(|column| slot_of(column).ok());
            match slot.and_then(|slot| slots.fields.get_mut(slot)) {
                Some(field) => *field = index as u8,
                None => {
                    slots.is_complete = false;
                    slots.has_all_known &= column.is_none();
                }
            }
        }
        slots
    }
}
