//! The header: the columns of a list, in order.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::slice;

use crate::bytes::position::Position;
use crate::column::Column;
use crate::table::column_slots::ColumnSlots;

/// The first line of a session list: the names of its columns, in order.
///
/// It decides what a well-formed row is: the number of its fields, and whether it ends with a delimiter. The header of
/// a bare `OK` has no columns.
///
/// ```
/// use rescue_sessions::{Column, parse};
///
/// let list = parse("OK\n\nID|Status|Shoe Size|\n")?;
/// let header = list.header();
/// assert_eq!(header.index_of(Column::Status), Some(1));
/// assert_eq!(header.index_of(Column::Technician), None);
/// assert_eq!(header.index_of_name("Shoe Size"), Some(2));
/// assert_eq!(header.column(2), None);
/// assert!(header.has_trailing_delimiter());
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Header<'a> {
    labels: Vec<Label<'a>>,
    trailing_delimiter: bool,
    slots: ColumnSlots,
    position: Position,
}

/// Headers are equal if they have the same columns in the same order, and end alike.
impl PartialEq for Header<'_> {
    fn eq(&self, other: &Self) -> bool {
        (&self.labels, self.trailing_delimiter) == (&other.labels, other.trailing_delimiter)
    }
}

impl Eq for Header<'_> {}

/// The name of a column. It decides whether the column is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label<'a> {
    pub(crate) text: &'a str,
    pub(crate) column: Option<Column>,
}

impl Label<'_> {
    /// Whether the names are the same. Known names are compared by their columns, which is faster.
    pub(crate) fn has_name_of(&self, other: &Label<'_>) -> bool {
        self.column == other.column && (self.column.is_some() || self.text == other.text)
    }
}

impl<'a> Header<'a> {
    pub(crate) fn new(labels: Vec<Label<'a>>, trailing_delimiter: bool, position: Position) -> Self {
        let slots = ColumnSlots::new(labels.iter().map(|label| label.column));
        Header { labels, trailing_delimiter, slots, position }
    }

    /// Where the header starts in the body.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// The number of columns.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are no columns, as in a bare `OK`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The names of the columns, as they are in the body.
    #[must_use]
    pub fn iter(&self) -> ColumnNames<'_, 'a> {
        ColumnNames(self.labels.iter())
    }

    /// The name of the column at an index (0-based), or `None` if there is none.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&'a str> {
        self.labels.get(index).map(|label| label.text)
    }

    /// The column at an index (0-based), or `None` if its name is unknown.
    ///
    /// Custom fields are known from Custom Field 0 on, up to the first gap; see [`Session::custom_fields`].
    ///
    /// [`Session::custom_fields`]: crate::Session::custom_fields
    #[must_use]
    pub fn column(&self, index: usize) -> Option<Column> {
        self.labels.get(index)?.column
    }

    /// The index of a column (0-based), or `None` if the header lacks it. A custom field after a gap can be found by
    /// its name only.
    #[must_use]
    pub fn index_of(&self, column: Column) -> Option<usize> {
        self.labels.iter().position(|label| label.column == Some(column))
    }

    /// The index of the column with a name (0-based), known or unknown.
    #[must_use]
    pub fn index_of_name(&self, name: &str) -> Option<usize> {
        self.labels.iter().position(|label| label.text == name)
    }

    /// The columns of [`Column::VERSION_2`] that this header lacks.
    ///
    /// Only ID is required. For the others, the getters of a session return `None`.
    #[must_use]
    pub fn missing_columns(&self) -> MissingColumns<'_, 'a> {
        MissingColumns { header: self, columns: Column::VERSION_2.iter() }
    }

    /// The names of the unknown columns, in order.
    #[must_use]
    pub fn unknown_columns(&self) -> UnknownColumnNames<'_, 'a> {
        UnknownColumnNames(self.labels.iter())
    }

    /// Whether the header ends with a delimiter, and so every well-formed row (observed; the documented grammar has
    /// none).
    #[must_use]
    pub fn has_trailing_delimiter(&self) -> bool {
        self.trailing_delimiter
    }

    #[inline]
    pub(crate) fn slots(&self) -> &ColumnSlots {
        &self.slots
    }

    /// Copies the names, so that the header can be kept longer than the body or the decoder.
    #[must_use]
    pub fn into_owned(self) -> OwnedHeader {
        let labels = self.labels.iter().map(|label| (label.text.into(), label.column)).collect();
        let Header { trailing_delimiter, slots, position, .. } = self;
        OwnedHeader { labels, trailing_delimiter, slots, position }
    }

    pub(crate) fn labels(&self) -> &[Label<'a>] {
        &self.labels
    }
}

