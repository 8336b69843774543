//! The bytes of a SOAP response: their positions, and a limit on what one event of the XML can take.

use std::io::{self, BufRead, Error, Read};

use crate::bytes::position::Position;
use crate::soap::counter::PositionCounter;

/// A place in the bytes whose position may be asked for later.
#[derive(Clone, Copy)]
pub(crate) enum Mark {
    /// An offset in the reader's buffer. Its line and column have not been counted.
    Offset(usize),
    Known(Position),
}

/// What keeps a mark.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// The start of the current event.
    Event,
    /// The start tag of the current element, at or before the event.
    Element,
    /// The start tag of the current session, at or before the element.
    Session,
}

const PLACES: usize = 3;

/// Why reading stopped.
pub(crate) enum Stopped {
    Io(Error),
    /// An event is longer than the limit.
    TooLong,
}

/// Reads bytes, counts lines and columns, and stops if an event is longer than a limit.
///
/// Lines and columns are counted only for the marks of errors, and once for each buffer: so each byte is counted once.
/// For this, what has been consumed stays in the reader's buffer until all of the buffer has.
pub(crate) struct Source<R> {
    reader: R,
    /// The number of bytes of the reader's buffer that have been consumed here, but not yet there.
    consumed: usize,
    /// The number of bytes in the reader's buffer.
    len: usize,
    /// The number of bytes before the reader's buffer.
    before: u64,
    /// The position of the byte at `counted` in the reader's buffer.
    counter: PositionCounter,
    counted: usize,
    marks: [Mark; PLACES],
    /// The number of bytes that the current event may still take.
    allowance: usize,
    stopped: Option<Stopped>,
}

impl<R: BufRead> Source<R> {
    pub(crate) fn new(reader: R) -> Source<R> {
        Source {
            reader,
            consumed: 0,
            len: 0,
            before: 0,
            counter: PositionCounter::default(),
            counted: 0,
            marks: [Mark::Offset(0); PLACES],
            allowance: usize::MAX,
            stopped: None,
        }
    }

    /// Starts an event, which may take a number of bytes. One more is allowed: the byte that shows where a text ends.
    #[inline]
    pub(crate) fn start_event(&mut self, allowance: usize) {
        self.allowance = allowance.saturating_add(1);
        self.set_mark(Place::Event, Mark::Offset(self.consumed));
    }

    /// The bytes that have been read and not consumed, at most as many as an event may take. This never reads.
    #[inline]
    pub(crate) fn peek(&mut self) -> &[u8] {
        if self.consumed < self.len { self.fill_buf().unwrap_or_default() } else { &[] }
    }

    /// Consumes an element that starts after some bytes, and sets its mark.
    #[inline]
    pub(crate) fn consume_element(&mut self, start: usize, len: usize) {
        self.consume(start);
        self.set_mark(Place::Element, Mark::Offset(self.consumed));
        self.consume(len);
    }

    /// Sets the mark of an element or a session to that of the current event.
    #[inline]
    pub(crate) fn mark(&mut self, place: Place) {
        let [event, ..] = self.marks;
        self.set_mark(place, event);
    }

    #[inline]
    fn set_mark(&mut self, place: Place, mark: Mark) {
        if let Some(old) = self.marks.get_mut(place as usize) {
            *old = mark;
        }
    }

    /// The number of bytes that have been consumed.
    #[inline]
    pub(crate) fn byte(&self) -> u64 {
        self.before.saturating_add(self.consumed as u64)
    }

    /// The position of a mark. Marks are asked for in the order of their positions.
    pub(crate) fn position_of(&mut self, place: Place) -> Position {
        match self.marks.get(place as usize) {
            Some(Mark::Known(position)) => *position,
            Some(Mark::Offset(offset)) => self.position_at(*offset),
            None => self.counter.position(),
        }
    }

    pub(crate) fn take_stopped(&mut self) -> Option<Stopped> {
        self.stopped.take()
    }

    /// Whether all bytes have been consumed.
    pub(crate) fn is_at_end(&mut self) -> bool {
        self.allowance = usize::MAX;
        self.fill_buf().is_ok_and(<[u8]>::is_empty)
    }

    /// Counts up to an offset in the reader's buffer. This never reads.
    fn position_at(&mut self, offset: usize) -> Position {
        if self.len > 0
            && let Some(between) = self.reader.fill_buf().ok().and_then(|buffer| buffer.get(self.counted..offset))
        {
            self.counter.count(between);
            self.counted = offset;
        }
        self.counter.position()
    }

    /// Makes sure that a byte that has not been consumed is in the reader's buffer, unless the input has ended.
    fn fill(&mut self) -> io::Result<()> {
        if self.consumed < self.len {
            return Ok(());
        }
        // From the earliest mark to the latest.
        for index in (0..PLACES).rev() {
            if let Some(Mark::Offset(offset)) = self.marks.get(index).copied() {
                let position = self.position_at(offset);
                if let Some(mark) = self.marks.get_mut(index) {
                    *mark = Mark::Known(position);
                }
            }
        }
        let len = self.len;
        if len > 0 {
            self.position_at(len);
            self.reader.consume(len);
            self.before = self.before.saturating_add(len as u64);
            (self.consumed, self.len, self.counted) = (0, 0, 0);
        }
        self.len = self.reader.fill_buf()?.len();
        Ok(())
    }
}

impl<R> Source<R> {
    pub(crate) fn get_ref(&self) -> &R {
        &self.reader
    }

    pub(crate) fn into_inner(self) -> R {
        self.reader
    }
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.allowance == 0 {
            self.stopped = Some(Stopped::TooLong);
            return Err(io::ErrorKind::Other.into());
        }
        if let Err(error) = self.fill() {
            let kind = error.kind();
            if kind != io::ErrorKind::Interrupted {
                self.stopped = Some(Stopped::Io(error));
            }
            return Err(kind.into());
        }
        if self.len == 0 {
            return Ok(&[]); // The input has ended: the reader would be read again.
        }
        let start = self.consumed;
        let end = start.saturating_add(self.allowance);
        self.reader.fill_buf().map(|buffer| buffer.get(start..end.min(buffer.len())).unwrap_or_default())
    }

    #[inline]
    fn consume(&mut self, len: usize) {
        self.consumed = self.consumed.saturating_add(len);
        self.allowance = self.allowance.saturating_sub(len);
    }
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let len = self.fill_buf()?.read(out)?;
        self.consume(len);
        Ok(len)
    }
}
