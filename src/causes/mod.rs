//! What an error kind contains: details of errors that have a vocabulary of their own.

#[cfg(feature = "serde")]
pub(crate) mod deserialize;
pub(crate) mod soap;
