//! Parses every body of the corpus and compares the result with the JSON file next to it.

use std::fs;

use common::corpus::{bodies, folder, options, soap_bodies};
use rescue_sessions::{Error, Parser};

/// The lines that `rescue-sessions json` prints.
fn json_lines(parser: Parser, body: &[u8]) -> String {
    let error = |error: Error| format!("{{\"error\":{}}}", serde_json::to_string(&error).unwrap());
    let lines: Vec<String> = match parser.parse_bytes(body) {
        Err(body_error) => vec![error(body_error)],
        Ok(list) => list
            .sessions()
            .map(|session| session.map_or_else(error, |session| serde_json::to_string(&session).unwrap()))
            .collect(),
    };
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn every_body_gives_the_expected_json() {
    let mut wrong = Vec::new();
    for entry in bodies() {
        let expected = fs::read_to_string(folder().join(&entry.name).with_extension("json")).unwrap();
        let found = json_lines(entry.parser(), &entry.body);
        if found != expected {
            wrong.push(format!("{}\n  found    {found}  expected {expected}", entry.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[cfg(feature = "soap")]
#[test]
fn every_soap_body_gives_the_expected_json() {
    let error = |error: Error| format!("{{\"error\":{}}}\n", serde_json::to_string(&error).unwrap());
    let mut wrong = Vec::new();
    for (name, body) in soap_bodies() {
        let expected = fs::read_to_string(folder().join(&name).with_extension("json")).unwrap();
        let found: String = match rescue_sessions::parse_any(&body) {
            Err(body_error) => error(body_error),
            Ok(sessions) => sessions
                .map(|session| session.map_or_else(error, |session| serde_json::to_string(&session).unwrap() + "\n"))
                .collect(),
        };
        if found != expected {
            wrong.push(format!("{name}\n  found    {found}  expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_body_has_a_json_file_and_a_line_in_the_readme() {
    let names: Vec<String> = bodies().into_iter().map(|entry| entry.name).collect();
    assert!(names.len() >= 40, "{} bodies", names.len());
    let soap: Vec<String> = soap_bodies().into_iter().map(|(name, _)| name).collect();
    assert!(soap.len() >= 15, "{} SOAP bodies", soap.len());
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    for name in names.iter().chain(&soap) {
        assert!(folder().join(name).with_extension("json").exists(), "{name}.json is missing");
        assert!(readme.contains(&format!("`{name}`")), "{name} is not in the README");
    }
    for name in options().keys() {
        assert!(names.contains(name), "options.json has settings for {name}, but there is no such body");
    }
}
