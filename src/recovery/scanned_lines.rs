//! A range of lines that recovery has already scanned.

use crate::bytes::position::Position;

/// Lines that have been scanned before they are taken.
#[derive(Clone, Copy)]
pub(super) struct ScannedLines {
    /// The offset of the first line.
    pub(super) start: u64,
    /// The offset after the last line, without its line end.
    pub(super) end: u64,
    /// The start of the line after them.
    pub(super) next: Position,
}
