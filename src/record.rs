//! Rows as they stand in the body.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use crate::body::Body;
use crate::column::Column;
use crate::delimiter::Delimiter;
use crate::error::{Error, ErrorKind};
use crate::grammar;
use crate::header::Header;
use crate::parser::Parser;
use crate::position::Position;
use crate::scan::{Bits, Cursor, Line};
use crate::session::Session;
use crate::value;

/// A row of the session list: its fields as they stand in the body, and where it stood.
///
/// It has as many fields as the header has columns. Fields borrow the body; they are not trimmed, for blanks are data
/// (observed), and are found when they are asked for.
///
/// ```
/// use rescue_sessions::{Column, parse};
///
/// let list = parse("OK\n\nID|Status|Technician|\n7|Active|Jane  Roe |\n")?;
/// let record = list.records().next().unwrap()?;
///
/// let technician = list.header().index_of(Column::Technician).unwrap();
/// assert_eq!(record.get(technician), Some("Jane  Roe "));
/// assert_eq!(record.iter().collect::<Vec<_>>(), ["7", "Active", "Jane  Roe "]);
/// assert_eq!(record.position().line(), 4);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone)]
pub struct Record<'a> {
    text: &'a str,
    bits: Bits,
    delimiter: Delimiter<'a>,
    len: usize,
    position: Position,
}

impl<'a> Record<'a> {
    /// The number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no fields. No record of this crate is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// A field (0-based), or `None` where there is no such one. It is searched for from the row's start; [`Record::iter`] finds all of them in one go.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&'a str> {
        self.iter().nth(index)
    }

    /// The fields, in the header's order.
    #[must_use]
    #[inline]
    pub fn iter(&self) -> Fields<'a> {
        Fields { text: self.text, cursor: Cursor::new(self.text.as_bytes(), self.bits, self.delimiter), left: self.len }
    }

    /// The row as it stands in the body, without its line end.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// Where the row starts.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// The typed session. `header` must be the one of the list that the record comes from: another one of as many columns
    /// goes unnoticed, and gives values under wrong names.
    ///
    /// # Errors
    ///
    /// With a header of another number of columns, always. With the header
    /// `ID|Status|Start Time|Waiting Time|Language|Is Lead Technician|`:
    ///
    /// - `x|Active|2/16/2012 9:00 AM|13|en||`: ID is not an integer
    /// - `1|Active|2/16/2012 9:00 AM|9223372036854775808|en||`: Waiting Time is an integer of more than 64 bits
    /// - `1|Active|16.2.2012 9:00|13|en||`: Start Time has another form
    /// - `1|Active|2/30/2012 9:00 AM|13|en||`: Start Time does not exist
    /// - `1|Active|2/16/2012 9:00 AM|13|English||`: Language is no language code
    /// - `1|Active|2/16/2012 9:00 AM|13|en|1|`: Is Lead Technician is no word
    pub fn to_session(&self, header: &Header<'a>) -> Result<Session<'a>, Error> {
        Session::read(header, self)
    }

    /// An error at a byte of this record.
    #[cold]
    pub(crate) fn error(&self, kind: ErrorKind, at: usize) -> Error {
        Error::new(kind, self.position.behind(self.text.as_bytes().get(..at).unwrap_or_default()))
    }
}

/// Shows the fields. They are customers' data: think before you log one.
impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

/// Records are equal when their fields are.
impl PartialEq for Record<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Record<'_> {}

impl<'a> IntoIterator for &Record<'a> {
    type Item = &'a str;
    type IntoIter = Fields<'a>;

    fn into_iter(self) -> Fields<'a> {
        self.iter()
    }
}

/// The fields of a [`Record`], in the header's order.
#[derive(Clone)]
pub struct Fields<'a> {
    text: &'a str,
    cursor: Cursor<'a>,
    left: usize,
}

impl Fields<'_> {
    /// Where the next field stands, in bytes from the record's start.
    #[inline(always)]
    pub(crate) fn next_place(&mut self) -> Option<Range<usize>> {
        self.left = self.left.checked_sub(1)?;
        let (rest, range) = grammar::field(self.cursor).ok()?;
        self.cursor = rest;
        Some(range)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = &'a str;

    #[inline(always)]
    fn next(&mut self) -> Option<&'a str> {
        let place = self.next_place()?;
        self.text.get(place)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Fields<'_> {}
impl FusedIterator for Fields<'_> {}

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fields").field("left", &self.left).finish_non_exhaustive()
    }
}

/// The records of a session list: one `Ok` for each row that has as many fields as the header has columns, one `Err` for
/// each that has not, in the body's order.
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
    settings: Parser<'a>,
    body: Body<'a>,
    /// Where the next line starts, and how many records there were.
    position: Position,
    columns: usize,
    trailing_delimiter: bool,
    /// How many a whole row has.
    delimiters: usize,
    /// What a row starts with.
    first: Option<Column>,
    /// Whether a row ends with free text and no delimiter, so that a line behind it may belong to it.
    open_end: bool,
}

impl<'a> Records<'a> {
    pub(crate) fn new(settings: Parser<'a>, body: Body<'a>, header: &Header<'a>, rows: Position) -> Self {
        Records {
            settings,
            body,
            position: rows,
            columns: header.len(),
            trailing_delimiter: header.has_trailing_delimiter(),
            delimiters: header.len().saturating_sub(1).saturating_add(header.has_trailing_delimiter().into()),
            first: header.column(0),
            open_end: !header.has_trailing_delimiter()
                && header.column(header.len().saturating_sub(1)).is_none_or(value::is_typed),
        }
    }

