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
        self.optional(plan.texts[LANGUAGE], value::plain_language)?;
        let Marks(ends) = Marks::new(self.marks, self.at.wrapping_sub(self.from) as u16);
        Some(Session {
            id: self.value(plan.id, value::plain_integer)?,
            entry_id: self.optional(plan.entry_id, value::plain_integer)?,
            technician_id: self.optional(plan.technician_id, value::plain_integer)?,
            waiting_time: self.optional(plan.waiting_time, value::plain_integer)?,
            start_time: self.optional(plan.start_time, StartTime::plain)?,
            is_lead_technician: self.optional(plan.is_lead_technician, value::plain_flag)?,
            handing_off: self.optional(plan.handing_off, value::plain_flag)?,
            text: Cow::Borrowed(self.text),
            texts: Texts::of_fields(ends, plan.texts, self.delimiter as u16),
            more: None,
        })
    }

    /// What a function finds between two places of the body.
    #[inline(always)]
    fn value<T>(&self, field: u8, read: impl FnOnce(&[u8], usize, usize) -> Option<T>) -> Option<T> {
        let field = usize::from(field);
        let place = |mark: &u16| self.from.wrapping_add(usize::from(*mark));
        let end = place(self.marks.get(field)?);
        let before = self.marks.get(field.wrapping_sub(1)).map(place);
        let start = before.map_or(self.at, |before| before.wrapping_add(self.delimiter));
        read(self.body, start, end)
    }

    #[inline(always)]
    fn optional<T>(&self, field: u8, read: impl FnOnce(&[u8], usize, usize) -> Option<T>) -> Option<Option<T>> {
        if field == NONE { Some(None) } else { self.value(field, read).map(Some) }
    }
}
