//! The sessions of a list, with recovery of damaged records.

use alloc::boxed::Box;
use core::fmt;
use core::iter::{FusedIterator, Take};
use core::ops::Range;
use core::slice;

use crate::bytes::position::Position;
use crate::error::Error;
use crate::fast::lane::{self, FastLane};
use crate::fast::session_source::SessionSource;
use crate::iter::records::{Pending, ReferenceRecords, most_items};
use crate::recovery::alignments::ColumnMatch;
use crate::recovery::recover::Recovered;
use crate::recovery::state::Recovery;
use crate::session::batch::SessionBatch;
use crate::session::borrowed::Session;
use crate::table::column_slots::ColumnSlots;
use crate::table::grammar;
use crate::table::header::Header;
use crate::table::record::Record;
use crate::table::row_cursor::RowCursor;

/// The sessions of a list, in order: one `Ok` for each row that can be read, one `Err` for each that cannot.
///
/// A row that an embedded delimiter or newline has damaged is recovered, unless
/// [`Parser::recovery`](crate::Parser::recovery) or [`Parser::strict`](crate::Parser::strict) forbid it;
/// [`Session::damage`] says what was damaged.
///
/// ```
/// let list = rescue_sessions::parse("OK\n\nID|Status|\n7|Waiting|\nx|Active|\n8|Active|\n")?;
/// let ids: Vec<_> = list.sessions().map(|session| session.map(|session| session.id()).ok()).collect();
///
/// assert_eq!(ids, [Some(7), None, Some(8)]);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone)]
pub struct Sessions<'a> {
    header: Header<'a>,
    rows: RowCursor<'a>,
    fast: FastLane,
    reference: ReferenceSessions,
}

/// What one chunk of a body leaves to the next.
#[derive(Default)]
pub(crate) struct ResumeState {
    /// `None` before the first chunk: an empty one is large.
    pub(crate) fast: Option<FastLane>,
    pub(crate) pending: Pending,
    pub(crate) recovery: Option<Box<Recovery>>,
}

impl<'a> Sessions<'a> {
    pub(crate) fn new(rows: RowCursor<'a>, header: Header<'a>) -> Self {
        Sessions::resume(rows, header, ResumeState::default())
    }

    /// The sessions of a chunk of a body.
    pub(crate) fn resume(rows: RowCursor<'a>, header: Header<'a>, state: ResumeState) -> Self {
        let ResumeState { fast, pending, recovery } = state;
        let mut fast = fast.unwrap_or_default();
        let records = ReferenceRecords::new(&rows, &header, pending);
        let recovers = rows.recovers() && Recovery::is_possible(&header);
        let is_enabled = records.takes_lines_alone(&rows) && !(recovers && rows.starts_with_text());
        fast.start(&rows, is_enabled, recovers);
        let reference = ReferenceSessions { records, recovers, recovery, last: Last::NoFields };
        Sessions { header, rows, fast, reference }
    }

    pub(crate) fn into_parts(self) -> (RowCursor<'a>, ResumeState) {
        let ReferenceSessions { records, recovery, .. } = self.reference;
        (self.rows, ResumeState { fast: Some(self.fast), pending: records.into_pending(), recovery })
    }

