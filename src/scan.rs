//! The structural scanner: where the next delimiter or newline stands.
//!
//! Fields are seven bytes long on average, so a search a field spends its time in being called. [`Cursor`] looks at 64
//! bytes at once, keeps a bit for each structural character in them and hands the bits out one by one.

use core::fmt;

use nom::{Input, Needed};

const BLOCK: usize = 64;

/// The string between two fields: any non-empty text without CR or LF, one byte or many.
///
/// The service uses `|` (documented). An account can set another one with the `setDelimiter` method; which ones it allows
/// is not documented. Clients in production are known to use `\;`, `","` and a random text of 32 characters.
///
/// ```
/// use rescue_sessions::Delimiter;
///
/// const SEMICOLON: Delimiter = Delimiter::new(r"\;").unwrap();
/// assert_eq!(SEMICOLON.as_str(), r"\;");
/// assert_eq!(Delimiter::new(""), None);
/// assert_eq!(Delimiter::new("a\nb"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Delimiter<'d>(&'d str);

impl<'d> Delimiter<'d> {
    /// The documented delimiter, `|`.
    pub const PIPE: Delimiter<'static> = Delimiter("|");

    /// A delimiter, or `None` where the text is empty or holds a CR or LF.
    #[must_use]
    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)] // `at < bytes.len()`, and no iterator is const
    pub const fn new(text: &'d str) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if matches!(bytes[at], b'\r' | b'\n') {
                return None;
            }
            at += 1;
        }
        if bytes.is_empty() { None } else { Some(Delimiter(text)) }
    }

    /// The delimiter's text.
    #[must_use]
    pub const fn as_str(&self) -> &'d str {
        self.0
    }

    pub(crate) const fn as_bytes(&self) -> &'d [u8] {
        self.0.as_bytes()
    }

    const fn first_byte(&self) -> u8 {
        match self.as_bytes().first() {
            Some(&byte) => byte,
            None => b'|', // never: a delimiter is not empty
        }
    }

    /// How many delimiters stand in `line`, counted from the left and without overlap.
    pub(crate) fn count(&self, line: &[u8]) -> usize {
        match self.as_bytes() {
            [byte] => memchr::memchr_iter(*byte, line).count(),
            bytes => memchr::memmem::find_iter(line, bytes).count(),
        }
    }
}

impl Default for Delimiter<'_> {
    fn default() -> Self {
        Delimiter::PIPE
    }
}

impl fmt::Debug for Delimiter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl<'d> TryFrom<&'d str> for Delimiter<'d> {
    type Error = InvalidDelimiter;

    fn try_from(text: &'d str) -> Result<Self, InvalidDelimiter> {
        Delimiter::new(text).ok_or(InvalidDelimiter(()))
    }
}

/// The text is no [`Delimiter`]: it is empty, or holds a CR or LF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDelimiter(());

impl fmt::Display for InvalidDelimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a delimiter is at least one character and holds no CR or LF")
    }
}

impl core::error::Error for InvalidDelimiter {}

/// What stands at a structural place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Structural {
    Delimiter,
    NewLine,
    End,
}

/// A nom input: a place in the body, and the structural characters of the 64 bytes around it.
///
/// It is a small `Copy` value, so going back is free.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
    delimiter: Delimiter<'a>,
    at: usize,
    /// Where the block of `mask` starts.
    block: usize,
    /// A bit for each structural character of the block that is not behind `at`.
    mask: u64,
    /// Where the last delimiter of several bytes ends; inside of one there is no other.
    resume: usize,
}

impl<'a> Cursor<'a> {
    #[inline]
    pub(crate) fn new(bytes: &'a [u8], at: usize, delimiter: Delimiter<'a>) -> Self {
        let mut cursor = Cursor { bytes, delimiter, at, block: at, mask: 0, resume: at };
        cursor.mask = cursor.scan();
        cursor
    }

    /// The offset of the next unread byte.
    #[inline]
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The next structural place at or behind the cursor, and what stands there.
    #[inline]
    pub(crate) fn peek(&mut self) -> (usize, Structural) {
        while self.mask == 0 {
            let next = self.block.saturating_add(BLOCK);
            if next >= self.bytes.len() {
                return (self.bytes.len(), Structural::End);
            }
            self.block = next;
            self.mask = self.scan();
        }
        let place = self.block.wrapping_add(self.mask.trailing_zeros() as usize);
        match self.bytes.get(place) {
            Some(b'\n') => (place, Structural::NewLine),
            _ => (place, Structural::Delimiter),
        }
    }

