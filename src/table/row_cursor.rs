//! A cursor over the lines after the header. It also says what one line shows: a well-formed row, a record start,
//! blank.

use core::ops::Range;

use crate::bytes::body::Body;
use crate::bytes::delimiter::Delimiter;
use crate::bytes::line::{Line, LineEnd};
use crate::bytes::position::Position;
use crate::bytes::whitespace;
use crate::column::Column;
use crate::error::{Error, ErrorKind};
use crate::settings::Settings;
use crate::table::checkpoint::Checkpoint;
use crate::table::grammar;
use crate::table::header::Header;
use crate::table::record::{FieldEnds, Record};
use crate::values::field_type::FieldType;
use crate::values::value;

/// A position between lines, the extent of the last record, and what the header and the settings require of rows.
///
/// *Peek* methods look at lines without moving. *Skip* methods move past lines. *Take* methods move too, and extend the
/// record that was started last.
///
/// A chunk can end before a decision is possible. So methods that look ahead call [`Body::lookahead`], and callers wrap
/// the decision in [`Body::attempt`]. If that fails, they restore a copy of the cursor. See
/// [the protocol](crate::bytes::body).
#[derive(Clone)]
pub(crate) struct RowCursor<'a> {
    settings: Settings,
    body: Body<'a>,
    /// The start of the next line. Its record number is that of the last record.
    position: Position,
    /// The byte range of the last record or error, from its first line to its last, without the line end.
    span: (u64, u64),
    /// The line and the column at the start of that range. The first row can follow the header on its line.
    span_line: u64,
    span_column: u32,
    /// The number of columns, and of delimiters in a well-formed row.
    columns: usize,
    delimiters: usize,
    has_trailing_delimiter: bool,
    /// The type of the first column.
    first_type: FieldType,
    /// Whether each line that starts with an integer and a delimiter starts a record: the first column is ID, and its
    /// values cannot contain the start of a delimiter.
    starts_with_id: bool,
    /// Whether the position is inside a line that is too long and whose end has not arrived.
    is_in_line: bool,
}

/// State: what the header and the settings require, and what one chunk leaves to the next.
impl<'a> RowCursor<'a> {
    pub(crate) fn new(settings: Settings, body: Body<'a>, header: &Header<'_>, rows: Position) -> Self {
        let delimiters = header.len().saturating_sub(1).saturating_add(header.has_trailing_delimiter().into());
        RowCursor {
            settings,
            body,
            position: rows,
            span: (rows.byte(), rows.byte()),
            span_line: rows.line(),
            span_column: narrow_column(rows),
            columns: header.len(),
            delimiters,
            has_trailing_delimiter: header.has_trailing_delimiter(),
            first_type: FieldType::of(header.column(0)),
            starts_with_id: header.column(0) == Some(Column::Id)
                && header.len() > 1
                && !matches!(settings.delimiter.first_byte(), b'-' | b'0'..=b'9'),
            is_in_line: false,
        }
    }

    pub(crate) fn checkpoint(&self) -> Checkpoint {
        let RowCursor { position, span, span_line, span_column, is_in_line, .. } = *self;
        Checkpoint { position, span, span_line, span_column, is_in_line }
    }

    /// A cursor over the same list in a chunk of the body, from a checkpoint on.
    pub(crate) fn resume<'b>(&self, chunk: Body<'b>, checkpoint: &Checkpoint) -> RowCursor<'b>
    where
        'a: 'b,
    {
        let Checkpoint { position, span, span_line, span_column, is_in_line } = *checkpoint;
        RowCursor { body: chunk, position, span, span_line, span_column, is_in_line, ..self.clone() }
    }

    #[inline(always)]
    pub(crate) fn body(&self) -> &Body<'a> {
        &self.body
    }

    #[inline]
    pub(crate) fn is_strict(&self) -> bool {
        self.settings.strict
    }

    #[inline]
    pub(crate) fn recovers(&self) -> bool {
        self.settings.recovers()
    }

    #[inline]
    pub(crate) fn delimiter(&self) -> Delimiter {
        self.settings.delimiter
    }

    #[inline]
    pub(crate) fn max_record(&self) -> usize {
        self.settings.max_record()
    }

    #[inline(always)]
    pub(crate) fn has_trailing_delimiter(&self) -> bool {
        self.has_trailing_delimiter
    }

    /// Whether records start with free text, so that any line can be part of one.
    pub(crate) fn starts_with_text(&self) -> bool {
        self.first_type == FieldType::Text
    }
}

/// Lines: look at the next ones, and skip them.
impl<'a> RowCursor<'a> {
    /// The start of the next line: everything before it has been read. Its record number is that of the last record.
    #[inline]
    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// Whether no bytes follow, in the body or in the chunk.
    pub(crate) fn is_at_end(&self) -> bool {
        self.body.from(self.position.byte()).is_empty()
    }

