//! The alignments of a span of lines: all ways to assign its fragments to the columns of one record.
//!
//! Nothing in a list is escaped, so a damaged record cannot be split at its delimiters. Its fragments are the bytes
//! between two delimiters or newlines. An alignment gives each column a run of fragments, in order:
//!
//! - A service column (one whose values the service generates) has one fragment, which its [`FieldType`] allows.
//! - A free-text column has one or more fragments. The delimiters and newlines between them are part of its value.
//! - Two columns are separated by a delimiter. So a newline is only inside free text.
//! - If the header ends with a delimiter, so does the record. Only whitespace can follow that delimiter.
//!
//! Reading a record lists no alignments: each fragment has the set of the columns that it can belong to. A forward pass
//! finds the columns that the fragments before it allow. A backward pass drops those that the fragments after it do not
//! allow. Then each column in a set is on some alignment. Two adjacent fragments combine in every way that the passes
//! allow. So the sets describe exactly the alignments. The file `enumeration.rs` lists them from the sets.

use alloc::vec::Vec;
use core::ops::Range;

use crate::bytes::line::Line;
use crate::bytes::whitespace;
use crate::table::grammar;
use crate::table::header::Header;
use crate::values::field_type::FieldType;

/// A set of columns, as a bit mask.
pub(super) type ColumnSet = u64;

/// The columns of a header, grouped by what a fragment must be to belong to them.
#[derive(Clone)]
pub(crate) struct ColumnGroups {
    /// The number of columns of the header.
    pub(super) count: usize,
    pub(super) free_text: ColumnSet,
    /// The columns of each type that has to be checked.
    checked: Vec<(FieldType, ColumnSet)>,
    /// The column after the delimiter that ends a record, which holds whitespace. Its bit is the one after the header's
    /// columns.
    trailing: ColumnSet,
    last: ColumnSet,
}

impl ColumnGroups {
    /// Whether a [`ColumnSet`] can hold the columns of a header. The widest known header needs a third of it.
    pub(crate) fn can_hold(header: &Header<'_>) -> bool {
        ColumnGroups::count_of(header) <= ColumnSet::BITS as usize
    }

    fn count_of(header: &Header<'_>) -> usize {
        header.len().saturating_add(header.has_trailing_delimiter().into())
    }

    pub(crate) fn new(header: &Header<'_>) -> ColumnGroups {
        let field_types = header.labels().iter().map(|label| FieldType::of(label.column));
        let groups = ColumnGroups::of_columns(field_types);
        match header.has_trailing_delimiter() {
            true => groups.with_trailing_column(),
            false => groups,
        }
    }

    /// The columns with these types.
    pub(super) fn of_columns(field_types: impl ExactSizeIterator<Item = FieldType> + Clone) -> ColumnGroups {
        let count = field_types.len();
        let of_type = |field_type| {
            let columns = field_types.clone().enumerate().filter(|(_, known)| *known == field_type);
            columns.map(|(index, _)| set_of(index)).fold(0, |set, column| set | column)
        };
        let checked = [FieldType::Integer, FieldType::Time, FieldType::Language, FieldType::Flag]
            .map(|field_type| (field_type, of_type(field_type)));
        ColumnGroups {
            count,
            free_text: of_type(FieldType::Text),
            checked: checked.into_iter().filter(|(_, columns)| *columns != 0).collect(),
            trailing: 0,
            last: set_of(count.saturating_sub(1)),
        }
    }

    /// Adds the column after the delimiter that ends a record.
    fn with_trailing_column(self) -> ColumnGroups {
        let trailing = set_of(self.count);
        ColumnGroups { trailing, last: trailing, ..self }
    }

    /// Those of the columns that can hold a fragment.
    #[inline]
    fn that_allow(&self, mut columns: ColumnSet, fragment: &[u8]) -> ColumnSet {
        for (field_type, checked) in &self.checked {
            if columns & checked != 0 && !field_type.fits(fragment) {
                columns &= !checked;
            }
        }
        if columns & self.trailing != 0 && !whitespace::is_blank(fragment) {
            columns &= !self.trailing;
        }
        columns
    }
}

