//! The parser: settings in, session list out.

use core::fmt;

use crate::bytes::body::Body;
use crate::bytes::delimiter::Delimiter;
use crate::bytes::position::Position;
use crate::error::Error;
use crate::list::SessionList;
use crate::response::preamble;
use crate::response::start;
use crate::settings::Settings;
use crate::table::header_parser;

/// Parses a response with settings. The default settings read what the service is known to send.
///
/// The builder methods are `const`, so a parser can be a `static`:
///
/// ```
/// use rescue_sessions::{Delimiter, Parser};
///
/// static PARSER: Parser = Parser::new().delimiter(Delimiter::new(r"\;").unwrap());
///
/// let list = PARSER.parse("OK\n\nID\\;Status\\;\n7\\;On|Off\\;\n")?;
/// assert_eq!(list.records().count(), 1);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
///
/// A parser is [`Copy`] and `'static`. A client that reads its delimiter from a setting builds the parser once:
///
/// ```
/// # #[cfg(feature = "std")] {
/// use rescue_sessions::{InvalidDelimiter, Parser};
///
/// struct Client {
///     parser: Parser,
/// }
///
/// impl Client {
///     fn new(delimiter: &str) -> Result<Client, InvalidDelimiter> {
///         Ok(Client { parser: Parser::new().delimiter(delimiter.parse()?) })
///     }
/// }
/// # assert!(Client::new(";").is_ok());
/// # assert!(Client::new("").is_err());
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
pub struct Parser {
    settings: Settings,
}

impl Parser {
    /// A parser with the default settings: `|`, lenient, with recovery, at most 65,536 bytes a record and 256 columns.
    pub const fn new() -> Self {
        Parser { settings: Settings::DEFAULT }
    }

    /// Sets the delimiter. Default: `|` (documented).
    ///
    /// This is for accounts that use another one. Nothing in the body is escaped, so a delimiter inside a value damages
    /// the row. A long text that no person types avoids this.
    pub const fn delimiter(self, delimiter: Delimiter) -> Self {
        Parser { settings: Settings { delimiter, ..self.settings } }
    }

    /// Sets whether the session list must follow the documented grammar exactly. Default: `false`.
    ///
    /// What the service sends does not follow it: strict mode rejects the delimiter at the end of each line (observed)
    /// and empty fields (observed). Strict mode also requires a header, at least one row, and a newline at the end of
    /// each line. It adds two rules to the grammar: no CR precedes a newline, and the name of a column is not a number,
    /// not whitespace, and contains no control character.
    ///
    /// Both modes read what precedes the header in the same way, because the grammar does not cover it. What strict
    /// mode accepts, lenient mode reads with the same result.
    pub const fn strict(self, strict: bool) -> Self {
        Parser { settings: Settings { strict, ..self.settings } }
    }

    /// Sets whether rows that an embedded delimiter or newline has damaged are recovered. Default: `true`.
    ///
    /// A recovered session has the values that all alignments of its row agree on. The other values are withheld.
    /// [`Session::damage`](crate::Session::damage) reports both.
    ///
    /// With `false`, each line that is not a well-formed row is an error, or part of one. A well-formed row is read
    /// alone, even if the error after it may contain more of its text. Strict mode and [`SessionList::records`] never
    /// recover.
    ///
    /// ```
    /// use rescue_sessions::Parser;
    ///
    /// let body = "OK\n\nID|Status|Custom Field 0|Language|\n7|Active|no sound\nat all|en|\n";
    /// let session = Parser::new().parse(body)?.sessions().next().unwrap()?;
    /// assert_eq!(session.custom_field(0), Some("no sound\nat all"));
    ///
    /// let list = Parser::new().recovery(false).parse(body)?;
    /// let error = list.sessions().next().unwrap().unwrap_err();
    /// assert_eq!(error.to_string(), "record 1 (line 4, byte 39): row has 3 fields, expected 4");
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    pub const fn recovery(self, recovery: bool) -> Self {
        Parser { settings: Settings { recovery, ..self.settings } }
    }

    /// Sets the maximum length of a record, in bytes without the line end. Default: 65,536.
    ///
    /// The limit also holds for each line of the header. The documented limits of the custom fields add up to 1,472
    /// characters. A longer record is an error. Values above 4,294,967,295 act like that value.
    ///
    /// Recovery of a damaged record uses at most 100 bytes of memory for each byte of this limit; with the default
    /// limit, 64 (4 MiB).
    pub const fn max_record(self, bytes: usize) -> Self {
        Parser { settings: Settings { max_record: bytes, ..self.settings } }
    }

    /// Sets the maximum number of columns in the header. Default: 256.
    ///
    /// The widest known header has 19 columns (observed). More columns than the limit are an error. Values above 4,096
    /// act like 4,096.
    pub const fn max_columns(self, columns: usize) -> Self {
        Parser { settings: Settings { max_columns: columns, ..self.settings } }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Reads the return value and the header of a response. The list reads its rows lazily.
    ///
    /// A byte order mark before the return value is skipped, and so is whitespace before and after it.
    ///
    /// # Errors
    ///
    /// - `NOTLOGGEDIN`: a return value other than `OK`
    /// - `<html>…`: an HTML page, or XML
    /// - an empty body, or only whitespace
    /// - `Hello`: no known return value
    /// - `OK Status|Entry|`: column ID is missing
    /// - `OK ID|Status|Status|`: two columns have the same name
    /// - `OK ID|Status|1|Active|`: the name of a column is a number
    /// - a header that is longer, or has more columns, than the settings allow
    /// - strict mode: a header that is missing, ends with a delimiter or has an empty name; no row
    pub fn parse<'a>(&self, body: &'a str) -> Result<SessionList<'a>, Error> {
        self.read(Body::of_text(body))
    }

    /// Reads a response from bytes, which should be UTF-8.
    ///
    /// A record with invalid UTF-8 is an error with the position of the invalid byte. The other records are not
    /// affected.
    ///
    /// # Errors
    ///
    /// The errors of [`Parser::parse`], and
    ///
    /// - `OK ID|Stra\xdfe|`: a byte of the header is not UTF-8
    pub fn parse_bytes<'a>(&self, body: &'a [u8]) -> Result<SessionList<'a>, Error> {
        self.read(Body::of_bytes(body))
    }

    fn read<'a>(&self, body: Body<'a>) -> Result<SessionList<'a>, Error> {
        let (offset, start) = start::read(body.bytes());
        let position = |offset: usize| Position::default().after(body.slice(0..offset as u64));
        match preamble::header_start(start, body.bytes().len()) {
            Ok(header_start) => {
                let (header, rows) = header_parser::read(&self.settings, body, position(header_start))?;
                Ok(SessionList::new(self.settings, body, header, rows))
            }
            Err(kind) => Err(Error::new(kind, position(offset))),
        }
    }
}

impl Default for Parser {
    fn default() -> Self {
        Parser::new()
    }
}

impl fmt::Debug for Parser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Settings { delimiter, strict, recovery, max_record, max_columns } = &self.settings;
        f.debug_struct("Parser")
            .field("delimiter", delimiter)
            .field("strict", strict)
            .field("recovery", recovery)
            .field("max_record", max_record)
            .field("max_columns", max_columns)
            .finish()
    }
}
