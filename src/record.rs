//! Rows as they stand in the body.

use core::fmt;
use core::iter::FusedIterator;

use crate::body::Body;
use crate::column::Column;
use crate::error::{Error, ErrorKind};
use crate::grammar::{self, Line};
use crate::header::Header;
use crate::parser::Parser;
use crate::position::Position;
use crate::scan::{Cursor, Delimiter};
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
/// let technician = list.header().position(Column::Technician).unwrap();
/// assert_eq!(record.get(technician), Some("Jane  Roe "));
/// assert_eq!(record.iter().collect::<Vec<_>>(), ["7", "Active", "Jane  Roe "]);
/// assert_eq!(record.position().line(), 4);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone)]
pub struct Record<'a> {
    text: &'a str,
    /// The body from the row's start: the scanner likes to look at 64 bytes at once.
    ahead: &'a [u8],
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

    /// A field (0-based). It is searched for from the row's start; [`Record::iter`] finds all of them in one go.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&'a str> {
        self.iter().nth(index)
    }

    /// The fields, in the header's order.
    #[must_use]
    #[inline]
    pub fn iter(&self) -> Fields<'a> {
        Fields { text: self.text, cursor: Cursor::new(self.ahead, 0, self.delimiter), left: self.len }
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

    /// The typed session. `header` must be the one of the list that the record comes from.
    ///
    /// # Errors
    ///
    /// With the header `ID|Status|Start Time|Waiting Time|Language|Is Lead Technician|`:
    ///
    /// - `x|Active|2/16/2012 9:00 AM|13|en||`: ID is not an integer
    /// - `1|Active|2/16/2012 9:00 AM|9223372036854775808|en||`: Waiting Time is an integer of more than 64 bits
    /// - `1|Active|16.2.2012 9:00|13|en||`: Start Time has another form
    /// - `1|Active|2/30/2012 9:00 AM|13|en||`: Start Time does not exist
    /// - `1|Active|2/16/2012 9:00 AM|13|English||`: Language is no two-letter code
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

impl<'a> Fields<'a> {
    /// Where the next field starts, in bytes from the record's start.
    #[inline]
    pub(crate) fn at(&self) -> usize {
        self.cursor.at()
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        self.left = self.left.checked_sub(1)?;
        let (rest, (range, _)) = grammar::field(self.cursor).ok()?;
        self.cursor = rest;
        // The last field ends where the row does; a CR may stand between it and the newline.
        self.text.get(range.start..range.end.min(self.text.len()))
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
#[derive(Clone)]
pub struct Records<'a> {
    settings: Parser<'a>,
    body: Body<'a>,
    /// Where the next line starts, and how many records there were.
    position: Position,
    columns: usize,
    trailing_delimiter: bool,
    /// What a row starts with.
    first: Option<Column>,
}

impl<'a> Records<'a> {
    pub(crate) fn new(settings: Parser<'a>, body: Body<'a>, header: &Header<'a>, rows: Position) -> Self {
        Records {
            settings,
            body,
            position: rows,
            columns: header.len(),
            trailing_delimiter: header.has_trailing_delimiter(),
            first: header.column(0),
        }
    }

    /// Where the next line starts: all before it has been read.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    fn at(&self) -> usize {
        self.position.byte() as usize
    }

