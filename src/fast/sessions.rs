//! The session of a well-formed row with the usual values.
//!
//! Digits, dates and words are unpredictable, so the values are converted without branches on them. A row with any
//! other value is left to the reference lane, errors included.

use core::ops::Range;

use crate::fast::line_index::{IndexedLine, LineIndex};
use crate::fast::padded_bytes::{FieldRange, PaddedBytes};
use crate::fast::simd::{Digits, SimdOps};
use crate::fast::start_time::start_time;
use crate::fast::values;
use crate::session::borrowed::Session;
use crate::session::spans::FieldSpans;
use crate::table::column_slots::{
    ColumnSlots, ENTRY_ID, HANDING_OFF, ID, IS_LEAD_TECHNICIAN, LANGUAGE, START_TIME, TECHNICIAN_ID, WAITING_TIME,
};
use crate::table::record::{FIELD_ENDS, FieldEnds};
use crate::table::row_cursor::RowCursor;

/// The text of a row, and the ends of its fields.
pub(crate) struct FastRow<'r, 'a> {
    text: &'a str,
    bytes: PaddedBytes<'a>,
    /// The end of the field before the first one, then the ends of the fields.
    ends: &'r [u16; FIELD_ENDS],
    start: u16,
    delimiter_len: u16,
}

impl<'r, 'a> FastRow<'r, 'a> {
    /// A row that was taken, if its header is known and it does not end with a CR that belongs to no field.
    #[inline(always)]
    pub(crate) fn new(
        rows: &RowCursor<'a>,
        index: &'r mut LineIndex,
        line: &IndexedLine,
        range: Range<usize>,
        slots: &ColumnSlots,
    ) -> Option<Self> {
        if !slots.is_complete || (range.end != line.newline && !rows.has_trailing_delimiter()) {
            return None;
        }
        let delimiter_len = rows.delimiter().as_bytes().len() as u16;
        let bytes = PaddedBytes::new(rows.body(), index.start())?;
        let text = rows.body().text_at(range).ok()?;
        let start = index.offset(line.at);
        Some(FastRow { text, bytes, ends: index.ends_around(line, delimiter_len), start, delimiter_len })
    }

    /// The session, if all its values are usual.
    #[inline(always)]
    pub(crate) fn session(self, slots: &ColumnSlots, simd: impl SimdOps) -> Option<Session<'a>> {
        // No closures or `map`: what is not inlined is not compiled for the instruction set. All values are converted
        // before the session is built, so that it is built in place.
        let columns = &slots.fields;
        let [id, entry_id, technician_id, waiting_time] = [
            self.range(columns[ID]),
            self.range(columns[ENTRY_ID]),
            self.range(columns[TECHNICIAN_ID]),
            self.range(columns[WAITING_TIME]),
        ];
        let fields =
            [self.digits(id)?, self.digits(entry_id)?, self.digits(technician_id)?, self.digits(waiting_time)?];
        let [id, entry_number, technician_number, seconds] = simd.integers(fields)?;
        let start_time = match self.range(columns[START_TIME]) {
            Some(range) => Some(start_time(self.bytes, range, simd)?),
            None => None,
        };
        let is_lead_technician = match self.range(columns[IS_LEAD_TECHNICIAN]) {
            Some(range) => Some(values::flag(self.bytes, range)?),
            None => None,
        };
        let handing_off = match self.range(columns[HANDING_OFF]) {
            Some(range) => Some(values::flag(self.bytes, range)?),
            None => None,
        };
        match self.range(columns[LANGUAGE]) {
            Some(range) if !values::is_language(self.bytes, range) => return None,
            _ => {}
        }
        Some(Session {
            text: self.text,
            spans: FieldSpans::of_fields(slots.fields, self.delimiter_len),
            ends: FieldEnds(simd.subtract_all(self.ends, self.start)),
            id: id as i64, // at most sixteen digits, like the other integers
            entry_id: entry_id.and(Some(entry_number as i64)),
            technician_id: technician_id.and(Some(technician_number as i64)),
            waiting_time: waiting_time.and(Some(seconds as i64)),
            start_time,
            is_lead_technician,
            handing_off,
            rare: None,
        })
    }

    /// The digits of a field; none, if the header lacks the column.
    #[inline(always)]
    fn digits(&self, range: Option<FieldRange>) -> Option<Digits<'a>> {
        match range {
            Some(range) => values::digits(self.bytes, range),
            None => Some(values::NO_DIGITS),
        }
    }

    /// The range of the field of a column; `None` if the header lacks the column, whose index is then out of bounds.
    #[inline(always)]
    fn range(&self, column: u8) -> Option<FieldRange> {
        let column = usize::from(column);
        let (end, before) = (self.ends.get(column.wrapping_add(1))?, self.ends.get(column)?);
        Some((before.wrapping_add(self.delimiter_len), *end))
    }
}
