//! The header and the rows, by the documented grammar.

pub(crate) mod grammar;
pub(crate) mod header;
pub(crate) mod plan;
pub(crate) mod record;
pub(crate) mod records;
pub(crate) mod rows;
pub(crate) mod rows_plain;
pub(crate) mod window;
