//! Runs `json` on every body of the corpus, and compares the output with the `.json` file next to the body.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

#[test]
fn json_of_every_body_matches_the_expected_file() {
    let corpus = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus"));
    let options = fs::read_to_string(corpus.join("options.json")).unwrap();
    let options: BTreeMap<String, Value> = serde_json::from_str(&options).unwrap();
    let mut bodies = 0;
    for file in fs::read_dir(corpus).unwrap() {
        let body = file.unwrap().path();
        if body.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        bodies += 1;
        let name = body.file_stem().unwrap().to_str().unwrap();
        let expected = fs::read_to_string(body.with_extension("json")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rescue-sessions"));
        command.arg("json").arg(&body);
        if let Some(delimiter) = options.get(name).and_then(|options| options.get("delimiter")) {
            command.arg("--delimiter").arg(delimiter.as_str().unwrap());
        }
        if options.get(name).is_some_and(|options| options.get("strict") == Some(&Value::Bool(true))) {
            command.arg("--strict");
        }
        let output = command.output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected, "{name}");
        let is_all_read = !expected.contains("\"error\":") && !expected.contains("\"resolved\":false");
        let status = i32::from(!is_all_read);
        assert_eq!(output.status.code(), Some(status), "{name}");
    }
    assert!(bodies >= 40, "{bodies} bodies");
}