pub(super) fn set_of(column: usize) -> ColumnSet {
    1_u64.wrapping_shl(column as u32)
}

/// The bytes between two delimiters or newlines of a span. Offsets are in bytes from the start of the span.
#[derive(Clone)]
pub(super) struct Fragment {
    start: u32,
    end: u32,
    /// Whether a newline precedes it, not a delimiter.
    pub(super) after_newline: bool,
    /// The columns that it can belong to.
    pub(super) columns: ColumnSet,
}

impl Fragment {
    /// Its range in the span. 32 bits suffice, because the span is no longer than the record limit.
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The columns that the previous fragment's columns allow for this one: the next column, if a delimiter separates
    /// the two, and the same column, if it is in `free_text`.
    fn columns_after(&self, previous: ColumnSet, free_text: ColumnSet) -> ColumnSet {
        (if self.after_newline { 0 } else { previous << 1 }) | previous & free_text
    }

    /// The columns that this fragment's columns allow for the previous one.
    fn columns_before(&self, free_text: ColumnSet) -> ColumnSet {
        (if self.after_newline { 0 } else { self.columns >> 1 }) | self.columns & free_text
    }
}

/// What the alignments say about a column. Ranges are in bytes from the start of the span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ColumnMatch {
    /// The range of its value, or `None` if the alignments differ on the value.
    pub(crate) range: Option<Range<usize>>,
    /// From its first start in any alignment to its last end in any alignment.
    pub(crate) extent: Range<usize>,
    /// Whether it has the same range in all alignments.
    pub(crate) is_fixed: bool,
    /// Whether its value consists of several fragments.
    pub(crate) is_joined: bool,
}

/// The fragments of a span, and the columns that each can belong to.
#[derive(Clone, Default)]
pub(crate) struct Alignments {
    pub(super) fragments: Vec<Fragment>,
    /// The columns of the last fragment.
    last_columns: ColumnSet,
}

impl Alignments {
    pub(crate) fn clear(&mut self) {
        self.fragments.clear();
        self.last_columns = 0;
    }

    /// The number of fragments.
    pub(crate) fn len(&self) -> usize {
        self.fragments.len()
    }