    /// The header.
    #[must_use]
    pub fn header(&self) -> &Header<'a> {
        &self.header
    }

    /// Reads the next sessions into a batch, which it replaces: at most `limit`, and only those of well-formed rows with valid
    /// values. It stops before any other row, and returns whether it has read at least one session.
    ///
    /// `false` does not mean that the list is over: call [`Iterator::next`], which reads a row of any kind.
    /// [`SessionBatch`] has an example. Some rows are never in batches, well-formed or not: without the feature `fast`, in strict
    /// mode, in a body (or the chunk of a decoder) that is not UTF-8 everywhere, and in lists with a layout that the fast lane
    /// does not read, such as one with more than 23 columns.
    #[must_use]
    pub fn read_batch(&mut self, batch: &mut SessionBatch<'a>, limit: usize) -> bool {
        batch.clear();
        !self.reference.records.is_pending() && lane::read_batch(self, batch, limit)
    }

    /// The start of the next line: everything before it has been read. Its record number is that of the last record.
    #[must_use]
    pub fn position(&self) -> Position {
        self.rows.position()
    }

    /// The start of the last session or error: of its first line. The position of an error can be further on.
    #[must_use]
    pub fn last_start(&self) -> Position {
        self.rows.last_start()
    }

    /// The byte range of the last session or error in the body: from its first line to its last, without the line end.
    ///
    /// Between two of these ranges there are only line ends and blank lines.
    ///
    /// ```
    /// let body = "OK\n\nID|Entry|Language|\n7|no\nsound|en|\n\n8|y|\n";
    /// let mut sessions = rescue_sessions::parse(body)?.into_iter();
    /// let mut texts = Vec::new();
    /// while let Some(session) = sessions.next() {
    ///     let span = sessions.last_span();
    ///     texts.push((session.is_ok(), &body[span.start as usize..span.end as usize]));
    /// }
    /// assert_eq!(texts, [(true, "7|no\nsound|en|"), (false, "8|y|")]);
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn last_span(&self) -> Range<u64> {
        self.rows.last_span()
    }

    /// The last session or error as it is in the body: from its first line to its last, without the line end. Empty
    /// before the first one.
    ///
    /// Use it to save rows that cannot be read, for manual review.
    ///
    /// ```
    /// let list = rescue_sessions::parse_bytes(b"OK\n\nID|Status|\n7|Waiting|\nx|\xff\n")?;
    /// let mut sessions = list.sessions();
    /// let mut quarantine = Vec::new();
    /// while let Some(session) = sessions.next() {
    ///     if session.is_err() {
    ///         quarantine.push(sessions.last_raw());
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

    /// The fields of the last session as they are in the body, in the header's order; `None` for a withheld value.
    /// Empty after an error or `None`, and before the first session.
    ///
    /// This is for clients that write rows to another format, such as CSV, and need the original text of recovered
    /// rows.
    ///
    /// ```
    /// let body = "OK\n\nID|Entry|Waiting Time|Language|\n7|a|b|013|en|\n";
    /// let mut sessions = rescue_sessions::parse(body)?.into_iter();
    /// sessions.next().unwrap()?;
    /// assert_eq!(sessions.last_fields().collect::<Vec<_>>(), [Some("7"), Some("a|b"), Some("013"), Some("en")]);
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn last_fields(&self) -> LastFields<'_, 'a> {
        LastFields { text: self.rows.last_text().unwrap_or_default(), ranges: self.last_ranges() }
    }

    /// The byte ranges of the fields of the last session in its text; `None` for a withheld value.
    pub(crate) fn last_ranges(&self) -> LastRanges<'_, 'a> {
        let ReferenceSessions { recovery, last, .. } = &self.reference;
        match (last, recovery) {
            // Scanned in the body, not alone: without its newline, a CR at its end would seem to be a line end.
            (Last::Line, _) => match self.rows.lines(self.rows.last_span()).next() {
                Some((_, line)) => LastRanges::Line(grammar::fields(&line).take(self.header.len())),
                None => LastRanges::Damaged([].iter()),
            },
            (Last::Damaged, Some(recovery)) => LastRanges::Damaged(recovery.ranges().iter()),
            _ => LastRanges::Damaged([].iter()),
        }
    }
}

/// The ranges of the fields of a session.
#[derive(Clone)]
pub(crate) enum LastRanges<'s, 'a> {
    Line(Take<grammar::FieldRanges<'a>>),
    Damaged(slice::Iter<'s, Option<Range<usize>>>),
}

impl Iterator for LastRanges<'_, '_> {
    type Item = Option<Range<usize>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            LastRanges::Line(ranges) => ranges.next().map(Some),
            LastRanges::Damaged(ranges) => ranges.next().cloned(),
        }
    }
}

/// The fields of the last session, in the header's order; `None` for a withheld value. See [`Sessions::last_fields`].
#[derive(Clone)]
pub struct LastFields<'s, 'a> {
    text: &'a str,
    ranges: LastRanges<'s, 'a>,
}

impl LastFields<'_, '_> {
    /// No fields.
    pub(crate) fn none() -> Self {
        LastFields { text: "", ranges: LastRanges::Damaged([].iter()) }
    }
}

impl<'a> Iterator for LastFields<'_, 'a> {
    type Item = Option<&'a str>;

    fn next(&mut self) -> Option<Self::Item> {
        self.ranges.next().map(|range| self.text.get(range?))
    }
}

