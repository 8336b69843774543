//! Positions in a body.

use core::fmt;

/// A position in a response: byte, line, column and record.
///
/// The default is the start of the body.
///
/// ```
/// let list = rescue_sessions::parse("OK\n\nID|Entry|Waiting Time|\n7|Zoë|soon|\n")?;
/// let error = list.sessions().next().unwrap().unwrap_err();
/// let position = error.position();
///
/// assert_eq!((position.record(), position.line()), (Some(1), 4));
/// assert_eq!((position.column(), position.byte()), (7, 34));
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    byte: u64,
    line: u64,
    column: u64,
    /// 0 before the first record.
    record: u64,
}

impl Position {
    /// The offset in bytes, 0-based. A byte order mark counts too.
    #[must_use]
    pub fn byte(&self) -> u64 {
        self.byte
    }

    /// The line number, 1-based. Lines end with LF.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The column in the line, 1-based, in characters: Unicode scalar values. An invalid UTF-8 byte counts as one.
    #[must_use]
    pub fn column(&self) -> u64 {
        self.column
    }

    /// The record number, 1-based, or `None` before the first record. Records that cannot be read count too.
    #[must_use]
    pub fn record(&self) -> Option<u64> {
        (self.record > 0).then_some(self.record)
    }

    /// The same position, in the next record.
    #[inline]
    pub(crate) fn next_record(self) -> Position {
        Position { record: self.record.wrapping_add(1), ..self }
    }

    /// The same position, with the record number of another one.
    pub(crate) fn with_record_of(self, other: Position) -> Position {
        Position { record: other.record, ..self }
    }

    /// The position after `newlines` empty lines. `self` is the start of a line.
    #[inline]
    pub(crate) fn after_newlines(self, newlines: usize) -> Position {
        let count = newlines as u64;
        Position { byte: self.byte.wrapping_add(count), line: self.line.wrapping_add(count), ..self }
    }

    /// The position after `text`, which starts at `self`.
    pub(crate) fn after(self, text: &[u8]) -> Position {
        let (newlines, last_line, column) = match memchr::memrchr(b'\n', text) {
            Some(last) => {
                let newlines = memchr::memchr_iter(b'\n', text).count();
                (newlines, text.get(last.saturating_add(1)..).unwrap_or_default(), 1)
            }
            None => (0, text, self.column),
        };
        Position {
            byte: self.byte.saturating_add(text.len() as u64),
            line: self.line.saturating_add(newlines as u64),
            column: column.saturating_add(count_chars(last_line)),
            record: self.record,
        }
    }

    /// The start of a later line, after some rows of one line each.
    #[cfg(feature = "fast")]
    #[inline]
    pub(crate) fn after_rows(self, rows: usize, byte: u64) -> Position {
        let rows = rows as u64;
        let (line, record) = (self.line.wrapping_add(rows), self.record.wrapping_add(rows));
        Position { byte, line, column: 1, record }
    }

    /// A position with the record number of another one.
    #[inline(always)]
    pub(crate) fn new(byte: u64, line: u64, column: u64, record_of: Position) -> Position {
        Position { byte, line, column, record: record_of.record }
    }

    /// The start of the next line. `newline` is the offset of the newline that ends this one.
    #[inline(always)]
    pub(crate) fn next_line(self, newline: u64) -> Position {
        Position { byte: newline.wrapping_add(1), line: self.line.wrapping_add(1), column: 1, record: self.record }
    }
}

/// The number of characters. An invalid UTF-8 byte counts as one.
fn count_chars(text: &[u8]) -> u64 {
    if let Ok(text) = core::str::from_utf8(text) {
        return text.chars().count() as u64;
    }
    text.utf8_chunks().fold(0, |sum: u64, chunk| {
        let valid = chunk.valid().chars().count() as u64;
        sum.saturating_add(valid).saturating_add(chunk.invalid().len() as u64)
    })
}

impl Default for Position {
    fn default() -> Self {
        Position { byte: 0, line: 1, column: 1, record: 0 }
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Position")
            .field("byte", &self.byte)
            .field("line", &self.line)
            .field("column", &self.column)
            .field("record", &self.record())
            .finish()
    }
}
