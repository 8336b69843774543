//! The readings of a span of lines as one record.
//!
//! Nothing is escaped, so a span that does not fit its header is read, not split. Its pieces are what stands between
//! delimiters and newlines. A reading gives each column a run of pieces, in order, such that
//!
//! - a column that the service writes has one piece, which its [`Form`] fits;
//! - a column that somebody types has one or more, joined by what stands between them;
//! - what parts two columns is a delimiter, so a newline stands only inside what somebody typed;
//! - where a delimiter ends the header, one ends the record, with nothing but blanks behind it.
//!
//! Readings are never listed. For each piece there is a set of the columns that it can belong to, a bit each: those that the
//! pieces before it allow are found on the way forward, those that the pieces behind it do not are dropped on the way back.
//! What is left of a set lies on some reading, and the readings of two pieces side by side meet in all ways that the sets
//! allow, so the sets tell all there is to know.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use crate::column::Column;
use crate::grammar;
use crate::header::Header;
use crate::scan::Line;
use crate::value::Form;

/// What a header wants of the pieces of a record.
#[derive(Clone)]
pub(crate) struct Layout {
    /// The delimiter that ends a record is followed by a column of its own, of blanks.
    columns: usize,
    /// How many words a set of columns takes.
    words: usize,
    text: Vec<u64>,
    checked: Vec<(Form, Vec<u64>)>,
    blank: Vec<u64>,
    none: Vec<u64>,
    /// Language, where Transferred To comes next: see [`Readings::drop_empty_languages`].
    language: Option<usize>,
}

impl Layout {
    pub(crate) fn new(header: &Header<'_>) -> Layout {
        let trailing = usize::from(header.has_trailing_delimiter());
        let columns = header.len().saturating_add(trailing);
        let words = columns.div_ceil(64).max(1);
        let set = |is_in: &dyn Fn(usize) -> bool| {
            let mut set = vec![0; words];
            (0..columns).filter(|&column| is_in(column)).for_each(|column| insert(&mut set, column));
            set
        };
        let of_form = |form| set(&|index| index < header.len() && Form::of(header.column(index)) == form);
        let checked = [Form::Integer, Form::Time, Form::Language, Form::Flag];
        let language = header.index_of(Column::Language);
        Layout {
            columns,
            words,
            text: of_form(Form::Text),
            checked: checked
                .map(|form| (form, of_form(form)))
                .into_iter()
                .filter(|(_, set)| set.iter().any(|word| *word != 0))
                .collect(),
            blank: set(&|index| index >= header.len()),
            none: vec![0; words],
            language: language.filter(|index| header.column(index.saturating_add(1)) == Some(Column::TransferredTo)),
        }
    }

    /// How many columns there are, with one of blanks behind the delimiter that ends a record.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// Drops the columns that can't hold the piece.
    fn check(&self, set: &mut [u64], piece: &[u8]) {
        for (form, columns) in &self.checked {
            if meet(set, columns) && !form.fits(piece) {
                remove_all(set, columns);
            }
        }
        if meet(set, &self.blank) && !grammar::is_blank(piece) {
            remove_all(set, &self.blank);
        }
    }
}

/// What stands between two delimiters or newlines of a span.
#[derive(Clone)]
struct Piece {
    start: u32,
    end: u32,
    /// Whether a newline stands before it, and no delimiter.
    behind_newline: bool,
}

impl Piece {
    /// In the span, which is no longer than a record may be.
    fn place(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What the readings say of a column. Places are in bytes from the span's start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where its value stands, if all readings have the same.
    pub(crate) place: Option<Range<usize>>,
    /// From the first place where a reading has it start to the last where one has it end.
    pub(crate) hull: Range<usize>,
    /// Whether all readings have it at the same place.
    pub(crate) is_fixed: bool,
    /// Whether the value is of several pieces.
    pub(crate) is_joined: bool,
}

/// The pieces of a span, and the columns that each can belong to.
#[derive(Clone, Default)]
pub(crate) struct Readings {
    pieces: Vec<Piece>,
    /// A set a piece.
    sets: Vec<u64>,
    last: Vec<u64>,
}

impl Readings {
    pub(crate) fn clear(&mut self, layout: &Layout) {
        self.pieces.clear();
        self.sets.clear();
        self.last.clone_from(&layout.none);
    }

