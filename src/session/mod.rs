//! Sessions: records with typed values.

pub(crate) mod borrowed;
pub(crate) mod damage;
pub(crate) mod read;
#[cfg(feature = "serde")]
pub(crate) mod serialize;
pub(crate) mod texts;
