//! The response: its bytes, its sessions, and what cannot be read.

pub(crate) mod advice;
pub(crate) mod bytes;
pub(crate) mod errors;
pub(crate) mod guess;
pub(crate) mod history;
pub(crate) mod read;
pub(crate) mod response;
pub(crate) mod row;
pub(crate) mod schema;
