//! Iterators over the custom fields and the unknown columns of a session.

use core::fmt;
use core::iter::FusedIterator;
use core::slice;

use crate::column::Column;
use crate::session::spans::{FieldSpans, Span};
use crate::table::column_slots;
use crate::table::record::FieldEnds;

/// The custom fields of a session, from Custom Field 0 on. See [`Session::custom_fields`](crate::Session::custom_fields).
#[derive(Clone)]
pub struct CustomFields<'s, 'a> {
    text: &'a str,
    spans: &'s FieldSpans,
    ends: &'s FieldEnds,
    /// The spans of those that have no slot.
    later: &'s [Span],
    /// The number of the next one.
    number: u16,
}

impl<'s, 'a> CustomFields<'s, 'a> {
    pub(crate) fn new(text: &'a str, spans: &'s FieldSpans, ends: &'s FieldEnds, later: &'s [Span]) -> Self {
        CustomFields { text, spans, ends, later, number: 0 }
    }

    /// The span of the custom field with a number, if the list has it.
    fn span(&self, number: u16) -> Option<Span> {
        let span = match column_slots::slot_of(Column::CustomField(number.try_into().ok()?)) {
            Ok(slot) => self.spans.get(slot, self.ends),
            Err(index) => *self.later.get(index)?,
        };
        (span != Span::ABSENT).then_some(span)
    }
}

impl<'a> Iterator for CustomFields<'_, 'a> {
    type Item = Option<&'a str>;

    fn next(&mut self) -> Option<Self::Item> {
        let span = self.span(self.number)?;
        self.number = self.number.saturating_add(1);
        Some(span.of(self.text))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.number..).map_while(|number| self.span(number)).count();
        (left, Some(left))
    }
}

impl ExactSizeIterator for CustomFields<'_, '_> {}
impl FusedIterator for CustomFields<'_, '_> {}

/// Shows no values, only how many are left.
impl fmt::Debug for CustomFields<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomFields").field("left", &self.len()).finish_non_exhaustive()
    }
}

/// The unknown columns of a session, in the header's order. See [`Session::unknown_columns`](crate::Session::unknown_columns).
#[derive(Clone)]
pub struct UnknownColumns<'s, 'a> {
    text: &'a str,
    columns: slice::Iter<'s, (&'a str, Span)>,
}

impl<'s, 'a> UnknownColumns<'s, 'a> {
    pub(crate) fn new(text: &'a str, columns: &'s [(&'a str, Span)]) -> Self {
        UnknownColumns { text, columns: columns.iter() }
    }
}

impl<'a> Iterator for UnknownColumns<'_, 'a> {
    type Item = (&'a str, Option<&'a str>);

    fn next(&mut self) -> Option<Self::Item> {
        self.columns.next().map(|(name, span)| (*name, span.of(self.text)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.columns.size_hint()
    }
}

impl ExactSizeIterator for UnknownColumns<'_, '_> {}
impl FusedIterator for UnknownColumns<'_, '_> {}

/// Shows no values, only how many are left.
impl fmt::Debug for UnknownColumns<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownColumns").field("left", &self.len()).finish_non_exhaustive()
    }
}
