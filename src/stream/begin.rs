//! The return value and the header of a response that comes in pieces.

use crate::bytes::position::Position;
use crate::bytes::whitespace;
use crate::error::{Error, ErrorKind};
use crate::response::preamble::{self, MAX_WORD};
use crate::response::start::{self, MARKUP, Start};

/// What was seen before the rows, and where what is left starts.
#[derive(Default)]
pub(super) struct Beginning {
    pub(super) position: Position,
    pub(super) seen: Seen,
}

impl Beginning {
    pub(super) fn position(&self) -> Position {
        self.position
    }
}

#[derive(Default)]
pub(super) enum Seen {
    #[default]
    Nothing,
    WhiteSpace,
    Ok,
    /// A word that is a failure if it stands alone, and what it is if not.
    Word(Error, Error),
}

pub(super) enum Step {
    Wait,
    /// The next thing is to be looked at, behind so many bytes.
    Go(usize, Seen),
}

impl Seen {
    pub(super) fn step(&self, bytes: &[u8], position: Position, is_all: bool) -> Result<Step, Error> {
        match self {
            Seen::Word(failure, other) => match bytes.iter().all(whitespace::is_white_space) {
                false => Err(other.clone()),
                true if is_all => Err(failure.clone()),
                true if bytes.is_empty() => Ok(Step::Wait),
                true => Ok(Step::Go(bytes.len(), Seen::Word(failure.clone(), other.clone()))),
            },
            Seen::Ok => {
                let white_space = bytes.iter().take_while(|byte| whitespace::is_white_space(byte)).count();
                Ok(Step::Go(white_space, Seen::Ok))
            }
            Seen::Nothing | Seen::WhiteSpace => self.first(bytes, position, is_all),
        }
    }

    fn first(&self, bytes: &[u8], position: Position, is_all: bool) -> Result<Step, Error> {
        let is_start = matches!(self, Seen::Nothing);
        let leading = start::leading(bytes, is_start);
        if leading > 0 {
            return Ok(Step::Go(leading, Seen::WhiteSpace));
        }
        // Before it is looked at: or else markup would be with each byte of it that comes.
        if !is_all && may_be_cut(bytes, is_start) {
            return Ok(Step::Wait);
        }
        match start::start_behind(bytes, bytes) {
            Start::Word(word, behind) if !is_all && behind == bytes.len() && word.len() <= MAX_WORD => {
                let is_ended = bytes.len() > word.len();
                Ok(if is_ended { word_alone(word, behind, position) } else { Step::Wait })
            }
            start => match preamble::header_start(start, bytes.len()) {
                Ok(behind) => Ok(Step::Go(behind, Seen::Ok)),
                Err(kind) => Err(Error::new(kind, position)),
            },
        }
    }
}

/// Whether more can make something of it, or a byte order mark, or tell which markup it is.
fn may_be_cut(bytes: &[u8], is_start: bool) -> bool {
    let may_be_mark = is_start && "\u{feff}".as_bytes().starts_with(bytes);
    bytes.is_empty() || may_be_mark || bytes.first() == Some(&b'<') && bytes.len() < MARKUP
}

/// What a word is with nothing but white space behind it yet, and what it would be with more.
fn word_alone(word: &str, behind: usize, here: Position) -> Step {
    match preamble::header_start(Start::Word(word, behind), behind) {
        Ok(_) => Step::Go(behind, Seen::Ok),
        Err(kind) => {
            let kinds = preamble::header_start(Start::Word(word, behind), behind.saturating_add(1));
            let other = kinds.err().unwrap_or(ErrorKind::Unrecognized);
            Step::Go(behind, Seen::Word(Error::new(kind, here), Error::new(other, here)))
        }
    }
}
