//! The state of a row cursor that one chunk leaves to the next.

use crate::bytes::position::Position;

/// How far the rows of a list were read.
#[derive(Clone, Copy)]
pub(crate) struct Checkpoint {
    pub(super) position: Position,
    pub(super) span: (u64, u64),
    pub(super) span_line: u64,
    pub(super) span_column: u32,
    pub(super) is_in_line: bool,
}

impl Checkpoint {
    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// The offset of the start of the last record or error.
    pub(crate) fn last_start(&self) -> u64 {
        self.span.0
    }
}
