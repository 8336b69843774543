//! Which lines are read as one record.
//!
//! The list comes in parts: a line that a record can start with, and those behind it up to the next such line. A part
//! *stands* if it looks like a row or can be read as a record; the others may belong to the record before them. So a
//! record is a part, and what follows up to one that stands: what stands is never taken for a piece of something else.
//!
//! - Where the record can end behind one of them only, it does.
//! - Where it can end after several, it ends where what is left over is a record, if no other end can leave one.
//! - Where nothing left over is one, and it can end behind the last of them, it has all of them.
//! - Otherwise nothing tells, and all is one error.
//! - Where it can end nowhere, all is one error too, or the line at its start is a row, and what follows it is the
//!   error.
//!
//! Where records start with free text every line can be a piece of one, so that each is a part. Those before one that
//! stands can belong to it too. They do, where the record before them can't have them. In an error they take it with
//! them, for its first field may start in them, and what stands behind it, up to a part that follows one that stands.

use crate::bytes::line::Line;
use crate::bytes::position::Position;
use crate::error::{Error, ErrorKind};
use crate::recovery::alignments::ColumnMatch;
use crate::table::header::Header;
use crate::table::record::Record;
use crate::table::row_cursor::RowCursor;

use crate::recovery::candidates::{NextCandidate, take_part};
use crate::recovery::record_ends::{NoEnd, RecordEnds};
use crate::recovery::state::{Recovery, Stop};

/// A record, with or without damage.
pub(crate) enum Recovered<'a, T> {
    /// One line as it stands, or the error of a record that can't be read.
    Line(Result<Record<'a>, Error>),
    /// What the caller makes of a damaged record.
    Damaged(Result<T, Error>),
}

