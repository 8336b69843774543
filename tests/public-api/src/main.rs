//! Compares the public API of the crate with `api.txt`. `cargo run -- renew` writes that file.

mod foreign;
mod list;

use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use serde_json::Value;

const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/api.txt");
const CRATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml");

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let renew = match env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => false,
        [word] if word == "renew" => true,
        _ => return Err("usage: cargo run [-- renew]".into()),
    };
    let json = document()?;
    let docs: Value = serde_json::from_slice(&fs::read(&json)?)?;
    check_format(&docs)?;
    let api = public_api::Builder::from_rustdoc_json(json).omit_blanket_impls(true).build()?;
    let foreign = foreign::lines(&api, &docs);
    foreign.iter().for_each(|line| println!("{line}"));
    let lines = list::lines(&api, &docs);
    let is_listed = if renew { write(&lines)? } else { compare(&lines)? };
    Ok(if is_listed && foreign.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs rustdoc with JSON output. The options are unstable, so `RUSTC_BOOTSTRAP` allows them on a stable compiler.
fn document() -> Result<PathBuf, Box<dyn Error>> {
    let program = env::current_exe()?;
    let target = program.parent().unwrap_or(Path::new("target")).join("rustdoc");
    let done = Command::new(env!("CARGO"))
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["rustdoc", "--quiet", "--locked", "--lib", "--all-features", "--manifest-path", CRATE, "--target-dir"])
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .status()?;
    if done.success() { Ok(target.join("doc/rescue_sessions.json")) } else { Err("rustdoc failed".into()) }
}

/// Fails on another format of rustdoc's JSON, which would give wrong results or an unclear error.
fn check_format(docs: &Value) -> Result<(), String> {
    let (found, expected) = (&docs["format_version"], rustdoc_types::FORMAT_VERSION);
    if *found == expected {
        return Ok(());
    }
    Err(format!("rustdoc wrote format {found}, expected {expected}: README.md says which versions to use"))
}

fn write(lines: &[String]) -> Result<bool, Box<dyn Error>> {
    fs::write(LIST, lines.join("\n") + "\n")?;
    println!("{} lines written", lines.len());
    Ok(true)
}

/// Prints the lines that are gone and the lines that are new, in any order.
fn compare(lines: &[String]) -> Result<bool, Box<dyn Error>> {
    let listed = fs::read_to_string(LIST)?;
    let (old, new): (BTreeSet<_>, BTreeSet<_>) = (listed.lines().collect(), lines.iter().map(String::as_str).collect());
    old.difference(&new).for_each(|line| println!("- {line}"));
    new.difference(&old).for_each(|line| println!("+ {line}"));
    if old == new {
        println!("{} lines, as listed", new.len());
    } else {
        println!("\nthe public API differs from tests/public-api/api.txt; if intended, update the list (README.md)");
    }
    Ok(old == new)
}
