//! Every body of the corpus, through the library: what it gives stands beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rescue_sessions::{Delimiter, Error, Parser};
use serde_json::Value;

fn corpus() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus"))
}

fn options() -> BTreeMap<String, Value> {
    let text = fs::read_to_string(corpus().join("options.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn bodies() -> Vec<String> {
    let files = fs::read_dir(corpus()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files.filter_map(|name| name.strip_suffix(".txt").map(str::to_owned)).collect();
    names.sort();
    names
}

/// What the command's `json` prints.
fn json_lines(parser: Parser<'_>, body: &[u8]) -> String {
    let error = |error: Error| format!("{{\"error\":{}}}", serde_json::to_string(&error).unwrap());
    let lines: Vec<String> = match parser.parse_bytes(body) {
        Err(whole) => vec![error(whole)],
        Ok(list) => list
            .sessions()
            .map(|session| session.map_or_else(error, |session| serde_json::to_string(&session).unwrap()))
            .collect(),
    };
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn every_body_gives_what_stands_beside_it() {
    let options = options();
    let mut wrong = Vec::new();
    for name in bodies() {
        let body = fs::read(corpus().join(&name).with_extension("txt")).unwrap();
        let expected = fs::read_to_string(corpus().join(&name).with_extension("json")).unwrap();
        let option = |key: &str| options.get(&name).and_then(|options| options.get(key));
        let delimiter = option("delimiter").map_or("|", |delimiter| delimiter.as_str().unwrap());
        let strict = option("strict").is_some_and(|strict| strict.as_bool().unwrap());
        let parser = Parser::new().delimiter(Delimiter::new(delimiter).unwrap()).strict(strict);
        let found = json_lines(parser, &body);
        if found != expected {
            wrong.push(format!("{name}\n  found    {found}  expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_corpus_is_complete() {
    let bodies = bodies();
    assert!(bodies.len() >= 40, "{} bodies", bodies.len());
    let readme = fs::read_to_string(corpus().join("README.md")).unwrap();
    for name in &bodies {
        assert!(corpus().join(name).with_extension("json").exists(), "{name}.json is missing");
        assert!(readme.contains(&format!("`{name}`")), "{name} is not in the README");
    }
    for name in options().keys() {
        assert!(bodies.contains(name), "options for {name}, which is no body");
    }
}