    /// Adds a line that starts at `at`, in bytes from the span's start.
    pub(crate) fn push(&mut self, layout: &Layout, line: &Line<'_>, at: usize) {
        let mut behind_newline = !self.pieces.is_empty();
        for field in grammar::fields(line) {
            if self.is_dead() {
                return;
            }
            let bytes = line.bytes.get(field.clone()).unwrap_or_default();
            onward(&mut self.last, &layout.text, behind_newline, self.pieces.is_empty());
            layout.check(&mut self.last, bytes);
            self.sets.extend_from_slice(&self.last);
            let (start, end) = (at.saturating_add(field.start) as u32, at.saturating_add(field.end) as u32);
            self.pieces.push(Piece { start, end, behind_newline });
            behind_newline = false;
        }
    }

    /// Whether no reading starts like this, whatever follows.
    pub(crate) fn is_dead(&self) -> bool {
        !self.pieces.is_empty() && self.last.iter().all(|word| *word == 0)
    }

    /// Whether there is a reading.
    pub(crate) fn is_complete(&self, layout: &Layout) -> bool {
        contains(&self.last, layout.columns.saturating_sub(1))
    }

    /// What all readings of `span` say of each column. There must be one.
    pub(crate) fn settle(&mut self, layout: &Layout, span: &[u8]) -> Vec<Found> {
        self.prune_backward(layout);
        if self.drop_empty_languages(layout, span) {
            self.prune_forward(layout);
            self.prune_backward(layout);
        }
        let (starts, stops) = (self.starts(layout), self.stops(layout));
        let place = |piece: usize| self.pieces.get(piece).map(|piece| piece.place()).unwrap_or_default();
        let found = starts.pieces.iter().zip(&stops.pieces).enumerate().map(|(column, (&start, &stop))| {
            let hull = place(start).start..place(stop).end;
            let is_fixed = !contains(&starts.differing, column) && !contains(&stops.differing, column);
            let value = if is_fixed { hull.clone() } else { place(start) };
            let is_agreed = is_fixed || self.is_same_everywhere(layout, column, span, value.clone());
            Found { place: is_agreed.then_some(value), hull, is_fixed, is_joined: is_fixed && start != stop }
        });
        found.collect()
    }

    /// Drops what no reading of all the pieces has, seen from their end.
    fn prune_backward(&mut self, layout: &Layout) {
        let mut behind = layout.none.clone();
        insert(&mut behind, layout.columns.saturating_sub(1));
        let mut newline = None;
        for (set, piece) in self.sets.chunks_exact_mut(layout.words).zip(&self.pieces).rev() {
            if let Some(newline) = newline {
                back(&mut behind, &layout.text, newline);
            }
            keep(set, &behind);
            behind.copy_from_slice(set);
            newline = Some(piece.behind_newline);
        }
    }

    /// Drops what no reading of all the pieces has, seen from their start.
    fn prune_forward(&mut self, layout: &Layout) {
        let mut before = layout.none.clone();
        let mut is_first = true;
        for (set, piece) in self.sets.chunks_exact_mut(layout.words).zip(&self.pieces) {
            onward(&mut before, &layout.text, piece.behind_newline, is_first);
            keep(set, &before);
            before.copy_from_slice(set);
            is_first = false;
        }
    }

    /// Drops readings with an empty Language where the next text, after nothing but empty pieces, is one of two small letters
    /// that can be the Language too. Says whether there were any.
    ///
    /// Most custom fields of most rows are empty, and an empty piece can be a Language. Without this a delimiter in a custom
    /// field would always leave it open whether the Language is `en`, or empty and the session was transferred to a
    /// technician named `en`.
    fn drop_empty_languages(&mut self, layout: &Layout, span: &[u8]) -> bool {
        let Some(language) = layout.language else { return false };
        let (mut dropped, mut is_code_next) = (false, false);
        for (set, piece) in self.sets.chunks_exact_mut(layout.words).zip(&self.pieces).rev() {
            let text = span.get(piece.place()).unwrap_or_default();
            let can_be = contains(set, language);
            if !text.is_empty() {
                is_code_next = can_be && matches!(text, [b'a'..=b'z', b'a'..=b'z']);
            } else if can_be && is_code_next {
                remove(set, language);
                dropped = true;
            }
            is_code_next &= !piece.behind_newline;
        }
        dropped
    }

