//! Where a record ends.

use alloc::vec::Vec;

use crate::table::row_cursor::RowCursor;

use crate::recovery::candidates::Prefix;
use crate::recovery::state::{Recovery, Stop};

/// Behind which parts a record can end: the first few, with the number of pieces up to there, and how many there are.
#[derive(Default)]
pub(super) struct RecordEnds<'a> {
    first: Vec<(RowCursor<'a>, usize)>,
    count: usize,
}

impl<'a> RecordEnds<'a> {
    /// Each is looked at again, so there can't be many.
    const KEPT: usize = 4;

    pub(super) fn note(&mut self, rows: &RowCursor<'a>, pieces: usize) {
        self.count = self.count.saturating_add(1);
        if self.count <= Self::KEPT {
            self.first.push((rows.clone(), pieces));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// Why it is not known where a record ends.
pub(super) enum NoEnd {
    Several,
    Nowhere,
}

impl Recovery {
    /// Behind which row, and how many parts, a record ends of which `rows` took all parts up to a stop.
    pub(super) fn end<'a>(
        &mut self,
        mut ends: RecordEnds<'a>,
        rows: &RowCursor<'a>,
        stop: Stop,
    ) -> Result<(RowCursor<'a>, usize), NoEnd> {
        let is_truncated = stop.is_truncated(rows);
        let is_closed = match stop {
            // What is left over may be a row that was cut, and then it is no piece of the record.
            Stop::AtTheEnd => rows.ends_with_newline(),
            Stop::AtOneThatStands => !rows.starts_with_text(),
            _ => false,
        };
        let (count, last) = match stop {
            Stop::Told(first) => (1, ends.first.into_iter().nth(first)),
            _ => (ends.count, ends.first.pop()),
        };
        match (count, last) {
            (0, _) | (_, None) => Err(NoEnd::Nowhere),
            // If what is left over is no truncated record, the text of this one was truncated.
            (1, Some((ref end, _))) if is_truncated && !self.is_rest_truncated_record(end, rows) => Err(NoEnd::Several),
            (1, Some(end)) => Ok(end),
            (_, Some(end)) if is_closed && end.0.position() == rows.position() => Ok(end),
            _ => Err(NoEnd::Several),
        }
    }

    /// Whether nothing is left over after an end, or what can be a record that was truncated.
    fn is_rest_truncated_record(&mut self, end: &RowCursor<'_>, rows: &RowCursor<'_>) -> bool {
        let next = end.peek_nonblank_line().map_or(end.position(), |(position, _)| position);
        end.position() == rows.position() || self.is_truncated_record(rows, next.byte())
    }

    /// Whether it is known already, of all that `rows` took, where the record ends. It is at an end that leaves a record
    /// over, for a record is never a fragment of another one, if no other end can leave one over when more lines come.
    pub(super) fn tell(&mut self, ends: &RecordEnds<'_>, rows: &RowCursor<'_>) -> Option<Stop> {
        let (mut told, mut possible) = (None, 0_usize);
        for (number, (end, _)) in
            ends.first.iter().enumerate().filter(|(_, (end, _))| end.position() != rows.position())
        {
            let next = end.peek_nonblank_line().map_or(end.position(), |(position, _)| position);
            match self.read_from(rows, next.byte()) {
                Prefix::Record => told = told.or(Some(number)),
                Prefix::OfRecord => {}
                Prefix::OfNone => continue,
            }
            possible = possible.saturating_add(1);
        }
        match told {
            Some(number) if possible == 1 => Some(Stop::Told(number)),
            Some(_) => Some(Stop::Several),
            None => (ends.count > RecordEnds::KEPT).then_some(Stop::Several),
        }
    }
}