    /// Whether the last line of the body has a newline. A truncated body has none.
    pub(crate) fn ends_with_newline(&self) -> bool {
        self.body.bytes().last() == Some(&b'\n')
    }

    /// The next line, perhaps blank.
    pub(crate) fn peek_line(&self) -> Option<Line<'a>> {
        self.line_at(self.position.byte())
    }

    /// The next line that is not blank, and its position. `None` as in [`RowCursor::after_blank_lines`].
    #[inline]
    pub(crate) fn peek_nonblank_line(&self) -> Option<(Position, Line<'a>)> {
        if self.body.from(self.position.byte()).first().is_some_and(|byte| !whitespace::is_whitespace(byte)) {
            return self.peek_line().map(|line| (self.position, line));
        }
        let (position, line) = self.after_blank_lines();
        Some((position, line?))
    }

    /// Whether an integer and a delimiter that start a record come next.
    pub(crate) fn is_id_next(&self) -> bool {
        let ahead = self.body.lookahead(self.position.byte());
        let ahead = ahead.get(..self.max_record()).unwrap_or(ahead);
        self.starts_with_id && starts_with_integer(ahead, self.delimiter())
    }

    /// Whether only blank lines follow, up to the end of the body. `false` also after more bytes of blank lines than a
    /// record may have: what follows them does not belong to the record before them.
    pub(crate) fn only_blank_lines_follow(&self) -> bool {
        let (position, line) = self.after_blank_lines();
        line.is_none() && self.body.from(position.byte()).is_empty()
    }

    /// Moves past a line from [`RowCursor::peek_line`].
    pub(crate) fn skip_line(&mut self, line: &Line<'_>) {
        self.is_in_line = line.end == LineEnd::Unknown;
        self.position = self.position_after(self.position, line);
    }

    /// Moves to the start of a later line, to skip blank lines.
    pub(crate) fn skip_to(&mut self, position: Position) {
        self.position = position;
    }

    /// Moves to the next line that is not blank, and returns it.
    pub(crate) fn skip_blank_lines(&mut self) -> Option<Line<'a>> {
        loop {
            let (position, line) = self.after_blank_lines();
            let has_moved = position != self.position;
            self.position = position;
            if line.is_some() || !has_moved {
                return line;
            }
        }
    }

    /// The lines of a range of the body, each with its offset. The last line end may be outside the range.
    pub(crate) fn lines(&self, range: Range<u64>) -> impl Iterator<Item = (u64, Line<'a>)> + use<'a> {
        let (body, delimiter) = (self.body, self.delimiter());
        let mut at = range.start;
        core::iter::from_fn(move || {
            // Scans in the body, not in the range: without the last newline, a CR before it would look like a line end.
            let line = Line::scan(usize::MAX, body.from(at), delimiter).filter(|_| at < range.end)?;
            let start = at;
            at = at.saturating_add(line.len() as u64);
            Some((start, line))
        })
    }

    #[inline]
    fn line_at(&self, offset: u64) -> Option<Line<'a>> {
        self.scan(self.max_record(), self.body.lookahead(offset))
    }

    fn scan(&self, limit: usize, bytes: &'a [u8]) -> Option<Line<'a>> {
        let line = Line::scan(limit, bytes, self.delimiter())?;
        // A chunk ends inside a line only if that line is too long.
        let is_incomplete = !self.body.is_complete() && !line.end.has_newline();
        Some(if is_incomplete { line.with_unknown_end() } else { line })
    }

    /// The position after a line that starts at `start`.
    #[inline]
    fn position_after(&self, start: Position, line: &Line<'_>) -> Position {
        let end = start.byte().wrapping_add(line.len() as u64);
        match line.end {
            LineEnd::Lf | LineEnd::CrLf => start.next_line(end.wrapping_sub(1)),
            LineEnd::Body { .. } | LineEnd::Unknown => start.after(self.body.slice(start.byte()..end)),
        }
    }

    /// The position after the next blank lines, and the line there. No line at the end of the body, or after as many
    /// bytes of blank lines as a record may have: that is the limit of the lookahead.
    fn after_blank_lines(&self) -> (Position, Option<Line<'a>>) {
        let mut position = self.position;
        let limit = position.byte().saturating_add(self.max_record() as u64);
        loop {
            let ahead = self.body.from(position.byte());
            if ahead.first() == Some(&b'\n') {
                let max = limit.saturating_sub(position.byte()).saturating_add(1) as usize;
                let newlines = ahead.iter().take(max).take_while(|byte| **byte == b'\n').count();
                position = position.after_newlines(newlines);
            }
            if position.byte() > limit {
                return (position, None);
            }
            match self.line_at(position.byte()) {
                Some(line) if self.is_blank(&line) => position = self.position_after(position, &line),
                line => return (position, line),
            }
        }
    }
}