    /// Where the next line starts: all before it has been read. Its record is the last one that was.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    #[inline]
    fn line(&self) -> Option<Line<'a>> {
        Line::scan(self.body.bytes().get(self.position.byte() as usize..)?, self.settings.get_delimiter())
    }

    /// A row that fits is one line; all else is for [`Records::unusual`].
    #[inline]
    fn tolerant(&mut self) -> Option<Result<Record<'a>, Error>> {
        let line = self.line()?;
        let fits = line.delimiters == self.delimiters
            && line.delimiters > 0
            && !self.open_end
            && (!self.trailing_delimiter || line.last.is_empty())
            && line.bytes.len() <= self.settings.get_max_record();
        if !fits {
            return self.unusual(line);
        }
        let start = self.next_record();
        let record = self.whole(&line, start);
        self.position = start.behind_line(&line);
        Some(record)
    }

    /// Passes over blank lines; reads the next line, whatever it is like.
    #[cold]
    #[inline(never)]
    fn unusual(&mut self, mut line: Line<'a>) -> Option<Result<Record<'a>, Error>> {
        while self.is_passed_over(&line) {
            self.position = self.position.behind_line(&line);
            line = self.line()?;
        }
        let start = self.next_record();
        self.position = start.behind_line(&line);
        let record = self.record(&line, start);
        let goes_on = self.open_end && record.is_ok() && !self.next_is_start();
        if goes_on || !self.is_whole(&line) {
            self.find_start();
        }
        Some(if goes_on { Err(Error::new(ErrorKind::OpenEnd, start)) } else { record })
    }

    /// Whether the next line that is not blank, if there is one, can be a row's start.
    fn next_is_start(&self) -> bool {
        let mut ahead = self.clone();
        while let Some(line) = ahead.line() {
            if !ahead.is_passed_over(&line) {
                return ahead.is_start(&line);
            }
            ahead.position = ahead.position.behind_line(&line);
        }
        true
    }

    /// Whether a line has the fields of a row and ends like one; blanks may stand behind the delimiter that ends it.
    fn is_whole(&self, line: &Line<'_>) -> bool {
        line.delimiters == self.delimiters && (!self.trailing_delimiter || grammar::is_blank(line.last))
    }

    fn strict(&mut self) -> Option<Result<Record<'a>, Error>> {
        let line = self.line()?;
        let start = self.next_record();
        self.position = start.behind_line(&line);
        Some(match grammar::strict_line(&line) {
            Err((kind, at)) => Err(Error::new(kind, start.behind(line.bytes.get(..at).unwrap_or_default()))),
            Ok(_) => self.record(&line, start),
        })
    }

    fn record(&self, line: &Line<'a>, start: Position) -> Result<Record<'a>, Error> {
        let limit = self.settings.get_max_record();
        if line.bytes.len() > limit {
            return Err(Error::new(ErrorKind::RecordTooLong { limit }, start));
        }
        if self.is_whole(line) {
            return self.whole(line, start);
        }
        let ends_the_row = !self.settings.is_strict() && line.delimiters > 0 && grammar::is_blank(line.last);
        let found = line.delimiters.saturating_add(usize::from(!ends_the_row));
        if found == self.columns {
            let kind = ErrorKind::TrailingDelimiter { expected: self.trailing_delimiter };
            return Err(Error::new(kind, start.behind(line.bytes)));
        }
        Err(Error::new(ErrorKind::FieldCount { expected: self.columns, found }, start))
    }

    #[inline]
    fn whole(&self, line: &Line<'a>, start: Position) -> Result<Record<'a>, Error> {
        let at = start.byte() as usize;
        match self.body.text(at..at.wrapping_add(line.bytes.len())) {
            Ok(text) => {
                let delimiter = self.settings.get_delimiter();
                Ok(Record { text, bits: line.bits, delimiter, len: self.columns, position: start })
            }
            Err(bad) => Err(Error::new(ErrorKind::Utf8, start.behind(self.body.slice(at..bad)))),
        }
    }

    #[inline]
    fn next_record(&mut self) -> Position {
        self.position = self.position.next_record();
        self.position
    }

    /// Moves on to a line that a row can start with.
    fn find_start(&mut self) {
        while let Some(line) = self.line().filter(|line| !self.is_start(line)) {
            self.position = self.position.behind_line(&line);
        }
    }

    /// Whether the line's first field can be the first column's value.
    fn is_start(&self, line: &Line<'_>) -> bool {
        let Some(first) = grammar::fields(line).next().and_then(|first| line.bytes.get(first)) else { return false };
        let is_cut = line.delimiters == 0 && self.delimiters > 0;
        match self.first {
            _ if is_cut => false,
            Some(column) => core::str::from_utf8(first).is_ok_and(|text| value::can_be(column, text)),
            None => true,
        }
    }

    /// Whether a line is nothing but blanks, and no row: it has no delimiters, as a tab can be one, nor is it the one field
    /// that there is.
    fn is_passed_over(&self, line: &Line<'_>) -> bool {
        let one_field = self.delimiters == 0 && !line.bytes.is_empty();
        line.delimiters == 0 && !one_field && grammar::is_blank(line.bytes)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.settings.is_strict() { self.strict() } else { self.tolerant() }
    }
}

impl FusedIterator for Records<'_> {}

impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("position", &self.position).finish_non_exhaustive()
    }
}
