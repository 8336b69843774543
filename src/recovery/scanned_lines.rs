//! Lines that were read ahead.

use crate::bytes::position::Position;

/// Lines of which something is known already.
#[derive(Clone, Copy)]
pub(super) struct ScannedLines {
    pub(super) start: u64,
    /// Where the line behind them starts, and where the last of them ends.
    pub(super) position: Position,
    pub(super) end: u64,
}
