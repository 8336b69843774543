//! Field types: which values the fields of a column can have.

use crate::column::Column;
use crate::values::start_time::StartTime;
use crate::values::value::{self, IntegerError};

/// The type of the fields of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldType {
    /// Free text, which people type. It can contain anything, including delimiters and newlines.
    Text,
    /// Words that the service generates. Not all of them are known.
    Words,
    Integer,
    Time,
    Language,
    Flag,
}

impl FieldType {
    /// The type of a column. The fields of an unknown column (`None`) are free text.
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

    /// Whether the bytes are a value of this type.
    pub(crate) fn fits(self, text: &[u8]) -> bool {
        match self {
            FieldType::Text | FieldType::Words => true,
            FieldType::Integer => value::integer(text).is_ok(),
            FieldType::Time => StartTime::parse(text).is_ok(),
            FieldType::Language => value::is_language(text),
            FieldType::Flag => core::str::from_utf8(text).ok().and_then(value::flag).is_some(),
        }
    }

    /// Whether the bytes can be the start of a field of this type, or all of it and the start of the delimiter after
    /// it.
    ///
    /// Only integers are checked: the service's lists start with the ID. For any other type this is `true`.
    pub(crate) fn is_prefix(self, text: &[u8], delimiter: &[u8]) -> bool {
        let digits = text.strip_prefix(b"-").unwrap_or(text);
        let after_digits = digits.get(value::leading_digits(digits)..).unwrap_or_default();
        self != FieldType::Integer || delimiter.starts_with(after_digits)
    }

    /// Whether a record can start with a field of this type that contains the bytes.
    ///
    /// An integer that is out of range starts a record too. That record is an error, and its row does not become text
    /// of the record before it.
    pub(crate) fn starts_record(self, text: &[u8]) -> bool {
        match self {
            FieldType::Integer => value::integer(text) != Err(IntegerError::Malformed),
            field_type => field_type.fits(text),
        }
    }
}
