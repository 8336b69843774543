//! What is no session list, or a bad one: each input has a name, and a clear error or a right answer.
//!
//! The tables are in `bad_input`, one theme a file, and `docs/bad-input.md` is made of them. The answers are worked out by
//! the documented rules, never copied from what the crate gives.

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

/// A session as its JSON, a row that can't be read as its message.
fn line(session: Result<Session<'_>, Error>) -> String {
    session.map_or_else(|error| error.to_string(), |session| serde_json::to_string(&session).unwrap())
}

fn whole(parser: Parser<'_>, body: &[u8]) -> Result<Vec<String>, Error> {
    Ok(parser.parse_bytes(body)?.sessions().map(line).collect())
}

fn in_single_bytes(parser: Parser<'_>, body: &[u8]) -> Result<Vec<String>, Error> {
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

fn from_a_reader(parser: Parser<'_>, body: &[u8]) -> Result<Vec<String>, Error> {
    let sessions = SessionReader::new(parser, body).into_sessions();
    let line = |session| match session {
        Ok(session) => Ok(line(Ok(session))),
        Err(ReadError::Response(error)) if error.position().record().is_some() => Ok(line(Err(error))),
        Err(ReadError::Response(error)) => Err(error),
        Err(error) => panic!("{error}"),
    };
    sessions.map(line).collect()
}

fn answer(read: Result<Vec<String>, Error>) -> Vec<String> {
    match read {
        Ok(lines) if lines.is_empty() => vec![table::NO_SESSIONS.to_owned()],
        Ok(lines) => lines,
        Err(error) => vec![error.to_string()],
    }
}

fn each_gives_its_answer(read: impl Fn(Parser<'_>, &[u8]) -> Result<Vec<String>, Error>) {
    let mut wrong = Vec::new();
    for input in sections().iter().flat_map(|section| &section.inputs) {
        let (found, expected) = (answer(read(input.parser(), &input.bytes())), input.answer());
        if found != expected {
            wrong.push(format!("{}\n  found    {found:?}\n  expected {expected:?}", input.name));
        }
    }
    assert!(wrong.is_empty(), "{} inputs:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_input_has_its_answer() {
    each_gives_its_answer(whole);
}

#[test]
fn each_input_in_single_bytes_has_the_same_answer() {
    each_gives_its_answer(in_single_bytes);
}

#[test]
fn each_input_from_a_reader_has_the_same_answer() {
    each_gives_its_answer(from_a_reader);
}

/// Whoever reads the output has to know which one it was.
fn told(name: &str, check: impl FnOnce()) {
    if let Err(panic) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)) {
        eprintln!("a check fails on {name}");
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn each_input_passes_every_check() {
    for input in sections().iter().flat_map(|section| &section.inputs) {
        let body = input.bytes();
        let (delimiter, parser) = (input.delimiter(), input.parser());
        let case = Case { body: &body, delimiter, parser, cuts: (0..body.len()).step_by(7).collect() };
        told(input.name, || checks::check(&case));
        // What stands behind the last NUL would be taken for settings; nothing there stands for the defaults.
        let data = if body.contains(&0) { [&body[..], b"\0"].concat() } else { body.clone() };
        assert_eq!((Case::new(&data).body, Case::new(&data).parser), (&body[..], Parser::new()));
        for (target, check) in checks::TARGETS {
            told(&format!("{} ({target})", input.name), || check(&data));
        }
    }
}

#[test]
fn there_are_many_and_each_has_a_name_of_its_own() {
    let sections = sections();
    let inputs: Vec<&Input> = sections.iter().flat_map(|section| &section.inputs).collect();
    let names: BTreeSet<&str> = inputs.iter().map(|input| input.name).collect();
    assert_eq!(names.len(), inputs.len());
    assert!(names.len() >= 470, "{} inputs", names.len());
    let bodies: BTreeSet<_> = inputs.iter().map(|input| (input.bytes(), input.shown_settings())).collect();
    assert_eq!(bodies.len(), inputs.len(), "two inputs are the same");
}
