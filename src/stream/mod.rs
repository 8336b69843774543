//! Responses that arrive in chunks.

mod buffer;
pub(crate) mod decoder;
pub(crate) mod drain;
pub(crate) mod header;
pub(crate) mod preamble;
#[cfg(feature = "std")]
pub(crate) mod reader;
