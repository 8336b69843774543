//! The lines after the header, and what one line alone shows: whether it is well-formed, blank, or can start a record.

use core::ops::Range;

use crate::bytes::body::Body;
use crate::bytes::delimiter::Delimiter;
use crate::bytes::line::{Line, LineEnd};
use crate::bytes::position::Position;
use crate::bytes::whitespace;
use crate::column::Column;
use crate::error::{Error, ErrorKind};
use crate::settings::Settings;
use crate::table::grammar;
use crate::table::header::Header;
use crate::table::record::{FieldEnds, Record};
use crate::values::field_type::FieldType;
use crate::values::value;

/// A position between two lines, with what the header and the settings require of the lines after it.
#[derive(Clone)]
pub(crate) struct RowCursor<'a> {
    settings: Settings<'a>,
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
    trailing_delimiter: bool,
    /// The type of the first column.
    first: FieldType,
    /// Whether digits and a delimiter start a record: the first column is ID, and its values contain no delimiter.
    digits_start: bool,
    /// Whether the position is inside a line that is too long and whose end has not arrived.
    in_line: bool,
}

/// How far the rows of a list were read.
#[derive(Clone, Copy)]
pub(crate) struct Checkpoint {
    position: Position,
    span: (u64, u64),
    span_line: u64,
    span_column: u32,
    in_line: bool,
}

impl Checkpoint {
    pub(crate) fn position(&self) -> Position {
        self.position
    }
}

impl<'a> RowCursor<'a> {
    pub(crate) fn new(settings: Settings<'a>, body: Body<'a>, header: &Header<'_>, rows: Position) -> Self {
        let delimiters = header.len().saturating_sub(1).saturating_add(header.has_trailing_delimiter().into());
        RowCursor {
            settings,
            body,
            position: rows,
            span: (rows.byte(), rows.byte()),
            span_line: rows.line(),
            span_column: column(rows),
            columns: header.len(),
            delimiters,
            trailing_delimiter: header.has_trailing_delimiter(),
            first: FieldType::of(header.column(0)),
            digits_start: header.column(0) == Some(Column::Id)
                && header.len() > 1
                && !matches!(settings.delimiter.first_byte(), b'-' | b'0'..=b'9'),
            in_line: false,
        }
    }

