//! The rows of a list, each checked: the parser must split it where it was joined.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

use crate::bytes::delimiter::Delimiter;
use crate::column::Column;
use crate::writer::error::{Place, Subject, WriteError, WriteErrorKind};
use crate::writer::source::Source;

/// A column of the header. `column` is `None` if the parser takes the name for an unknown one.
pub(crate) struct HeaderColumn<'w> {
    pub(crate) name: Cow<'w, str>,
    pub(crate) column: Option<Column>,
}

impl HeaderColumn<'_> {
    pub(crate) fn subject(&self, index: usize) -> Subject {
        let place = self.column.map_or(Place::Header(index), Place::Known);
        Subject { name: self.name.as_ref().to_owned(), place }
    }
}

/// How lines are written. The methods of [`Writer`](crate::Writer) explain the settings.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct LineFormat {
    pub(crate) delimiter: Delimiter,
    pub(crate) trailing_delimiter: bool,
    pub(crate) fill_missing: bool,
    pub(crate) allow_damage: bool,
}

/// Writes rows under a header.
pub(crate) struct Rows<'w> {
    format: LineFormat,
    /// The maximum length of a row in bytes.
    limit: usize,
    columns: Vec<HeaderColumn<'w>>,
    /// The known columns that the header lacks. Of the custom fields, only the next one.
    absent: Vec<Column>,
    /// The end of each field of the current row, from the start of the row.
    ends: Vec<usize>,
    /// The number of the current session, 1-based.
    number: u64,
}

impl<'w> Rows<'w> {
    pub(crate) fn new(format: LineFormat, limit: usize, columns: Vec<HeaderColumn<'w>>) -> Rows<'w> {
        let lacks = |column: &Column| columns.iter().all(|it| it.column != Some(*column));
        let is_custom_field = |column: &Column| matches!(column, Column::CustomField(_));
        let others = Column::VERSION_3.iter().copied().filter(|column| !is_custom_field(column));
        let next_custom_field = (0..=u8::MAX).map(Column::CustomField).find(lacks);
        let absent = others.filter(lacks).chain(next_custom_field).collect();
        let ends = Vec::with_capacity(columns.len());
        Rows { format, limit, columns, absent, ends, number: 0 }
    }

    /// Appends the row of a session. After an error, `text` ends with a part of the row.
    pub(crate) fn push(&mut self, session: &impl Source, text: &mut String) -> Result<(), WriteError> {
        let start = text.len();
        self.number = self.number.saturating_add(1);
        self.push_fields(session, text)?;
        if !self.format.allow_damage {
            self.check(text.get(start..).unwrap_or_default())?;
        }
        text.push('\n');
        Ok(())
    }

    fn push_fields(&mut self, session: &impl Source, text: &mut String) -> Result<(), WriteError> {
        self.check_columns(session)?;
        let start = text.len();
        let mut unknown = 0;
        self.ends.clear();
        for (index, column) in self.columns.iter().enumerate() {
            if index > 0 {
                push_delimiter(self.format.delimiter, text);
            }
            let is_given = match column.column {
                Some(known) => session.push(known, text),
                None => push_unknown(session, &column.name, &mut unknown, text),
            };
            match is_given {
                Ok(true) => {}
                Ok(false) => match self.format.fill_missing.then(|| filler(column.column)).flatten() {
                    Some(filler) => text.push_str(filler),
                    None => return Err(self.error(WriteErrorKind::MissingValue, Some(column.subject(index)))),
                },
                Err(kind) => return Err(self.error(kind, Some(column.subject(index)))),
            }
            self.ends.push(text.len().saturating_sub(start));
        }
        if self.format.trailing_delimiter {
            push_delimiter(self.format.delimiter, text);
        }
        match session.unknown_column(unknown) {
            None => Ok(()),
            Some((name, _)) => Err(self.error_of_left_column(name)),
        }
    }

    /// Checks that no value is withheld, and that each known column with a value is in the header.
    fn check_columns(&self, session: &impl Source) -> Result<(), WriteError> {
        if let Some(name) = session.first_withheld() {
            return Err(self.error(WriteErrorKind::Withheld, Some(self.subject(name))));
        }
        match self.absent.iter().find(|column| session.has(**column)) {
            None => Ok(()),
            Some(column) => Err(self.error(WriteErrorKind::ValueWithoutColumn, Some(self.subject(&column.name())))),
        }
    }

    /// Checks that the parser splits a row where it was joined.
    fn check(&self, row: &str) -> Result<(), WriteError> {
        let LineFormat { delimiter, trailing_delimiter, .. } = self.format;
        if row.len() > self.limit {
            return Err(self.error(WriteErrorKind::RecordTooLong { limit: self.limit }, None));
        }
        check_line(row.as_bytes(), &self.ends, delimiter, trailing_delimiter).map_err(|(index, kind)| {
            let subject = self.columns.get(index).map(|column| column.subject(index));
            self.error(kind, subject)
        })
    }

    #[cold]
    fn error(&self, kind: WriteErrorKind, subject: Option<Subject>) -> WriteError {
        WriteError::new(kind, Some(self.number), subject)
    }

    /// The error of an unknown column that is left after a row.
    #[cold]
    fn error_of_left_column(&self, name: &str) -> WriteError {
        let subject = self.subject(name);
        let is_in_header = matches!(subject.place, Place::Header(_));
        let kind = if is_in_header { WriteErrorKind::ColumnOrder } else { WriteErrorKind::ValueWithoutColumn };
        self.error(kind, Some(subject))
    }

    /// The column with a name, which may not be in the header.
    #[cold]
    fn subject(&self, name: &str) -> Subject {
        let column = self.columns.iter().enumerate().find(|(_, column)| column.name == name);
        column.map_or_else(
            || Subject { name: name.to_owned(), place: Column::from_name(name).map_or(Place::Nowhere, Place::Known) },
            |(index, column)| column.subject(index),
        )
    }
}

/// One byte is appended inline: a call of `memcpy` takes several times as long.
#[inline]
fn push_delimiter(delimiter: Delimiter, row: &mut String) {
    match delimiter.as_bytes() {
        [byte] => row.push((*byte).into()),
        _ => row.push_str(delimiter.as_str()),
    }
}

/// Appends the value of an unknown column: the session's next one, whose index is `next`. Returns whether the session has
/// a value for it.
fn push_unknown(session: &impl Source, name: &str, next: &mut usize, row: &mut String) -> Result<bool, WriteErrorKind> {
    match session.unknown_column(*next) {
        Some((next_name, text)) if next_name == name => {
            *next = next.saturating_add(1);
            row.push_str(text.unwrap_or_default());
            Ok(text.is_some())
        }
        _ => {
            let mut later = (*next..).map_while(|index| session.unknown_column(index));
            if later.any(|(later, _)| later == name) { Err(WriteErrorKind::ColumnOrder) } else { Ok(false) }
        }
    }
}

/// What the service writes into a column where there is nothing. `None`: it always writes a value.
fn filler(column: Option<Column>) -> Option<&'static str> {
    match column {
        Some(Column::EntryId | Column::TechnicianId) => Some("0"),
        Some(Column::Id | Column::Status | Column::StartTime | Column::WaitingTime) => None,
        _ => Some(""),
    }
}

