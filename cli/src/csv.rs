//! `csv`: RFC 4180 under the header's own names.

use std::io;

use csv::{Terminator, WriterBuilder};
use rescue_sessions::{Error, Header, Record, SessionList};

use crate::Outcome;
use crate::errors::Errors;
use crate::input::Input;
use crate::progress::Progress;

pub(crate) fn run(input: &Input, list: &SessionList<'_>) -> io::Result<Outcome> {
    let header = list.header();
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(io::stdout().lock());
    if !header.is_empty() {
        out.write_record(header.iter()).map_err(io_error)?;
    }
    let mut progress = Progress::new(input.body().len() as u64);
    let mut errors = Errors::default();
    let mut records = list.records();
    while let Some(record) = records.next() {
        match record.and_then(|record| readable(record, header)) {
            Ok(record) => out.write_record(&record).map_err(io_error)?,
            Err(error) => errors.add(error),
        }
        progress.at(records.position().byte());
    }
    out.flush()?;
    drop(progress);
    errors.tell();
    Ok(errors.outcome())
}

/// A row whose machine columns hold something else is shifted: its values would come under wrong names.
fn readable<'a>(record: Record<'a>, header: &Header<'a>) -> Result<Record<'a>, Error> {
    record.to_session(header).map(|_| record)
}

/// The writer's own conversion forgets that a pipe was closed.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
