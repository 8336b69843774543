//! The names of the files that are read.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::DirEntry;
use std::fs::canonicalize;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufRead, IsTerminal};
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::{shown, with_path};
use crate::output::stderr::print_message;
use crate::output::text::counted;

/// The characters that make a name a pattern.
const WILDCARDS: [char; 3] = ['*', '?', '['];
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
            Some(pattern) if pattern.contains(WILDCARDS) && !argument.exists() => {
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

/// Removes other spellings of a name before, and counts them: two patterns can fit one file, whose rows would count twice. A
/// link is a name of its own, which can have another poll time.
fn remove_repeated(names: &mut Vec<PathBuf>) -> u64 {
    // Hashes, because the paths of an archive take much memory.
    let (hasher, mut first) = (RandomState::new(), HashMap::<u64, usize>::new());
    let mut last = (PathBuf::new(), None); // names of one folder usually come one after the other
    let mut resolved = |name: &Path| {
        if last.0 != folder(name) || last.1.is_none() {
            last = (folder(name).to_owned(), canonicalize(folder(name)).ok());
        }
        Some(last.1.as_ref()?.join(name.file_name()?))
    };
    let is_repeated = |(index, name): (usize, &PathBuf)| {
        let Some(path) = resolved(name) else { return false };
        match first.entry(hasher.hash_one(&path)) {
            Entry::Occupied(first) => resolved(names[*first.get()].as_path()) == Some(path),
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
    let parts: Vec<_> = Path::new(pattern).components().collect();
    let mut found = Vec::new();
    search(PathBuf::new(), &parts, &mut found)?;
    if found.is_empty() {
        return Err(with_path("no file fits this pattern", Path::new(pattern)));
    }
    found.sort_unstable();
    found.dedup(); // `**/**` fits a folder in several ways
    names.append(&mut found);
    Ok(())
}

/// Searches a path for the files that the rest of a pattern fits. The library only compares single names: its own search panics
/// in a folder that has a name which is not UTF-8.
fn search(path: PathBuf, parts: &[Component<'_>], found: &mut Vec<PathBuf>) -> io::Result<()> {
    match parts {
        [] => {
            let is_file = !path.is_dir() && path.symlink_metadata().is_ok();
            found.extend(is_file.then_some(path));
            Ok(())
        }
        [part, rest @ ..] if !part.as_os_str().to_string_lossy().contains(WILDCARDS) => {
            search(path.join(part), rest, found)
        }
        [part, rest @ ..] if part.as_os_str() == "**" => {
            if !rest.is_empty() {
                search(path.clone(), rest, found)?;
            }
            for entry in entries(&path, "*")? {
                if entry.file_type().map_err(|error| with_path(error, &path))?.is_dir() {
                    search(path.join(entry.file_name()), parts, found)?; // not a link, which could lead back here
                } else if rest.is_empty() {
                    search(path.join(entry.file_name()), rest, found)?;
                }
            }
            Ok(())
        }
        [part, rest @ ..] => {
            let entries = entries(&path, &part.as_os_str().to_string_lossy())?;
            entries.iter().try_for_each(|entry| search(path.join(entry.file_name()), rest, found))
        }
    }
}

/// The entries of a folder whose names a pattern fits. None, if it is no folder.
fn entries(path: &Path, pattern: &str) -> io::Result<Vec<DirEntry>> {
    let pattern = Pattern::new(pattern).map_err(|error| with_path(error, Path::new(pattern)))?;
    let folder = if path == Path::new("") { Path::new(".") } else { path };
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let fits = |entry: &DirEntry| pattern.matches_with(&entry.file_name().to_string_lossy(), OPTIONS);
    let entries = folder.read_dir().and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = entries.map_err(|error| with_path(error, folder))?;
    Ok(entries.into_iter().filter(fits).collect())
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
