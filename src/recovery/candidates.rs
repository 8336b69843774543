//! Candidate records: a line that a record can start with, and the lines after it up to the next such line. If records
//! start with free text, each line is a candidate.

use crate::bytes::line::Line;
use crate::recovery::line_classifier::LineClassifier;
use crate::recovery::scanned_lines::ScannedLines;
use crate::recovery::state::{Recovery, Skipping};
use crate::table::row_cursor::RowCursor;

/// The next candidate. The rows are those after it.
pub(super) enum NextCandidate<'a> {
    /// It is a record of its own, or has the form of one.
    SelfContained(RowCursor<'a>),
    /// It can belong to the record before it.
    Dependent(RowCursor<'a>),
    /// It belongs to no other record: it is longer than the record limit, or that many bytes of blank lines precede it.
    Unrelated,
    EndOfList,
}

/// What a range of lines is as a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RecordMatch {
    /// The lines are a record.
    Complete,
    /// The lines can be the start of a record.
    Incomplete,
    /// No record starts with the lines.
    Impossible,
}

impl Recovery {
    /// Takes the next candidate if its alignments are known already. Gives whether they are.
    pub(super) fn take_aligned_candidate(&mut self, rows: &mut RowCursor<'_>) -> bool {
        let start = rows.position().byte();
        let Some(candidate) = self.aligned_candidate.take().filter(|candidate| candidate.start == start) else {
            return false;
        };
        core::mem::swap(&mut self.alignments, &mut self.lookahead);
        rows.take_up_to(candidate.next, candidate.end);
        self.aligned_up_to = candidate.next.byte();
        true
    }

    /// The candidate after the lines that `rows` has taken.
    pub(super) fn next_candidate<'a>(&mut self, rows: &RowCursor<'a>) -> NextCandidate<'a> {
        let mut candidate = rows.clone();
        let Some((position, line)) = rows.peek_nonblank_line() else {
            return if rows.only_blank_lines_follow() { NextCandidate::EndOfList } else { NextCandidate::Unrelated };
        };
        candidate.skip_to(position);
        if rows.is_too_long(&line) && rows.can_start_record(&line) {
            return NextCandidate::Unrelated;
        }
        if self.classifier.is_self_contained(&candidate, &line) {
            candidate.take_line(&line);
            return NextCandidate::SelfContained(candidate);
        }
        let start = candidate.position().byte();
        let is_record = match take_candidate(&self.classifier, &mut candidate, &line, |_, _| {}) {
            Some(delimiters) => {
                delimiters >= self.classifier.min_delimiters()
                    && self.match_record(&candidate, start) == RecordMatch::Complete
            }
            None => false,
        };
        if !is_record {
            return NextCandidate::Dependent(candidate);
        }
        self.aligned_candidate =
            Some(ScannedLines { start, end: candidate.last_span().end, next: candidate.position() });
        NextCandidate::SelfContained(candidate)
    }

    /// Compares the lines from the offset `start` on that `rows` has taken with a record.
    pub(super) fn match_record(&mut self, rows: &RowCursor<'_>, start: u64) -> RecordMatch {
        self.aligned_candidate = None;
        self.lookahead.clear();
        for (offset, line) in rows.lines(start..rows.last_span().end) {
            self.lookahead.push(&self.classifier.column_groups, &line, offset.saturating_sub(start) as usize);
            if self.lookahead.is_impossible() {
                return RecordMatch::Impossible;
            }
        }
        match self.lookahead.is_complete(&self.classifier.column_groups) {
            true => RecordMatch::Complete,
            false => RecordMatch::Incomplete,
        }
    }

    /// Whether the lines from the offset `start` on, up to the end of a truncated body, can be a truncated record.
    pub(super) fn is_truncated_record(&mut self, rows: &RowCursor<'_>, start: u64) -> bool {
        self.aligned_candidate = None;
        self.lookahead.clear();
        for (offset, line) in rows.lines(start..rows.last_span().end) {
            // The last field may be truncated, so its type is not checked.
            let count = if line.end.has_newline() { usize::MAX } else { line.delimiters };
            let offset = offset.saturating_sub(start) as usize;
            self.lookahead.push_fields(&self.classifier.column_groups, &line, offset, count);
        }
        !self.lookahead.is_impossible()
    }

    /// Notes the lines that belong to no record and that no error has skipped, unless lines are still to be skipped.
    pub(super) fn note_orphan_lines(&mut self, rows: &RowCursor<'_>) {
        if self.skipping.is_some() {
            return;
        }
        if let Some((next, end)) = self.orphans_end.take() {
            let start = rows.peek_nonblank_line().map(|(start, _)| start.byte()).filter(|start| *start < next.byte());
            self.orphan_lines = start.map(|start| ScannedLines { start, end, next });
        }
    }

    /// Skips the lines that belong to the last error. Gives whether all are skipped; otherwise more input is needed.
    pub(crate) fn skip_error_lines(&mut self, rows: &mut RowCursor<'_>) -> bool {
        while let Some(skipping) = self.skipping {
            if !rows.finish_line() {
                return false;
            }
            let body = *rows.body();
            let Some(candidate) = body.attempt(|| self.next_candidate(rows)) else {
                self.aligned_candidate = None;
                return false;
            };
            self.skipping = match (candidate, skipping) {
                (NextCandidate::SelfContained(after), Skipping::IncludingSelfContained) if rows.starts_with_text() => {
                    *rows = after;
                    Some(Skipping::BeforeSelfContained)
                }
                (NextCandidate::Dependent(after), _) => {
                    *rows = after;
                    Some(Skipping::IncludingSelfContained)
                }
                (NextCandidate::SelfContained(_) | NextCandidate::Unrelated | NextCandidate::EndOfList, _) => None,
            };
        }
        self.note_orphan_lines(rows);
        true
    }
}

/// Takes the candidate at the next line, which is `line`. Calls `each` with each of its lines and the offset of that
/// line.
///
/// Returns the number of delimiters, or `None` if the candidate is longer than the record limit; then not all of it is
/// taken.
#[inline]
pub(super) fn take_candidate<'a>(
    classifier: &LineClassifier,
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
        let Some((position, line)) =
            rows.peek_nonblank_line().filter(|(_, line)| !classifier.starts_candidate(rows, line))
        else {
            break;
        };
        let end = position.byte().saturating_add(line.bytes.len() as u64);
        if end.saturating_sub(start) > rows.max_record() as u64 {
            return None;
        }
        delimiters = delimiters.saturating_add(line.delimiters);
        while rows.position() != position {
            let Some(blank_line) = rows.peek_line() else { break };
            each(rows.position().byte(), &blank_line);
            rows.skip_line(&blank_line);
        }
        each(position.byte(), &line);
        rows.take_line(&line);
    }
    Some(delimiters)
}
