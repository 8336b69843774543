//! The structural scanner, line by line: where one ends, and where its delimiters stand. It is for the header, the strict
//! mode and all that is unusual; plain rows are for `Window`.
//!
//! Fields are seven bytes long on average, so a search a field spends its time in being called. [`Line::scan`] looks
//! at 64 bytes at once and keeps a bit for each delimiter; [`Cursor`] hands the bits out one by one.

use nom::{Input, Needed};

use crate::bytes::delimiter::Delimiter;
use crate::bytes::simd::{BLOCK, Blocks, Portable};

/// Bits are kept for this many blocks, 256 bytes. Most rows are shorter; the rest of a longer one is scanned again.
const KEPT: usize = 4;

/// A bit for each delimiter in the first blocks of a line.
pub(crate) type Bits = [u64; KEPT];

/// A line of the body, and where its delimiters stand.
///
/// `line = *char [ CR ] ( LF / end )`
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Without the line end. Of one that is longer than a record may be, its start, which is longer too.
    pub(crate) bytes: &'a [u8],
    /// How many bytes stand between those and the line end.
    rest: usize,
    pub(crate) end: LineEnd,
    pub(crate) delimiters: usize,
    /// What stands behind the last delimiter.
    pub(crate) last: &'a [u8],
    pub(crate) bits: Bits,
    delimiter: Delimiter<'a>,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEnd {
    Lf,
    CrLf,
    /// With the body, perhaps in the middle of a CR LF.
    Body {
        cr: bool,
    },
    /// Somewhere behind the bytes that are there.
    Unknown,
}

impl LineEnd {
    #[inline]
    fn len(self) -> usize {
        match self {
            LineEnd::Lf => 1,
            LineEnd::CrLf => 2,
            LineEnd::Body { cr } => cr.into(),
            LineEnd::Unknown => 0,
        }
    }
}

impl<'a> Line<'a> {
    /// The line that `body` starts with; `None` where there is nothing more.
    pub(crate) fn scan(body: &'a [u8], delimiter: Delimiter<'a>) -> Option<Self> {
        Line::scan_up_to(usize::MAX, body, delimiter)
    }

    /// The same, of which no more than one byte behind a limit is looked at.
    #[inline]
    pub(crate) fn scan_up_to(limit: usize, body: &'a [u8], delimiter: Delimiter<'a>) -> Option<Self> {
        if body.is_empty() {
            return None;
        }
        let newline = memchr::memchr(b'\n', body);
        let (bytes, cr) = match body.get(..newline.unwrap_or(body.len()))? {
            [bytes @ .., b'\r'] => (bytes, true),
            bytes => (bytes, false),
        };
        let end = match newline {
            Some(_) if cr => LineEnd::CrLf,
            Some(_) => LineEnd::Lf,
            None => LineEnd::Body { cr },
        };
        let all = bytes.len();
        let bytes = bytes.get(..limit.saturating_add(1)).unwrap_or(bytes);
        let (mut bits, mut delimiters, mut behind_last) = ([0; KEPT], 0_usize, 0_usize);
        let (mut at, mut block) = (0_usize, 0_usize);
        while at < bytes.len() {
            let found = delimiter_bits(body, at, bytes.len(), delimiter, behind_last);
            delimiters = delimiters.wrapping_add(found.count_ones() as usize);
            if found != 0 {
                let place = at.wrapping_add(63).wrapping_sub(found.leading_zeros() as usize);
                behind_last = place.wrapping_add(delimiter.as_bytes().len());
            }
            if let Some(kept) = bits.get_mut(block) {
                *kept = found;
            }
            at = at.wrapping_add(BLOCK);
            block = block.wrapping_add(1);
        }
        let last = bytes.get(behind_last..).unwrap_or_default();
        Some(Line { bytes, rest: all.wrapping_sub(bytes.len()), end, delimiters, last, bits, delimiter })
    }

    /// The length with the line end.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.text_len().wrapping_add(self.end.len())
    }

    /// The length without the line end.
    #[inline]
    pub(crate) fn text_len(&self) -> usize {
        self.bytes.len().wrapping_add(self.rest)
    }

    /// The same line, which `body` starts with, where its end is not there. A CR at the end of what is there does not
    /// belong to it, as a newline may follow; nor does a character that is not all there, so that characters can be
    /// counted. `None` where there is nothing but such a character.
    pub(crate) fn cut(self, body: &[u8]) -> Option<Self> {
        let text = body.get(..self.text_len()).unwrap_or_default();
        let cut = cut_character(text);
        let rest = self.rest.saturating_sub(cut);
        (cut == 0 || cut < text.len()).then_some(Line { end: LineEnd::Unknown, rest, ..self })
    }

    #[inline]
    pub(crate) fn cursor(&self) -> Cursor<'a> {
        let newline = matches!(self.end, LineEnd::Lf | LineEnd::CrLf);
        Cursor { newline, ..Cursor::new(self.bytes, self.bits, self.delimiter) }
    }
}

