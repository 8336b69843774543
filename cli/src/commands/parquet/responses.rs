//! The first pass: the columns of all responses, and the times of their polls.

use std::fs::File;
use std::fs::Metadata;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rescue_sessions::{Delimiter, Error, Parser, ReadError};
use rescue_sessions_arrow::Table;

use super::faults::{Fault, Faults};
use super::parser;
use super::poll_time::PollTime;
use crate::args::Format;
use crate::input::advice::advice;
use crate::output::progress::Progress;

/// The bytes at the start of a response that tell what it is, if it is no session list.
const HEAD_LEN: u64 = 4_096;

/// The responses that have a session list.
pub(super) struct Responses {
    pub(super) files: Vec<PollFile>,
    pub(super) table: Table,
    /// The bytes of all files.
    pub(super) len: u64,
}

pub(super) struct PollFile {
    pub(super) path: PathBuf,
    /// In seconds since 1970.
    pub(super) time: i64,
    pub(super) version: Version,
}

/// What a file that has changed does not keep: its length and the time of its last modification.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Version {
    len: u64,
    modified: Option<SystemTime>,
}

impl Version {
    pub(super) fn of(metadata: &Metadata) -> Version {
        Version { len: metadata.len(), modified: metadata.modified().ok() }
    }
}

/// Why a file is left out.
enum Bad {
    Io(io::Error),
    NoList(Error),
    PollTime,
}

impl Responses {
    /// Opens each file, for its columns. `None`: no file has a session list.
    pub(super) fn look(
        names: Vec<PathBuf>,
        format: Format,
        poll_time: &PollTime<'_>,
        faults: &mut Faults,
    ) -> Option<Responses> {
        let (mut files, mut table, mut len) = (Vec::with_capacity(names.len()), None::<Table>, 0);
        let mut progress = Progress::of_files(names.len());
        for (path, number) in names.into_iter().zip(1..) {
            progress.at(number);
            match look(&path, parser(format), poll_time) {
                Ok((time, columns, version)) => {
                    files.push(PollFile { path, time, version });
                    len += version.len;
                    match &mut table {
                        Some(table) if table.contains(&columns) => {}
                        Some(table) => table.add(&columns),
                        None => table = Some(columns),
                    }
                }
                Err(bad) => {
                    let file = path.to_string_lossy();
                    if faults.add(&file, bad.fault(&path, format.delimiter)).is_break() {
                        break;
                    }
                }
            }
        }
        let table = table?.with_poll().with_milliseconds();
        Some(Responses { files, table, len })
    }
}

/// The time of a poll, the columns of the response, and the version of the file.
fn look(path: &Path, parser: Parser, poll_time: &PollTime<'_>) -> Result<(i64, Table, Version), Bad> {
    let metadata = path.metadata().map_err(Bad::Io)?;
    if !metadata.is_file() {
        let message = "this is no regular file, so it cannot be read twice";
        return Err(Bad::Io(io::Error::other(message)));
    }
    let time = poll_time.of(path, &metadata).map_err(Bad::Io)?.ok_or(Bad::PollTime)?;
    let file = File::open(path).map_err(Bad::Io)?;
    match Table::from_response(parser, file) {
        Ok(table) => Ok((time, table, Version::of(&metadata))),
        Err(ReadError::Response(error)) => Err(Bad::NoList(error)),
        Err(ReadError::Io(error)) => Err(Bad::Io(error)),
        Err(error) => Err(Bad::Io(io::Error::other(error))),
    }
}

impl Bad {
    fn fault(&self, path: &Path, delimiter: Delimiter) -> Fault<'_> {
        match self {
            Bad::Io(error) => Fault::of_file("io", error),
            Bad::PollTime => {
                Fault::of_file("poll_time", "the pattern of --poll-time does not fit the name of the file")
            }
            Bad::NoList(error) => Fault::no_list(error, advice(error, &head(path), delimiter.as_str())),
        }
    }
}

/// The start of a file, to say what it is. Empty if it can no longer be read.
fn head(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    let _ = File::open(path).and_then(|file| file.take(HEAD_LEN).read_to_end(&mut head));
    head
}
