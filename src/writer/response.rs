//! [`Writer`]: settings in, response out.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::bytes::delimiter::Delimiter;
use crate::bytes::whitespace;
use crate::column::Column;
use crate::error::ErrorKind;
use crate::parser::Parser;
use crate::return_value::ReturnValue;
use crate::writer::error::{WriteError, WriteErrorKind};
use crate::writer::rows::{HeaderColumn, LineFormat, Rows, check_line};
use crate::writer::source::WriteSession;

/// What precedes the header: the return value and an empty line (observed).
const START: &str = "OK\n\n";

/// Writes sessions as a response of the service, for mocks and tests.
///
/// ```
/// use rescue_sessions::{OwnedSession, Status, Writer, parse};
///
/// let mut session = OwnedSession::new(7);
/// session.status = Some(Status::Waiting);
/// session.waiting_time = Some(35);
///
/// let writer = Writer::columns(["ID", "Status", "Waiting Time"]);
/// let body = writer.to_string(&[session.clone()])?;
/// assert_eq!(body, "OK\n\nID|Status|Waiting Time|\n7|Waiting|35|\n");
///
/// let read: Vec<OwnedSession> = parse(&body).unwrap().sessions().map(|read| read.unwrap().into()).collect();
/// assert_eq!(read, [session]);
/// # Ok::<(), rescue_sessions::WriteError>(())
/// ```
///
/// # What is written can be read
///
/// Nothing in a response is escaped, so not every list can be written. By default, the writer accepts only lists that
/// [`Parser::new`] with the same delimiter reads as equal sessions: every other list is a [`WriteError`], and nothing is
/// lost or changed unnoticed. [`OwnedSession::damage`](crate::OwnedSession::damage) is not a value: it is not written.
///
/// [`Writer::allow_damage`] and [`Writer::fill_missing`] allow more.
///
/// # Sessions
///
/// A list can be a slice, a `Vec` or an iterator of [`OwnedSession`](crate::OwnedSession)s, [`Session`](crate::Session)s or
/// references to them. An owned session is written as the service writes its values: a start time as
/// [`StartTime::service_format`](crate::StartTime::service_format), a flag as `yes` or empty, a status in English. A
/// borrowed session is written with the text that it was read from, such as `013` or `sim`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[must_use]
pub struct Writer {
    columns: Columns,
    format: LineFormat,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Columns {
    OfVersion(&'static [Column]),
    Named(Vec<String>),
}

impl Writer {
    /// Writes the 16 columns that the manual documents for version 1. They are the columns of version 2.
    ///
    /// An early version 1 had 14 columns, without the last two (inferred):
    ///
    /// ```
    /// use rescue_sessions::{Column, OwnedSession, Writer};
    ///
    /// let writer = Writer::columns(Column::VERSION_2[..14].iter().copied());
    /// let body = writer.to_string::<OwnedSession>([])?;
    /// assert!(body.ends_with("|Transferred Comment|\n"));
    /// # Ok::<(), rescue_sessions::WriteError>(())
    /// ```
    pub const fn v1() -> Writer {
        Writer::v2()
    }

    /// Writes the 16 columns of version 2: [`Column::VERSION_2`].
    pub const fn v2() -> Writer {
        Writer::new(Columns::OfVersion(Column::VERSION_2))
    }

    /// Writes the 19 columns of version 3: [`Column::VERSION_3`].
    ///
    /// ```
    /// use rescue_sessions::{OwnedSession, Writer};
    ///
    /// let no_sessions = Writer::v3().to_string::<OwnedSession>([])?;
    /// assert!(no_sessions.starts_with("OK\n\nID|Status|Entry ID|"));
    /// # Ok::<(), rescue_sessions::WriteError>(())
    /// ```
    pub const fn v3() -> Writer {
        Writer::new(Columns::OfVersion(Column::VERSION_3))
    }

    /// Writes columns with these names, known or unknown, in this order: an array of names, a list of [`Column`]s, or the
    /// columns of another [`Header`](crate::Header).
    ///
    /// The values of unknown columns come from [`OwnedSession::unknown_columns`](crate::OwnedSession::unknown_columns),
    /// where they must be in the header's order. A custom field after a gap in the numbers is an unknown column, as for the
    /// parser.
    ///
    /// ```
    /// use rescue_sessions::{OwnedSession, Writer};
    ///
    /// let mut session = OwnedSession::new(7);
    /// session.unknown_columns = vec![("Shoe Size".into(), Some("38".into()))];
    ///
    /// let body = Writer::columns(["Shoe Size", "ID"]).to_string([session])?;
    /// assert_eq!(body, "OK\n\nShoe Size|ID|\n38|7|\n");
    /// # Ok::<(), rescue_sessions::WriteError>(())
    /// ```
    pub fn columns(names: impl IntoIterator<Item = impl Into<String>>) -> Writer {
        Writer::new(Columns::Named(names.into_iter().map(Into::into).collect()))
    }

    const fn new(columns: Columns) -> Writer {
        let format = LineFormat {
            delimiter: Delimiter::PIPE,
            trailing_delimiter: true,
            fill_missing: false,
            allow_damage: false,
        };
        Writer { columns, format }
    }

    /// Sets the delimiter. Default: `|` (documented).
    pub const fn delimiter(mut self, delimiter: Delimiter) -> Writer {
        self.format.delimiter = delimiter;
        self
    }

    /// Sets whether a delimiter ends each line, also the header. Default: `true` (observed).
    ///
    /// The documented grammar has no such delimiter.
    pub const fn trailing_delimiter(mut self, trailing_delimiter: bool) -> Writer {
        self.format.trailing_delimiter = trailing_delimiter;
        self
    }

    /// Sets whether a value that a session lacks is written as the service writes it where there is nothing. Default:
    /// `false`, which makes a missing value an error.
    ///
    /// Entry ID and Technician ID are `0`; all other columns are empty (observed). But the service always writes a Status, a
    /// Start Time and a Waiting Time. They are not made up, so a session without one is an error here too.
    ///
    /// The session that is read has these values. So it is not equal to the one that was written.
    ///
    /// ```
    /// use rescue_sessions::{OwnedSession, StartTime, Status, Writer};
    ///
    /// let mut session = OwnedSession::new(7);
    /// session.status = Some(Status::Waiting);
    /// session.start_time = StartTime::new(2012, 2, 16, 9, 0, 0);
    /// session.waiting_time = Some(35);
    ///
    /// let body = Writer::v2().fill_missing(true).to_string([session])?;
    /// assert!(body.ends_with("\n7|Waiting|0||0||2/16/2012 9:00 AM|35|||||||||\n"));
    /// # Ok::<(), rescue_sessions::WriteError>(())
    /// ```
    pub const fn fill_missing(mut self, fill_missing: bool) -> Writer {
        self.format.fill_missing = fill_missing;
        self
    }

    /// Sets whether values may damage their rows. Default: `false`.
    ///
    /// With `true`, delimiters, newlines and CRs inside values are written as they are, as the service does, and rows may
    /// have any length. So the parser may read other sessions than were written, or errors.
    ///
    /// ```
    /// use rescue_sessions::{OwnedSession, Writer, parse};
    ///
    /// let mut session = OwnedSession::new(7);
    /// session.entry = Some("no|sound".into());
    ///
    /// let body = Writer::columns(["ID", "Entry"]).allow_damage(true).to_string([session])?;
    /// assert_eq!(body, "OK\n\nID|Entry|\n7|no|sound|\n");
    ///
    /// let read = parse(&body).unwrap().sessions().next().unwrap().unwrap();
    /// assert_eq!(read.damage()[0].to_string(), "line 4, column 3: Entry is joined");
    /// # Ok::<(), rescue_sessions::WriteError>(())
    /// ```
    pub const fn allow_damage(mut self, allow_damage: bool) -> Writer {
        self.format.allow_damage = allow_damage;
        self
    }

    /// Writes a response: the return value `OK`, an empty line, the header, and a row for each session.
    ///
    /// Without sessions, it is the header alone. If the type of the sessions is not known then, name it:
    /// `to_string::<OwnedSession>([])`.
    ///
    /// # Errors
    ///
    /// With the header `ID|Entry|Language|`:
    ///
    /// - Entry is `Sales|Night`: it contains the delimiter
    /// - Entry is `Sales|`, and the delimiter is `||`: it ends with the start of the delimiter
    /// - Entry is `Sales\nNight`: it contains a newline
    /// - Entry is `Sales\r`, and the header is `ID|Entry`, without a delimiter at its end: the CR would belong to the line end
    /// - Entry has 70,000 bytes: the row is longer than the parser allows by default
    /// - Entry is `None`: the header has the column, but there is no value
    /// - Technician is `Jo`: there is a value, but the header does not have the column
    /// - Entry is withheld
    /// - Language is `English`: it is neither empty nor a language code
    /// - Status is `Status::Other("Active")`: it would be read as `Status::Active`
    /// - the unknown columns of a session are in another order than in the header
    ///
    /// In the header:
    ///
    /// - `Entry|`: ID is missing
    /// - `ID|Entry|Entry|`: two columns have the same name
    /// - `ID|7|`: the name of a column is a number, blank, contains a control character or the delimiter, or is the first one
    ///   and starts with a space
    /// - it is longer, or has more columns, than the parser allows by default
    pub fn to_string<S: WriteSession>(&self, sessions: impl IntoIterator<Item = S>) -> Result<String, WriteError> {
        let (mut text, mut rows) = self.start()?;
        for session in sessions {
            rows.push(&session, &mut text)?;
        }
        Ok(text)
    }

    /// Writes a response, as [`Writer::to_string`], to a file, a socket or another writer, row by row.
    ///
    /// It needs no `BufWriter`: it collects rows in a buffer of its own, and flushes `out` at the end.
    ///
    /// ```
    /// use rescue_sessions::{OwnedSession, Writer};
    ///
    /// let sessions = (1..=3).map(OwnedSession::new);
    /// let mut file = Vec::new();
    /// Writer::columns(["ID"]).write_to(&mut file, sessions)?;
    /// assert_eq!(file, b"OK\n\nID|\n1|\n2|\n3|\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - `out` fails
    /// - the errors of [`Writer::to_string`], as [`io::Error`](std::io::Error)s that contain the [`WriteError`]. Some of the
    ///   sessions before the one that cannot be written have been written then
    #[cfg(feature = "std")]
    pub fn write_to<S: WriteSession>(
        &self,
        mut out: impl std::io::Write,
        sessions: impl IntoIterator<Item = S>,
    ) -> std::io::Result<()> {
        const BLOCK: usize = 1 << 16;
        let (mut text, mut rows) = self.start()?;
        for session in sessions {
            rows.push(&session, &mut text)?;
            if text.len() >= BLOCK {
                out.write_all(text.as_bytes())?;
                text.clear();
            }
        }
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// The response of a failed request: the word of the return value.
    ///
    /// ```
    /// use rescue_sessions::{ErrorKind, ReturnValue, Writer, parse};
    ///
    /// let body = Writer::failure(&ReturnValue::NotLoggedIn)?;
    /// assert_eq!(body, "NOTLOGGEDIN");
    /// assert_eq!(parse(&body).unwrap_err().kind(), &ErrorKind::Failure(ReturnValue::NotLoggedIn));
    /// # Ok::<(), rescue_sessions::WriteError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`WriteErrorKind::InvalidReturnValue`]:
    ///
    /// - [`ReturnValue::Ok`]: it is not a failure
    /// - `ReturnValue::Other("no_word")`: the parser does not read such a word as a return value
    /// - `ReturnValue::Other("ERROR")`: the parser reads [`ReturnValue::Error`]
    pub fn failure(value: &ReturnValue) -> Result<String, WriteError> {
        match Parser::new().parse(value.as_str()) {
            Err(error) if matches!(error.kind(), ErrorKind::Failure(read) if read == value) => {
                Ok(value.as_str().to_owned())
            }
            _ => Err(WriteError::new(WriteErrorKind::InvalidReturnValue, None, None)),
        }
    }

    /// Everything before the rows, and what writes the rows.
    fn start(&self) -> Result<(String, Rows<'_>), WriteError> {
        let delimiter = self.format.delimiter.as_str();
        let mut columns: Vec<HeaderColumn<'_>> =
            self.names().map(|name| HeaderColumn { column: Column::from_name(&name), name }).collect();
        let mut head = String::from(START);
        let mut ends = Vec::with_capacity(columns.len());
        for (index, column) in columns.iter().enumerate() {
            head.push_str(if index > 0 { delimiter } else { "" });
            head.push_str(&column.name);
            ends.push(head.len().saturating_sub(START.len()));
        }
        if self.format.trailing_delimiter {
            head.push_str(delimiter);
        }
        self.check_names(&columns, head.get(START.len()..).unwrap_or_default(), &ends)?;
        head.push('\n');
        self.read_header(&head, &mut columns)?;
        let limit = Parser::new().settings().max_record();
        Ok((head, Rows::new(self.format, limit, columns)))
    }

    fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let (known, named): (&[Column], &[String]) = match &self.columns {
            Columns::OfVersion(columns) => (columns, &[]),
            Columns::Named(names) => (&[], names),
        };
        let known = known.iter().map(|column| -> Cow<'_, str> { column.name() });
        known.chain(named.iter().map(|name| Cow::Borrowed(name.as_str())))
    }

    /// Checks what the parser would take for another header, or only in strict mode for an error.
    fn check_names(&self, columns: &[HeaderColumn<'_>], line: &str, ends: &[usize]) -> Result<(), WriteError> {
        let error = |index: usize, kind| {
            let subject = columns.get(index).map(|column| column.subject(index));
            Err(WriteError::new(kind, None, subject))
        };
        let is_invalid = |name: &str| whitespace::is_blank(name.as_bytes()) || name.contains(char::is_control);
        if let Some(index) = columns.iter().position(|column| is_invalid(&column.name)) {
            return error(index, WriteErrorKind::Header(ErrorKind::InvalidColumnName { index }));
        }
        if line.starts_with(' ') {
            return error(0, WriteErrorKind::LeadingSpace);
        }
        let LineFormat { delimiter, trailing_delimiter, .. } = self.format;
        check_line(line.as_bytes(), ends, delimiter, trailing_delimiter).or_else(|(index, kind)| error(index, kind))
    }

    /// Reads the header with the parser, which decides whether it is valid and which columns are known.
    fn read_header(&self, head: &str, columns: &mut [HeaderColumn<'_>]) -> Result<(), WriteError> {
        let error = |kind| WriteError::new(WriteErrorKind::Header(kind), None, None);
        let list =
            Parser::new().delimiter(self.format.delimiter).parse(head).map_err(|invalid| error(invalid.into_kind()))?;
        let header = list.header();
        if header.len() != columns.len() || columns.is_empty() {
            return Err(error(ErrorKind::MissingColumn(Column::Id)));
        }
        for (index, column) in columns.iter_mut().enumerate() {
            column.column = header.column(index);
        }
        Ok(())
    }
}

/// Shows the settings. The names of unknown columns may come from a body, so they are hidden: `_`.
impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LineFormat { delimiter, trailing_delimiter, fill_missing, allow_damage } = self.format;
        let is_known = |name: &Cow<'_, str>| Column::from_name(name).is_some();
        let names: Vec<_> = self.names().map(|name| if is_known(&name) { name } else { "_".into() }).collect();
        f.debug_struct("Writer")
            .field("columns", &names)
            .field("delimiter", &delimiter)
            .field("trailing_delimiter", &trailing_delimiter)
            .field("fill_missing", &fill_missing)
            .field("allow_damage", &allow_damage)
            .finish()
    }
}
