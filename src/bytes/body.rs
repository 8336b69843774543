//! The bytes of a response, and their text where they are UTF-8.

use core::ops::Range;
use core::sync::atomic::{AtomicBool, Ordering};

use crate::bytes::near::Near;

/// A body, or a piece of one: bytes, with the same as text where all of it is UTF-8, so that a field needs no check of
/// its own. Places are counted from the body's start.
#[derive(Clone, Copy)]
pub(crate) struct Body<'a> {
    bytes: &'a [u8],
    text: Option<&'a str>,
    /// The bytes, and some that stand before them in the body.
    with_before: &'a [u8],
    before: usize,
    /// Where in the body the bytes start.
    start: u64,
    /// For a piece that others follow: whether anybody wanted to know what stands behind it.
    met_end: Option<&'a AtomicBool>,
}

impl<'a> Body<'a> {
    pub(crate) fn of_text(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        Body { bytes, text: Some(text), with_before: bytes, before: 0, start: 0, met_end: None }
    }

    pub(crate) fn of_bytes(bytes: &'a [u8]) -> Self {
        let text = core::str::from_utf8(bytes).ok();
        Body { bytes, text, with_before: bytes, before: 0, start: 0, met_end: None }
    }

    /// A piece that starts at `start`, with so many bytes before it, and what is to be told if more follows it.
    pub(crate) fn piece(with_before: &'a [u8], before: usize, start: u64, met_end: Option<&'a AtomicBool>) -> Self {
        let bytes = with_before.get(before..).unwrap_or_default();
        Body { bytes, text: None, with_before, before, start, met_end }
    }

    /// The same, with its text if all of it is UTF-8, so that no field needs a check of its own.
    pub(crate) fn checked(self) -> Self {
        Body { text: core::str::from_utf8(self.bytes).ok(), ..self }
    }

    #[inline(always)]
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// What stands around a place in the bytes.
    #[inline(always)]
    pub(crate) fn near(&self, index: usize) -> Option<Near<'a>> {
        Near::new(self.with_before, self.before.wrapping_add(index))
    }

    /// Where in the bytes a place is.
    #[inline(always)]
    pub(crate) fn index(&self, at: u64) -> usize {
        at.wrapping_sub(self.start) as usize
    }

    /// Which place is there in the bytes.
    #[inline(always)]
    pub(crate) fn place(&self, index: usize) -> u64 {
        self.start.wrapping_add(index as u64)
    }

    /// The bytes from a place on.
    #[inline(always)]
    pub(crate) fn ahead(&self, at: u64) -> &'a [u8] {
        self.bytes.get(self.index(at)..).unwrap_or_default()
    }

    /// The bytes of a range, nothing where the body has no such range.
    pub(crate) fn slice(&self, range: Range<u64>) -> &'a [u8] {
        self.bytes.get(self.index(range.start)..self.index(range.end)).unwrap_or_default()
    }

    /// The text of a range, or the place of its first byte that is not UTF-8.
    pub(crate) fn text(&self, range: Range<u64>) -> Result<&'a str, u64> {
        self.text_of(self.index(range.start)..self.index(range.end))
    }

    /// The same of a range in the bytes.
    #[inline(always)]
    pub(crate) fn text_of(&self, range: Range<usize>) -> Result<&'a str, u64> {
        let start = range.start;
        match self.text {
            Some(text) => text.get(range).ok_or(self.place(start)),
            None => self.checked_text(range),
        }
    }

    #[inline(never)]
    fn checked_text(&self, range: Range<usize>) -> Result<&'a str, u64> {
        let start = range.start;
        let text = core::str::from_utf8(self.bytes.get(range).unwrap_or_default());
        text.map_err(|error| self.place(start.saturating_add(error.valid_up_to())))
    }

    /// Whether nothing follows the bytes.
    #[inline(always)]
    pub(crate) fn is_all(&self) -> bool {
        self.met_end.is_none()
    }

    /// Notes that somebody wants to know what stands behind the bytes.
    pub(crate) fn meet_end(&self) {
        if let Some(met_end) = self.met_end {
            met_end.store(true, Ordering::Relaxed);
        }
    }

    /// Whether anybody wanted to, since this was asked the last time.
    pub(crate) fn take_met_end(&self) -> bool {
        self.met_end.is_some_and(|met_end| met_end.swap(false, Ordering::Relaxed))
    }

    pub(crate) fn has_met_end(&self) -> bool {
        self.met_end.is_some_and(|met_end| met_end.load(Ordering::Relaxed))
    }
}
