//! The record and the session iterator: they choose the lane for each row.

pub(crate) mod records;
pub(crate) mod sessions;
