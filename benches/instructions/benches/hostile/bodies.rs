//! Bodies beside those of `bounded`: for other settings, for the start of a response, and for a response in pieces.

use rescue_sessions_synthetic::{Plan, Version};

/// A name and a body.
pub type Body = (&'static str, Vec<u8>);

/// Sixteen columns: up to Entry, and what stands behind it.
const START: &str = "1|Active|0|";
const END: &str = "|5|Jo|2/16/2012 9:00 AM|13|a|b|c|en|||yes||\n";

fn head() -> String {
    Plan { version: Version::V1, ..Plan::default() }.head()
}

/// A head of so many columns that are not known before and behind ID.
fn around_id(before: usize, behind: usize) -> String {
    let named = |letter: char, number| (0..number).map(|it| format!("{letter}{it}|")).collect::<String>();
    format!("OK\n\n{}ID|{}\n", named('x', before), named('y', behind))
}

fn again(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len())
}

fn as_bytes<const N: usize>(bodies: [(&'static str, String); N]) -> Vec<Body> {
    bodies.map(|(name, body)| (name, body.into_bytes())).into()
}

/// There is no list, and no setting makes one of it.
pub fn refused(bytes: usize) -> Vec<Body> {
    as_bytes([
        ("newlines", again("\n", bytes)),
        ("delimiters", again("|", bytes)),
        ("one letter", again("A", bytes)),
        ("blanks", again(" ", bytes)),
        ("a word and blanks", "NOTLOGGEDIN".to_owned() + &again(" ", bytes)),
        ("markup", again("<", bytes)),
        ("10,000 columns and more", around_id(0, bytes / 7)),
        ("columns of one name", "OK\n\nID|".to_owned() + &again("x|", bytes)),
    ])
}

pub fn by_default(bytes: usize) -> Vec<Body> {
    let few_and_many = "1|Active|0||5|Jo\n1|Active|0|a|b|5|Jo|Roe|2/16/2012 9:00 AM|13|a|b|c|d|e|en|||yes||\n";
    let broken_twice = ["1|A|1|1|A|1|", END, END, "||||", &"1|".repeat(16), &"x\n".repeat(2_048), END].concat();
    let long_characters = format!("{START}\u{1f600}|\u{1f600}|\u{1f600}{END}");
    let mut bodies = as_bytes([
        ("OK and blanks", "OK".to_owned() + &again(" ", bytes)),
        ("rows of too few and too many fields", head() + &again(few_and_many, bytes)),
        ("one long field of long characters", head() + START + &again("\u{1f600}", bytes)),
        ("long characters in rows", head() + &again(&long_characters, bytes)),
        ("ID last and lines of a number", around_id(3, 0) + &again("1|\n", bytes)),
        ("ID last and lines of two numbers", around_id(3, 0) + &again("1|1\n", bytes)),
        ("ID in the middle and lines of a number", around_id(2, 2) + &again("1|\n", bytes)),
        ("ID in the middle and half rows", around_id(2, 2) + &again("a|1|\n1|a\n", bytes)),
        ("ID behind 62 and lines of a number", around_id(62, 0) + &again("1|\n", bytes)),
        ("ID behind 62 and lines of 60 numbers", around_id(62, 0) + &again(&("1|".repeat(60) + "\n"), bytes)),
        ("ID behind 31 and lines of text", around_id(31, 31) + &again(&broken_twice, bytes)),
        ("nine columns joined of nine lines", around_id(0, 8) + &again("1|\n|\n|\n|\n|\n|\n|\n|\n", bytes)),
        ("ID behind 31 and lines of numbers", around_id(31, 31) + &again("1|1|1\n", bytes)),
    ]);
    bodies.push(("no UTF-8 in one line", [head().as_bytes(), &vec![0xff; bytes]].concat()));
    bodies.push(("no UTF-8 in each line", [head().as_bytes(), &b"1|\xff\n".repeat(bytes / 4)].concat()));
    bodies
}

/// Records as long as the body.
pub fn without_limit(bytes: usize) -> Vec<Body> {
    let row = |text: &str| head() + START + &again(text, bytes) + END;
    as_bytes([
        ("a header of one long name", "OK\n\nID|".to_owned() + &again("x", bytes)),
        ("rows of 4,096 columns", around_id(0, 4_095) + &again(&("1|".repeat(4_096) + "\n"), bytes)),
        ("one long field", row("x")),
        ("one long field of pieces", row("1|")),
        ("one long field of lines", row("1\n")),
        ("one long field of starts", row("1|\n")),
        ("one long field of starts of rows", row("1|Active|0|\n")),
        ("pieces without an end", head() + START + &again("1|", bytes)),
        ("lines without an end", head() + START + &again("x\n", bytes)),
        ("pieces for 63 columns", around_id(0, 62) + &again("1|", bytes) + "\n"),
    ])
}

pub fn strict(bytes: usize) -> Vec<Body> {
    let head = || "OK ID|Entry\n".to_owned();
    as_bytes([("newlines", head() + &again("\n", bytes)), ("delimiters", head() + &again("|", bytes))])
}

pub fn by_long_delimiter(bytes: usize) -> Vec<Body> {
    as_bytes([("nearly there", "OK\n\nID\n".to_owned() + &again(&("a".repeat(60_000) + "\n"), bytes))])
}

pub fn in_pieces(bytes: usize) -> Vec<Body> {
    let in_need_of_three = "1|A|1|a\n2|b\n3|c\n4|5|J|2/16/2012 9:00 AM|1|a|b|c|en|||||\n";
    as_bytes([
        ("rows", head() + &again(&(START.to_owned() + END), bytes)),
        ("newlines", head() + &again("\n", bytes)),
        ("delimiters", head() + &again("|", bytes)),
        ("one letter", head() + START + &again("x", bytes)),
        ("lines", head() + START + &again("x\n", bytes)),
        ("starts", head() + &again("1|\n", bytes)),
        ("starts of rows", head() + &again("1|Active|0|\n", bytes)),
        ("rows in need of the next three", head() + &again(in_need_of_three, bytes)),
        ("rows that are joined with four more", "OK\n\nID|Entry|\n".to_owned() + &again("1|\n", bytes)),
        ("ID last", around_id(3, 0) + &again("1|\n", bytes)),
        ("ID behind 62", around_id(62, 0) + &again("1|\n", bytes)),
        ("a header without an end", "OK\n\nID|".to_owned() + &again("x|", bytes)),
        ("blanks", again(" ", bytes)),
        ("OK and blanks", "OK".to_owned() + &again(" ", bytes)),
        ("a word and blanks", "NOTLOGGEDIN".to_owned() + &again(" ", bytes)),
        ("comments", again("<!---->", bytes)),
        ("a comment without an end", "<!--".to_owned() + &again("x", bytes)),
    ])
}

/// Short rows, so that there are many.
pub fn of_sessions(bytes: usize) -> Vec<Body> {
    as_bytes([
        ("rows", head() + &again(&(START.to_owned() + END), bytes)),
        ("short rows", "OK\n\nID|Status|\n".to_owned() + &again("7|Waiting|\n", bytes)),
    ])
}
