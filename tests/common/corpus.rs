//! The bodies of `corpus/`, each with its parser settings.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rescue_sessions::{Delimiter, Parser};
use serde_json::Value;

/// The folder of the corpus.
#[must_use]
pub fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus"))
}

/// A body and its settings from `options.json`.
pub struct Entry {
    pub name: String,
    pub body: Vec<u8>,
    pub delimiter: String,
    pub strict: bool,
}

impl Entry {
    /// The parser with the settings of this entry.
    ///
    /// # Panics
    ///
    /// If the delimiter is invalid.
    pub fn parser(&self) -> Parser {
        Parser::new()
            .delimiter(Delimiter::try_from(self.delimiter.as_str()).expect("the delimiter is valid"))
            .strict(self.strict)
    }
}

/// The settings of `options.json`, by body name.
///
/// # Panics
///
/// If the file is missing or is not a JSON object.
#[must_use]
pub fn options() -> BTreeMap<String, Value> {
    let text = fs::read_to_string(folder().join("options.json")).expect("the corpus has an options.json");
    serde_json::from_str(&text).expect("options.json is a JSON object")
}

/// All bodies, sorted by name.
///
/// # Panics
///
/// If a file can't be read or a setting has the wrong type.
#[must_use]
pub fn bodies() -> Vec<Entry> {
    let options = options();
    let files = fs::read_dir(folder()).expect("the corpus exists").map(|file| file.expect("a file").file_name());
    let names = files.filter_map(|name| name.to_str()?.strip_suffix(".txt").map(str::to_owned));
    let mut bodies: Vec<Entry> = names
        .map(|name| {
            let option = |key: &str| options.get(&name).and_then(|options| options.get(key));
            Entry {
                body: fs::read(folder().join(&name).with_extension("txt")).expect("the body is readable"),
                delimiter: option("delimiter").map_or("|", |value| value.as_str().expect("a string")).to_owned(),
                strict: option("strict").is_some_and(|value| value.as_bool().expect("a boolean")),
                name,
            }
        })
        .collect();
    bodies.sort_by(|left, right| left.name.cmp(&right.name));
    bodies
}

/// The names and the bytes of the SOAP responses, sorted by name.
///
/// # Panics
///
/// If a file can't be read.
#[must_use]
pub fn soap_bodies() -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder()).expect("the corpus exists").map(|file| file.expect("a file").file_name());
    let names = files.filter_map(|name| name.to_str()?.strip_suffix(".xml").map(str::to_owned));
    let read = |name: String| {
        let body = fs::read(folder().join(&name).with_extension("xml")).expect("the body is readable");
        (name, body)
    };
    let mut bodies: Vec<(String, Vec<u8>)> = names.map(read).collect();
    bodies.sort();
    bodies
}
