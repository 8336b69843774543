//! The bytes of a response, or of a chunk of one, and their text where they are UTF-8.
//!
//! # Chunks
//!
//! A body that arrives in chunks is read by the same code as a whole one. All that the code has to know is in this
//! file:
//!
//! 1. Whoever looks at the bytes from an offset on asks [`Body::lookahead`]. At the end of a chunk it gives nothing, and notes
//!    that the answer depends on input that has not arrived.
//! 2. Whoever decides something wraps the decision in [`Body::attempt`]. It gives `None` if the note was made: the decision
//!    is void. The caller restores its state and gives no item; it decides again when more input is there.
//!
//! In a whole body nothing is ever noted, and every attempt succeeds.

use core::ops::Range;
use core::sync::atomic::{AtomicBool, Ordering};

/// A decoder keeps this many bytes before a chunk, so that the fast lane can load 16 bytes that end with any field.
pub(crate) const PADDING: usize = 16;

#[cfg(feature = "simd")]
pub(crate) fn utf8(bytes: &[u8]) -> Option<&str> {
    simdutf8::basic::from_utf8(bytes).ok()
}

#[cfg(not(feature = "simd"))]
pub(crate) fn utf8(bytes: &[u8]) -> Option<&str> {
    core::str::from_utf8(bytes).ok()
}

/// A body, or a chunk of one. Offsets are counted from the start of the body.
#[derive(Clone, Copy)]
pub(crate) struct Body<'a> {
    bytes: &'a [u8],
    /// The same bytes, if all of them are UTF-8: then no field needs a check of its own.
    text: Option<&'a str>,
    /// The bytes, and those of the body before them that are still there.
    padded: &'a [u8],
    /// The number of bytes before them.
    padding: usize,
    /// The offset of the first byte in the body.
    start: u64,
    /// In a chunk that more input follows: whether a decision depends on that input.
    needs_more: Option<&'a AtomicBool>,
}

impl<'a> Body<'a> {
    pub(crate) fn of_text(text: &'a str) -> Self {
        Body { text: Some(text), ..Body::chunk(text.as_bytes(), 0, 0, None) }
    }

    pub(crate) fn of_bytes(bytes: &'a [u8]) -> Self {
        Body::chunk(bytes, 0, 0, None).validated()
    }

    /// A chunk that starts at the offset `start`, after `padding` bytes of `padded`. `needs_more` is for a chunk that
    /// is not the last one.
    pub(crate) fn chunk(padded: &'a [u8], padding: usize, start: u64, needs_more: Option<&'a AtomicBool>) -> Self {
        let bytes = padded.get(padding..).unwrap_or_default();
        Body { bytes, text: None, padded, padding, start, needs_more }
    }

    /// The same, with its text if all of it is UTF-8.
    pub(crate) fn validated(self) -> Self {
        Body { text: utf8(self.bytes), ..self }
    }

    #[inline(always)]
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The bytes, with those before them, and how many these are.
    #[cfg(feature = "fast")]
    #[inline(always)]
    pub(crate) fn padded(&self) -> (&'a [u8], usize) {
        (self.padded, self.padding)
    }

    /// The index in [`Body::bytes`] of an offset.
    #[inline(always)]
    pub(crate) fn index(&self, offset: u64) -> usize {
        offset.wrapping_sub(self.start) as usize
    }

    /// The offset of an index in [`Body::bytes`].
    #[inline(always)]
    pub(crate) fn offset(&self, index: usize) -> u64 {
        self.start.wrapping_add(index as u64)
    }

    /// The bytes from an offset on.
    #[inline(always)]
    pub(crate) fn from(&self, offset: u64) -> &'a [u8] {
        self.bytes.get(self.index(offset)..).unwrap_or_default()
    }

    /// The bytes from an offset on, for a decision that depends on them: see [the protocol](self).
    #[inline]
    pub(crate) fn lookahead(&self, offset: u64) -> &'a [u8] {
        let ahead = self.from(offset);
        if let (true, Some(needs_more)) = (ahead.is_empty(), self.needs_more) {
            needs_more.store(true, Ordering::Relaxed);
        }
        ahead
    }

    /// What `decide` returns, or `None` if that depends on input that has not arrived: see [the protocol](self).
    pub(crate) fn attempt<T>(&self, decide: impl FnOnce() -> T) -> Option<T> {
        let Some(needs_more) = self.needs_more else { return Some(decide()) };
        needs_more.store(false, Ordering::Relaxed);
        let decision = decide();
        (!needs_more.load(Ordering::Relaxed)).then_some(decision)
    }

    /// Whether no input follows the bytes.
    #[inline(always)]
    pub(crate) fn is_complete(&self) -> bool {
        self.needs_more.is_none()
    }

    /// The bytes of a range, empty if the body does not have all of it.
    pub(crate) fn slice(&self, range: Range<u64>) -> &'a [u8] {
        self.bytes.get(self.index(range.start)..self.index(range.end)).unwrap_or_default()
    }

    /// The bytes of a range, which can start before the chunk. `None` if some of them are no longer there.
    pub(crate) fn buffered(&self, range: Range<u64>) -> Option<&'a [u8]> {
        let index = |offset: u64| Some(offset.checked_add(self.padding as u64)?.checked_sub(self.start)? as usize);
        self.padded.get(index(range.start)?..index(range.end)?)
    }

    /// The text of a range, or the offset of its first byte that is not UTF-8.
    pub(crate) fn text(&self, range: Range<u64>) -> Result<&'a str, u64> {
        self.text_at(self.index(range.start)..self.index(range.end))
    }

    /// The same for a range of indices.
    #[inline(always)]
    pub(crate) fn text_at(&self, range: Range<usize>) -> Result<&'a str, u64> {
        let start = range.start;
        match self.text {
            Some(text) => text.get(range).ok_or(self.offset(start)),
            None => self.validated_text(range),
        }
    }

    /// The text from an index on, if all of the body is UTF-8.
    #[cfg(feature = "fast")]
    pub(crate) fn text_from(&self, index: usize) -> Option<&'a str> {
        self.text?.get(index..)
    }

    #[inline(never)]
    fn validated_text(&self, range: Range<usize>) -> Result<&'a str, u64> {
        let start = range.start;
        let text = core::str::from_utf8(self.bytes.get(range).unwrap_or_default());
        text.map_err(|error| self.offset(start.saturating_add(error.valid_up_to())))
    }
}
