//! The readings of a span of lines as one record.
//!
//! Nothing is escaped, so a span that does not fit its header is read, not split. Its pieces are what stands between
//! delimiters and newlines. A reading gives each column a run of pieces, in order, such that
//!
//! - a column that the service writes has one piece, which its [`FieldType`] fits;
//! - a column that somebody types has one or more, joined by what stands between them;
//! - what parts two columns is a delimiter, so a newline stands only inside what somebody typed;
//! - where a delimiter ends the header, one ends the record, with nothing but blanks behind it.
//!
//! Alignments are never listed. For each piece there is a set of the columns that it can belong to, a bit each: those
//! that the pieces before it allow are found on the way forward, those that the pieces behind it do not are dropped on
//! the way back. What is left of a set lies on some reading, and the readings of two pieces side by side meet in all
//! ways that the sets allow, so the sets tell all there is to know.

use alloc::vec::Vec;
use core::ops::Range;

use crate::bytes::line::Line;
use crate::bytes::whitespace;
use crate::table::grammar;
use crate::table::header::Header;
use crate::values::field_type::FieldType;

/// A set of columns, a bit each.
type Set = u64;

/// What a header wants of the pieces of a record.
#[derive(Clone)]
pub(crate) struct Layout {
    /// The delimiter that ends a record is followed by a column of its own, of blanks.
    columns: usize,
    text: Set,
    checked: Vec<(FieldType, Set)>,
    blank: Set,
    last: Set,
}

impl Layout {
    /// Whether a set can hold the columns of a header: three times as many as the widest one known has.
    pub(crate) fn can_hold(header: &Header<'_>) -> bool {
        Layout::columns_of(header) <= Set::BITS as usize
    }

    fn columns_of(header: &Header<'_>) -> usize {
        header.len().saturating_add(header.has_trailing_delimiter().into())
    }

    pub(crate) fn new(header: &Header<'_>) -> Layout {
        let columns = Layout::columns_of(header);
        let has_form = |index, form| FieldType::of(header.column(index)) == form;
        let of_form = |form| {
            (0..header.len()).filter(|&index| has_form(index, form)).map(set_of).fold(0, |set, column| set | column)
        };
        let checked = [FieldType::Integer, FieldType::Time, FieldType::Language, FieldType::Flag]
            .map(|form| (form, of_form(form)));
        Layout {
            columns,
            text: of_form(FieldType::Text),
            checked: checked.into_iter().filter(|(_, columns)| *columns != 0).collect(),
            blank: if header.has_trailing_delimiter() { set_of(header.len()) } else { 0 },
            last: set_of(columns.saturating_sub(1)),
        }
    }

    /// Those of the columns that can hold the piece.
    #[inline]
    fn fitting(&self, mut columns: Set, piece: &[u8]) -> Set {
        for (form, checked) in &self.checked {
            if columns & checked != 0 && !form.fits(piece) {
                columns &= !checked;
            }
        }
        if columns & self.blank != 0 && !whitespace::is_blank(piece) {
            columns &= !self.blank;
        }
        columns
    }
}

fn set_of(column: usize) -> Set {
    1_u64.wrapping_shl(column as u32)
}

/// What stands between two delimiters or newlines of a span.
#[derive(Clone)]
struct Fragment {
    start: u32,
    end: u32,
    /// Whether a newline stands before it, and no delimiter.
    after_newline: bool,
    /// The columns that it can belong to.
    columns: Set,
}

impl Fragment {
    /// In the span, which is no longer than a record may be.
    fn place(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From the columns of the piece before this one, those of this one: the column behind, where a delimiter parts
    /// them, and those of `text` go on.
    fn after(&self, before: Set, text: Set) -> Set {
        (if self.after_newline { 0 } else { before << 1 }) | before & text
    }

    /// From the columns of this piece, those of the one before it.
    fn before(&self, text: Set) -> Set {
        (if self.after_newline { 0 } else { self.columns >> 1 }) | self.columns & text
    }
}

/// What the readings say of a column. Places are in bytes from the span's start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ColumnMatch {
    /// Where its value stands, if all readings have the same.
    pub(crate) range: Option<Range<usize>>,
    /// From the first place where a reading has it start to the last where one has it end.
    pub(crate) hull: Range<usize>,
    /// Whether all readings have it at the same place.
    pub(crate) is_fixed: bool,
    /// Whether the value is of several pieces.
    pub(crate) is_joined: bool,
}

/// The pieces of a span, and the columns that each can belong to.
#[derive(Clone, Default)]
pub(crate) struct Alignments {
    pieces: Vec<Fragment>,
    /// Those of the last piece.
    columns: Set,
}

impl Alignments {
    pub(crate) fn clear(&mut self) {
        self.pieces.clear();
        self.columns = 0;
    }

