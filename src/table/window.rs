//! Where the next lines end and their delimiters stand: found for many lines at once, handed out one by one.
//!
//! For lines that end with a newline and are not too long. All others are for [`Line`](crate::bytes::scan::Line).

use crate::bytes::delimiter::Delimiter;
use crate::bytes::scan::{Line, confirmed, padded};
use crate::bytes::simd::{BLOCK, Blocks, Portable, Processor, Work};
use crate::table::grammar;
use crate::table::plan::KEPT;

/// No more blocks are looked at once there are so many marks, or lines.
const MARKS: usize = 2048;
const LINES: usize = 256;
/// The places are 16 bits wide.
const BYTES: usize = 1 << 15;

type Marks = [u16; ALONE + KEPT];

const ALONE: usize = FIRST + MARKS + BLOCK + KEPT;

/// The first mark of the first line. Before it stands what would be the newline of the line before.
const FIRST: usize = 1;

/// The marks of some lines. A mark is the place of a delimiter's first byte, or of a newline.
#[derive(Clone)]
pub(crate) struct Window {
    processor: Processor,
    /// Where in the body places are counted from.
    start: usize,
    /// The last block can hold 64 marks, and the last row is taken with what stands behind it. Then come those of a
    /// line that was found by other means.
    marks: Marks,
    /// For each line, which mark its newline is.
    newlines: [u16; LINES + BLOCK],
    lines: usize,
    /// Where the line starts that comes next, which mark is its first, and its number among these.
    next: Start,
    number: usize,
    /// The lines before this one, from that number on, need no second look.
    vetted: usize,
}

#[derive(Clone, Copy)]
struct Start {
    at: usize,
    first: usize,
}

/// A line that ends with a newline: where it starts and ends in the body, and which marks are its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) at: usize,
    /// Where its newline stands.
    pub(crate) newline: usize,
    pub(crate) first: usize,
    last: usize,
}

impl Row {
    #[inline(always)]
    pub(crate) fn delimiters(&self) -> usize {
        self.last.wrapping_sub(self.first)
    }

    /// Where the next line starts.
    #[inline(always)]
    fn behind(&self) -> Start {
        Start { at: self.newline.wrapping_add(1), first: self.last.wrapping_add(1) }
    }
}

impl Window {
    pub(crate) fn new() -> Self {
        Window {
            processor: Processor::new(),
            start: usize::MAX,
            marks: [0; ALONE + KEPT],
            newlines: [0; LINES + BLOCK],
            lines: 0,
            next: Start { at: 0, first: 0 },
            number: 0,
            vetted: 0,
        }
    }

    /// Forgets all marks: the body is another one, or stands elsewhere.
    pub(crate) fn forget(&mut self) {
        (self.start, self.lines, self.number, self.vetted) = (usize::MAX, 0, 0, 0);
    }

    /// The line at an offset of the body, if it was vetted.
    #[inline(always)]
    pub(crate) fn row(&self, at: usize) -> Option<Row> {
        if self.next.at == at && self.number < self.vetted { self.row_from(self.next, self.number) } else { None }
    }

    /// Vets the lines from an offset of the body on, up to one that is not `good` or the window's end. With `ahead`, a
    /// line is vetted only if the one behind it is good too, or nothing is behind it, as it tells whether `body` is all
    /// that there is.
    pub(crate) fn vet(
        &mut self,
        body: &[u8],
        at: usize,
        delimiter: Delimiter<'_>,
        ahead: Option<bool>,
        good: impl Fn(&Window, &Row) -> bool,
    ) {
        self.skip_to(at);
        let is_known = self.next.at == at && self.start != usize::MAX;
        let is_told = is_known && (self.vet_lines(body, ahead, &good) || self.number < self.vetted);
        if !is_told && self.start != at {
            self.fill(body, at, delimiter);
            self.vet_lines(body, ahead, &good);
        }
    }

    /// Vets the lines from the next one on. Gives whether it came to one that is not good.
    fn vet_lines(&mut self, body: &[u8], ahead: Option<bool>, good: &impl Fn(&Window, &Row) -> bool) -> bool {
        let (mut start, mut number) = (self.next, self.number);
        let (mut end, mut is_bad) = (None, false);
        while let Some(row) = self.line(start, number) {
            is_bad = !good(self, &row);
            if is_bad {
                break;
            }
            (start, number) = (row.behind(), number.wrapping_add(1));
            end = Some(row.newline.wrapping_add(1));
        }
        // Of the last good one it is not known what is behind it.
        let is_unknown = |is_all: bool| end.is_some_and(|end| end != body.len() || !is_all);
        let unknown = ahead.is_some_and(is_unknown);
        self.vetted = number.wrapping_sub(unknown.into());
        is_bad
    }

