//! The fast way to a session: for a row as nearly all are, under a header as nearly all are.
//!
//! Which digits, dates and words a row has can't be foreseen, so the values are read without a branch on them, eight
//! bytes at once. Whatever is not as usual is left to [`Session::read`], errors among it.

use alloc::borrow::Cow;
use core::ops::Range;

use crate::bytes::near::{Near, Place};
use crate::bytes::simd::{Blocks, Digits};
use crate::session::borrowed::Session;
use crate::session::texts::Texts;
use crate::table::plan::{KEPT, LANGUAGE, Plan};
use crate::table::record::Marks;
use crate::table::rows::Rows;
use crate::table::window::{Row, Window};
use crate::values::start_time::StartTime;
use crate::values::value_plain;

impl<'a> Session<'a> {
    /// The session of a row that was taken, if it is as usual.
    #[inline(always)]
    pub(crate) fn plain(
        rows: &Rows<'a>,
        window: &mut Window,
        row: &Row,
        place: Range<usize>,
        plan: &Plan,
        blocks: impl Blocks,
    ) -> Option<Session<'a>> {
        if !plan.is_whole || (place.end != row.newline && !rows.has_trailing_delimiter()) {
            return None;
        }
        let delimiter = rows.delimiter().as_bytes().len() as u16;
        let near = rows.body().near(window.start())?;
        let text = rows.body().text_of(place).ok()?;
        let start = window.offset(row.at);
        let row = Plain { text, near, marks: window.marks_around(row, delimiter), start, delimiter };
        row.session(plan, blocks)
    }
}

/// A row: its text, and where the delimiters around its fields stand.
struct Plain<'r, 'a> {
    text: &'a str,
    near: Near<'a>,
    marks: &'r [u16; KEPT],
    start: u16,
    delimiter: u16,
}

impl<'a> Plain<'_, 'a> {
    /// The session, if it is as usual.
    #[inline(always)]
    fn session(self, plan: &Plan, blocks: impl Blocks) -> Option<Session<'a>> {
        // Written out: a function that is handed on to another is called, and not compiled for the processor. And all
        // is read before anything is put together, so that it is put where it stays.
        let [id, entry_id, technician_id, waiting_time] = plan.integers;
        let [id, entry_id, technician_id, waiting_time] =
            [self.place(id), self.place(entry_id), self.place(technician_id), self.place(waiting_time)];
        let fields =
            [self.digits(id)?, self.digits(entry_id)?, self.digits(technician_id)?, self.digits(waiting_time)?];
        let [id, entry_number, technician_number, seconds] = blocks.numbers(fields)?;
        let start_time = match self.place(plan.start_time) {
            Some(place) => Some(StartTime::plain(self.near, place, blocks)?),
            None => None,
        };
        let is_lead_technician = match self.place(plan.is_lead_technician) {
            Some(place) => Some(value_plain::plain_flag(self.near, place)?),
            None => None,
        };
        let handing_off = match self.place(plan.handing_off) {
            Some(place) => Some(value_plain::plain_flag(self.near, place)?),
            None => None,
        };
        match self.place(plan.texts[LANGUAGE]) {
            Some(place) if !value_plain::is_plain_language(self.near, place) => return None,
            _ => {}
        }
        Some(Session {
            text: Cow::Borrowed(self.text),
            texts: Texts::of_fields(plan.texts, self.delimiter),
            delimiters: Marks(blocks.less(self.marks, self.start)),
            id: id as i64, // sixteen digits at most, and so are the others
            entry_id: entry_id.and(Some(entry_number as i64)),
            technician_id: technician_id.and(Some(technician_number as i64)),
            waiting_time: waiting_time.and(Some(seconds as i64)),
            start_time,
            is_lead_technician,
            handing_off,
            more: None,
        })
    }

    /// None where there is no such column.
    #[inline(always)]
    fn digits(&self, place: Option<Place>) -> Option<Digits<'a>> {
        match place {
            Some(place) => value_plain::digits(self.near, place),
            None => Some(value_plain::NO_DIGITS),
        }
    }

    /// Where a field stands; a column that the list has not is behind all of them.
    #[inline(always)]
    fn place(&self, field: u8) -> Option<Place> {
        let field = usize::from(field);
        let (end, before) = (self.marks.get(field.wrapping_add(1))?, self.marks.get(field)?);
        Some((before.wrapping_add(self.delimiter), *end))
    }
}
