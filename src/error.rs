//! Errors: what went wrong, and where.

use alloc::boxed::Box;
use core::fmt;

use crate::bytes::position::Position;
#[cfg(feature = "serde")]
use crate::causes::deserialize::DeserializeError;
use crate::causes::soap::SoapError;
use crate::column::Column;
use crate::return_value::ReturnValue;

/// Why a response, or one record of it, cannot be read, and where.
///
/// [`fmt::Display`] and [`fmt::Debug`] never show text of the body: it is customers' data, and errors end up in logs.
/// The size of an error is one pointer.
///
/// [`Error::scope`] says what the error concerns, [`Error::retry`] what a client can do about it.
///
/// ```
/// let body = "OK\n\nID|Status|Waiting Time|\n1|Active|7|\n2|Waiting|soon|\n";
/// let error = rescue_sessions::parse(body)?.sessions().find_map(Result::err).unwrap();
///
/// assert_eq!(error.to_string(), "record 2 (line 5, byte 50): Waiting Time is not an integer");
/// assert_eq!(error.position().column(), 11);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq, Hash)]
struct Inner {
    kind: ErrorKind,
    position: Position,
    element: Option<&'static str>,
}

impl Error {
    #[cold]
    pub(crate) fn new(kind: ErrorKind, position: Position) -> Error {
        Error(Box::new(Inner { kind, position, element: None }))
    }

    /// The same error, in an element of a SOAP response.
    #[cfg(feature = "soap")]
    pub(crate) fn in_element(mut self, element: Option<&'static str>) -> Error {
        self.0.element = element;
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// What went wrong, without the position.
    #[must_use]
    pub fn into_kind(self) -> ErrorKind {
        self.0.kind
    }

    /// Where it went wrong.
    ///
    /// If the response has no session list, this is the position of its first word, or where a word was expected.
    #[must_use]
    pub fn position(&self) -> Position {
        self.0.position
    }

    /// The name of the element of a SOAP response where it went wrong, such as `iWaitingTimeInSec`.
    ///
    /// `None`: the response is text, or the name is not one of the service's. Unknown names are text from the body.
    #[must_use]
    pub fn element(&self) -> Option<&'static str> {
        self.0.element
    }

    /// What the error concerns: the response, its header, or one row.
    ///
    /// ```
    /// use rescue_sessions::{Scope, parse};
    ///
    /// assert_eq!(parse("NOTLOGGEDIN").unwrap_err().scope(), Scope::Response);
    /// assert_eq!(parse("OK\n\nStatus|\nActive|\n").unwrap_err().scope(), Scope::Header);
    ///
    /// let error = parse("OK\n\nID|\nseven|\n")?.sessions().next().unwrap().unwrap_err();
    /// assert_eq!(error.scope(), Scope::Row);
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn scope(&self) -> Scope {
        use ErrorKind::{Empty, Failure, Html, Soap, Unrecognized, Xml};
        match self.kind() {
            Empty | Failure(_) | Html | Xml | Unrecognized => Scope::Response,
            _ if self.position().record().is_some() => Scope::Row,
            Soap(_) => Scope::Response,
            _ => Scope::Header,
        }
    }
}

/// What an [`Error`] concerns. See [`Error::scope`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// The whole response: it is not a session list, for example `NOTLOGGEDIN`, an HTML page, or an empty body; or the rest of
    /// a SOAP response cannot be read.
    Response,
    /// The header, for example because it has no column ID. The return value is `OK`, but no row can be read.
    Header,
    /// One row. The iterators continue with the next row. [`Position::record`] has the number of the row.
    Row,
}

