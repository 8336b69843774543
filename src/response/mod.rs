//! The preamble of a response: everything before the header. What a client can do if the response failed.

pub(crate) mod preamble;
pub(crate) mod retry;
pub(crate) mod start;
