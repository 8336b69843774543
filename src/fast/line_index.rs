//! An index of the next lines: where each ends, and where its delimiters are. It is built for many lines at once.
//!
//! Only lines that end with a newline and are not too long are in it; all others are left to the reference lane.

use crate::bytes::delimiter::Delimiter;
use crate::fast::simd::{BLOCK, Kernel, Portable, Processor, SimdOps};
use crate::table::record::{FIELD_ENDS, FieldEnds};

/// No more blocks are scanned once there are this many offsets, or lines.
const OFFSETS: usize = 2048;
pub(crate) const LINES: usize = 256;
/// Offsets are 16 bits wide.
const BYTES: usize = 1 << 15;

/// The offset of the newline before the first line comes first. The last block can add 64 offsets, and the field ends
/// of the last line are loaded with what follows them.
type Offsets = [u16; KEPT + FIELD_ENDS];

/// The index of the field ends that [`LineIndex::keep`] stores.
const KEPT: usize = FIRST + OFFSETS + BLOCK + FIELD_ENDS;

/// The index of the first offset of the first line.
const FIRST: usize = 1;

/// The offsets of the delimiters and newlines of some lines.
///
/// A line is *valid* if the caller found it well-formed. Only valid lines are handed out.
#[derive(Clone)]
pub(crate) struct LineIndex {
    processor: Processor,
    /// The index in the body from which offsets are counted.
    start: usize,
    /// The offset of each delimiter's first byte and of each newline, in their order.
    offsets: Offsets,
    /// For each line, the index of its newline in `offsets`.
    newlines: [u16; LINES + BLOCK],
    lines: usize,
    /// The start of the next line, and its number.
    next: LineStart,
    number: usize,
    /// The number of the first line, from `number` on, that is not known to be valid.
    valid: usize,
}

/// Where a line starts in the body, and the index of its first offset.
#[derive(Clone, Copy)]
struct LineStart {
    at: usize,
    first: usize,
}

/// A line that ends with a newline.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IndexedLine {
    /// Where it starts in the body, and where its newline is.
    pub(crate) at: usize,
    pub(crate) newline: usize,
    /// The indices of its first offset and of that of its newline.
    pub(crate) first: usize,
    last: usize,
}

impl IndexedLine {
    #[inline(always)]
    pub(crate) fn delimiters(&self) -> usize {
        self.last.wrapping_sub(self.first)
    }

    #[inline(always)]
    fn next(&self) -> LineStart {
        LineStart { at: self.newline.wrapping_add(1), first: self.last.wrapping_add(1) }
    }
}

impl LineIndex {
    pub(crate) fn new() -> Self {
        LineIndex {
            processor: Processor::new(),
            start: usize::MAX,
            offsets: [0; KEPT + FIELD_ENDS],
            newlines: [0; LINES + BLOCK],
            lines: 0,
            next: LineStart { at: 0, first: 0 },
            number: 0,
            valid: 0,
        }
    }

    /// Drops all lines: the body is another one, or starts elsewhere.
    pub(crate) fn forget(&mut self) {
        (self.start, self.lines, self.number, self.valid) = (usize::MAX, 0, 0, 0);
    }

    /// The line that starts at an index of the body, if it is known to be valid.
    #[inline(always)]
    pub(crate) fn line_at(&self, at: usize) -> Option<IndexedLine> {
        if self.next.at == at && self.number < self.valid { self.line_from(self.next, self.number) } else { None }
    }

    /// Validates the lines from an index of the body on, up to the first invalid one or the end of the index.
    ///
    /// With `ahead`, a line is valid only if the next one is, or if nothing follows it: `ahead` is whether `body` is
    /// complete.
    pub(crate) fn validate(
        &mut self,
        body: &[u8],
        at: usize,
        delimiter: Delimiter,
        ahead: Option<bool>,
        is_valid: impl Fn(&LineIndex, &IndexedLine) -> bool,
    ) {
        self.skip_to(at);
        let is_indexed = self.next.at == at && self.start != usize::MAX;
        let is_known = is_indexed && (self.validate_lines(body, ahead, &is_valid) || self.number < self.valid);
        if !is_known && self.start != at {
            self.fill(body, at, delimiter);
            self.validate_lines(body, ahead, &is_valid);
        }
    }

