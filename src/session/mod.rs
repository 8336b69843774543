//! Sessions: records with typed values.

pub(crate) mod alignments;
pub(crate) mod batch;
pub(crate) mod borrowed;
pub(crate) mod columns;
pub(crate) mod damage;
#[cfg(feature = "serde")]
pub(crate) mod deserialize;
#[cfg(feature = "serde")]
pub(crate) mod entries;
#[cfg(feature = "serde")]
pub(crate) mod json;
pub(crate) mod owned;
pub(crate) mod read;
#[cfg(feature = "serde")]
pub(crate) mod serialize;
pub(crate) mod spans;
pub(crate) mod value;
