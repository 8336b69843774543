//! The progress bar.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

/// Shorter input is read before anybody could look.
const LONG: u64 = 16 << 20;

/// A bar on standard error, where that is a terminal, the input is long and the output is not in its way.
pub(crate) struct Progress {
    bar: ProgressBar,
    drawn: u64,
}

impl Progress {
    pub(crate) fn new(len: u64) -> Progress {
        if len < LONG || !io::stderr().is_terminal() || io::stdout().is_terminal() {
            return Progress { bar: ProgressBar::hidden(), drawn: u64::MAX };
        }
        let template = "{bar:40} {bytes} of {total_bytes} ({bytes_per_sec}, {eta} left)";
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Progress { bar: ProgressBar::new(len).with_style(style), drawn: 0 }
    }

    pub(crate) fn at(&mut self, byte: u64) {
        const STEP: u64 = 1 << 20;
        if byte.checked_sub(self.drawn).is_some_and(|step| step >= STEP) {
            self.bar.set_position(byte);
            self.drawn = byte;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
