//! The bytes of a response, and their text where they are UTF-8.

use core::ops::Range;

/// A body: bytes, with the same as text where all of it is UTF-8, so that a field needs no check of its own.
#[derive(Clone, Copy)]
pub(crate) struct Body<'a> {
    bytes: &'a [u8],
    text: Option<&'a str>,
}

impl<'a> Body<'a> {
    pub(crate) fn of_text(text: &'a str) -> Self {
        Body { bytes: text.as_bytes(), text: Some(text) }
    }

    pub(crate) fn of_bytes(bytes: &'a [u8]) -> Self {
        Body { bytes, text: core::str::from_utf8(bytes).ok() }
    }

    #[inline]
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The bytes of a range, nothing where the body has no such range.
    #[inline]
    pub(crate) fn slice(&self, range: Range<usize>) -> &'a [u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    /// The text of a range, or the offset of its first byte that is not UTF-8.
    #[inline(always)]
    pub(crate) fn text(&self, range: Range<usize>) -> Result<&'a str, usize> {
        match self.text {
            Some(text) => text.get(range.clone()).ok_or(range.start),
            None => self.checked_text(range),
        }
    }

    #[inline(never)]
    fn checked_text(&self, range: Range<usize>) -> Result<&'a str, usize> {
        let start = range.start;
        core::str::from_utf8(self.slice(range)).map_err(|error| start.saturating_add(error.valid_up_to()))
    }
}
