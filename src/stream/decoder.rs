//! Responses that arrive in chunks: the buffer, and what has been read of it.

use alloc::boxed::Box;
use core::fmt;
use core::sync::atomic::AtomicBool;

use crate::bytes::body::{Body, PADDING};
use crate::bytes::position::Position;
use crate::error::Error;
use crate::iter::sessions::ResumeState;
use crate::parser::Parser;
use crate::stream::buffer::Buffer;
use crate::stream::preamble::Preamble;
use crate::table::checkpoint::Checkpoint;
use crate::table::header::{Header, OwnedHeader};
use crate::table::row_cursor::RowCursor;

/// Reads a response that arrives in chunks, split anywhere.
///
/// Push the next chunk, and take the sessions, or records, that are ready; [`Decoder::finish`] says that no more input
/// comes. They are the same as those of [`Parser::parse_bytes`] on the whole body, in the same order and with the same
/// positions, however the body is split. A row is ready when the next one has arrived, because a newline can be
/// embedded in a value.
///
/// With small chunks, a damaged record of many lines can be ready somewhat later: for each new byte, the decoder reads
/// at most four bytes again that were undecided before. So the time is linear, however the body is split. But each call
/// costs some microseconds, so take all items that are ready.
///
/// If all items are taken after each chunk, the decoder buffers little: the row that is not ready, and the lines after
/// a damaged one, at most a few times [`Parser::max_record`]. Items that are not taken stay in the buffer, and it
/// grows.
///
/// ```
/// use rescue_sessions::{Decoder, Parser};
///
/// let mut decoder = Decoder::new(Parser::new());
/// let mut ids = Vec::new();
/// for chunk in ["OK\n\nID|Sta", "tus|\n7|Waiting|\n8|Act", "ive|\n"] {
///     decoder.push(chunk.as_bytes());
///     for session in decoder.sessions()? {
///         ids.push(session?.id());
///     }
/// }
/// assert_eq!(ids, [7]);
/// decoder.finish();
/// for session in decoder.sessions()? {
///     ids.push(session?.id());
/// }
/// assert_eq!(ids, [7, 8]);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
pub struct Decoder {
    pub(super) parser: Parser,
    pub(super) buffer: Buffer,
    /// The index in the buffer of the first byte that has not been read.
    pub(super) start: usize,
    /// The offset in the body of the first byte of the buffer.
    pub(super) base: u64,
    /// The index in the buffer after the last newline.
    pub(super) lines_end: usize,
    pub(super) is_finished: bool,
    pub(super) stage: Stage,
    pub(super) needs_more: AtomicBool,
    /// The offset in the body up to which everything that is ready has been taken.
    pub(super) drained_to: Option<u64>,
    /// How many undecided bytes may still be read again.
    pub(super) rescan_budget: usize,
    /// How many bytes may be validated as UTF-8 in one piece: items that are not taken are validated each time.
    pub(super) validation_budget: usize,
}

pub(super) enum Stage {
    Preamble(Preamble),
    Rows(Box<List>),
    Failed(Error),
}

/// The session list, from one chunk to the next.
pub(super) struct List {
    pub(super) header: OwnedHeader,
    /// At the first row, without a body.
    pub(super) rows: RowCursor<'static>,
    pub(super) progress: Progress,
}

/// How far the rows have been read.
pub(super) struct Progress {
    pub(super) checkpoint: Checkpoint,
    pub(super) state: ResumeState,
}

/// Each new byte adds this many bytes to the budgets, so that the time stays linear with tiny chunks (amortized).
const BUDGET_PER_BYTE: usize = 4;

impl Decoder {
    /// A decoder with these settings, before the first chunk.
    #[must_use]
    pub fn new(parser: Parser) -> Self {
        Decoder {
            parser,
            buffer: Buffer::default(),
            start: 0,
            base: 0,
            lines_end: 0,
            is_finished: false,
            stage: Stage::Preamble(Preamble::default()),
            needs_more: AtomicBool::new(false),
            drained_to: None,
            rescan_budget: 0,
            validation_budget: 0,
        }
    }

    /// Adds the next chunk of the body. After [`Decoder::finish`] it is ignored.
    pub fn push(&mut self, chunk: &[u8]) {
        if !self.is_finished {
            self.drop_read_bytes();
            self.buffer.extend_from_slice(chunk);
            self.grow(chunk.len());
        }
    }

    /// Adds what `write` writes to a slice of `len` bytes; it returns how many bytes that are.
    #[cfg(feature = "std")]
    pub(crate) fn push_with<E>(
        &mut self,
        len: usize,
        write: impl FnOnce(&mut [u8]) -> Result<usize, E>,
    ) -> Result<usize, E> {
        self.drop_read_bytes();
        let before = self.buffer.len();
        let written = write(self.buffer.space(len));
        self.buffer.add(*written.as_ref().unwrap_or(&0));
        self.grow(self.buffer.len().saturating_sub(before));
        written
    }

    /// Says that no more input comes. The last row is ready then.
    pub fn finish(&mut self) {
        self.is_finished = true;
    }

