//! Well-formed rows, as records and as sessions.

use alloc::boxed::Box;
use core::marker::PhantomData;
use core::ops::Range;

use crate::error::Error;
use crate::fast::batch;
use crate::fast::line_index::{IndexedLine, LINES, LineIndex};
use crate::fast::padded_bytes::PaddedBytes;
use crate::fast::session_source::SessionSource;
use crate::fast::sessions::FastRow;
use crate::fast::simd::{Kernel, SimdOps};
use crate::fast::values;
use crate::session::batch::SessionBatch;
use crate::session::borrowed::Session;
use crate::table::column_slots::ColumnSlots;
use crate::table::record::{FieldEnds, Record};
use crate::table::row_cursor::RowCursor;

/// Finds well-formed rows in an index of the next lines.
#[derive(Clone)]
pub(crate) struct FastLane {
    index: Box<LineIndex>,
    /// Whether a row is read only if the line after it can start a record.
    looks_ahead: bool,
    is_enabled: bool,
    /// The rows of the next batch, at most: fewer after a row that the reference lane must read, so that few values are
    /// converted in vain if there are many such rows.
    batch_limit: usize,
}

impl FastLane {
    /// Sets what the rows of a list, or of a chunk of one, require. The lines that are indexed already stay so.
    pub(crate) fn start(&mut self, rows: &RowCursor<'_>, is_enabled: bool, looks_ahead: bool) {
        self.is_enabled = is_enabled && rows.delimiters() > 0;
        self.looks_ahead = looks_ahead;
    }

    /// Drops the index: the body is another one, or starts elsewhere.
    pub(crate) fn forget(&mut self) {
        self.index.forget();
    }

    /// The record at the next line; if that is not well-formed, what the reference lane says.
    #[inline(always)]
    pub(crate) fn record<'a>(
        &mut self,
        rows: &mut RowCursor<'a>,
        reference: impl FnOnce(&mut RowCursor<'a>) -> Option<Result<Record<'a>, Error>>,
    ) -> Option<Result<Record<'a>, Error>> {
        let (first, range) = match self.next_line(rows) {
            Some(line) => (line.first, self.take(rows, &line)),
            None => match self.unusual_record(rows, reference)? {
                Ok(found) => found,
                Err(error) => return Some(Err(error)),
            },
        };
        // One place builds the records of both lanes: only then the compiler omits unused field ends.
        Some(self.record_of(rows, first, range))
    }

    #[cold]
    #[inline(never)]
    fn unusual_record<'a>(
        &mut self,
        rows: &mut RowCursor<'a>,
        reference: impl FnOnce(&mut RowCursor<'a>) -> Option<Result<Record<'a>, Error>>,
    ) -> Option<Result<(usize, Range<usize>), Error>> {
        let record = reference(rows)?;
        let (body, span) = (rows.body(), rows.last_span());
        let range = body.index(span.start)..body.index(span.end);
        Some(record.map(|record| (self.index.keep(record.ends(), range.start), range)))
    }

    #[inline(always)]
    fn next_line(&mut self, rows: &RowCursor<'_>) -> Option<IndexedLine> {
        let at = rows.body().index(rows.position().byte());
        match self.index.line_at(at) {
            None => self.index_lines(rows, at),
            line => line,
        }
    }

    /// Reads the next rows into an empty batch, at most `limit`, and takes them. Returns whether there is one.
    fn read_batch<'a>(
        &mut self,
        rows: &mut RowCursor<'a>,
        slots: &ColumnSlots,
        batch: &mut SessionBatch<'a>,
        limit: usize,
    ) -> bool {
        if self.next_line(rows).is_none() {
            return false;
        }
        let lines = self.index.valid_lines().min(limit).min(self.batch_limit);
        let len = batch::read(batch, rows, &self.index, slots, lines);
        self.batch_limit = if len < lines { len.max(1) } else { self.batch_limit.saturating_mul(2) };
        let Some(before_last) = len.checked_sub(1) else { return false };
        if before_last > 0 {
            let start = self.index.skip_lines(before_last);
            rows.skip_rows(before_last, rows.body().offset(start));
        }
        let last = self.next_line(rows);
        last.is_some_and(|last| {
            self.take(rows, &last);
            batch.set_len(len);
            true
        })
    }

    #[cold]
    #[inline(never)]
    fn index_lines(&mut self, rows: &RowCursor<'_>, at: usize) -> Option<IndexedLine> {
        if !self.is_enabled || rows.is_in_line() {
            return None;
        }
        let looks_ahead = self.looks_ahead;
        let is_valid = |index: &LineIndex, line: &IndexedLine| {
            is_well_formed(rows, index, line) && (!looks_ahead || is_start(rows, index, line))
        };
        let body = rows.body();
        let ahead = looks_ahead.then_some(body.is_complete());
        self.index.validate(body.bytes(), at, rows.delimiter(), ahead, is_valid);
        self.index.line_at(at)
    }

    /// Takes a row, and gives the range of its text in the bytes of the body.
    #[inline(always)]
    fn take(&mut self, rows: &mut RowCursor<'_>, line: &IndexedLine) -> Range<usize> {
        let body = rows.body();
        let end = end_of_text(rows, line);
        let (end_offset, newline) = (body.offset(end), body.offset(line.newline));
        rows.take_row(end_offset, newline);
        self.index.take(line);
        line.at..end
    }

    /// The record of the row that was taken last.
    #[inline(always)]
    fn record_of<'a>(&self, rows: &RowCursor<'a>, first: usize, range: Range<usize>) -> Result<Record<'a>, Error> {
        let start = range.start;
        let text = match rows.body().text_at(range) {
            Ok(text) => text,
            Err(invalid) => return Err(rows.invalid_utf8(rows.body().offset(start)..invalid)),
        };
        let ends = FieldEnds::new(self.index.ends(first), self.index.offset(start));
        Ok(Record::new(text, ends, rows.delimiter(), rows.columns(), rows.last_start()))
    }
}

