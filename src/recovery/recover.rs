//! Which lines are one record.
//!
//! Recovery reads the list as candidate records. A candidate is *self-contained* if it looks like a row or has an
//! alignment. The others are *dependent*: they can belong to the record before them. So a record is a candidate and the
//! dependent candidates after it, up to a self-contained one. A self-contained candidate is never a fragment of another
//! record. An *end* is a candidate up to which there is an alignment:
//!
//! - With one end, the record ends there.
//! - With several ends, the record ends where the rest is a record, if no other end can leave a record.
//! - If no rest is a record, and the last end leaves no line, the record has all the lines.
//! - With several ends, all else is one error: the end is ambiguous.
//! - Without an end, all lines are one error. But if the first line is a valid row, it is a record, and the lines after
//!   it are the error.
//!
//! If records start with free text, each line can be a fragment of one, so each line is a candidate. Dependent
//! candidates before a self-contained one can belong to it too, and do if the record before them cannot have them. If
//! they are part of an error, the self-contained candidate is part of it too, because its first field may start in
//! them. So such an error extends to a self-contained candidate that directly follows another self-contained one.

use crate::bytes::line::Line;
use crate::bytes::position::Position;
use crate::error::{Error, ErrorKind};
use crate::recovery::alignments::ColumnMatch;
use crate::recovery::candidates::{NextCandidate, take_candidate};
use crate::recovery::record_ends::{NoEnd, RecordEnds};
use crate::recovery::state::{Recovery, Skipping, Stop};
use crate::table::header::Header;
use crate::table::record::Record;
use crate::table::row_cursor::RowCursor;

/// A record, damaged or not.
pub(crate) enum Recovered<'a, T> {
    /// A row that is one line, or the error of a record that cannot be recovered.
    Line(Result<Record<'a>, Error>),
    /// What the caller converts a damaged record to.
    Damaged(Result<T, Error>),
}

