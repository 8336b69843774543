//! `docs/bad-input.md`, made of the tables.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::sections;
use super::table::{Body, Input, Section};

const TOP: &str = "\
# Bad input

What the parser makes of inputs that are no session list, or a bad one: a clear error, or a right answer. Each row below
is a test. Its body is read as a whole, in single bytes, and from a reader, with the same answer each time, and goes
through every check of the fuzz targets. The answers are worked out by the documented rules, never copied from what the
crate gives.

An *answer* is one message where the response is no list. Of a list it has a line for each row: a session as its JSON,
or the message of a row that can't be read. Messages name a place, never a value. An empty list is `no sessions`.

In a *body*, `\\n` stands for a newline, `\\r` for a CR, `\\t` for a tab, `\\0` for a NUL, `\\\\` for a backslash,
`\\u{feff}` for a character that can't be seen, and `\\xff` for a byte that is not UTF-8. `⟨9 × ab⟩` stands for nine times
`ab`, in answers too. All of it is synthetic.

This page is made by a test. To add an input, add a row to a table in `tests/bad_input/`, with an answer that is worked
out by hand, and have the page written anew:

```sh
RENEW=1 cargo test -p rescue-sessions-tests --all-features --test bad_input
```
";

const MACHINE: &str = "
## By machine

Nobody has written these down one by one; a program makes them, and says what must hold.

| input | how many | what holds |
|---|---|---|
| every body of `corpus/`, cut at every byte (of the one body of more than 4,096 bytes: within 32 bytes of each end, and at every 16,001st) | some 20,000 | all checks; what a `Decoder` tells of the start before it is finished is the start of what the whole body gives; where the whole body is undamaged and delimiters end its lines, a cut row is an error or is not there, never another session |
| every body of `corpus/`, with one byte inverted, and with one bit of it, the bit moving on from byte to byte (the same bytes as above; of the five bodies of more than 1,024 bytes each third of them) | some 30,000 | all checks; where the whole body is undamaged and its header starts with ID, the sessions of all rows but the one that was hit and its two neighbours are still there, equal and in order |
| 1 GiB of one character from a reader, alone, behind a header, within a row (16 MiB of delimiters, blanks and newlines in a debug build) | 19 | the right answer, in less than 1 MiB of memory; what is no list is told before 1 MiB is read |
";

/// As in a literal of Rust, but for quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for char in text.chars() {
        match char {
            '"' | '\'' => escaped.push(char),
            _ => escaped.extend(char.escape_debug()),
        }
    }
    escaped
}

fn shown_body(body: Body) -> String {
    let shown = match body {
        Body::Text(text) => escaped(text),
        Body::Bytes(bytes) => bytes
            .utf8_chunks()
            .map(|chunk| {
                let invalid = chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}"));
                escaped(chunk.valid()) + &invalid.collect::<String>()
            })
            .collect(),
    };
    if shown.is_empty() { "(nothing)".to_owned() } else { code(&shown) }
}

/// JSON has escapes of its own; what can't be seen is written as one of them.
fn shown_line(line: &str) -> String {
    if !line.starts_with('{') {
        return line.to_owned();
    }
    let mut shown = String::new();
    for char in line.chars() {
        match char.escape_debug().count() > 2 {
            true => char.encode_utf16(&mut [0; 2]).iter().for_each(|unit| write!(shown, "\\u{unit:04x}").unwrap()),
            false => shown.push(char),
        }
    }
    code(&shown)
}

/// Markdown's tables take a pipe for theirs, in code too.
fn code(text: &str) -> String {
    assert!(!text.contains('`'), "a backtick ends code");
    format!("`{}`", text.replace('|', "\\|"))
}

fn row(input: &Input, with_settings: bool) -> String {
    let answer: Vec<String> = input.shown_answer().iter().map(|line| shown_line(line)).collect();
    let settings = if with_settings { format!("{} | ", code(&input.shown_settings())) } else { String::new() };
    format!("| {} | {settings}{} | {} |\n", input.name, shown_body(input.body), answer.join("<br>"))
}

fn shown_section(section: &Section) -> String {
    let with_settings = section.inputs.iter().any(Input::has_settings);
    let (names, rule) = match with_settings {
        true => ("| input | settings | body | answer |", "|---|---|---|---|"),
        false => ("| input | body | answer |", "|---|---|---|"),
    };
    let rows: String = section.inputs.iter().map(|input| row(input, with_settings)).collect();
    let about = if section.about.is_empty() { String::new() } else { format!("{}\n\n", section.about) };
    format!("\n## {}\n\n{about}{names}\n{rule}\n{rows}", section.title)
}

#[test]
fn the_page_is_made_of_the_tables() {
    let sections = sections();
    let count: usize = sections.iter().map(|section| section.inputs.len()).sum();
    let shown: String = sections.iter().map(shown_section).collect();
    let page =
        format!("{TOP}\nThere are {count} inputs in {} tables, and some by machine.\n{shown}{MACHINE}", sections.len());
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/bad-input.md"));
    if std::env::var_os("RENEW").is_some() {
        fs::write(path, &page).unwrap();
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    let first = page.lines().zip(written.lines()).position(|(new, old)| new != old);
    assert!(
        page == written,
        "docs/bad-input.md is not what the tables say, from line {} on: `RENEW=1 cargo test` writes it",
        first.map_or(page.lines().count().min(written.lines().count()), |index| index) + 1
    );
}
