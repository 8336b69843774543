//! Responses that come in pieces.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;
use core::sync::atomic::AtomicBool;

use crate::bytes::body::Body;
use crate::bytes::near::BEFORE;
use crate::bytes::position::Position;
use crate::error::Error;
use crate::parser::Parser;
use crate::session::sessions::Between;
use crate::table::header::{Detached, Header};
use crate::table::rows::{Mark, Rows};
use crate::table::window::Window;

use crate::stream::begin::Beginning;

/// Reads a response that comes in pieces, cut anywhere.
///
/// Push what has come, and take the sessions, or records, that can be told by now; [`Decoder::finish`] says that nothing
/// more comes. They are what [`Parser::parse_bytes`] gives of the whole body, in the same order and with the same
/// positions, whatever the pieces. A row is told when the next one has come, for a line break in it may be a
/// customer's.
///
/// A damaged record of many lines may be ready somewhat later, where the chunks are small: for each new byte the decoder
/// reads no more than four bytes again that were not enough before. So the time is linear, whatever the chunks; but each
/// call costs some microseconds, so it pays to take all that is ready.
///
/// If what can be told is taken after each piece, it keeps little: the row that it waits for, and for a damaged one what
/// stands behind it, a few times [`Parser::max_record`] at the most. What is not taken stays, and it grows.
///
/// ```
/// use rescue_sessions::{Decoder, Parser};
///
/// let mut decoder = Decoder::new(Parser::new());
/// let mut ids = Vec::new();
/// for piece in ["OK\n\nID|Sta", "tus|\n7|Waiting|\n8|Act", "ive|\n"] {
///     decoder.push(piece.as_bytes());
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
pub struct Decoder<'d> {
    pub(super) parser: Parser<'d>,
    /// What is not told yet, from `start` on.
    pub(super) buffer: Vec<u8>,
    pub(super) start: usize,
    /// Where in the body the buffer starts.
    pub(super) base: u64,
    /// Where in the buffer the last line ends that is all there.
    pub(super) lines_end: usize,
    pub(super) is_finished: bool,
    pub(super) stage: Stage<'d>,
    pub(super) met_end: AtomicBool,
    /// Up to where in the body all that could be told was taken, if it was.
    pub(super) told: Option<u64>,
    /// How many bytes may be read again that did not tell enough.
    pub(super) credit: usize,
    /// How many bytes may be checked again to be UTF-8, all at once: what is not taken would be checked each time.
    pub(super) check_budget: usize,
}

pub(super) enum Stage<'d> {
    Beginning(Beginning),
    Rows(Box<List<'d>>),
    Failed(Error),
}

/// What goes on from one piece to the next.
pub(super) struct List<'d> {
    pub(super) header: Detached,
    /// Without a body, at the first row.
    pub(super) rows: Rows<'d>,
    pub(super) progress: Progress,
}

/// How far the rows were read.
pub(super) struct Progress {
    pub(super) mark: Mark,
    pub(super) window: Option<Box<Window>>,
    pub(super) between: Between,
}

/// Each byte that comes pays for so many to be read again, so that tiny chunks can't make the time quadratic.
const CREDIT: usize = 4;

impl<'d> Decoder<'d> {
    /// A decoder with these settings that has seen nothing.
    #[must_use]
    pub fn new(parser: Parser<'d>) -> Self {
        Decoder {
            parser,
            buffer: Vec::new(),
            start: 0,
            base: 0,
            lines_end: 0,
            is_finished: false,
            stage: Stage::Beginning(Beginning::default()),
            met_end: AtomicBool::new(false),
            told: None,
            credit: 0,
            check_budget: 0,
        }
    }

    /// Adds the next piece of the body. After [`Decoder::finish`] there is none, and it is dropped.
    pub fn push(&mut self, piece: &[u8]) {
        if !self.is_finished {
            self.make_room();
            self.buffer.extend_from_slice(piece);
            self.has_grown(piece.len());
        }
    }

    /// Adds what a function writes to a space of so many bytes and tells the number of.
    #[cfg(feature = "std")]
    pub(crate) fn push_with<E>(
        &mut self,
        most: usize,
        write: impl FnOnce(&mut [u8]) -> Result<usize, E>,
    ) -> Result<usize, E> {
        self.make_room();
        let len = self.buffer.len();
        self.buffer.resize(len.saturating_add(most), 0);
        let written = write(self.buffer.get_mut(len..).unwrap_or_default());
        self.buffer.truncate(len.saturating_add(*written.as_ref().unwrap_or(&0)));
        self.has_grown(self.buffer.len().saturating_sub(len));
        written
    }

