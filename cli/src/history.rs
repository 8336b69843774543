//! The bytes read last, for excerpts, and the line endings of the response.

use std::ops::Range;

/// The number of bytes kept at least: more than a record and its context have.
const MIN_KEPT: usize = 1 << 20;

#[derive(Default)]
pub(crate) struct History {
    bytes: Vec<u8>,
    /// The offset of `bytes` in the response.
    start: u64,
    has_lf: bool,
    has_crlf: bool,
    ends_with_cr: bool,
}

impl History {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for newline in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(offset, _)| offset) {
            let is_crlf = newline.checked_sub(1).map_or(self.ends_with_cr, |before| bytes[before] == b'\r');
            *(if is_crlf { &mut self.has_crlf } else { &mut self.has_lf }) = true;
        }
        self.ends_with_cr = bytes.last().map_or(self.ends_with_cr, |last| *last == b'\r');
        if self.bytes.len() > 2 * MIN_KEPT {
            let old = self.bytes.len() - MIN_KEPT;
            self.bytes.drain(..old);
            self.start += old as u64;
        }
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn line_endings(&self) -> &'static str {
        match (self.has_lf, self.has_crlf) {
            (true, true) => "LF and CRLF",
            (true, false) => "LF",
            (false, true) => "CRLF",
            (false, false) => "none",
        }
    }

    /// The kept bytes before `offset`, the `len` bytes at it, and the kept bytes after those. `None` if they are no
    /// longer kept.
    pub(crate) fn around(&self, offset: u64, len: usize) -> Option<(&[u8], &[u8], &[u8])> {
        let start = usize::try_from(offset.checked_sub(self.start)?).ok()?;
        let Range { start, end } = start..start.saturating_add(len).min(self.bytes.len());
        let (before, rest) = self.bytes.split_at_checked(start)?;
        let (text, after) = rest.split_at_checked(end.saturating_sub(start))?;
        Some((before, text, after))
    }
}