    /// Whether [`Decoder::finish`] was called.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.is_finished
    }

    /// The header, or `None` if it is not complete: it is complete when the next line has arrived, or the end.
    ///
    /// # Errors
    ///
    /// The same as [`Decoder::sessions`].
    pub fn header(&mut self) -> Result<Option<Header<'_>>, Error> {
        Ok(self.list()?.map(|list| list.header.to_header()))
    }

    /// The settings.
    pub fn parser(&self) -> Parser {
        self.parser
    }

    /// Whether no more input comes, and all sessions and errors of the list have been taken.
    #[cfg(feature = "std")]
    pub(crate) fn is_drained(&self) -> bool {
        let is_taken = match &self.stage {
            Stage::Rows(list) => !list.progress.state.pending.is_error(),
            Stage::Preamble(_) | Stage::Failed(_) => false,
        };
        self.is_finished && is_taken && self.buffered() == 0
    }

    /// The number of bytes in the buffer that are not ready, or not taken.
    #[must_use]
    pub fn buffered(&self) -> usize {
        self.buffer.len().saturating_sub(self.start)
    }

    /// Drops the bytes that have been read, except the padding before the rest.
    fn drop_read_bytes(&mut self) {
        // The first test is the cheap one: most calls have nothing to drop.
        if self.droppable(self.start).is_some()
            && let Some(read) = self.droppable(self.first_needed())
        {
            self.buffer.drop_front(read);
            self.base = self.base.saturating_add(read as u64);
            self.lines_end = self.lines_end.saturating_sub(read);
            self.start = self.start.saturating_sub(read);
        }
    }

    /// The number of bytes that can be dropped if those from `start` on are needed. The rest is moved, so only if it is no
    /// longer than what is dropped: items that are not taken can be many.
    #[inline]
    fn droppable(&self, start: usize) -> Option<usize> {
        let read = start.saturating_sub(PADDING).min(self.buffer.len());
        (read > 0 && read >= self.buffer.len().saturating_sub(read)).then_some(read)
    }

    /// The index of the first byte that is needed: that of an error which has not been emitted, unless it is long, or else
    /// of the first byte that has not been read.
    #[cold]
    fn first_needed(&self) -> usize {
        let Stage::Rows(list) = &self.stage else { return self.start };
        let progress = &list.progress;
        let error = progress.checkpoint.last_start().saturating_sub(self.base) as usize;
        let is_kept = self.start.saturating_sub(error) <= self.parser.settings().max_record();
        if progress.state.pending.is_error() && is_kept { error } else { self.start }
    }

    /// Updates the state after `len` bytes were added to the buffer.
    fn grow(&mut self, len: usize) {
        let before = self.buffer.len().saturating_sub(len);
        let newline = memchr::memrchr(b'\n', self.buffer.get(before..).unwrap_or_default());
        if let Some(newline) = newline {
            self.lines_end = before.saturating_add(newline).saturating_add(1);
        }
        let budget = len.saturating_mul(BUDGET_PER_BYTE);
        self.rescan_budget = budget.saturating_add(self.rescan_budget);
        self.validation_budget = budget.saturating_add(self.validation_budget);
    }

    /// The end of what can be read, as an index in the buffer: complete lines, or the start of a line that is too long.
    pub(super) fn end(&self) -> usize {
        let settings = self.parser.settings();
        // Long enough to see that the line is too long, even if it ends with a CR or an incomplete character, and to
        // see every delimiter that starts within the limit.
        let limit = settings.max_record().saturating_add(settings.delimiter.as_bytes().len()).saturating_add(4);
        let line = self.lines_end.max(self.start);
        let is_too_long = self.buffer.len().saturating_sub(line) > limit;
        if is_too_long || self.is_finished { self.buffer.len() } else { line }
    }

    /// Whether an item can be ready, and the budget allows to look for it.
    pub(super) fn may_be_ready(&mut self) -> bool {
        let end = self.end();
        let len = end.saturating_sub(self.start);
        match self.drained_to {
            _ if self.is_finished => true,
            _ if len == 0 => false,
            None => true,
            Some(drained_to) if drained_to == self.offset(end) => false,
            Some(_) => {
                let left = self.rescan_budget.checked_sub(len);
                self.rescan_budget = left.unwrap_or(self.rescan_budget);
                left.is_some()
            }
        }
    }

    /// Whether items that are ready may be left: the last ones were not taken up to the end.
    #[cfg(feature = "std")]
    pub(crate) fn has_untaken(&self) -> bool {
        matches!(self.stage, Stage::Rows(_)) && self.drained_to.is_none() && self.end() > self.start
    }

    /// The offset in the body of an index in the buffer.
    pub(super) fn offset(&self, index: usize) -> u64 {
        self.base.saturating_add(index as u64)
    }

    /// The position of the first byte that has not been read.
    pub(super) fn position(&self) -> Position {
        match &self.stage {
            Stage::Preamble(preamble) => preamble.position,
            Stage::Rows(list) => list.progress.checkpoint.position(),
            Stage::Failed(_) => Position::default(),
        }
    }
}

/// The bytes of a buffer from `start` to `end`, as a chunk of the body. `base` is the offset of the buffer.
pub(super) fn chunk<'s>(
    buffer: &'s [u8],
    (start, end): (usize, usize),
    base: u64,
    needs_more: Option<&'s AtomicBool>,
) -> Body<'s> {
    let offset = base.saturating_add(start as u64);
    Body::chunk(buffer.get(..end).unwrap_or_default(), start, offset, needs_more)
}

impl Default for Decoder {
    fn default() -> Self {
        Decoder::new(Parser::new())
    }
}

/// Shows no text of the body.
impl fmt::Debug for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("parser", &self.parser)
            .field("buffered", &self.buffered())
            .field("is_finished", &self.is_finished)
            .finish_non_exhaustive()
    }
}
