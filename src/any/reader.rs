//! [`AnyReader`]: the sessions of a response that arrives in blocks.

use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
#[cfg(feature = "soap")]
use std::io::BufReader;
use std::io::{Chain, Cursor, ErrorKind, Read};

use crate::parser::Parser;
use crate::response::start;
use crate::session::owned::OwnedSession;
#[cfg(feature = "soap")]
use crate::soap::reader::SoapReader;
use crate::stream::reader::{IntoSessions, ReadError, SessionReader};

/// The bytes that were read to recognize the format, and then the reader that they came from.
type Whole<R> = Chain<Cursor<Vec<u8>>, R>;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// The format is recognized by this many bytes at most.
const MAX_START: usize = 65_536;
/// The number of bytes that one read asks for, until the format is recognized.
const READ_SIZE: usize = 4_096;

/// Reads a response that is text or SOAP. Needs the feature `std`.
///
/// [`AnyReader::new`] reads up to the first byte that tells the format. Match the variants to read each format at its full
/// speed, or iterate over [`OwnedSession`]s of both:
///
/// ```
/// use rescue_sessions::{AnyReader, Parser};
///
/// let response = &b"OK\n\nID|Status|\n7|Waiting|\n8|Active|\n"[..]; // or a `File`, or a response's body
/// let mut ids = Vec::new();
/// for session in AnyReader::new(Parser::new(), response)? {
///     ids.push(session?.id);
/// }
/// assert_eq!(ids, [7, 8]);
/// # Ok::<(), rescue_sessions::ReadError>(())
/// ```
#[non_exhaustive]
#[allow(clippy::large_enum_variant)] // there is one of them for each response
pub enum AnyReader<R> {
    /// Text, or nothing that is known.
    Text(SessionReader<Chain<Cursor<Vec<u8>>, R>>),
    /// XML. Needs the feature `soap`.
    #[cfg(feature = "soap")]
    Soap(SoapReader<BufReader<Chain<Cursor<Vec<u8>>, R>>>),
}

impl<R: Read> AnyReader<R> {
    /// Creates a reader with the settings of a parser. It has its own buffer, so `reader` needs no `BufReader`.
    ///
    /// # Errors
    ///
    /// [`ReadError::Io`]: a read failed. The bytes that were already read are lost. For a reader that can continue after a
    /// failed read, use [`SessionReader`].
    pub fn new(parser: Parser, mut reader: R) -> Result<AnyReader<R>, ReadError> {
        let (start, is_xml) = read_start(&mut reader)?;
        Ok(AnyReader::of(parser, Cursor::new(start).chain(reader), is_xml))
    }

    #[cfg(feature = "soap")]
    fn of(parser: Parser, whole: Whole<R>, is_xml: bool) -> AnyReader<R> {
        match is_xml {
            true => AnyReader::Soap(SoapReader::new(parser, BufReader::with_capacity(MAX_START, whole))),
            false => AnyReader::Text(SessionReader::new(parser, whole)),
        }
    }

    #[cfg(not(feature = "soap"))]
    fn of(parser: Parser, whole: Whole<R>, _: bool) -> AnyReader<R> {
        AnyReader::Text(SessionReader::new(parser, whole))
    }
}

/// Reads up to the first byte that is not whitespace, and returns whether it starts markup.
fn read_start(reader: &mut impl Read) -> Result<(Vec<u8>, bool), ReadError> {
    let mut start = Vec::new();
    let mut block = [0; READ_SIZE];
    let mut whitespace_len = 0;
    loop {
        let len = match reader.read(&mut block) {
            Ok(len) => len,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        start.extend_from_slice(block.get(..len).unwrap_or_default());
        let is_part_of_bom = BYTE_ORDER_MARK.starts_with(&start) && start.len() < BYTE_ORDER_MARK.len();
        if !is_part_of_bom {
            let rest = start.get(whitespace_len..).unwrap_or_default();
            whitespace_len = start::leading_len(rest, whitespace_len == 0).saturating_add(whitespace_len);
        }
        let is_known = whitespace_len < start.len() && !is_part_of_bom;
        if is_known || len == 0 || start.len() > MAX_START {
            let is_markup = start.get(whitespace_len) == Some(&b'<');
            return Ok((start, is_markup));
        }
    }
}

impl<R: Read> IntoIterator for AnyReader<R> {
    type Item = Result<OwnedSession, ReadError>;
    type IntoIter = IntoAnySessions<R>;

    fn into_iter(self) -> IntoAnySessions<R> {
        IntoAnySessions(match self {
            AnyReader::Text(reader) => Format::Text(reader.into_sessions()),
            #[cfg(feature = "soap")]
            AnyReader::Soap(reader) => Format::Soap(reader),
        })
    }
}

/// Shows no text of the response.
impl<R> fmt::Debug for AnyReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AnyReader::Text(reader) => f.debug_tuple("Text").field(reader).finish(),
            #[cfg(feature = "soap")]
            AnyReader::Soap(reader) => f.debug_tuple("Soap").field(reader).finish(),
        }
    }
}

/// An iterator of owned sessions, from text or SOAP. See [`AnyReader`].
pub struct IntoAnySessions<R>(Format<R>);

#[allow(clippy::large_enum_variant)] // there is one of them for each response
enum Format<R> {
    Text(IntoSessions<Whole<R>>),
    #[cfg(feature = "soap")]
    Soap(SoapReader<BufReader<Whole<R>>>),
}

impl<R: Read> Iterator for IntoAnySessions<R> {
    type Item = Result<OwnedSession, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Format::Text(sessions) => sessions.next(),
            #[cfg(feature = "soap")]
            Format::Soap(sessions) => sessions.next(),
        }
    }
}

impl<R: Read> FusedIterator for IntoAnySessions<R> {}

/// Shows no text of the response.
impl<R> fmt::Debug for IntoAnySessions<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoAnySessions").finish_non_exhaustive()
    }
}
