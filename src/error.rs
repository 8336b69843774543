//! What can go wrong, and where.

use alloc::boxed::Box;
use core::fmt;

use crate::bytes::position::Position;
use crate::column::Column;
use crate::return_value::ReturnValue;

/// Why a response, or one record of it, could not be read, and where.
///
/// One pointer wide. Neither [`fmt::Display`] nor [`fmt::Debug`] ever holds a value from the body: it is customers'
/// data, and errors end in logs.
///
/// ```
/// let body = "OK\n\nID|Status|Waiting Time|\n1|Active|7|\n2|Waiting|soon|\n";
/// let error = rescue_sessions::parse(body)?.sessions().find_map(Result::err).unwrap();
///
/// assert_eq!(error.to_string(), "record 2 (line 5, byte 50): Waiting Time is not an integer");
/// assert_eq!(error.position().column(), 11);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    position: Position,
}

impl Error {
    #[cold]
    pub(crate) fn new(kind: ErrorKind, position: Position) -> Error {
        Error(Box::new(Inner { kind, position }))
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// What went wrong, without the place.
    #[must_use]
    pub fn into_kind(self) -> ErrorKind {
        self.0.kind
    }

    /// Where it went wrong. For a response that is no session list this is where its first word stands, or ought to.
    #[must_use]
    pub fn position(&self) -> Position {
        self.0.position
    }
}

/// What went wrong.
///
/// A kind speaks of the whole response, of the header, or of one record; after an error in a record the records behind
/// it still come.
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The response is empty, or white space.
    Empty,
    /// The response is a failure, such as `NOTLOGGEDIN`, and has no session list.
    Failure(ReturnValue),
    /// The response is an HTML page: the address is wrong or the login has expired (observed).
    Html,
    /// The response is XML: it comes from the SOAP interface, or the account's output was set to XML.
    Xml,
    /// The response is none of these, and starts with no return value that is known: `{"a":1}`, compressed bytes, `ok`,
    /// `OK|ID|`, `NEW_WORD and more`.
    Unrecognized,

    /// A byte is not UTF-8. In the header it ends the reading, in a record it is that record's error.
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
    /// The header lacks a column without which there is no session.
    MissingColumn(Column),
    /// A column's name is an integer or holds a control character. It is none: a row stands where the header should,
    /// or the line ends are not newlines. In the strict mode, also where it is nothing but blanks.
    InvalidColumnName {
        /// The index of the column, 0-based.
        index: usize,
    },
    /// Two columns have the same name, so that a lookup by name would be a guess.
    DuplicateColumn {
        /// The index of the first one, 0-based.
        first: usize,
        /// The index of the second one, 0-based.
        second: usize,
    },

    /// A row has more or fewer fields than the header has columns, and there is no way to read it (or repairs are
    /// turned off): nothing is escaped in the body, so a delimiter or a newline that somebody typed breaks the row.
    /// The position is the row's start, for where it was broken can't be told.
    FieldCount {
        /// How many columns the header has.
        expected: usize,
        /// How many fields the row's first line has.
        found: usize,
    },
    /// A row has the right number of fields, but only one of it and its header ends with a delimiter: the row may have
    /// lost its end. A row with one delimiter too many at its end is not repaired, for lists that end their rows
    /// otherwise than their header may exist.
    TrailingDelimiter {
        /// Whether the header ends with a delimiter, and so should the row.
        expected: bool,
    },
    /// A record that may go on in the lines behind it, or not, and nothing tells. One error for all of them. Without
    /// repairs: a row with the right number of fields that ends with free text and no delimiter, before a line that
    /// can't be a row's start. With repairs: a record that can end behind several lines, as where records start with
    /// free text, so that a line between two of them can belong to either; one with more than four such
    /// places; or where the body has no last newline, so that the last line may be a row that was cut, or more of the
    /// record before it.
    AmbiguousEnd,
    /// A row is damaged, and its readings differ on ID, without which there is no session. It can't happen where ID is
    /// the first column, as the service has it.
    AmbiguousValue(Column),
    /// A value is not an integer.
    InvalidInteger(Column),
    /// A value is an integer that 64 bits can't hold.
    IntegerOutOfRange(Column),
    /// A value has not the form `M/D/YYYY h:mm AM`.
    InvalidTime(Column),
    /// A value has the form of a date and time, but there is none such, as February 30 or 13 PM.
    TimeOutOfRange(Column),
    /// A value is neither empty nor a word.
    InvalidFlag(Column),
    /// A value is neither empty nor a language code, such as `en` or `pt-BR`.
    InvalidLanguage(Column),

    /// Strict mode: the response has no header.
    MissingHeader,
    /// Strict mode: the session list has no row.
    MissingRow,
    /// Strict mode: a field is empty.
    EmptyField {
        /// The index of its column, 0-based.
        index: usize,
    },
    /// Strict mode: a delimiter ends a line.
    UnexpectedTrailingDelimiter,
    /// Strict mode: the last line has no newline.
    MissingNewline,
    /// Strict mode: a CR stands before a newline. The grammar allows it as the last character of a value, but every
    /// other reader takes it for a part of the line end.
    CarriageReturn,
}