    fn tolerant(&mut self) -> Option<Result<Record<'a>, Error>> {
        let mut line = grammar::line(self.body.bytes(), self.at())?;
        while grammar::is_blank(self.body.slice(line.start..line.end)) && !self.is_row_of_blanks(line) {
            self.move_to(line.next);
            line = grammar::line(self.body.bytes(), line.next)?;
        }
        let start = self.next_record();
        let record = self.record(line, start);
        match record {
            Ok(_) => self.position = start.next_line(line.next.wrapping_sub(line.start)),
            Err(_) => self.move_to(self.next_start(line.next)),
        }
        Some(record)
    }

    fn record(&self, line: Line, start: Position) -> Result<Record<'a>, Error> {
        let bytes = self.body.slice(line.start..line.end);
        let limit = self.settings.get_max_record();
        if bytes.len() > limit {
            return Err(Error::new(ErrorKind::RecordTooLong { limit }, start));
        }
        let delimiters = self.settings.get_delimiter().count(bytes);
        let expected = self.columns.saturating_sub(1).saturating_add(usize::from(self.trailing_delimiter));
        let whole = delimiters == expected && (!self.trailing_delimiter || self.ends_with_delimiter(bytes));
        if whole { self.fitting(line, start) } else { Err(self.misfit(bytes, delimiters, start)) }
    }

    #[inline]
    fn ends_with_delimiter(&self, row: &[u8]) -> bool {
        grammar::ends_with_delimiter(row, self.settings.get_delimiter())
    }

    #[cold]
    fn misfit(&self, row: &[u8], delimiters: usize, start: Position) -> Error {
        let ends_the_row = !self.settings.is_strict() && self.ends_with_delimiter(row);
        let behind_the_last = usize::from(!ends_the_row);
        let found = delimiters.saturating_add(behind_the_last);
        if found == self.columns {
            let kind = ErrorKind::TrailingDelimiter { expected: self.trailing_delimiter };
            return Error::new(kind, start.behind(row));
        }
        Error::new(ErrorKind::FieldCount { expected: self.columns, found }, start)
    }

    fn fitting(&self, line: Line, start: Position) -> Result<Record<'a>, Error> {
        match self.body.text(line.start..line.end) {
            Ok(text) => Ok(Record {
                text,
                ahead: self.body.bytes().get(line.start..).unwrap_or_default(),
                delimiter: self.settings.get_delimiter(),
                len: self.columns,
                position: start,
            }),
            Err(at) => Err(Error::new(ErrorKind::Utf8, start.behind(self.body.slice(line.start..at)))),
        }
    }

    fn strict(&mut self) -> Option<Result<Record<'a>, Error>> {
        let line = grammar::line(self.body.bytes(), self.at())?;
        let start = self.next_record();
        let record = match grammar::strict_line(self.body.bytes(), line.start, self.settings.get_delimiter()) {
            Err((kind, at)) => Err(Error::new(kind, start.behind(self.body.slice(line.start..at)))),
            Ok((line, _)) => self.record(line, start),
        };
        self.move_to(line.next);
        Some(record)
    }

    fn next_record(&mut self) -> Position {
        let record = self.position.record().unwrap_or(0).wrapping_add(1);
        self.position = self.position.with_record(record);
        self.position
    }

    fn move_to(&mut self, at: usize) {
        self.position = self.position.behind(self.body.slice(self.at()..at));
    }

    /// The next line from `at` on that a row can start with.
    fn next_start(&self, mut at: usize) -> usize {
        while let Some(line) = grammar::line(self.body.bytes(), at) {
            if self.is_start(line) {
                return line.start;
            }
            at = line.next;
        }
        at
    }

    /// Whether the line's first field can be the first column's value.
    fn is_start(&self, line: Line) -> bool {
        let bytes = self.body.bytes().get(..line.end).unwrap_or_default();
        let Some(first) = grammar::fields(bytes, line.start, self.settings.get_delimiter()).next() else {
            return false;
        };
        let ends_the_line = first.end == line.end;
        if ends_the_line && (self.columns > 1 || self.trailing_delimiter) {
            return false;
        }
        match self.first {
            Some(column) => self.body.text(first).is_ok_and(|text| value::can_be(column, text)),
            None => true,
        }
    }

    /// Whether a line of blanks is a row all the same: it has delimiters, as a tab can be one, or is the one field there is.
    fn is_row_of_blanks(&self, line: Line) -> bool {
        let blanks = self.body.slice(line.start..line.end);
        let one_field = self.columns == 1 && !self.trailing_delimiter;
        !blanks.is_empty() && (one_field || self.settings.get_delimiter().count(blanks) > 0)
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
