//! Rows of a response that arrives in chunks, deserialized.

use core::fmt;
use core::iter::FusedIterator;

use serde::Deserialize;

use crate::de::rows::RowReader;
use crate::error::Error;
use crate::stream::drain::DecodedSessions;

impl<'s> DecodedSessions<'s> {
    /// The sessions that are ready, as values of a type that implements `serde::Deserialize`. See
    /// [`SessionList::deserialize`](crate::SessionList::deserialize).
    ///
    /// ```
    /// use rescue_sessions::{Decoder, Parser};
    ///
    /// let mut decoder = Decoder::new(Parser::new());
    /// decoder.push(b"OK\n\nID|Entry|\n7|Support|\n");
    /// decoder.finish();
    /// let rows: Vec<(i64, &str)> = decoder.sessions()?.deserialize().collect::<Result<_, _>>()?;
    /// assert_eq!(rows, [(7, "Support")]);
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn deserialize<T: Deserialize<'s>>(self) -> DecodedRows<'s, T> {
        self.deserialize_with(RowReader::default())
    }

    pub(crate) fn deserialize_with<T>(self, reader: RowReader<T>) -> DecodedRows<'s, T> {
        DecodedRows { sessions: self, reader }
    }
}

/// The rows of a [`Decoder`](crate::Decoder) that are ready, as values of a type `T`. See [`Rows`](crate::Rows).
pub struct DecodedRows<'s, T> {
    sessions: DecodedSessions<'s>,
    reader: RowReader<T>,
}

impl<'s, T> DecodedRows<'s, T> {
    /// The sessions that the rows come from, as [`Rows::sessions`](crate::Rows::sessions).
    #[must_use]
    pub fn sessions(&self) -> &DecodedSessions<'s> {
        &self.sessions
    }

    /// Sets whether a withheld value is `None` for a field of type `Option`, as
    /// [`Rows::withheld_as_none`](crate::Rows::withheld_as_none).
    #[must_use]
    pub fn withheld_as_none(mut self, withheld_as_none: bool) -> Self {
        self.reader.withheld_as_none = withheld_as_none;
        self
    }

    #[cfg(feature = "std")]
    pub(crate) fn into_reader(self) -> RowReader<T> {
        self.reader
    }
}

impl<'s, T: Deserialize<'s>> Iterator for DecodedRows<'s, T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.reader.is_over() {
            return None; // the sessions that are left stay in the decoder
        }
        let reader = &mut self.reader;
        self.sessions.next_with(|sessions| reader.next(sessions))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.sessions.size_hint()
    }
}

impl<'s, T: Deserialize<'s>> FusedIterator for DecodedRows<'s, T> {}

impl<T> fmt::Debug for DecodedRows<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodedRows").finish_non_exhaustive()
    }
}
