//! The bodies of `corpus/`, and how each is read.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rescue_sessions::{Delimiter, Parser};
use serde_json::Value;

/// Where they stand.
#[must_use]
pub fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus"))
}

/// A body, and the settings that `options.json` has for it.
pub struct Entry {
    pub name: String,
    pub body: Vec<u8>,
    pub delimiter: String,
    pub strict: bool,
}

impl Entry {
    /// # Panics
    ///
    /// If the delimiter is none.
    pub fn parser(&self) -> Parser<'_> {
        Parser::new().delimiter(Delimiter::new(&self.delimiter).expect("a delimiter")).strict(self.strict)
    }
}

/// The settings by the names of the bodies.
///
/// # Panics
///
/// If the file is not there, or no JSON.
#[must_use]
pub fn options() -> BTreeMap<String, Value> {
    let text = fs::read_to_string(folder().join("options.json")).expect("a file beside the bodies");
    serde_json::from_str(&text).expect("an object of JSON")
}

/// All of them, by their names.
///
/// # Panics
///
/// If they can't be read.
#[must_use]
pub fn bodies() -> Vec<Entry> {
    let options = options();
    let files = fs::read_dir(folder()).expect("the folder is there").map(|file| file.expect("a file").file_name());
    let names = files.filter_map(|name| name.to_str()?.strip_suffix(".txt").map(str::to_owned));
    let mut bodies: Vec<Entry> = names
        .map(|name| {
            let option = |key: &str| options.get(&name).and_then(|options| options.get(key));
            Entry {
                body: fs::read(folder().join(&name).with_extension("txt")).expect("a body"),
                delimiter: option("delimiter").map_or("|", |text| text.as_str().expect("a text")).to_owned(),
                strict: option("strict").is_some_and(|strict| strict.as_bool().expect("true or false")),
                name,
            }
        })
        .collect();
    bodies.sort_by(|one, other| one.name.cmp(&other.name));
    bodies
}
