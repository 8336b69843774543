//! More adversarial bodies than `bounded` has: for other settings, for the start of a response, and for a response in
//! chunks.
//!
//! The names of the bodies are keys of `baseline.txt`.

use rescue_sessions_synthetic::{Plan, Version};

/// A name and a body.
pub type Body = (&'static str, Vec<u8>);

/// A row of sixteen columns: the text before Entry, and the text after it.
const START: &str = "1|Active|0|";
const END: &str = "|5|Jo|2/16/2012 9:00 AM|13|a|b|c|en|||yes||\n";

/// The return value and the header of version 1.
fn head() -> String {
    Plan { version: Version::V1, ..Plan::default() }.head()
}

/// The return value and a header with so many unknown columns before and after ID.
fn around_id(before: usize, after: usize) -> String {
    let columns = |letter: char, count| (0..count).map(|number| format!("{letter}{number}|")).collect::<String>();
    format!("OK\n\n{}ID|{}\n", columns('x', before), columns('y', after))
}

/// A text repeated up to so many bytes.
fn repeat(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len())
}

fn as_bytes<const N: usize>(bodies: [(&'static str, String); N]) -> Vec<Body> {
    bodies.map(|(name, body)| (name, body.into_bytes())).into()
}

/// Bodies that are not session lists, whatever the settings.
pub fn refused(bytes: usize) -> Vec<Body> {
    as_bytes([
        ("newlines", repeat("\n", bytes)),
        ("delimiters", repeat("|", bytes)),
        ("one letter", repeat("A", bytes)),
        ("spaces", repeat(" ", bytes)),
        ("a word and spaces", "NOTLOGGEDIN".to_owned() + &repeat(" ", bytes)),
        ("markup", repeat("<", bytes)),
        ("10,000 columns and more", around_id(0, bytes / 7)),
        ("columns of one name", "OK\n\nID|".to_owned() + &repeat("x|", bytes)),
    ])
}

/// Bodies for the default settings.
pub fn by_default(bytes: usize) -> Vec<Body> {
    let few_and_many = "1|Active|0||5|Jo\n1|Active|0|a|b|5|Jo|Roe|2/16/2012 9:00 AM|13|a|b|c|d|e|en|||yes||\n";
    let with_row_starts_and_lines =
        ["1|A|1|1|A|1|", END, END, "||||", &"1|".repeat(16), &"x\n".repeat(2_048), END].concat();
    let long_characters = format!("{START}\u{1f600}|\u{1f600}|\u{1f600}{END}");
    let mut bodies = as_bytes([
        ("OK and spaces", "OK".to_owned() + &repeat(" ", bytes)),
        ("rows of too few and too many fields", head() + &repeat(few_and_many, bytes)),
        ("one long field of long characters", head() + START + &repeat("\u{1f600}", bytes)),
        ("long characters in rows", head() + &repeat(&long_characters, bytes)),
        ("ID last and lines of a number", around_id(3, 0) + &repeat("1|\n", bytes)),
        ("ID last and lines of two numbers", around_id(3, 0) + &repeat("1|1\n", bytes)),
        ("ID in the middle and lines of a number", around_id(2, 2) + &repeat("1|\n", bytes)),
        ("ID in the middle and half rows", around_id(2, 2) + &repeat("a|1|\n1|a\n", bytes)),
        ("ID after 62 and lines of a number", around_id(62, 0) + &repeat("1|\n", bytes)),
        ("ID after 62 and lines of 60 numbers", around_id(62, 0) + &repeat(&("1|".repeat(60) + "\n"), bytes)),
        ("ID after 31 and lines of text", around_id(31, 31) + &repeat(&with_row_starts_and_lines, bytes)),
        ("nine columns joined from eight lines", around_id(0, 8) + &repeat("1|\n|\n|\n|\n|\n|\n|\n|\n", bytes)),
        ("ID after 31 and lines of numbers", around_id(31, 31) + &repeat("1|1|1\n", bytes)),
    ]);
    bodies.push(("invalid UTF-8 in one line", [head().as_bytes(), &vec![0xff; bytes]].concat()));
    bodies.push(("invalid UTF-8 in each line", [head().as_bytes(), &b"1|\xff\n".repeat(bytes / 4)].concat()));
    bodies
}

/// Bodies of one record, or of very many columns, for a parser without limits.
pub fn without_limit(bytes: usize) -> Vec<Body> {
    let row = |text: &str| head() + START + &repeat(text, bytes) + END;
    as_bytes([
        ("a header of one long name", "OK\n\nID|".to_owned() + &repeat("x", bytes)),
        ("rows of 4,096 columns", around_id(0, 4_095) + &repeat(&("1|".repeat(4_096) + "\n"), bytes)),
        ("one long field", row("x")),
        ("one long field of fragments", row("1|")),
        ("one long field of lines", row("1\n")),
        ("one long field of starts", row("1|\n")),
        ("one long field of starts of rows", row("1|Active|0|\n")),
        ("fragments without an end", head() + START + &repeat("1|", bytes)),
        ("lines without an end", head() + START + &repeat("x\n", bytes)),
        ("fragments for 63 columns", around_id(0, 62) + &repeat("1|", bytes) + "\n"),
    ])
}

/// Bodies for strict mode.
pub fn strict(bytes: usize) -> Vec<Body> {
    let head = || "OK ID|Entry\n".to_owned();
    as_bytes([("newlines", head() + &repeat("\n", bytes)), ("delimiters", head() + &repeat("|", bytes))])
}

/// Bodies for a delimiter of 16 bytes.
pub fn long_delimiter(bytes: usize) -> Vec<Body> {
    as_bytes([("nearly there", "OK\n\nID\n".to_owned() + &repeat(&("a".repeat(60_000) + "\n"), bytes))])
}

/// SOAP responses.
pub fn soap(bytes: usize) -> Vec<Body> {
    let list = |sessions: &str| {
        format!(
            "<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body>\
             <getSession_V3Response xmlns='https://secure.logmeinrescue.com/API/API.asmx'>\
             <getSession_V3Result>getSession_OK</getSession_V3Result><aSessions>{sessions}"
        )
    };
    let session = |content: &str| format!("<SESSION_V3><iID>7</iID>{content}</SESSION_V3>");
    let nested = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
    let namespaces: String = (0..100).map(|number| format!(" xmlns:a{number}='{number}'")).collect();
    as_bytes([
        ("deep unknown elements", list(&repeat(&session(&nested(20)), bytes))),
        ("deep unknown elements in one session", list(&session(&repeat(&nested(20), bytes)))),
        ("unknown elements of one name", list(&repeat(&session(&"<a/>".repeat(2_000)), bytes))),
        ("elements that are too deep", list(&repeat("<a>", bytes))),
        ("references", list(&repeat(&session(&format!("<sEntry>{}</sEntry>", "&amp;".repeat(5_000))), bytes))),
        ("one long value", list(&session(&format!("<sEntry>{}</sEntry>", repeat("x", bytes))))),
        ("tags without an end", list(&repeat("<a", bytes))),
        ("many namespaces", list(&repeat(&session(&format!("<a{namespaces}/>")), bytes))),
        ("invalid sessions", list(&repeat("<SESSION_V3><iID>x</iID><a><b/></a></SESSION_V3>", bytes))),
        ("elements that are not sessions", list(&repeat("<a/>", bytes))),
        ("comments", list(&repeat("<!---->", bytes))),
        ("whitespace", list(&repeat(" ", bytes))),
    ])
}

/// Bodies that a decoder gets byte by byte.
pub fn for_single_bytes(bytes: usize) -> Vec<Body> {
    let needs_three_more_lines = "1|A|1|a\n2|b\n3|c\n4|5|J|2/16/2012 9:00 AM|1|a|b|c|en|||||\n";
    as_bytes([
        ("rows", head() + &repeat(&(START.to_owned() + END), bytes)),
        ("newlines", head() + &repeat("\n", bytes)),
        ("delimiters", head() + &repeat("|", bytes)),
        ("one letter", head() + START + &repeat("x", bytes)),
        ("lines", head() + START + &repeat("x\n", bytes)),
        ("starts", head() + &repeat("1|\n", bytes)),
        ("starts of rows", head() + &repeat("1|Active|0|\n", bytes)),
        ("rows that need the next three", head() + &repeat(needs_three_more_lines, bytes)),
        ("rows that are joined with four more", "OK\n\nID|Entry|\n".to_owned() + &repeat("1|\n", bytes)),
        ("ID last", around_id(3, 0) + &repeat("1|\n", bytes)),
        ("ID after 62", around_id(62, 0) + &repeat("1|\n", bytes)),
        ("a header without an end", "OK\n\nID|".to_owned() + &repeat("x|", bytes)),
        ("spaces", repeat(" ", bytes)),
        ("OK and spaces", "OK".to_owned() + &repeat(" ", bytes)),
        ("a word and spaces", "NOTLOGGEDIN".to_owned() + &repeat(" ", bytes)),
        ("comments", repeat("<!---->", bytes)),
        ("a comment without an end", "<!--".to_owned() + &repeat("x", bytes)),
    ])
}

/// Bodies of many sessions.
pub fn of_many_sessions(bytes: usize) -> Vec<Body> {
    as_bytes([
        ("rows", head() + &repeat(&(START.to_owned() + END), bytes)),
        ("short rows", "OK\n\nID|Status|\n".to_owned() + &repeat("7|Waiting|\n", bytes)),
    ])
}
