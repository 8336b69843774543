//! Text to typed values.

pub(crate) mod field;
pub(crate) mod start_time;
pub(crate) mod status;
pub(crate) mod value;
pub(crate) mod value_plain;
pub(crate) mod word;
