//! The items of a decoder that are ready.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use crate::bytes::position::Position;
use crate::error::Error;
use crate::iter::records::Records;
use crate::iter::sessions::{LastFields, ResumeState, Sessions};
use crate::session::batch::SessionBatch;
use crate::session::borrowed::Session;
use crate::stream::decoder::{self, Decoder, Progress, Stage};
use crate::table::header::Header;
use crate::table::record::Record;
use crate::table::row_cursor::RowCursor;

impl Decoder {
    /// The sessions that are ready, each once. Those that are not taken are ready the next time.
    ///
    /// # Errors
    ///
    /// If the response is not a session list: the errors of [`Parser::parse_bytes`], on every call.
    ///
    /// [`Parser::parse_bytes`]: crate::Parser::parse_bytes
    pub fn sessions(&mut self) -> Result<DecodedSessions<'_>, Error> {
        Ok(DecodedSessions(self.drain(Sessions::resume)?))
    }

    /// The records that are ready, each once: raw rows, without recovery. A row is given as a session or as a record,
    /// not as both.
    ///
    /// # Errors
    ///
    /// The same as [`Decoder::sessions`].
    pub fn records(&mut self) -> Result<DecodedRecords<'_>, Error> {
        Ok(DecodedRecords(self.drain(|rows, header, state| {
            Records::resume(rows, &header, state.fast.unwrap_or_default(), state.pending)
        })?))
    }

    fn drain<'s, I: Items<'s>>(
        &'s mut self,
        resume: impl FnOnce(RowCursor<'s>, Header<'s>, ResumeState) -> I,
    ) -> Result<Drain<'s, I>, Error> {
        if self.list()?.is_none() || !self.may_be_ready() {
            return Ok(Drain::nothing(self.position()));
        }
        let end = self.end();
        let Decoder { buffer, start, base, is_finished, stage, needs_more, drained_to, validation_budget, .. } = self;
        let Stage::Rows(list) = stage else { return Ok(Drain::nothing(Position::default())) };
        let needs_more = (!*is_finished).then_some(&*needs_more);
        let mut chunk = decoder::chunk(buffer, (*start, end), *base, needs_more);
        // Without the budget, each row is validated when it is read.
        if let Some(left) = validation_budget.checked_sub(chunk.bytes().len()) {
            (*validation_budget, chunk) = (left, chunk.validated());
        }
        let rows = list.rows.resume(chunk, &list.progress.checkpoint);
        let items = Some(resume(rows, list.header.to_header(), core::mem::take(&mut list.progress.state)));
        let target = Target { progress: &mut list.progress, start, drained_to, base: *base, end };
        Ok(Drain { items, target: Some(target), is_drained: false, position: Position::default() })
    }
}

/// The items of a chunk.
trait Items<'s>: Iterator {
    fn into_parts(self) -> (RowCursor<'s>, ResumeState);
}

impl<'s> Items<'s> for Sessions<'s> {
    fn into_parts(self) -> (RowCursor<'s>, ResumeState) {
        self.into_parts()
    }
}

impl<'s> Items<'s> for Records<'s> {
    fn into_parts(self) -> (RowCursor<'s>, ResumeState) {
        let (rows, fast, pending) = self.into_parts();
        (rows, ResumeState { fast: Some(fast), pending, recovery: None })
    }
}

/// Iterates over the items of a chunk. When it is dropped, it stores in the decoder how far it came.
struct Drain<'s, I: Items<'s>> {
    items: Option<I>,
    target: Option<Target<'s>>,
    /// Whether everything that is ready was taken.
    is_drained: bool,
    /// The position, if nothing can be ready.
    position: Position,
}

impl<'s, I: Items<'s>> Drain<'s, I> {
    fn nothing(position: Position) -> Self {
        Drain { items: None, target: None, is_drained: true, position }
    }

    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        self.next_with(Iterator::next)
    }

    #[inline]
    fn next_with<T>(&mut self, next: impl FnOnce(&mut I) -> Option<T>) -> Option<T> {
        let next = next(self.items.as_mut()?);
        self.is_drained = next.is_none();
        next
    }

    /// A value of the items, or of the position if there are none.
    fn get<T>(&self, of_items: impl FnOnce(&I) -> T, of_position: impl FnOnce(Position) -> T) -> T {
        self.items.as_ref().map_or_else(|| of_position(self.position), of_items)
    }
}

/// The state of the decoder that depends on how far the chunk was read.
struct Target<'s> {
    progress: &'s mut Progress,
    start: &'s mut usize,
    drained_to: &'s mut Option<u64>,
    base: u64,
    /// The end of the chunk, as an index in the buffer.
    end: usize,
}

impl<'s, I: Items<'s>> Drop for Drain<'s, I> {
    fn drop(&mut self) {
        if let (Some(items), Some(target)) = (self.items.take(), &mut self.target) {
            let Target { progress, start, drained_to, base, end } = target;
            **drained_to = self.is_drained.then(|| base.saturating_add(*end as u64));
            let (rows, mut state) = items.into_parts();
            let read_to = rows.position().byte().saturating_sub(*base) as usize;
            // The index of the fast lane is relative to the start of the chunk.
            if let Some(fast) = state.fast.as_mut().filter(|_| read_to != **start) {
                fast.forget();
            }
            **start = read_to;
            **progress = Progress { checkpoint: rows.checkpoint(), state };
        }
    }
}

