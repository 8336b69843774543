//! Field types, and the conversion of fields to typed values.

pub(crate) mod field_parser;
pub(crate) mod field_type;
pub(crate) mod start_time;
pub(crate) mod status;
pub(crate) mod status_code;
pub(crate) mod value;
pub(crate) mod word;
