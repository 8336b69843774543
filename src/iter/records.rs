//! The rows of a session list, without recovery.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use crate::bytes::line::Line;
use crate::bytes::position::Position;
use crate::error::{Error, ErrorKind};
use crate::fast::lane::FastLane;
use crate::table::grammar;
use crate::table::header::Header;
use crate::table::record::Record;
use crate::table::row_cursor::RowCursor;
use crate::values::field_type::FieldType;

/// The records of a session list, in order: one `Ok` for each row that has as many fields as the header has columns,
/// one `Err` for each that has not.
///
/// Blank lines are skipped. The error of a damaged row includes the lines after it, up to one that can start a row.
///
/// ```
/// let list = rescue_sessions::parse("OK\n\nID|Entry|\n7|a|\n\n8|b\nroken|\n9|c|\n")?;
/// let lines: Vec<_> = list.records().map(|record| match record {
///     Ok(record) => record.as_str().to_owned(),
///     Err(error) => error.to_string(),
/// }).collect();
///
/// let damaged = "record 2 (line 6, byte 23): row does not end with a delimiter, but the header does";
/// assert_eq!(lines, ["7|a|", damaged, "9|c|"]);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone)]
pub struct Records<'a> {
    rows: RowCursor<'a>,
    fast: FastLane,
    reference: ReferenceRecords,
}

impl<'a> Records<'a> {
    pub(crate) fn new(rows: RowCursor<'a>, header: &Header<'a>) -> Self {
        Records::resume(rows, header, FastLane::default(), Pending::default())
    }

    /// The records of a chunk of a body.
    pub(crate) fn resume(rows: RowCursor<'a>, header: &Header<'a>, mut fast: FastLane, pending: Pending) -> Self {
        let reference = ReferenceRecords::new(&rows, header, pending);
        fast.start(&rows, reference.takes_lines_alone(&rows), false);
        Records { rows, fast, reference }
    }

    pub(crate) fn into_parts(self) -> (RowCursor<'a>, FastLane, Pending) {
        (self.rows, self.fast, self.reference.pending)
    }

    /// The start of the next line: everything before it has been read. Its record number is that of the last record.
    #[must_use]
    pub fn position(&self) -> Position {
        self.rows.position()
    }

    /// The byte range of the last record or error in the body: from its first line to its last, without the line end.
    ///
    /// Between two of these ranges there are only line ends and blank lines.
    #[must_use]
    pub fn last_span(&self) -> Range<u64> {
        self.rows.last_span()
    }

    /// The last record or error as it is in the body: from its first line to its last, without the line end. Empty
    /// before the first one.
    ///
    /// Use it to save rows that cannot be read, for manual review.
    ///
    /// ```
    /// let list = rescue_sessions::parse_bytes(b"OK\n\nID|Status|\n7|Waiting|\nx|\xff\n")?;
    /// let mut records = list.records();
    /// let mut quarantine = Vec::new();
    /// while let Some(record) = records.next() {
    ///     if record.is_err() {
    ///         quarantine.push(records.last_raw());
    ///     }
    /// }
    /// assert_eq!(quarantine, [b"x|\xff"]);
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn last_raw(&self) -> &'a [u8] {
        self.buffered_raw().unwrap_or_default()
    }

    /// The same in a chunk. `None`: its first bytes are no longer in the buffer.
    pub(crate) fn buffered_raw(&self) -> Option<&'a [u8]> {
        self.rows.body().buffered(self.last_span())
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Error>;

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let Records { rows, fast, reference } = self;
        if reference.is_pending() {
            return reference.emit_pending(rows).map(Err);
        }
        fast.record(rows, |rows| reference.next(rows))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(most_items(&self.rows, self.reference.is_pending())))
    }
}

impl FusedIterator for Records<'_> {}

/// The number of items that the bytes ahead can be at most: each one has a byte. An error can be pending besides.
pub(crate) fn most_items(rows: &RowCursor<'_>, is_pending: bool) -> usize {
    rows.body().from(rows.position().byte()).len().saturating_add(is_pending.into())
}

impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("position", &self.position()).finish_non_exhaustive()
    }
}

