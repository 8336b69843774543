//! The bytes read last, for excerpts, and the line endings of the response.

use std::ops::Range;

use memchr::{memchr, memchr_iter};

/// The number of bytes kept at least: more than a record and its context have.
const MIN_KEPT: usize = 1 << 20;

#[derive(Default)]
pub(crate) struct History {
    bytes: Vec<u8>,
    /// The offset of `bytes` in the response.
    start: u64,
}

impl History {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        if self.bytes.len() > 2 * MIN_KEPT {
            let old = self.bytes.len() - MIN_KEPT;
            self.bytes.drain(..old);
            self.start += old as u64;
        }
        self.bytes.extend_from_slice(bytes);
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

/// Which line endings the response has.
#[derive(Default)]
pub(crate) struct LineEndings {
    has_lf: bool,
    has_crlf: bool,
    ends_with_cr: bool,
}

impl LineEndings {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        let Some(last) = bytes.last() else { return };
        // In the usual case, one search for a byte that does not occur.
        if !self.has_crlf {
            let is_second = self.ends_with_cr && bytes.first() == Some(&b'\n');
            self.has_crlf =
                is_second || memchr_iter(b'\r', bytes).any(|cr| bytes.get(cr + 1).is_some_and(|next| *next == b'\n'));
        }
        if !self.has_lf {
            self.has_lf = if self.has_crlf {
                memchr_iter(b'\n', bytes)
                    .any(|newline| newline.checked_sub(1).map_or(!self.ends_with_cr, |before| bytes[before] != b'\r'))
            } else {
                memchr(b'\n', bytes).is_some()
            };
        }
        self.ends_with_cr = *last == b'\r';
    }

    pub(crate) fn name(&self) -> &'static str {
        match (self.has_lf, self.has_crlf) {
            (true, true) => "LF and CRLF",
            (true, false) => "LF",
            (false, true) => "CRLF",
            (false, false) => "none",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_endings_are_the_same_however_the_text_is_split() {
        for (text, expected) in
            [("a\r\nb\r\n", "CRLF"), ("a\nb\n", "LF"), ("a\nb\r\nc", "LF and CRLF"), ("a\rb", "none")]
        {
            for split in 0..text.len() {
                let mut endings = LineEndings::default();
                endings.add(&text.as_bytes()[..split]);
                endings.add(&text.as_bytes()[split..]);
                assert_eq!(endings.name(), expected, "{text:?} {split}");
            }
        }
    }
}
