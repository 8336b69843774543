//! What precedes the table.

pub(crate) mod preamble;
pub(crate) mod start;
