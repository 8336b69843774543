//! [`SessionReader`]: reads a response from a file, a pipe or a connection.

use core::fmt;
use core::iter::FusedIterator;
use std::io::{self, ErrorKind, Read};
use std::vec;

use crate::error::Error;
use crate::parser::Parser;
use crate::session::borrowed::Session;
use crate::session::owned::OwnedSession;
use crate::stream::decoder::Decoder;
use crate::stream::drain::DecodedSessions;
use crate::table::header::Header;

/// The number of bytes that the first read asks for: enough for most responses.
const FIRST_READ: usize = 64 * 1024;
/// The same for later reads of a long response. Larger blocks are not faster.
const MAX_READ: usize = 256 * 1024;

/// Reads the sessions of a response from a [`Read`], block by block, in constant memory.
///
/// The sessions of a block borrow the reader's buffer: no row is copied. Needs the feature `std`.
///
/// ```
/// use rescue_sessions::{Parser, SessionReader};
///
/// let response = &b"OK\n\nID|Status|\n7|Waiting|\n8|Active|\n"[..]; // or a `File`, or a response's body
/// let mut reader = SessionReader::new(Parser::new(), response);
/// let mut waiting = 0;
/// while let Some(sessions) = reader.next_block()? {
///     for session in sessions {
///         // `?` would stop at the first invalid row.
///         waiting += usize::from(session.is_ok_and(|session| session.status_text() == Some("Waiting")));
///     }
/// }
/// assert_eq!(waiting, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SessionReader<R> {
    decoder: Decoder,
    reader: R,
    /// The number of bytes that the next read asks for.
    read_size: usize,
}

impl<R: Read> SessionReader<R> {
    /// Creates a reader with the settings of a parser. It has its own buffer, so `reader` needs no `BufReader`.
    #[must_use]
    pub fn new(parser: Parser, reader: R) -> Self {
        SessionReader { decoder: Decoder::new(parser), reader, read_size: FIRST_READ }
    }

    /// Reads a block, and returns the sessions that are ready, possibly none. `None`: the response has ended, and all
    /// its sessions and errors have been taken.
    ///
    /// Sessions of the last block that were not taken come first: nothing more is read until the iterator has returned
    /// `None`. So a loop that takes no session never ends.
    ///
    /// # Errors
    ///
    /// - [`ReadError::Io`]: the read failed, for example with [`ErrorKind::TimedOut`]. No session is lost or returned
    ///   twice, so call this again to continue. An interrupted read ([`ErrorKind::Interrupted`]) is repeated and is not
    ///   an error.
    /// - [`ReadError::Response`]: the response is not a session list, for example `NOTLOGGEDIN`; see
    ///   [`Parser::parse_bytes`].
    pub fn next_block(&mut self) -> Result<Option<DecodedSessions<'_>>, ReadError> {
        if self.decoder.is_drained() {
            return Ok(None);
        }
        if !self.decoder.is_finished() && !self.decoder.has_untaken() {
            self.fill()?;
        }
        Ok(Some(self.decoder.sessions()?))
    }

    /// Converts the reader to an iterator of owned sessions, each with a copy of its row, for clients that keep them.
    ///
    /// An invalid row is an `Err` in its place, and the iterator continues with the next row. After a failed read
    /// ([`ReadError::Io`]), or if the response is not a session list, the iterator ends. To continue after a failed
    /// read, use [`SessionReader::next_block`].
    ///
    /// ```
    /// use rescue_sessions::{Parser, SessionReader};
    ///
    /// let reader = SessionReader::new(Parser::new(), &b"OK\n\nID|Status|\n7|Waiting|\n"[..]);
    /// let sessions: Vec<_> = reader.into_sessions().collect::<Result<_, _>>()?;
    /// assert_eq!(sessions[0].id, 7);
    /// # Ok::<(), rescue_sessions::ReadError>(())
    /// ```
    #[must_use]
    pub fn into_sessions(self) -> IntoSessions<R> {
        IntoSessions { reader: self, block: Vec::new().into_iter(), has_ended: false }
    }

    /// The header. Reads until the header is complete, if it is not yet.
    ///
    /// # Errors
    ///
    /// The same as [`SessionReader::next_block`].
    pub fn header(&mut self) -> Result<Header<'_>, ReadError> {
        while !self.decoder.is_finished() && self.decoder.header()?.is_none() {
            self.fill()?;
        }
        Ok(self.decoder.header()?.unwrap_or_default())
    }

    /// The underlying reader. It is ahead of the sessions that have been taken, because blocks are read into a buffer.
    #[must_use]
    pub fn get_ref(&self) -> &R {
        &self.reader
    }

    /// The underlying reader. Bytes that it has read into the buffer are lost.
    #[must_use]
    pub fn into_inner(self) -> R {
        self.reader
    }

    /// Reads all sessions, and the errors of the rows that cannot be read. A row is in one of the two lists.
    ///
    /// # Errors
    ///
    /// The same as [`SessionReader::next_block`].
    ///
    /// ```
    /// use rescue_sessions::{Parser, SessionReader};
    ///
    /// let response = &b"OK\n\nID|Status|\n7|Waiting|\nx|Active|\n"[..];
    /// let (sessions, errors) = SessionReader::new(Parser::new(), response).partition()?;
    /// assert_eq!((sessions[0].id, errors[0].position().line()), (7, 5));
    /// # Ok::<(), rescue_sessions::ReadError>(())
    /// ```
    pub fn partition(mut self) -> Result<(Vec<OwnedSession>, Vec<Error>), ReadError> {
        let (mut sessions, mut errors) = (Vec::new(), Vec::new());
        while let Some(block) = self.next_block()? {
            for session in block {
                match session {
                    Ok(session) => sessions.push(session.into_owned()),
                    Err(error) => errors.push(error),
                }
            }
        }
        Ok((sessions, errors))
    }

    /// Reads the next block into the decoder, or finishes it at the end of the input.
    fn fill(&mut self) -> Result<(), ReadError> {
        loop {
            match self.decoder.push_with(self.read_size, |space| self.reader.read(space)) {
                Ok(0) => self.decoder.finish(),
                Ok(len) if len < self.read_size => {}
                Ok(_) => self.read_size = self.read_size.saturating_mul(2).min(MAX_READ),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(ReadError::Io(error)),
            }
            return Ok(());
        }
    }
}

