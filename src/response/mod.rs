//! The preamble of a response: everything before the header.

pub(crate) mod preamble;
pub(crate) mod start;
