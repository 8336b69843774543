//! A parser for the session list that LogMeIn Rescue's API method `getSession` answers with.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

extern crate alloc;

mod body;
mod column;
mod error;
mod grammar;
mod header;
mod list;
mod parser;
mod position;
mod record;
mod return_value;
mod scan;
#[cfg(feature = "serde")]
mod ser;
mod session;
mod start_time;
mod status;
mod value;

pub use column::Column;
pub use error::{Error, ErrorKind};
pub use header::Header;
pub use list::{SessionList, Sessions};
pub use parser::Parser;
pub use position::Position;
pub use record::{Fields, Record, Records};
pub use return_value::ReturnValue;
pub use scan::{Delimiter, InvalidDelimiter};
pub use session::Session;
pub use start_time::{InvalidStartTime, StartTime};
pub use status::Status;

/// Reads a response with the default settings, those of [`Parser::new`].
///
/// # Errors
///
/// As for [`Parser::parse`].
pub fn parse(body: &str) -> Result<SessionList<'_>, Error> {
    Parser::new().parse(body)
}

/// Reads a response of bytes with the default settings, those of [`Parser::new`].
///
/// # Errors
///
/// As for [`Parser::parse_bytes`].
pub fn parse_bytes(body: &[u8]) -> Result<SessionList<'_>, Error> {
    Parser::new().parse_bytes(body)
}
