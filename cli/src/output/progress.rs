//! The progress bar.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::output::terminal;

/// Shorter input takes too little time for a bar to be useful.
const MIN_LEN: u64 = 16 << 20;
/// The bar is redrawn after this many bytes.
const STEP: u64 = 1 << 20;
/// The bar appears after this time, when the remaining time can be estimated.
const DELAY: Duration = Duration::from_millis(500);

/// A bar on standard error. It appears only for long input, if standard error is a terminal that can redraw a line, and
/// standard output is not a terminal.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    len: Option<u64>,
    start: Instant,
    next_update: u64,
}

impl Progress {
    /// Creates the progress of an input of `len` bytes; `None` if the length is unknown.
    pub(crate) fn new(len: Option<u64>) -> Progress {
        Progress::create(len, !terminal::is_output())
    }

    /// The same for a command that prints nothing on standard output, so that it does not matter whether this is a terminal.
    #[cfg(feature = "parquet")]
    pub(crate) fn without_output(len: u64) -> Progress {
        Progress::create(Some(len), true)
    }

    fn create(len: Option<u64>, is_allowed: bool) -> Progress {
        let is_visible = is_allowed && io::stderr().is_terminal() && !terminal::is_dumb();
        let is_long = len.is_none_or(|len| len >= MIN_LEN);
        let next_update = match len {
            _ if !is_visible || !is_long => u64::MAX,
            Some(_) => 0,
            None => MIN_LEN,
        };
        Progress { bar: None, len, start: Instant::now(), next_update }
    }

    #[inline]
    pub(crate) fn at(&mut self, byte: u64) {
        if byte >= self.next_update {
            self.next_update = byte + STEP;
            self.draw(byte);
        }
    }

    fn draw(&mut self, byte: u64) {
        let elapsed = self.start.elapsed();
        if elapsed < DELAY {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| bar(self.len));
        bar.set_position(byte);
        if let Some(left) = self.len.and_then(|len| left(byte, len, elapsed)) {
            bar.set_message(format!("{left} s left"));
        }
    }
}

/// The seconds that are left, if the rest takes as long as the start.
fn left(byte: u64, len: u64, elapsed: Duration) -> Option<u64> {
    let rest = u128::from(len.saturating_sub(byte));
    u64::try_from((elapsed.as_millis() * rest).checked_div(u128::from(byte) * 1_000)?).ok()
}

/// A bar that is as wide as the terminal.
fn bar(len: Option<u64>) -> ProgressBar {
    let (bar, template) = match len {
        Some(len) => (ProgressBar::new(len), "{wide_bar} {percent:>3}% of {total_bytes}, {msg}"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} read"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remaining_time_is_proportional_to_the_rest() {
        assert_eq!(left(25, 100, Duration::from_secs(2)), Some(6));
        assert_eq!(left(0, 100, Duration::from_secs(2)), None);
        assert_eq!(left(200, 100, Duration::from_secs(2)), Some(0));
    }
}
