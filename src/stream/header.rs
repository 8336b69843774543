//! The preamble and the header of a response that arrives in chunks.

use alloc::boxed::Box;

use crate::bytes::body::Body;
use crate::bytes::whitespace;
use crate::error::Error;
use crate::iter::sessions::ResumeState;
use crate::stream::decoder::{self, Decoder, List, Progress, Stage};
use crate::stream::preamble::{Preamble, Seen, Step};
use crate::table::header_parser;
use crate::table::row_cursor::RowCursor;

impl Decoder {
    /// The list, once its header is complete.
    pub(super) fn list(&mut self) -> Result<Option<&mut List>, Error> {
        while let Stage::Preamble(preamble) = &mut self.stage {
            let bytes = self.buffer.get(self.start..).unwrap_or_default();
            let step = match &preamble.seen {
                Seen::Ok if !bytes.first().is_some_and(whitespace::is_whitespace) => match self.read_header() {
                    Ok(Some(list)) => {
                        self.start = list.rows.position().byte().saturating_sub(self.base) as usize;
                        self.stage = Stage::Rows(Box::new(list));
                        self.drained_to = None;
                        continue;
                    }
                    Ok(None) => Ok(Step::Wait),
                    Err(error) => Err(error),
                },
                seen => seen.step(bytes, preamble.position, self.is_finished),
            };
            match step {
                Ok(Step::Wait) => return Ok(None),
                Ok(Step::Skip(len, seen)) => self.skip(len, seen),
                Err(error) => self.stage = Stage::Failed(error),
            }
        }
        match &mut self.stage {
            Stage::Rows(list) => Ok(Some(list)),
            Stage::Failed(error) => Err(error.clone()),
            Stage::Preamble(_) => Ok(None),
        }
    }

    /// Skips a part of the preamble.
    fn skip(&mut self, len: usize, seen: Seen) {
        if let Stage::Preamble(preamble) = &mut self.stage {
            let end = self.start.saturating_add(len);
            let skipped = self.buffer.get(self.start..end).unwrap_or_default();
            *preamble = Preamble { position: preamble.position.after(skipped), seen };
            self.start = end;
        }
    }

    /// Reads the header at the start of the buffer. `None`: it is not complete.
    fn read_header(&mut self) -> Result<Option<List>, Error> {
        if !self.may_be_ready() {
            return Ok(None);
        }
        let Stage::Preamble(Preamble { position, .. }) = &self.stage else { return Ok(None) };
        let end = self.end();
        let needs_more = (!self.is_finished).then_some(&self.needs_more);
        let chunk = decoder::chunk(&self.buffer, (self.start, end), self.base, needs_more);
        let Some(read) = chunk.attempt(|| header_parser::read(self.parser.settings(), chunk, *position)) else {
            self.drained_to = Some(self.offset(end));
            return Ok(None);
        };
        let (header, rows) = read?;
        let no_body = Body::chunk(&[], 0, 0, None);
        let rows = RowCursor::new(*self.parser.settings(), no_body, &header, rows);
        let progress = Progress { checkpoint: rows.checkpoint(), state: ResumeState::default() };
        Ok(Some(List { header: header.into_owned(), rows, progress }))
    }
}
