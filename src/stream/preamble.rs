//! The return value of a response that arrives in chunks, and the whitespace around it.

use crate::bytes::position::Position;
use crate::bytes::whitespace;
use crate::error::{Error, ErrorKind};
use crate::response::preamble::{self, MAX_WORD};
use crate::response::start::{self, BodyStart, MAX_MARKUP};

/// What was read before the header, and the position after it.
#[derive(Default)]
pub(super) struct Preamble {
    pub(super) position: Position,
    pub(super) seen: Seen,
}

#[derive(Default)]
pub(super) enum Seen {
    #[default]
    Nothing,
    Whitespace,
    Ok,
    /// A word: the error if it is all of the response, and the error if something follows it.
    Word(Error, Error),
}

pub(super) enum Step {
    /// More input is needed.
    Wait,
    /// Skip this many bytes, then read on.
    Skip(usize, Seen),
}

impl Seen {
    /// Reads on, in the bytes after what was seen. `is_all`: no more input comes.
    pub(super) fn step(&self, bytes: &[u8], position: Position, is_all: bool) -> Result<Step, Error> {
        match self {
            Seen::Word(alone, followed) => match bytes.iter().all(whitespace::is_whitespace) {
                false => Err(followed.clone()),
                true if is_all => Err(alone.clone()),
                true if bytes.is_empty() => Ok(Step::Wait),
                true => Ok(Step::Skip(bytes.len(), Seen::Word(alone.clone(), followed.clone()))),
            },
            Seen::Ok => {
                let len = bytes.iter().take_while(|byte| whitespace::is_whitespace(byte)).count();
                Ok(Step::Skip(len, Seen::Ok))
            }
            Seen::Nothing | Seen::Whitespace => self.first(bytes, position, is_all),
        }
    }

    fn first(&self, bytes: &[u8], position: Position, is_all: bool) -> Result<Step, Error> {
        let is_start = matches!(self, Seen::Nothing);
        let leading = start::leading_len(bytes, is_start);
        if leading > 0 {
            return Ok(Step::Skip(leading, Seen::Whitespace));
        }
        // Checked first: otherwise markup would be parsed again with each chunk.
        if !is_all && may_be_truncated(bytes, is_start) {
            return Ok(Step::Wait);
        }
        match start::read_first_word(bytes, bytes) {
            BodyStart::Word(word, after) if !is_all && after == bytes.len() && word.len() <= MAX_WORD => {
                let is_complete = bytes.len() > word.len();
                Ok(if is_complete { word_alone(word, after, position) } else { Step::Wait })
            }
            start => match preamble::header_start(start, bytes.len()) {
                Ok(after) => Ok(Step::Skip(after, Seen::Ok)),
                Err(kind) => Err(Error::new(kind, position)),
            },
        }
    }
}

/// Whether more input can change what the bytes are: nothing, the start of a byte order mark, or markup.
fn may_be_truncated(bytes: &[u8], is_start: bool) -> bool {
    let may_be_bom = is_start && "\u{feff}".as_bytes().starts_with(bytes);
    bytes.is_empty() || may_be_bom || bytes.first() == Some(&b'<') && bytes.len() < MAX_MARKUP
}

/// The step after a word that only whitespace follows so far.
fn word_alone(word: &str, after: usize, position: Position) -> Step {
    match preamble::header_start(BodyStart::Word(word, after), after) {
        Ok(_) => Step::Skip(after, Seen::Ok),
        Err(kind) => {
            let followed = preamble::header_start(BodyStart::Word(word, after), after.saturating_add(1));
            let followed = followed.err().unwrap_or(ErrorKind::Unrecognized);
            Step::Skip(after, Seen::Word(Error::new(kind, position), Error::new(followed, position)))
        }
    }
}
