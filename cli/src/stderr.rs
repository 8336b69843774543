//! What the command tells a person on standard error.

use std::fmt::Display;
use std::io::{self, Write};

/// Tells something. Where nobody can be told, nothing else is lost by it.
pub(crate) fn tell(what: impl Display) {
    let _ = writeln!(io::stderr(), "rescue-sessions: {what}");
}