impl Recovery {
    /// The record at the next line that is not blank. Of a damaged one something is made by `make`, which gets its text,
    /// where that starts, and what was found of each column.
    pub(crate) fn next<'a, T>(
        &mut self,
        header: &Header<'a>,
        rows: &mut RowCursor<'a>,
        line: &Line<'a>,
        make: impl FnOnce(&'a str, Position, &[ColumnMatch]) -> Result<T, Error>,
    ) -> Recovered<'a, T> {
        let start = rows.start_record();
        let is_row_of_no_start = rows.is_well_formed(line) && !rows.can_start_record(line);
        if is_row_of_no_start || rows.is_too_long(line) {
            return self.line_alone(rows, line, start);
        }
        if let Some(error) = self.unread_error(rows, line, start) {
            return error;
        }
        let before = rows.clone();
        let is_alone = self.shape.is_alone(rows, line);
        let (ends, stop) = self.parts(rows, line, is_alone);
        match self.end(ends, rows, stop) {
            Ok((end, pieces)) if !(is_alone && end.has_taken_only(&before, line)) => {
                *rows = end;
                self.alignments.truncate(pieces);
                self.damaged(header, rows, start, make)
            }
            Err(NoEnd::Several) => self.error(rows, Error::new(ErrorKind::AmbiguousEnd, start)),
            Err(NoEnd::Nowhere) if !(is_alone || rows.is_well_formed(line)) => {
                let limit = rows.max_record();
                let error = match (stop, rows.record(line, start)) {
                    (_, Err(error)) if stop != Stop::TooLong => error,
                    _ => Error::new(ErrorKind::RecordTooLong { limit }, start),
                };
                self.error(rows, error)
            }
            // A row by itself may be the start of a record whose text was truncated.
            Err(NoEnd::Nowhere)
                if stop.is_truncated(rows) && !self.alignments.is_dead() && !rows.has_taken_only(&before, line) =>
            {
                self.error(rows, Error::new(ErrorKind::AmbiguousEnd, start))
            }
            Err(NoEnd::Nowhere) => self.row_before_unread_lines(rows, before, line, start),
            _ if matches!(stop, Stop::AtOneThatStands | Stop::AtTheEnd) => {
                self.row_before_unread_lines(rows, before, line, start)
            }
            _ => {
                *rows = before;
                self.line_alone(rows, line, start)
            }
        }
    }

    /// The record of a line alone, where what else `rows` took since `before` is no piece of it.
    fn row_before_unread_lines<'a, T>(
        &mut self,
        rows: &mut RowCursor<'a>,
        before: RowCursor<'a>,
        line: &Line<'a>,
        start: Position,
    ) -> Recovered<'a, T> {
        let (position, end) = (rows.position(), rows.last_span().end);
        *rows = before;
        let repaired = self.line_alone(rows, line, start);
        if !rows.starts_with_text() {
            self.read_ahead = Some((position, end));
            self.note_unread(rows);
        }
        repaired
    }

    /// The error of lines behind a row that are no piece of it. A record among them would have been one: in a reading,
    /// what somebody types in the row could go on to where that record goes on.
    fn unread_error<'a, T>(
        &mut self,
        rows: &mut RowCursor<'a>,
        line: &Line<'a>,
        start: Position,
    ) -> Option<Recovered<'a, T>> {
        let unread = self.unread.take().filter(|unread| unread.start == start.byte())?;
        let error = rows.record(line, start).err()?;
        rows.take_up_to(unread.position, unread.end);
        Some(self.error(rows, error))
    }

    /// Takes the parts that can belong to the record at a line; gives those behind which it can end.
    fn parts<'a>(&mut self, rows: &mut RowCursor<'a>, line: &Line<'a>, is_alone: bool) -> (RecordEnds<'a>, Stop) {
        let mut ends = RecordEnds::default();
        let mut is_last = is_alone;
        let has_wrong_value = is_alone && self.shape.is_row_with_wrong_value(rows, line);
        if !self.take_known(rows) && !self.take_first_part(rows, line) {
            return (ends, Stop::TooLong);
        }
        loop {
            self.read(rows);
            if self.alignments.is_dead() {
                return (ends, Stop::Dead);
            }
            if self.alignments.is_complete(&self.shape.layout) {
                ends.note(rows, self.alignments.len());
                if let Some(stop) = self.tell(&ends, rows) {
                    return (ends, stop);
                }
            }
            // A row with a value of the wrong type is one error: the lines after it are not used to explain it.
            if has_wrong_value && ends.is_empty() {
                return (ends, Stop::Dead);
            }
            match self.ahead(rows) {
                NextCandidate::Nothing => return (ends, Stop::AtTheEnd),
                NextCandidate::Unrelated => return (ends, Stop::AtOneThatStands),
                NextCandidate::Standing(_) if is_last || !ends.is_empty() || !rows.starts_with_text() => {
                    return (ends, Stop::AtOneThatStands);
                }
                NextCandidate::Standing(longer) => (*rows, is_last) = (longer, true),
                NextCandidate::Part(longer) => *rows = longer,
            }
            if !rows.is_within_limit() {
                return (ends, Stop::TooLong);
            }
        }
    }

    /// Takes the part at a line, with its alignments; not all of it where that is too long.
    fn take_first_part<'a>(&mut self, rows: &mut RowCursor<'a>, line: &Line<'a>) -> bool {
        let Recovery { shape, alignments, .. } = self;
        let start = rows.position().byte();
        alignments.clear();
        let is_within_limit = take_part(shape, rows, line, |at, line| {
            alignments.push(&shape.layout, line, at.saturating_sub(start) as usize);
        });
        self.read_up_to = rows.position().byte();
        is_within_limit.is_some()
    }

    /// The error of all that was taken, and of what stands behind it and may belong to it.
    fn error<'a, T>(&mut self, rows: &mut RowCursor<'a>, error: Error) -> Recovered<'a, T> {
        // What starts with free text may start before what stands next, which is of the error then.
        self.skipping = Some(!rows.starts_with_text());
        Recovered::Line(Err(error))
    }

    /// The record of a line that nothing else belongs to, or its error.
    fn line_alone<'a, T>(&mut self, rows: &mut RowCursor<'a>, line: &Line<'a>, start: Position) -> Recovered<'a, T> {
        let record = rows.record(line, start);
        rows.take_line(line);
        if record.is_err() || !self.shape.is_row(rows, line) {
            // As in `error`; but to a line that is too long nothing belongs.
            self.skipping = Some(rows.is_too_long(line) || !rows.starts_with_text());
        }
        Recovered::Line(record)
    }

    /// What is made of what `rows` took last and the alignments are of.
    fn damaged<'a, T>(
        &mut self,
        header: &Header<'a>,
        rows: &mut RowCursor<'a>,
        start: Position,
        make: impl FnOnce(&'a str, Position, &[ColumnMatch]) -> Result<T, Error>,
    ) -> Recovered<'a, T> {
        let made = rows.last_text().and_then(|text| {
            let found = self.alignments.settle(&self.shape.layout, text.as_bytes());
            self.ranges.clear();
            self.ranges.extend(found.iter().take(header.len()).map(|found| found.range.clone()));
            make(text, start, &found)
        });
        if made.is_err() {
            self.skipping = Some(true);
        }
        Recovered::Damaged(made)
    }

    /// Reads on up to the end of what `rows` took.
    fn read(&mut self, rows: &RowCursor<'_>) {
        let span = rows.last_span();
        for (at, line) in rows.lines(self.read_up_to..span.end) {
            if self.alignments.is_dead() {
                break;
            }
            self.alignments.push(&self.shape.layout, &line, at.saturating_sub(span.start) as usize);
        }
        self.read_up_to = rows.position().byte();
    }
}
