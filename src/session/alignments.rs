//! [`DamageAlignments`]: the possible values of the columns of a damage.

use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::slice;

use crate::bytes::delimiter::Delimiter;
use crate::column::Column;
use crate::recovery::enumeration::Enumeration;
use crate::values::field_type::FieldType;

/// A column that shares the text of a damage with the columns next to it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RunColumn<'a> {
    pub(crate) name: &'a str,
    pub(crate) column: Option<Column>,
    /// Whether its value is joined or withheld. Otherwise it has the same text in all alignments.
    pub(crate) is_affected: bool,
}

/// The alignments of a [`Damage`](crate::Damage), one at a time; see [`Damage::alignments`](crate::Damage::alignments).
///
/// An alignment is computed when it is asked for, in time proportional to the length of
/// [`Damage::raw`](crate::Damage::raw). The memory of the iterator does not depend on the number of alignments, which can
/// be very large: take the first ones only.
///
/// The order is always the same. Shorter values come first: all alignments with the shortest first value, then those
/// with the next longer one; among them, the second value decides, and so on. No two alignments are equal.
///
/// ```
/// let body = "OK\n\nID|Technician|Custom Field 0|Custom Field 1|\n7|a|b|c|d|e|f|g|h|i|j|\n";
/// let session = rescue_sessions::parse(body)?.into_iter().next().unwrap()?;
///
/// let mut alignments = session.damage()[0].alignments();
/// assert_eq!(alignments.total(), 36);
///
/// let texts: Vec<_> = alignments.next().unwrap().values().map(|(_, text)| text).collect();
/// assert_eq!(texts, ["a", "b", "c|d|e|f|g|h|i|j"]);
/// let texts: Vec<_> = alignments.next().unwrap().values().map(|(_, text)| text).collect();
/// assert_eq!(texts, ["a", "b|c", "d|e|f|g|h|i|j"]);
///
/// assert_eq!((alignments.total(), alignments.size_hint()), (36, (34, Some(34))));
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone)]
pub struct DamageAlignments<'a> {
    columns: Vec<RunColumn<'a>>,
    raw: &'a str,
    enumeration: Enumeration,
    total: u64,
    taken: u64,
}

impl<'a> DamageAlignments<'a> {
    pub(crate) fn new(columns: Vec<RunColumn<'a>>, raw: &'a str, delimiter: Delimiter) -> Self {
        let field_types = columns.iter().map(|column| FieldType::of(column.column));
        let enumeration = Enumeration::new(field_types, raw.as_bytes(), delimiter);
        let total = enumeration.total();
        DamageAlignments { columns, raw, enumeration, total, taken: 0 }
    }

    /// The number of all alignments, including those that the iterator has already given. [`u64::MAX`] means that there
    /// are at least so many.
    ///
    /// It is counted without listing them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }
}

impl<'a> Iterator for DamageAlignments<'a> {
    type Item = Alignment<'a>;

    fn next(&mut self) -> Option<Alignment<'a>> {
        if !self.enumeration.advance() {
            return None;
        }
        self.taken = self.taken.saturating_add(1);
        let columns = self.columns.iter().zip(self.enumeration.ranges());
        let affected = columns.filter(|(column, _)| column.is_affected);
        let values = affected.filter_map(|(column, range)| Some((*column, self.raw.get(range)?)));
        Some(Alignment { values: values.collect() })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.total.saturating_sub(self.taken);
        let upper = if self.total == u64::MAX { None } else { usize::try_from(left).ok() };
        (usize::try_from(left).unwrap_or(usize::MAX), upper)
    }
}

impl FusedIterator for DamageAlignments<'_> {}

/// It shows no text from the body.
impl fmt::Debug for DamageAlignments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DamageAlignments { total, taken, .. } = self;
        f.debug_struct("DamageAlignments").field("total", total).field("taken", taken).finish_non_exhaustive()
    }
}

/// One of the [alignments](crate::Damage::alignments) of a damage: a possible value for each of its columns.
///
/// ```
/// use rescue_sessions::{Column, parse};
///
/// let body = "OK\n\nID|Technician|Custom Field 0|Language|\n7|Jo|no|sound|en|\n";
/// let session = parse(body)?.into_iter().next().unwrap()?;
///
/// let alignment = session.damage()[0].alignments().next().unwrap();
/// assert!(alignment.values().eq([("Technician", "Jo"), ("Custom Field 0", "no|sound")]));
/// assert_eq!(alignment.get(Column::Technician), Some("Jo"));
/// assert_eq!(alignment.get(Column::Language), None, "it is not withheld: Session::language has it");
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Alignment<'a> {
    values: Vec<(RunColumn<'a>, &'a str)>,
}

impl<'a> Alignment<'a> {
    /// The name and the value of each column in [`Damage::columns`](crate::Damage::columns), in the same order.
    ///
    /// The values are texts of the body, including embedded delimiters and newlines.
    #[must_use]
    pub fn values(&self) -> AlignmentValues<'_, 'a> {
        AlignmentValues(self.values.iter())
    }

    /// The value of a column, or `None` if the damage does not [affect](crate::Damage::affects) it.
    #[must_use]
    pub fn get(&self, column: Column) -> Option<&'a str> {
        self.values.iter().find(|(known, _)| known.column == Some(column)).map(|(_, text)| *text)
    }

    /// The same for a column by its name in the header, known or unknown.
    #[must_use]
    pub fn get_by_name(&self, name: &str) -> Option<&'a str> {
        self.values.iter().find(|(known, _)| known.name == name).map(|(_, text)| *text)
    }
}

/// It shows no text from the body, only the number of values.
impl fmt::Debug for Alignment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Alignment").field("values", &self.values.len()).finish_non_exhaustive()
    }
}

/// The names and the values of the columns of an [`Alignment`], in the header's order.
#[derive(Clone)]
pub struct AlignmentValues<'v, 'a>(slice::Iter<'v, (RunColumn<'a>, &'a str)>);

impl<'a> Iterator for AlignmentValues<'_, 'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(column, text)| (column.name, *text))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for AlignmentValues<'_, '_> {}
impl FusedIterator for AlignmentValues<'_, '_> {}

/// Shows no values, only how many are left.
impl fmt::Debug for AlignmentValues<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AlignmentValues").field("left", &self.len()).finish_non_exhaustive()
    }
}
