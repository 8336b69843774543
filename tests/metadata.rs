//! Checks the output of `cargo metadata`: the minimum Rust version of the dependencies, and the published packages.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// The packages that users build: the library from the registry, the command from a clone.
const BUILT_BY_USERS: [&str; 2] = ["rescue-sessions", "rescue-sessions-cli"];

fn metadata() -> Value {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--all-features", "--format-version", "1"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("cargo runs");
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    serde_json::from_slice(&metadata.stdout).expect("JSON")
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().unwrap_or_else(|| panic!("no array {name}")).iter()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no string {name}"))
}

/// The packages of these names and their transitive dependencies, on any platform, without dev-dependencies.
fn with_dependencies<'a>(metadata: &'a Value, names: &[&str]) -> Vec<&'a Value> {
    let packages: BTreeMap<_, _> = list(metadata, "packages").map(|package| (text(package, "id"), package)).collect();
    let nodes: BTreeMap<_, _> = list(&metadata["resolve"], "nodes").map(|node| (text(node, "id"), node)).collect();
    let roots = list(metadata, "packages").filter(|package| names.contains(&text(package, "name")));
    let mut ids: Vec<_> = roots.map(|package| text(package, "id")).collect();
    let mut next = 0;
    while let Some(id) = ids.get(next) {
        let edges = list(nodes[id], "deps").filter(|edge| list(edge, "dep_kinds").any(|kind| kind["kind"] != "dev"));
        let found: Vec<_> = edges.map(|edge| text(edge, "pkg")).filter(|id| !ids.contains(id)).collect();
        ids.extend(found);
        next += 1;
    }
    ids.into_iter().map(|id| packages[id]).collect()
}

/// The minor version of Rust 1.x: 89 for both `1.89` and `1.89.0`.
fn minor(version: &str) -> u32 {
    let number = version.strip_prefix("1.").and_then(|rest| rest.split('.').next());
    number.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{version} is not a Rust 1.x version"))
}

/// Cargo compares `rust-version` of a dependency with the installed compiler, not with the version promised here.
#[test]
fn no_dependency_requires_a_newer_rust_version() {
    let metadata = metadata();
    let built = with_dependencies(&metadata, &BUILT_BY_USERS);
    let names: Vec<_> = built.iter().map(|package| text(package, "name")).collect();
    assert!(["nom", "clap_lex", "windows-sys"].iter().all(|name| names.contains(name)), "{names:?}");
    let allowed = minor(env!("CARGO_PKG_RUST_VERSION"));
    let newer = built.iter().filter(|it| it["rust_version"].as_str().is_some_and(|version| minor(version) > allowed));
    let newer: Vec<_> = newer.map(|it| (text(it, "name"), text(it, "version"), text(it, "rust_version"))).collect();
    assert!(newer.is_empty(), "{newer:?}");
}

/// `package.rs` checks the file list of that package.
#[test]
fn only_the_library_is_published() {
    let metadata = metadata();
    let own = list(&metadata, "packages").filter(|package| package["source"].is_null());
    let published: Vec<_> = own.filter(|it| it["publish"].is_null()).map(|it| text(it, "name")).collect();
    assert_eq!(published, ["rescue-sessions"]);
}
