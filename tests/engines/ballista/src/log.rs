//! The log on standard error. `run` reads in it which executor ran which tasks.

use log::{Level, LevelFilter, Log, Metadata, Record};

struct Stderr;

impl Log for Stderr {
    /// The executor reports each task with its metrics as a debug message.
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let is_task = metadata.target() == "ballista_executor::metrics";
        metadata.level() <= if is_task { Level::Debug } else { Level::Info }
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            eprintln!("{} {}: {}", record.level(), record.target(), record.args());
        }
    }

    fn flush(&self) {}
}

pub(crate) fn start() {
    if log::set_logger(&Stderr).is_ok() {
        log::set_max_level(LevelFilter::Debug);
    }
}
