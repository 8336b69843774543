//! How far the library and its command reach: what they name of std. No file, process, thread or socket comes in unseen.

use std::fs;
use std::path::{Path, PathBuf};

/// What each folder may name: these, and what is inside of them.
const ALLOWED: [(&str, &[&str]); 3] = [
    ("src", &["error::Error", "io", "vec"]),
    ("synthetic/src", &["fmt"]),
    ("cli/src", &["borrow", "cmp", "collections", "env", "fmt", "fs::File", "io", "ops", "path", "process::ExitCode"]),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// What stands behind each `std::`, up to what is no part of a path. Of a group it is nothing, which no list has.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |char: char| char.is_alphanumeric() || char == '_' || char == ':';
    let rests = text.split("std::").skip(1).map(move |rest| rest.split(|char| !is_part(char)).next().unwrap());
    rests.map(|path| path.trim_end_matches(':'))
}

fn is_inside(path: &str, name: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn std_is_named_where_it_is_allowed() {
    for (folder, allowed) in ALLOWED {
        let mut missing = allowed.to_vec();
        for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder)) {
            for path in named(&fs::read_to_string(&file).unwrap()) {
                assert!(allowed.iter().any(|name| is_inside(path, name)), "{file:?} names `std::{path}`");
                missing.retain(|name| !is_inside(path, name));
            }
        }
        assert!(missing.is_empty(), "{folder}: allowed and not used: {missing:?}");
    }
}
