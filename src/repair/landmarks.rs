//! Damaged records where records start with free text.
//!
//! Every line can be a part of a record then, and only a line that stands by itself is a landmark. The lines between two of them
//! belong to the record before or to the one behind:
//!
//! - where the record before can end behind one of them only, it does, and the others are the next one's;
//! - where it can end nowhere, as when the lines come first, all are the next one's;
//! - where it can end behind several, nothing tells. All is one error, with the landmark, whose first field may have started
//!   before it, and with what stands behind that, up to a landmark that follows another.

use alloc::vec::Vec;

use crate::error::{Error, ErrorKind};
use crate::header::Header;
use crate::position::Position;
use crate::rows::Rows;
use crate::scan::Line;

use super::{Repair, Repaired, too_long};

/// The next line that is not blank, and the rows behind it.
enum Ahead<'a> {
    Landmark(Rows<'a>),
    Line(Rows<'a>),
    Nothing,
}

impl Repair {
    /// The record at a line.
    pub(super) fn next_of_text<'a>(
        &mut self,
        header: &Header<'a>,
        rows: &mut Rows<'a>,
        line: &Line<'a>,
        start: Position,
    ) -> Repaired<'a> {
        let before = rows.clone();
        rows.take(line);
        let behind_line = rows.position;
        let is_alone = rows.is_whole(line) || self.shape.is_row_and_delimiter(rows, line);
        if is_alone && !matches!(self.ahead(rows), Ahead::Line(_)) {
            *rows = before;
            return self.line_alone(rows, line, start);
        }
        self.clear(start);
        let (mut ends, mut is_last_landmark) = (Ends::default(), is_alone);
        let is_end = loop {
            self.read_taken(rows);
            if self.readings.is_complete(&self.shape.layout) {
                ends.note(rows);
            }
            match self.ahead(rows) {
                Ahead::Landmark(_) if is_last_landmark || ends.count > 0 => break false,
                Ahead::Landmark(longer) => (*rows, is_last_landmark) = (longer, true),
                Ahead::Line(longer) => *rows = longer,
                Ahead::Nothing => break true,
            }
            if !rows.is_within_limit() {
                self.skip_landmark(rows);
                return too_long(rows, start);
            }
        };
        match self.end(ends, rows, is_end) {
            End::Behind(end) if !(is_alone && end.position == behind_line) => {
                *rows = end;
                self.clear(start);
                self.read_taken(rows);
                self.damaged(header, rows, start)
            }
            End::Several => {
                self.skip_landmark(rows);
                Repaired::Line(Err(Error::new(ErrorKind::OpenEnd, start)))
            }
            End::Nowhere if !is_alone => {
                let record = rows.record(line, start);
                self.skip_landmark(rows);
                Repaired::Line(record)
            }
            _ => {
                *rows = before;
                self.line_alone(rows, line, start)
            }
        }
    }

    /// Where a record ends of which `rows` took all lines that can belong to it. With nothing behind them it has them all, if it can end
    /// there and what another end leaves over is no record.
    fn end<'a>(&mut self, mut ends: Ends<'a>, rows: &Rows<'a>, is_end: bool) -> End<'a> {
        if is_end && self.readings.is_complete(&self.shape.layout) && ends.count <= Ends::KEPT {
            let all = ends.first.pop();
            if !ends.first.iter().any(|end| self.can_be_read_behind(end, rows)) {
                return all.map_or(End::Nowhere, End::Behind);
            }
        }
        match (ends.count, ends.first.pop()) {
            (0, _) | (_, None) => End::Nowhere,
            (1, Some(end)) => End::Behind(end),
            _ => End::Several,
        }
    }

    /// Whether the lines behind an end that `rows` took have a reading.
    fn can_be_read_behind(&mut self, end: &Rows<'_>, rows: &Rows<'_>) -> bool {
        let from = end.position.byte();
        self.ahead.clear();
        for (at, line) in rows.lines(from..rows.span().end) {
            self.ahead.push(&self.shape.layout, &line, at.saturating_sub(from) as usize);
        }
        self.ahead.is_complete(&self.shape.layout)
    }

    /// Takes a landmark that lines stand before which may belong to it, and what [`Repair::skip_lines`] takes behind it.
    fn skip_landmark(&mut self, rows: &mut Rows<'_>) {
        if let Ahead::Landmark(longer) = self.ahead(rows) {
            *rows = longer;
        }
        self.skip_lines(rows);
    }

    /// Takes lines up to a landmark that nothing but landmarks stand around: of any other the first field may start before it, or
    /// the last one end behind it. None, where a landmark comes next.
    pub(super) fn skip_lines(&mut self, rows: &mut Rows<'_>) {
        let mut is_behind_landmark = true;
        loop {
            match self.ahead(rows) {
                Ahead::Landmark(_) if is_behind_landmark => return,
                Ahead::Landmark(longer) => (*rows, is_behind_landmark) = (longer, true),
                Ahead::Line(longer) => (*rows, is_behind_landmark) = (longer, false),
                Ahead::Nothing => return,
            }
        }
    }

    fn ahead<'a>(&mut self, rows: &Rows<'a>) -> Ahead<'a> {
        let mut ahead = rows.clone();
        let Some(line) = ahead.pass_blank_lines() else { return Ahead::Nothing };
        let stands = self.shape.looks_like_a_row(&ahead, &line) || self.shape.can_read(&line, &mut self.ahead);
        ahead.take(&line);
        if stands { Ahead::Landmark(ahead) } else { Ahead::Line(ahead) }
    }

    /// Reads on up to the end of what `rows` took.
    fn read_taken(&mut self, rows: &Rows<'_>) {
        self.read(rows, rows.span().end, rows.position.byte());
    }
}

/// Behind which lines a record can end: the first few, and how many there are.
#[derive(Default)]
struct Ends<'a> {
    first: Vec<Rows<'a>>,
    count: usize,
}

impl<'a> Ends<'a> {
    const KEPT: usize = 4;

    fn note(&mut self, rows: &Rows<'a>) {
        self.count = self.count.saturating_add(1);
        if self.count <= Self::KEPT {
            self.first.push(rows.clone());
        }
    }
}

/// Where a record ends.
enum End<'a> {
    Behind(Rows<'a>),
    Several,
    Nowhere,
}
