//! The response, from a file or from standard input, in either format.

use std::collections::VecDeque;
use std::io::{self, BufReader, Chain, Cursor};
use std::path::Path;

use rescue_sessions::{
    AnyReader, Column, Delimiter, Error, OwnedSession, Parser, ReadError, SessionReader, SoapReader,
};

use crate::args::Format;
use crate::input::bytes::Bytes;
use crate::input::schema::Schema;

/// The sessions that decide on the columns of the output, and their width, at most.
pub(crate) const MAX_SAMPLE: usize = 1_000;
/// The bytes of these sessions, at most.
const MAX_SAMPLE_BYTES: u64 = 1 << 20;

/// The response after its first bytes, which were read to recognize the format.
type Whole = Chain<Cursor<Vec<u8>>, Bytes>;

/// A response, read in blocks.
pub(crate) struct Input {
    pub(crate) reader: Reader,
    delimiter: Delimiter,
    len: Option<u64>,
}

#[allow(clippy::large_enum_variant)] // there is one of them
pub(crate) enum Reader {
    Text(SessionReader<Whole>),
    Soap(Soap),
}

/// A SOAP response. Some of its sessions may have been read ahead.
pub(crate) struct Soap {
    reader: SoapReader<BufReader<Whole>>,
    ahead: VecDeque<Result<OwnedSession, ReadError>>,
}

impl Input {
    pub(crate) fn open(file: Option<&Path>, format: Format) -> io::Result<Input> {
        Input::new(Bytes::open(file)?, format)
    }

    pub(crate) fn new(bytes: Bytes, format: Format) -> io::Result<Input> {
        let Format { delimiter, strict } = format;
        let len = bytes.len();
        let reader = match AnyReader::new(Parser::new().delimiter(delimiter).strict(strict), bytes).map_err(io_error)? {
            AnyReader::Text(reader) => Reader::Text(reader),
            AnyReader::Soap(reader) => Reader::Soap(Soap { reader, ahead: VecDeque::new() }),
            _ => return Err(io::Error::other("the format of the response is not supported")),
        };
        Ok(Input { reader, delimiter, len })
    }

    /// The number of bytes, if known.
    pub(crate) fn len(&self) -> Option<u64> {
        self.len
    }

    pub(crate) fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    pub(crate) fn bytes(&self) -> &Bytes {
        match &self.reader {
            Reader::Text(reader) => of_whole(reader.get_ref()),
            Reader::Soap(soap) => soap.bytes(),
        }
    }

    /// Reads up to the first session. The inner error: the response is not a session list.
    pub(crate) fn start(&mut self) -> io::Result<Result<(), Error>> {
        let started = match &mut self.reader {
            Reader::Text(reader) => reader.header().map(|_| ()),
            Reader::Soap(soap) => soap.reader.columns().map(|_| ()),
        };
        match started {
            Ok(()) => Ok(Ok(())),
            Err(error) => response_error(error).map(Err),
        }
    }

    /// The columns of the response. Those that only some SOAP sessions have are taken from the first sessions.
    pub(crate) fn schema(&mut self) -> io::Result<Schema> {
        match &mut self.reader {
            Reader::Text(reader) => Ok(Schema::of_text(&reader.header().map_err(io_error)?)),
            Reader::Soap(soap) => soap.schema(),
        }
    }
}

impl Soap {
    pub(crate) fn bytes(&self) -> &Bytes {
        of_whole(self.reader.get_ref().get_ref())
    }

    fn schema(&mut self) -> io::Result<Schema> {
        let mut schema = Schema::of_soap(self.reader.columns().map_err(io_error)?);
        let start = self.bytes().count();
        while self.ahead.len() < MAX_SAMPLE && self.bytes().count() - start < MAX_SAMPLE_BYTES {
            let Some(session) = self.reader.next() else { break };
            if let Ok(session) = &session {
                let missing: Vec<_> = schema.missing(session).collect();
                schema.fields.extend(missing);
            }
            self.ahead.push_back(session);
        }
        Ok(schema)
    }

    /// The version of the method, by its columns.
    pub(crate) fn version(&mut self) -> Result<&'static str, ReadError> {
        let columns = self.reader.columns()?;
        Ok(if columns.len() == Column::VERSION_3.len() { "version 3" } else { "version 1 or 2" })
    }

    pub(crate) fn next(&mut self) -> Option<Result<OwnedSession, ReadError>> {
        self.ahead.pop_front().or_else(|| self.reader.next())
    }
}

pub(crate) fn of_whole(whole: &Whole) -> &Bytes {
    whole.get_ref().1
}

/// For a response that has a valid header: a response error can no longer occur.
pub(crate) fn io_error(error: ReadError) -> io::Error {
    response_error(error).map_or_else(|error| error, io::Error::other)
}

/// Separates the errors: `Ok` if the response or a row of it cannot be read, `Err` if a read failed.
pub(crate) fn response_error(error: ReadError) -> io::Result<Error> {
    match error {
        ReadError::Response(error) => Ok(error),
        ReadError::Io(error) => Err(error),
        other => Err(io::Error::other(other)),
    }
}
