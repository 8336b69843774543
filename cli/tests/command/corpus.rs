//! Runs `json` on every body of the corpus, and compares the output with the `.json` file next to the body.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::run::is_hostile;

#[test]
fn json_of_every_body_matches_the_expected_file() {
    let corpus = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus"));
    let options = fs::read_to_string(corpus.join("options.json")).unwrap();
    let options: BTreeMap<String, Value> = serde_json::from_str(&options).unwrap();
    let mut bodies = 0;
    for file in fs::read_dir(corpus).unwrap() {
        let body = file.unwrap().path();
        if body.extension().is_none_or(|extension| extension != "txt" && extension != "xml") {
            continue;
        }
        bodies += 1;
        let name = body.file_stem().unwrap().to_str().unwrap();
        let expected = escaped(&fs::read_to_string(body.with_extension("json")).unwrap());
        let mut command = Command::new(env!("CARGO_BIN_EXE_rescue-sessions"));
        command.arg("json").arg(&body);
        if let Some(delimiter) = options.get(name).and_then(|options| options.get("delimiter")) {
            command.arg("--delimiter").arg(delimiter.as_str().unwrap());
        }
        if options.get(name).is_some_and(|options| options.get("strict") == Some(&Value::Bool(true))) {
            command.arg("--strict");
        }
        let output = command.output().unwrap();
        let found = String::from_utf8(output.stdout).unwrap();
        if expected.contains("\"kind\":\"html\"") || expected.contains("\"kind\":\"xml\"") {
            // The files say what the parser of text gives. The command reads markup as SOAP.
            let is_error = found.starts_with("{\"error\":{") && !found.contains("\"record\"");
            assert_eq!(output.status.code(), Some(if is_error { 3 } else { 0 }), "{name}: {found}");
            continue;
        }
        assert_eq!(found, expected, "{name}");
        assert_eq!(output.status.code(), Some(status(&expected)), "{name}");
    }
    assert!(bodies >= 40, "{bodies} bodies");
}

/// The exit status, by the expected lines: an error without a record is about the whole response.
fn status(expected: &str) -> i32 {
    let is_about_response = |line: &str| line.starts_with("{\"error\":") && !line.contains(",\"record\":");
    if expected.lines().next().is_some_and(is_about_response) {
        return 3;
    }
    i32::from(expected.contains("\"error\":") || expected.contains("\"resolved\":false"))
}

/// The library leaves it to the command to escape what can act on a terminal.
fn escaped(json: &str) -> String {
    let escape = |c: char| match is_hostile(c.encode_utf8(&mut [0; 4])) {
        true => format!("\\u{:04x}", u32::from(c)),
        false => c.to_string(),
    };
    json.chars().map(escape).collect()
}