impl Recovery {
    /// The record at `line`, the next line that is not blank.
    ///
    /// `convert` converts a damaged record. It gets the text, the start of the text, and the match of each column.
    pub(crate) fn next<'a, T>(
        &mut self,
        header: &Header<'a>,
        rows: &mut RowCursor<'a>,
        line: &Line<'a>,
        convert: impl FnOnce(&'a str, Position, &[ColumnMatch]) -> Result<T, Error>,
    ) -> Recovered<'a, T> {
        let start = rows.start_record();
        let is_row_without_start = rows.is_well_formed(line) && !rows.can_start_record(line);
        if is_row_without_start || rows.is_too_long(line) {
            return self.line_alone(rows, line, start);
        }
        if let Some(error) = self.orphan_error(rows, line, start) {
            return error;
        }
        let before = rows.clone();
        let is_undamaged = self.classifier.is_undamaged(rows, line);
        let (ends, stop) = self.scan_candidates(rows, line, is_undamaged);
        match self.find_end(ends, rows, stop) {
            Ok(end) if !(is_undamaged && end.rows.has_taken_only(&before, line)) => {
                *rows = end.rows;
                self.alignments.truncate(end.fragments);
                self.damaged(header, rows, start, convert)
            }
            Err(NoEnd::Ambiguous) => self.error(rows, Error::new(ErrorKind::AmbiguousEnd, start)),
            Err(NoEnd::NotFound) if !(is_undamaged || rows.is_well_formed(line)) => {
                let error = no_alignment_error(rows, line, start, stop);
                self.error(rows, error)
            }
            // The row may be the start of a record whose text was truncated.
            Err(NoEnd::NotFound)
                if stop.is_truncated(rows)
                    && !self.alignments.is_impossible()
                    && !rows.has_taken_only(&before, line) =>
            {
                self.error(rows, Error::new(ErrorKind::AmbiguousEnd, start))
            }
            Err(NoEnd::NotFound) => self.row_before_orphans(rows, before, line, start),
            Ok(_) if matches!(stop, Stop::NextRecord | Stop::EndOfList) => {
                self.row_before_orphans(rows, before, line, start)
            }
            Ok(_) => {
                *rows = before;
                self.line_alone(rows, line, start)
            }
        }
    }

    /// Gives the record of a line, to which no other line belongs that `rows` has taken since `before`.
    fn row_before_orphans<'a, T>(
        &mut self,
        rows: &mut RowCursor<'a>,
        before: RowCursor<'a>,
        line: &Line<'a>,
        start: Position,
    ) -> Recovered<'a, T> {
        let (position, end) = (rows.position(), rows.last_span().end);
        *rows = before;
        let recovered = self.line_alone(rows, line, start);
        if !rows.starts_with_text() {
            self.orphans_end = Some((position, end));
            self.note_orphan_lines(rows);
        }
        recovered
    }

    /// The error of lines after a row that belong to no record, if they start at this line.
    ///
    /// No record is among them. The row followed by that record would have an alignment too: a free-text field of the
    /// row would extend to where that field ends in the record. So that end would have been found.
    fn orphan_error<'a, T>(
        &mut self,
        rows: &mut RowCursor<'a>,
        line: &Line<'a>,
        start: Position,
    ) -> Option<Recovered<'a, T>> {
        let orphans = self.orphan_lines.take().filter(|orphans| orphans.start == start.byte())?;
        let error = rows.record(line, start).err()?;
        rows.take_up_to(orphans.next, orphans.end);
        Some(self.error(rows, error))
    }

    /// Takes the candidates that can belong to the record at a line. Gives its possible ends, and why the scan stopped.
    fn scan_candidates<'a>(
        &mut self,
        rows: &mut RowCursor<'a>,
        line: &Line<'a>,
        is_undamaged: bool,
    ) -> (RecordEnds<'a>, Stop) {
        let mut ends = RecordEnds::default();
        let mut has_self_contained = is_undamaged;
        let has_invalid_value = is_undamaged && self.classifier.is_row_with_invalid_value(rows, line);
        if !self.take_aligned_candidate(rows) && !self.take_first_candidate(rows, line) {
            return (ends, Stop::TooLong);
        }
        loop {
            self.align_new_lines(rows);
            if self.alignments.is_impossible() {
                return (ends, Stop::Impossible);
            }
            if self.alignments.is_complete(&self.classifier.column_groups) {
                ends.add(rows, self.alignments.len());
                if let Some(stop) = self.decide_end(&ends, rows) {
                    return (ends, stop);
                }
            }
            // A row with an invalid value is one error: later candidates are not used to explain the value.
            if has_invalid_value && ends.is_empty() {
                return (ends, Stop::Impossible);
            }
            match self.next_candidate(rows) {
                NextCandidate::EndOfList => return (ends, Stop::EndOfList),
                NextCandidate::Unrelated => return (ends, Stop::NextRecord),
                NextCandidate::SelfContained(_)
                    if has_self_contained || !ends.is_empty() || !rows.starts_with_text() =>
                {
                    return (ends, Stop::NextRecord);
                }
                NextCandidate::SelfContained(after) => (*rows, has_self_contained) = (after, true),
                NextCandidate::Dependent(after) => *rows = after,
            }
            if !rows.is_within_limit() {
                return (ends, Stop::TooLong);
            }
        }
    }

    /// Takes and aligns the candidate at a line. Gives whether it is within the record limit; otherwise only its first
    /// lines are taken.
    fn take_first_candidate<'a>(&mut self, rows: &mut RowCursor<'a>, line: &Line<'a>) -> bool {
        let Recovery { classifier, alignments, .. } = self;
        let start = rows.position().byte();
        alignments.clear();
        let delimiters = take_candidate(classifier, rows, line, |offset, line| {
            alignments.push(&classifier.column_groups, line, offset.saturating_sub(start) as usize);
        });
        self.aligned_up_to = rows.position().byte();
        delimiters.is_some()
    }

    /// The error of all lines that `rows` has taken, and of the lines after them that may belong to the same record.
    fn error<'a, T>(&mut self, rows: &mut RowCursor<'a>, error: Error) -> Recovered<'a, T> {
        self.skipping = Some(match rows.starts_with_text() {
            // The next self-contained record may start inside the error.
            true => Skipping::IncludingSelfContained,
            false => Skipping::BeforeSelfContained,
        });
        Recovered::Line(Err(error))
    }

    /// The record of a line to which no other line belongs, or its error.
    fn line_alone<'a, T>(&mut self, rows: &mut RowCursor<'a>, line: &Line<'a>, start: Position) -> Recovered<'a, T> {
        let record = rows.record(line, start);
        rows.take_line(line);
        if record.is_err() || !self.classifier.is_valid_row(rows, line) {
            // As in `error`, but no other record starts inside a line that is too long.
            self.skipping = Some(match rows.starts_with_text() && !rows.is_too_long(line) {
                true => Skipping::IncludingSelfContained,
                false => Skipping::BeforeSelfContained,
            });
        }
        Recovered::Line(record)
    }

    /// Converts the record that `rows` took last and that is in `alignments`.
    fn damaged<'a, T>(
        &mut self,
        header: &Header<'a>,
        rows: &mut RowCursor<'a>,
        start: Position,
        convert: impl FnOnce(&'a str, Position, &[ColumnMatch]) -> Result<T, Error>,
    ) -> Recovered<'a, T> {
        let converted = rows.last_text().and_then(|text| {
            let columns = self.alignments.resolve(&self.classifier.column_groups, text.as_bytes());
            self.ranges.clear();
            self.ranges.extend(columns.iter().take(header.len()).map(|column| column.range.clone()));
            convert(text, start, &columns)
        });
        if converted.is_err() {
            self.skipping = Some(Skipping::BeforeSelfContained);
        }
        Recovered::Damaged(converted)
    }

    /// Adds the lines that `rows` has taken, and that are not aligned yet, to the alignments.
    fn align_new_lines(&mut self, rows: &RowCursor<'_>) {
        let span = rows.last_span();
        for (offset, line) in rows.lines(self.aligned_up_to..span.end) {
            if self.alignments.is_impossible() {
                break;
            }
            self.alignments.push(&self.classifier.column_groups, &line, offset.saturating_sub(span.start) as usize);
        }
        self.aligned_up_to = rows.position().byte();
    }
}

/// The error of a record without an alignment: that of its first line, unless the record is too long.
fn no_alignment_error<'a>(rows: &RowCursor<'a>, line: &Line<'a>, start: Position, stop: Stop) -> Error {
    let limit = rows.max_record();
    match rows.record(line, start) {
        Err(error) if stop != Stop::TooLong => error,
        _ => Error::new(ErrorKind::RecordTooLong { limit }, start),
    }
}
