//! The header and the rows, by the documented grammar.

pub(crate) mod checkpoint;
pub(crate) mod column_slots;
pub(crate) mod grammar;
pub(crate) mod header;
pub(crate) mod header_parser;
pub(crate) mod record;
pub(crate) mod row_cursor;
