//! The fast way to a session: for a row as nearly all are, under a header as nearly all are.
//!
//! Which digits, dates and words a row has can't be foreseen, so the values are read without a branch on them, eight
//! bytes at once. Whatever is not as usual is left to [`Session::read`], errors among it.

use alloc::borrow::Cow;

use super::{
    CUSTOM_FIELDS, ENTRY, LANGUAGE, STATUS, Session, Span, TECHNICIAN, TEXTS, TRANSFERRED_COMMENT, TRANSFERRED_TO,
};
use crate::column::Column;
use crate::header::Header;
use crate::start_time::StartTime;
use crate::value;
use crate::window::KEPT;

/// No column. In [`Ends`] there stand the ends of a field that is absent.
const NONE: u8 = 31;

/// Where each field ends, behind where the one before the first would: `u32`s that wrap.
type Ends = [u32; NONE as usize + 2];

/// Where the values of a session stand in a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    texts: [u8; TEXTS],
    id: u8,
    entry_id: u8,
    technician_id: u8,
    waiting_time: u8,
    start_time: u8,
    is_lead_technician: u8,
    handing_off: u8,
    columns: usize,
    delimiter: u32,
}

/// A row: its text, the body it stands in and where, and where its fields end, counted from `offset`.
pub(crate) struct Plain<'a> {
    pub(crate) text: &'a str,
    pub(crate) body: &'a [u8],
    pub(crate) at: usize,
    pub(crate) marks: [u16; KEPT],
    pub(crate) offset: u16,
}

impl Plan {
    /// `None` for a header with unknown columns, or many.
    pub(crate) fn new(header: &Header<'_>, delimiter: &[u8]) -> Option<Plan> {
        let mut plan = Plan {
            texts: [NONE; TEXTS],
            id: NONE,
            entry_id: NONE,
            technician_id: NONE,
            waiting_time: NONE,
            start_time: NONE,
            is_lead_technician: NONE,
            handing_off: NONE,
            columns: header.len(),
            delimiter: u32::try_from(delimiter.len()).ok()?,
        };
        if header.len() > KEPT {
            return None;
        }
        for (index, label) in header.labels().iter().enumerate() {
            *plan.place(label.column?)? = index as u8;
        }
        (plan.id != NONE).then_some(plan)
    }

    fn place(&mut self, column: Column) -> Option<&mut u8> {
        match column {
            Column::Id => Some(&mut self.id),
            Column::EntryId => Some(&mut self.entry_id),
            Column::TechnicianId => Some(&mut self.technician_id),
            Column::WaitingTime => Some(&mut self.waiting_time),
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

    /// The session of a row, if it is as usual.
    #[inline(always)]
    pub(crate) fn read<'a>(&self, row: &Plain<'a>) -> Option<Session<'a>> {
        let fields = Fields { ends: self.ends(row), delimiter: self.delimiter, body: row.body, at: row.at };
        let session = Session {
            text: Cow::Borrowed(row.text),
            id: fields.integer(self.id)?,
            entry_id: fields.optional(self.entry_id, Fields::integer)?,
            technician_id: fields.optional(self.technician_id, Fields::integer)?,
            waiting_time: fields.optional(self.waiting_time, Fields::integer)?,
            start_time: fields.optional(self.start_time, Fields::start_time)?,
            is_lead_technician: fields.optional(self.is_lead_technician, Fields::flag)?,
            handing_off: fields.optional(self.handing_off, Fields::flag)?,
            texts: self.texts.map(|index| fields.span(index)),
            more: None,
        };
        fields.optional(self.texts[LANGUAGE], Fields::language)?;
        Some(session)
    }

    #[inline(always)]
    fn ends(&self, row: &Plain<'_>) -> Ends {
        let mut ends = [0; NONE as usize + 2];
        ends[0] = 0_u32.wrapping_sub(self.delimiter);
        for (end, mark) in ends[1..].iter_mut().zip(row.marks) {
            *end = mark.wrapping_sub(row.offset).into();
        }
        // A CR can stand between the last field and its mark.
        if let Some(last) = ends.get_mut(self.columns & 31) {
            *last = (*last).min(row.text.len() as u32);
        }
        ends[NONE as usize] = Span::ABSENT.start.wrapping_sub(self.delimiter);
        ends[NONE as usize + 1] = Span::ABSENT.end;
        ends
    }
}

struct Fields<'a> {
    ends: Ends,
    delimiter: u32,
    body: &'a [u8],
    at: usize,
}

impl Fields<'_> {
    #[inline(always)]
    fn span(&self, index: u8) -> Span {
        let index = usize::from(index & NONE);
        let end_of = |index: usize| self.ends.get(index).copied().unwrap_or_default();
        Span { start: end_of(index).wrapping_add(self.delimiter), end: end_of(index.wrapping_add(1)) }
    }

    /// Where a field starts and ends in the body.
    #[inline(always)]
    fn range(&self, index: u8) -> (usize, usize) {
        let Span { start, end } = self.span(index);
        (self.at.wrapping_add(start as usize), self.at.wrapping_add(end as usize))
    }

    #[inline(always)]
    fn optional<T>(&self, index: u8, read: impl FnOnce(&Self, u8) -> Option<T>) -> Option<Option<T>> {
        if index == NONE { Some(None) } else { read(self, index).map(Some) }
    }

    #[inline(always)]
    fn integer(&self, index: u8) -> Option<i64> {
        let (start, end) = self.range(index);
        value::plain_integer(self.body, start, end)
    }

    #[inline(always)]
    fn start_time(&self, index: u8) -> Option<StartTime> {
        let (start, end) = self.range(index);
        StartTime::plain(self.body, start, end)
    }

    #[inline(always)]
    fn language(&self, index: u8) -> Option<()> {
        let (start, end) = self.range(index);
        value::plain_language(self.body, start, end)
    }

    #[inline(always)]
    fn flag(&self, index: u8) -> Option<bool> {
        let (start, end) = self.range(index);
        value::plain_flag(self.body, start, end)
    }
}
