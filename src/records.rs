//! The rows of a session list as they stand, line by line.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use crate::error::{Error, ErrorKind};
use crate::grammar;
use crate::header::Header;
use crate::position::Position;
use crate::record::Record;
use crate::rows::Rows;
use crate::scan::Line;
use crate::value::Form;

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
/// let damaged = "record 2 (line 6, byte 23): no delimiter ends the row, as one ends the header";
/// assert_eq!(lines, ["7|a|", damaged, "9|c|"]);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone)]
pub struct Records<'a> {
    pub(crate) rows: Rows<'a>,
    /// Whether a row ends with free text and no delimiter, so that a line behind it may belong to it.
    open_end: bool,
}

impl<'a> Records<'a> {
    pub(crate) fn new(rows: Rows<'a>, header: &Header<'a>) -> Self {
        let last = header.column(header.len().saturating_sub(1));
        Records { rows, open_end: !header.has_trailing_delimiter() && Form::of(last) == Form::Text }
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
    pub fn span(&self) -> Range<u64> {
        self.rows.span()
    }

    /// A row that fits is one line; all else is for [`Records::unusual`].
    #[inline]
    fn tolerant(&mut self) -> Option<Result<Record<'a>, Error>> {
        let line = self.rows.line_at_once()?;
        if self.open_end || !self.rows.fits(&line) {
            return self.unusual();
        }
        let start = self.rows.take_row(&line);
        Some(self.rows.whole(&line, start))
    }

    /// Passes over blank lines; reads the next line, whatever it is like.
    #[cold]
    #[inline(never)]
    fn unusual(&mut self) -> Option<Result<Record<'a>, Error>> {
        let line = self.rows.pass_blank_lines()?;
        let start = self.rows.start();
        let record = self.rows.record(&line, start);
        let goes_on = self.open_end && record.is_ok() && !self.rows.is_start_behind(&line);
        self.rows.take(&line);
        if goes_on || !self.rows.is_whole(&line) {
            self.rows.take_to_start();
        }
        Some(if goes_on { Err(Error::new(ErrorKind::OpenEnd, start)) } else { record })
    }

    fn strict(&mut self) -> Option<Result<Record<'a>, Error>> {
        let line = self.rows.line()?;
        let start = self.rows.start();
        let record = self.strict_record(&line, start);
        self.rows.take(&line);
        Some(record)
    }

    fn strict_record(&self, line: &Line<'a>, start: Position) -> Result<Record<'a>, Error> {
        match grammar::strict_line(line) {
            Err((kind, at)) => Err(Error::new(kind, start.behind(line.bytes.get(..at).unwrap_or_default()))),
            Ok(_) => self.rows.record(line, start),
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.rows.is_strict() { self.strict() } else { self.tolerant() }
    }
}

impl FusedIterator for Records<'_> {}

impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("position", &self.position()).finish_non_exhaustive()
    }
}
