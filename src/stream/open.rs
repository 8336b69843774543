//! Where the rows of a response that comes in chunks begin.

use alloc::boxed::Box;

use crate::bytes::body::Body;
use crate::bytes::whitespace;
use crate::error::Error;
use crate::session::sessions::Between;
use crate::stream::begin::{Beginning, Seen, Step};
use crate::stream::decoder::{Decoder, List, Progress, Stage};
use crate::table::header;
use crate::table::rows::Rows;

impl<'d> Decoder<'d> {
    /// The list, if it is known that there is one, and what its header is.
    pub(super) fn list(&mut self) -> Result<Option<&mut List<'d>>, Error> {
        while let Stage::Beginning(beginning) = &mut self.stage {
            let bytes = self.buffer.get(self.start..).unwrap_or_default();
            let step = match &beginning.seen {
                Seen::Ok if !bytes.first().is_some_and(whitespace::is_white_space) => match self.read_header() {
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
