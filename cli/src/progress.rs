//! The progress bar.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

/// Shorter input takes too little time for a bar to be useful.
const MIN_LEN: u64 = 16 << 20;
/// The bar is redrawn after this many bytes.
const STEP: u64 = 1 << 20;

/// A bar on standard error. It appears only for long input, if standard error is a terminal and standard output is not.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    len: Option<u64>,
    next_update: u64,
}

impl Progress {
    /// Creates the progress of an input of `len` bytes; `None` if the length is unknown.
    pub(crate) fn new(len: Option<u64>) -> Progress {
        let is_visible = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let is_long = len.is_none_or(|len| len >= MIN_LEN);
        let next_update = match len {
            _ if !is_visible || !is_long => u64::MAX,
            Some(_) => 0,
            None => MIN_LEN,
        };
        Progress { bar: None, len, next_update }
    }

    pub(crate) fn at(&mut self, byte: u64) {
        if byte >= self.next_update {
            let bar = self.bar.get_or_insert_with(|| bar(self.len));
            bar.set_position(byte);
            self.next_update = byte + STEP;
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
