//! The layers of `src`: each folder imports only the folders below it, no files import each other in a cycle, and few files
//! are in `src` itself. `docs/architecture.md` describes the layers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each folder, or file in `src`, may import. Ordered from the lowest layer up: each entry names only entries before it.
const ALLOWED: [(&str, &[&str]); 22] = [
    ("column", &[]),
    ("return_value", &[]),
    ("bytes", &[]),
    ("causes", &["column"]),
    ("error", &["column", "return_value", "bytes", "causes"]),
    ("settings", &["bytes"]),
    ("response", &["return_value", "bytes", "causes", "error"]),
    ("values", &["column", "bytes", "error"]),
    ("table", &["column", "bytes", "error", "settings", "values"]),
    ("recovery", &["column", "bytes", "error", "values", "table"]),
    ("session", &["column", "bytes", "error", "values", "table", "recovery"]),
    ("polls", &["values", "session"]),
    ("fast", &["bytes", "error", "values", "table", "session"]),
    ("iter", &["bytes", "error", "values", "table", "recovery", "session", "fast"]),
    ("list", &["bytes", "error", "settings", "table", "session", "iter"]),
    ("parser", &["bytes", "error", "settings", "response", "table", "list"]),
    ("stream", &["bytes", "error", "response", "table", "session", "iter", "parser"]),
    ("de", &["column", "bytes", "causes", "error", "values", "table", "session", "iter", "list", "stream"]),
    ("writer", &["column", "return_value", "bytes", "error", "values", "session", "parser"]),
    (
        "soap",
        &[
            "column",
            "return_value",
            "bytes",
            "causes",
            "error",
            "settings",
            "response",
            "values",
            "session",
            "parser",
            "stream",
            "writer",
        ],
    ),
    ("request", &["bytes", "error", "response", "soap"]),
    ("any", &["bytes", "error", "response", "session", "iter", "parser", "stream", "soap"]),
];
/// `lib.rs` re-exports the public items, so it may import everything.
const ROOT: &str = "lib";
const MAX_FLAT_FILES: usize = 8;

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

/// The module path of each file, such as `table::header`, and the paths that it imports. Unit tests and comments do not
/// count.
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

/// Each path after `crate::`. Groups are expanded.
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
fn a_layer_imports_only_the_layers_below_it() {
    let known: Vec<&str> = ALLOWED.iter().map(|(floor, _)| *floor).collect();
    for (index, (floor, below)) in ALLOWED.iter().enumerate() {
        assert!(below.iter().all(|name| known[..index].contains(name)), "{floor} names a layer above it");
    }
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    let imports = imports();
    for (file, paths) in imports.iter().filter(|(file, _)| *file != ROOT) {
        let (name, below) =
            ALLOWED.iter().find(|(name, _)| *name == floor(file)).unwrap_or_else(|| panic!("{file}: not in the table"));
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
fn no_files_import_each_other_in_a_cycle() {
    let imports = imports();
    // The longest prefix that is a file; the rest names an item in it.
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
    // Files whose imports are all removed are removed too, until none is left, or only cycles.
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
fn few_files_are_in_src_itself() {
    let flat = fs::read_dir(root()).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_file()).count();
    assert!(flat <= MAX_FLAT_FILES, "{flat} files are in src itself");
}

/// `super::` would hide an import of a higher layer.
#[test]
fn no_import_uses_super() {
    for file in files(&root()) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        // A module inside a file may import from that file.
        let is_inline = code.contains("\nmod vectors {");
        assert!(is_inline || !code.contains("super::"), "{} imports by super", file.display());
    }
}