    /// Moves on behind a row that [`Window::row`] gave.
    #[inline(always)]
    pub(crate) fn take(&mut self, row: &Row) {
        self.next = row.behind();
        self.number = self.number.wrapping_add(1);
    }

    /// The marks from one on.
    #[inline(always)]
    pub(crate) fn marks(&self, first: usize) -> &[u16; KEPT] {
        let from = self.marks.get(first.min(ALONE)..).and_then(|marks| marks.first_chunk());
        from.unwrap_or(&[0; KEPT]) // never: there are always so many
    }

    /// The marks of a line, and before them one where a delimiter would stand that ends where the line starts.
    #[inline(always)]
    pub(crate) fn marks_around(&mut self, row: &Row, delimiter: u16) -> &[u16; KEPT] {
        let before = row.first.wrapping_sub(1);
        // The newline before is that one, if the delimiter is as long.
        if delimiter != 1 {
            let start = self.offset(row.at);
            if let Some(mark) = self.marks.get_mut(before) {
                *mark = start.wrapping_sub(delimiter);
            }
        }
        self.marks(before)
    }

    /// Where in the body marks are counted from.
    #[inline(always)]
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// Keeps the marks of a line that was found by other means and starts at `at`, and tells which is its first.
    pub(crate) fn keep(&mut self, line: &Line<'_>, at: usize) -> usize {
        let offset = self.offset(at);
        let ends = grammar::fields(line).map(|field| (field.end as u16).wrapping_add(offset));
        for (mark, end) in self.marks.iter_mut().skip(ALONE).zip(ends) {
            *mark = end;
        }
        ALONE
    }

    /// A place in the body, as marks are counted.
    #[inline(always)]
    pub(crate) fn offset(&self, at: usize) -> u16 {
        at.wrapping_sub(self.start) as u16
    }

    /// Where the last delimiter of a row stands in the body.
    #[inline(always)]
    pub(crate) fn last_delimiter(&self, row: &Row) -> usize {
        let mark = self.marks.get(row.last.wrapping_sub(1)).copied().unwrap_or_default();
        self.start.wrapping_add(mark.into())
    }

    /// Where a row's first delimiter, or else its newline, stands in the body.
    #[inline(always)]
    pub(crate) fn first_mark(&self, row: &Row) -> usize {
        let mark = self.marks.get(row.first).copied().unwrap_or_default();
        self.start.wrapping_add(mark.into())
    }

    #[inline(always)]
    pub(crate) fn processor(&self) -> Processor {
        self.processor
    }

    /// The line of a number that starts there, if there is one.
    #[inline(always)]
    fn line(&self, start: Start, number: usize) -> Option<Row> {
        if number < self.lines { self.row_from(start, number) } else { None }
    }

    #[inline(always)]
    fn row_from(&self, Start { at, first }: Start, number: usize) -> Option<Row> {
        let last = usize::from(*self.newlines.get(number)?);
        let newline = self.start.wrapping_add(usize::from(*self.marks.get(last)?));
        Some(Row { at, newline, first, last })
    }

    /// Passes over lines that were taken by other means.
    fn skip_to(&mut self, at: usize) {
        while self.next.at < at {
            match self.line(self.next, self.number) {
                Some(row) => self.take(&row),
                None => break,
            }
        }
    }

    fn fill(&mut self, body: &[u8], at: usize, delimiter: Delimiter<'_>) {
        let ahead = body.get(at..).unwrap_or_default();
        self.start = at;
        self.next = Start { at, first: FIRST };
        (self.number, self.vetted) = (0, 0);
        let Window { processor, marks, newlines, .. } = self;
        let work = Fill { ahead, delimiter, marks, newlines };
        self.lines = if delimiter.as_bytes().len() == 1 { processor.run(work) } else { work.run_slowly() };
    }
}

impl Default for Window {
    fn default() -> Self {
        Window::new()
    }
}

/// Looks for marks, and tells how many lines there are.
struct Fill<'w> {
    ahead: &'w [u8],
    delimiter: Delimiter<'w>,
    marks: &'w mut Marks,
    newlines: &'w mut [u16; LINES + BLOCK],
}

