//! Responses that are read from a file, a pipe or a connection.

use core::fmt;
use core::iter::FusedIterator;
use std::io::{self, ErrorKind, Read};
use std::vec;

use crate::error::Error;
use crate::parser::Parser;
use crate::session::borrowed::Session;
use crate::stream::decoder::Decoder;
use crate::stream::drain::DecodedSessions;
use crate::table::header::Header;

/// So many bytes are asked for at once.
const BLOCK: usize = 64 * 1024;

/// Reads the sessions of a response from anything that can be read, in constant memory if those of each block are
/// taken.
///
/// A block is read, and the sessions that can be told then borrow the reader's buffer: no row is copied. Sessions that
/// are not taken stay in it, and it grows. Needs the feature `std`.
///
/// ```
/// use rescue_sessions::{Parser, SessionReader};
///
/// let response = &b"OK\n\nID|Status|\n7|Waiting|\n8|Active|\n"[..]; // or a `File`, or a response's body
/// let mut reader = SessionReader::new(Parser::new(), response);
/// let mut waiting = 0;
/// while let Some(sessions) = reader.next_block()? {
///     for session in sessions {
///         // `?` would stop at the first row that can't be read.
///         waiting += usize::from(session.is_ok_and(|session| session.status_text() == Some("Waiting")));
///     }
/// }
/// assert_eq!(waiting, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SessionReader<'d, R> {
    decoder: Decoder<'d>,
    reader: R,
}

impl<'d, R: Read> SessionReader<'d, R> {
    /// A reader with these settings. It has a buffer of its own, so `reader` needs none.
    #[must_use]
    pub fn new(parser: Parser<'d>, reader: R) -> Self {
        SessionReader { decoder: Decoder::new(parser), reader }
    }

    /// Reads a block, and gives the sessions that are ready, perhaps none. `None` says that the response is over and
    /// that all its sessions and errors were taken.
    ///
    /// Sessions of a block that are not taken are among those of the next one. So, like [`BufRead::fill_buf`], a loop
    /// that never takes anything does not end.
    ///
    /// [`BufRead::fill_buf`]: std::io::BufRead::fill_buf
    ///
    /// # Errors
    ///
    /// - [`ReadError::Io`]: nothing could be read. No session is lost by that, or given twice: call it again to go on.
    ///   An interrupted call ([`ErrorKind::Interrupted`]) is repeated and is no error.
    /// - [`ReadError::Response`]: the response is no session list; see [`Parser::parse_bytes`].
    pub fn next_block(&mut self) -> Result<Option<DecodedSessions<'_>>, ReadError> {
        if self.decoder.is_drained() {
            return Ok(None);
        }
        if !self.decoder.is_finished() {
            self.fill()?;
        }
        Ok(Some(self.decoder.sessions()?))
    }

    /// The sessions one by one, each with a copy of its row, for a client that keeps them.
    ///
    /// A row that can't be read is an error in its place, and the rows behind it still come. Behind an error of
    /// reading, or of a response that is no session list, nothing comes: whoever has to go on after an error of reading
    /// takes [`SessionReader::next_block`].
    ///
    /// ```
    /// use rescue_sessions::{Parser, SessionReader};
    ///
    /// let reader = SessionReader::new(Parser::new(), &b"OK\n\nID|Status|\n7|Waiting|\n"[..]);
    /// let sessions: Vec<_> = reader.into_sessions().collect::<Result<_, _>>()?;
    /// assert_eq!(sessions[0].id(), 7);
    /// # Ok::<(), rescue_sessions::ReadError>(())
    /// ```
    #[must_use]
    pub fn into_sessions(self) -> IntoSessions<'d, R> {
        IntoSessions { reader: self, block: Vec::new().into_iter(), is_over: false }
    }

    /// The header, which is read if it was not.
    ///
    /// # Errors
    ///
    /// As [`SessionReader::next_block`].
    pub fn header(&mut self) -> Result<Header<'_>, ReadError> {
        while !self.decoder.is_finished() && self.decoder.header()?.is_none() {
            self.fill()?;
        }
        Ok(self.decoder.header()?.unwrap_or_default())
    }

    /// What is read from, behind all that was read.
    #[must_use]
    pub fn get_ref(&self) -> &R {
        &self.reader
    }

    fn fill(&mut self) -> Result<(), ReadError> {
        loop {
            match self.decoder.push_with(BLOCK, |space| self.reader.read(space)) {
                Ok(0) => self.decoder.finish(),
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(ReadError::Io(error)),
            }
            return Ok(());
        }
    }
}

/// Shows no text of the response.
impl<R> fmt::Debug for SessionReader<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionReader").field("decoder", &self.decoder).finish_non_exhaustive()
    }
}

/// The sessions of a [`SessionReader`], each with a copy of its row.
pub struct IntoSessions<'d, R> {
    reader: SessionReader<'d, R>,
    block: vec::IntoIter<Result<Session<'static>, Error>>,
    is_over: bool,
}

impl<R: Read> Iterator for IntoSessions<'_, R> {
    type Item = Result<Session<'static>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(session) = self.block.next() {
                return Some(session.map_err(ReadError::Response));
            }
            if self.is_over {
                return None;
            }
            match self.reader.next_block() {
                Ok(None) => self.is_over = true,
                Ok(Some(sessions)) => {
                    let owned = sessions.map(|session| session.map(Session::into_owned));
                    self.block = owned.collect::<Vec<_>>().into_iter();
                }
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<R: Read> FusedIterator for IntoSessions<'_, R> {}

impl<R> fmt::Debug for IntoSessions<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoSessions").field("reader", &self.reader).finish_non_exhaustive()
    }
}

/// Why a [`SessionReader`] gives no sessions, or has none in a place.
///
/// Its text and its source are those of the error in it.
///
/// ```
/// use rescue_sessions::{Parser, ReadError, SessionReader};
///
/// let error = SessionReader::new(Parser::new(), &b"NOTLOGGEDIN"[..]).header().unwrap_err();
/// assert!(matches!(&error, ReadError::Response(error) if error.position().record().is_none()));
/// assert_eq!(error.to_string(), "the service answered NOTLOGGEDIN");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// Reading failed.
    Io(io::Error),
    /// The response is no session list, or a row of it can't be read: then its [position](Error::position) is in a
    /// [record](crate::Position::record).
    Response(Error),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Io(error) => fmt::Display::fmt(error, f),
            ReadError::Response(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ReadError::Io(error) => error.source(),
            ReadError::Response(error) => core::error::Error::source(error),
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        ReadError::Io(error)
    }
}

impl From<Error> for ReadError {
    fn from(error: Error) -> Self {
        ReadError::Response(error)
    }
}
