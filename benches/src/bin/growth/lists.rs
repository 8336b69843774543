//! The bodies, and the functions that parse them.

use std::hint::black_box;

use rescue_sessions::{Parser, Session, parse};
use rescue_sessions_benches::checksum::Checksum;
use rescue_sessions_benches::ours;
use rescue_sessions_synthetic::{Plan, Version};

/// A body of sixteen columns.
pub fn generated(rows: usize, damage: f64) -> String {
    Plan { rows: rows as u64, version: Version::V1, damage, ..Plan::default() }.body()
}

/// The start of a body of well-formed rows, with so many rows.
pub fn first_rows(body: &str, rows: usize) -> &str {
    const LINES_BEFORE_ROWS: usize = 3;
    let end = memchr::memchr_iter(b'\n', body.as_bytes()).nth(LINES_BEFORE_ROWS + rows - 1).expect("enough rows");
    &body[..=end]
}

/// A body of about so many bytes, and its number of rows. The columns are ID and others with this name and a number. Each
/// field has eight bytes.
pub fn with_columns(name: &str, columns: usize, bytes: usize) -> (String, usize) {
    let others: String = (0..columns - 1).map(|number| format!("{name}{number}|")).collect();
    let row = "1234567|".to_owned() + &"abcdefg|".repeat(columns - 1) + "\n";
    let rows = bytes / row.len();
    (format!("OK\n\nID|{others}\n{}", row.repeat(rows)), rows)
}

pub fn records(body: &str) -> usize {
    parse(body).expect("a session list").records().flatten().count()
}

/// Reads every value of the columns of version 1.
pub fn sessions(body: &str) -> usize {
    count_sessions(Parser::new(), body)
}

/// The same without recovery: a damaged row is an error, which does not count.
pub fn sessions_without_recovery(body: &str) -> usize {
    count_sessions(Parser::new().recovery(false), body)
}

#[inline(always)]
fn count_sessions(parser: Parser, body: &str) -> usize {
    let mut sum = Checksum::default();
    let sessions = parser.parse(body).expect("a session list").into_iter().flatten();
    let count = sessions.inspect(|session| ours::add(&mut sum, session)).count();
    black_box(sum.get());
    count
}

/// Reads every custom field and every unknown column.
pub fn all_texts(body: &str) -> usize {
    let mut length = 0;
    let sessions = parse(body).expect("a session list").into_iter().flatten();
    let count = sessions.inspect(|session| length += texts(session)).count();
    black_box(length);
    count
}

fn texts(session: &Session<'_>) -> usize {
    let texts = session.custom_fields().chain(session.unknown_columns().map(|(_, text)| text));
    texts.flatten().map(str::len).sum()
}
