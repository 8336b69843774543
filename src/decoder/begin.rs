//! The return value and the header of a response that comes in pieces.

use alloc::boxed::Box;

use super::{Decoder, List, Progress, Stage};
use crate::body::Body;
use crate::error::{Error, ErrorKind};
use crate::grammar::{self, MARKUP, Start};
use crate::header;
use crate::position::Position;
use crate::preamble::{self, MAX_WORD};
use crate::rows::Rows;
use crate::sessions::Between;

/// What was seen before the rows, and where what is left starts.
#[derive(Default)]
pub(super) struct Beginning {
    position: Position,
    seen: Seen,
}

impl Beginning {
    pub(super) fn position(&self) -> Position {
        self.position
    }
}

#[derive(Default)]
enum Seen {
    #[default]
    Nothing,
    WhiteSpace,
    Ok,
    /// A word that is a failure if it stands alone, and what it is if not.
    Word(Error, Error),
}

enum Step {
    Wait,
    /// The next thing is to be looked at, behind so many bytes.
    Go(usize, Seen),
}

impl<'d> Decoder<'d> {
    /// The list, if it is known that there is one, and what its header is.
    pub(super) fn list(&mut self) -> Result<Option<&mut List<'d>>, Error> {
        while let Stage::Beginning(beginning) = &mut self.stage {
            let bytes = self.buffer.get(self.start..).unwrap_or_default();
            let step = match &beginning.seen {
                Seen::Ok if !bytes.first().is_some_and(grammar::is_white_space) => match self.read_header() {
                    Ok(Some(list)) => {
                        self.start = self.start_of(&list);
                        self.stage = Stage::Rows(Box::new(list));
                        self.told = None;
                        continue;
                    }
                    Ok(None) => Ok(Step::Wait),
                    Err(error) => Err(error),
                },
                seen => seen.step(bytes, beginning.position, self.is_finished),
            };
            match step {
                Ok(Step::Wait) => return Ok(None),
                Ok(Step::Go(passed, seen)) => self.pass(passed, seen),
                Err(error) => self.stage = Stage::Failed(error),
            }
        }
        match &mut self.stage {
            Stage::Rows(list) => Ok(Some(list)),
            Stage::Failed(error) => Err(error.clone()),
            Stage::Beginning(_) => Ok(None),
        }
    }

    fn pass(&mut self, passed: usize, seen: Seen) {
        if let Stage::Beginning(beginning) = &mut self.stage {
            let end = self.start.saturating_add(passed);
            beginning.position = beginning.position.behind(self.buffer.get(self.start..end).unwrap_or_default());
            beginning.seen = seen;
            self.start = end;
        }
    }

    /// Reads the header at the buffer's start.
    fn read_header(&mut self) -> Result<Option<List<'d>>, Error> {
        if !self.pay() {
            return Ok(None);
        }
        let Stage::Beginning(Beginning { position, .. }) = &self.stage else { return Ok(None) };
        let piece = self.piece();
        piece.take_met_end();
        let read = header::read(self.parser.settings(), piece, *position);
        if piece.take_met_end() {
            self.told = Some(self.base.saturating_add(self.end() as u64));
            return Ok(None);
        }
        let (header, rows) = read?;
        let nothing = Body::piece(&[], 0, 0, None);
        let rows = Rows::new(*self.parser.settings(), nothing, &header, rows);
        let progress = Progress { mark: rows.mark(), window: None, between: Between::default() };
        Ok(Some(List { header: header.detached(), rows, progress }))
    }

    fn start_of(&self, list: &List<'_>) -> usize {
        list.rows.position.byte().saturating_sub(self.base) as usize
    }
}

impl Seen {
    fn step(&self, bytes: &[u8], position: Position, is_all: bool) -> Result<Step, Error> {
        match self {
            Seen::Word(failure, other) => match bytes.iter().all(grammar::is_white_space) {
                false => Err(other.clone()),
                true if is_all => Err(failure.clone()),
                true if bytes.is_empty() => Ok(Step::Wait),
                true => Ok(Step::Go(bytes.len(), Seen::Word(failure.clone(), other.clone()))),
            },
            Seen::Ok => {
                let white_space = bytes.iter().take_while(|byte| grammar::is_white_space(byte)).count();
                Ok(Step::Go(white_space, Seen::Ok))
            }
            Seen::Nothing | Seen::WhiteSpace => self.first(bytes, position, is_all),
        }
    }

    fn first(&self, bytes: &[u8], position: Position, is_all: bool) -> Result<Step, Error> {
        let is_start = matches!(self, Seen::Nothing);
        let leading = grammar::leading(bytes, is_start);
        if leading > 0 {
            return Ok(Step::Go(leading, Seen::WhiteSpace));
        }
        // Before it is looked at: or else markup would be with each byte of it that comes.
        if !is_all && may_be_cut(bytes, is_start) {
            return Ok(Step::Wait);
        }
        match grammar::start_behind(bytes, bytes) {
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