/// Unknown names are text from the body, so they are hidden: `_`.
impl fmt::Debug for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |label: &Label<'_>| label.column.map_or(Cow::Borrowed("_"), |column| column.name());
        f.debug_list().entries(self.labels.iter().map(name)).finish()
    }
}

impl<'h, 'a> IntoIterator for &'h Header<'a> {
    type Item = &'a str;
    type IntoIter = ColumnNames<'h, 'a>;

    fn into_iter(self) -> ColumnNames<'h, 'a> {
        self.iter()
    }
}

/// The names of a [`Header`]'s columns, in order.
#[derive(Clone)]
pub struct ColumnNames<'h, 'a>(slice::Iter<'h, Label<'a>>);

impl<'a> Iterator for ColumnNames<'_, 'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.0.next().map(|label| label.text)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for ColumnNames<'_, '_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|label| label.text)
    }
}

impl ExactSizeIterator for ColumnNames<'_, '_> {}
impl FusedIterator for ColumnNames<'_, '_> {}

/// Shows no names, only how many are left.
impl fmt::Debug for ColumnNames<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ColumnNames").field("left", &self.len()).finish_non_exhaustive()
    }
}

/// The columns of version 2 that a header lacks. See [`Header::missing_columns`].
#[derive(Clone)]
pub struct MissingColumns<'h, 'a> {
    header: &'h Header<'a>,
    columns: slice::Iter<'static, Column>,
}

impl Iterator for MissingColumns<'_, '_> {
    type Item = Column;

    fn next(&mut self) -> Option<Column> {
        self.columns.find(|column| self.header.index_of(**column).is_none()).copied()
    }
}

impl FusedIterator for MissingColumns<'_, '_> {}

impl fmt::Debug for MissingColumns<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The names of the unknown columns of a header, in order. See [`Header::unknown_columns`].
#[derive(Clone)]
pub struct UnknownColumnNames<'h, 'a>(slice::Iter<'h, Label<'a>>);

impl<'a> Iterator for UnknownColumnNames<'_, 'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.0.find(|label| label.column.is_none()).map(|label| label.text)
    }
}

impl FusedIterator for UnknownColumnNames<'_, '_> {}

/// Shows no names.
impl fmt::Debug for UnknownColumnNames<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownColumnNames").finish_non_exhaustive()
    }
}

/// A [`Header`] that owns its names.
///
/// ```
/// use rescue_sessions::{Decoder, OwnedHeader, Parser};
///
/// let mut decoder = Decoder::new(Parser::new());
/// decoder.push(b"OK\n\nID|Status|\n7|Waiting|\n8|Active|\n");
/// let header: OwnedHeader = decoder.header()?.unwrap().into_owned();
/// for session in decoder.sessions()? {
///     println!("{}: {}", header.to_header().len(), session?.id());
/// }
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct OwnedHeader {
    labels: Vec<(Box<str>, Option<Column>)>,
    trailing_delimiter: bool,
    slots: ColumnSlots,
    position: Position,
}

impl PartialEq for OwnedHeader {
    fn eq(&self, other: &Self) -> bool {
        self.to_header() == other.to_header()
    }
}

impl Eq for OwnedHeader {}

impl OwnedHeader {
    /// The header, whose names are borrowed from this one.
    #[must_use]
    pub fn to_header(&self) -> Header<'_> {
        let labels = self.labels.iter().map(|(text, column)| Label { text, column: *column }).collect();
        let OwnedHeader { trailing_delimiter, slots, position, .. } = self;
        Header { labels, trailing_delimiter: *trailing_delimiter, slots: slots.clone(), position: *position }
    }
}

/// Unknown names are hidden, as in [`Header`].
impl fmt::Debug for OwnedHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_header().fmt(f)
    }
}
