//! The house: each folder of `src` imports only the floors below it, no two files import each other, directly or around a
//! corner, and few files lie flat. `docs/architecture.md` says what is on each floor.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each floor, or flat file, may import. From the ground up: each names only what comes before it.
const ALLOWED: [(&str, &[&str]); 15] = [
    ("column", &[]),
    ("return_value", &[]),
    ("bytes", &[]),
    ("error", &["column", "return_value", "bytes"]),
    ("settings", &["bytes"]),
    ("response", &["return_value", "bytes", "error"]),
    ("values", &["column", "bytes", "error"]),
    ("table", &["column", "bytes", "error", "settings", "values"]),
    ("recovery", &["column", "bytes", "error", "values", "table"]),
    ("session", &["column", "bytes", "error", "values", "table", "recovery"]),
    ("fast", &["bytes", "error", "values", "table", "session"]),
    ("iter", &["bytes", "error", "values", "table", "recovery", "session", "fast"]),
    ("list", &["bytes", "error", "settings", "table", "session", "iter"]),
    ("parser", &["bytes", "error", "settings", "response", "table", "list"]),
    ("stream", &["bytes", "error", "response", "table", "session", "iter", "parser"]),
];
/// `lib.rs` is the front door. It imports what it shows.
const FRONT_DOOR: &str = "lib";
const MOST_FLAT_FILES: usize = 8;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    files.sort();
    files
}

/// A file by its module's path, such as `table::rows`, and the paths that it imports. Tests inside of it and comments
/// do not count.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let mut imports = BTreeMap::new();
    for file in files(&root()) {
        let name = file.strip_prefix(root()).unwrap().with_extension("").to_str().unwrap().replace('/', "::");
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        imports.insert(name, paths(&code).into_iter().collect());
    }
    imports
}

/// Each path after `crate::`, a group written out.
fn paths(code: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let mut paths = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (path, rest) = rest.split_at(end);
        match rest.strip_prefix('{').and_then(|group| group.split('}').next()) {
            Some(group) if path.is_empty() || path.ends_with("::") => {
                paths.extend(group.split(',').map(|name| path.to_owned() + name.trim()));
            }
            _ => paths.push(path.to_owned()),
        }
    }
    paths
}

fn floor(path: &str) -> &str {
    path.split("::").next().unwrap()
}

#[test]
fn a_floor_imports_only_the_floors_below_it() {
    let known: Vec<&str> = ALLOWED.iter().map(|(floor, _)| *floor).collect();
    for (index, (floor, below)) in ALLOWED.iter().enumerate() {
        assert!(below.iter().all(|name| known[..index].contains(name)), "{floor} names a floor above it");
    }
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    let imports = imports();
    for (file, paths) in imports.iter().filter(|(file, _)| *file != FRONT_DOOR) {
        let (name, below) =
            ALLOWED.iter().find(|(name, _)| *name == floor(file)).unwrap_or_else(|| panic!("{file}: no floor"));
        for path in paths {
            let to = floor(path);
            let is_allowed = to == *name || below.contains(&to);
            assert!(is_allowed, "{file} imports {path}, but {name} may import only {below:?}");
            used.insert((name, to));
        }
    }
    for (name, below) in ALLOWED {
        let idle: Vec<_> = below.iter().filter(|to| !used.contains(&(name, to))).collect();
        assert!(idle.is_empty(), "{name} may import {idle:?} and does not");
    }
}

#[test]
fn no_two_files_import_each_other() {
    let imports = imports();
    // The longest path that is a file; the rest names something in it.
    let file = |path: &str| {
        let mut path = path;
        loop {
            if imports.contains_key(path) {
                return Some(path.to_owned());
            }
            path = path.rsplit_once("::")?.0;
        }
    };
    let mut left: BTreeMap<&str, BTreeSet<String>> = imports
        .iter()
        .map(|(name, paths)| {
            let files = paths.iter().filter_map(|path| file(path)).filter(|to| to != name);
            (name.as_str(), files.collect())
        })
        .collect();
    // Files that import nothing that is left are taken away, until none is left, or a cycle.
    loop {
        let free: Vec<&str> = left.iter().filter(|(_, to)| to.is_empty()).map(|(name, _)| *name).collect();
        if free.is_empty() {
            break;
        }
        for name in free {
            left.remove(name);
            left.values_mut().for_each(|to| _ = to.remove(name));
        }
    }
    assert!(left.is_empty(), "a cycle is among {:?}", left.keys());
    assert!(imports.len() > 40, "{} files", imports.len());
}

#[test]
fn few_files_lie_flat() {
    let flat = fs::read_dir(root()).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_file()).count();
    assert!(flat <= MOST_FLAT_FILES, "{flat} files lie flat in src");
}

/// Nobody reaches up by another name.
#[test]
fn nothing_is_imported_by_super() {
    for file in files(&root()) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        // Inside of a file a module may name what is around it.
        let is_inline = code.contains("\nmod vectors {");
        assert!(is_inline || !code.contains("super::"), "{} imports by super", file.display());
    }
}
