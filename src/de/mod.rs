//! Rows into types that implement `serde::Deserialize`.

pub(crate) mod decoded;
pub(crate) mod error;
pub(crate) mod field;
#[cfg(feature = "std")]
pub(crate) mod reader;
pub(crate) mod row;
pub(crate) mod rows;
pub mod seconds;
pub(crate) mod value;