/// Checks that the parser splits a line, the header or a row, where it was joined: at these ends of its fields. Returns
/// the index of the field that prevents it.
pub(crate) fn check_line(
    line: &[u8],
    ends: &[usize],
    delimiter: Delimiter,
    trailing: bool,
) -> Result<(), (usize, WriteErrorKind)> {
    if let Some(newline) = memchr::memchr(b'\n', line) {
        return Err((ends.partition_point(|end| *end <= newline), WriteErrorKind::EmbeddedNewline));
    }
    if line.last() == Some(&b'\r') {
        // A delimiter contains no CR, so none is there.
        return Err((ends.len().saturating_sub(1), WriteErrorKind::CarriageReturn));
    }
    let delimiters = if trailing { ends.len() } else { ends.len().saturating_sub(1) };
    match delimiter.as_bytes() {
        // Each delimiter that was written is one that is found, so an equal number means equal places.
        [_] if delimiter.count(line).0 == delimiters => Ok(()),
        _ => check_split(line, ends, delimiter),
    }
}

/// Splits a line as the parser does, and compares the ends of the fields.
#[cold]
fn check_split(line: &[u8], ends: &[usize], delimiter: Delimiter) -> Result<(), (usize, WriteErrorKind)> {
    let (mut rest, mut start) = (line, 0_usize);
    for (index, end) in ends.iter().enumerate() {
        let Some((field, after)) = delimiter.split(rest) else { return Ok(()) }; // the last one, without a delimiter
        let found = start.saturating_add(field.len());
        let after_delimiter = found.saturating_add(delimiter.as_bytes().len());
        if found < *end {
            let is_embedded = after_delimiter <= *end;
            let kind =
                if is_embedded { WriteErrorKind::EmbeddedDelimiter } else { WriteErrorKind::OverlappingDelimiter };
            return Err((index, kind));
        }
        (rest, start) = (after, after_delimiter);
    }
    Ok(())
}
