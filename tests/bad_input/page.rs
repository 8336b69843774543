//! `docs/bad-input.md`, generated from the tables.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::sections;
use super::table::{Body, Input, Section};

const INTRODUCTION: &str = "\
# Bad input

This page lists malformed and adversarial input, with the error or the sessions that the parser returns. Each row below
is a test. The test reads the body at once, byte by byte and from a reader, and the answer is the same each time. Each
body also passes every check of the fuzz targets. The answers follow from the documented rules; they are never copied
from the output of the crate.

The *answer* to a response that is not a list is one error message. The answer to a list has a line for each row: a
session as JSON, or the error message of a row that cannot be read. Error messages give a position, never a value. The
answer to an empty list is `no sessions`.

In a *body*, `\\n` is a newline, `\\r` a CR, `\\t` a tab, `\\0` a NUL, `\\\\` a backslash, `\\u{feff}` an invisible
character, and `\\xff` a byte that is not UTF-8. `⟨9 × ab⟩` means `ab` nine times, also in answers. All data is
synthetic.

A test generates this page. To add an input, add a row to a table in `tests/bad_input/`, work out its answer by hand,
and renew the page:

```sh
RENEW=1 cargo test -p rescue-sessions-tests --all-features bad_input::
```
";

const GENERATED: &str = "
## Generated inputs

Tests generate these inputs and check properties of the result.

| input | count | properties |
|---|---|---|
| every body of `corpus/`, truncated at every byte (the one body of more than 4,096 bytes: within 32 bytes of each end, and at every 16,001st byte) | about 20,000 | The body passes all checks. The sessions that a `Decoder` emits before the end are a prefix of the sessions of the complete body. If the complete body is undamaged and delimiters end its lines, a truncated row is an error or missing, never a different session. |
| every body of `corpus/`, with one byte inverted, and with one bit inverted, at a bit number that changes from byte to byte (the same bytes as above; in the five bodies of more than 1,024 bytes every third of them) | about 30,000 | The body passes all checks. If the original body is undamaged and its header starts with ID, the sessions of all rows except the changed row and its two neighbours are still there, equal and in order. |
| 1 GiB of one character from a reader, alone, after a header, in a row (16 MiB of delimiters, spaces and newlines in a debug build) | 19 | The answer is right, with less than 1 MiB of memory. A response that is not a list is an error before 1 MiB is read. |
";

/// Escapes as in a Rust literal, except quotes.
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

/// A session is JSON: invisible characters become JSON escapes. An error message stays as it is.
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

/// Formats code for a Markdown table, which splits at an unescaped pipe even in code.
fn code(text: &str) -> String {
    assert!(!text.contains('`'), "a backtick would end the code: {text}");
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
fn the_page_matches_the_tables() {
    let sections = sections();
    let count: usize = sections.iter().map(|section| section.inputs.len()).sum();
    let shown: String = sections.iter().map(shown_section).collect();
    let page = format!(
        "{INTRODUCTION}\nThere are {count} inputs in {} tables, and generated inputs at the end.\n{shown}{GENERATED}",
        sections.len()
    );
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/bad-input.md"));
    if std::env::var_os("RENEW").is_some() {
        fs::write(path, &page).unwrap();
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    let differing = page.lines().zip(written.lines()).position(|(new, old)| new != old);
    assert!(
        page == written,
        "docs/bad-input.md differs from the tables at line {}: renew it with `RENEW=1 cargo test`",
        differing.map_or(page.lines().count().min(written.lines().count()), |index| index) + 1
    );
}
