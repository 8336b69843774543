//! No byte is lost: each byte of a body belongs to the return value, the header, a record or an error, or it is a
//! separator between two of them.

use std::ops::Range;

use rescue_sessions::{Damage, Header, Parser};

use crate::case::Case;

/// Accounts for every byte of a list. A response that is not a list is one error for all bytes.
pub fn check(case: &Case<'_>) {
    let Case { body, delimiter, parser, .. } = case;
    let Ok(list) = parser.parse_bytes(body) else { return };
    let rows = list.records().position().byte() as usize;
    let preamble = std::str::from_utf8(&body[..rows]).expect("the header is UTF-8");
    check_preamble(preamble, list.header(), delimiter);
    check_records(*parser, body, rows);
    check_sessions(case, rows);
}

/// Checks that the byte ranges of the items cover a body.
struct Coverage<'a> {
    body: &'a [u8],
    /// The end of the last item.
    covered: usize,
}

impl Coverage<'_> {
    fn is_separator(&self, to: usize) -> bool {
        self.body[self.covered..to].iter().all(|byte| b" \t\r\n".contains(byte))
    }

    /// Adds the next item. Only separators are before it, and it ends at the end of a line.
    fn add(&mut self, span: Range<u64>) {
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(self.covered <= start && start <= end && end <= self.body.len(), "{span:?}");
        assert!(self.is_separator(start), "bytes {} to {start} belong to no item", self.covered);
        let ends_a_line = matches!(self.body[end..], [] | [b'\n', ..] | [b'\r', b'\n', ..] | [b'\r']);
        assert!(ends_a_line, "{span:?} does not end at the end of a line");
        self.covered = end;
    }

    fn finish(&self) {
        assert!(self.is_separator(self.body.len()), "bytes from {} on belong to no item", self.covered);
    }
}

/// Before the rows are `OK` and the column names in order. A delimiter is between two names, and there may be one after
/// the last name. A line may break after a delimiter.
fn check_preamble(preamble: &str, header: &Header<'_>, delimiter: &str) {
    const SPACES: [char; 3] = [' ', '\t', '\r'];
    const WHITESPACE: [char; 4] = [' ', '\t', '\r', '\n'];
    let preamble = preamble.strip_prefix('\u{feff}').unwrap_or(preamble);
    let mut rest = preamble.trim_start_matches(WHITESPACE).strip_prefix("OK").expect("a list starts with OK");
    rest = rest.trim_start_matches(WHITESPACE);
    for (number, name) in header.iter().enumerate() {
        if number > 0 {
            rest =
                rest.strip_prefix(delimiter).unwrap_or_else(|| panic!("there is no delimiter before column {number}"));
        }
        let on_the_next_line = || rest.trim_start_matches(SPACES).strip_prefix('\n')?.strip_prefix(name);
        rest =
            rest.strip_prefix(name).or_else(on_the_next_line).unwrap_or_else(|| panic!("column {number} is missing"));
    }
    rest = rest.strip_prefix(delimiter).unwrap_or(rest);
    assert!(
        rest.trim_start_matches(SPACES).trim_start_matches('\n').is_empty(),
        "{rest:?} does not belong to the header"
    );
}

fn check_records(parser: Parser, body: &[u8], rows: usize) {
    let mut coverage = Coverage { body, covered: rows };
    let mut records = parser.parse_bytes(body).expect("the body was a list before").records();
    while let Some(record) = records.next() {
        let span = records.last_span();
        coverage.add(span.clone());
        if let Ok(record) = record {
            assert_eq!(record.as_str().as_bytes(), &body[span.start as usize..span.end as usize]);
        }
        assert!(records.position().byte() >= span.end);
    }
    coverage.finish();
}

fn check_sessions(case: &Case<'_>, rows: usize) {
    let mut coverage = Coverage { body: case.body, covered: rows };
    let mut sessions = case.parser.parse_bytes(case.body).expect("the body was a list before").into_iter();
    while let Some(session) = sessions.next() {
        let span = sessions.last_span();
        coverage.add(span.clone());
        assert!(sessions.position().byte() >= span.end);
        if let Ok(session) = session {
            let fields: Vec<_> = sessions.header().iter().zip(sessions.last_fields()).collect();
            assert_eq!(fields.len(), sessions.header().len());
            check_fields(&fields, session.damage(), session.as_str(), case.delimiter);
        }
    }
    coverage.finish();
}

/// The given values and the raw text of the withheld values, joined by delimiters, are the text of the record.
fn check_fields(fields: &[(&str, Option<&str>)], damage: &[Damage<'_>], text: &str, delimiter: &str) {
    let mut parts = Vec::new();
    let mut unresolved = damage.iter().filter(|damage| !damage.is_resolved());
    let mut withheld_up_to = None;
    for (name, field) in fields {
        match (field, withheld_up_to) {
            (_, Some(_)) => {}
            (Some(field), None) => parts.push(*field),
            (None, None) => {
                let damage = unresolved.next().expect("a withheld value has a damage");
                parts.push(damage.raw());
                withheld_up_to = damage.columns().last();
            }
        }
        withheld_up_to = withheld_up_to.filter(|last| last != name);
    }
    let rest = text.strip_prefix(&parts.join(delimiter));
    let is_end = |rest: &str| rest.strip_prefix(delimiter).unwrap_or(rest).trim_matches([' ', '\t', '\r']).is_empty();
    assert!(unresolved.next().is_none() && withheld_up_to.is_none(), "a damage does not match the withheld values");
    assert!(rest.is_some_and(is_end), "{parts:?} do not make up {text:?}");
}
