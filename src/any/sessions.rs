//! [`parse_any`]: the sessions of a response that is in memory.

use core::fmt;
use core::iter::FusedIterator;

#[cfg(feature = "soap")]
use crate::bytes::position::Position;
use crate::error::Error;
#[cfg(feature = "soap")]
use crate::error::ErrorKind;
use crate::iter::sessions::Sessions;
use crate::parser::Parser;
#[cfg(feature = "soap")]
use crate::response::start::{self, BodyStart};
use crate::session::owned::OwnedSession;
#[cfg(feature = "soap")]
use crate::soap::reader::SoapReader;
#[cfg(feature = "soap")]
use crate::stream::reader::ReadError;

/// Parses a response, text or SOAP, with the settings of [`Parser::new`].
///
/// ```
/// let text = b"OK\n\nID|Status|\n7|Waiting|\n";
/// for session in rescue_sessions::parse_any(text)? {
///     assert_eq!(session?.id, 7);
/// }
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
///
/// # Errors
///
/// The same as [`Parser::parse_any`].
pub fn parse_any(body: &[u8]) -> Result<AnySessions<'_>, Error> {
    Parser::new().parse_any(body)
}

impl Parser {
    /// Reads a response that is text or SOAP. A client that may get either needs no other method.
    ///
    /// Without the feature `soap`, a SOAP response is the error [`ErrorKind::Xml`](crate::ErrorKind::Xml). For SOAP, the
    /// parser's limits hold, and its other settings have no effect.
    ///
    /// The sessions of a text response are copied. [`Parser::parse`] borrows them from the body.
    ///
    /// # Errors
    ///
    /// The errors of [`Parser::parse_bytes`] for text. For SOAP:
    ///
    /// - `<getSession_V3Result>getSession_NotLoggedIn</…>`: a return value other than `getSession_OK`
    /// - `<soap:Fault>…`: a fault
    /// - `<!DOCTYPE a …>`: a document type declaration
    /// - `<a></b>`: XML that is not well-formed, before the first session
    /// - `<loginResponse>…`: another response
    ///
    /// Later errors of the XML are the last item of the iterator.
    pub fn parse_any<'a>(&self, body: &'a [u8]) -> Result<AnySessions<'a>, Error> {
        #[cfg(feature = "soap")]
        if let (_, BodyStart::Xml) = start::read(body) {
            let mut reader = SoapReader::new(*self, body);
            reader.columns().map_err(of_memory)?;
            return Ok(AnySessions(Format::Soap(reader)));
        }
        Ok(AnySessions(Format::Text(self.parse_bytes(body)?.into_iter())))
    }
}

/// An iterator over the sessions of a response, text or SOAP. See [`parse_any`].
///
/// An invalid row is an `Err` in its place, and the iterator continues with the next one. If the rest of a SOAP response
/// cannot be read, because it is truncated, its XML is not well-formed, or it has no return value, the last item is an error with the scope
/// [`Response`](crate::Scope::Response).
pub struct AnySessions<'a>(Format<'a>);

#[allow(clippy::large_enum_variant)] // there is one of them for each response
enum Format<'a> {
    Text(Sessions<'a>),
    #[cfg(feature = "soap")]
    Soap(SoapReader<&'a [u8]>),
}

impl AnySessions<'_> {
    /// Whether the response is SOAP.
    #[must_use]
    pub fn is_soap(&self) -> bool {
        !matches!(self.0, Format::Text(_))
    }
}

impl Iterator for AnySessions<'_> {
    type Item = Result<OwnedSession, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Format::Text(sessions) => sessions.next().map(|session| session.map(OwnedSession::from)),
            #[cfg(feature = "soap")]
            Format::Soap(sessions) => sessions.next().map(|session| session.map_err(of_memory)),
        }
    }
}

impl FusedIterator for AnySessions<'_> {}

/// Shows no text of the response.
impl fmt::Debug for AnySessions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnySessions").field("is_soap", &self.is_soap()).finish_non_exhaustive()
    }
}

/// The error of a response that is in memory, where no read fails.
#[cfg(feature = "soap")]
fn of_memory(error: ReadError) -> Error {
    match error {
        ReadError::Response(error) => error,
        ReadError::Io(_) => Error::new(ErrorKind::Unrecognized, Position::default()),
    }
}
