//! The settings of a parser.

use crate::bytes::delimiter::Delimiter;

/// The settings of a [`Parser`](crate::Parser), whose methods explain them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Settings {
    pub(crate) delimiter: Delimiter,
    pub(crate) strict: bool,
    pub(crate) recovery: bool,
    pub(crate) max_record: usize,
    pub(crate) max_columns: usize,
}

impl Settings {
    pub(crate) const DEFAULT: Settings =
        Settings { delimiter: Delimiter::PIPE, strict: false, recovery: true, max_record: 65_536, max_columns: 256 };
}

impl Settings {
    /// Whether damaged rows are recovered. Strict mode never recovers.
    #[inline]
    pub(crate) fn recovers(&self) -> bool {
        self.recovery && !self.strict
    }

    /// The limit in bytes. It is clamped because a session keeps offsets of 32 bits.
    pub(crate) fn max_record(&self) -> usize {
        self.max_record.min(u32::MAX as usize)
    }

    /// The limit. It is clamped because each column name is compared with all others, which takes quadratic time.
    pub(crate) fn max_columns(&self) -> usize {
        self.max_columns.min(4_096)
    }
}
