//! Messages on standard error.

use std::fmt::Display;
use std::io::{self, Write};

use crate::output::text::escaped_lines;

/// Prints a message. Ignores a failed write: the command still prints its output and exits with its own status.
pub(crate) fn print_message(message: impl Display) {
    let message = message.to_string();
    let _ = writeln!(io::stderr(), "rescue-sessions: {}", escaped_lines(&message));
}
