//! [`WriteError`]: why sessions cannot be written as a response.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use crate::column::Column;
use crate::error::ErrorKind;

/// Why a [`Writer`](crate::Writer) did not write a list.
///
/// The message names the session and the column, and contains no value and no unknown column name: these are customers'
/// data.
///
/// ```
/// use rescue_sessions::{Column, OwnedSession, WriteErrorKind, Writer};
///
/// let mut session = OwnedSession::new(7);
/// session.entry = Some("Sales|Night".into());
/// let error = Writer::columns(["ID", "Entry"]).to_string(&[session]).unwrap_err();
///
/// assert_eq!(error.to_string(), "session 1: Entry contains the delimiter");
/// assert_eq!(error.kind(), &WriteErrorKind::EmbeddedDelimiter);
/// assert_eq!((error.session(), error.column()), (Some(1), Some(Column::Entry)));
/// ```
///
/// The error is one pointer wide.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct WriteError(Box<Inner>);

#[derive(Clone, PartialEq, Eq, Hash)]
struct Inner {
    kind: WriteErrorKind,
    session: Option<u64>,
    subject: Option<Subject>,
}

/// The value, or the column, that an error concerns.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Subject {
    pub(crate) name: String,
    pub(crate) place: Place,
}

/// How a message names the subject of an error, without its name if that can be customers' data.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    Known(Column),
    /// The index of an unknown column in the header.
    Header(usize),
    /// The index of an unknown column in its session.
    #[cfg(feature = "soap")]
    Session(usize),
    /// An unknown column that the header lacks.
    Nowhere,
    #[cfg(feature = "soap")]
    StatusCode,
}

impl Subject {
    #[cfg(feature = "soap")]
    #[cold]
    pub(crate) fn known(column: Column) -> Subject {
        Subject { name: column.name().into_owned(), place: Place::Known(column) }
    }
}

impl WriteError {
    #[cold]
    pub(crate) fn new(kind: WriteErrorKind, session: Option<u64>, subject: Option<Subject>) -> WriteError {
        WriteError(Box::new(Inner { kind, session, subject }))
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &WriteErrorKind {
        &self.0.kind
    }

    /// The number of the session in the list (1-based), or `None` if the error concerns the header or a return value.
    #[must_use]
    pub fn session(&self) -> Option<u64> {
        self.0.session
    }

    /// The column, or `None` if the error concerns no single column, or one that this crate does not know.
    #[must_use]
    pub fn column(&self) -> Option<Column> {
        match &self.0.kind {
            WriteErrorKind::Header(kind) => kind.column(),
            _ => match self.0.subject.as_ref()?.place {
                Place::Known(column) => Some(column),
                _ => None,
            },
        }
    }

    /// The name of the column, known or unknown; `bStatus` for the status code of SOAP. `None`: the error concerns no single
    /// column.
    ///
    /// An unknown name may be customers' data, so think before you log it.
    #[must_use]
    pub fn column_name(&self) -> Option<&str> {
        self.0.subject.as_ref().map(|subject| subject.name.as_str())
    }
}

/// What went wrong when a list was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WriteErrorKind {
    /// The parser would reject the header: ID is missing, two names are the same, a name is a number, blank or contains a
    /// control character, or there are too many columns.
    Header(ErrorKind),
    /// A value, or the name of a column, contains the delimiter.
    EmbeddedDelimiter,
    /// A value, or the name of a column, ends with the start of the delimiter. The parser would split the row there: with
    /// the delimiter `||`, it reads `a|` and a delimiter as `a`, a delimiter and `|`.
    OverlappingDelimiter,
    /// The name of the first column starts with a space. The parser would skip it, like all whitespace before the header.
    LeadingSpace,
    /// A value contains a newline.
    EmbeddedNewline,
    /// The last value of a row ends with a CR, and no delimiter follows. The parser takes it for a part of the line end.
    CarriageReturn,
    /// A language is neither empty nor a language code, such as `en` or `pt-BR`.
    InvalidLanguage,
    /// A status is [`Status::Other`](crate::Status::Other) with the text of a known status, or a status code is
    /// [`StatusCode::Other`](crate::StatusCode::Other) with the name of a known code. The parser would read the known one.
    KnownStatus,
    /// A value is withheld: its row was damaged when the session was read.
    Withheld,
    /// The header has a column for which the session has no value.
    MissingValue,
    /// The session has a value for which the header has no column. It would be lost.
    ValueWithoutColumn,
    /// The unknown columns of a session are in another order than in the header.
    ColumnOrder,
    /// A row, or a session or the text of a fault in SOAP, is longer than the parser allows by default ([`Parser::max_record`](crate::Parser::max_record)).
    RecordTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// A return value is `OK`, or the parser would not read it as the same failure: its word has a character other than
    /// `A-Z`, `0-9` and `_`, is longer than 64 bytes, or is that of a known return value.
    InvalidReturnValue,
    /// SOAP: a value, or the text of a fault, contains NUL, which XML cannot contain.
    EmbeddedNul,
    /// SOAP: the last custom field, or an unknown column, has no value. An absent value has no element, so the session that
    /// is read would lack the column.
    WithoutElement,
    /// SOAP: no element gives an unknown column of this name: it is not a name of XML, it is that of a known element, or its
    /// number is not the next one, as in `sNew[3]` after `sNew`.
    InvalidElementName,
    /// SOAP: a session has more values than the parser allows by default
    /// ([`Parser::max_columns`](crate::Parser::max_columns)).
    TooManyColumns {
        /// The limit.
        limit: usize,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, session, subject } = &*self.0;
        match session {
            Some(number) => write!(f, "session {number}: ")?,
            None if *kind == WriteErrorKind::InvalidReturnValue => {}
            None if *kind == WriteErrorKind::EmbeddedNul => f.write_str("the text of the fault ")?,
            None if matches!(kind, WriteErrorKind::RecordTooLong { .. }) => f.write_str("the text of the fault: ")?,
            None => f.write_str("header: ")?,
        }
        match subject {
            // The message of an `ErrorKind` names the column itself.
            Some(subject) if !matches!(kind, WriteErrorKind::Header(_)) => {
                if session.is_none() {
                    f.write_str("the name of ")?;
                }
                write!(f, "{subject} {kind}")
            }
            _ => kind.fmt(f),
        }
    }
}

