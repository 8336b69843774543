//! The header: which column stands where.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use crate::bytes::body::Body;
use crate::bytes::position::Position;
use crate::bytes::scan::Line;
use crate::bytes::whitespace;
use crate::column::Column;
use crate::error::{Error, ErrorKind};
use crate::settings::Settings;
use crate::table::grammar;
use crate::table::plan::Plan;
use crate::values::value::{self, NotAnInteger};

/// The first line of a session list: the names of its columns, in its order.
///
/// It decides what a whole row looks like: how many fields, and whether a delimiter ends it. A bare `OK` has a header
/// without columns.
///
/// ```
/// use rescue_sessions::{Column, parse};
///
/// let list = parse("OK\n\nID|Status|Shoe Size|\n")?;
/// let header = list.header();
/// assert_eq!(header.index_of(Column::Status), Some(1));
/// assert_eq!(header.index_of(Column::Technician), None);
/// assert_eq!(header.index_of_name("Shoe Size"), Some(2));
/// assert_eq!(header.column(2), None);
/// assert!(header.has_trailing_delimiter());
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Header<'a> {
    labels: Vec<Label<'a>>,
    trailing_delimiter: bool,
    plan: Plan,
}

/// A header that borrows nothing.
pub(crate) struct Detached {
    labels: Vec<(Box<str>, Option<Column>)>,
    trailing_delimiter: bool,
    plan: Plan,
}

impl Detached {
    pub(crate) fn header(&self) -> Header<'_> {
        let labels = self.labels.iter().map(|(text, column)| Label { text, column: *column }).collect();
        Header { labels, trailing_delimiter: self.trailing_delimiter, plan: self.plan.clone() }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label<'a> {
    pub(crate) text: &'a str,
    pub(crate) column: Option<Column>,
}

impl<'a> Header<'a> {
    /// The number of columns.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are no columns, as in a bare `OK`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The columns' names, as they stand in the body.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        self.labels.iter().map(|label| label.text)
    }

    /// The name of a column (0-based), or `None` where there is no such one.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&str> {
        self.labels.get(index).map(|label| label.text)
    }

    /// Which column stands there (0-based), or `None` where its name is not known.
    ///
    /// Custom fields are known from Custom Field 0 on, without a gap; see [`Session::custom_fields`].
    ///
    /// [`Session::custom_fields`]: crate::Session::custom_fields
    #[must_use]
    pub fn column(&self, index: usize) -> Option<Column> {
        self.labels.get(index)?.column
    }

    /// Where a column stands (0-based), or `None` where the header lacks it. A custom field behind a gap is no column
    /// of its number, but can be found by its name.
    #[must_use]
    pub fn index_of(&self, column: Column) -> Option<usize> {
        self.labels.iter().position(|label| label.column == Some(column))
    }

    /// Where the column of this name stands (0-based), whether its name is known or not.
    #[must_use]
    pub fn index_of_name(&self, name: &str) -> Option<usize> {
        self.labels.iter().position(|label| label.text == name)
    }

    /// The documented columns that this header lacks.
    ///
    /// Only ID must be there; a session tells of any other that it has none.
    pub fn missing_columns(&self) -> impl Iterator<Item = Column> + '_ {
        Column::DOCUMENTED.into_iter().filter(|column| self.index_of(*column).is_none())
    }

    /// The names that are not known, in their order.
    pub fn unknown_columns(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().filter(|label| label.column.is_none()).map(|label| label.text)
    }

    /// Whether a delimiter ends the header, and so every whole row (observed; the documented grammar has none).
    #[must_use]
    pub fn has_trailing_delimiter(&self) -> bool {
        self.trailing_delimiter
    }

    #[inline]
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The same, with a copy of its text.
    pub(crate) fn detached(&self) -> Detached {
        let labels = self.labels.iter().map(|label| (label.text.into(), label.column)).collect();
        Detached { labels, trailing_delimiter: self.trailing_delimiter, plan: self.plan.clone() }
    }

    pub(crate) fn labels(&self) -> &[Label<'a>] {
        &self.labels
    }
}

/// Names that are not known are text from the body, and stay out of logs: `_`.
impl fmt::Debug for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |label: &Label<'_>| label.column.map_or(Cow::Borrowed("_"), |column| column.name());
        f.debug_list().entries(self.labels.iter().map(name)).finish()
    }
}

