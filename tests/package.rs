//! What is uploaded where the crate is published. A new file fails here until it is written down on purpose.

use std::collections::BTreeSet;
use std::process::Command;

/// What the package would hold. What cargo adds of git is there in a clone only.
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
fn nothing_is_packaged_unseen() {
    let listed: BTreeSet<String> = include_str!("package.txt").lines().map(str::to_owned).collect();
    let packaged = packaged();
    let (new, gone) = (&packaged - &listed, &listed - &packaged);
    assert!(new.is_empty() && gone.is_empty(), "new: {new:?}, gone: {gone:?}: tests/package.txt is the list");
}
