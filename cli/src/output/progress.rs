//! The progress bar.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::output::terminal;

/// Shorter input takes too little time for a bar to be useful.
const MIN_LEN: u64 = 16 << 20;
/// The bar appears after this time, when the remaining time can be estimated.
const DELAY: Duration = Duration::from_millis(500);

/// A bar on standard error. It appears only for long input, if standard error is a terminal that can redraw a line, and
/// standard output is not a terminal.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    unit: Unit,
    len: Option<u64>,
    start: Instant,
    next_update: u64,
}

/// What is counted.
#[derive(Clone, Copy)]
enum Unit {
    Bytes,
    #[cfg(feature = "parquet")]
    Files,
}

impl Progress {
    /// Creates the progress of an input of `len` bytes; `None` if the length is unknown.
    pub(crate) fn new(len: Option<u64>) -> Progress {
        let is_long = len.is_none_or(|len| len >= MIN_LEN);
        Progress::create(Unit::Bytes, len, is_long && !terminal::is_output())
    }

    /// The same for a command that prints nothing on standard output, so that it does not matter whether this is a terminal.
    #[cfg(feature = "parquet")]
    pub(crate) fn without_output(len: u64) -> Progress {
        Progress::create(Unit::Bytes, Some(len), len >= MIN_LEN)
    }

    /// The progress over some files, for such a command.
    #[cfg(feature = "parquet")]
    pub(crate) fn of_files(count: usize) -> Progress {
        Progress::create(Unit::Files, Some(count as u64), true)
    }

    fn create(unit: Unit, len: Option<u64>, is_allowed: bool) -> Progress {
        let is_visible = is_allowed && io::stderr().is_terminal() && !terminal::is_dumb();
        let next_update = match len {
            _ if !is_visible => u64::MAX,
            Some(_) => 0,
            None => MIN_LEN,
        };
        Progress { bar: None, unit, len, start: Instant::now(), next_update }
    }

    #[inline]
    pub(crate) fn at(&mut self, position: u64) {
        if position >= self.next_update {
            self.next_update = position + self.unit.step();
            self.draw(position);
        }
    }

    fn draw(&mut self, position: u64) {
        let elapsed = self.start.elapsed();
        if elapsed < DELAY {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| bar(self.unit, self.len));
        bar.set_position(position);
        if let Some(left) = self.len.and_then(|len| left(position, len, elapsed)) {
            bar.set_message(format!("{left} s left"));
        }
    }
}

impl Unit {
    /// The bar is redrawn after this many.
    fn step(self) -> u64 {
        match self {
            Unit::Bytes => 1 << 20,
            #[cfg(feature = "parquet")]
            Unit::Files => 100,
        }
    }
}

/// The seconds that are left, if the rest takes as long as the start.
fn left(position: u64, len: u64, elapsed: Duration) -> Option<u64> {
    let rest = u128::from(len.saturating_sub(position));
    u64::try_from((elapsed.as_millis() * rest).checked_div(u128::from(position) * 1_000)?).ok()
}

/// A bar that is as wide as the terminal.
fn bar(unit: Unit, len: Option<u64>) -> ProgressBar {
    let bar = len.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let template = match (unit, len) {
        (Unit::Bytes, Some(_)) => "{wide_bar} {percent:>3}% of {total_bytes}, {msg}",
        (Unit::Bytes, None) => "{spinner} {bytes} read",
        #[cfg(feature = "parquet")]
        (Unit::Files, _) => "{wide_bar} {percent:>3}% of {human_len} headers, {msg}",
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
