//! The response, from a file or from standard input.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use rescue_sessions::{Column, DecodedSessions, Delimiter, Error, Parser, ReadError, SessionReader};

use crate::args::Source;
use crate::history::History;
use crate::text::sanitized;

/// A response, read in blocks.
pub(crate) struct Input {
    pub(crate) sessions: SessionReader<Bytes>,
    delimiter: Delimiter,
    len: Option<u64>,
}

/// The bytes of the response. Keeps the last ones for excerpts.
pub(crate) struct Bytes {
    source: Box<dyn Read>,
    name: String,
    history: History,
}

impl Input {
    pub(crate) fn open(source: &Source) -> io::Result<Input> {
        let Source { file, delimiter, strict } = source;
        let (reader, name, len): (Box<dyn Read>, _, _) = match file.as_deref().filter(|path| *path != Path::new("-")) {
            Some(path) => {
                let name = path.display().to_string();
                let file = File::open(path).map_err(|error| with_name(&error, &name))?;
                let len = file.metadata().ok().filter(|data| data.is_file()).map(|data| data.len());
                (Box::new(file), name, len)
            }
            None => (Box::new(io::stdin()), "standard input".to_owned(), None),
        };
        let parser = Parser::new().delimiter(*delimiter).strict(*strict);
        let bytes = Bytes { source: reader, name, history: History::default() };
        Ok(Input { sessions: SessionReader::new(parser, bytes), delimiter: *delimiter, len })
    }

    /// The number of bytes, if known.
    pub(crate) fn len(&self) -> Option<u64> {
        self.len
    }

    pub(crate) fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    pub(crate) fn history(&self) -> &History {
        &self.sessions.get_ref().history
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.source.read(buffer).map_err(|error| match error.kind() {
            ErrorKind::Interrupted => error,
            _ => with_name(&error, &self.name),
        })?;
        self.history.add(&buffer[..len]);
        Ok(len)
    }
}

/// An owned copy of the header, so that the input can be borrowed again.
pub(crate) struct Names {
    pub(crate) names: Vec<String>,
    pub(crate) columns: Vec<Option<Column>>,
}

pub(crate) fn header(input: &mut Input) -> io::Result<Names> {
    let header = input.sessions.header().map_err(io_error)?;
    Ok(Names {
        names: header.iter().map(str::to_owned).collect(),
        columns: (0..header.len()).map(|index| header.column(index)).collect(),
    })
}

pub(crate) fn next_block<'i>(input: &'i mut Input) -> io::Result<Option<DecodedSessions<'i>>> {
    input.sessions.next_block().map_err(io_error)
}

/// For a response that has a valid header: a response error can no longer occur.
pub(crate) fn io_error(error: ReadError) -> io::Error {
    response_error(error).map_or_else(|error| error, io::Error::other)
}

/// Separates the errors: `Ok` if the response is not a session list, `Err` if it could not be read.
pub(crate) fn response_error(error: ReadError) -> io::Result<Error> {
    match error {
        ReadError::Response(error) => Ok(error),
        ReadError::Io(error) => Err(error),
        other => Err(io::Error::other(other)),
    }
}

fn with_name(error: &io::Error, name: &str) -> io::Error {
    io::Error::other(format!("{}: {error}", sanitized(name)))
}
