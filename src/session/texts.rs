//! Where the texts of a session stand in its row.

use alloc::boxed::Box;
use core::ops::Range;

use crate::table::column_slots::{NONE, TEXTS, TextSlots};
use crate::table::record::FieldEnds;

/// A place in the row, in bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(crate) const ABSENT: Span = Span { start: u32::MAX, end: 0 };
    pub(crate) const WITHHELD: Span = Span { start: u32::MAX, end: 1 };

    /// The parser allows no record that 32 bits can't count.
    #[inline]
    pub(crate) fn new(place: &Range<usize>) -> Span {
        Span { start: place.start as u32, end: place.end as u32 }
    }

    /// The bytes from its start on, and how long it is.
    #[inline]
    pub(crate) fn ahead<'t>(&self, bytes: &'t [u8]) -> Option<(&'t [u8], usize)> {
        let len = self.end.checked_sub(self.start)?;
        Some((bytes.get(self.start as usize..)?, len as usize))
    }

    /// Nothing where it is absent or withheld.
    #[inline]
    pub(crate) fn of<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.start as usize..self.end as usize)
    }
}

/// Where the texts stand: in a row of the usual kind, which of the fields between its delimiters they are.
#[derive(Clone)]
pub(crate) struct Texts {
    slots: TextSlots,
    delimiter: u16,
    /// In any other.
    others: Option<Box<[Span; TEXTS]>>,
}

impl Texts {
    #[inline(always)]
    pub(crate) fn of_fields(slots: TextSlots, delimiter: u16) -> Texts {
        Texts { slots, delimiter, others: None }
    }

    /// Those of a row that is not of the usual kind: none yet.
    pub(crate) fn of_spans() -> Texts {
        let others = Some(Box::new([Span::ABSENT; TEXTS]));
        Texts { slots: [NONE; TEXTS], delimiter: 0, others }
    }

    /// Sets one, where they are not known by their fields.
    pub(crate) fn set(&mut self, slot: usize, span: Span) {
        if let Some(place) = self.others.as_mut().and_then(|others| others.get_mut(slot)) {
            *place = span;
        }
    }

    #[inline(always)]
    pub(crate) fn get(&self, slot: usize, FieldEnds(delimiters): &FieldEnds) -> Span {
        let field = usize::from(self.slots.get(slot).copied().unwrap_or(NONE));
        match (delimiters.get(field), delimiters.get(field.wrapping_add(1))) {
            (Some(before), Some(end)) => Span { start: before.wrapping_add(self.delimiter).into(), end: (*end).into() },
            _ => self.other(slot),
        }
    }

    #[cold]
    fn other(&self, slot: usize) -> Span {
        let other = self.others.as_ref().and_then(|others| others.get(slot));
        other.copied().unwrap_or(Span::ABSENT)
    }
}
