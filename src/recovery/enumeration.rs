//! The alignments of a text, one at a time, without dead ends.
//!
//! After both passes, each column in the set of a fragment is on an alignment (see `alignments.rs`). So from each
//! fragment, every column that it allows for the next fragment leads to the end of the text. The next alignment is found
//! by going back to the last column that can start later, and by going forward again from there.

use alloc::vec::Vec;
use core::iter;
use core::ops::Range;

use crate::bytes::delimiter::Delimiter;
use crate::bytes::line::Line;
use crate::recovery::alignments::{Alignments, ColumnGroups, ColumnSet, Fragment, set_of};
use crate::values::field_type::FieldType;

/// Lists the alignments of adjacent columns. Its memory is proportional to the fragments of their text.
///
/// The order is that of the number of fragments of the first column, then of the second one, and so on: shorter values
/// come first.
#[derive(Clone)]
pub(crate) struct Enumeration {
    /// The fragments of the text. Each has the columns that both passes leave. None: all alignments have been listed.
    fragments: Vec<Fragment>,
    /// The number of columns.
    count: usize,
    free_text: ColumnSet,
    /// The first fragment of each column in the current alignment. Empty before the first one and after the last one.
    starts: Vec<usize>,
}

impl Enumeration {
    /// The alignments of columns with these types. `text` starts and ends where they do.
    pub(crate) fn new(
        field_types: impl ExactSizeIterator<Item = FieldType> + Clone,
        text: &[u8],
        delimiter: Delimiter,
    ) -> Enumeration {
        let groups = ColumnGroups::of_columns(field_types);
        let mut alignments = Alignments::default();
        let mut offset = 0_usize;
        for line in text.split(|byte| *byte == b'\n') {
            // A CR before a newline is inside free text, like the newline, so it does not matter which fragment has it.
            alignments.push(&groups, &Line::without_end(line, delimiter), offset);
            offset = offset.saturating_add(line.len()).saturating_add(1);
        }
        alignments.prune_backward(&groups);
        let ColumnGroups { count, free_text, .. } = groups;
        Enumeration { fragments: alignments.fragments, count, free_text, starts: Vec::with_capacity(count) }
    }

    /// The number of all alignments, or `u64::MAX` if there are more. It must not be called after the last alignment.
    pub(crate) fn total(&self) -> u64 {
        // For each column, the number of ways to get from the first fragment to this one, if it belongs to that column.
        let mut ways = [0_u64; ColumnSet::BITS as usize];
        for (index, fragment) in self.fragments.iter().enumerate() {
            let mut before = u64::from(index == 0);
            for (column, ways) in ways.iter_mut().take(self.count).enumerate() {
                let from_same = if self.free_text & set_of(column) == 0 { 0 } else { *ways };
                let from_before = if fragment.after_newline { 0 } else { before };
                before = *ways;
                *ways = match fragment.columns & set_of(column) {
                    0 => 0,
                    _ => from_same.saturating_add(from_before),
                };
            }
        }
        ways.get(self.count.saturating_sub(1)).copied().unwrap_or(0)
    }

    /// Goes to the next alignment. Gives whether there is one.
    pub(crate) fn advance(&mut self) -> bool {
        if self.starts.is_empty() {
            self.start_columns(0);
            return !self.starts.is_empty();
        }
        while let Some(start) = self.starts.pop() {
            let column_before = set_of(self.starts.len()) >> 1;
            let can_start_later = |fragment: &Fragment| fragment.columns & column_before & self.free_text != 0;
            if self.fragments.get(start).is_some_and(can_start_later) {
                self.start_columns(start.saturating_add(1));
                return true;
            }
        }
        self.fragments = Vec::new();
        false
    }

    /// Starts each of the columns that are left as early as possible, from a fragment on.
    fn start_columns(&mut self, from: usize) {
        for (index, fragment) in self.fragments.iter().enumerate().skip(from) {
            if self.starts.len() == self.count {
                break;
            }
            if !fragment.after_newline && fragment.columns & set_of(self.starts.len()) != 0 {
                self.starts.push(index);
            }
        }
    }

    /// The byte range of each column in the current alignment.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.starts.iter().skip(1).copied().chain(iter::once(self.fragments.len()));
        self.starts.iter().zip(ends).filter_map(|(&start, end)| {
            let (first, last) = (self.fragments.get(start)?, self.fragments.get(end.checked_sub(1)?)?);
            Some(first.range().start..last.range().end)
        })
    }
}
