//! Session lists as the service sends them, for mocks and tests.

pub(crate) mod error;
pub(crate) mod response;
pub(crate) mod rows;
pub(crate) mod source;
