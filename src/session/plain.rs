//! The fast way to a session: for a row as nearly all are, under a header as nearly all are.
//!
//! Which digits, dates and words a row has can't be foreseen, so the values are read without a branch on them, eight
//! bytes at once. Whatever is not as usual is left to [`Session::read`], errors among it.

use alloc::borrow::Cow;

use super::Session;
use super::texts::Texts;
use crate::plan::{ENTRY_ID, LANGUAGE, NONE, Plan, TECHNICIAN_ID, WAITING_TIME};
use crate::record::Marks;
use crate::simd::{Blocks, Digits};
use crate::start_time::StartTime;
use crate::value::{self, Near};
use crate::window::KEPT;

/// A row: its text, and where the delimiters around its fields stand.
pub(crate) struct Plain<'r, 'a> {
    pub(crate) text: &'a str,
    pub(crate) near: Near<'a>,
    pub(crate) marks: &'r [u16; KEPT],
    pub(crate) start: u16,
    pub(crate) delimiter: u16,
}

impl<'a> Plain<'_, 'a> {
    /// The session, if it is as usual.
    #[inline(always)]
    pub(crate) fn session(self, plan: &Plan, blocks: impl Blocks) -> Option<Session<'a>> {
        // Written out: a function that is handed on to another is called, and not compiled for the processor. And all
        // is read before anything is put together, so that it is put where it stays.
        let [id, entry_id, technician_id, waiting_time] = self.integers(plan.integers, blocks)?;
        let start_time = if plan.start_time == NONE { None } else { Some(self.start_time(plan.start_time, blocks)?) };
        let is_lead = if plan.is_lead_technician == NONE { None } else { Some(self.flag(plan.is_lead_technician)?) };
        let handing_off = if plan.handing_off == NONE { None } else { Some(self.flag(plan.handing_off)?) };
        if plan.texts[LANGUAGE] != NONE && !self.is_language(plan.texts[LANGUAGE]) {
            return None;
        }
        Some(Session {
            text: Cow::Borrowed(self.text),
            texts: Texts::of_fields(Marks::new(self.marks, self.start), plan.texts, self.delimiter),
            id,
            entry_id: (plan.integers[ENTRY_ID] != NONE).then_some(entry_id),
            technician_id: (plan.integers[TECHNICIAN_ID] != NONE).then_some(technician_id),
            waiting_time: (plan.integers[WAITING_TIME] != NONE).then_some(waiting_time),
            start_time,
            is_lead_technician: is_lead,
            handing_off,
            more: None,
        })
    }

    /// All integers at once; anything for one that is no column.
    #[inline(always)]
    fn integers(&self, [id, entry_id, technician_id, waiting_time]: [u8; 4], blocks: impl Blocks) -> Option<[i64; 4]> {
        let fields =
            [self.digits(id)?, self.digits(entry_id)?, self.digits(technician_id)?, self.digits(waiting_time)?];
        let [id, entry_id, technician_id, waiting_time] = blocks.numbers(fields)?;
        Some([id as i64, entry_id as i64, technician_id as i64, waiting_time as i64]) // sixteen digits at most
    }

    #[inline(always)]
    fn digits(&self, field: u8) -> Option<Digits<'a>> {
        if field == NONE { Some(value::NO_DIGITS) } else { value::digits(self.near, self.place(field)?) }
    }

    #[inline(always)]
    fn start_time(&self, field: u8, blocks: impl Blocks) -> Option<StartTime> {
        StartTime::plain(self.near, self.place(field)?, blocks)
    }

    #[inline(always)]
    fn flag(&self, field: u8) -> Option<bool> {
        value::plain_flag(self.near, self.place(field)?)
    }

    #[inline(always)]
    fn is_language(&self, field: u8) -> bool {
        self.place(field).is_some_and(
            #[inline(always)]
            |place| value::is_plain_language(self.near, place),
        )
    }

    /// Where a field starts and ends.
    #[inline(always)]
    fn place(&self, field: u8) -> Option<(u16, u16)> {
        let field = usize::from(field);
        let (end, before) = (self.marks.get(field.wrapping_add(1))?, self.marks.get(field)?);
        Some((before.wrapping_add(self.delimiter), *end))
    }
}
