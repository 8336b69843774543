//! The bodies, and what is done with them.

use std::hint::black_box;

use rescue_sessions::{Parser, Session, parse};
use rescue_sessions_benches::checksum::Checksum;
use rescue_sessions_benches::ours;
use rescue_sessions_synthetic::{Plan, Version};

/// A body of sixteen columns.
pub fn generated(rows: usize, damage: f64) -> String {
    Plan { rows: rows as u64, version: Version::V1, damage, ..Plan::default() }.body()
}

/// The body up to so many undamaged rows.
pub fn first(body: &str, rows: usize) -> &str {
    const LINES_OF_HEAD: usize = 3;
    let end = memchr::memchr_iter(b'\n', body.as_bytes()).nth(LINES_OF_HEAD + rows - 1).expect("as many rows");
    &body[..=end]
}

/// A body of ID and columns of this name and a number, of about so many bytes, eight to a field; and its rows.
pub fn of_columns(name: &str, columns: usize, bytes: usize) -> (String, usize) {
    let others: String = (0..columns - 1).map(|number| format!("{name}{number}|")).collect();
    let row = "1234567|".to_owned() + &"abcdefg|".repeat(columns - 1) + "\n";
    let rows = bytes / row.len();
    (format!("OK\n\nID|{others}\n{}", row.repeat(rows)), rows)
}

pub fn records(body: &str) -> usize {
    parse(body).expect("a list").records().flatten().count()
}

/// Looks at every value of the service's columns.
pub fn sessions(body: &str) -> usize {
    typed(Parser::new(), body)
}

/// The same, but a damaged row is an error, and not counted.
pub fn sessions_of_whole_rows(body: &str) -> usize {
    typed(Parser::new().recovery(false), body)
}

#[inline(always)]
fn typed(parser: Parser<'static>, body: &str) -> usize {
    let mut sum = Checksum::default();
    let sessions = parser.parse(body).expect("a list").into_iter().flatten();
    let count = sessions.inspect(|session| ours::add(&mut sum, session)).count();
    black_box(sum.get());
    count
}

/// Looks at every custom field and every unknown column.
pub fn all_texts(body: &str) -> usize {
    let mut length = 0;
    let sessions = parse(body).expect("a list").into_iter().flatten();
    let count = sessions.inspect(|session| length += texts(session)).count();
    black_box(length);
    count
}

fn texts(session: &Session<'_>) -> usize {
    let texts = session.custom_fields().chain(session.unknown_columns().map(|(_, text)| text));
    texts.flatten().map(str::len).sum()
}