    /// Says that nothing more comes: the last row can be told.
    pub fn finish(&mut self) {
        self.is_finished = true;
    }

    /// Whether nothing more comes.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.is_finished
    }

    /// The header, once it has come, and what shows that it is all of it: the next line, or the end.
    ///
    /// # Errors
    ///
    /// As [`Decoder::sessions`].
    pub fn header(&mut self) -> Result<Option<Header<'_>>, Error> {
        Ok(self.list()?.map(|list| list.header.header()))
    }

    /// The settings.
    pub fn parser(&self) -> Parser<'d> {
        self.parser
    }

    /// Whether nothing more comes, and all sessions and errors of the list were taken.
    #[cfg(feature = "std")]
    pub(crate) fn is_drained(&self) -> bool {
        let is_taken = match &self.stage {
            Stage::Rows(list) => !list.progress.between.pending.is_error(),
            Stage::Beginning(_) | Stage::Failed(_) => false,
        };
        self.is_finished && is_taken && self.buffered() == 0
    }

    /// How many bytes are kept because they are not told, or not taken, yet.
    #[must_use]
    pub fn buffered(&self) -> usize {
        self.buffer.len().saturating_sub(self.start)
    }

    /// Drops what is told, but for some bytes before the rest.
    fn make_room(&mut self) {
        let told = self.start.saturating_sub(BEFORE).min(self.buffer.len());
        // What is left is moved, which must not be more than what was dropped: it may be large and not be taken.
        if told > 0 && told >= self.buffer.len().saturating_sub(told) {
            self.buffer.drain(..told);
            self.base = self.base.saturating_add(told as u64);
            self.lines_end = self.lines_end.saturating_sub(told);
            self.start = self.start.saturating_sub(told);
        }
    }

    /// Notes that so many bytes came to the buffer.
    fn has_grown(&mut self, by: usize) {
        let before = self.buffer.len().saturating_sub(by);
        let newline = memchr::memrchr(b'\n', self.buffer.get(before..).unwrap_or_default());
        if let Some(newline) = newline {
            self.lines_end = before.saturating_add(newline).saturating_add(1);
        }
        self.credit = by.saturating_mul(CREDIT).saturating_add(self.credit);
        self.check_budget = by.saturating_mul(CREDIT).saturating_add(self.check_budget);
    }

    /// Where in the buffer the end is of what can be read now: whole lines, or the start of one that is too long.
    pub(super) fn end(&self) -> usize {
        // Enough to see that it is too long, even with a CR or a part of a character at its end, and whether a delimiter
        // starts before that.
        let most =
            self.parser.settings().max_record().saturating_add(self.parser.settings().delimiter.as_bytes().len());
        let line = self.lines_end.max(self.start);
        let is_too_long = self.buffer.len().saturating_sub(line) > most.saturating_add(4);
        if is_too_long || self.is_finished { self.buffer.len() } else { line }
    }

    /// Whether there may be something to tell, and it may be looked for.
    pub(super) fn pay(&mut self) -> bool {
        let end = self.end();
        let len = end.saturating_sub(self.start);
        match self.told {
            _ if self.is_finished => true,
            _ if len == 0 => false,
            None => true,
            Some(told) if told == self.base.saturating_add(end as u64) => false,
            Some(_) => {
                let credit = self.credit.checked_sub(len);
                self.credit = credit.unwrap_or(self.credit);
                credit.is_some()
            }
        }
    }

    /// Where what is not told yet starts.
    pub(super) fn position(&self) -> Position {
        match &self.stage {
            Stage::Beginning(beginning) => beginning.position(),
            Stage::Rows(list) => list.progress.mark.position(),
            Stage::Failed(_) => Position::default(),
        }
    }

    pub(super) fn piece(&self) -> Body<'_> {
        let more = (!self.is_finished).then_some(&self.met_end);
        piece(&self.buffer, self.start..self.end(), self.base, more)
    }
}

/// A part of a buffer that starts at `base` in the body.
pub(super) fn piece<'s>(buffer: &'s [u8], part: Range<usize>, base: u64, more: Option<&'s AtomicBool>) -> Body<'s> {
    let start = base.saturating_add(part.start as u64);
    Body::piece(buffer.get(..part.end).unwrap_or_default(), part.start, start, more)
}

impl Default for Decoder<'_> {
    fn default() -> Self {
        Decoder::new(Parser::new())
    }
}

/// Shows no text of the body.
impl fmt::Debug for Decoder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("parser", &self.parser)
            .field("buffered", &self.buffered())
            .field("is_finished", &self.is_finished)
            .finish_non_exhaustive()
    }
}
