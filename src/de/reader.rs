//! Rows of a file, a pipe or a connection, deserialized.

use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use std::io::Read;
use std::vec;

use serde::de::DeserializeOwned;

use crate::de::rows::RowReader;
use crate::error::Error;
use crate::stream::reader::{ReadError, SessionReader};

impl<R: Read> SessionReader<R> {
    /// Converts the reader to an iterator of values of a type that implements `serde::Deserialize` and borrows nothing. See
    /// [`SessionList::deserialize`](crate::SessionList::deserialize).
    ///
    /// A row that cannot be read, or does not fit the type, is an `Err` in its place. The iterator ends after a failed read,
    /// or if the response is not a session list.
    ///
    /// ```
    /// use rescue_sessions::{Parser, SessionReader};
    ///
    /// let reader = SessionReader::new(Parser::new(), &b"OK\n\nID|Entry|\n7|Support|\n"[..]);
    /// let rows: Vec<(i64, String)> = reader.into_rows().collect::<Result<_, _>>()?;
    /// assert_eq!(rows, [(7, "Support".to_owned())]);
    /// # Ok::<(), rescue_sessions::ReadError>(())
    /// ```
    #[must_use]
    pub fn into_rows<T: DeserializeOwned>(self) -> IntoRows<R, T> {
        IntoRows { sessions: self, block: Vec::new().into_iter(), reader: RowReader::default(), has_ended: false }
    }
}

/// The rows of a [`SessionReader`] as values of a type `T`. See [`SessionReader::into_rows`].
pub struct IntoRows<R, T> {
    sessions: SessionReader<R>,
    block: vec::IntoIter<Result<T, Error>>,
    reader: RowReader<T>,
    has_ended: bool,
}

impl<R, T> IntoRows<R, T> {
    /// Sets whether a withheld value is `None` for a field of type `Option`, as
    /// [`Rows::withheld_as_none`](crate::Rows::withheld_as_none).
    #[must_use]
    pub fn withheld_as_none(mut self, withheld_as_none: bool) -> Self {
        self.reader.withheld_as_none = withheld_as_none;
        self
    }
}

impl<R: Read, T: DeserializeOwned> Iterator for IntoRows<R, T> {
    type Item = Result<T, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.block.next() {
                return Some(row.map_err(ReadError::Response));
            }
            if self.has_ended {
                return None;
            }
            match self.sessions.next_block() {
                Ok(None) => self.has_ended = true,
                Ok(Some(sessions)) => {
                    let mut rows = sessions.deserialize_with(core::mem::take(&mut self.reader));
                    self.block = rows.by_ref().collect::<Vec<_>>().into_iter();
                    self.reader = rows.into_reader();
                    self.has_ended = self.reader.is_over();
                }
                Err(error) => {
                    self.has_ended = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<R: Read, T: DeserializeOwned> FusedIterator for IntoRows<R, T> {}

impl<R, T> fmt::Debug for IntoRows<R, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoRows").field("sessions", &self.sessions).finish_non_exhaustive()
    }
}