impl FusedIterator for LastFields<'_, '_> {}

impl fmt::Debug for LastFields<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LastFields").finish_non_exhaustive()
    }
}

impl<'a> Iterator for Sessions<'a> {
    type Item = Result<Session<'a>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.reference.records.is_pending() {
            return self.reference.emit_pending(&mut self.rows);
        }
        lane::next_session(self)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(most_items(&self.rows, self.reference.records.is_pending())))
    }
}

impl<'a> SessionSource<'a> for Sessions<'a> {
    type Lane = FastLane;

    #[inline(always)]
    fn parts(&mut self) -> (&mut FastLane, &mut RowCursor<'a>, &ColumnSlots) {
        (&mut self.fast, &mut self.rows, self.header.slots())
    }

    #[inline(always)]
    fn has_taken_line(&mut self) {
        self.reference.last = Last::Line;
    }

    fn reference(&mut self, record: Option<Result<Record<'a>, Error>>) -> Option<Result<Session<'a>, Error>> {
        self.reference.next(&self.header, &mut self.rows, record)
    }
}

impl FusedIterator for Sessions<'_> {}

impl fmt::Debug for Sessions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sessions").field("position", &self.position()).finish_non_exhaustive()
    }
}

/// The reference lane for sessions: records, which are recovered where they are damaged, and general conversions.
#[derive(Clone)]
struct ReferenceSessions {
    records: ReferenceRecords,
    recovers: bool,
    recovery: Option<Box<Recovery>>,
    last: Last,
}

/// Where the fields of the last item are.
#[derive(Clone, Copy)]
enum Last {
    /// In its line.
    Line,
    /// In the state of recovery.
    Damaged,
    /// It is an error, or there is none.
    NoFields,
}

impl ReferenceSessions {
    /// The session of a record, if there is one already; otherwise the next one. `None`: the list is over, or more
    /// input is needed.
    #[cold]
    #[inline(never)]
    fn next<'a>(
        &mut self,
        header: &Header<'a>,
        rows: &mut RowCursor<'a>,
        record: Option<Result<Record<'a>, Error>>,
    ) -> Option<Result<Session<'a>, Error>> {
        self.last = Last::NoFields;
        match record {
            Some(record) => Some(self.convert(header, record)),
            None if self.recovers => self.recover(header, rows),
            None => {
                let record = self.records.next(rows)?;
                Some(self.convert(header, record))
            }
        }
    }

    fn convert<'a>(&mut self, header: &Header<'a>, record: Result<Record<'a>, Error>) -> Result<Session<'a>, Error> {
        let session = record.and_then(|record| Session::read(header, &record))?;
        self.last = Last::Line;
        Ok(session)
    }

    /// The next session, recovered if it is damaged.
    fn recover<'a>(&mut self, header: &Header<'a>, rows: &mut RowCursor<'a>) -> Option<Result<Session<'a>, Error>> {
        if rows.is_at_end() {
            return None;
        }
        let recovery = self.recovery.get_or_insert_with(|| Box::new(Recovery::new(header)));
        let line = rows.skip_blank_lines()?;
        let (before, snapshot) = (rows.clone(), recovery.snapshot());
        let (body, delimiter) = (*rows.body(), rows.delimiter());
        let convert =
            |text, start, columns: &[ColumnMatch]| Session::read_damaged(header, delimiter, text, start, columns);
        let Some(recovered) = body.attempt(|| recovery.next(header, rows, &line, convert)) else {
            *rows = before;
            recovery.restore(snapshot);
            return None;
        };
        let session = match recovered {
            Recovered::Line(record) => self.convert(header, record),
            Recovered::Damaged(session) => {
                self.last = Last::Damaged;
                session
            }
        };
        match session {
            Err(error) => {
                self.records.hold(error);
                self.emit_pending(rows)
            }
            session => Some(session),
        }
    }

    /// The pending error, once the lines that may belong to it have been skipped. `None`: more input is needed.
    #[cold]
    #[inline(never)]
    fn emit_pending<'a>(&mut self, rows: &mut RowCursor<'a>) -> Option<Result<Session<'a>, Error>> {
        self.last = Last::NoFields;
        if let Some(recovery) = &mut self.recovery
            && !recovery.skip_error_lines(rows)
        {
            return None;
        }
        self.records.emit_pending(rows).map(Err)
    }
}
