//! Bodies that somebody made to be slow to read.

use rescue_sessions_synthetic::{Plan, Version};

/// Sixteen columns, no delimiter typed anywhere.
const WHOLE: &str = "1|Active|0||5|Jo|2/16/2012 9:00 AM|13|a|b|c|en|||yes||\n";
/// As far as the Start Time, as if it were a row, but it ends.
const CUT: &str = "1|Active|0||5|Jo|2/16/2012 9:00 AM|13|a\n";

/// The head of a body of version 1.
fn head() -> String {
    Plan { version: Version::V1, ..Plan::default() }.head()
}

fn columns(names: impl Iterator<Item = String>) -> String {
    names.fold("OK\n\nID|".to_owned(), |head, name| head + &name + "|") + "\n"
}

/// A text again and again, up to so many bytes.
fn again(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len())
}

/// A record of 60,000 bytes, and another, and so on.
fn records(start: &str, text: &str, end: &str, bytes: usize) -> String {
    again(&record(start, text, end, 60_000), bytes)
}

fn record(start: &str, text: &str, end: &str, bytes: usize) -> String {
    start.to_owned() + &again(text, bytes) + end
}

/// What they are, and the bodies, of about so many bytes each.
pub fn bodies(bytes: usize) -> Vec<(&'static str, String)> {
    let rows = |rows: String| head() + &rows;
    let of_header = |names: &[&str], rows: String| columns(names.iter().map(|name| (*name).to_owned())) + &rows;
    let text_first = |rows: String| "OK\n\nEntry|ID|Technician|\n".to_owned() + &rows;
    let wide = || columns((0..255).map(|number| format!("x{number}")));
    let generated = |damage| Plan { rows: bytes as u64 / 130, version: Version::V1, damage, ..Plan::default() }.body();
    vec![
        ("a quarter of the rows damaged", generated(0.25)),
        ("all rows damaged", generated(1.0)),
        ("delimiters", rows(again("|", bytes))),
        ("newlines", rows(again("\n", bytes))),
        ("one endless line", rows("1|Active|0|".to_owned() + &again("x", bytes))),
        ("one endless line of fields", rows("1|Active|0|".to_owned() + &again("x|", bytes))),
        ("one endless record of lines", rows("1|Active|0|".to_owned() + &again("x\n", bytes))),
        ("digits", rows(again("1", bytes))),
        ("starts, nothing more", rows(again("1|\n", bytes))),
        ("starts and a field", rows(again("1|Active|0|x\n", bytes))),
        ("rows cut behind Start Time", rows(again(CUT, bytes))),
        ("whole rows and newlines", rows(again(&(WHOLE.to_owned() + &"\n".repeat(40)), bytes))),
        ("whole rows, each with a line that is none", rows(again(&(WHOLE.to_owned() + "x\n"), bytes))),
        ("whole rows that have no ID", rows(again(&WHOLE.replace('1', "x"), bytes))),
        ("lines of no row", rows(again("x|y\n", bytes))),
        ("long lines that are nearly read", rows(records("1|A|1|", "1|", "x\n", bytes))),
        (
            "long lines that are read in all ways",
            rows(records("1|A|1|", "1|", "|2/16/2012 9:00 AM|1|a|b|c||||||\n", bytes)),
        ),
        ("long records of lines", rows(records("1|A|1|", "a\n", "|5|J|2/16/2012 9:00 AM|1|a|b|c|en|||yes||\n", bytes))),
        ("long records that start in their middle", rows(again(&record("1|A|1|", "1|", "\n", 15_000), bytes))),
        (
            "rows, each in need of the next three",
            rows(again("1|A|1|a\n2|b\n3|c\n4|5|J|2/16/2012 9:00 AM|1|a|b|c|en|||||\n", bytes)),
        ),
        (
            "long rows that are read, each behind one that is not",
            rows(again(
                &(record("1|A|1|", "1|", "x\n", 15_000)
                    + &record("1|A|1|", "1|", "|2/16/2012 9:00 AM|1|a|b|c||||||\n", 15_000)),
                bytes,
            )),
        ),
        ("two columns, starts", of_header(&["Entry ID"], again("1|\n", bytes))),
        ("two columns, whole rows that have no ID", of_header(&["Entry"], again("x|y|\n", bytes))),
        ("256 columns, delimiters", wide() + &records("1|", "|", "\n", bytes)),
        ("256 columns, lines", wide() + &records("1|", "a\n", "\n", bytes)),
        ("free text in front, lines", text_first(again("a\n", bytes))),
        ("free text in front, fields", text_first(again("a|b\n", bytes))),
        ("free text in front, whole rows", text_first(again("a|1|b|\n", bytes))),
        ("free text in front, whole rows and lines", text_first(again("a|1|b|\nc|\n", bytes))),
        ("free text in front, rows broken twice", text_first(again("a\nb|1|c\nd|\n", bytes))),
    ]
}

/// The body that the others are measured by: whole rows of version 1.
pub fn clean(bytes: usize) -> String {
    Plan { rows: bytes as u64 / 130, version: Version::V1, ..Plan::default() }.body()
}