/// What went wrong.
///
/// The same kind can concern the header or a row: [`Error::scope`] says which.
///
/// ```
/// use rescue_sessions::{Column, ErrorKind, parse};
///
/// let error = parse("OK\n\nID|Waiting Time|\n7|soon|\n")?.sessions().next().unwrap().unwrap_err();
/// assert_eq!(*error.kind(), ErrorKind::InvalidInteger(Column::WaitingTime));
/// assert_eq!(error.kind().column(), Some(Column::WaitingTime));
/// assert_eq!(error.kind().code(), "invalid_integer");
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The response is empty, or only whitespace.
    Empty,
    /// The return value is a failure, such as `NOTLOGGEDIN`, so there is no session list.
    Failure(ReturnValue),
    /// The response is an HTML page: the URL is wrong, or the login has expired (observed).
    Html,
    /// The response is XML: it comes from the SOAP interface, or the output of the account is set to XML.
    /// [`parse_any`](crate::parse_any) reads it, with the feature `soap`.
    Xml,
    /// The response is none of these and does not start with a known return value: `{"a":1}`, compressed bytes, `ok`,
    /// `OK|ID|`, `NEW_WORD and more`.
    ///
    /// The answer to an [`AuthCodeRequest`](crate::AuthCodeRequest) is this error too if no code follows `OK`.
    Unrecognized,

    /// A byte is not valid UTF-8. In the header, the list cannot be read; in a record, only that record is an error.
    InvalidUtf8,
    /// The header has more columns than [`Parser::max_columns`](crate::Parser::max_columns) allows.
    TooManyColumns {
        /// The limit.
        limit: usize,
    },
    /// The header, or a record, is longer than [`Parser::max_record`](crate::Parser::max_record) allows.
    RecordTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// The header lacks a required column. Only ID is required.
    MissingColumn(Column),
    /// The name of a column is an integer or contains a control character.
    ///
    /// Then the first line is a row, not a header, or the line ends are not newlines. In strict mode, a name that
    /// consists of whitespace is this error too.
    InvalidColumnName {
        /// The index of the column, 0-based.
        index: usize,
    },
    /// Two columns have the same name, so a lookup by name would be ambiguous.
    DuplicateColumn {
        /// The index of the first one, 0-based.
        first: usize,
        /// The index of the second one, 0-based.
        second: usize,
    },

    /// A row has more or fewer fields than the header has columns, and cannot be recovered, or recovery is off.
    ///
    /// Nothing in the body is escaped, so an embedded delimiter or newline damages the row. The position is the start
    /// of the row: where the damage is cannot be known.
    FieldCount {
        /// The number of columns in the header.
        expected: usize,
        /// The number of fields in the first line of the row.
        found: usize,
    },
    /// A row has the right number of fields, but either only the row or only the header ends with a delimiter.
    ///
    /// If the delimiter is missing, the row may be truncated. A row with an extra delimiter at its end is not
    /// recovered: there may be lists whose rows all end differently from the header.
    TrailingDelimiter {
        /// Whether the header ends with a delimiter, so the row should too.
        expected: bool,
    },
    /// The end of a record is ambiguous: the lines after it may belong to it or not. All these lines are one error.
    ///
    /// Without recovery: a row has the right number of fields and ends with free text and no delimiter, and no row can
    /// start with the next line.
    ///
    /// With recovery:
    ///
    /// - the record can end after several lines, for example if records start with free text, so that a line between two
    ///   records can belong to either;
    /// - the record can end after more than four lines;
    /// - the body ends without a newline, so the last line may be a truncated row or text of the record before it.
    AmbiguousEnd,
    /// A row is damaged, and its alignments differ on a required column: ID. If ID is the first column, as in the lists
    /// of the service, this never occurs.
    AmbiguousValue(Column),
    /// A value is not an integer.
    InvalidInteger(Column),
    /// A value is an integer that does not fit in 64 bits.
    IntegerOutOfRange(Column),
    /// A value does not have the format `M/D/YYYY h:mm AM`.
    InvalidTime(Column),
    /// A value has the format of a date and time that does not exist, such as February 30 or 13 PM.
    TimeOutOfRange(Column),
    /// A flag is neither empty nor a word.
    InvalidFlag(Column),
    /// A language is neither empty nor a language code, such as `en` or `pt-BR`.
    InvalidLanguage(Column),

    /// A row does not fit the type that it is deserialized into. Needs the feature `serde`.
    #[cfg(feature = "serde")]
    Deserialize(DeserializeError),

    /// A SOAP response, or one session of it, cannot be read. Only readers of SOAP give it (feature `soap`).
    Soap(SoapError),

    /// Strict mode: the response has no header.
    MissingHeader,
    /// Strict mode: the session list has no row.
    MissingRow,
    /// Strict mode: a field is empty.
    EmptyField {
        /// The index of the column, 0-based.
        index: usize,
    },
    /// Strict mode: a line ends with a delimiter.
    UnexpectedTrailingDelimiter,
    /// Strict mode: the last line has no newline.
    MissingNewline,
    /// Strict mode: a CR precedes a newline. The grammar allows a CR at the end of a value, but every other reader
    /// takes it for part of the line end.
    CarriageReturn,
}