impl Work for Fill<'_> {
    type Output = usize;

    /// For a delimiter of one byte.
    #[inline(always)]
    fn run(self, blocks: impl Blocks) -> usize {
        let byte = self.delimiter.first_byte();
        self.find(blocks, |_, block| blocks.places(block, byte))
    }
}

impl Fill<'_> {
    /// For a delimiter of several bytes.
    fn run_slowly(self) -> usize {
        let Fill { ahead, delimiter, .. } = self;
        let text = delimiter.as_bytes();
        let mut behind_last: usize = 0;
        self.find(Portable, |at, block| {
            let first_bytes = Portable.places(block, delimiter.first_byte());
            let taken = behind_last.saturating_sub(at);
            let places = confirmed(ahead.get(at..).unwrap_or_default(), first_bytes, text, taken);
            if places != 0 {
                let last = at.wrapping_add(63).wrapping_sub(places.leading_zeros() as usize);
                behind_last = last.wrapping_add(text.len());
            }
            places
        })
    }

    #[inline(always)]
    fn find(self, blocks: impl Blocks, mut delimiters: impl FnMut(usize, &[u8; BLOCK]) -> u64) -> usize {
        let Fill { ahead, marks, newlines, .. } = self;
        let (whole, end) = ahead.as_chunks();
        if let Some(before) = marks.first_mut() {
            *before = 0_u16.wrapping_sub(1);
        }
        let mut found = Found { marks, count: FIRST, newlines, lines: 0 };
        let mut at = 0;
        for block in whole.get(..BYTES / BLOCK).unwrap_or(whole) {
            if found.is_full() {
                return found.lines;
            }
            found.add(blocks, blocks.places(block, b'\n'), delimiters(at, block), at);
            at = at.wrapping_add(BLOCK);
        }
        if at < BYTES && !found.is_full() {
            let block = padded(end);
            let inside = !u64::MAX.wrapping_shl(end.len() as u32);
            found.add(blocks, blocks.places(&block, b'\n'), delimiters(at, &block) & inside, at);
        }
        found.lines
    }
}

struct Found<'w> {
    marks: &'w mut Marks,
    count: usize,
    newlines: &'w mut [u16; LINES + BLOCK],
    lines: usize,
}

impl Found<'_> {
    #[inline(always)]
    fn is_full(&self) -> bool {
        self.count >= MARKS || self.lines >= LINES
    }

    #[inline(always)]
    fn add(&mut self, blocks: impl Blocks, newlines: u64, delimiters: u64, at: usize) {
        let all = newlines | delimiters;
        if let Some(to) = self.marks.get_mut(self.count..).and_then(|marks| marks.first_chunk_mut()) {
            blocks.write_places(all, at as u16, to);
        }
        // Most blocks have one newline or none, and which can't be foreseen: the first is written without a branch.
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

    /// Lines of all lengths up to some blocks, with delimiters here and there, whole and cut, and some long ones.
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
    fn a_window_finds_the_lines_that_a_scan_finds() {
        for (delimiter, seed) in
            ["|", "||", "aba", "\0", "é|", "ab|ab|ab|ab|ab|"].iter().flat_map(|it| [1, 3, 8, 11].map(|seed| (it, seed)))
        {
            let body = body(delimiter, seed);
            let (bytes, delimiter) = (body.as_bytes(), Delimiter::new(delimiter).unwrap());
            for processor in Processor::all() {
                let mut window = Window { processor, ..Window::new() };
                let (mut at, mut found) = (0, 0);
                while let Some(line) = bytes.get(at..).and_then(|ahead| Line::scan(ahead, delimiter)) {
                    window.vet(bytes, at, delimiter, None, |_, _| true);
                    if let Some(row) = window.row(at) {
                        found += 1;
                        let cr = usize::from(line.len() - line.bytes.len() == 2);
                        assert_eq!((row.newline, row.delimiters()), (at + line.bytes.len() + cr, line.delimiters));
                        let ends = grammar::fields(&line).map(|field| at + field.end).take(KEPT);
                        let marks = window.marks(row.first).iter().map(|mark| window.start() + usize::from(*mark));
                        for (number, (end, mark)) in ends.zip(marks).enumerate() {
                            assert_eq!(mark, if number == line.delimiters { end + cr } else { end });
                        }
                        if found % 5 > 0 {
                            window.take(&row); // or else it is passed over
                        }
                    }
                    at += line.len();
                }
                assert_eq!((at, found), (body.len(), 196), "all but the long ones");
            }
        }
    }
}
