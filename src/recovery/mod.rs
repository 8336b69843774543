//! Recovery of damaged records: which lines form a record, and which fragments belong to which column.
//!
//! `docs/recovery.md` has the terms, the assumptions and the proof of each rule.

pub(crate) mod alignments;
pub(crate) mod candidates;
pub(crate) mod enumeration;
pub(crate) mod line_classifier;
pub(crate) mod record_ends;
pub(crate) mod recover;
pub(crate) mod scanned_lines;
pub(crate) mod state;