    /// Validates the lines from the next one on. Returns whether it found an invalid one.
    fn validate_lines(
        &mut self,
        body: &[u8],
        ahead: Option<bool>,
        is_valid: &impl Fn(&LineIndex, &IndexedLine) -> bool,
    ) -> bool {
        let (mut start, mut number) = (self.next, self.number);
        let (mut end, mut found_invalid) = (None, false);
        while let Some(line) = self.line(start, number) {
            found_invalid = !is_valid(self, &line);
            if found_invalid {
                break;
            }
            (start, number) = (line.next(), number.wrapping_add(1));
            end = Some(line.newline.wrapping_add(1));
        }
        // What follows the last valid line is unknown, unless the body ends there.
        let is_unknown = |is_complete: bool| end.is_some_and(|end| end != body.len() || !is_complete);
        let unknown = ahead.is_some_and(is_unknown);
        self.valid = number.wrapping_sub(unknown.into());
        found_invalid
    }

    /// Moves on to the line after one that [`LineIndex::line_at`] returned.
    #[inline(always)]
    pub(crate) fn take(&mut self, line: &IndexedLine) {
        self.next = line.next();
        self.number = self.number.wrapping_add(1);
    }

    /// The number of lines that are known to be valid, from the next one on.
    pub(crate) fn valid_lines(&self) -> usize {
        self.valid.saturating_sub(self.number)
    }

    /// The offsets of the next lines, after that of the newline before them.
    pub(crate) fn next_offsets(&self, lines: usize) -> &[u16] {
        let before = self.next.first.wrapping_sub(1);
        self.offsets.get(before..self.after_lines(lines).first).unwrap_or_default()
    }

    /// Moves on over lines, and returns where the line after them starts in the body.
    pub(crate) fn skip_lines(&mut self, lines: usize) -> usize {
        self.next = self.after_lines(lines);
        self.number = self.number.wrapping_add(lines);
        self.next.at
    }

    /// The start of the line after the next lines.
    fn after_lines(&self, lines: usize) -> LineStart {
        let last = lines.checked_sub(1).and_then(|last| self.newlines.get(self.number.wrapping_add(last)));
        last.map_or(self.next, |newline| {
            let newline = usize::from(*newline);
            LineStart { at: self.index_of(newline).wrapping_add(1), first: newline.wrapping_add(1) }
        })
    }

    /// The offsets from an index on: the ends of the fields of a line, if it is the line's first.
    #[inline(always)]
    pub(crate) fn ends(&self, first: usize) -> &[u16; FIELD_ENDS] {
        let from = self.offsets.get(first..).and_then(|offsets| offsets.first_chunk());
        from.unwrap_or(&[0; FIELD_ENDS]) // not reached: the array is padded
    }

    /// The ends of the fields of a line, and before them the offset of a delimiter that would end where the line
    /// starts.
    #[inline(always)]
    pub(crate) fn ends_around(&mut self, line: &IndexedLine, delimiter_len: u16) -> &[u16; FIELD_ENDS] {
        let before = line.first.wrapping_sub(1);
        // If the delimiter is one byte long, that is the newline of the line before.
        if delimiter_len != 1 {
            let start = self.offset(line.at);
            if let Some(offset) = self.offsets.get_mut(before) {
                *offset = start.wrapping_sub(delimiter_len);
            }
        }
        self.ends(before)
    }

    /// Stores the field ends of a record that the reference lane has read, which starts at `at`. Returns the index of
    /// the first.
    pub(crate) fn keep(&mut self, FieldEnds(ends): &FieldEnds, at: usize) -> usize {
        let start = self.offset(at);
        for (offset, end) in self.offsets.iter_mut().skip(KEPT).zip(ends) {
            *offset = end.wrapping_add(start);
        }
        KEPT
    }

    /// The index in the body from which offsets are counted.
    #[inline(always)]
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// The offset of an index of the body.
    #[inline(always)]
    pub(crate) fn offset(&self, at: usize) -> u16 {
        at.wrapping_sub(self.start) as u16
    }

    /// Where the last delimiter of a line is in the body.
    #[inline(always)]
    pub(crate) fn last_delimiter(&self, line: &IndexedLine) -> usize {
        self.index_of(line.last.wrapping_sub(1))
    }

    /// Where the first field of a line ends in the body.
    #[inline(always)]
    pub(crate) fn first_end(&self, line: &IndexedLine) -> usize {
        self.index_of(line.first)
    }

    #[inline(always)]
    fn index_of(&self, number: usize) -> usize {
        let offset = self.offsets.get(number).copied().unwrap_or_default();
        self.start.wrapping_add(offset.into())
    }

