//! The program of `no-panic` calls each function that the library shows: what it does not call is not shown to be
//! without panics. Whether it does is told by names alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What wants std.
const LEFT_OUT: [&str; 1] = ["SessionReader<"];

/// The names in the list of the public API, and of how many types each is a function.
fn shown(api: &str) -> BTreeMap<&str, usize> {
    let functions = api.lines().filter(|line| line.starts_with("pub fn ") || line.starts_with("pub const fn "));
    let paths = functions.filter_map(|line| line.split('(').next());
    let mut shown = BTreeMap::new();
    for path in paths.filter(|path| !LEFT_OUT.iter().any(|part| path.contains(part))) {
        let name = path.rsplit("::").next().and_then(|name| name.split('<').next());
        *shown.entry(name.unwrap()).or_default() += 1;
    }
    shown
}

#[test]
fn the_program_without_panics_calls_all_that_is_shown() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let api = fs::read_to_string(folder.join("public-api/api.txt")).unwrap();
    let files = fs::read_dir(folder.join("no-panic/src")).unwrap().map(|entry| entry.unwrap().path());
    let program: String = files.map(|path| fs::read_to_string(path).unwrap()).collect();
    let words: Vec<&str> = program.split(|char: char| char != '_' && !char.is_alphanumeric()).collect();
    let shown = shown(&api);
    assert!(shown.len() > 70, "{shown:?}");
    for (name, types) in shown {
        let calls = words.iter().filter(|word| **word == name).count();
        assert!(calls >= types, "{name} is a function of {types} types, and is named {calls} times");
    }
}