/// An error that is emitted when all its lines have been read, for which more input may have to come.
#[derive(Clone, Default)]
pub(crate) struct Pending {
    error: Option<Error>,
    /// Whether the next lines, up to one that can start a row, belong to it.
    takes_lines: bool,
}

impl Pending {
    /// Whether an error has not been emitted yet.
    pub(crate) fn is_error(&self) -> bool {
        self.error.is_some()
    }
}

/// The reference lane for records: a line at a time, by the rules of the grammar.
#[derive(Clone)]
pub(crate) struct ReferenceRecords {
    /// Whether a row ends with free text and without a delimiter, so that the next line may belong to it.
    has_open_end: bool,
    pending: Pending,
}

impl ReferenceRecords {
    pub(crate) fn new(rows: &RowCursor<'_>, header: &Header<'_>, pending: Pending) -> Self {
        let last = header.column(header.len().saturating_sub(1));
        let has_open_end = !rows.has_trailing_delimiter() && FieldType::of(last) == FieldType::Text;
        ReferenceRecords { has_open_end, pending }
    }

    pub(crate) fn into_pending(self) -> Pending {
        self.pending
    }

    /// Whether a well-formed line is a record, whatever follows it.
    pub(crate) fn takes_lines_alone(&self, rows: &RowCursor<'_>) -> bool {
        !self.has_open_end && !rows.is_strict()
    }

    /// Whether an error waits for its lines.
    #[inline]
    pub(crate) fn is_pending(&self) -> bool {
        self.pending.error.is_some()
    }

    /// Keeps an error whose lines have not all been read.
    pub(crate) fn hold(&mut self, error: Error) {
        self.pending.error = Some(error);
    }

    /// Takes the lines that belong to the pending error, and emits it. `None`: more input is needed.
    pub(crate) fn emit_pending(&mut self, rows: &mut RowCursor<'_>) -> Option<Error> {
        if self.pending.takes_lines {
            let body = *rows.body();
            let is_taken = body.attempt(|| match rows.is_strict() {
                true => _ = rows.finish_line(),
                false => rows.take_until_record_start(),
            });
            self.pending.takes_lines = is_taken.is_none() || rows.is_in_line();
        }
        // The session iterator can have held an error inside a line.
        if self.pending.takes_lines || !rows.finish_line() { None } else { self.pending.error.take() }
    }

    /// The record at the next line that is not blank, or its error. `None`: the list is over, or more input is needed.
    #[cold]
    #[inline(never)]
    pub(crate) fn next<'a>(&mut self, rows: &mut RowCursor<'a>) -> Option<Result<Record<'a>, Error>> {
        if !rows.finish_line() {
            return None;
        }
        if rows.is_strict() {
            return self.strict(rows);
        }
        let line = rows.skip_blank_lines()?;
        let before = rows.clone();
        let start = rows.start_record();
        let record = rows.record(&line, start);
        let is_open = self.has_open_end && record.is_ok();
        let Some(goes_on) = rows.body().attempt(|| is_open && !rows.can_start_record_after(&line)) else {
            *rows = before;
            return None;
        };
        rows.take_line(&line);
        let error = match record {
            Ok(_) if goes_on => Error::new(ErrorKind::AmbiguousEnd, start),
            Ok(record) => return Some(Ok(record)),
            Err(error) => error,
        };
        self.pending = Pending { error: Some(error), takes_lines: goes_on || !rows.is_well_formed(&line) };
        self.emit_pending(rows).map(Err)
    }

    fn strict<'a>(&mut self, rows: &mut RowCursor<'a>) -> Option<Result<Record<'a>, Error>> {
        let line = rows.peek_line()?;
        let start = rows.start_record();
        let record = strict_record(rows, &line, start);
        rows.take_line(&line);
        let Err(error) = record else { return Some(record) };
        self.pending = Pending { error: Some(error), takes_lines: rows.is_in_line() };
        self.emit_pending(rows).map(Err)
    }
}

fn strict_record<'a>(rows: &RowCursor<'a>, line: &Line<'a>, start: Position) -> Result<Record<'a>, Error> {
    match grammar::strict_line(line) {
        Err((kind, at)) if !rows.is_too_long(line) => {
            Err(Error::new(kind, start.after(line.bytes.get(..at).unwrap_or_default())))
        }
        _ => rows.record(line, start),
    }
}