    #[inline(always)]
    pub(crate) fn processor(&self) -> Processor {
        self.processor
    }

    /// The line with this number and start, if there is one.
    #[inline(always)]
    fn line(&self, start: LineStart, number: usize) -> Option<IndexedLine> {
        if number < self.lines { self.line_from(start, number) } else { None }
    }

    #[inline(always)]
    fn line_from(&self, LineStart { at, first }: LineStart, number: usize) -> Option<IndexedLine> {
        let last = usize::from(*self.newlines.get(number)?);
        let newline = self.start.wrapping_add(usize::from(*self.offsets.get(last)?));
        Some(IndexedLine { at, newline, first, last })
    }

    /// Skips the lines that the reference lane has read.
    fn skip_to(&mut self, at: usize) {
        while self.next.at < at {
            match self.line(self.next, self.number) {
                Some(line) => self.take(&line),
                None => break,
            }
        }
    }

    fn fill(&mut self, body: &[u8], at: usize, delimiter: Delimiter) {
        let ahead = body.get(at..).unwrap_or_default();
        self.start = at;
        self.next = LineStart { at, first: FIRST };
        (self.number, self.valid) = (0, 0);
        let LineIndex { processor, offsets, newlines, .. } = self;
        let scan = Scan { ahead, delimiter, offsets, newlines };
        self.lines = if delimiter.as_bytes().len() == 1 { processor.run(scan) } else { scan.long_delimiters() };
    }
}

impl Default for LineIndex {
    fn default() -> Self {
        LineIndex::new()
    }
}

/// Scans the body for delimiters and newlines, and returns the number of lines.
struct Scan<'w> {
    ahead: &'w [u8],
    delimiter: Delimiter,
    offsets: &'w mut Offsets,
    newlines: &'w mut [u16; LINES + BLOCK],
}

impl Kernel for Scan<'_> {
    type Output = usize;

    /// For a delimiter of one byte.
    #[inline(always)]
    fn run(self, simd: impl SimdOps) -> usize {
        let byte = self.delimiter.first_byte();
        self.find(simd, |_, block| simd.match_mask(block, byte))
    }
}

impl Scan<'_> {
    /// For a delimiter of several bytes.
    fn long_delimiters(self) -> usize {
        let Scan { ahead, delimiter, .. } = self;
        let text = delimiter.as_bytes();
        let mut after_last: usize = 0;
        self.find(Portable, |at, block| {
            let first_bytes = Portable.match_mask(block, delimiter.first_byte());
            let taken = after_last.saturating_sub(at);
            let matches = confirm(ahead.get(at..).unwrap_or_default(), first_bytes, text, taken);
            if matches != 0 {
                let last = at.wrapping_add(63).wrapping_sub(matches.leading_zeros() as usize);
                after_last = last.wrapping_add(text.len());
            }
            matches
        })
    }

    #[inline(always)]
    fn find(self, simd: impl SimdOps, mut delimiters: impl FnMut(usize, &[u8; BLOCK]) -> u64) -> usize {
        let Scan { ahead, offsets, newlines, .. } = self;
        let (whole, end) = ahead.as_chunks();
        if let Some(before) = offsets.first_mut() {
            *before = 0_u16.wrapping_sub(1);
        }
        let mut writer = Writer { offsets, count: FIRST, newlines, lines: 0 };
        let mut at = 0;
        for block in whole.get(..BYTES / BLOCK).unwrap_or(whole) {
            if writer.is_full() {
                return writer.lines;
            }
            writer.add(simd, simd.match_mask(block, b'\n'), delimiters(at, block), at);
            at = at.wrapping_add(BLOCK);
        }
        if at < BYTES && !writer.is_full() {
            let block = padded(end);
            let inside = !u64::MAX.wrapping_shl(end.len() as u32);
            writer.add(simd, simd.match_mask(&block, b'\n'), delimiters(at, &block) & inside, at);
        }
        writer.lines
    }
}

/// The end of the body, as a block.
#[cold]
fn padded(end: &[u8]) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    for (to, from) in block.iter_mut().zip(end) {
        *to = *from;
    }
    block
}