    /// Keeps the first `len` fragments.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.fragments.truncate(len);
        self.last_columns = self.fragments.last().map_or(0, |fragment| fragment.columns);
    }

    /// Adds the fields of a line that starts at `offset`, in bytes from the start of the span.
    pub(crate) fn push(&mut self, groups: &ColumnGroups, line: &Line<'_>, offset: usize) {
        self.push_fields(groups, line, offset, usize::MAX);
    }

    /// Adds the first `count` fields of a line.
    pub(crate) fn push_fields(&mut self, groups: &ColumnGroups, line: &Line<'_>, offset: usize, count: usize) {
        let mut after_newline = !self.fragments.is_empty();
        for field in grammar::fields(line).take(count) {
            if self.is_impossible() {
                return;
            }
            let (start, end) = (offset.saturating_add(field.start) as u32, offset.saturating_add(field.end) as u32);
            let mut fragment = Fragment { start, end, after_newline, columns: 0 };
            let reached =
                if self.fragments.is_empty() { 1 } else { fragment.columns_after(self.last_columns, groups.free_text) };
            fragment.columns = groups.that_allow(reached, line.bytes.get(field).unwrap_or_default());
            self.last_columns = fragment.columns;
            self.fragments.push(fragment);
            after_newline = false;
        }
    }

    /// Whether no alignment starts with these fragments, whatever follows them.
    pub(crate) fn is_impossible(&self) -> bool {
        !self.fragments.is_empty() && self.last_columns == 0
    }

    /// Whether the fragments have an alignment, so that they are a record.
    pub(crate) fn is_complete(&self, groups: &ColumnGroups) -> bool {
        self.last_columns & groups.last != 0
    }

    /// What the alignments of `span` say about each column. There must be at least one alignment.
    pub(crate) fn resolve(&mut self, groups: &ColumnGroups, span: &[u8]) -> Vec<ColumnMatch> {
        self.prune_backward(groups);
        let (firsts, lasts) = (self.first_fragments(), self.last_fragments(groups));
        let range_of = |index: usize| self.fragments.get(index).map(Fragment::range).unwrap_or_default();
        let pairs = firsts.fragments.iter().zip(&lasts.fragments).take(groups.count).enumerate();
        let matches = pairs.map(|(index, (&first, &last))| {
            let column = set_of(index);
            let extent = range_of(first).start..range_of(last).end;
            let is_fixed = (firsts.varying | lasts.varying) & column == 0;
            let value = if is_fixed { extent.clone() } else { range_of(first) };
            let is_agreed = is_fixed || self.has_same_text_everywhere(groups, column, span, value.clone());
            ColumnMatch { range: is_agreed.then_some(value), extent, is_fixed, is_joined: is_fixed && first != last }
        });
        matches.collect()
    }

    /// Drops the columns of each fragment that the fragments after it do not allow.
    pub(super) fn prune_backward(&mut self, groups: &ColumnGroups) {
        let mut allowed = groups.last;
        for fragment in self.fragments.iter_mut().rev() {
            fragment.columns &= allowed;
            allowed = fragment.columns_before(groups.free_text);
        }
    }

    /// The first fragment of each column.
    fn first_fragments(&self) -> Boundaries {
        let mut boundaries = Boundaries::new();
        let mut previous = None;
        for (index, fragment) in self.fragments.iter().enumerate() {
            let starting = previous.map_or(1, |previous| fragment.columns_after(previous, 0));
            boundaries.add(fragment.columns & starting, index);
            previous = Some(fragment.columns);
        }
        boundaries
    }

    /// The last fragment of each column. Where alignments differ, the last of these, because the loop starts at the
    /// end.
    fn last_fragments(&self, groups: &ColumnGroups) -> Boundaries {
        let mut boundaries = Boundaries::new();
        let mut ending = groups.last;
        for (index, fragment) in self.fragments.iter().enumerate().rev() {
            boundaries.add(fragment.columns & ending, index);
            ending = fragment.columns_before(0);
        }
        boundaries
    }

    /// Whether a service column has the same text in all alignments, at different offsets.
    ///
    /// This is never so for a free-text column: if two alignments have different starts for it, then one of them gives
    /// it more text than another.
    fn has_same_text_everywhere(
        &self,
        groups: &ColumnGroups,
        column: ColumnSet,
        span: &[u8],
        first: Range<usize>,
    ) -> bool {
        let first = span.get(first);
        let mut fragments = self.fragments.iter().filter(|fragment| fragment.columns & column != 0);
        groups.free_text & column == 0 && fragments.all(|fragment| span.get(fragment.range()) == first)
    }
}

/// The fragment at the start, or at the end, of each column.
struct Boundaries {
    /// For each column, the index of the fragment that was added first.
    fragments: [usize; ColumnSet::BITS as usize],
    seen: ColumnSet,
    /// The columns for which the alignments have different fragments.
    varying: ColumnSet,
}

impl Boundaries {
    fn new() -> Boundaries {
        Boundaries { fragments: [0; ColumnSet::BITS as usize], seen: 0, varying: 0 }
    }

    fn add(&mut self, columns: ColumnSet, index: usize) {
        self.varying |= columns & self.seen;
        let mut new = columns & !self.seen;
        self.seen |= columns;
        while new != 0 {
            if let Some(fragment) = self.fragments.get_mut(new.trailing_zeros() as usize) {
                *fragment = index;
            }
            new &= new.wrapping_sub(1);
        }
    }
}
