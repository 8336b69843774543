//! Typed records, one after the other, the damaged ones read by evidence.

use alloc::boxed::Box;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use crate::bytes::position::Position;
use crate::bytes::simd::{Blocks, Work};
use crate::error::Error;
use crate::recovery::realign::Found;
use crate::recovery::repair::Repaired;
use crate::recovery::state::Repair;
use crate::session::borrowed::Session;
use crate::table::grammar;
use crate::table::header::Header;
use crate::table::record::Record;
use crate::table::records::{Pending, Records};
use crate::table::rows::Rows;
use crate::table::window::Window;

/// The sessions of a list: one `Ok` for each row that can be read, one `Err` for each that can't, in the body's order.
///
/// A row that somebody's delimiter or newline has broken is read by evidence, unless [`Parser::recovery`](crate::Parser::recovery) or
/// [`Parser::strict`](crate::Parser::strict) forbid it; [`Session::damage`] tells.
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
    records: Records<'a>,
    repairs: bool,
    repair: Option<Box<Repair>>,
    last: Last,
}

/// What goes on from one piece of a body to the next.
#[derive(Default)]
pub(crate) struct Between {
    pub(crate) pending: Pending,
    pub(crate) repair: Option<Box<Repair>>,
}

/// What the last item was.
#[derive(Clone, Copy)]
enum Last {
    Line,
    Damaged,
    Error,
}

impl<'a> Sessions<'a> {
    pub(crate) fn new(header: Header<'a>, records: Records<'a>) -> Self {
        Sessions::with(header, records, None)
    }

    /// The sessions of a piece of a body.
    pub(crate) fn of_piece(header: Header<'a>, rows: Rows<'a>, window: Box<Window>, between: Between) -> Self {
        let records = Records::with(rows, &header, window, between.pending);
        Sessions::with(header, records, between.repair)
    }

    pub(crate) fn into_parts(self) -> (Rows<'a>, Box<Window>, Between) {
        let (rows, window, pending) = self.records.into_parts();
        (rows, window, Between { pending, repair: self.repair })
    }

    fn with(header: Header<'a>, mut records: Records<'a>, repair: Option<Box<Repair>>) -> Self {
        let repairs = records.rows.recovers() && Repair::is_possible(&header);
        if repairs && records.rows.starts_with_text() {
            records.rows.look_twice();
        }
        Sessions { header, records, repairs, repair, last: Last::Error }
    }

