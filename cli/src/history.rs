//! What was read last, for excerpts, and how its lines end.

use std::ops::Range;

/// So much is kept at least: more than a record has, or stands around it.
const KEPT: usize = 1 << 20;

#[derive(Default)]
pub(crate) struct History {
    /// The last bytes, and where in the response they start.
    last: Vec<u8>,
    start: u64,
    has_lf: bool,
    has_crlf: bool,
    ends_with_cr: bool,
}

impl History {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for newline in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place) {
            let cr = newline.checked_sub(1).map_or(self.ends_with_cr, |before| bytes[before] == b'\r');
            *(if cr { &mut self.has_crlf } else { &mut self.has_lf }) = true;
        }
        self.ends_with_cr = bytes.last().map_or(self.ends_with_cr, |last| *last == b'\r');
        if self.last.len() > 2 * KEPT {
            let old = self.last.len() - KEPT;
            self.last.drain(..old);
            self.start += old as u64;
        }
        self.last.extend_from_slice(bytes);
    }

    pub(crate) fn line_ends(&self) -> &'static str {
        match (self.has_lf, self.has_crlf) {
            (true, true) => "LF and CRLF",
            (true, false) => "LF",
            (false, true) => "CRLF",
            (false, false) => "none",
        }
    }

    /// What is kept before a place, of as many bytes behind it, and behind those. `None`: it is gone.
    pub(crate) fn around(&self, place: u64, len: usize) -> Option<(&[u8], &[u8], &[u8])> {
        let start = usize::try_from(place.checked_sub(self.start)?).ok()?;
        let Range { start, end } = start..start.saturating_add(len).min(self.last.len());
        let (before, rest) = self.last.split_at_checked(start)?;
        let (text, behind) = rest.split_at_checked(end.saturating_sub(start))?;
        Some((before, text, behind))
    }
}
