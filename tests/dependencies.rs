//! The exact list of the library's dependencies. A new dependency fails this test until it is in the list.

use std::collections::BTreeSet;
use std::process::Command;

/// The library's normal and build dependencies with these features, without the library itself.
fn dependencies(features: &[&str]) -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", "rescue-sessions", "--edges", "normal,build", "--prefix", "none"])
        .args(["--format", "{p}"])
        .args(features)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let names = String::from_utf8(tree.stdout).expect("cargo prints UTF-8");
    let names = names.lines().filter_map(|line| line.split(' ').next()).filter(|name| *name != "rescue-sessions");
    names.map(str::to_owned).collect()
}

fn names<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

#[test]
fn each_feature_brings_exactly_the_listed_dependencies() {
    let core = names(["memchr", "nom", "zeroize"]);
    let default = &core | &names(["autocfg", "chrono", "fearless_simd", "num-traits", "simdutf8"]);
    let serde = names(["serde", "serde_core"]);
    // `--target all` covers every platform. It also lists serde's macros, which serde names for a target that never
    // exists, so serde is checked for the host only.
    assert_eq!(dependencies(&["--no-default-features", "--target", "all"]), core);
    assert_eq!(dependencies(&["--target", "all"]), default);
    assert_eq!(dependencies(&["--no-default-features"]), core);
    assert_eq!(
        dependencies(&["--no-default-features", "--features", "std,simd"]),
        &core | &names(["fearless_simd", "simdutf8"])
    );
    assert_eq!(dependencies(&[]), default);
    assert_eq!(dependencies(&["--features", "serde"]), &default | &serde);
    let soap = names(["quick-xml"]);
    assert_eq!(dependencies(&["--features", "soap"]), &default | &soap);
    assert_eq!(dependencies(&["--all-features"]), &(&default | &serde) | &soap);
}