    /// The number of pieces.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Drops all but the first pieces.
    pub(crate) fn truncate(&mut self, pieces: usize) {
        self.pieces.truncate(pieces);
        self.columns = self.pieces.last().map_or(0, |piece| piece.columns);
    }

    /// Adds a line that starts at `at`, in bytes from the span's start.
    pub(crate) fn push(&mut self, layout: &Layout, line: &Line<'_>, at: usize) {
        self.push_some(layout, line, at, usize::MAX);
    }

    /// The same, of which only the first few fields are looked at.
    pub(crate) fn push_some(&mut self, layout: &Layout, line: &Line<'_>, at: usize, fields: usize) {
        let mut after_newline = !self.pieces.is_empty();
        for field in grammar::fields(line).take(fields) {
            if self.is_dead() {
                return;
            }
            let (start, end) = (at.saturating_add(field.start) as u32, at.saturating_add(field.end) as u32);
            let mut piece = Fragment { start, end, after_newline, columns: 0 };
            let reached = if self.pieces.is_empty() { 1 } else { piece.after(self.columns, layout.text) };
            piece.columns = layout.fitting(reached, line.bytes.get(field).unwrap_or_default());
            self.columns = piece.columns;
            self.pieces.push(piece);
            after_newline = false;
        }
    }

    /// Whether no reading starts like this, whatever follows.
    pub(crate) fn is_dead(&self) -> bool {
        !self.pieces.is_empty() && self.columns == 0
    }

    /// Whether there is a reading.
    pub(crate) fn is_complete(&self, layout: &Layout) -> bool {
        self.columns & layout.last != 0
    }

    /// What all readings of `span` say of each column. There must be one.
    pub(crate) fn settle(&mut self, layout: &Layout, span: &[u8]) -> Vec<ColumnMatch> {
        self.prune_backward(layout);
        let (starts, stops) = (self.starts(), self.stops(layout));
        let place = |piece: usize| self.pieces.get(piece).map(Fragment::place).unwrap_or_default();
        let found =
            starts.pieces.iter().zip(&stops.pieces).take(layout.columns).enumerate().map(|(index, (&start, &stop))| {
                let column = set_of(index);
                let hull = place(start).start..place(stop).end;
                let is_fixed = (starts.differing | stops.differing) & column == 0;
                let value = if is_fixed { hull.clone() } else { place(start) };
                let is_agreed = is_fixed || self.is_same_everywhere(layout, column, span, value.clone());
                ColumnMatch { range: is_agreed.then_some(value), hull, is_fixed, is_joined: is_fixed && start != stop }
            });
        found.collect()
    }

    /// Drops what no reading of all the pieces has, seen from their end.
    fn prune_backward(&mut self, layout: &Layout) {
        let mut before = layout.last;
        for piece in self.pieces.iter_mut().rev() {
            piece.columns &= before;
            before = piece.before(layout.text);
        }
    }

    /// The pieces that each column starts with.
    fn starts(&self) -> Boundaries {
        let mut ends = Boundaries::new();
        let mut before = None;
        for (index, piece) in self.pieces.iter().enumerate() {
            ends.note(piece.columns & before.map_or(1, |before| piece.after(before, 0)), index);
            before = Some(piece.columns);
        }
        ends
    }

    /// The pieces that each column stops with, seen from the last one.
    fn stops(&self, layout: &Layout) -> Boundaries {
        let mut ends = Boundaries::new();
        let mut stops = layout.last;
        for (index, piece) in self.pieces.iter().enumerate().rev() {
            ends.note(piece.columns & stops, index);
            stops = piece.before(0);
        }
        ends
    }

    /// Whether a column that the service writes has the same text in all readings, though not at one place.
    ///
    /// What somebody types never has: where a reading has it start earlier than another, one has it longer.
    fn is_same_everywhere(&self, layout: &Layout, column: Set, span: &[u8], first: Range<usize>) -> bool {
        let first = span.get(first);
        let mut pieces = self.pieces.iter().filter(|piece| piece.columns & column != 0);
        layout.text & column == 0 && pieces.all(|piece| span.get(piece.place()) == first)
    }
}

/// The piece that each column starts, or stops, with in some reading, and the columns where another reading has
/// another one.
struct Boundaries {
    pieces: [usize; Set::BITS as usize],
    seen: Set,
    differing: Set,
}

impl Boundaries {
    fn new() -> Boundaries {
        Boundaries { pieces: [0; Set::BITS as usize], seen: 0, differing: 0 }
    }

    fn note(&mut self, columns: Set, piece: usize) {
        self.differing |= columns & self.seen;
        let mut new = columns & !self.seen;
        self.seen |= columns;
        while new != 0 {
            if let Some(first) = self.pieces.get_mut(new.trailing_zeros() as usize) {
                *first = piece;
            }
            new &= new.wrapping_sub(1);
        }
    }
}