    /// The header.
    #[must_use]
    pub fn header(&self) -> &Header<'a> {
        &self.header
    }

    /// Where the next line starts: all before it has been read. Its record is the last one that was.
    #[must_use]
    pub fn position(&self) -> Position {
        self.records.position()
    }

    /// Where the last session or error starts: its first line. An error's own place can be further on.
    #[must_use]
    pub fn last_start(&self) -> Position {
        self.records.rows.last_start()
    }

    /// Where the last session or error stands in the body, in bytes: from its first line to its last, without the line
    /// end.
    ///
    /// What stands between two of them is line ends and blank lines, so nothing of a list is in none.
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
        self.records.last_span()
    }

    /// The fields of the last session as they stand in the body, in the header's order, `None` for one whose value is
    /// withheld. Nothing after an error, or before the first session.
    ///
    /// For a client that writes rows on, as to a CSV file, and wants a damaged one as it was read.
    ///
    /// ```
    /// let body = "OK\n\nID|Entry|Waiting Time|Language|\n7|a|b|013|en|\n";
    /// let mut sessions = rescue_sessions::parse(body)?.into_iter();
    /// sessions.next().unwrap()?;
    /// assert_eq!(sessions.last_fields().collect::<Vec<_>>(), [Some("7"), Some("a|b"), Some("013"), Some("en")]);
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    pub fn last_fields(&self) -> impl Iterator<Item = Option<&'a str>> {
        let rows = &self.records.rows;
        let (line, places) = match (self.last, &self.repair) {
            // As it stands in the body: without its line end a CR before that would seem to be one.
            (Last::Line, _) => (rows.lines(rows.span()).next(), &[][..]),
            (Last::Damaged, Some(repair)) => (None, repair.places()),
            _ => (None, &[][..]),
        };
        let text = rows.last_text().unwrap_or_default();
        let fields = line.into_iter().flat_map(|(_, line)| grammar::fields(&line)).take(self.header.len()).map(Some);
        places.iter().cloned().chain(fields).map(move |place| text.get(place?))
    }

    /// A line that is a row by itself is read at once; with `AHEAD`, if another one or nothing is behind it. All else is
    /// for [`Repair`], or where nothing is repaired for [`Records`].
    #[inline(always)]
    fn plain<const AHEAD: bool>(&mut self, blocks: impl Blocks) -> Option<Result<Session<'a>, Error>> {
        if self.records.is_pending() {
            return self.pending();
        }
        let Records { rows, window, .. } = &mut self.records;
        let Some(row) = rows.plain_row::<AHEAD>(window) else {
            return if AHEAD { self.damaged() } else { self.unusual_record() };
        };
        let place = rows.take_plain(window, &row);
        self.last = Last::Line;
        match Session::plain(rows, window, &row, place, self.header.plan(), blocks) {
            Some(session) => Some(Ok(session)),
            None => self.unusual(row.first),
        }
    }

    #[cold]
    #[inline(never)]
    fn unusual_record(&mut self) -> Option<Result<Session<'a>, Error>> {
        let record = self.records.next()?;
        Some(self.read(record))
    }

    /// The session of the row that was taken last, whose values are not as usual.
    #[cold]
    #[inline(never)]
    fn unusual(&mut self, first_mark: usize) -> Option<Result<Session<'a>, Error>> {
        let Records { rows, window, .. } = &self.records;
        let record = rows.plain_record(window, first_mark, rows.last_place());
        Some(self.read(record))
    }

    fn read(&mut self, record: Result<Record<'a>, Error>) -> Result<Session<'a>, Error> {
        let session = record.and_then(|record| Session::read(&self.header, &record));
        self.last = if session.is_ok() { Last::Line } else { Last::Error };
        session
    }

    #[cold]
    #[inline(never)]
    fn damaged(&mut self) -> Option<Result<Session<'a>, Error>> {
        if self.records.rows.is_at_end() {
            return None;
        }
        if !self.records.rows.body().is_all() {
            return self.damaged_in_piece();
        }
        let repair = self.repair.get_or_insert_with(|| Box::new(Repair::new(&self.header)));
        let read = |text, start, found: &[Found]| Session::read_damaged(&self.header, text, start, found);
        let repaired = repair.next(&self.header, &mut self.records.rows, read)?;
        Some(self.settle(repaired))
    }

    /// Where what is read depends on what stands behind the piece, it is read again when more of the body is there.
    fn damaged_in_piece(&mut self) -> Option<Result<Session<'a>, Error>> {
        let repair = self.repair.get_or_insert_with(|| Box::new(Repair::new(&self.header)));
        let rows = &mut self.records.rows;
        rows.pass_blank_lines();
        rows.body().take_met_end();
        let (before, memory) = (rows.clone(), repair.memory());
        let read = |text, start, found: &[Found]| Session::read_damaged(&self.header, text, start, found);
        let repaired = repair.next(&self.header, rows, read);
        if rows.body().take_met_end() {
            *rows = before;
            repair.go_back(memory);
            return None;
        }
        let is_skipping = repair.is_skipping();
        match self.settle(repaired?) {
            Err(error) if is_skipping => {
                self.records.hold(error);
                None
            }
            session => Some(session),
        }
    }

    /// The last error, when all that belongs to it is taken; `None` where more of the body has to come.
    #[cold]
    #[inline(never)]
    fn pending(&mut self) -> Option<Result<Session<'a>, Error>> {
        if let Some(repair) = &mut self.repair
            && !repair.skip_on(&mut self.records.rows)
        {
            return None;
        }
        self.last = Last::Error;
        self.records.pending().map(Err)
    }

    fn settle(&mut self, repaired: Repaired<'a, Session<'a>>) -> Result<Session<'a>, Error> {
        match repaired {
            Repaired::Line(record) => self.read(record),
            Repaired::Damaged(session) => {
                self.last = if session.is_ok() { Last::Damaged } else { Last::Error };
                session
            }
        }
    }
}

impl<'a> Iterator for Sessions<'a> {
    type Item = Result<Session<'a>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.records.window.processor().call(Next(self))
    }
}

struct Next<'s, 'a>(&'s mut Sessions<'a>);

impl<'a> Work for Next<'_, 'a> {
    type Output = Option<Result<Session<'a>, Error>>;

    #[inline(always)]
    fn run(self, blocks: impl Blocks) -> Self::Output {
        let Next(sessions) = self;
        if sessions.repairs { sessions.plain::<true>(blocks) } else { sessions.plain::<false>(blocks) }
    }
}

impl FusedIterator for Sessions<'_> {}

impl fmt::Debug for Sessions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sessions").field("position", &self.position()).finish_non_exhaustive()
    }
}
