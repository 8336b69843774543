//! Which column of a list is which part of a session.

use crate::column::Column;

/// So many field ends of a row are kept with it.
pub(crate) const KEPT: usize = 24;

pub(crate) const STATUS: usize = 0;
pub(crate) const ENTRY: usize = 1;
pub(crate) const TECHNICIAN: usize = 2;
pub(crate) const LANGUAGE: usize = 3;
pub(crate) const TRANSFERRED_TO: usize = 4;
pub(crate) const TRANSFERRED_COMMENT: usize = 5;
pub(crate) const CUSTOM_FIELDS: usize = 6;
pub(crate) const TEXTS: usize = CUSTOM_FIELDS + 6;

pub(crate) const ID: usize = 0;
pub(crate) const ENTRY_ID: usize = 1;
pub(crate) const TECHNICIAN_ID: usize = 2;
pub(crate) const WAITING_TIME: usize = 3;

/// No column.
pub(crate) const NONE: u8 = u8::MAX;

/// Which columns the texts are.
pub(crate) type Slots = [u8; TEXTS];

/// Where the columns stand that a session has a place for.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Whether these are all columns, and the marks around their fields no more than are kept.
    pub(crate) is_whole: bool,
    pub(crate) texts: Slots,
    pub(crate) integers: [u8; 4],
    pub(crate) start_time: u8,
    pub(crate) is_lead_technician: u8,
    pub(crate) handing_off: u8,
}

impl Default for Plan {
    fn default() -> Self {
        Plan::new(core::iter::empty())
    }
}

impl Plan {
    pub(crate) fn new(columns: impl ExactSizeIterator<Item = Option<Column>>) -> Plan {
        let mut plan = Plan {
            is_whole: columns.len() < KEPT,
            texts: [NONE; TEXTS],
            integers: [NONE; 4],
            start_time: NONE,
            is_lead_technician: NONE,
            handing_off: NONE,
        };
        for (index, column) in columns.enumerate().take(KEPT) {
            match column.and_then(|column| plan.place(column)) {
                Some(place) => *place = index as u8,
                None => plan.is_whole = false,
            }
        }
        plan
    }

    fn place(&mut self, column: Column) -> Option<&mut u8> {
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
