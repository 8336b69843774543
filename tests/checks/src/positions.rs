//! Positions: in bounds, in order, and equal to lines and columns counted from the start of the body.

use rescue_sessions::{Position, Record, SessionList};

use crate::case::Case;
use crate::messages;

/// Checks every position of a list.
pub fn check(case: &Case<'_>) {
    let body = case.body;
    match case.parser.parse_bytes(body) {
        Err(error) => {
            messages::check_error(&error);
            PositionCounter::new(body).check(error.position());
            assert_eq!(error.position().record(), None);
        }
        Ok(list) => {
            check_records(case, &list);
            check_sessions(body, &list);
        }
    }
}

/// Counts lines and columns from the start of the body, or from the last position that it checked.
pub(crate) struct PositionCounter<'b> {
    body: &'b [u8],
    at: usize,
    line: u64,
    column: u64,
}

impl PositionCounter<'_> {
    pub(crate) fn new(body: &[u8]) -> PositionCounter<'_> {
        PositionCounter { body, at: 0, line: 1, column: 1 }
    }

    pub(crate) fn check(&mut self, position: Position) {
        let to = position.byte() as usize;
        if to < self.at {
            *self = PositionCounter::new(self.body);
        }
        for line in self.body[self.at..to].split_inclusive(|&byte| byte == b'\n') {
            match line.last() {
                Some(b'\n') => (self.line, self.column) = (self.line + 1, 1),
                _ => self.column += characters(line),
            }
        }
        self.at = to;
        assert_eq!((position.line(), position.column()), (self.line, self.column), "{position:?}");
    }
}

/// The number of characters. A byte that is not UTF-8 counts as one character.
fn characters(text: &[u8]) -> u64 {
    text.utf8_chunks().map(|chunk| (chunk.valid().chars().count() + chunk.invalid().len()) as u64).sum()
}

fn check_records(case: &Case<'_>, list: &SessionList<'_>) {
    let (mut records, mut counter) = (list.records(), PositionCounter::new(case.body));
    let (mut last, mut number) = (None, 0);
    while let Some(record) = records.next() {
        number += 1;
        let span = records.last_span();
        assert!(last.is_none_or(|last| last < span.start), "record {number} starts before the previous one");
        let position = match &record {
            Ok(record) => {
                assert_eq!(record.position().byte(), span.start);
                check_fields(case, list, record);
                record.position()
            }
            Err(error) => {
                messages::check_error(error);
                error.position()
            }
        };
        assert!((span.start..=span.end).contains(&position.byte()), "{position:?} is not in {span:?}");
        assert_eq!(position.record(), Some(number));
        counter.check(position);
        last = Some(span.start);
    }
    assert!(records.next().is_none(), "the iterator goes on after its end");
    assert_eq!(records.position().byte() as usize, case.body.len());
    counter.check(records.position());
}

/// All accessors of a record give the fields that splitting its text gives.
fn check_fields(case: &Case<'_>, list: &SessionList<'_>, record: &Record<'_>) {
    let split: Vec<&str> = record.as_str().split(case.delimiter).take(list.header().len()).collect();
    assert_eq!(record.iter().collect::<Vec<_>>(), split);
    assert!(record.byte_fields().eq(split.iter().map(|field| field.as_bytes())));
    assert_eq!((record.len(), record.is_empty()), (split.len(), split.is_empty()));
    for index in 0..=split.len() {
        assert_eq!(record.get(index), split.get(index).copied());
    }
}

fn check_sessions(body: &[u8], list: &SessionList<'_>) {
    let (mut sessions, mut counter) = (list.sessions(), PositionCounter::new(body));
    let (mut last, mut number) = (None, 0);
    while let Some(session) = sessions.next() {
        number += 1;
        let (start, span) = (sessions.last_start(), sessions.last_span());
        assert!(last.is_none_or(|last| last < span.start), "session {number} starts before the previous one");
        assert_eq!(start.byte(), span.start);
        counter.check(start);
        counter.check(sessions.position());
        match session {
            Ok(session) => {
                assert_eq!(session.as_str().as_bytes(), &body[span.start as usize..span.end as usize]);
                for damage in session.damage() {
                    messages::check_damage(damage);
                    counter.check(damage.position());
                    let at = damage.position().byte() as usize;
                    assert!(at >= span.start as usize && at + damage.raw().len() <= span.end as usize);
                    assert!(body[at..].starts_with(damage.raw().as_bytes()));
                    assert_eq!(damage.position().record(), Some(number));
                }
            }
            Err(error) => {
                messages::check_error(&error);
                assert!((span.start..=span.end).contains(&error.position().byte()), "{error:?} is not in {span:?}");
                assert_eq!(error.position().record(), Some(number));
                counter.check(error.position());
            }
        }
        last = Some(span.start);
    }
    assert!(sessions.next().is_none(), "the iterator goes on after its end");
    assert_eq!(sessions.position().byte() as usize, body.len());
    counter.check(sessions.position());
}
