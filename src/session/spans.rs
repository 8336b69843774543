//! The spans of a session's values in its record.

use alloc::boxed::Box;
use core::ops::Range;

use crate::table::column_slots::{NONE, SLOTS};
use crate::table::record::FieldEnds;

/// A byte range in the record, or the reason why a value has none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The header has no such column. Its start is after its end, so it is no range of any text.
    pub(crate) const ABSENT: Span = Span { start: u32::MAX, end: 0 };
    /// The value is withheld. Its start is after its end, so it is no range of any text.
    pub(crate) const WITHHELD: Span = Span { start: u32::MAX, end: 1 };

    /// The casts are lossless: the parser does not allow records that 32 bits cannot index.
    #[inline]
    pub(crate) fn new(range: &Range<usize>) -> Span {
        Span { start: range.start as u32, end: range.end as u32 }
    }

    /// The bytes from the start of the span to the end of the record, and the length of the span. `None` if the value
    /// is absent or withheld.
    #[inline]
    pub(crate) fn bytes_from_start<'t>(&self, record: &'t [u8]) -> Option<(&'t [u8], usize)> {
        let len = self.end.checked_sub(self.start)?;
        Some((record.get(self.start as usize..)?, len as usize))
    }

    /// The text of the span. `None` if the value is absent or withheld.
    #[inline]
    pub(crate) fn of<'t>(&self, record: &'t str) -> Option<&'t str> {
        record.get(self.start as usize..self.end as usize)
    }
}

/// The spans of the values, by slot.
///
/// A well-formed row needs no spans: for each slot, the index of its column leads to the ends of the fields around it.
/// Other rows, damaged or too long for [`FieldEnds`], have explicit spans.
#[derive(Clone)]
pub(crate) struct FieldSpans {
    slots: [u8; SLOTS],
    delimiter_len: u16,
    explicit: Option<Box<[Span; SLOTS]>>,
}

impl FieldSpans {
    /// The spans of a row whose fields lie between its field ends.
    #[inline(always)]
    pub(crate) fn of_fields(slots: [u8; SLOTS], delimiter_len: u16) -> FieldSpans {
        FieldSpans { slots, delimiter_len, explicit: None }
    }

    /// Explicit spans: absent until they are set.
    pub(crate) fn explicit() -> FieldSpans {
        let explicit = Some(Box::new([Span::ABSENT; SLOTS]));
        FieldSpans { slots: [NONE; SLOTS], delimiter_len: 0, explicit }
    }

    /// Sets an explicit span. Without explicit spans, this does nothing.
    pub(crate) fn set(&mut self, slot: usize, span: Span) {
        if let Some(explicit) = self.explicit.as_mut().and_then(|spans| spans.get_mut(slot)) {
            *explicit = span;
        }
    }

    /// Whether the spans are derived from the ends of the fields.
    #[cfg(feature = "serde")]
    pub(crate) fn are_derived(&self) -> bool {
        self.explicit.is_none()
    }

    /// The range of the field at an index, if the spans are derived.
    #[cfg(feature = "serde")]
    #[inline]
    pub(crate) fn of_field(&self, index: usize, FieldEnds(ends): &FieldEnds) -> Option<Range<usize>> {
        let (before, end) = (ends.get(index)?, ends.get(index.wrapping_add(1))?);
        Some(before.wrapping_add(self.delimiter_len).into()..usize::from(*end))
    }

    /// The span of a slot. `ends` are the ends of the fields, after the end of an imaginary field before the first one.
    #[inline(always)]
    pub(crate) fn get(&self, slot: usize, FieldEnds(ends): &FieldEnds) -> Span {
        let field = usize::from(self.slots.get(slot).copied().unwrap_or(NONE));
        match (ends.get(field), ends.get(field.wrapping_add(1))) {
            (Some(before), Some(end)) => {
                Span { start: before.wrapping_add(self.delimiter_len).into(), end: (*end).into() }
            }
            _ => self.get_explicit(slot),
        }
    }

    #[cold]
    fn get_explicit(&self, slot: usize) -> Span {
        let span = self.explicit.as_ref().and_then(|spans| spans.get(slot));
        span.copied().unwrap_or(Span::ABSENT)
    }
}
