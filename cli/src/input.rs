//! The response, from a file or from standard input.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use rescue_sessions::{Delimiter, Error, Parser, SessionList};

use crate::args::Source;
use crate::text::harmless;

pub(crate) struct Input {
    body: Vec<u8>,
    delimiter: String,
    strict: bool,
}

impl Input {
    pub(crate) fn read(source: Source) -> io::Result<Input> {
        let Source { file, delimiter, strict } = source;
        let body = match file.as_deref().filter(|path| *path != Path::new("-")) {
            Some(path) => fs::read(path).map_err(|error| named(&error, &path.display().to_string()))?,
            None => standard_input().map_err(|error| named(&error, "standard input"))?,
        };
        Ok(Input { body, delimiter, strict })
    }

    pub(crate) fn parse(&self) -> Result<SessionList<'_>, Error> {
        let delimiter = Delimiter::new(&self.delimiter).unwrap_or_default(); // the arguments were checked
        Parser::new().delimiter(delimiter).strict(self.strict).parse_bytes(&self.body)
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn delimiter(&self) -> &str {
        &self.delimiter
    }
}

fn standard_input() -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    io::stdin().lock().read_to_end(&mut body)?;
    Ok(body)
}

fn named(error: &io::Error, name: &str) -> io::Error {
    io::Error::other(format!("{}: {error}", harmless(name)))
}