    /// The pieces that each column starts with.
    fn starts(&self, layout: &Layout) -> Ends {
        let mut ends = Ends::new(layout);
        let mut starts = layout.none.clone();
        let mut is_first = true;
        for (index, (set, piece)) in self.sets.chunks_exact(layout.words).zip(&self.pieces).enumerate() {
            onward(&mut starts, &layout.none, piece.behind_newline, is_first);
            keep(&mut starts, set);
            ends.note(&starts, index);
            starts.copy_from_slice(set);
            is_first = false;
        }
        ends
    }

    /// The pieces that each column stops with, seen from the last one.
    fn stops(&self, layout: &Layout) -> Ends {
        let mut ends = Ends::new(layout);
        let mut stops = layout.none.clone();
        insert(&mut stops, layout.columns.saturating_sub(1));
        let mut newline = None;
        for (index, (set, piece)) in self.sets.chunks_exact(layout.words).zip(&self.pieces).enumerate().rev() {
            if let Some(newline) = newline {
                back(&mut stops, &layout.none, newline);
            }
            keep(&mut stops, set);
            ends.note(&stops, index);
            stops.copy_from_slice(set);
            newline = Some(piece.behind_newline);
        }
        ends
    }

    /// Whether a column that the service writes has the same text in all readings, though not at one place.
    ///
    /// What somebody types never has: where a reading has it start earlier than another, one has it longer.
    fn is_same_everywhere(&self, layout: &Layout, column: usize, span: &[u8], first: Range<usize>) -> bool {
        let first = span.get(first);
        let is_same = |piece: &Piece| span.get(piece.place()) == first;
        let mut pieces = self.sets.chunks_exact(layout.words).zip(&self.pieces);
        !contains(&layout.text, column) && pieces.all(|(set, piece)| !contains(set, column) || is_same(piece))
    }
}

/// The piece that each column starts, or stops, with in some reading, and the columns where another reading has another one.
struct Ends {
    pieces: Vec<usize>,
    seen: Vec<u64>,
    differing: Vec<u64>,
}

impl Ends {
    fn new(layout: &Layout) -> Ends {
        Ends { pieces: vec![0; layout.columns], seen: layout.none.clone(), differing: layout.none.clone() }
    }

    fn note(&mut self, columns: &[u64], piece: usize) {
        let pieces = self.pieces.chunks_mut(64);
        for (((now, seen), differing), pieces) in
            columns.iter().zip(&mut self.seen).zip(&mut self.differing).zip(pieces)
        {
            *differing |= now & *seen;
            let mut new = now & !*seen;
            *seen |= now;
            while new != 0 {
                if let Some(first) = pieces.get_mut(new.trailing_zeros() as usize) {
                    *first = piece;
                }
                new &= new.wrapping_sub(1);
            }
        }
    }
}

/// From the columns of a piece, those of the next one: the column behind, where a delimiter parts them, and what somebody types
/// goes on. The very first piece is the first column's.
fn onward(set: &mut [u64], text: &[u64], newline: bool, is_first: bool) {
    let mut carry = u64::from(is_first);
    for (word, text) in set.iter_mut().zip(text) {
        let next = if newline { 0 } else { *word << 1 | carry };
        carry = *word >> 63;
        *word = next | *word & text;
    }
}

/// From the columns of a piece, those of the piece before it.
fn back(set: &mut [u64], text: &[u64], newline: bool) {
    let mut carry = 0;
    for (word, text) in set.iter_mut().zip(text).rev() {
        let before = if newline { 0 } else { *word >> 1 | carry };
        carry = *word << 63;
        *word = before | *word & text;
    }
}

fn bit(column: usize) -> (usize, u64) {
    (column / 64, 1_u64.wrapping_shl((column % 64) as u32))
}

fn contains(set: &[u64], column: usize) -> bool {
    let (word, bit) = bit(column);
    set.get(word).is_some_and(|word| word & bit != 0)
}

fn insert(set: &mut [u64], column: usize) {
    let (word, bit) = bit(column);
    if let Some(word) = set.get_mut(word) {
        *word |= bit;
    }
}

fn remove(set: &mut [u64], column: usize) {
    let (word, bit) = bit(column);
    if let Some(word) = set.get_mut(word) {
        *word &= !bit;
    }
}

fn keep(set: &mut [u64], others: &[u64]) {
    set.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
}

fn remove_all(set: &mut [u64], others: &[u64]) {
    set.iter_mut().zip(others).for_each(|(word, other)| *word &= !other);
}

fn meet(set: &[u64], others: &[u64]) -> bool {
    set.iter().zip(others).any(|(word, other)| word & other != 0)
}