/// How many bytes at the end of a text start a character that is not all there.
fn cut_character(text: &[u8]) -> usize {
    let is_cut = |len: &usize| {
        let tail = text.get(text.len().wrapping_sub(*len)..).unwrap_or_default();
        core::str::from_utf8(tail).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    };
    (1..=3).find(is_cut).unwrap_or(0)
}

/// A nom input: a place in a line, and where the delimiters ahead of it stand.
///
/// It is a small `Copy` value, so going back is free.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
    /// Of the block and those behind it. They move up as the cursor moves on: an index would keep them out of
    /// registers.
    bits: Bits,
    delimiter: Delimiter<'a>,
    /// Whether a newline stands behind the last byte and is still unread.
    newline: bool,
    at: usize,
    block: usize,
}

impl<'a> Cursor<'a> {
    #[inline]
    pub(crate) fn new(bytes: &'a [u8], bits: Bits, delimiter: Delimiter<'a>) -> Self {
        Cursor { bytes, bits, delimiter, newline: false, at: 0, block: 0 }
    }

    /// The offset of the next unread byte in the line.
    #[inline]
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Where the next delimiter stands; the line's length where there is none.
    #[inline(always)]
    pub(crate) fn next_delimiter(mut self) -> (Self, usize) {
        loop {
            let [now, first, second, third] = self.bits;
            if now != 0 {
                let place = self.block.wrapping_mul(BLOCK).wrapping_add(now.trailing_zeros() as usize);
                return (self, place);
            }
            let block = self.block.wrapping_add(1);
            if block.wrapping_mul(BLOCK) >= self.bytes.len() {
                return (self, self.bytes.len());
            }
            let next = if block < KEPT { first } else { later_block(self.bytes, block, self.delimiter, self.at) };
            self = Cursor { bits: [next, second, third, 0], block, ..self };
        }
    }

    /// Moves on to a place that [`Cursor::next_delimiter`] gave.
    #[inline(always)]
    pub(crate) fn stop_at(self, place: usize) -> Self {
        Cursor { at: place, ..self }
    }

    /// Moves on behind a delimiter that [`Cursor::next_delimiter`] gave.
    #[inline(always)]
    pub(crate) fn step_over(self, place: usize) -> Self {
        let at = place.wrapping_add(self.delimiter.as_bytes().len());
        let [now, first, second, third] = self.bits;
        Cursor { at, bits: [now & now.wrapping_sub(1), first, second, third], ..self }
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Moves on behind the newline, where that comes next.
    pub(crate) fn behind_newline(self) -> Option<Self> {
        (self.is_at_end() && self.newline).then_some(Cursor { newline: false, ..self })
    }
}

/// The bits of a block that were not kept. All delimiters before it have been stepped over.
#[cold]
#[inline(never)]
fn later_block(line: &[u8], block: usize, delimiter: Delimiter<'_>, behind_last: usize) -> u64 {
    delimiter_bits(line, block.wrapping_mul(BLOCK), line.len(), delimiter, behind_last)
}

/// A bit for each delimiter that starts in the block at `at` and before `end`.
///
/// `bytes` may reach further than `end`, for a whole block is faster to look at. A delimiter of several bytes is found
/// from the left: none starts before `behind_last`.
#[inline]
fn delimiter_bits(bytes: &[u8], at: usize, end: usize, delimiter: Delimiter<'_>, behind_last: usize) -> u64 {
    let ahead = bytes.get(at..).unwrap_or_default();
    let all = match ahead.first_chunk::<BLOCK>() {
        Some(block) => Portable.places(block, delimiter.first_byte()),
        None => Portable.places(&padded(ahead), delimiter.first_byte()),
    };
    let inside = match end.wrapping_sub(at) {
        len @ 0..BLOCK => all & !u64::MAX.wrapping_shl(len as u32),
        _ => all,
    };
    match delimiter.as_bytes() {
        [_] => inside,
        text => confirmed(ahead, inside, text, behind_last.saturating_sub(at)),
    }
}

/// The end of the body, as a block.
#[cold]
pub(crate) fn padded(ahead: &[u8]) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    for (to, from) in block.iter_mut().zip(ahead) {
        *to = *from;
    }
    block
}

