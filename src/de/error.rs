//! The error of `serde` while a row is deserialized, before its position is known.

use alloc::boxed::Box;
use alloc::string::ToString;
use core::fmt;

use serde::de::{self, Expected, Unexpected};

use crate::causes::deserialize::{DeserializeErrorKind, HiddenMessage};

/// What does not fit, and the index of the column, if it is known.
#[derive(Debug)]
pub(crate) struct RowError {
    pub(crate) kind: DeserializeErrorKind,
    pub(crate) index: Option<usize>,
}

impl RowError {
    #[cold]
    pub(crate) fn new(kind: DeserializeErrorKind) -> RowError {
        RowError { kind, index: None }
    }

    /// The same error, of a column unless it is known to be of another one.
    #[cold]
    pub(crate) fn of(self, index: usize) -> RowError {
        RowError { index: self.index.or(Some(index)), ..self }
    }

    fn mismatch(found: &Unexpected<'_>, expected: &dyn Expected) -> RowError {
        RowError::new(DeserializeErrorKind::Mismatch { found: noun(found), expected: text(expected) })
    }
}

fn text(expected: &dyn Expected) -> Box<str> {
    expected.to_string().into()
}

/// What was found. `Unexpected` itself would show the value.
fn noun(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "a flag",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
        Unexpected::Float(_) => "a number",
        Unexpected::Char(_) => "a character",
        Unexpected::Str(_) | Unexpected::Bytes(_) => "text",
        Unexpected::Unit | Unexpected::Option => "empty",
        Unexpected::Map => "a row",
        Unexpected::UnitVariant | Unexpected::Enum => "a word",
        _ => "another value",
    }
}

impl de::Error for RowError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        RowError::new(DeserializeErrorKind::Other(HiddenMessage(message.to_string().into())))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        RowError::mismatch(&found, expected)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        match found {
            Unexpected::Unsigned(_) | Unexpected::Signed(_) => {
                let expected = text(expected);
                RowError::new(DeserializeErrorKind::Mismatch { found: "an integer out of range", expected })
            }
            found => RowError::mismatch(&found, expected),
        }
    }

    fn invalid_length(found: usize, expected: &dyn Expected) -> Self {
        RowError::new(DeserializeErrorKind::Length { found, expected: text(expected) })
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        RowError::new(DeserializeErrorKind::UnknownVariant { expected })
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        RowError::new(DeserializeErrorKind::UnexpectedColumn)
    }

    fn missing_field(field: &'static str) -> Self {
        RowError::new(DeserializeErrorKind::MissingColumn(field))
    }

    fn duplicate_field(field: &'static str) -> Self {
        RowError::new(DeserializeErrorKind::DuplicateField(field))
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row does not fit the type")
    }
}

impl core::error::Error for RowError {}