/// A known name, or the number of an unknown column.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Place::Known(column) => column.fmt(f),
            Place::Header(index) => write!(f, "column {}", index.saturating_add(1)),
            #[cfg(feature = "soap")]
            Place::Session(index) => write!(f, "unknown column {}", index.saturating_add(1)),
            Place::Nowhere => f.write_str("an unknown column"),
            #[cfg(feature = "soap")]
            Place::StatusCode => f.write_str("the status code"),
        }
    }
}

/// The message without the session and the column: `contains the delimiter`.
impl fmt::Display for WriteErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WriteErrorKind::Header(kind) => return kind.fmt(f),
            WriteErrorKind::EmbeddedDelimiter => "contains the delimiter",
            WriteErrorKind::OverlappingDelimiter => "ends with the start of the delimiter",
            WriteErrorKind::LeadingSpace => "starts with a space",
            WriteErrorKind::EmbeddedNewline => "contains a newline",
            WriteErrorKind::CarriageReturn => "ends with a carriage return, and no delimiter follows",
            WriteErrorKind::InvalidLanguage => "is neither empty nor a language code",
            WriteErrorKind::KnownStatus => "is `Other` with the text of a known status",
            WriteErrorKind::Withheld => "is withheld",
            WriteErrorKind::MissingValue => "has no value, but the header has the column",
            WriteErrorKind::ValueWithoutColumn => "has a value, but the header does not have the column",
            WriteErrorKind::ColumnOrder => "is in another place than in the header",
            WriteErrorKind::RecordTooLong { limit } => return write!(f, "longer than {limit} bytes"),
            WriteErrorKind::InvalidReturnValue => "the return value is OK, or would not be read as the same failure",
            WriteErrorKind::EmbeddedNul => "contains NUL",
            WriteErrorKind::WithoutElement => "has no value, so it would have no element",
            WriteErrorKind::InvalidElementName => "has a name that no element gives",
            WriteErrorKind::TooManyColumns { limit } => return write!(f, "more than {limit} columns"),
        })
    }
}

/// Shows the message as `WriteError("…")`.
impl fmt::Debug for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WriteError(\"{self}\")")
    }
}

impl core::error::Error for WriteError {}

/// An error of the kind [`InvalidInput`](std::io::ErrorKind::InvalidInput) that contains the [`WriteError`]:
/// [`get_ref`](std::io::Error::get_ref) returns it.
#[cfg(feature = "std")]
impl From<WriteError> for std::io::Error {
    fn from(error: WriteError) -> Self {
        std::io::Error::new(std::io::ErrorKind::InvalidInput, error)
    }
}
