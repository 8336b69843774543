//! The state of recovery between two records, and the reasons to stop a record.

use alloc::vec::Vec;
use core::ops::Range;

use crate::bytes::position::Position;
use crate::recovery::alignments::{Alignments, ColumnGroups};
use crate::recovery::line_classifier::LineClassifier;
use crate::recovery::scanned_lines::ScannedLines;
use crate::table::header::Header;
use crate::table::row_cursor::RowCursor;

/// Recovers the damaged records of a list. Its buffers are reused, so that each record costs few allocations.
#[derive(Clone)]
pub(crate) struct Recovery {
    pub(super) classifier: LineClassifier,
    /// The alignments of the current record.
    pub(super) alignments: Alignments,
    /// The offset up to which `alignments` has the lines of the record.
    pub(super) aligned_up_to: u64,
    /// The alignments of the lines that were last tried as a record of their own.
    pub(super) lookahead: Alignments,
    /// The candidate whose alignments are in `lookahead`, if it is self-contained because of them.
    pub(super) aligned_candidate: Option<ScannedLines>,
    /// Lines after a row that belong to no record. They are the next error.
    pub(super) orphan_lines: Option<ScannedLines>,
    /// The end of such lines, until it is known whether any are left: the start of the line after them, and the offset
    /// after the last of them.
    pub(super) orphans_end: Option<(Position, u64)>,
    /// For each column, the byte range of its field in the text of the last damaged session.
    pub(super) ranges: Vec<Option<Range<usize>>>,
    /// Whether lines that belong to an error are still to be skipped.
    pub(super) skipping: Option<Skipping>,
}

/// Which candidates after an error belong to it.
#[derive(Clone, Copy)]
pub(super) enum Skipping {
    /// Those before the next self-contained candidate.
    BeforeSelfContained,
    /// The same, and that candidate too if records start with free text: its first field can start inside the error.
    IncludingSelfContained,
}

/// The state that a record leaves to the next one.
pub(crate) struct Snapshot {
    orphan_lines: Option<ScannedLines>,
}

/// Why no more candidates are added to a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The next candidate belongs to another record or error.
    NextRecord,
    EndOfList,
    /// No record starts with these lines.
    Impossible,
    /// The record ends at the end with this index in `RecordEnds`.
    Decided(usize),
    /// Several ends are possible, and nothing decides between them.
    Ambiguous,
    /// The lines are longer than the record limit.
    TooLong,
}

impl Stop {
    /// Whether the body ends there without a newline, so that its last line may have been truncated.
    pub(super) fn is_truncated(self, rows: &RowCursor<'_>) -> bool {
        self == Stop::EndOfList && !rows.ends_with_newline()
    }
}

impl Recovery {
    /// Whether records under a header can be recovered: the header has at most 64 columns. A delimiter that ends the
    /// rows counts as one column.
    pub(crate) fn is_possible(header: &Header<'_>) -> bool {
        ColumnGroups::can_hold(header)
    }

    pub(crate) fn new(header: &Header<'_>) -> Recovery {
        Recovery {
            classifier: LineClassifier::new(header),
            alignments: Alignments::default(),
            aligned_up_to: 0,
            lookahead: Alignments::default(),
            aligned_candidate: None,
            orphan_lines: None,
            orphans_end: None,
            ranges: Vec::new(),
            skipping: None,
        }
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot { orphan_lines: self.orphan_lines }
    }

    /// Goes back to the state before a record that needs more input.
    pub(crate) fn restore(&mut self, Snapshot { orphan_lines }: Snapshot) {
        (self.orphan_lines, self.aligned_candidate) = (orphan_lines, None);
        (self.orphans_end, self.skipping) = (None, None);
    }

    /// For each column, the byte range of its field in the text of the last damaged session; `None` if the value is
    /// withheld.
    pub(crate) fn ranges(&self) -> &[Option<Range<usize>>] {
        &self.ranges
    }
}
