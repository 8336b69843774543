//! Messages on standard error.

use std::fmt::Display;
use std::io::{self, Write};

/// Prints a message. Ignores a failed write: the command still prints its output and exits with its own status.
pub(crate) fn print_message(message: impl Display) {
    let _ = writeln!(io::stderr(), "rescue-sessions: {message}");
}
