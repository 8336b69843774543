//! The parts of `std` that the library and the command use. A new use of files, processes or sockets fails here.

use std::fs;
use std::path::{Path, PathBuf};

/// The paths in `std` that each folder may name, with everything inside them.
const ALLOWED: [(&str, &[&str]); 5] = [
    ("src", &["collections::BTreeSet", "error::Error", "io", "sync", "vec"]),
    ("arrow/src", &["collections", "error::Error", "fmt", "hash", "io", "iter", "mem", "ops", "sync"]),
    ("datafusion/src", &["error::Error", "ffi::OsStr", "fmt", "fs", "io", "iter", "ops", "path", "sync"]),
    ("synthetic/src", &["cmp", "collections", "error::Error", "fmt", "mem", "ops", "str::FromStr"]),
    (
        "cli/src",
        &[
            "borrow",
            "cmp",
            "collections",
            "env",
            "ffi::OsString",
            "fmt",
            "fs::DirEntry",
            "fs::File",
            "fs::Metadata",
            "fs::canonicalize",
            "fs::create_dir_all",
            "fs::read_dir",
            "hash",
            "io",
            "iter",
            "mem",
            "ops",
            "os::unix::fs::PermissionsExt",
            "path",
            "process::ExitCode",
            "sync",
            "time",
        ],
    ),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The path after each `std::`. A group (`std::{`) gives an empty path, which no list allows.
fn std_paths(text: &str) -> impl Iterator<Item = &str> {
    let is_path_char = |char: char| char.is_alphanumeric() || char == '_' || char == ':';
    let rests = text.split("std::").skip(1).map(move |rest| rest.split(|char| !is_path_char(char)).next().unwrap());
    rests.map(|path| path.trim_end_matches(':'))
}

fn is_inside(path: &str, name: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn only_allowed_parts_of_std_are_used() {
    for (folder, allowed) in ALLOWED {
        let mut unused = allowed.to_vec();
        for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder)) {
            for path in std_paths(&fs::read_to_string(&file).unwrap()) {
                assert!(allowed.iter().any(|name| is_inside(path, name)), "{file:?} names `std::{path}`");
                unused.retain(|name| !is_inside(path, name));
            }
        }
        assert!(unused.is_empty(), "{folder}: allowed but unused: {unused:?}");
    }
}