    /// Moves to the structural place that [`Cursor::peek`] gave.
    #[inline]
    pub(crate) fn stop_at(&mut self, place: usize) {
        self.at = place;
    }

    /// Moves past the structural character that [`Cursor::peek`] gave.
    #[inline]
    pub(crate) fn step_over(&mut self, place: usize, what: Structural) {
        let len = match what {
            Structural::Delimiter => self.delimiter.as_bytes().len(),
            Structural::NewLine => 1,
            Structural::End => 0,
        };
        self.at = place.saturating_add(len);
        self.mask &= self.mask.wrapping_sub(1);
    }

    #[inline]
    fn scan(&mut self) -> u64 {
        let first = self.delimiter.first_byte();
        let ahead = self.bytes.get(self.block..).unwrap_or_default();
        let candidates = match ahead.first_chunk::<BLOCK>() {
            Some(block) => structural_bits(block, first),
            None => {
                let mut block = [0; BLOCK];
                for (to, from) in block.iter_mut().zip(ahead) {
                    *to = *from;
                }
                // A delimiter may be the NUL that fills the block up.
                structural_bits(&block, first) & !u64::MAX.wrapping_shl(ahead.len() as u32)
            }
        };
        if self.delimiter.as_bytes().len() == 1 { candidates } else { self.confirm(candidates) }
    }

    /// Keeps the candidates where the whole delimiter stands, and the newlines.
    #[cold]
    fn confirm(&mut self, mut candidates: u64) -> u64 {
        let mut confirmed = 0;
        while candidates != 0 {
            let lowest = candidates & candidates.wrapping_neg();
            candidates ^= lowest;
            let place = self.block.wrapping_add(lowest.trailing_zeros() as usize);
            let ahead = self.bytes.get(place..).unwrap_or_default();
            if ahead.first() == Some(&b'\n') {
                confirmed |= lowest;
            } else if place >= self.resume && ahead.starts_with(self.delimiter.as_bytes()) {
                confirmed |= lowest;
                self.resume = place.wrapping_add(self.delimiter.as_bytes().len());
            }
        }
        confirmed
    }
}

/// A bit for each byte of the block that is a newline or the delimiter's first byte.
///
/// Written so that the compiler makes vector code of it: a byte that matches leaves the bit of its place among eight, and
/// a multiplication adds the eight up in one byte.
#[inline]
fn structural_bits(block: &[u8; BLOCK], delimiter: u8) -> u64 {
    let mut bits = [[0u8; 8]; 8];
    for (bits, bytes) in bits.iter_mut().zip(block.chunks_exact(8)) {
        for (place, (bit, &byte)) in bits.iter_mut().zip(bytes).enumerate() {
            let matches = (byte == delimiter) | (byte == b'\n');
            *bit = if matches { 1 << place } else { 0 };
        }
    }
    let mut mask = 0;
    for (place, &eight) in bits.iter().enumerate() {
        let byte = u64::from_le_bytes(eight).wrapping_mul(0x0101_0101_0101_0101) >> 56;
        mask |= byte << (place << 3);
    }
    mask
}

impl<'a> Input for Cursor<'a> {
    type Item = u8;
    type Iter = core::iter::Copied<core::slice::Iter<'a, u8>>;
    type IterIndices = core::iter::Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.bytes.len().saturating_sub(self.at)
    }

    fn take(&self, index: usize) -> Self {
        let end = self.at.saturating_add(index);
        Cursor::new(self.bytes.get(..end).unwrap_or(self.bytes), self.at, self.delimiter)
    }

    fn take_from(&self, index: usize) -> Self {
        Cursor::new(self.bytes, self.at.saturating_add(index), self.delimiter)
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(u8) -> bool>(&self, predicate: P) -> Option<usize> {
        self.iter_elements().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.bytes.get(self.at..).unwrap_or_default().iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        match count.checked_sub(self.input_len()) {
            None | Some(0) => Ok(count),
            Some(missing) => Err(Needed::new(missing)),
        }
    }
}