/// The sessions of a [`Decoder`] that are ready.
///
/// `None` says that more input is needed, or that everything was taken. Sessions that are not taken come again.
///
/// ```
/// use rescue_sessions::{Decoder, Parser};
///
/// let mut decoder = Decoder::new(Parser::new());
/// decoder.push(b"OK\n\nID|Status|\n7|Waiting|\n8|Active|\n9|");
/// assert_eq!(decoder.sessions()?.next().unwrap()?.id(), 7);
/// let mut sessions = decoder.sessions()?;
/// assert!(sessions.next().is_none()); // 9 may belong to the row of 8
/// assert_eq!((sessions.position().line(), sessions.position().byte()), (5, 26));
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
pub struct DecodedSessions<'s>(Drain<'s, Sessions<'s>>);

impl<'s> DecodedSessions<'s> {
    /// What `next` makes of the next session.
    #[cfg(feature = "serde")]
    pub(crate) fn next_with<T>(&mut self, next: impl FnOnce(&mut Sessions<'s>) -> Option<T>) -> Option<T> {
        self.0.next_with(next)
    }

    /// Reads sessions that are ready into a batch, as [`Sessions::read_batch`].
    #[must_use]
    pub fn read_batch(&mut self, batch: &mut SessionBatch<'s>, limit: usize) -> bool {
        self.0.items.as_mut().is_some_and(|sessions| sessions.read_batch(batch, limit))
    }

    /// The start of the last session or error, as [`Sessions::last_start`].
    #[must_use]
    pub fn last_start(&self) -> Position {
        self.0.get(Sessions::last_start, |position| position)
    }

    /// The byte range of the last session or error in the whole body, as [`Sessions::last_span`].
    #[must_use]
    pub fn last_span(&self) -> Range<u64> {
        self.0.get(Sessions::last_span, |position| position.byte()..position.byte())
    }

    /// The start of the next line, as [`Sessions::position`].
    #[must_use]
    pub fn position(&self) -> Position {
        self.0.get(Sessions::position, |position| position)
    }

    /// The last session or error as it is in the body, as [`Sessions::last_raw`]. `None` also for an error that is longer
    /// than [`Parser::max_record`](crate::Parser::max_record): its first bytes may be dropped already.
    #[must_use]
    pub fn last_raw(&self) -> Option<&'s [u8]> {
        self.0.items.as_ref()?.buffered_raw()
    }

    /// The fields of the last session as they are in the body, as [`Sessions::last_fields`].
    #[must_use]
    pub fn last_fields(&self) -> LastFields<'_, 's> {
        self.0.items.as_ref().map_or(LastFields::none(), Sessions::last_fields)
    }
}

impl<'s> Iterator for DecodedSessions<'s> {
    type Item = Result<Session<'s>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.items.as_ref().map_or((0, Some(0)), Iterator::size_hint)
    }
}

impl FusedIterator for DecodedSessions<'_> {}

impl fmt::Debug for DecodedSessions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodedSessions").finish_non_exhaustive()
    }
}

/// The records of a [`Decoder`] that are ready.
///
/// `None` says that more input is needed, or that everything was taken. Records that are not taken come again.
///
/// ```
/// use rescue_sessions::{Decoder, Parser};
///
/// let mut decoder = Decoder::new(Parser::new());
/// decoder.push(b"OK\n\nID|Status|\n7|Waiting|\n");
/// decoder.finish();
/// assert_eq!(decoder.records()?.next().unwrap()?.get(1), Some("Waiting"));
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
pub struct DecodedRecords<'s>(Drain<'s, Records<'s>>);

impl<'s> DecodedRecords<'s> {
    /// The start of the next line, as [`Records::position`].
    #[must_use]
    pub fn position(&self) -> Position {
        self.0.get(Records::position, |position| position)
    }

    /// The byte range of the last record or error in the whole body, as [`Records::last_span`].
    #[must_use]
    pub fn last_span(&self) -> Range<u64> {
        self.0.get(Records::last_span, |position| position.byte()..position.byte())
    }

    /// The last record or error as it is in the body, as [`Records::last_raw`]. `None` also for an error that is longer
    /// than [`Parser::max_record`](crate::Parser::max_record): its first bytes may be dropped already.
    #[must_use]
    pub fn last_raw(&self) -> Option<&'s [u8]> {
        self.0.items.as_ref()?.buffered_raw()
    }
}

impl<'s> Iterator for DecodedRecords<'s> {
    type Item = Result<Record<'s>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.items.as_ref().map_or((0, Some(0)), Iterator::size_hint)
    }
}

impl FusedIterator for DecodedRecords<'_> {}

impl fmt::Debug for DecodedRecords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodedRecords").finish_non_exhaustive()
    }
}
