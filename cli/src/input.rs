//! The response, from a file or from standard input.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use rescue_sessions::{Column, DecodedSessions, Delimiter, Error, Parser, ReadError, SessionReader};

use crate::args::Source;
use crate::history::History;
use crate::text::harmless;

/// A response that is read in blocks.
pub(crate) struct Input<'d> {
    pub(crate) sessions: SessionReader<'d, Bytes>,
    delimiter: &'d str,
    len: Option<u64>,
}

/// What is read from, and what is known of the bytes.
pub(crate) struct Bytes {
    from: Box<dyn Read>,
    name: String,
    history: History,
}

impl<'d> Input<'d> {
    pub(crate) fn open(source: &'d Source) -> io::Result<Input<'d>> {
        let Source { file, delimiter, strict } = source;
        let (from, name, len): (Box<dyn Read>, _, _) = match file.as_deref().filter(|path| *path != Path::new("-")) {
            Some(path) => {
                let name = path.display().to_string();
                let file = File::open(path).map_err(|error| named(&error, &name))?;
                let len = file.metadata().ok().filter(|data| data.is_file()).map(|data| data.len());
                (Box::new(file), name, len)
            }
            None => (Box::new(io::stdin()), "standard input".to_owned(), None),
        };
        let parser = Parser::new().delimiter(Delimiter::new(delimiter).unwrap_or_default()); // the arguments were checked
        let bytes = Bytes { from, name, history: History::default() };
        Ok(Input { sessions: SessionReader::new(parser.strict(*strict), bytes), delimiter, len })
    }

    /// How many bytes there are, where that is known.
    pub(crate) fn len(&self) -> Option<u64> {
        self.len
    }

    pub(crate) fn delimiter(&self) -> &str {
        self.delimiter
    }

    /// Of the bytes that were read.
    pub(crate) fn history(&self) -> &History {
        &self.sessions.get_ref().history
    }
}

impl Read for Bytes {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        let len = self.from.read(space).map_err(|error| match error.kind() {
            ErrorKind::Interrupted => error,
            _ => named(&error, &self.name),
        })?;
        self.history.add(&space[..len]);
        Ok(len)
    }
}

/// A header that the sessions need not be kept for.
pub(crate) struct Names {
    pub(crate) names: Vec<String>,
    pub(crate) columns: Vec<Option<Column>>,
}

pub(crate) fn header(input: &mut Input<'_>) -> io::Result<Names> {
    let header = input.sessions.header().map_err(io_error)?;
    Ok(Names {
        names: header.iter().map(str::to_owned).collect(),
        columns: (0..header.len()).map(|index| header.column(index)).collect(),
    })
}

/// The next sessions.
pub(crate) fn next_block<'i>(input: &'i mut Input<'_>) -> io::Result<Option<DecodedSessions<'i>>> {
    input.sessions.next_block().map_err(io_error)
}

/// Where the response is known to be a session list, by its header.
fn io_error(error: ReadError) -> io::Error {
    response_error(error).map_or_else(|error| error, io::Error::other)
}

/// The response is no session list, or it could not be read.
pub(crate) fn response_error(error: ReadError) -> io::Result<Error> {
    match error {
        ReadError::Response(error) => Ok(error),
        ReadError::Io(error) => Err(error),
        other => Err(io::Error::other(other)),
    }
}

fn named(error: &io::Error, name: &str) -> io::Error {
    io::Error::other(format!("{}: {error}", harmless(name)))
}
