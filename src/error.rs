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

    /// Counts lines and records on from another place.
    #[cfg(feature = "rayon")]
    pub(crate) fn shift(&mut self, base: Position) {
        self.0.position = self.0.position.shifted(base);
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
/// assert_eq!(*error.kind(), ErrorKind::NotAnInteger(Column::WaitingTime));
/// assert_eq!(error.kind().column(), Some(Column::WaitingTime));
/// assert_eq!(error.kind().name(), "not_an_integer");
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
    Utf8,
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
    NotAName {
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
    OpenEnd,
    /// A row is damaged, and its readings differ on ID, without which there is no session. It can't happen where ID is
    /// the first column, as the service has it.
    Ambiguous(Column),
    /// A value is not an integer.
    NotAnInteger(Column),
    /// A value is an integer that 64 bits can't hold.
    IntegerTooLarge(Column),
    /// A value has not the form `M/D/YYYY h:mm AM`.
    NotATime(Column),
    /// A value has the form of a date and time, but there is none such, as February 30 or 13 PM.
    NoSuchTime(Column),
    /// A value is neither empty nor a word.
    NotAFlag(Column),
    /// A value is neither empty nor a language code, such as `en` or `pt-BR`.
    NotALanguage(Column),

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
    MissingNewLine,
    /// Strict mode: a CR stands before a newline. The grammar allows it as the last character of a value, but every
    /// other reader takes it for a part of the line end.
    CarriageReturn,
}

impl ErrorKind {
    /// A short name for logs and metrics, such as `field_count`, or `not_logged_in` for that return value. It is the
    /// `kind` in the command's JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
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
            ErrorKind::Utf8 => "utf8",
            ErrorKind::TooManyColumns { .. } => "too_many_columns",
            ErrorKind::RecordTooLong { .. } => "record_too_long",
            ErrorKind::MissingColumn(_) => "missing_column",
            ErrorKind::NotAName { .. } => "not_a_name",
            ErrorKind::DuplicateColumn { .. } => "duplicate_column",
            ErrorKind::FieldCount { .. } => "field_count",
            ErrorKind::TrailingDelimiter { .. } => "trailing_delimiter",
            ErrorKind::OpenEnd => "open_end",
            ErrorKind::Ambiguous(_) => "ambiguous",
            ErrorKind::NotAnInteger(_) => "not_an_integer",
            ErrorKind::IntegerTooLarge(_) => "integer_too_large",
            ErrorKind::NotATime(_) => "not_a_time",
            ErrorKind::NoSuchTime(_) => "no_such_time",
            ErrorKind::NotAFlag(_) => "not_a_flag",
            ErrorKind::NotALanguage(_) => "not_a_language",
            ErrorKind::MissingHeader => "missing_header",
            ErrorKind::MissingRow => "missing_row",
            ErrorKind::EmptyField { .. } => "empty_field",
            ErrorKind::UnexpectedTrailingDelimiter => "unexpected_trailing_delimiter",
            ErrorKind::MissingNewLine => "missing_new_line",
            ErrorKind::CarriageReturn => "carriage_return",
        }
    }

    /// Whether this is about the response as a whole: its first word tells that no session list comes.
    ///
    /// Of the other kinds, those whose [`Position::record`] is `None` are about the header, and leave no list either;
    /// those with a record are about that one.
    #[must_use]
    pub fn is_of_response(&self) -> bool {
        use ErrorKind::{Empty, Failure, Html, Unrecognized, Xml};
        matches!(self, Empty | Failure(_) | Html | Xml | Unrecognized)
    }

    /// The column that this is about, where it is about a known one.
    #[must_use]
    pub fn column(&self) -> Option<Column> {
        match *self {
            ErrorKind::MissingColumn(column)
            | ErrorKind::Ambiguous(column)
            | ErrorKind::NotAnInteger(column)
            | ErrorKind::IntegerTooLarge(column)
            | ErrorKind::NotATime(column)
            | ErrorKind::NoSuchTime(column)
            | ErrorKind::NotAFlag(column)
            | ErrorKind::NotALanguage(column) => Some(column),
            _ => None,
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorKind::Empty => f.write_str("the response is empty"),
            ErrorKind::Failure(ReturnValue::Other(_)) => {
                f.write_str("the response is a return value that is not known")
            }
            ErrorKind::Failure(value) => write!(f, "the response is the return value {value}"),
            ErrorKind::Html => f.write_str("the response is an HTML page, not a session list"),
            ErrorKind::Xml => f.write_str("the response is XML, not a session list as text"),
            ErrorKind::Unrecognized => f.write_str("the response starts with no return value that is known"),
            ErrorKind::Utf8 => f.write_str("a byte is not UTF-8"),
            ErrorKind::TooManyColumns { limit } => write!(f, "more than {limit} columns"),
            ErrorKind::RecordTooLong { limit } => write!(f, "longer than {limit} bytes"),
            ErrorKind::MissingColumn(column) => write!(f, "no column is named {column}"),
            ErrorKind::NotAName { index } => {
                write!(f, "column {} is named with blanks, a number or a control character", index.saturating_add(1))
            }
            ErrorKind::DuplicateColumn { first, second } => {
                let (first, second) = (first.saturating_add(1), second.saturating_add(1));
                write!(f, "column {second} has the name of column {first}")
            }
            ErrorKind::FieldCount { expected, found } => {
                write!(f, "{} instead of {expected}", Counted(*found, "field"))
            }
            ErrorKind::TrailingDelimiter { expected: true } => {
                f.write_str("no delimiter ends the row, as one ends the header")
            }
            ErrorKind::TrailingDelimiter { expected: false } => {
                f.write_str("a delimiter ends the row, as none ends the header")
            }
            ErrorKind::OpenEnd => f.write_str("the lines behind may belong to the record, or not, and nothing tells"),
            ErrorKind::Ambiguous(column) => write!(f, "the damaged row can be read in ways that differ on {column}"),
            ErrorKind::NotAnInteger(column) => write!(f, "{column} is not an integer"),
            ErrorKind::IntegerTooLarge(column) => write!(f, "{column} is an integer of more than 64 bits"),
            ErrorKind::NotATime(column) => write!(f, "{column} is not of the form M/D/YYYY h:mm AM"),
            ErrorKind::NoSuchTime(column) => write!(f, "{column} is a date or time that does not exist"),
            ErrorKind::NotAFlag(column) => write!(f, "{column} is neither empty nor a word"),
            ErrorKind::NotALanguage(column) => write!(f, "{column} is neither empty nor a language code"),
            ErrorKind::MissingHeader => f.write_str("no header, which the strict mode wants"),
            ErrorKind::MissingRow => f.write_str("no row, of which the strict mode wants one"),
            ErrorKind::EmptyField { index } => {
                write!(f, "field {} is empty, which the strict mode forbids", index.saturating_add(1))
            }
            ErrorKind::UnexpectedTrailingDelimiter => {
                f.write_str("a delimiter ends the line, which the strict mode forbids")
            }
            ErrorKind::MissingNewLine => f.write_str("no newline ends the line, which the strict mode wants"),
            ErrorKind::CarriageReturn => f.write_str("a CR ends the line, which the strict mode forbids"),
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
        if kind.is_of_response() {
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
