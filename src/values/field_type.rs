//! What type the fields of a column have.

use crate::column::Column;
use crate::values::start_time::StartTime;
use crate::values::value::{self, IntegerError};

/// What the fields of a column look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldType {
    /// Somebody types it, so it can be anything, with delimiters and newlines in it.
    Text,
    /// The service writes it, in words that are not all known.
    Words,
    Integer,
    Time,
    Language,
    Flag,
}

impl FieldType {
    /// A column that is not known is taken for one that somebody types.
    pub(crate) fn of(column: Option<Column>) -> FieldType {
        match column {
            None | Some(Column::Entry | Column::Technician | Column::CustomField(_)) => FieldType::Text,
            Some(Column::TransferredTo | Column::TransferredComment) => FieldType::Text,
            Some(Column::Status) => FieldType::Words,
            Some(Column::Id | Column::EntryId | Column::TechnicianId | Column::WaitingTime) => FieldType::Integer,
            Some(Column::StartTime) => FieldType::Time,
            Some(Column::Language) => FieldType::Language,
            Some(Column::IsLeadTechnician | Column::HandingOff) => FieldType::Flag,
        }
    }

    /// Whether a field of this form can hold the bytes.
    pub(crate) fn fits(self, text: &[u8]) -> bool {
        match self {
            FieldType::Text | FieldType::Words => true,
            FieldType::Integer => value::integer(text).is_ok(),
            FieldType::Time => StartTime::parse(text).is_ok(),
            FieldType::Language => value::is_language(text),
            FieldType::Flag => core::str::from_utf8(text).ok().and_then(value::flag).is_some(),
        }
    }

    /// Whether the bytes can be the start of a field of this form, or all of it and a part of the delimiter after it.
    /// Of forms that the service never has first nothing is ruled out.
    pub(crate) fn is_prefix(self, text: &[u8], delimiter: &[u8]) -> bool {
        let digits = text.strip_prefix(b"-").unwrap_or(text);
        let rest = digits.get(value::leading_digits(digits)..).unwrap_or_default();
        self != FieldType::Integer || delimiter.starts_with(rest)
    }

    /// Whether a record can start with a field of this form that holds the bytes. An integer that is too large starts
    /// one too, which is an error then: it must not become text of the record before it.
    pub(crate) fn starts_record(self, text: &[u8]) -> bool {
        match self {
            FieldType::Integer => value::integer(text) != Err(IntegerError::Malformed),
            form => form.fits(text),
        }
    }
}
