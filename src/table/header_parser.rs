//! Reads the header of a session list, as the service sends it or exactly as documented.

use alloc::vec::Vec;
use core::ops::Range;

use crate::bytes::body::Body;
use crate::bytes::line::Line;
use crate::bytes::position::Position;
use crate::bytes::whitespace;
use crate::column::Column;
use crate::error::{Error, ErrorKind};
use crate::settings::Settings;
use crate::table::grammar;
use crate::table::header::{Header, Label};
use crate::values::value::{self, IntegerError};

/// Reads the header at `start`, and returns the position of the first row.
pub(crate) fn read<'a>(settings: &Settings, body: Body<'a>, start: Position) -> Result<(Header<'a>, Position), Error> {
    let mut parser = HeaderParser { settings, body, start, ranges: Vec::new() };
    let (trailing_delimiter, rows) = match settings.strict {
        true => (false, parser.strict()?),
        false => parser.lenient()?,
    };
    if parser.ranges.is_empty() {
        return Ok((Header::new(Vec::new(), false, start), start));
    }
    let labels = parser.labels()?;
    parser.check(&labels)?;
    Ok((Header::new(labels, trailing_delimiter, start), parser.position(rows)))
}

/// Offsets in the body are `usize`: a header is at its start.
struct HeaderParser<'p, 'a> {
    settings: &'p Settings,
    body: Body<'a>,
    start: Position,
    /// The byte ranges of the labels.
    ranges: Vec<Range<usize>>,
}