impl ErrorKind {
    /// A short name for logs and metrics, such as `field_count`, or `not_logged_in` for that return value. The command
    /// prints it in its JSON as `kind`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            ErrorKind::Empty => "empty",
            ErrorKind::Failure(ReturnValue::Error) => "unspecified_error",
            ErrorKind::Failure(ReturnValue::NotLoggedIn) => "not_logged_in",
            ErrorKind::Failure(ReturnValue::InvalidParamNode) => "invalid_param_node",
            ErrorKind::Failure(ReturnValue::InvalidSecretAuthCode) => "invalid_secret_auth_code",
            ErrorKind::Failure(ReturnValue::UserDeletedOrDisabled) => "user_deleted_or_disabled",
            ErrorKind::Failure(ReturnValue::PollRateExceeded) => "poll_rate_exceeded",
            ErrorKind::Failure(ReturnValue::Invalid) => "invalid",
            ErrorKind::Failure(ReturnValue::LimitReached) => "limit_reached",
            ErrorKind::Failure(ReturnValue::GlobalIpRestricted) => "global_ip_restricted",
            ErrorKind::Failure(ReturnValue::Ok | ReturnValue::Other(_)) => "failure",
            ErrorKind::Html => "html",
            ErrorKind::Xml => "xml",
            ErrorKind::Unrecognized => "unrecognized",
            ErrorKind::InvalidUtf8 => "invalid_utf8",
            ErrorKind::TooManyColumns { .. } => "too_many_columns",
            ErrorKind::RecordTooLong { .. } => "record_too_long",
            ErrorKind::MissingColumn(_) => "missing_column",
            ErrorKind::InvalidColumnName { .. } => "invalid_column_name",
            ErrorKind::DuplicateColumn { .. } => "duplicate_column",
            ErrorKind::FieldCount { .. } => "field_count",
            ErrorKind::TrailingDelimiter { .. } => "trailing_delimiter",
            ErrorKind::AmbiguousEnd => "ambiguous_end",
            ErrorKind::AmbiguousValue(_) => "ambiguous_value",
            ErrorKind::InvalidInteger(_) => "invalid_integer",
            ErrorKind::IntegerOutOfRange(_) => "integer_out_of_range",
            ErrorKind::InvalidTime(_) => "invalid_time",
            ErrorKind::TimeOutOfRange(_) => "time_out_of_range",
            ErrorKind::InvalidFlag(_) => "invalid_flag",
            ErrorKind::InvalidLanguage(_) => "invalid_language",
            #[cfg(feature = "serde")]
            ErrorKind::Deserialize(_) => "deserialize",
            ErrorKind::Soap(why) => why.code(),
            ErrorKind::MissingHeader => "missing_header",
            ErrorKind::MissingRow => "missing_row",
            ErrorKind::EmptyField { .. } => "empty_field",
            ErrorKind::UnexpectedTrailingDelimiter => "unexpected_trailing_delimiter",
            ErrorKind::MissingNewline => "missing_newline",
            ErrorKind::CarriageReturn => "carriage_return",
        }
    }

    /// The known column that this error concerns, or `None`.
    #[must_use]
    pub fn column(&self) -> Option<Column> {
        match *self {
            ErrorKind::MissingColumn(column)
            | ErrorKind::AmbiguousValue(column)
            | ErrorKind::InvalidInteger(column)
            | ErrorKind::IntegerOutOfRange(column)
            | ErrorKind::InvalidTime(column)
            | ErrorKind::TimeOutOfRange(column)
            | ErrorKind::InvalidFlag(column)
            | ErrorKind::InvalidLanguage(column) => Some(column),
            #[cfg(feature = "serde")]
            ErrorKind::Deserialize(ref why) => why.column(),
            ErrorKind::Soap(why) => why.column(),
            _ => None,
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |index: &usize| index.saturating_add(1);
        f.write_str(match self {
            ErrorKind::Empty => "the response is empty",
            ErrorKind::Failure(ReturnValue::Other(_)) => "the service answered with an unknown return value",
            ErrorKind::Failure(value) => return write!(f, "the service answered {value}"),
            ErrorKind::Html => "the response is an HTML page, not a session list",
            ErrorKind::Xml => "the response is XML, not text: `parse_any` reads SOAP, with the feature `soap`",
            ErrorKind::Unrecognized => "the response does not start with a known return value",
            ErrorKind::InvalidUtf8 => "invalid UTF-8",
            ErrorKind::TooManyColumns { limit } => return write!(f, "more than {limit} columns"),
            ErrorKind::RecordTooLong { limit } => return write!(f, "longer than {limit} bytes"),
            ErrorKind::MissingColumn(column) => return write!(f, "column {column} is missing"),
            ErrorKind::InvalidColumnName { index } => {
                let number = number(index);
                return write!(f, "the name of column {number} is a number, blank, or contains a control character");
            }
            ErrorKind::DuplicateColumn { first, second } => {
                return write!(f, "column {} has the same name as column {}", number(second), number(first));
            }
            ErrorKind::FieldCount { expected, found } => {
                return write!(f, "row has {}, expected {expected}", Counted(*found, "field"));
            }
            ErrorKind::TrailingDelimiter { expected: true } => "row does not end with a delimiter, but the header does",
            ErrorKind::TrailingDelimiter { expected: false } => "row ends with a delimiter, but the header does not",
            ErrorKind::AmbiguousEnd => "the end of the record is ambiguous: the lines after it may belong to it",
            ErrorKind::AmbiguousValue(column) => return write!(f, "{column} is ambiguous in the damaged row"),
            ErrorKind::InvalidInteger(column) => return write!(f, "{column} is not an integer"),
            ErrorKind::IntegerOutOfRange(column) => return write!(f, "{column} does not fit in a 64-bit integer"),
            ErrorKind::InvalidTime(column) => return write!(f, "{column} does not have the format M/D/YYYY h:mm AM"),
            ErrorKind::TimeOutOfRange(column) => return write!(f, "{column} is not an existing date and time"),
            ErrorKind::InvalidFlag(column) => return write!(f, "{column} is neither empty nor a word"),
            ErrorKind::InvalidLanguage(column) => return write!(f, "{column} is neither empty nor a language code"),
            #[cfg(feature = "serde")]
            ErrorKind::Deserialize(why) => return why.fmt(f),
            ErrorKind::Soap(why) => return why.fmt(f),
            ErrorKind::MissingHeader => "strict mode requires a header",
            ErrorKind::MissingRow => "strict mode requires at least one row",
            ErrorKind::EmptyField { index } => {
                return write!(f, "field {} is empty: strict mode does not allow empty fields", number(index));
            }
            ErrorKind::UnexpectedTrailingDelimiter => "strict mode does not allow a delimiter at the end of a line",
            ErrorKind::MissingNewline => "strict mode requires a newline at the end of each line",
            ErrorKind::CarriageReturn => "strict mode does not allow a carriage return before a newline",
        })
    }
}

/// A count and a noun, in the plural if the count is not 1.
struct Counted(usize, &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counted(count, noun) = *self;
        write!(f, "{count} {noun}{}", if count == 1 { "" } else { "s" })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, position, element } = &*self.0;
        let (line, byte) = (position.line(), position.byte());
        match self.scope() {
            Scope::Response if matches!(kind, ErrorKind::Soap(_)) => write!(f, "line {line}, byte {byte}")?,
            Scope::Response => return kind.fmt(f),
            Scope::Header => return write!(f, "header (line {line}, byte {byte}): {kind}"),
            Scope::Row => {
                write!(f, "record {} (line {line}, byte {byte}", position.record().unwrap_or_default())?;
            }
        }
        if let Some(element) = element {
            write!(f, ", element {element}")?;
        }
        write!(f, "{}: {kind}", if self.scope() == Scope::Row { ")" } else { "" })
    }
}

/// Shows the message as `Error("…")`: a `main` that returns the error prints its `Debug`.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error(\"{self}\")")
    }
}

impl core::error::Error for Error {}
