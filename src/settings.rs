//! The settings of a parser, for everything that reads with them.

use crate::bytes::delimiter::Delimiter;

/// How to read a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Settings<'d> {
    pub(crate) delimiter: Delimiter<'d>,
    pub(crate) strict: bool,
    pub(crate) recovery: bool,
    pub(crate) max_record: usize,
    pub(crate) max_columns: usize,
}

impl Settings<'static> {
    pub(crate) const DEFAULT: Settings<'static> =
        Settings { delimiter: Delimiter::PIPE, strict: false, recovery: true, max_record: 65_536, max_columns: 256 };
}

impl Settings<'_> {
    /// The strict mode recovers nothing.
    #[inline]
    pub(crate) fn recovers(&self) -> bool {
        self.recovery && !self.strict
    }

    /// No more than the offsets that a session keeps can reach.
    pub(crate) fn max_record(&self) -> usize {
        self.max_record.min(u32::MAX as usize)
    }

    /// No more than can be compared with each other in little time.
    pub(crate) fn max_columns(&self) -> usize {
        self.max_columns.min(4_096)
    }
}
