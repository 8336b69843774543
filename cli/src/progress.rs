//! The progress bar.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

/// Shorter input is read before anybody could look.
const LONG: u64 = 16 << 20;
const STEP: u64 = 1 << 20;

/// A bar on standard error, where that is a terminal, the input is long and the output is not in its way.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    len: Option<u64>,
    next: u64,
}

impl Progress {
    /// For an input of so many bytes, if that is known.
    pub(crate) fn new(len: Option<u64>) -> Progress {
        let is_seen = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let is_long = len.is_none_or(|len| len >= LONG);
        let next = match len {
            _ if !is_seen || !is_long => u64::MAX,
            Some(_) => 0,
            None => LONG,
        };
        Progress { bar: None, len, next }
    }

    pub(crate) fn at(&mut self, byte: u64) {
        if byte >= self.next {
            let bar = self.bar.get_or_insert_with(|| bar(self.len));
            bar.set_position(byte);
            self.next = byte + STEP;
        }
    }
}

fn bar(len: Option<u64>) -> ProgressBar {
    let (bar, template) = match len {
        Some(len) => (ProgressBar::new(len), "{bar:40} {bytes} of {total_bytes} ({bytes_per_sec}, {eta} left)"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} ({bytes_per_sec})"),
    };
    bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
