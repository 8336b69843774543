//! Typed sessions.

pub(crate) mod borrowed;
pub(crate) mod damage;
pub(crate) mod plain;
pub(crate) mod read;
#[cfg(feature = "serde")]
pub(crate) mod ser;
pub(crate) mod sessions;
pub(crate) mod texts;