/// Records: start one, take its lines, and read the last one. An error takes its lines in the same way.
impl<'a> RowCursor<'a> {
    /// Starts a record, or an error, at the next line.
    #[inline]
    pub(crate) fn start_record(&mut self) -> Position {
        self.position = self.position.next_record();
        let start = self.position.byte();
        self.span = (start, start);
        self.span_line = self.position.line();
        self.span_column = narrow_column(self.position);
        self.position
    }

    /// Takes the next line.
    #[inline]
    pub(crate) fn take_line(&mut self, line: &Line<'_>) {
        self.span.1 = self.position.byte().wrapping_add(line.text_len() as u64);
        self.skip_line(line);
    }

    /// Takes the lines before a position. `end` is the end of the last one, without its line end.
    pub(crate) fn take_up_to(&mut self, position: Position, end: u64) {
        self.position = position.with_record_of(self.position);
        self.span.1 = end;
    }

    /// Takes the lines of an error: those before the next one that can start a record, except blank lines at their end.
    pub(crate) fn take_until_record_start(&mut self) {
        while self.finish_line()
            && let Some(line) = self.peek_line().filter(|line| !self.can_start_record(line))
        {
            match self.is_blank(&line) {
                true => self.skip_line(&line),
                false => self.take_line(&line),
            }
        }
    }

    /// Takes the rest of a line that is too long, as far as it has arrived. Returns whether no such line is unfinished.
    pub(crate) fn finish_line(&mut self) -> bool {
        if !self.is_in_line {
            return true;
        }
        match self.scan(0, self.body.from(self.position.byte())) {
            Some(line) => self.take_line(&line),
            None => self.is_in_line = !self.body.is_complete(),
        }
        !self.is_in_line
    }

    /// Whether the end of a line that is too long has not arrived.
    pub(crate) fn is_in_line(&self) -> bool {
        self.is_in_line
    }

    /// Whether `line`, the next line of `before`, is all that was read since then.
    pub(crate) fn has_taken_only(&self, before: &RowCursor<'_>, line: &Line<'_>) -> bool {
        self.position.byte() == before.position.byte().saturating_add(line.len() as u64)
    }

    /// The start of the last record or error.
    #[inline(always)]
    pub(crate) fn last_start(&self) -> Position {
        Position::new(self.span.0, self.span_line, self.span_column.into(), self.position)
    }

    /// The byte range of the last record or error, from its first line to its last, without the line end.
    pub(crate) fn last_span(&self) -> Range<u64> {
        self.span.0..self.span.1
    }

    /// The text of the last record.
    pub(crate) fn last_text(&self) -> Result<&'a str, Error> {
        self.text(self.last_span())
    }

    /// Whether the last record is not longer than the limit.
    pub(crate) fn is_within_limit(&self) -> bool {
        self.span.1.saturating_sub(self.span.0) <= self.max_record() as u64
    }

    /// The record that consists of one line, or why that is not a well-formed row.
    pub(crate) fn record(&self, line: &Line<'a>, start: Position) -> Result<Record<'a>, Error> {
        let text = self.row_text(line, start)?;
        Ok(Record::new(text, FieldEnds::of_line(line), self.delimiter(), self.columns, start))
    }

    fn row_text(&self, line: &Line<'a>, start: Position) -> Result<&'a str, Error> {
        if self.is_too_long(line) {
            return Err(Error::new(ErrorKind::RecordTooLong { limit: self.max_record() }, start));
        }
        if self.is_well_formed(line) {
            return self.text(start.byte()..start.byte().wrapping_add(line.bytes.len() as u64));
        }
        let ends_with_delimiter = !self.is_strict() && line.delimiters > 0 && whitespace::is_blank(line.last);
        let found = line.delimiters.saturating_add(usize::from(!ends_with_delimiter));
        Err(if found == self.columns {
            let kind = ErrorKind::TrailingDelimiter { expected: self.has_trailing_delimiter };
            Error::new(kind, start.after(line.bytes))
        } else {
            Error::new(ErrorKind::FieldCount { expected: self.columns, found }, start)
        })
    }

    /// The text of a range of the body that starts with the last record.
    fn text(&self, range: Range<u64>) -> Result<&'a str, Error> {
        let start = range.start;
        self.body.text(range).map_err(|invalid| self.invalid_utf8(start..invalid))
    }

    /// The error of an invalid byte of the last record, after the range `before`.
    #[cold]
    #[inline(never)]
    pub(crate) fn invalid_utf8(&self, before: Range<u64>) -> Error {
        Error::new(ErrorKind::InvalidUtf8, self.last_start().after(self.body.slice(before)))
    }
}

