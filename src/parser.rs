//! The settings, and the way in.

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

/// How to read a response. The default reads what the service is known to send.
///
/// A `const` builder, so a parser can be a `static`:
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
/// A parser borrows its delimiter and costs nothing to make, so a client whose delimiter is a setting makes one a body:
///
/// ```
/// use rescue_sessions::{Delimiter, InvalidDelimiter, Parser};
///
/// struct Client {
///     delimiter: String,
/// }
///
/// impl Client {
///     fn parser(&self) -> Result<Parser<'_>, InvalidDelimiter> {
///         Ok(Parser::new().delimiter(Delimiter::try_from(self.delimiter.as_str())?))
///     }
/// }
/// # assert!(Client { delimiter: ";".into() }.parser().is_ok());
/// # assert!(Client { delimiter: "".into() }.parser().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
pub struct Parser<'d> {
    settings: Settings<'d>,
}

impl Parser<'static> {
    /// A parser with the default settings: `|`, tolerant, with repairs, 65,536 bytes a record, 256 columns.
    pub const fn new() -> Self {
        Parser { settings: Settings::DEFAULT }
    }
}

impl<'d> Parser<'d> {
    /// Sets the delimiter. Default: `|`, the documented one.
    ///
    /// For accounts that have set another one. A long text that nobody types is the best there is: nothing is escaped
    /// in the body, so a delimiter that somebody types breaks the row.
    pub const fn delimiter<'e>(self, delimiter: Delimiter<'e>) -> Parser<'e> {
        let Settings { delimiter: _, strict, recovery, max_record, max_columns } = self.settings;
        Parser { settings: Settings { delimiter, strict, recovery, max_record, max_columns } }
    }

    /// Whether to hold the session list to the documented grammar, to the letter. Default: `false`.
    ///
    /// The service itself does not: strict refuses the delimiter that ends every line it sends (observed), and the
    /// empty fields it sends everywhere (observed). It also wants a header, one row at least, and a newline behind
    /// each line. It has two additions: no CR may stand before a newline, and no column's name is blanks, a number, or
    /// holds a control character. What stands before the header is read alike in both modes, for the
    /// grammar says nothing of it. What strict accepts, tolerant reads the same.
    pub const fn strict(self, strict: bool) -> Self {
        Parser { settings: Settings { strict, ..self.settings } }
    }

    /// Whether sessions are read from rows that somebody's delimiter or newline has broken. Default: `true`.
    ///
    /// Such a row is read by evidence: what all its readings agree on is given, what they differ on is withheld, and
    /// [`Session::damage`](crate::Session::damage) tells of both. With `false` each line that is no row by itself is an error, or
    /// part of one, and all else is read as ever: a row that is one by itself is given as it stands, even if an error
    /// after it may be more of its text. The strict mode repairs nothing, nor do [`SessionList::records`].
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

    /// The longest record, or line of a header, in bytes, without its line end. Default: 65,536.
    ///
    /// The documented limits of the custom fields add up to 1,472 characters. A longer record is an error of its own.
    /// No setting allows more than 4,294,967,295 bytes. To read a damaged one, up to a hundred bytes of memory are held for
    /// each of its bytes (by default 64, so 4 MiB), and mostly nothing.
    pub const fn max_record(self, bytes: usize) -> Self {
        Parser { settings: Settings { max_record: bytes, ..self.settings } }
    }

    /// The most columns a header may have. Default: 256.
    ///
    /// The widest header known has nineteen. A wider one is an error of its own. No setting allows more than 4,096.
    pub const fn max_columns(self, columns: usize) -> Self {
        Parser { settings: Settings { max_columns: columns, ..self.settings } }
    }

    pub(crate) fn settings(&self) -> &Settings<'d> {
        &self.settings
    }

    /// Reads the return value and the header of a response; the rows are read as they are asked for.
    ///
    /// A byte order mark and white space before the return value are dropped, white space behind it too.
    ///
    /// # Errors
    ///
    /// - `NOTLOGGEDIN`: a return value other than `OK`
    /// - `<html>…`: an HTML page, or XML
    /// - nothing, or only white space
    /// - `Hello`: no return value
    /// - `OK Status|Entry|`: column ID is missing
    /// - `OK ID|Status|Status|`: two columns have the same name
    /// - `OK ID|Status|1|Active|`: a column is named with a number
    /// - a header that is longer, or has more columns, than the settings allow
    /// - strict mode: a header that is missing, ends with a delimiter or has an empty name; no row
    pub fn parse(&self, body: &'d str) -> Result<SessionList<'d>, Error> {
        self.read(Body::of_text(body))
    }

    /// Reads a response of bytes that ought to be UTF-8.
    ///
    /// A byte that is not costs the record it stands in, as an error with its place; the other records still come.
    ///
    /// # Errors
    ///
    /// As for [`Parser::parse`], and
    ///
    /// - `OK ID|Stra\xdfe|`: a byte of the header is not UTF-8
    pub fn parse_bytes(&self, body: &'d [u8]) -> Result<SessionList<'d>, Error> {
        self.read(Body::of_bytes(body))
    }

    fn read(&self, body: Body<'d>) -> Result<SessionList<'d>, Error> {
        let (at, start) = start::start(body.bytes());
        let place = |at: usize| Position::default().after(body.slice(0..at as u64));
        match preamble::header_start(start, body.bytes().len()) {
            Ok(behind) => {
                let (header, rows) = header_parser::read(&self.settings, body, place(behind))?;
                Ok(SessionList::new(self.settings, body, header, rows))
            }
            Err(kind) => Err(Error::new(kind, place(at))),
        }
    }
}

impl Default for Parser<'_> {
    fn default() -> Self {
        Parser::new()
    }
}

impl fmt::Debug for Parser<'_> {
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