/// Those of the candidates where the whole delimiter stands.
#[inline(never)]
pub(crate) fn confirmed(ahead: &[u8], mut candidates: u64, delimiter: &[u8], mut taken: usize) -> u64 {
    let mut confirmed = 0;
    while candidates != 0 {
        let lowest = candidates & candidates.wrapping_neg();
        candidates ^= lowest;
        let place = lowest.trailing_zeros() as usize;
        if place >= taken && ahead.get(place..).is_some_and(|ahead| ahead.starts_with(delimiter)) {
            confirmed |= lowest;
            taken = place.wrapping_add(delimiter.len());
        }
    }
    confirmed
}

impl<'a> Input for Cursor<'a> {
    type Item = u8;
    type Iter = core::iter::Copied<core::slice::Iter<'a, u8>>;
    type IterIndices = core::iter::Enumerate<Self::Iter>;

    /// The newline counts, so that a rule that takes it has moved on.
    fn input_len(&self) -> usize {
        self.bytes.len().saturating_sub(self.at).saturating_add(self.newline.into())
    }

    fn take(&self, index: usize) -> Self {
        let end = self.at.saturating_add(index);
        let bytes = self.bytes.get(..end).unwrap_or(self.bytes);
        Cursor { bytes, newline: self.newline && end > self.bytes.len(), ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        let at = self.at.saturating_add(index);
        let mut rest = *self;
        loop {
            match rest.next_delimiter() {
                (next, place) if place < at && place < self.bytes.len() => rest = next.step_over(place),
                (next, _) => return next.stop_at(at),
            }
        }
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

#[cfg(test)]
mod tests {
    use alloc::string::String;
    use alloc::vec::Vec;
    use nom::Input;

    use super::*;
    use crate::table::grammar;

    const DELIMITERS: [&str; 6] = ["|", "||", "aba", "\0", "é|", "ab|ab|ab|ab|ab|ab|ab|ab|"];

    /// Lines of every length around the blocks' ends, with delimiters here and there, whole and cut.
    fn lines(delimiter: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for len in (0..20).chain(50..80).chain(120..140).chain(250..270).chain(380..400) {
            for step in [1, 3, 7, 64, 200] {
                let mut line = String::new();
                while line.len() < len {
                    line.push_str(match line.len() % 5 {
                        0 if line.len().is_multiple_of(step) => delimiter,
                        1 => "é",
                        2 if step == 7 => delimiter.split_at(delimiter.chars().next().map_or(0, char::len_utf8)).0,
                        _ => "a",
                    });
                }
                lines.push(line);
            }
        }
        lines
    }

    fn starts(line: &str, delimiter: &str) -> Vec<usize> {
        line.match_indices(delimiter).map(|(start, _)| start).collect()
    }

    #[test]
    fn a_scanned_line_has_its_delimiters_where_a_search_finds_them() {
        for delimiter in DELIMITERS {
            for line in lines(delimiter) {
                for (end, line_end, len) in [("\n1|2\n", LineEnd::Lf, 1), ("\r\n|\r", LineEnd::CrLf, 2)] {
                    let body = line.clone() + end;
                    let scanned = Line::scan(body.as_bytes(), Delimiter::new(delimiter).unwrap()).unwrap();
                    assert_eq!((scanned.bytes, scanned.end), (line.as_bytes(), line_end));
                    assert_eq!((scanned.len(), scanned.delimiters), (line.len() + len, starts(&line, delimiter).len()));
                    assert_eq!(scanned.last, line.split(delimiter).last().unwrap().as_bytes(), "{line:?}");
                    let fields: Vec<_> = grammar::fields(&scanned).map(|field| &line[field]).collect();
                    assert_eq!(fields, line.split(delimiter).collect::<Vec<_>>(), "{line:?}");
                }
            }
        }
    }

    #[test]
    fn a_cursor_is_a_nom_input_of_the_lines_bytes() {
        let text = "ab|é|".repeat(60);
        let body = text.clone() + "\n";
        let cursor = Line::scan(body.as_bytes(), Delimiter::PIPE).unwrap().cursor();
        assert_eq!(cursor.input_len(), body.len(), "the newline counts");
        assert!(cursor.iter_elements().eq(text.bytes()));
        for index in 0..text.len() {
            let (rest, taken) = cursor.take_split(index);
            assert_eq!((rest.at(), rest.input_len()), (index, body.len() - index));
            let next = text.bytes().skip(index).position(|byte| byte == b'|').map_or(text.len(), |place| index + place);
            assert_eq!(rest.next_delimiter().1, next, "from {index}");
            assert!(taken.iter_elements().eq(text.bytes().take(index)));
            assert_eq!(cursor.slice_index(index), Ok(index));
        }
        assert_eq!(cursor.position(|byte| byte == b'|'), Some(2));
        assert_eq!(cursor.iter_indices().nth(4), Some((4, 0xa9)));
        assert_eq!(cursor.slice_index(body.len() + 3), Err(Needed::new(3)));
    }
}
