//! Where a record ends.

use alloc::vec::Vec;

use crate::recovery::candidates::RecordMatch;
use crate::recovery::state::{Recovery, Stop};
use crate::table::row_cursor::RowCursor;

/// A candidate up to which the lines of a record have an alignment.
pub(super) struct RecordEnd<'a> {
    /// The rows after it.
    pub(super) rows: RowCursor<'a>,
    /// The number of fragments up to there.
    pub(super) fragments: usize,
}

impl RecordEnd<'_> {
    /// The offset of the first line after it that is not blank.
    fn rest(&self) -> u64 {
        self.rows.peek_nonblank_line().map_or(self.rows.position(), |(position, _)| position).byte()
    }

    /// Whether `rows` has taken no line after it.
    fn is_at(&self, rows: &RowCursor<'_>) -> bool {
        self.rows.position() == rows.position()
    }
}

/// The possible ends of a record: how many there are, and the first few of them.
#[derive(Default)]
pub(super) struct RecordEnds<'a> {
    first: Vec<RecordEnd<'a>>,
    count: usize,
}

impl<'a> RecordEnds<'a> {
    /// The number of ends that are kept. For each new end, the lines after each of them are aligned again, so the limit
    /// keeps the time linear.
    const MAX_KEPT: usize = 4;

    pub(super) fn add(&mut self, rows: &RowCursor<'a>, fragments: usize) {
        self.count = self.count.saturating_add(1);
        if self.count <= Self::MAX_KEPT {
            self.first.push(RecordEnd { rows: rows.clone(), fragments });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// Why the end of a record is unknown.
pub(super) enum NoEnd {
    /// It can end at several candidates, or its text may have been truncated.
    Ambiguous,
    NotFound,
}

impl Recovery {
    /// The end of a record, from its possible ends, after `rows` has taken all its candidates up to a stop.
    pub(super) fn find_end<'a>(
        &mut self,
        mut ends: RecordEnds<'a>,
        rows: &RowCursor<'a>,
        stop: Stop,
    ) -> Result<RecordEnd<'a>, NoEnd> {
        let is_truncated = stop.is_truncated(rows);
        // Whether all candidates must belong to records, so that the last end is right if no other one leaves a record.
        let must_use_all = match stop {
            // The last line of a truncated body can be the start of a row. Then it does not belong to this record.
            Stop::EndOfList => rows.ends_with_newline(),
            Stop::NextRecord => !rows.starts_with_text(),
            _ => false,
        };
        let (count, last) = match stop {
            Stop::Decided(index) => (1, ends.first.into_iter().nth(index)),
            _ => (ends.count, ends.first.pop()),
        };
        match (count, last) {
            (0, _) | (_, None) => Err(NoEnd::NotFound),
            // If the rest cannot be a truncated record, then it is text of this record, which was truncated.
            (1, Some(ref end)) if is_truncated && !self.is_rest_truncated_record(end, rows) => Err(NoEnd::Ambiguous),
            (1, Some(end)) => Ok(end),
            (_, Some(end)) if must_use_all && end.is_at(rows) => Ok(end),
            _ => Err(NoEnd::Ambiguous),
        }
    }

    /// Whether no line is left after an end, or the lines left can be a truncated record.
    fn is_rest_truncated_record(&mut self, end: &RecordEnd<'_>, rows: &RowCursor<'_>) -> bool {
        end.is_at(rows) || self.is_truncated_record(rows, end.rest())
    }

    /// Decides, from the lines that `rows` has taken so far, where the record ends. `None`: more candidates are needed.
    ///
    /// A record is never inside another one. So if the lines after an end are a record, this record ends before their
    /// last line. If no record can start with the lines after any other end, it ends at this one.
    pub(super) fn decide_end(&mut self, ends: &RecordEnds<'_>, rows: &RowCursor<'_>) -> Option<Stop> {
        let (mut decided, mut possible) = (None, 0_usize);
        for (index, end) in ends.first.iter().enumerate().filter(|(_, end)| !end.is_at(rows)) {
            match self.match_record(rows, end.rest()) {
                RecordMatch::Complete => decided = decided.or(Some(index)),
                RecordMatch::Incomplete => {}
                RecordMatch::Impossible => continue,
            }
            possible = possible.saturating_add(1);
        }
        match decided {
            Some(index) if possible == 1 => Some(Stop::Decided(index)),
            Some(_) => Some(Stop::Ambiguous),
            None => (ends.count > RecordEnds::MAX_KEPT).then_some(Stop::Ambiguous),
        }
    }
}
