//! Adversarial input: bodies that are meant to be slow to parse.
//!
//! The names of the bodies are keys of `instructions/baseline.txt`.

use rescue_sessions_synthetic::{Plan, Version};

/// A well-formed row of sixteen columns.
const ROW: &str = "1|Active|0||5|Jo|2/16/2012 9:00 AM|13|a|b|c|en|||yes||\n";
/// A row that is truncated after Start Time and one more field.
const TRUNCATED: &str = "1|Active|0||5|Jo|2/16/2012 9:00 AM|13|a\n";

/// The return value and the header of version 1.
fn head() -> String {
    Plan { version: Version::V1, ..Plan::default() }.head()
}

/// The return value and a header of ID and these columns.
fn head_of(names: &[&str]) -> String {
    names.iter().fold("OK\n\nID|".to_owned(), |head, name| head + name + "|") + "\n"
}

/// A text repeated up to so many bytes.
fn repeat(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len())
}

/// Records of 60,000 bytes each.
fn records(start: &str, text: &str, end: &str, bytes: usize) -> String {
    repeat(&record(start, text, end, 60_000), bytes)
}

/// A record whose value repeats `text` up to so many bytes.
fn record(start: &str, text: &str, end: &str, bytes: usize) -> String {
    start.to_owned() + &repeat(text, bytes) + end
}

/// An adversarial body.
pub struct AdversarialBody {
    pub name: &'static str,
    /// The index of the list of [`well_formed`] with the same header, which the body is compared with.
    pub list: usize,
    pub body: String,
}

/// Lists of well-formed rows, each under another header: the sixteen columns of the service, and small and unusual ones.
pub fn well_formed(bytes: usize) -> Vec<(&'static str, String)> {
    let rows = bytes as u64 / 130;
    vec![
        ("16 columns", Plan { rows, version: Version::V1, ..Plan::default() }.body()),
        ("`ID`, `Entry ID`", head_of(&["Entry ID"]) + &repeat("1|5|\n", bytes)),
        ("`ID`, `Entry`", head_of(&["Entry"]) + &repeat("1|a|\n", bytes)),
        ("`Entry`, `ID`, `Technician`", TEXT_FIRST.to_owned() + &repeat("a|1|b|\n", bytes)),
        ("63 unknown columns", head_of_unknown(62) + &repeat(&("1|".to_owned() + &"a|".repeat(62) + "\n"), bytes)),
        ("256 unknown columns", head_of_unknown(255) + &repeat(&("1|".to_owned() + &"a|".repeat(255) + "\n"), bytes)),
    ]
}

const TEXT_FIRST: &str = "OK\n\nEntry|ID|Technician|\n";