/// Shows no text of the response.
impl<R> fmt::Debug for SessionReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionReader").field("decoder", &self.decoder).finish_non_exhaustive()
    }
}

/// An iterator of owned sessions, each with a copy of its row. See [`SessionReader::into_sessions`].
pub struct IntoSessions<R> {
    reader: SessionReader<R>,
    block: vec::IntoIter<Result<OwnedSession, Error>>,
    has_ended: bool,
}

impl<R: Read> Iterator for IntoSessions<R> {
    type Item = Result<OwnedSession, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(session) = self.block.next() {
                return Some(session.map_err(ReadError::Response));
            }
            if self.has_ended {
                return None;
            }
            match self.reader.next_block() {
                Ok(None) => self.has_ended = true,
                Ok(Some(sessions)) => {
                    let owned = sessions.map(|session| session.map(Session::into_owned));
                    self.block = owned.collect::<Vec<_>>().into_iter();
                }
                Err(error) => {
                    self.has_ended = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<R: Read> FusedIterator for IntoSessions<R> {}

impl<R> fmt::Debug for IntoSessions<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoSessions").field("reader", &self.reader).finish_non_exhaustive()
    }
}

/// An error of a reader, such as [`SessionReader`] or [`AnyReader`](crate::AnyReader): a failed read, a response that is not a session list, or an invalid row.
///
/// [`source`](std::error::Error::source) returns the error that it contains. The message does not repeat that error's
/// message: print both, or match the variant and print the inner error.
///
/// ```
/// use std::error::Error;
///
/// use rescue_sessions::{Parser, Retry, SessionReader};
///
/// let error = SessionReader::new(Parser::new(), &b"NOTLOGGEDIN"[..]).header().unwrap_err();
/// assert_eq!(error.to_string(), "the response, or a row of it, is invalid");
///
/// let source = error.source().unwrap();
/// assert_eq!(source.to_string(), "the service answered NOTLOGGEDIN");
/// let inner: &rescue_sessions::Error = source.downcast_ref().unwrap();
/// assert_eq!(inner.retry(), Some(Retry::AfterLogin));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// A read failed.
    Io(io::Error),
    /// The response is not a session list, or a row is invalid. [`Error::scope`] says which.
    Response(Error),
}

impl ReadError {
    /// The error of the response, or `None` if a read failed. Its [`scope`](Error::scope) and [`retry`](Error::retry) say what
    /// a client can do.
    #[must_use]
    pub fn as_response(&self) -> Option<&Error> {
        match self {
            ReadError::Io(_) => None,
            ReadError::Response(error) => Some(error),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ReadError::Io(_) => "reading the response failed",
            ReadError::Response(_) => "the response, or a row of it, is invalid",
        })
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(match self {
            ReadError::Io(error) => error,
            ReadError::Response(error) => error,
        })
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