impl<'a> HeaderParser<'_, 'a> {
    fn line(&self, offset: usize) -> Option<Line<'a>> {
        Line::scan(self.settings.max_record(), self.body.lookahead(offset as u64), self.settings.delimiter)
    }

    /// Reads the header exactly as documented. Returns the offset of the first row.
    fn strict(&mut self) -> Result<usize, Error> {
        let offset = self.start.byte() as usize;
        let Some(line) = self.line(offset) else { return Err(self.error(ErrorKind::MissingHeader, offset)) };
        self.add(&line, offset)?;
        grammar::strict_line(&line).map_err(|(kind, at)| self.error(kind, offset.saturating_add(at)))?;
        let rows = offset.saturating_add(line.len());
        if self.line(rows).is_none() {
            return Err(self.error(ErrorKind::MissingRow, rows));
        }
        Ok(rows)
    }

    /// Reads the header as the service sends it, or as the manual prints it. Returns whether it ends with a delimiter,
    /// and the offset of the first row.
    ///
    /// The manual prints its sample with a wrapped header: a delimiter precedes each break, and the row follows on the
    /// last line of the header. Two facts decide: a row starts with its ID, so a line that starts with the name of a
    /// column is not a row; and no column has an integer for its name.
    fn lenient(&mut self) -> Result<(bool, usize), Error> {
        let mut rows = self.start.byte() as usize;
        let mut trailing = false;
        while let Some(line) = self.line(rows) {
            self.add(&line, rows)?;
            rows = rows.saturating_add(line.len());
            trailing = self.drop_blank_last();
            if !(trailing && self.continues(rows)) {
                break;
            }
        }
        if let Some(row) = self.row_on_this_line().filter(|_| trailing) {
            rows = self.ranges.get(row).map_or(rows, |first| first.start);
            self.ranges.truncate(row);
        }
        Ok((trailing, rows))
    }

    /// Drops the last field if it is blank: then a delimiter ends the line, perhaps with spaces after it, as in the
    /// manual.
    fn drop_blank_last(&mut self) -> bool {
        match self.ranges.as_slice() {
            [_, .., last] if whitespace::is_blank(self.slice(last)) => self.ranges.pop().is_some(),
            _ => false,
        }
    }

    /// The most fields that are read: a row can follow on the header's line, and one field more is an error.
    fn max_fields(&self) -> usize {
        self.settings.max_columns().saturating_add(1).saturating_mul(2)
    }

    /// Adds the fields of the line at an offset.
    fn add(&mut self, line: &Line<'a>, offset: usize) -> Result<(), Error> {
        let limit = self.settings.max_record();
        if line.bytes.len() > limit {
            return Err(self.error(ErrorKind::RecordTooLong { limit }, offset));
        }
        let room = self.max_fields().saturating_sub(self.ranges.len());
        self.ranges.reserve_exact(room.min(line.delimiters.saturating_add(1)));
        let in_body = |field: Range<usize>| offset.saturating_add(field.start)..offset.saturating_add(field.end);
        self.ranges.extend(grammar::fields(line).take(room).map(in_body));
        Ok(())
    }

    /// Whether the line at an offset continues the header, which starts with ID: its fields are names of columns that
    /// the header does not have yet, up to an integer, which can be the ID of a row on the same line.
    fn continues(&self, offset: usize) -> bool {
        // The names of all known columns start with a capital letter, and rows do not.
        if !self.body.lookahead(offset as u64).first().is_some_and(u8::is_ascii_uppercase) {
            return false;
        }
        let Some(line) = self.line(offset) else { return false };
        let column = |name: &[u8]| core::str::from_utf8(name).ok().and_then(Column::from_name);
        let fields = grammar::fields(&line).filter_map(|field| line.bytes.get(field));
        let mut fields: Vec<&[u8]> = fields.take(self.max_fields()).collect();
        if fields.len() > 1 && fields.last().is_some_and(|last| whitespace::is_blank(last)) {
            fields.pop(); // after the delimiter that ends the line
        }
        let first_integer = fields.iter().position(|field| value::integer(field).is_ok());
        let (names, row) = fields.split_at_checked(first_integer.unwrap_or(fields.len())).unwrap_or_default();
        let known: Vec<_> = self.ranges.iter().map(|range| self.column(range)).collect();
        let is_new = |name: &&[u8]| column(name).is_some() && !known.contains(&column(name));
        !names.is_empty()
            && known.first() == Some(&Some(Column::Id))
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

    /// The index of the first field of a row on the header's line: all names are known, and the line has as many fields
    /// again.
    fn row_on_this_line(&self) -> Option<usize> {
        const MIN_COLUMNS: usize = 14; // of early version 1 (inferred)
        let (names, row) = self.ranges.split_at_checked(self.ranges.len() / 2)?;
        let is_row = names.len() >= MIN_COLUMNS
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
        let mut has_custom_field = [false; 256];
        for range in &self.ranges {
            let text = self.text(range).map_err(|offset| self.error(ErrorKind::InvalidUtf8, offset as usize))?;
            let column = Column::from_name(text);
            if let Some(Column::CustomField(number)) = column
                && let Some(has) = has_custom_field.get_mut(usize::from(number))
            {
                *has = true;
            }
            labels.push(Label { text, column });
        }
        // In the list of custom fields, one after a gap would get another number. It is kept by its name, like an
        // unknown column.
        let first_missing = has_custom_field.iter().position(|has| !has).unwrap_or(256);
        let is_after_gap = |column| matches!(column, Column::CustomField(n) if usize::from(n) > first_missing);
        for label in &mut labels {
            label.column = label.column.filter(|column| !is_after_gap(*column));
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
            if label.column.is_none() && !self.is_valid_name(label.text) {
                return Err(self.error(ErrorKind::InvalidColumnName { index: second }, at(second)));
            }
            if let Some(first) = labels.iter().take(second).position(|earlier| earlier.has_name_of(label)) {
                return Err(self.error(ErrorKind::DuplicateColumn { first, second }, at(second)));
            }
        }
        match labels.iter().any(|label| label.column == Some(Column::Id)) {
            true => Ok(()),
            false => Err(Error::new(ErrorKind::MissingColumn(Column::Id), self.start)),
        }
    }

    /// Whether a text can be the name of a column. Only strict mode rejects a blank name: at the end of the header,
    /// lenient mode takes it for spaces after a delimiter, and both modes must read the same.
    fn is_valid_name(&self, text: &str) -> bool {
        let is_integer = value::integer(text.as_bytes()) != Err(IntegerError::Malformed);
        let is_blank = self.settings.strict && whitespace::is_blank(text.as_bytes());
        !is_integer && !is_blank && !text.contains(char::is_control)
    }

    fn position(&self, offset: usize) -> Position {
        self.start.after(self.body.slice(self.start.byte()..offset as u64))
    }

    fn error(&self, kind: ErrorKind, offset: usize) -> Error {
        Error::new(kind, self.position(offset))
    }
}
