//! Nothing is lost: every byte of a body is of its return value, its header, a record, an error, or stands between two
//! of them.

use std::ops::Range;

use rescue_sessions::{Damage, Header, Parser};

use crate::case::Case;

/// Every byte of a list. A response without one is one error, and all of it.
pub fn check(case: &Case<'_>) {
    let Case { body, delimiter, parser, .. } = case;
    let Ok(list) = parser.parse_bytes(body) else { return };
    let rows = list.records().position().byte() as usize;
    let head = std::str::from_utf8(&body[..rows]).expect("a header is UTF-8");
    head_is_accounted_for(head, list.header(), delimiter);
    records_are(*parser, body, rows);
    sessions_are(case, rows);
}

/// Where the items of a list stand, as they come.
struct Account<'a> {
    body: &'a [u8],
    at: usize,
}

impl Account<'_> {
    fn is_separator(&self, to: usize) -> bool {
        self.body[self.at..to].iter().all(|byte| b" \t\r\n".contains(byte))
    }

    /// The next item stands there: nothing but separators before it, up to a line's end.
    fn item(&mut self, span: Range<u64>) {
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(self.at <= start && start <= end && end <= self.body.len(), "{span:?}");
        assert!(self.is_separator(start), "{} to {start} is in nothing", self.at);
        let ends_a_line = matches!(self.body[end..], [] | [b'\n', ..] | [b'\r', b'\n', ..] | [b'\r']);
        assert!(ends_a_line, "{span:?} ends in a line");
        self.at = end;
    }

    fn end(&self) {
        assert!(self.is_separator(self.body.len()), "{} and more is in nothing", self.at);
    }
}

/// What stands before the rows: `OK`, the names in their order, one delimiter between two of them and perhaps one behind
/// the last; lines may break behind delimiters.
fn head_is_accounted_for(head: &str, header: &Header<'_>, delimiter: &str) {
    const BLANKS: [char; 3] = [' ', '\t', '\r'];
    const WHITE_SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
    let head = head.strip_prefix('\u{feff}').unwrap_or(head);
    let mut rest = head.trim_start_matches(WHITE_SPACE).strip_prefix("OK").expect("a list is behind OK");
    rest = rest.trim_start_matches(WHITE_SPACE);
    for (number, name) in header.iter().enumerate() {
        if number > 0 {
            rest = rest.strip_prefix(delimiter).unwrap_or_else(|| panic!("no delimiter is before column {number}"));
        }
        let on_the_next_line = || rest.trim_start_matches(BLANKS).strip_prefix('\n')?.strip_prefix(name);
        rest = rest.strip_prefix(name).or_else(on_the_next_line).unwrap_or_else(|| panic!("column {number} is lost"));
    }
    rest = rest.strip_prefix(delimiter).unwrap_or(rest);
    assert!(rest.trim_start_matches(BLANKS).trim_start_matches('\n').is_empty(), "{rest:?} is in nothing");
}

fn records_are(parser: Parser<'_>, body: &[u8], rows: usize) {
    let mut account = Account { body, at: rows };
    let mut records = parser.parse_bytes(body).expect("it was read before").records();
    while let Some(record) = records.next() {
        let span = records.last_span();
        account.item(span.clone());
        if let Ok(record) = record {
            assert_eq!(record.as_str().as_bytes(), &body[span.start as usize..span.end as usize]);
        }
        assert!(records.position().byte() >= span.end);
    }
    account.end();
}

fn sessions_are(case: &Case<'_>, rows: usize) {
    let mut account = Account { body: case.body, at: rows };
    let mut sessions = case.parser.parse_bytes(case.body).expect("it was read before").into_iter();
    while let Some(session) = sessions.next() {
        let span = sessions.last_span();
        account.item(span.clone());
        assert!(sessions.position().byte() >= span.end);
        if let Ok(session) = session {
            let fields: Vec<_> = sessions.header().iter().zip(sessions.last_fields()).collect();
            assert_eq!(fields.len(), sessions.header().len());
            nothing_of_a_record_is_lost(&fields, session.damage(), session.as_str(), case.delimiter);
        }
    }
    account.end();
}

/// The values that are given, and the raw text of those that are not, make up the record again with a delimiter
/// between them.
fn nothing_of_a_record_is_lost(fields: &[(&str, Option<&str>)], damage: &[Damage<'_>], text: &str, delimiter: &str) {
    let mut parts = Vec::new();
    let mut unresolved = damage.iter().filter(|damage| !damage.is_resolved());
    let mut withheld_up_to = None;
    for (name, field) in fields {
        match (field, withheld_up_to) {
            (_, Some(_)) => {}
            (Some(field), None) => parts.push(*field),
            (None, None) => {
                let damage = unresolved.next().expect("what is withheld has a damage");
                parts.push(damage.raw());
                withheld_up_to = damage.columns().last();
            }
        }
        withheld_up_to = withheld_up_to.filter(|last| last != name);
    }
    let rest = text.strip_prefix(&parts.join(delimiter));
    let is_end = |rest: &str| rest.strip_prefix(delimiter).unwrap_or(rest).trim_matches([' ', '\t', '\r']).is_empty();
    assert!(unresolved.next().is_none() && withheld_up_to.is_none());
    assert!(rest.is_some_and(is_end), "{parts:?} are not {text:?}");
}
