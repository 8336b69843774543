//! A line that a record can start with, and those behind it up to the next such line.

use crate::position::Position;
use crate::realign::Readings;
use crate::rows::Rows;

use super::shape::Shape;

/// Lines from one start up to the next.
#[derive(Clone, Copy)]
pub(crate) struct Group {
    /// Where it starts, and where its last line ends, in bytes.
    pub(crate) start: u64,
    pub(crate) end: u64,
    /// Where the line behind it starts.
    pub(crate) behind: Position,
    pub(crate) delimiters: usize,
    pub(crate) is_one_line: bool,
    /// Whether it is no longer than a record may be. Of a longer one, these are the first lines.
    pub(crate) is_within_limit: bool,
    /// Whether its first line looks like a row.
    looks_like_a_row: bool,
    /// Whether there is a reading, once somebody asked.
    can_be_read: Option<bool>,
}

impl Group {
    /// The group of the next line that is not blank.
    pub(crate) fn next(shape: &Shape, mut rows: Rows<'_>) -> Option<Group> {
        let line = rows.pass_blank_lines()?;
        let start = rows.start().byte();
        let looks_like_a_row = shape.looks_like_a_row(&rows, &line);
        let (mut delimiters, mut is_one_line, mut is_within_limit) = (line.delimiters, true, true);
        rows.take(&line);
        while !rows.is_digits_next() {
            let Some((position, line)) = rows.peek().filter(|(_, line)| !shape.is_border(&rows, line)) else { break };
            let end = position.byte().saturating_add(line.bytes.len() as u64);
            if end.saturating_sub(start) > rows.max_record() as u64 {
                is_within_limit = false;
                break;
            }
            rows.position = position;
            rows.take(&line);
            delimiters = delimiters.saturating_add(line.delimiters);
            is_one_line = false;
        }
        let (end, behind) = (rows.span().end, rows.position);
        let can_be_read = None;
        Some(Group { start, end, behind, delimiters, is_one_line, is_within_limit, looks_like_a_row, can_be_read })
    }

    /// Whether it is a record of its own, or ought to be: it is never a part of another.
    pub(crate) fn stands(&mut self, shape: &Shape, rows: &Rows<'_>, readings: &mut Readings) -> bool {
        self.looks_like_a_row
            || self.is_within_limit
                && self.delimiters >= shape.fewest_delimiters()
                && *self.can_be_read.get_or_insert_with(|| {
                    readings.clear();
                    let lines = rows.lines(self.start..self.end);
                    lines.for_each(|(at, line)| {
                        readings.push(&shape.layout, &line, at.saturating_sub(self.start) as usize)
                    });
                    readings.is_complete(&shape.layout)
                })
    }
}
