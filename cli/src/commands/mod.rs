//! The commands: each reads responses and prints something.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod csv;
pub(crate) mod diff;
pub(crate) mod generate;
pub(crate) mod json;
#[cfg(feature = "parquet")]
pub(crate) mod parquet;
pub(crate) mod polls;
pub(crate) mod show;
pub(crate) mod summary;
