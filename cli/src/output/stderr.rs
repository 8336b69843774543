//! Messages on standard error.

use std::fmt::Display;
use std::io::{self, Write};

use terminal_size::Width;

use crate::output::text::escaped_lines;
use crate::output::wrap::wrapped;

/// Prints a message. Ignores a failed write: the command still prints its output and exits with its own status.
pub(crate) fn print_message(message: impl Display) {
    let message = format!("rescue-sessions: {message}");
    let message = escaped_lines(&message);
    let mut line = match terminal_size::terminal_size_of(io::stderr()) {
        Some((Width(max), _)) if max > 0 => wrapped(&message, 2, max.into()),
        _ => message.into_owned(),
    };
    line.push('\n');
    let _ = io::stderr().write_all(line.as_bytes()); // in one piece: other programs may write there too
}