impl ErrorKind {
    /// A short name for logs and metrics, such as `field_count`, or `not_logged_in` for that return value. It is the
    /// `kind` in the command's JSON.
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
            ErrorKind::MissingHeader => "missing_header",
            ErrorKind::MissingRow => "missing_row",
            ErrorKind::EmptyField { .. } => "empty_field",
            ErrorKind::UnexpectedTrailingDelimiter => "unexpected_trailing_delimiter",
            ErrorKind::MissingNewline => "missing_newline",
            ErrorKind::CarriageReturn => "carriage_return",
        }
    }

    /// Whether this is about the response as a whole: its first word tells that no session list comes.
    ///
    /// Of the other kinds, those whose [`Position::record`] is `None` are about the header, and leave no list either;
    /// those with a record are about that one.
    #[must_use]
    pub fn is_response_error(&self) -> bool {
        use ErrorKind::{Empty, Failure, Html, Unrecognized, Xml};
        matches!(self, Empty | Failure(_) | Html | Xml | Unrecognized)
    }

    /// The column that this is about, where it is about a known one.
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
            _ => None,
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorKind::Empty => f.write_str("the response is empty"),
            ErrorKind::Failure(ReturnValue::Other(_)) => {
                f.write_str("the service answered with an unknown return value")
            }
            ErrorKind::Failure(value) => write!(f, "the service answered {value}"),
            ErrorKind::Html => f.write_str("the response is an HTML page, not a session list"),
            ErrorKind::Xml => f.write_str("the response is XML, not a session list in text form"),
            ErrorKind::Unrecognized => f.write_str("the response does not start with a known return value"),
            ErrorKind::InvalidUtf8 => f.write_str("invalid UTF-8"),
            ErrorKind::TooManyColumns { limit } => write!(f, "more than {limit} columns"),
            ErrorKind::RecordTooLong { limit } => write!(f, "longer than {limit} bytes"),
            ErrorKind::MissingColumn(column) => write!(f, "column {column} is missing"),
            ErrorKind::InvalidColumnName { index } => {
                write!(
                    f,
                    "the name of column {} is a number, blank, or contains a control character",
                    index.saturating_add(1)
                )
            }
            ErrorKind::DuplicateColumn { first, second } => {
                let (first, second) = (first.saturating_add(1), second.saturating_add(1));
                write!(f, "column {second} has the same name as column {first}")
            }
            ErrorKind::FieldCount { expected, found } => {
                write!(f, "row has {}, expected {expected}", Counted(*found, "field"))
            }
            ErrorKind::TrailingDelimiter { expected: true } => {
                f.write_str("row does not end with a delimiter, but the header does")
            }
            ErrorKind::TrailingDelimiter { expected: false } => {
                f.write_str("row ends with a delimiter, but the header does not")
            }
            ErrorKind::AmbiguousEnd => {
                f.write_str("the end of the record is ambiguous: the lines after it may belong to it")
            }
            ErrorKind::AmbiguousValue(column) => write!(f, "{column} is ambiguous in the damaged row"),
            ErrorKind::InvalidInteger(column) => write!(f, "{column} is not an integer"),
            ErrorKind::IntegerOutOfRange(column) => write!(f, "{column} does not fit in a 64-bit integer"),
            ErrorKind::InvalidTime(column) => write!(f, "{column} does not have the format M/D/YYYY h:mm AM"),
            ErrorKind::TimeOutOfRange(column) => write!(f, "{column} is not an existing date and time"),
            ErrorKind::InvalidFlag(column) => write!(f, "{column} is neither empty nor a word"),
            ErrorKind::InvalidLanguage(column) => write!(f, "{column} is neither empty nor a language code"),
            ErrorKind::MissingHeader => f.write_str("strict mode requires a header"),
            ErrorKind::MissingRow => f.write_str("strict mode requires at least one row"),
            ErrorKind::EmptyField { index } => {
                write!(f, "field {} is empty: strict mode does not allow empty fields", index.saturating_add(1))
            }
            ErrorKind::UnexpectedTrailingDelimiter => {
                f.write_str("strict mode does not allow a delimiter at the end of a line")
            }
            ErrorKind::MissingNewline => f.write_str("strict mode requires a newline at the end of each line"),
            ErrorKind::CarriageReturn => f.write_str("strict mode does not allow a carriage return before a newline"),
        }
    }
}

struct Counted(usize, &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counted(count, what) = *self;
        write!(f, "{count} {what}{}", if count == 1 { "" } else { "s" })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, position } = &*self.0;
        if kind.is_response_error() {
            return kind.fmt(f);
        }
        match position.record() {
            Some(record) => write!(f, "record {record} ")?,
            None => f.write_str("header ")?,
        }
        write!(f, "(line {}, byte {}): {kind}", position.line(), position.byte())
    }
}

/// `Error("…")` around the message, for a `main` that returns the error prints it so.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error(\"{self}\")")
    }
}

impl core::error::Error for Error {}
