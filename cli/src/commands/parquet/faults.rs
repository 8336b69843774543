//! The files and rows that cannot be read: counts, the first messages, and the file of `--bad-rows`.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rescue_sessions::{Error, ReadError};
use rescue_sessions_arrow::{Problem, TableError};
use serde::Serialize;
use tempfile::NamedTempFile;

use super::names::resolved;
use super::output::temporary_file;
use super::with_path;
use crate::output::safe_json;
use crate::output::stderr::print_message;
use crate::output::text::escaped;

/// How many messages are printed before they are only counted.
const MAX_MESSAGES: usize = 10;

/// What cannot be read. It decides on the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A file: it cannot be opened or read, or has no time.
    File,
    /// A row, or the rest of a response.
    Row,
    /// The response is not a session list.
    NoList,
}

/// A file or a row that cannot be read.
pub(super) struct Fault<'e> {
    cause: Cause,
    is_row: bool,
    /// For people. It has no value of the response.
    message: String,
    json: JsonError<'e>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonError<'e> {
    /// As `json` prints it.
    Response(&'e Error),
    /// A problem of a file, which has no position.
    File { kind: &'static str, message: String },
}

#[derive(Serialize)]
struct Line<'e> {
    file: &'e str,
    error: JsonError<'e>,
}

impl<'e> Fault<'e> {
    /// A file without a time, for example.
    pub(super) fn of_file(kind: &'static str, message: impl ToString) -> Fault<'static> {
        let message = message.to_string();
        let json = JsonError::File { kind, message: message.clone() };
        Fault { cause: Cause::File, is_row: false, message, json }
    }

    /// A response that is not a session list.
    pub(super) fn no_list(error: &'e Error, message: String) -> Fault<'e> {
        Fault { cause: Cause::NoList, is_row: false, message, json: JsonError::Response(error) }
    }

    /// A problem of a response that had a session list when its columns were read.
    fn of_table(error: &'e TableError) -> Fault<'e> {
        let message = error.to_string();
        match error {
            TableError::Row(error) => {
                Fault { cause: Cause::Row, is_row: true, message, json: JsonError::Response(error) }
            }
            TableError::Response(ReadError::Response(error)) => {
                Fault { cause: Cause::Row, is_row: false, message, json: JsonError::Response(error) }
            }
            TableError::Response(ReadError::Io(_)) => Fault::of_file("io", message),
            _ => Fault::of_file("changed", "the columns of the file have changed since they were read"),
        }
    }
}

#[derive(Default)]
pub(super) struct Faults {
    is_skipping: bool,
    pub(super) bad_rows: u64,
    pub(super) bad_files: u64,
    first: Vec<String>,
    has_more: bool,
    /// The file of `--bad-rows`, and its path. It appears when it is complete, so it never overwrites what is read.
    out: Option<(BufWriter<NamedTempFile>, PathBuf)>,
    /// Why that file cannot be written.
    write_error: Option<io::Error>,
    stopped: Option<Cause>,
}

impl Faults {
    /// Creates the file of `--bad-rows`.
    pub(super) fn create(bad_rows: Option<&Path>, is_skipping: bool) -> io::Result<Faults> {
        let create = |name| {
            let path = resolved(name);
            let file = temporary_file(&path).map_err(|error| with_path(error, name))?;
            Ok::<_, io::Error>((BufWriter::new(file), path))
        };
        let out = bad_rows.map(create).transpose()?;
        Ok(Faults { is_skipping, out, ..Faults::default() })
    }

    /// Adds a fault, and says whether to continue without the file or the row.
    pub(super) fn add(&mut self, file: &str, fault: Fault<'_>) -> ControlFlow<()> {
        *(if fault.is_row { &mut self.bad_rows } else { &mut self.bad_files }) += 1;
        match self.first.len() < MAX_MESSAGES {
            true => self.first.push(format!("{}: {}", escaped(file), fault.message)),
            false => self.has_more = true,
        }
        let written = self.write(&Line { file, error: fault.json });
        if let Err(error) = written {
            self.write_error = Some(error);
        } else if self.is_skipping {
            return ControlFlow::Continue(());
        }
        self.stopped = Some(fault.cause);
        ControlFlow::Break(())
    }

    pub(super) fn add_problem(&mut self, problem: &Problem<'_>) -> ControlFlow<()> {
        self.add(problem.poll.file.as_deref().unwrap_or_default(), Fault::of_table(problem.error))
    }

    fn write(&mut self, line: &Line<'_>) -> io::Result<()> {
        let Some((out, _)) = &mut self.out else { return Ok(()) };
        safe_json::write(&mut *out, line)?;
        out.write_all(b"\n")
    }

    /// What ended the reading.
    pub(super) fn stopped(&self) -> Option<Cause> {
        self.stopped
    }

    /// Completes the file of `--bad-rows`. The error: it could not be written.
    pub(super) fn close(&mut self) -> io::Result<()> {
        let appear = |(out, path): (BufWriter<NamedTempFile>, PathBuf)| {
            out.into_inner()?.persist(path).map_err(|error| error.error)?;
            Ok(())
        };
        let written = self.out.take().map_or(Ok(()), appear);
        let result = self.write_error.take().map_or(written, Err);
        result.map_err(|error| io::Error::other(format!("--bad-rows: {error}")))
    }

    /// Prints the first messages.
    pub(super) fn print(&self) {
        self.first.iter().for_each(print_message);
        if self.has_more {
            print_message("there are more problems; --bad-rows FILE lists all of them");
        }
    }
}

/// Locks what only one thread uses.
pub(super) fn lock(faults: &Mutex<Faults>) -> MutexGuard<'_, Faults> {
    faults.lock().unwrap_or_else(PoisonError::into_inner)
}