/// Those of the candidates where all of the delimiter is, from left to right: none starts before `taken`, where the one
/// before it ends.
#[inline(never)]
fn confirm(ahead: &[u8], mut candidates: u64, delimiter: &[u8], mut taken: usize) -> u64 {
    let mut confirmed = 0;
    while candidates != 0 {
        let lowest = candidates & candidates.wrapping_neg();
        candidates ^= lowest;
        let at = lowest.trailing_zeros() as usize;
        if at >= taken && ahead.get(at..).is_some_and(|ahead| ahead.starts_with(delimiter)) {
            confirmed |= lowest;
            taken = at.wrapping_add(delimiter.len());
        }
    }
    confirmed
}

struct Writer<'w> {
    offsets: &'w mut Offsets,
    count: usize,
    newlines: &'w mut [u16; LINES + BLOCK],
    lines: usize,
}

impl Writer<'_> {
    #[inline(always)]
    fn is_full(&self) -> bool {
        self.count >= OFFSETS || self.lines >= LINES
    }

    #[inline(always)]
    fn add(&mut self, simd: impl SimdOps, newlines: u64, delimiters: u64, at: usize) {
        let all = newlines | delimiters;
        if let Some(to) = self.offsets.get_mut(self.count..).and_then(|offsets| offsets.first_chunk_mut()) {
            simd.write_offsets(all, at as u16, to);
        }
        // Most blocks have no newline or one, unpredictably: the first is written without a branch.
        let (mut left, mut number) = (newlines, self.lines);
        let before = self.count.wrapping_sub(1);
        loop {
            let up_to_it = all & (left ^ left.wrapping_sub(1));
            if let Some(newline) = self.newlines.get_mut(number) {
                *newline = before.wrapping_add(up_to_it.count_ones() as usize) as u16;
            }
            left &= left.wrapping_sub(1);
            number = number.wrapping_add(1);
            if left == 0 {
                break;
            }
        }
        self.lines = self.lines.wrapping_add(newlines.count_ones() as usize);
        self.count = self.count.wrapping_add(all.count_ones() as usize);
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;
    use crate::bytes::line::Line;
    use crate::table::grammar;

    /// Lines of all lengths up to some blocks, with delimiters, parts of delimiters, and some lines that are too long.
    fn body(delimiter: &str, seed: usize) -> String {
        let mut body = String::new();
        for number in 0..200 {
            let len = if number % 50 == 49 { BYTES + 7 } else { number * seed % 150 };
            let start = body.len();
            while body.len() < start + len {
                match body.len() * seed / 7 % 11 {
                    0 | 3 => body.push_str(delimiter),
                    1 => body.push('é'),
                    2 => body.push_str(&delimiter[..delimiter.chars().next().map_or(0, char::len_utf8)]),
                    _ => body.push('a'),
                }
            }
            body.push_str(if number % 9 == 0 { "\r\n" } else { "\n" });
        }
        body
    }

    #[test]
    fn the_index_has_the_lines_that_a_scan_finds() {
        for (delimiter, seed) in
            ["|", "||", "aba", "\0", "é|", "ab|ab|ab|ab|ab|"].iter().flat_map(|it| [1, 3, 8, 11].map(|seed| (it, seed)))
        {
            let body = body(delimiter, seed);
            let (bytes, delimiter) = (body.as_bytes(), Delimiter::new(delimiter).unwrap());
            for processor in Processor::all() {
                let mut index = LineIndex { processor, ..LineIndex::new() };
                let (mut at, mut found) = (0, 0);
                while let Some(line) = bytes.get(at..).and_then(|ahead| Line::scan(usize::MAX, ahead, delimiter)) {
                    index.validate(bytes, at, delimiter, None, |_, _| true);
                    if let Some(row) = index.line_at(at) {
                        found += 1;
                        let cr = usize::from(line.len() - line.bytes.len() == 2);
                        assert_eq!((row.newline, row.delimiters()), (at + line.bytes.len() + cr, line.delimiters));
                        let ends = grammar::fields(&line).map(|field| at + field.end).take(FIELD_ENDS);
                        let ends_found =
                            index.ends(row.first).iter().map(|end_found| index.start() + usize::from(*end_found));
                        for (number, (end, end_found)) in ends.zip(ends_found).enumerate() {
                            assert_eq!(end_found, if number == line.delimiters { end + cr } else { end });
                        }
                        if found % 5 > 0 {
                            index.take(&row); // otherwise it is skipped
                        }
                    }
                    at += line.len();
                }
                assert_eq!((at, found), (body.len(), 196), "all but the long ones");
            }
        }
    }
}
