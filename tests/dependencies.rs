//! What whoever embeds the crate gets with it. A new name fails here until it is written down on purpose.

use std::collections::BTreeSet;
use std::process::Command;

/// What is built with the library under some features, itself left out.
fn dependencies(features: &[&str]) -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", "rescue-sessions", "--edges", "normal,build", "--prefix", "none"])
        .args(["--format", "{p}"])
        .args(features)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let names = String::from_utf8(tree.stdout).expect("names are text");
    let names = names.lines().filter_map(|line| line.split(' ').next()).filter(|name| *name != "rescue-sessions");
    names.map(str::to_owned).collect()
}

fn names<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

#[test]
fn nothing_comes_in_unseen() {
    let core = names(["memchr", "nom"]);
    let default = &core | &names(["autocfg", "chrono", "fearless_simd", "num-traits"]);
    let serde = names(["serde", "serde_core"]);
    // On whatever system. serde names its macros for none at all, so that their versions agree, and so for `all`.
    assert_eq!(dependencies(&["--no-default-features", "--target", "all"]), core);
    assert_eq!(dependencies(&["--target", "all"]), default);
    assert_eq!(dependencies(&["--no-default-features"]), core);
    assert_eq!(dependencies(&["--no-default-features", "--features", "std,simd"]), &core | &names(["fearless_simd"]));
    assert_eq!(dependencies(&[]), default);
    assert_eq!(dependencies(&["--features", "serde"]), &default | &serde);
    assert_eq!(dependencies(&["--all-features"]), &default | &serde);
}
