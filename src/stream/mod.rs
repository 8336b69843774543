//! Responses that come in chunks.

pub(crate) mod begin;
pub(crate) mod decoder;
pub(crate) mod drain;
pub(crate) mod open;
#[cfg(feature = "std")]
pub(crate) mod reader;
