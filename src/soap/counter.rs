//! Counts lines and columns of bytes that arrive in fragments, each of which may end inside a character.

use crate::bytes::position::Position;

/// The first bytes of a character, at most.
const MAX_PARTIAL: usize = 3;
/// The first bytes of a character, and the continuation bytes that can follow them.
const MAX_JOINED: usize = 2 * MAX_PARTIAL;

/// The position after the bytes that have been counted.
#[derive(Default)]
pub(crate) struct PositionCounter {
    /// The position before the partial character.
    position: Position,
    /// The character that the bytes end with, if it is not complete.
    partial: [u8; MAX_PARTIAL],
    partial_len: usize,
}

impl PositionCounter {
    /// The position after all bytes. Each byte of an incomplete character counts as one, as at the end of a body.
    pub(crate) fn position(&self) -> Position {
        match self.partial.get(..self.partial_len) {
            Some(partial) if self.partial_len > 0 => self.position.after(partial),
            _ => self.position,
        }
    }

    pub(crate) fn count(&mut self, fragment: &[u8]) {
        let rest = if self.partial_len > 0 { self.complete(fragment) } else { fragment };
        self.count_whole(rest);
    }

    /// Counts the partial character with the continuation bytes that follow it, and returns the bytes after them.
    #[cold]
    fn complete<'f>(&mut self, fragment: &'f [u8]) -> &'f [u8] {
        let is_continuation = |byte: &&u8| matches!(byte, 0x80..=0xbf);
        let len = fragment.iter().take(MAX_PARTIAL).take_while(is_continuation).count();
        let (next, rest) = fragment.split_at_checked(len).unwrap_or((fragment, &[]));
        let partial = self.partial.iter().take(self.partial_len);
        let mut joined = [0; MAX_JOINED];
        let len = joined.iter_mut().zip(partial.chain(next)).map(|(to, byte)| *to = *byte).count();
        let joined = joined.get(..len).unwrap_or_default();
        self.partial_len = 0;
        match rest.is_empty() {
            true => self.count_whole(joined),
            false => self.position = self.position.after(joined),
        }
        rest
    }

    /// Counts bytes that start with a character, and keeps the partial one at their end.
    fn count_whole(&mut self, bytes: &[u8]) {
        let partial = partial_len(bytes);
        let Some((whole, end)) = bytes.len().checked_sub(partial).and_then(|len| bytes.split_at_checked(len)) else {
            return;
        };
        if !whole.is_empty() {
            self.position = self.position.after(whole);
        }
        if partial > 0 {
            self.partial.iter_mut().zip(end).for_each(|(to, byte)| *to = *byte);
            self.partial_len = partial;
        }
    }
}

/// The length of the incomplete character that bytes end with.
fn partial_len(bytes: &[u8]) -> usize {
    let lens = (1..=MAX_PARTIAL.min(bytes.len())).rev();
    let is_partial = |len: &usize| {
        let end = bytes.len().checked_sub(*len).and_then(|start| bytes.get(start..)).unwrap_or_default();
        core::str::from_utf8(end).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    };
    lens.into_iter().find(is_partial).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_give_the_position_of_the_whole() {
        let texts: [&[u8]; 9] = [
            "aé日😀\nb".as_bytes(),
            "😀😀".as_bytes(),
            b"\xf0\x9f\x98",
            b"\xf0\x9f\x98\xf0\x9f\x98\x80",
            b"\xf0\x9f\x98\x80\x80\x80\x80",
            b"\xe6\x97a\xff\xc3",
            b"\x80\x80\xc3\xa9\x80\x80\x80\x80",
            b"\xf0\x80\x80\x80\x80\x80",
            b"\xed\xa0\x80\xf4\x90\x80\x80\n\xc3",
        ];
        for text in texts {
            for first in 0..=text.len() {
                for second in first..=text.len() {
                    let mut counter = PositionCounter::default();
                    for (from, to) in [(0, first), (first, second), (second, text.len())] {
                        counter.count(&text[from..to]);
                        assert_eq!(counter.position(), Position::default().after(&text[..to]), "{text:x?} {to}");
                    }
                }
            }
        }
    }
}