/// The return value and a header of ID and so many unknown columns.
fn head_of_unknown(others: usize) -> String {
    let names: Vec<String> = (0..others).map(|number| format!("x{number}")).collect();
    head_of(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The adversarial bodies, of about so many bytes each.
pub fn bodies(bytes: usize) -> Vec<AdversarialBody> {
    let generated = |damage| Plan { rows: bytes as u64 / 130, version: Version::V1, damage, ..Plan::default() }.body();
    let row_end = "|2/16/2012 9:00 AM|1|a|b|c||||||\n";
    let service = [
        ("delimiters", repeat("|", bytes)),
        ("newlines", repeat("\n", bytes)),
        ("one endless line", "1|Active|0|".to_owned() + &repeat("x", bytes)),
        ("one endless line of fields", "1|Active|0|".to_owned() + &repeat("x|", bytes)),
        ("one endless record of lines", "1|Active|0|".to_owned() + &repeat("x\n", bytes)),
        ("digits", repeat("1", bytes)),
        ("starts, nothing more", repeat("1|\n", bytes)),
        ("starts and a field", repeat("1|Active|0|x\n", bytes)),
        ("rows truncated after Start Time", repeat(TRUNCATED, bytes)),
        ("well-formed rows and newlines", repeat(&(ROW.to_owned() + &"\n".repeat(40)), bytes)),
        ("well-formed rows, each with a line that is not a row", repeat(&(ROW.to_owned() + "x\n"), bytes)),
        (
            "well-formed rows, each with 3,000 lines of a delimiter",
            repeat(&(ROW.to_owned() + &"|\n".repeat(3_000)), bytes),
        ),
        (
            "well-formed rows, each with 3,000 lines that are not rows",
            repeat(&(ROW.to_owned() + &"x\n\n".repeat(3_000)), bytes),
        ),
        ("well-formed rows, each with 1,000 starts", repeat(&(ROW.to_owned() + &"1|\n".repeat(1_000)), bytes)),
        (
            "well-formed rows, each with 1,000 starts and lines",
            repeat(&(ROW.to_owned() + &"1|\n|\n".repeat(1_000)), bytes),
        ),
        (
            "well-formed rows, each with eight pairs of lines",
            repeat(&(ROW.to_owned() + &"1|x\n|||\n".repeat(8)), bytes),
        ),
        ("well-formed rows that have no ID", repeat(&ROW.replace('1', "x"), bytes)),
        ("lines of no row", repeat("x|y\n", bytes)),
        ("long lines that nearly have an alignment", records("1|A|1|", "1|", "x\n", bytes)),
        ("long lines with many alignments", records("1|A|1|", "1|", row_end, bytes)),
        ("long records of lines", records("1|A|1|", "a\n", "|5|J|2/16/2012 9:00 AM|1|a|b|c|en|||yes||\n", bytes)),
        ("long records that start in their middle", repeat(&record("1|A|1|", "1|", "\n", 15_000), bytes)),
        (
            "rows, each that need the next three",
            repeat("1|A|1|a\n2|b\n3|c\n4|5|J|2/16/2012 9:00 AM|1|a|b|c|en|||||\n", bytes),
        ),
        (
            "long rows that are read, each after one that is not",
            repeat(&(record("1|A|1|", "1|", "x\n", 15_000) + &record("1|A|1|", "1|", row_end, 15_000)), bytes),
        ),
    ];
    let others = [
        (1, "starts", head_of(&["Entry ID"]) + &repeat("1|\n", bytes)),
        (2, "well-formed rows that have no ID", head_of(&["Entry"]) + &repeat("x|y|\n", bytes)),
        (2, "rows and a line each", head_of(&["Entry"]) + &repeat("1|a|\nx\n", bytes)),
        (2, "rows that are joined with four more", head_of(&["Entry"]) + &repeat("1|\n1|\n1|\n1|\n1|\n", bytes)),
        (3, "lines", TEXT_FIRST.to_owned() + &repeat("a\n", bytes)),
        (3, "fields", TEXT_FIRST.to_owned() + &repeat("a|b\n", bytes)),
        (3, "well-formed rows and lines", TEXT_FIRST.to_owned() + &repeat("a|1|b|\nc|\n", bytes)),
        (3, "rows broken twice", TEXT_FIRST.to_owned() + &repeat("a\nb|1|c\nd|\n", bytes)),
        (
            4,
            "every column joined",
            head_of_unknown(62) + &repeat(&("1|".to_owned() + &"|\n".repeat(62) + "|\n"), bytes),
        ),
        (4, "delimiters", head_of_unknown(62) + &records("1|", "|", "\n", bytes)),
        (5, "delimiters", head_of_unknown(255) + &records("1|", "|", "\n", bytes)),
    ];
    let damaged = [("a quarter of the rows damaged", 0.25), ("all rows damaged", 1.0)];
    let damaged = damaged.into_iter().map(|(name, rate)| AdversarialBody { name, list: 0, body: generated(rate) });
    let service = service.into_iter().map(|(name, rows)| AdversarialBody { name, list: 0, body: head() + &rows });
    let others = others.into_iter().map(|(list, name, body)| AdversarialBody { name, list, body });
    damaged.chain(service).chain(others).collect()
}