impl Default for FastLane {
    fn default() -> Self {
        FastLane { index: Box::default(), looks_ahead: false, is_enabled: false, batch_limit: LINES }
    }
}

#[inline(always)]
fn is_well_formed(rows: &RowCursor<'_>, index: &LineIndex, line: &IndexedLine) -> bool {
    line.delimiters() == rows.delimiters()
        && line.newline.wrapping_sub(line.at) <= rows.max_record()
        && (!rows.has_trailing_delimiter() || ends_with_delimiter(rows, index, line))
}

#[inline(always)]
fn ends_with_delimiter(rows: &RowCursor<'_>, index: &LineIndex, line: &IndexedLine) -> bool {
    let after = index.last_delimiter(line).wrapping_add(rows.delimiter().as_bytes().len());
    after == line.newline || after == end_of_text(rows, line)
}

/// Where a line ends in the bytes of the body, without its line end.
#[inline(always)]
fn end_of_text(rows: &RowCursor<'_>, line: &IndexedLine) -> usize {
    let last = line.newline.wrapping_sub(1); // it exists: a line that is looked at has a delimiter
    if rows.body().bytes().get(last) == Some(&b'\r') { last } else { line.newline }
}

/// Whether the first field of a line can be the value of the first column.
#[inline(always)]
fn is_start(rows: &RowCursor<'_>, index: &LineIndex, line: &IndexedLine) -> bool {
    let end = index.first_end(line);
    let field = (index.offset(line.at), index.offset(end));
    let is_integer = |bytes| values::is_integer(bytes, field);
    rows.starts_with_id() && PaddedBytes::new(rows.body(), index.start()).is_some_and(is_integer)
        || rows.is_first_value(rows.body().bytes().get(line.at..end).unwrap_or_default())
}

/// The session of the record at the next line. If that is not well-formed, what the reference lane says; if its values
/// are unusual, what the reference lane says of the record.
#[inline(always)]
pub(crate) fn next_session<'a>(
    source: &mut impl SessionSource<'a, Lane = FastLane>,
) -> Option<Result<Session<'a>, Error>> {
    let (lane, ..) = source.parts();
    lane.index.processor().run_large(NextSession(source, PhantomData))
}

/// Reads the next rows into an empty batch, at most `limit`, up to the first one that the reference lane must read. Returns
/// whether there is one before it.
pub(crate) fn read_batch<'a>(
    source: &mut impl SessionSource<'a, Lane = FastLane>,
    batch: &mut SessionBatch<'a>,
    limit: usize,
) -> bool {
    let (lane, rows, slots) = source.parts();
    if !lane.read_batch(rows, slots, batch, limit) {
        batch.clear();
        return false;
    }
    source.has_taken_line();
    true
}

/// A kernel with one pointer: each argument more costs several instructions for each row.
struct NextSession<'s, 'a, S>(&'s mut S, PhantomData<&'a ()>);

impl<'a, S: SessionSource<'a, Lane = FastLane>> Kernel for NextSession<'_, 'a, S> {
    type Output = Option<Result<Session<'a>, Error>>;

    #[inline(always)]
    fn run(self, simd: impl SimdOps) -> Self::Output {
        let NextSession(source, _) = self;
        let (lane, rows, slots) = source.parts();
        let Some(line) = lane.next_line(rows) else { return source.reference(None) };
        let range = lane.take(rows, &line);
        let Some(row) = FastRow::new(rows, &mut lane.index, &line, range.clone(), slots) else {
            return unusual(source, line.first, range);
        };
        match row.session(slots, simd) {
            Some(session) => {
                source.has_taken_line();
                Some(Ok(session))
            }
            None => unusual(source, line.first, range),
        }
    }
}

#[cold]
#[inline(never)]
fn unusual<'a>(
    source: &mut impl SessionSource<'a, Lane = FastLane>,
    first: usize,
    range: Range<usize>,
) -> Option<Result<Session<'a>, Error>> {
    let (lane, rows, _) = source.parts();
    let record = lane.record_of(rows, first, range);
    source.reference(Some(record))
}
