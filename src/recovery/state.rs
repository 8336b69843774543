//! What recovery knows from one record to the next, and why it stops.

use alloc::vec::Vec;
use core::ops::Range;

use crate::bytes::position::Position;
use crate::recovery::alignments::{Alignments, Layout};
use crate::recovery::line_classifier::LineClassifier;
use crate::recovery::scanned_lines::ScannedLines;
use crate::table::header::Header;
use crate::table::row_cursor::RowCursor;

/// What the header wants, and what is kept from one damaged record to the next so that each costs few allocations.
#[derive(Clone)]
pub(crate) struct Recovery {
    pub(super) shape: LineClassifier,
    pub(super) alignments: Alignments,
    /// The line up to which the alignments go.
    pub(super) read_up_to: u64,
    /// Of the last part that was found to stand by its alignments, and which one that is.
    pub(super) ahead: Alignments,
    pub(super) known: Option<ScannedLines>,
    /// Lines behind a row that are no piece of it, and hold no record.
    pub(super) unread: Option<ScannedLines>,
    pub(super) ranges: Vec<Option<Range<usize>>>,
    /// How far lines behind a row were read that are no piece of it, and where the last of them ends.
    pub(super) read_ahead: Option<(Position, u64)>,
    /// Whether what stands behind an error is still to be taken, and whether that is next to a part that stands.
    pub(super) skipping: Option<bool>,
}

/// What of a repair goes on from one record to the next.
pub(crate) struct Snapshot(Option<ScannedLines>);

/// Why no more parts are added to a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    AtOneThatStands,
    AtTheEnd,
    /// No record starts like this.
    Dead,
    /// It ends at the end of this number.
    Told(usize),
    /// It can end behind several.
    Several,
    TooLong,
}

impl Stop {
    /// Whether the body ends there without a newline, so that its last line may have been truncated.
    pub(super) fn is_truncated(self, rows: &RowCursor<'_>) -> bool {
        self == Stop::AtTheEnd && !rows.ends_with_newline()
    }
}

impl Recovery {
    /// Whether records under a header can be repaired: it must not have more than 64 columns, one of them for a
    /// delimiter that ends a row.
    pub(crate) fn is_possible(header: &Header<'_>) -> bool {
        Layout::can_hold(header)
    }

    pub(crate) fn new(header: &Header<'_>) -> Recovery {
        Recovery {
            shape: LineClassifier::new(header),
            alignments: Alignments::default(),
            read_up_to: 0,
            ahead: Alignments::default(),
            known: None,
            unread: None,
            ranges: Vec::new(),
            read_ahead: None,
            skipping: None,
        }
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot(self.unread)
    }

    /// Goes back to where nothing of a record was read.
    pub(crate) fn restore(&mut self, Snapshot(unread): Snapshot) {
        (self.unread, self.known) = (unread, None);
        (self.read_ahead, self.skipping) = (None, None);
    }

    /// Where the fields of the last damaged session stand in its text; `None` for one that is withheld.
    pub(crate) fn ranges(&self) -> &[Option<Range<usize>>] {
        &self.ranges
    }
}
