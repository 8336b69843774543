//! The fast way to a session: for a row as nearly all are, under a header as nearly all are.
//!
//! Which digits, dates and words a row has can't be foreseen, so the values are read without a branch on them, eight
//! bytes at once. Whatever is not as usual is left to [`Session::read`], errors among it.

use alloc::borrow::Cow;

use super::Session;
use super::texts::Texts;
use crate::plan::{LANGUAGE, NONE, Plan};
use crate::record::Marks;
use crate::start_time::StartTime;
use crate::value;
use crate::window::KEPT;

/// A row: its text, and where in the body it starts and its fields end.
pub(crate) struct Plain<'r, 'a> {
    pub(crate) text: &'a str,
    pub(crate) body: &'a [u8],
    pub(crate) at: usize,
    /// Counted from `from` in the body.
    pub(crate) marks: &'r [u16; KEPT],
    pub(crate) from: usize,
    pub(crate) delimiter: usize,
}

impl<'a> Plain<'_, 'a> {
    /// The session, if it is as usual.
    #[inline(always)]
    pub(crate) fn session(&self, plan: &Plan) -> Option<Session<'a>> {
        // Written out: a function that is handed on to another is called, and not compiled for the processor. And all
        // is read before anything is put together, so that it is put where it stays.
        let id = self.integer(plan.id)?;
        let entry_id = if plan.entry_id == NONE { None } else { Some(self.integer(plan.entry_id)?) };
        let technician_id = if plan.technician_id == NONE { None } else { Some(self.integer(plan.technician_id)?) };
        let waiting_time = if plan.waiting_time == NONE { None } else { Some(self.integer(plan.waiting_time)?) };
        let start_time = if plan.start_time == NONE { None } else { Some(self.start_time(plan.start_time)?) };
        let is_lead = if plan.is_lead_technician == NONE { None } else { Some(self.flag(plan.is_lead_technician)?) };
        let handing_off = if plan.handing_off == NONE { None } else { Some(self.flag(plan.handing_off)?) };
        if plan.texts[LANGUAGE] != NONE && !self.is_language(plan.texts[LANGUAGE]) {
            return None;
        }
        let Marks(ends) = Marks::new(self.marks, self.at.wrapping_sub(self.from) as u16);
        Some(Session {
            text: Cow::Borrowed(self.text),
            texts: Texts::of_fields(ends, plan.texts, self.delimiter as u16),
            id,
            entry_id,
            technician_id,
            waiting_time,
            start_time,
            is_lead_technician: is_lead,
            handing_off,
            more: None,
        })
    }

    #[inline(always)]
    fn integer(&self, field: u8) -> Option<i64> {
        let (start, end) = self.place(field)?;
        value::plain_integer(self.body, start, end)
    }

    #[inline(always)]
    fn start_time(&self, field: u8) -> Option<StartTime> {
        let (start, end) = self.place(field)?;
        StartTime::plain(self.body, start, end)
    }

    #[inline(always)]
    fn flag(&self, field: u8) -> Option<bool> {
        let (start, end) = self.place(field)?;
        value::plain_flag(self.body, start, end)
    }

    #[inline(always)]
    fn is_language(&self, field: u8) -> bool {
        match self.place(field) {
            Some((start, end)) => value::is_plain_language(self.body, start, end),
            None => false,
        }
    }

    /// Where a field starts and ends in the body.
    #[inline(always)]
    fn place(&self, field: u8) -> Option<(usize, usize)> {
        let field = usize::from(field);
        let end = self.from.wrapping_add(usize::from(*self.marks.get(field)?));
        let start = match self.marks.get(field.wrapping_sub(1)) {
            Some(before) => self.from.wrapping_add(usize::from(*before)).wrapping_add(self.delimiter),
            None => self.at,
        };
        Some((start, end))
    }
}
