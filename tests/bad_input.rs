//! Malformed and adversarial input: each named input has an expected error or expected sessions.
//!
//! The tables are in `bad_input`, one file for each topic, and `docs/bad-input.md` is generated from them. The answers
//! follow from the documented rules; they are never copied from the output of the crate.

#[path = "bad_input/table.rs"]
mod table;

#[path = "bad_input/damage.rs"]
mod damage;
#[path = "bad_input/encoding.rs"]
mod encoding;
#[path = "bad_input/header.rs"]
mod header;
#[path = "bad_input/lookalikes.rs"]
mod lookalikes;
#[path = "bad_input/numbers.rs"]
mod numbers;
#[path = "bad_input/response.rs"]
mod response;
#[path = "bad_input/rows.rs"]
mod rows;
#[path = "bad_input/settings.rs"]
mod settings;
#[path = "bad_input/times.rs"]
mod times;
#[path = "bad_input/words.rs"]
mod words;

#[path = "bad_input/cuts.rs"]
mod cuts;
#[path = "bad_input/endless.rs"]
mod endless;
#[path = "bad_input/flips.rs"]
mod flips;
#[path = "bad_input/page.rs"]
mod page;

use std::collections::BTreeSet;

use checks::case::Case;
use rescue_sessions::{Decoder, Error, Parser, ReadError, Session, SessionReader};
use table::{Input, Section};

fn sections() -> Vec<Section> {
    [
        response::sections(),
        header::sections(),
        rows::sections(),
        encoding::sections(),
        numbers::sections(),
        times::sections(),
        words::sections(),
        lookalikes::sections(),
        damage::sections(),
        settings::sections(),
    ]
    .concat()
}

/// A session as JSON, or the error message of a row that cannot be read.
fn line(session: Result<Session<'_>, Error>) -> String {
    session.map_or_else(|error| error.to_string(), |session| serde_json::to_string(&session).unwrap())
}

fn read_at_once(parser: Parser, body: &[u8]) -> Result<Vec<String>, Error> {
    Ok(parser.parse_bytes(body)?.sessions().map(line).collect())
}

fn read_byte_by_byte(parser: Parser, body: &[u8]) -> Result<Vec<String>, Error> {
    let mut decoder = Decoder::new(parser);
    let mut lines = Vec::new();
    for byte in body {
        decoder.push(&[*byte]);
        lines.extend(decoder.sessions()?.map(line));
    }
    decoder.finish();
    lines.extend(decoder.sessions()?.map(line));
    Ok(lines)
}

fn read_from_a_reader(parser: Parser, body: &[u8]) -> Result<Vec<String>, Error> {
    let mut reader = SessionReader::new(parser, body);
    let mut lines = Vec::new();
    loop {
        match reader.next_block() {
            Ok(Some(sessions)) => lines.extend(sessions.map(line)),
            Ok(None) => return Ok(lines),
            Err(ReadError::Response(error)) => return Err(error),
            Err(error) => panic!("{error}"),
        }
    }
}

fn answer(read: Result<Vec<String>, Error>) -> Vec<String> {
    match read {
        Ok(lines) if lines.is_empty() => vec![table::NO_SESSIONS.to_owned()],
        Ok(lines) => lines,
        Err(error) => vec![error.to_string()],
    }
}

fn check_answers(read: impl Fn(Parser, &[u8]) -> Result<Vec<String>, Error>) {
    let mut wrong = Vec::new();
    for input in sections().iter().flat_map(|section| &section.inputs) {
        let (found, expected) = (answer(read(input.parser(), &input.bytes())), input.answer());
        if found != expected {
            wrong.push(format!("{}\n  found    {found:?}\n  expected {expected:?}", input.name));
        }
    }
    assert!(wrong.is_empty(), "{} inputs have a wrong answer:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_input_has_the_expected_answer() {
    check_answers(read_at_once);
}

#[test]
fn each_input_byte_by_byte_has_the_same_answer() {
    check_answers(read_byte_by_byte);
}

#[test]
fn each_input_from_a_reader_has_the_same_answer() {
    check_answers(read_from_a_reader);
}

/// Runs a check, and prints the name of the input if the check panics.
fn with_name(name: &str, check: impl FnOnce()) {
    if let Err(panic) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)) {
        eprintln!("a check failed for {name}");
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn each_input_passes_every_check() {
    for input in sections().iter().flat_map(|section| &section.inputs) {
        let body = input.bytes();
        let (delimiter, parser) = (input.delimiter(), input.parser());
        let case = Case { body: &body, delimiter, parser, cuts: (0..body.len()).step_by(7).collect() };
        with_name(input.name, || checks::check(&case));
        // A target reads the bytes after the last NUL as settings. A NUL at the end gives the default settings.
        let data = if body.contains(&0) { [&body[..], b"\0"].concat() } else { body.clone() };
        assert_eq!((Case::new(&data).body, Case::new(&data).parser), (&body[..], Parser::new()));
        for (target, check) in checks::TARGETS {
            with_name(&format!("{} ({target})", input.name), || check(&data));
        }
    }
}

#[test]
fn there_are_many_inputs_with_unique_names() {
    let sections = sections();
    let inputs: Vec<&Input> = sections.iter().flat_map(|section| &section.inputs).collect();
    let names: BTreeSet<&str> = inputs.iter().map(|input| input.name).collect();
    assert_eq!(names.len(), inputs.len(), "two inputs have the same name");
    assert!(names.len() >= 470, "there are only {} inputs", names.len());
    let bodies: BTreeSet<_> = inputs.iter().map(|input| (input.bytes(), input.shown_settings())).collect();
    assert_eq!(bodies.len(), inputs.len(), "two inputs have the same body and settings");
}
