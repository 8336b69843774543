//! `csv`: RFC 4180 with the column names of the header.

use std::io;

use csv::{Terminator, WriterBuilder};

use crate::Outcome;
use crate::errors::Errors;
use crate::input::{Input, header, next_block};
use crate::progress::Progress;

/// Printed for a withheld value. An empty cell would look like an empty value.
const WITHHELD: &str = "(withheld)";

pub(crate) fn run(input: &mut Input) -> io::Result<Outcome> {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(io::stdout().lock());
    let header = header(input)?;
    if !header.names.is_empty() {
        out.write_record(&header.names).map_err(io_error)?;
    }
    let mut progress = Progress::new(input.len());
    let mut errors = Errors::default();
    while let Some(mut sessions) = next_block(input)? {
        while let Some(session) = sessions.next() {
            match session {
                Ok(session) => {
                    out.write_record(sessions.last_fields().map(|field| field.unwrap_or(WITHHELD)))
                        .map_err(io_error)?;
                    errors.add_withheld(&session);
                }
                Err(error) => errors.add(&error),
            }
        }
        progress.at(sessions.position().byte());
    }
    out.flush()?;
    drop(progress);
    errors.print();
    Ok(errors.outcome())
}

/// `io::Error::from` of the csv crate loses `ErrorKind::BrokenPipe`.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
