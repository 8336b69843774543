//! The names of the files that are read.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::canonicalize;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use glob::{MatchOptions, glob_with};

use super::{shown, with_path};
use crate::output::stderr::print_message;
use crate::output::text::counted;

/// As in a shell: `*` does not stand for a dot at the start of a name.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// The names that the arguments stand for, in their order.
pub(super) fn of_arguments(arguments: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    if arguments.is_empty() {
        add_from_stdin(&mut names)?;
    }
    for argument in arguments {
        match argument.to_str() {
            Some("-") => add_from_stdin(&mut names)?,
            // A file whose name looks like a pattern is still a file.
            Some(pattern) if pattern.contains(['*', '?', '[']) && !argument.exists() => {
                add_matches(&mut names, pattern)?;
            }
            _ => names.push(argument.clone()),
        }
    }
    let repeated = remove_repeated(&mut names);
    if repeated > 0 {
        print_message(format_args!("{}: each file is read once", counted(repeated, "repeated file name")));
    }
    if names.is_empty() { Err(io::Error::other("there is no file to read")) } else { Ok(names) }
}

/// Removes the names of files that a name before leads to, and counts them: two patterns can fit one file, whose rows would
/// count twice.
fn remove_repeated(names: &mut Vec<PathBuf>) -> u64 {
    // Hashes, because the paths of an archive take much memory.
    let (hasher, mut first) = (RandomState::new(), HashMap::new());
    let resolved = |name: Option<&PathBuf>| name.and_then(|name| canonicalize(name).ok());
    let is_repeated = |(index, name)| {
        let Some(path) = resolved(Some(name)) else { return false };
        match first.entry(hasher.hash_one(&path)) {
            Entry::Occupied(first) => resolved(names.get(*first.get())) == Some(path),
            Entry::Vacant(entry) => {
                entry.insert(index);
                false
            }
        }
    };
    let repeated: Vec<bool> = names.iter().enumerate().map(is_repeated).collect();
    let mut flags = repeated.iter();
    names.retain(|_| flags.next() != Some(&true));
    repeated.into_iter().map(u64::from).sum()
}

/// Adds the names in the lines of standard input.
fn add_from_stdin(names: &mut Vec<PathBuf>) -> io::Result<()> {
    let stdin = io::stdin().lock();
    if stdin.is_terminal() {
        print_message("reading the names of files from the terminal; end them with Ctrl-D");
    }
    for line in stdin.lines() {
        let line = line.map_err(|error| with_path(error, Path::new("standard input")))?;
        if !line.is_empty() {
            names.push(line.into());
        }
    }
    Ok(())
}

/// Adds the files that a pattern fits, sorted.
fn add_matches(names: &mut Vec<PathBuf>, pattern: &str) -> io::Result<()> {
    let paths = glob_with(pattern, OPTIONS).map_err(|error| with_path(error, Path::new(pattern)))?;
    let start = names.len();
    for path in paths {
        let path = path.map_err(|error| with_path(error.error(), error.path()))?;
        if !path.is_dir() {
            names.push(path);
        }
    }
    if names.len() == start {
        return Err(with_path("no file fits this pattern", Path::new(pattern)));
    }
    names[start..].sort_unstable();
    Ok(())
}

/// Checks that no output replaces an input or the other output, nor something that is no file, such as /dev/null.
pub(super) fn check_outputs<'p>(names: &[PathBuf], outputs: impl Iterator<Item = &'p PathBuf>) -> io::Result<()> {
    let mut known: Vec<PathBuf> = Vec::new();
    for output in outputs {
        if output.exists() && !output.is_file() {
            return Err(with_path("this is no regular file, so it cannot be written", output));
        }
        let path = resolved(output);
        if known.contains(&path) {
            return Err(with_path("the Parquet file and --bad-rows must be two files", output));
        }
        known.push(path);
    }
    // What does not exist yet is no input.
    known.retain(|path| path.exists());
    if known.is_empty() {
        return Ok(());
    }
    let is_output = |name: &&PathBuf| canonicalize(name).is_ok_and(|path| known.contains(&path));
    match names.iter().find(is_output) {
        None => Ok(()),
        Some(name) => Err(io::Error::other(format!("{} is read, so it cannot be written", shown(name)))),
    }
}

/// The path without symbolic links, for a file that exists or not.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let of_folder = || Some(canonicalize(folder(path)).ok()?.join(path.file_name()?));
    canonicalize(path).ok().or_else(of_folder).unwrap_or_else(|| path.to_owned())
}

/// The folder of a file.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}
