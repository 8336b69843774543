//! Reads the sessions of a response, one by one, in either format.

use std::io;

use rescue_sessions::{Error, Position, SessionReader, Status};

use crate::args::Names;
use crate::input::errors::Errors;
use crate::input::history::History;
use crate::input::response::{Input, Reader, Soap, io_error, of_whole, response_error};
use crate::input::row::Row;
use crate::input::schema::{statuses, suggestion};
use crate::output::progress::Progress;
use crate::output::stderr::print_message;

/// What a command does with the sessions.
pub(crate) trait Sink {
    fn session(&mut self, session: &Row<'_, '_>) -> io::Result<()>;

    /// A row that cannot be read, and the number of its lines.
    fn error(&mut self, _: &Error, _lines: u64) -> io::Result<()> {
        Ok(())
    }

    /// After some sessions, when the response is no longer borrowed.
    fn end_of_block(&mut self, _: Option<&History>) -> io::Result<()> {
        Ok(())
    }
}

/// The statuses that the user asks for.
pub(crate) struct Filter {
    /// Empty: all.
    statuses: Vec<String>,
    /// Whether a session had the status.
    found: Vec<bool>,
}

impl Filter {
    pub(crate) fn all() -> Filter {
        Filter::new(&[])
    }

    pub(crate) fn new(names: &[Names]) -> Filter {
        let statuses = statuses(names);
        Filter { found: vec![false; statuses.len()], statuses }
    }

    fn accepts(&mut self, row: &Row<'_, '_>) -> bool {
        if self.statuses.is_empty() {
            return true;
        }
        let (status, code) = (row.status(), row.status_code());
        let is_equal = |name: &String| {
            status.as_ref().is_some_and(|status| status.as_str() == name)
                || code.is_some_and(|code| code.as_str() == name)
        };
        let found = self.statuses.iter().position(is_equal);
        found.inspect(|index| self.found[*index] = true).is_some()
    }

    /// Reports the unknown statuses that no session has. They may be misspelled, or be in another language.
    fn report(&self) {
        let missing = self.statuses.iter().zip(&self.found).filter(|(_, found)| !**found).map(|(name, _)| name);
        let known = || Status::KNOWN.iter().map(Status::as_str);
        for name in missing.filter(|name| !known().any(|known| known == *name)) {
            print_message(format_args!("no session has the status `{name}`{}", suggestion(name, known())));
        }
    }
}

/// Gives the sessions and errors of the response to the sink.
pub(crate) fn read(input: &mut Input, mut filter: Filter, sink: &mut impl Sink) -> io::Result<Errors> {
    let mut progress = Progress::new(input.len());
    let mut errors = Errors::default();
    match &mut input.reader {
        Reader::Text(reader) => loop {
            if !read_block(reader, &mut filter, sink, &mut errors)? {
                break;
            }
            let bytes = of_whole(reader.get_ref());
            sink.end_of_block(bytes.history.as_ref())?;
            progress.at(bytes.count());
        },
        Reader::Soap(soap) => {
            while let Some(count) = read_soap(soap, &mut filter, sink, &mut errors)? {
                progress.at(count);
            }
        }
    }
    drop(progress);
    filter.report();
    Ok(errors)
}

/// Reads a block of a text response. `false`: it has ended.
fn read_block<R: io::Read>(
    reader: &mut SessionReader<R>,
    filter: &mut Filter,
    sink: &mut impl Sink,
    errors: &mut Errors,
) -> io::Result<bool> {
    let Some(mut sessions) = reader.next_block().map_err(io_error)? else { return Ok(false) };
    while let Some(session) = sessions.next() {
        match session {
            Ok(session) => {
                errors.add_withheld(&session);
                let row = Row::Text(&session, &sessions);
                if filter.accepts(&row) {
                    sink.session(&row)?;
                }
            }
            Err(error) => {
                errors.add(&error);
                sink.error(&error, line_count(sessions.last_start(), sessions.position()))?;
            }
        }
    }
    Ok(true)
}

/// Reads a session of a SOAP response, and returns the number of bytes read so far. `None`: it has ended.
fn read_soap(
    soap: &mut Soap,
    filter: &mut Filter,
    sink: &mut impl Sink,
    errors: &mut Errors,
) -> io::Result<Option<u64>> {
    match soap.next() {
        None => return Ok(None),
        Some(Ok(session)) => {
            let row = Row::Soap(&session);
            if filter.accepts(&row) {
                sink.session(&row)?;
            }
        }
        Some(Err(error)) => {
            let error = response_error(error)?;
            errors.add(&error);
            sink.error(&error, 1)?;
        }
    }
    sink.end_of_block(soap.bytes().history.as_ref())?;
    Ok(Some(soap.bytes().count()))
}

/// The number of lines of a record or an error.
fn line_count(start: Position, next: Position) -> u64 {
    next.line() - start.line() + u64::from(next.column() > 1)
}