/// Reads the header that starts at `start`, and tells where the first row starts.
pub(crate) fn read<'a>(
    settings: &Settings<'a>,
    body: Body<'a>,
    start: Position,
) -> Result<(Header<'a>, Position), Error> {
    let mut reader = Reader { settings, body, start, ranges: Vec::new() };
    let (trailing_delimiter, rows) = match settings.strict {
        true => (false, reader.strict()?),
        false => reader.tolerant()?,
    };
    if reader.ranges.is_empty() {
        return Ok((Header::default(), start));
    }
    let labels = reader.labels()?;
    reader.check(&labels)?;
    let plan = Plan::new(labels.iter().map(|label| label.column));
    Ok((Header { labels, trailing_delimiter, plan }, reader.place(rows)))
}

struct Reader<'p, 'a> {
    settings: &'p Settings<'a>,
    body: Body<'a>,
    start: Position,
    /// Where the labels stand.
    ranges: Vec<Range<usize>>,
}

impl<'a> Reader<'_, 'a> {
    /// The line at an offset of the body.
    fn line(&self, at: usize) -> Option<Line<'a>> {
        let ahead = self.body.ahead(at as u64);
        if ahead.is_empty() {
            self.body.meet_end();
        }
        Line::scan_up_to(self.settings.max_record(), ahead, self.settings.delimiter)
    }

    /// The header to the letter of the documented grammar; gives the first row's offset.
    fn strict(&mut self) -> Result<usize, Error> {
        let at = self.start.byte() as usize;
        let Some(line) = self.line(at) else { return Err(self.error(ErrorKind::MissingHeader, at)) };
        self.add(&line, at)?;
        grammar::strict_line(&line).map_err(|(kind, place)| self.error(kind, at.saturating_add(place)))?;
        let rows = at.saturating_add(line.len());
        if self.line(rows).is_none() {
            return Err(self.error(ErrorKind::MissingRow, rows));
        }
        Ok(rows)
    }

    /// The header as the service or the manual's page has it; tells whether a delimiter ends it.
    ///
    /// The page prints its sample with the header wrapped, a delimiter before each break, and the row on the header's
    /// last line. Both are told by evidence: a row starts with its ID, so a line that starts with the name of a column
    /// is none, and no column is named with a number.
    fn tolerant(&mut self) -> Result<(bool, usize), Error> {
        let mut rows = self.start.byte() as usize;
        let mut trailing = false;
        while let Some(line) = self.line(rows) {
            self.add(&line, rows)?;
            rows = rows.saturating_add(line.len());
            trailing = self.drop_blank_last();
            if !(trailing && self.goes_on(rows)) {
                break;
            }
        }
        if let Some(row) = self.row_on_this_line().filter(|_| trailing) {
            rows = self.ranges.get(row).map_or(rows, |first| first.start);
            self.ranges.truncate(row);
        }
        Ok((trailing, rows))
    }

    /// Drops what stands behind the delimiter that ends a line: nothing, or blanks as on the manual's page.
    fn drop_blank_last(&mut self) -> bool {
        match self.ranges.as_slice() {
            [_, .., last] if whitespace::is_blank(self.slice(last)) => self.ranges.pop().is_some(),
            _ => false,
        }
    }

    /// A row may follow on the header's line, and one field more already is an error.
    fn most_fields(&self) -> usize {
        self.settings.max_columns().saturating_add(1).saturating_mul(2)
    }

    /// Adds the fields of the line at an offset of the body.
    fn add(&mut self, line: &Line<'a>, at: usize) -> Result<(), Error> {
        let limit = self.settings.max_record();
        if line.bytes.len() > limit {
            return Err(self.error(ErrorKind::RecordTooLong { limit }, at));
        }
        let room = self.most_fields().saturating_sub(self.ranges.len());
        self.ranges.reserve_exact(room.min(line.delimiters.saturating_add(1)));
        let in_the_body = |field: Range<usize>| at.saturating_add(field.start)..at.saturating_add(field.end);
        self.ranges.extend(grammar::fields(line).take(room).map(in_the_body));
        Ok(())
    }

    /// Whether the line at `next` goes on with the header, which starts with ID: its fields are names of columns that
    /// the header does not have yet, up to an integer, which can be the ID of a row on the same line.
    fn goes_on(&self, next: usize) -> bool {
        let Some(line) = self.line(next) else { return false };
        let column = |name: &[u8]| core::str::from_utf8(name).ok().and_then(Column::from_name);
        let mut fields = grammar::fields(&line).filter_map(|field| line.bytes.get(field)).peekable();
        if fields.peek().and_then(|first| column(first)).is_none() {
            return false;
        }
        let mut fields: Vec<&[u8]> = fields.take(self.most_fields()).collect();
        if fields.last().is_some_and(|last| whitespace::is_blank(last)) {
            fields.pop(); // behind the delimiter that ends the line
        }
        let first_integer = fields.iter().position(|field| value::integer(field).is_ok());
        let (names, row) = fields.split_at_checked(first_integer.unwrap_or(fields.len())).unwrap_or_default();
        let known: Vec<_> = self.ranges.iter().map(|range| self.column(range)).collect();
        let is_new = |name: &&[u8]| column(name).is_some() && !known.contains(&column(name));
        known.first() == Some(&Some(Column::Id))
            && !known.contains(&None)
            && names.iter().all(is_new)
            && (row.is_empty() || row.len() == known.len().saturating_add(names.len()))
    }

    fn slice(&self, range: &Range<usize>) -> &'a [u8] {
        self.body.slice(range.start as u64..range.end as u64)
    }

    fn text(&self, range: &Range<usize>) -> Result<&'a str, u64> {
        self.body.text(range.start as u64..range.end as u64)
    }

    /// The index of the row's first field, where all the names are known and the line has as many fields again.
    fn row_on_this_line(&self) -> Option<usize> {
        const FEWEST_DOCUMENTED: usize = 14;
        let (names, row) = self.ranges.split_at_checked(self.ranges.len() / 2)?;
        let is_row = names.len() >= FEWEST_DOCUMENTED
            && row.len() == names.len()
            && names.iter().all(|name| self.column(name).is_some())
            && row.first().is_some_and(|id| value::integer(self.slice(id)).is_ok());
        is_row.then_some(names.len())
    }

    fn column(&self, range: &Range<usize>) -> Option<Column> {
        self.text(range).ok().and_then(Column::from_name)
    }

    fn labels(&self) -> Result<Vec<Label<'a>>, Error> {
        let mut labels = Vec::with_capacity(self.ranges.len());
        for range in &self.ranges {
            let text = self.text(range).map_err(|at| self.error(ErrorKind::InvalidUtf8, at as usize))?;
            labels.push(Label { text, column: Column::from_name(text) });
        }
        // In a list of custom fields, one behind a gap would move; it is kept under its name, like an unknown column.
        let has = |number| labels.iter().any(|label: &Label<'_>| label.column == Some(Column::CustomField(number)));
        let first_missing = (0..=u8::MAX).find(|&number| !has(number)).unwrap_or(u8::MAX);
        for label in &mut labels {
            label.column =
                label.column.filter(|column| !matches!(column, Column::CustomField(n) if *n > first_missing));
        }
        Ok(labels)
    }

    fn check(&self, labels: &[Label<'_>]) -> Result<(), Error> {
        let limit = self.settings.max_columns();
        let at = |index| self.ranges.get(index).map_or(0, |range: &Range<usize>| range.start);
        if labels.len() > limit {
            return Err(self.error(ErrorKind::TooManyColumns { limit }, at(limit)));
        }
        for (second, label) in labels.iter().enumerate() {
            if !self.is_name(label.text) {
                return Err(self.error(ErrorKind::InvalidColumnName { index: second }, at(second)));
            }
            if let Some(first) = labels.iter().take(second).position(|earlier| earlier.text == label.text) {
                return Err(self.error(ErrorKind::DuplicateColumn { first, second }, at(second)));
            }
        }
        match labels.iter().any(|label| label.column == Some(Column::Id)) {
            true => Ok(()),
            false => Err(Error::new(ErrorKind::MissingColumn(Column::Id), self.start)),
        }
    }

    /// Whether a text can be a column's name. Only the strict mode refuses one of blanks: at the header's end the
    /// tolerant mode takes such a one for blanks behind a delimiter, and both must read the same.
    fn is_name(&self, text: &str) -> bool {
        let is_integer = value::integer(text.as_bytes()) != Err(NotAnInteger::Malformed);
        let is_blank = self.settings.strict && whitespace::is_blank(text.as_bytes());
        !is_integer && !is_blank && !text.contains(char::is_control)
    }

    fn place(&self, at: usize) -> Position {
        self.start.behind(self.body.slice(self.start.byte()..at as u64))
    }

    fn error(&self, kind: ErrorKind, at: usize) -> Error {
        Error::new(kind, self.place(at))
    }
}
