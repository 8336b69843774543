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

/// The head of a body of ID and these columns.
fn columns(names: &[&str]) -> String {
    names.iter().fold("OK\n\nID|".to_owned(), |head, name| head + name + "|") + "\n"
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

/// A hostile body.
pub struct Hostile {
    pub name: &'static str,
    /// Whose whole rows it is measured by: the number of a list of [`clean`].
    pub list: usize,
    pub body: String,
}

/// The lists, each with whole rows only: the service's sixteen columns, and small and odd ones.
pub fn clean(bytes: usize) -> Vec<(&'static str, String)> {
    let rows = bytes as u64 / 130;
    vec![
        ("16 columns", Plan { rows, version: Version::V1, ..Plan::default() }.body()),
        ("`ID`, `Entry ID`", columns(&["Entry ID"]) + &again("1|5|\n", bytes)),
        ("`ID`, `Entry`", columns(&["Entry"]) + &again("1|a|\n", bytes)),
        ("`Entry`, `ID`, `Technician`", TEXT_FIRST.to_owned() + &again("a|1|b|\n", bytes)),
        ("63 columns not known", wide(62) + &again(&("1|".to_owned() + &"a|".repeat(62) + "\n"), bytes)),
        ("256 columns not known", wide(255) + &again(&("1|".to_owned() + &"a|".repeat(255) + "\n"), bytes)),
    ]
}

const TEXT_FIRST: &str = "OK\n\nEntry|ID|Technician|\n";

fn wide(others: usize) -> String {
    let names: Vec<String> = (0..others).map(|number| format!("x{number}")).collect();
    columns(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The hostile bodies, of about so many bytes each.
pub fn bodies(bytes: usize) -> Vec<Hostile> {
    let generated = |damage| Plan { rows: bytes as u64 / 130, version: Version::V1, damage, ..Plan::default() }.body();
    let row = "|2/16/2012 9:00 AM|1|a|b|c||||||\n";
    let service = [
        ("delimiters", again("|", bytes)),
        ("newlines", again("\n", bytes)),
        ("one endless line", "1|Active|0|".to_owned() + &again("x", bytes)),
        ("one endless line of fields", "1|Active|0|".to_owned() + &again("x|", bytes)),
        ("one endless record of lines", "1|Active|0|".to_owned() + &again("x\n", bytes)),
        ("digits", again("1", bytes)),
        ("starts, nothing more", again("1|\n", bytes)),
        ("starts and a field", again("1|Active|0|x\n", bytes)),
        ("rows cut behind Start Time", again(CUT, bytes)),
        ("whole rows and newlines", again(&(WHOLE.to_owned() + &"\n".repeat(40)), bytes)),
        ("whole rows, each with a line that is none", again(&(WHOLE.to_owned() + "x\n"), bytes)),
        ("whole rows, each with 3,000 lines of a delimiter", again(&(WHOLE.to_owned() + &"|\n".repeat(3_000)), bytes)),
        ("whole rows, each with 3,000 lines that are none", again(&(WHOLE.to_owned() + &"x\n\n".repeat(3_000)), bytes)),
        ("whole rows, each with 1,000 starts", again(&(WHOLE.to_owned() + &"1|\n".repeat(1_000)), bytes)),
        ("whole rows, each with 1,000 starts and lines", again(&(WHOLE.to_owned() + &"1|\n|\n".repeat(1_000)), bytes)),
        ("whole rows, each with eight pairs of lines", again(&(WHOLE.to_owned() + &"1|x\n|||\n".repeat(8)), bytes)),
        ("whole rows that have no ID", again(&WHOLE.replace('1', "x"), bytes)),
        ("lines of no row", again("x|y\n", bytes)),
        ("long lines that are nearly read", records("1|A|1|", "1|", "x\n", bytes)),
        ("long lines that are read in all ways", records("1|A|1|", "1|", row, bytes)),
        ("long records of lines", records("1|A|1|", "a\n", "|5|J|2/16/2012 9:00 AM|1|a|b|c|en|||yes||\n", bytes)),
        ("long records that start in their middle", again(&record("1|A|1|", "1|", "\n", 15_000), bytes)),
        (
            "rows, each in need of the next three",
            again("1|A|1|a\n2|b\n3|c\n4|5|J|2/16/2012 9:00 AM|1|a|b|c|en|||||\n", bytes),
        ),
        (
            "long rows that are read, each behind one that is not",
            again(&(record("1|A|1|", "1|", "x\n", 15_000) + &record("1|A|1|", "1|", row, 15_000)), bytes),
        ),
    ];
    let others = [
        (1, "starts", columns(&["Entry ID"]) + &again("1|\n", bytes)),
        (2, "whole rows that have no ID", columns(&["Entry"]) + &again("x|y|\n", bytes)),
        (2, "rows and a line each", columns(&["Entry"]) + &again("1|a|\nx\n", bytes)),
        (2, "rows that are joined with four more", columns(&["Entry"]) + &again("1|\n1|\n1|\n1|\n1|\n", bytes)),
        (3, "lines", TEXT_FIRST.to_owned() + &again("a\n", bytes)),
        (3, "fields", TEXT_FIRST.to_owned() + &again("a|b\n", bytes)),
        (3, "whole rows and lines", TEXT_FIRST.to_owned() + &again("a|1|b|\nc|\n", bytes)),
        (3, "rows broken twice", TEXT_FIRST.to_owned() + &again("a\nb|1|c\nd|\n", bytes)),
        (4, "every column joined", wide(62) + &again(&("1|".to_owned() + &"|\n".repeat(62) + "|\n"), bytes)),
        (4, "delimiters", wide(62) + &records("1|", "|", "\n", bytes)),
        (5, "delimiters", wide(255) + &records("1|", "|", "\n", bytes)),
    ];
    let damaged = [("a quarter of the rows damaged", 0.25), ("all rows damaged", 1.0)];
    let damaged = damaged.into_iter().map(|(name, rate)| Hostile { name, list: 0, body: generated(rate) });
    let service = service.into_iter().map(|(name, rows)| Hostile { name, list: 0, body: head() + &rows });
    let others = others.into_iter().map(|(list, name, body)| Hostile { name, list, body });
    damaged.chain(service).chain(others).collect()
}
