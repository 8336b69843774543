//! [`DeserializeError`]: why a row does not fit the type that it is deserialized into.

use alloc::boxed::Box;
use core::fmt;

use crate::column::Column;

/// Why a row does not fit the type that it is deserialized into. Needs the feature `serde`.
///
/// Its message names the column: a known one by its name, an unknown one by its number. It shows no value.
///
/// ```
/// use rescue_sessions::{Column, DeserializeErrorKind, ErrorKind, parse};
///
/// let list = parse("OK\n\nID|Custom Field 0|\n7|many|\n")?;
/// let error = list.deserialize::<(i64, u8)>().next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "record 1 (line 4, byte 25): Custom Field 0 is text, expected u8");
///
/// let ErrorKind::Deserialize(why) = error.kind() else { unreachable!() };
/// assert_eq!(why.column(), Some(Column::CustomField(0)));
/// assert!(matches!(why.kind(), DeserializeErrorKind::Mismatch { .. }));
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DeserializeError {
    pub(crate) kind: DeserializeErrorKind,
    pub(crate) index: Option<usize>,
    pub(crate) column: Option<Column>,
}

impl DeserializeError {
    /// What does not fit.
    #[must_use]
    pub fn kind(&self) -> &DeserializeErrorKind {
        &self.kind
    }

    /// The index of the column (0-based), or `None` if the error concerns no single column.
    #[must_use]
    pub fn index(&self) -> Option<usize> {
        self.index
    }

    /// The known column that the error concerns.
    #[must_use]
    pub fn column(&self) -> Option<Column> {
        self.column
    }
}

/// What does not fit.
///
/// If the header does not fit a struct or a tuple (a missing or an unexpected column, another number of columns), that is one
/// error of the header, and no item follows it. Other types, such as tagged enums, can lack a column in some rows only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeserializeErrorKind {
    /// The type requires a column that the header lacks.
    MissingColumn(&'static str),
    /// The header has a column for which the type has no field, and the type denies that.
    UnexpectedColumn,
    /// Two columns fill the same field of the type.
    DuplicateField(&'static str),
    /// The value is withheld, because the row is damaged. See [`Rows::withheld_as_none`](crate::Rows::withheld_as_none).
    Withheld,
    /// The value has another type, or is out of range.
    Mismatch {
        /// What the value is, such as `text`.
        found: &'static str,
        /// What the type expects, in its own words. A type that puts the value there shows it.
        expected: Box<str>,
    },
    /// The text is none of the variants of an enum.
    UnknownVariant {
        /// The names of the variants.
        expected: &'static [&'static str],
    },
    /// The list has another number of columns than the type; for an error of one column, its value has another length.
    Length {
        /// The number of columns, or the length.
        found: usize,
        /// What the type expects, in its own words.
        expected: Box<str>,
    },
    /// The type rejects the value for a reason of its own.
    Other(HiddenMessage),
}

/// A message that can contain text from the body. Neither `Display` nor `Debug` of an error show it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct HiddenMessage(pub(crate) Box<str>);

impl HiddenMessage {
    /// The message. It can contain customers' data: do not log it by accident.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for HiddenMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

/// The subject of a message.
struct Subject<'e>(&'e DeserializeError);

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.column, self.0.index) {
            (Some(column), _) => column.fmt(f),
            (None, Some(index)) => write!(f, "column {}", index.saturating_add(1)),
            (None, None) => f.write_str("the row"),
        }
    }
}

impl fmt::Display for DeserializeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use DeserializeErrorKind as Kind;
        let subject = Subject(self);
        match &self.kind {
            Kind::MissingColumn(name) => write!(f, "column {name} is missing, but the type requires it"),
            Kind::UnexpectedColumn => write!(f, "the type has no field for {subject}"),
            Kind::DuplicateField(name) => write!(f, "more than one column fills the field {name} of the type"),
            Kind::Withheld => write!(f, "{subject} is withheld"),
            Kind::Mismatch { found, expected } => write!(f, "{subject} is {found}, expected {expected}"),
            Kind::UnknownVariant { expected } => {
                write!(f, "{subject} is not one of the variants of the type: ")?;
                for (index, variant) in expected.iter().enumerate() {
                    write!(f, "{}{variant}", if index == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
            Kind::Length { expected, .. } if self.index.is_some() => {
                write!(f, "{subject} has another length, expected {expected}")
            }
            Kind::Length { found, expected } => write!(f, "the list has {found} columns, expected {expected}"),
            Kind::Other(_) => write!(f, "{subject} is not valid for the type"),
        }
    }
}
