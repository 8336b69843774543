//! The files of the published package. A new file fails here until it is added to the list.

use std::collections::BTreeSet;
use std::process::Command;

/// The files of the package, without the one that cargo adds in a git clone.
fn packaged() -> BTreeSet<String> {
    let list = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--quiet", "--package", "rescue-sessions"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("cargo runs");
    assert!(list.status.success(), "{}", String::from_utf8_lossy(&list.stderr));
    let list = String::from_utf8(list.stdout).expect("names are text");
    list.lines().filter(|name| *name != ".cargo_vcs_info.json").map(str::to_owned).collect()
}

#[test]
fn the_package_has_exactly_the_listed_files() {
    let listed: BTreeSet<String> = include_str!("package.txt").lines().map(str::to_owned).collect();
    let packaged = packaged();
    let (new, gone) = (&packaged - &listed, &listed - &packaged);
    assert!(new.is_empty() && gone.is_empty(), "new: {new:?}, gone: {gone:?}: tests/package.txt is the list");
}