/// What only the fast lane asks for.
#[cfg(feature = "fast")]
impl RowCursor<'_> {
    /// The number of columns.
    #[inline]
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// The number of delimiters in a well-formed row.
    #[inline]
    pub(crate) fn delimiters(&self) -> usize {
        self.delimiters
    }

    /// Whether each line that starts with an integer and a delimiter starts a record.
    #[inline(always)]
    pub(crate) fn starts_with_id(&self) -> bool {
        self.starts_with_id
    }

    /// Skips well-formed rows, which a batch has. The offset `start` is that of the row after them.
    #[inline]
    pub(crate) fn skip_rows(&mut self, rows: usize, start: u64) {
        self.position = self.position.after_rows(rows, start);
    }

    /// Starts a record and takes its only line, a well-formed row. The offset `end` is the end of its text.
    #[inline(always)]
    pub(crate) fn take_row(&mut self, end: u64, newline: u64) {
        self.span = (self.position.byte(), end);
        self.span_line = self.position.line();
        self.span_column = narrow_column(self.position);
        self.position = self.position.next_line(newline).next_record();
    }
}

/// What one line shows.
impl RowCursor<'_> {
    /// Whether a line is longer than a record may be. Only its start was scanned then.
    pub(crate) fn is_too_long(&self, line: &Line<'_>) -> bool {
        line.bytes.len() > self.max_record()
    }

    /// Whether a line consists of whitespace and has no delimiters: a tab can be one.
    #[inline]
    pub(crate) fn is_blank(&self, line: &Line<'_>) -> bool {
        line.delimiters == 0 && whitespace::is_blank(line.bytes) && !self.is_too_long(line)
    }

    /// Whether a line has the fields of a row and ends like one. Whitespace can follow its trailing delimiter.
    pub(crate) fn is_well_formed(&self, line: &Line<'_>) -> bool {
        line.delimiters == self.delimiters
            && (!self.has_trailing_delimiter || whitespace::is_blank(line.last))
            && !self.is_too_long(line)
    }

    /// Whether a line has the fields of a row, and then a delimiter although the header does not end with one.
    pub(crate) fn has_extra_delimiter(&self, line: &Line<'_>) -> bool {
        !self.has_trailing_delimiter
            && line.delimiters == self.columns
            && whitespace::is_blank(line.last)
            && !self.is_too_long(line)
    }

    /// Whether the first field of a line can be a value of the first column.
    #[inline]
    pub(crate) fn can_start_record(&self, line: &Line<'_>) -> bool {
        match self.starts_with_id {
            true => starts_with_integer(line.bytes, self.delimiter()),
            false => self.has_first_value(line),
        }
    }

    fn has_first_value(&self, line: &Line<'_>) -> bool {
        let Some(first) = grammar::fields(line).next().and_then(|first| line.bytes.get(first)) else { return false };
        // A line that is too long may have delimiters after the part that was scanned.
        let lacks_delimiter = line.delimiters == 0 && self.delimiters > 0 && !self.is_too_long(line);
        !lacks_delimiter && self.is_first_value(first)
    }

    /// Whether a field can be a value of the first column, and so start a record.
    pub(crate) fn is_first_value(&self, field: &[u8]) -> bool {
        self.first_type.starts_record(field)
    }

    /// Whether a record can start after a line, blank lines skipped, or nothing follows.
    pub(crate) fn can_start_record_after(&self, line: &Line<'_>) -> bool {
        let mut after = self.clone();
        after.skip_line(line);
        after.peek_nonblank_line().is_none_or(|(_, next)| self.can_start_record(&next))
    }

    /// Whether a line can be a row that was truncated in its first field: the body ends there, without a newline.
    pub(crate) fn is_truncated_start(&self, line: &Line<'_>) -> bool {
        let is_last = matches!(line.end, LineEnd::Body { .. }) && self.body.is_complete() && !self.is_too_long(line);
        is_last && line.delimiters == 0 && self.first_type.is_prefix(line.bytes, self.delimiter().as_bytes())
    }
}

/// The column of the start of a record, which is small: a record starts a line, or follows the header on its line.
///
/// It has 32 bits, unlike the line next to it. If both had 64 bits, one vector load would read both, directly after two
/// scalar stores: store forwarding fails, and the load stalls.
#[inline(always)]
fn narrow_column(position: Position) -> u32 {
    u32::try_from(position.column()).unwrap_or(u32::MAX)
}

/// Whether a text starts with `-?[0-9]+` and the delimiter, which starts with neither a digit nor `-`.
#[inline]
fn starts_with_integer(text: &[u8], delimiter: Delimiter) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let count = value::leading_digits(digits);
    let after = digits.get(count..).unwrap_or_default();
    // The first byte is compared inline; for a delimiter of one byte that is all.
    count > 0
        && after.first() == Some(&delimiter.first_byte())
        && match delimiter.as_bytes() {
            [_] => true,
            text => after.starts_with(text),
        }
}
