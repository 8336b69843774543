//! The rows of a session list as they stand, line by line.

use alloc::boxed::Box;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use crate::bytes::position::Position;
use crate::bytes::scan::Line;
use crate::error::{Error, ErrorKind};
use crate::table::grammar;
use crate::table::header::Header;
use crate::table::record::Record;
use crate::table::rows::Rows;
use crate::table::window::Window;
use crate::values::value::Form;

/// The records of a session list: one `Ok` for each row that has as many fields as the header has columns, one `Err`
/// for each that has not, in the body's order.
///
/// Lines with nothing but blanks are passed over. A damaged row reaches to the next line that can be a row's start.
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
    pub(crate) rows: Rows<'a>,
    pub(crate) window: Box<Window>,
    /// Whether a row ends with free text and no delimiter, so that a line behind it may belong to it.
    open_end: bool,
    pending: Pending,
}

/// What is left to do with an error before it is given, where more of the body has to come.
#[derive(Clone, Default)]
pub(crate) struct Pending {
    error: Option<Error>,
    /// Whether lines behind it are still to be taken.
    is_taking: bool,
}

#[cfg(feature = "std")]
impl Pending {
    /// Whether there is an error that was not given yet.
    pub(crate) fn is_error(&self) -> bool {
        self.error.is_some()
    }
}

impl<'a> Records<'a> {
    pub(crate) fn new(rows: Rows<'a>, header: &Header<'a>) -> Self {
        Records::with(rows, header, Box::default(), Pending::default())
    }

    /// The records of a piece of a body.
    pub(crate) fn of_piece(header: &Header<'a>, rows: Rows<'a>, window: Box<Window>, pending: Pending) -> Self {
        Records::with(rows, header, window, pending)
    }

    pub(crate) fn with(mut rows: Rows<'a>, header: &Header<'a>, window: Box<Window>, pending: Pending) -> Self {
        let last = header.column(header.len().saturating_sub(1));
        let open_end = !header.has_trailing_delimiter() && Form::of(last) == Form::Text;
        if open_end || rows.is_strict() {
            rows.look_twice();
        }
        Records { rows, window, open_end, pending }
    }

    pub(crate) fn into_parts(self) -> (Rows<'a>, Box<Window>, Pending) {
        (self.rows, self.window, self.pending)
    }

    /// Whether an error waits for lines that belong to it.
    #[inline]
    pub(crate) fn is_pending(&self) -> bool {
        self.pending.error.is_some()
    }

    /// Keeps an error until it is asked for what is pending.
    pub(crate) fn hold(&mut self, error: Error) {
        self.pending.error = Some(error);
    }

    /// Takes what lines are left to be taken for the last error, and gives that; `None` where more has to come.
    pub(crate) fn pending(&mut self) -> Option<Error> {
        if self.pending.is_taking {
            match self.rows.is_strict() {
                true => _ = self.rows.end_line(),
                false => self.rows.take_to_start(),
            }
            self.pending.is_taking = self.rows.body().take_met_end() || self.rows.is_in_line();
        }
        // The end of a line that is too long may not be there yet, if the error was one of `Sessions`.
        if self.pending.is_taking || !self.rows.end_line() { None } else { self.pending.error.take() }
    }

    /// Where the next line starts: all before it has been read. Its record is the last one that was.
    #[must_use]
    pub fn position(&self) -> Position {
        self.rows.position
    }

    /// Where the last record or error stands in the body, in bytes: from its first line to its last, without the line
    /// end.
    ///
    /// What stands between two of them is line ends and blank lines, so nothing of a list is in none.
    #[must_use]
    pub fn last_span(&self) -> Range<u64> {
        self.rows.span()
    }

    /// Takes the next line that is not blank, whatever it is like, and tells which is its first mark.
    #[cold]
    #[inline(never)]
    fn unusual(&mut self) -> Option<Result<usize, Error>> {
        if !self.rows.end_line() {
            return None;
        }
        if self.rows.is_strict() {
            return self.strict();
        }
        let line = self.rows.pass_blank_lines()?;
        let before = self.rows.clone();
        let start = self.rows.start();
        let text = self.rows.row_text(&line, start);
        self.rows.body().take_met_end();
        let goes_on = self.open_end && text.is_ok() && !self.rows.is_start_behind(&line);
        if self.rows.body().take_met_end() {
            self.rows = before;
            return None;
        }
        self.rows.take(&line);
        self.pending.is_taking = goes_on || !self.rows.is_whole(&line);
        self.pending.error = match text {
            Ok(_) if goes_on => Some(Error::new(ErrorKind::AmbiguousEnd, start)),
            Ok(_) => return Some(Ok(self.window.keep(&line, self.rows.body().index(start.byte())))),
            Err(error) => Some(error),
        };
        self.pending().map(Err)
    }

    fn strict(&mut self) -> Option<Result<usize, Error>> {
        let line = self.rows.line()?;
        let start = self.rows.start();
        let text = self.strict_text(&line, start);
        self.rows.take(&line);
        match text {
            Ok(_) => Some(Ok(self.window.keep(&line, self.rows.body().index(start.byte())))),
            Err(error) => {
                self.pending = Pending { error: Some(error), is_taking: self.rows.is_in_line() };
                self.pending().map(Err)
            }
        }
    }

    fn strict_text(&self, line: &Line<'a>, start: Position) -> Result<&'a str, Error> {
        match grammar::strict_line(line) {
            _ if self.rows.is_too_long(line) => self.rows.row_text(line, start),
            Err((kind, at)) => Err(Error::new(kind, start.behind(line.bytes.get(..at).unwrap_or_default()))),
            Ok(()) => self.rows.row_text(line, start),
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Error>;

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        if self.is_pending() {
            return self.pending().map(Err);
        }
        let (first_mark, place) = match self.rows.plain_row::<false>(&mut self.window) {
            Some(row) => (row.first, self.rows.take_plain(&mut self.window, &row)),
            None => match self.unusual()? {
                Ok(first_mark) => (first_mark, self.rows.last_place()),
                Err(error) => return Some(Err(error)),
            },
        };
        // The same for both, so that who looks at no fields has none looked for.
        Some(self.rows.plain_record(&self.window, first_mark, place))
    }
}

impl FusedIterator for Records<'_> {}

impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("position", &self.position()).finish_non_exhaustive()
    }
}
