//! The bytes of the response, as they are read.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::path::Path;

use crate::input::history::{History, LineEndings};
use crate::output::stderr::print_message;
use crate::output::text::escaped;

/// The number of bytes at the start of the response that are kept, to say what it is if it is no session list.
const HEAD_LEN: usize = 4_096;

/// The response as bytes. It keeps its start, and what its user asks for.
pub(crate) struct Bytes {
    source: Box<dyn Read>,
    name: String,
    len: Option<u64>,
    count: u64,
    head: Vec<u8>,
    pub(crate) endings: Option<LineEndings>,
    pub(crate) history: Option<History>,
}

impl Bytes {
    /// Opens a file, or standard input: `None` or `-`.
    pub(crate) fn open(file: Option<&Path>) -> io::Result<Bytes> {
        let (source, name, len): (Box<dyn Read>, _, _) = match file.filter(|path| *path != Path::new("-")) {
            Some(path) => {
                let name = path.display().to_string();
                let file = File::open(path).map_err(|error| with_name(&error, &name))?;
                let len = file.metadata().ok().filter(|data| data.is_file()).map(|data| data.len());
                (Box::new(file), name, len)
            }
            None => {
                if io::stdin().is_terminal() {
                    print_message("reading the response from the terminal; end it with Ctrl-D");
                }
                (Box::new(io::stdin()), "standard input".to_owned(), None)
            }
        };
        Ok(Bytes { source, name, len, count: 0, head: Vec::new(), endings: None, history: None })
    }

    /// The number of bytes in the response, if known.
    pub(crate) fn len(&self) -> Option<u64> {
        self.len
    }

    /// The number of bytes that have been read.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// The first bytes of the response.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.source.read(buffer).map_err(|error| match error.kind() {
            ErrorKind::Interrupted => error,
            _ => with_name(&error, &self.name),
        })?;
        let bytes = &buffer[..len];
        self.count += len as u64;
        let missing = HEAD_LEN.saturating_sub(self.head.len());
        self.head.extend_from_slice(&bytes[..len.min(missing)]);
        if let Some(endings) = &mut self.endings {
            endings.add(bytes);
        }
        if let Some(history) = &mut self.history {
            history.add(bytes);
        }
        Ok(len)
    }
}

fn with_name(error: &io::Error, name: &str) -> io::Error {
    io::Error::other(format!("{}: {error}", escaped(name)))
}