    /// The rows of the same list in a chunk of the body, from a checkpoint on.
    pub(crate) fn resume<'b>(&self, chunk: Body<'b>, checkpoint: &Checkpoint) -> RowCursor<'b>
    where
        'a: 'b,
    {
        let Checkpoint { position, span, span_line, span_column, in_line } = *checkpoint;
        RowCursor { body: chunk, position, span, span_line, span_column, in_line, ..self.clone() }
    }

    /// The start of the next line: everything before it has been read. Its record number is that of the last record.
    #[inline]
    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// Moves to the start of a line after the next one, as to skip blank lines.
    pub(crate) fn skip_to(&mut self, position: Position) {
        self.position = position;
    }

    pub(crate) fn checkpoint(&self) -> Checkpoint {
        let RowCursor { position, span, span_line, span_column, in_line, .. } = *self;
        Checkpoint { position, span, span_line, span_column, in_line }
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
    pub(crate) fn delimiter(&self) -> Delimiter<'a> {
        self.settings.delimiter
    }

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

    #[inline(always)]
    pub(crate) fn has_trailing_delimiter(&self) -> bool {
        self.trailing_delimiter
    }

    #[inline]
    pub(crate) fn max_record(&self) -> usize {
        self.settings.max_record()
    }

    /// The next line, which stays the next one.
    pub(crate) fn line(&self) -> Option<Line<'a>> {
        self.line_at(self.position.byte())
    }

    /// The line at an offset.
    #[inline]
    fn line_at(&self, offset: u64) -> Option<Line<'a>> {
        self.scan(self.max_record(), self.body.lookahead(offset))
    }

    fn scan(&self, limit: usize, ahead: &'a [u8]) -> Option<Line<'a>> {
        let line = Line::scan(limit, ahead, self.delimiter())?;
        // A chunk ends inside a line only if that line is too long.
        let is_cut = !self.body.is_complete() && !line.end.has_newline();
        if is_cut { line.with_unknown_end() } else { Some(line) }
    }

    /// Moves on behind a line that [`RowCursor::line`] gave.
    pub(crate) fn skip(&mut self, line: &Line<'_>) {
        self.in_line = line.end == LineEnd::Unknown;
        self.position = self.after(self.position, line);
    }

    /// The position after a line that starts at another one.
    #[inline]
    fn after(&self, start: Position, line: &Line<'_>) -> Position {
        let end = start.byte().wrapping_add(line.len() as u64);
        match line.end {
            LineEnd::Lf | LineEnd::CrLf => start.next_line(end.wrapping_sub(1)),
            LineEnd::Body { .. } | LineEnd::Unknown => start.after(self.body.slice(start.byte()..end)),
        }
    }

    /// Moves on to the end of a line that is too long. Gives whether that is there.
    pub(crate) fn end_line(&mut self) -> bool {
        if !self.in_line {
            return true;
        }
        match self.scan(0, self.body.from(self.position.byte())) {
            Some(line) => self.take(&line),
            None => self.in_line = !self.body.is_complete(),
        }
        !self.in_line
    }

    pub(crate) fn is_in_line(&self) -> bool {
        self.in_line
    }

    /// Whether a line is longer than a record may be. Then it is only known how it starts.
    pub(crate) fn is_too_long(&self, line: &Line<'_>) -> bool {
        line.bytes.len() > self.max_record()
    }

    /// Whether the body's last line has its end: a body that was cut has none.
    pub(crate) fn ends_with_newline(&self) -> bool {
        self.body.bytes().last() == Some(&b'\n')
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.body.from(self.position.byte()).is_empty()
    }

    /// Where the last record or error starts.
    #[inline(always)]
    pub(crate) fn last_start(&self) -> Position {
        Position::new(self.span.0, self.span_line, self.span_column.into(), self.position)
    }

    /// Starts a record at the next line.
    #[inline]
    pub(crate) fn start(&mut self) -> Position {
        self.position = self.position.next_record();
        let at = self.position.byte();
        self.span = (at, at);
        self.span_line = self.position.line();
        self.span_column = column(self.position);
        self.position
    }

    /// Moves on behind a line that belongs to the record, or the error, that was started last.
    #[inline]
    pub(crate) fn take(&mut self, line: &Line<'_>) {
        self.span.1 = self.position.byte().wrapping_add(line.text_len() as u64);
        self.skip(line);
    }

    /// Whether nothing was taken since `before` but the line that stood next then.
    pub(crate) fn has_taken_only(&self, before: &RowCursor<'_>, line: &Line<'_>) -> bool {
        self.position.byte() == before.position.byte().saturating_add(line.len() as u64)
    }

    /// Moves on to where another one of the same list was, with all before `end` in the last record.
    pub(crate) fn go_to(&mut self, position: Position, end: u64) {
        self.position = position.with_record_of(self.position);
        self.span.1 = end;
    }

    /// The lines of a range of the body, which starts and ends with one, and the bytes that they start at.
    pub(crate) fn lines(&self, range: Range<u64>) -> impl Iterator<Item = (u64, Line<'a>)> + use<'a> {
        let (body, delimiter) = (self.body, self.delimiter());
        let mut at = range.start;
        core::iter::from_fn(move || {
            // The last one as it stands in the body too: without its line end a CR before that would seem to be one.
            let line = Line::scan(usize::MAX, body.from(at), delimiter).filter(|_| at < range.end)?;
            let start = at;
            at = at.saturating_add(line.len() as u64);
            Some((start, line))
        })
    }

    /// Whether nothing but blank lines follows, to the end of the body. Where there are more of them than a record may
    /// have bytes, something may follow, but it does not belong to what is before them.
    pub(crate) fn is_last(&self) -> bool {
        let (position, line) = self.after_blank_lines();
        line.is_none() && self.body.from(position.byte()).is_empty()
    }

    /// Whether the last record is no longer than one may be.
    pub(crate) fn is_within_limit(&self) -> bool {
        self.span.1.saturating_sub(self.span.0) <= self.max_record() as u64
    }

    /// Whether digits and a delimiter stand next, which can start a row.
    pub(crate) fn is_digits_next(&self) -> bool {
        let ahead = self.body.lookahead(self.position.byte());
        let first = ahead.get(..self.max_record()).unwrap_or(ahead);
        self.digits_start && starts_with_integer(first, self.delimiter())
    }

    /// Where the last record or error stands.
    pub(crate) fn span(&self) -> Range<u64> {
        self.span.0..self.span.1
    }

    /// The text of the last record.
    pub(crate) fn last_text(&self) -> Result<&'a str, Error> {
        self.text(self.span.0..self.span.1)
    }

    /// The next line that is not blank, which becomes the next one.
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

    /// The next line that is not blank, and where it starts; nothing where more blank lines are before it than a record
    /// has bytes.
    #[inline]
    pub(crate) fn peek(&self) -> Option<(Position, Line<'a>)> {
        if self.body.from(self.position.byte()).first().is_some_and(|byte| !whitespace::is_whitespace(byte)) {
            return self.line().map(|line| (self.position, line));
        }
        let (position, line) = self.after_blank_lines();
        Some((position, line?))
    }

    /// Where the next line that is not blank starts, and that line. No line where the body ends, or after as many bytes
    /// of blank lines as a record may have: nobody looks further ahead.
    fn after_blank_lines(&self) -> (Position, Option<Line<'a>>) {
        let mut position = self.position;
        let limit = position.byte().saturating_add(self.max_record() as u64);
        loop {
            let ahead = self.body.from(position.byte());
            if ahead.first() == Some(&b'\n') {
                let most = limit.saturating_sub(position.byte()).saturating_add(1) as usize;
                let newlines = ahead.iter().take(most).take_while(|byte| **byte == b'\n').count();
                position = position.after_newlines(newlines);
            }
            if position.byte() > limit {
                return (position, None);
            }
            match self.line_at(position.byte()) {
                Some(line) if self.is_blank(&line) => position = self.after(position, &line),
                line => return (position, line),
            }
        }
    }

    /// Whether a line has the fields of a row and ends like one; blanks may stand behind the delimiter that ends it.
    pub(crate) fn is_well_formed(&self, line: &Line<'_>) -> bool {
        line.delimiters == self.delimiters
            && (!self.trailing_delimiter || whitespace::is_blank(line.last))
            && !self.is_too_long(line)
    }

    /// Whether a line has the fields of a row and a delimiter behind them that the header has not.
    pub(crate) fn has_extra_delimiter(&self, line: &Line<'_>) -> bool {
        !self.trailing_delimiter
            && line.delimiters == self.columns
            && whitespace::is_blank(line.last)
            && !self.is_too_long(line)
    }

    /// Whether what follows a line, blank lines apart, is nothing or can be a row's start.
    pub(crate) fn is_start_after(&self, line: &Line<'_>) -> bool {
        let mut ahead = self.clone();
        ahead.skip(line);
        ahead.peek().is_none_or(|(_, line)| self.is_start(&line))
    }

    /// Whether the line's first field can be the first column's value.
    #[inline]
    pub(crate) fn is_start(&self, line: &Line<'_>) -> bool {
        match self.digits_start {
            true => starts_with_integer(line.bytes, self.delimiter()),
            false => self.is_other_start(line),
        }
    }

    /// Whether a line that ends with the body, and not with a newline, can be what is left of a row that was truncated in
    /// its first field.
    pub(crate) fn is_truncated_start(&self, line: &Line<'_>) -> bool {
        let is_last = matches!(line.end, LineEnd::Body { .. }) && self.body.is_complete() && !self.is_too_long(line);
        is_last && line.delimiters == 0 && self.first.is_prefix(line.bytes, self.delimiter().as_bytes())
    }

    fn is_other_start(&self, line: &Line<'_>) -> bool {
        let Some(first) = grammar::fields(line).next().and_then(|first| line.bytes.get(first)) else { return false };
        // Of a line that is too long it is not known whether it has delimiters.
        let is_fragment = line.delimiters == 0 && self.delimiters > 0 && !self.is_too_long(line);
        !is_fragment && self.first.starts_record(first)
    }

    /// Whether digits and a delimiter start a record.
    #[inline(always)]
    pub(crate) fn starts_with_id(&self) -> bool {
        self.digits_start
    }

    /// Whether a field can be the first one of a record.
    pub(crate) fn is_first_value(&self, field: &[u8]) -> bool {
        self.first.starts_record(field)
    }

    /// Takes a well-formed row at the next line, which is one record.
    #[inline(always)]
    pub(crate) fn take_row(&mut self, end: u64, newline: u64) {
        self.span = (self.position.byte(), end);
        self.span_line = self.position.line();
        self.span_column = column(self.position);
        self.position = self.position.next_line(newline).next_record();
    }

    /// Whether a record starts with free text, which any line can be a part of.
    pub(crate) fn starts_with_text(&self) -> bool {
        self.first == FieldType::Text
    }

    /// Takes the lines, for an error, up to one that a row can start with. Blank ones at their end are none of it.
    pub(crate) fn take_to_start(&mut self) {
        while self.end_line()
            && let Some(line) = self.line().filter(|line| !self.is_start(line))
        {
            match self.is_blank(&line) {
                true => self.skip(&line),
                false => self.take(&line),
            }
        }
    }

    /// The text of a row that is a line of its own, or why it is none.
    pub(crate) fn row_text(&self, line: &Line<'a>, start: Position) -> Result<&'a str, Error> {
        let limit = self.max_record();
        if self.is_too_long(line) {
            return Err(Error::new(ErrorKind::RecordTooLong { limit }, start));
        }
        if self.is_well_formed(line) {
            let at = start.byte();
            return self.text(at..at.wrapping_add(line.bytes.len() as u64));
        }
        let ends_the_row = !self.is_strict() && line.delimiters > 0 && whitespace::is_blank(line.last);
        let found = line.delimiters.saturating_add(usize::from(!ends_the_row));
        if found == self.columns {
            let kind = ErrorKind::TrailingDelimiter { expected: self.trailing_delimiter };
            return Err(Error::new(kind, start.after(line.bytes)));
        }
        Err(Error::new(ErrorKind::FieldCount { expected: self.columns, found }, start))
    }

    /// The record of a row that is a line of its own, or why it is none.
    pub(crate) fn record(&self, line: &Line<'a>, start: Position) -> Result<Record<'a>, Error> {
        let text = self.row_text(line, start)?;
        Ok(Record::new(text, FieldEnds::of_line(line), self.delimiter(), self.columns, start))
    }

    /// The text of a range of the body that starts with the last record.
    fn text(&self, range: Range<u64>) -> Result<&'a str, Error> {
        let at = range.start;
        self.body.text(range).map_err(|bad| self.invalid_utf8(at..bad))
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn invalid_utf8(&self, before: Range<u64>) -> Error {
        Error::new(ErrorKind::InvalidUtf8, self.last_start().after(self.body.slice(before)))
    }

    /// Whether a line is nothing but whitespace, and has no delimiters: a tab can be one.
    #[inline]
    pub(crate) fn is_blank(&self, line: &Line<'_>) -> bool {
        line.delimiters == 0 && whitespace::is_blank(line.bytes) && !self.is_too_long(line)
    }
}

/// Of a line's start, or of a row that starts behind its header, which 32 bits can count. It is not as wide as the line
/// beside it: as wide, both would be loaded at once, and that waits until both were stored.
#[inline(always)]
fn column(position: Position) -> u32 {
    u32::try_from(position.column()).unwrap_or(u32::MAX)
}

/// `-?[0-9]+` and the delimiter, which starts with neither.
#[inline]
fn starts_with_integer(text: &[u8], delimiter: Delimiter<'_>) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let count = value::leading_digits(digits);
    let behind = digits.get(count..).unwrap_or_default();
    // One byte is compared without a call.
    count > 0
        && behind.first() == Some(&delimiter.first_byte())
        && match delimiter.as_bytes() {
            [_] => true,
            text => behind.starts_with(text),
        }
}
