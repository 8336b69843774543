//! Where the texts of a session stand in its row.

use alloc::boxed::Box;
use core::ops::Range;

use crate::plan::{NONE, Slots, TEXTS};
use crate::window::KEPT;

/// A place in the row, in bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(super) const ABSENT: Span = Span { start: u32::MAX, end: 0 };
    pub(super) const WITHHELD: Span = Span { start: u32::MAX, end: 1 };

    /// The parser allows no record that 32 bits can't count.
    #[inline]
    pub(super) fn new(place: &Range<usize>) -> Span {
        Span { start: place.start as u32, end: place.end as u32 }
    }

    /// Nothing where it is absent or withheld.
    #[inline]
    pub(super) fn of<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.start as usize..self.end as usize)
    }
}

/// Where the texts stand: in a row of the usual kind, where its fields end and which of them they are.
#[derive(Clone)]
pub(super) struct Texts {
    ends: [u16; KEPT],
    slots: Slots,
    delimiter: u16,
    /// In any other.
    others: Option<Box<[Span; TEXTS]>>,
}

impl Texts {
    #[inline(always)]
    pub(super) fn of_fields(ends: [u16; KEPT], slots: Slots, delimiter: u16) -> Texts {
        Texts { ends, slots, delimiter, others: None }
    }

    /// Those of a row that is not of the usual kind: none yet.
    pub(super) fn of_spans() -> Texts {
        let others = Some(Box::new([Span::ABSENT; TEXTS]));
        Texts { ends: [0; KEPT], slots: [NONE; TEXTS], delimiter: 0, others }
    }

    /// Sets one, where they are not known by their fields.
    pub(super) fn set(&mut self, slot: usize, span: Span) {
        if let Some(place) = self.others.as_mut().and_then(|others| others.get_mut(slot)) {
            *place = span;
        }
    }

    #[inline(always)]
    pub(super) fn get(&self, slot: usize) -> Span {
        let field = usize::from(self.slots.get(slot).copied().unwrap_or(NONE));
        let Some(end) = self.ends.get(field) else { return self.other(slot) };
        let before = self.ends.get(field.wrapping_sub(1));
        let start = before.map_or(0, |before| u32::from(before.wrapping_add(self.delimiter)));
        Span { start, end: (*end).into() }
    }

    #[cold]
    fn other(&self, slot: usize) -> Span {
        let other = self.others.as_ref().and_then(|others| others.get(slot));
        other.copied().unwrap_or(Span::ABSENT)
    }
}
