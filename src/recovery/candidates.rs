//! A line that a record can start with, and those behind it up to the next such line. Where records start with free
//! text, one line.

use crate::bytes::line::{Line, LineEnd};
use crate::table::row_cursor::RowCursor;

use crate::recovery::line_classifier::LineClassifier;
use crate::recovery::scanned_lines::ScannedLines;
use crate::recovery::state::Recovery;

/// The next part, with the rows behind it.
pub(super) enum NextCandidate<'a> {
    /// It is a record of its own, or ought to be.
    Standing(RowCursor<'a>),
    /// A record that is longer than one may be, or something after too many blank lines: it belongs to no other record.
    Unrelated,
    Part(RowCursor<'a>),
    Nothing,
}

/// What lines are, taken as one record from its start.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    Record,
    /// RareFields lines can make one of them.
    OfRecord,
    OfNone,
}

impl Recovery {
    /// Takes the next part, with its alignments, if it is known.
    pub(super) fn take_known(&mut self, rows: &mut RowCursor<'_>) -> bool {
        let Some(known) = self.known.take().filter(|known| known.start == rows.position().byte()) else { return false };
        core::mem::swap(&mut self.alignments, &mut self.ahead);
        rows.take_up_to(known.position, known.end);
        self.read_up_to = known.position.byte();
        true
    }

    /// The part behind what was taken.
    pub(super) fn ahead<'a>(&mut self, rows: &RowCursor<'a>) -> NextCandidate<'a> {
        let mut part = rows.clone();
        let Some((position, line)) = rows.peek_nonblank_line() else {
            return if rows.only_blank_lines_follow() { NextCandidate::Nothing } else { NextCandidate::Unrelated };
        };
        part.skip_to(position);
        if rows.is_too_long(&line) && rows.can_start_record(&line) {
            return NextCandidate::Unrelated;
        }
        if self.shape.looks_like_a_row(&part, &line) {
            part.take_line(&line);
            return NextCandidate::Standing(part);
        }
        let start = part.position().byte();
        let stands = match take_part(&self.shape, &mut part, &line, |_, _| {}) {
            Some(delimiters) => {
                delimiters >= self.shape.fewest_delimiters() && self.read_from(&part, start) == Prefix::Record
            }
            None => false,
        };
        if !stands {
            return NextCandidate::Part(part);
        }
        self.known = Some(ScannedLines { start, position: part.position(), end: part.last_span().end });
        NextCandidate::Standing(part)
    }

    /// Whether the lines from `start` on that `rows` took are a record, or could be the start of one.
    pub(super) fn read_from(&mut self, rows: &RowCursor<'_>, start: u64) -> Prefix {
        self.known = None;
        self.ahead.clear();
        for (at, line) in rows.lines(start..rows.last_span().end) {
            self.ahead.push(&self.shape.layout, &line, at.saturating_sub(start) as usize);
            if self.ahead.is_dead() {
                return Prefix::OfNone;
            }
        }
        if self.ahead.is_complete(&self.shape.layout) { Prefix::Record } else { Prefix::OfRecord }
    }

    /// Whether the lines from `start` on that `rows` took, to the end of a truncated body, can be what is left of a record.
    pub(super) fn is_truncated_record(&mut self, rows: &RowCursor<'_>, start: u64) -> bool {
        self.known = None;
        self.ahead.clear();
        for (at, line) in rows.lines(start..rows.last_span().end) {
            // The last field may be truncated, so its type says nothing.
            let fields =
                if line.end == LineEnd::Lf || line.end == LineEnd::CrLf { usize::MAX } else { line.delimiters };
            self.ahead.push_some(&self.shape.layout, &line, at.saturating_sub(start) as usize, fields);
        }
        !self.ahead.is_dead()
    }

    /// Of the lines that were read ahead, notes those that are left.
    pub(super) fn note_unread(&mut self, rows: &RowCursor<'_>) {
        if self.skipping.is_some() {
            return; // when that is done
        }
        if let Some((position, end)) = self.read_ahead.take() {
            let next = rows.peek_nonblank_line().map(|(next, _)| next.byte()).filter(|next| *next < position.byte());
            self.unread = next.map(|start| ScannedLines { start, position, end });
        }
    }

    /// Goes on with that, if there is more of it. Gives whether it is done.
    pub(crate) fn skip(&mut self, rows: &mut RowCursor<'_>) -> bool {
        while let Some(is_behind_one_that_stands) = self.skipping {
            if !rows.finish_line() {
                return false;
            }
            let body = *rows.body();
            let Some(candidate) = body.attempt(|| self.ahead(rows)) else {
                self.known = None;
                return false;
            };
            self.skipping = match candidate {
                NextCandidate::Standing(_) if is_behind_one_that_stands || !rows.starts_with_text() => None,
                NextCandidate::Standing(longer) => {
                    *rows = longer;
                    Some(true)
                }
                NextCandidate::Part(longer) => {
                    *rows = longer;
                    Some(false)
                }
                NextCandidate::Nothing | NextCandidate::Unrelated => None,
            };
        }
        self.note_unread(rows);
        true
    }
}

/// Takes a line, and those behind it that belong to its part, and hands each on with where it starts; gives the number
/// of delimiters. `None` where that is longer than a record may be, and not all was taken.
#[inline]
pub(super) fn take_part<'a>(
    shape: &LineClassifier,
    rows: &mut RowCursor<'a>,
    line: &Line<'a>,
    mut each: impl FnMut(u64, &Line<'a>),
) -> Option<usize> {
    let start = rows.position().byte();
    let mut delimiters = line.delimiters;
    each(start, line);
    rows.take_line(line);
    if rows.is_too_long(line) {
        return None;
    }
    while !rows.starts_with_text() && !rows.is_id_next() {
        let Some((position, line)) = rows.peek_nonblank_line().filter(|(_, line)| !shape.is_border(rows, line)) else {
            break;
        };
        let end = position.byte().saturating_add(line.bytes.len() as u64);
        if end.saturating_sub(start) > rows.max_record() as u64 {
            return None;
        }
        delimiters = delimiters.saturating_add(line.delimiters);
        while rows.position() != position {
            let Some(blank) = rows.peek_line() else { break };
            each(rows.position().byte(), &blank);
            rows.skip_line(&blank);
        }
        each(position.byte(), &line);
        rows.take_line(&line);
    }
    Some(delimiters)
}
