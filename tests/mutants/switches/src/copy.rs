//! The copy of the repository that gets the switches.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::edits::{Edited, Index};
use crate::list::Mutant;
use crate::places::{self, Wanted};

/// The module that reads the switch.
pub const SWITCH: &str = r#"
#[doc(hidden)]
#[allow(missing_docs)]
pub mod mutant {
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

    static ON: AtomicU32 = AtomicU32::new(u32::MAX);

    /// Whether this mutant is the one of the variable `MUTANT`.
    #[inline]
    pub fn is(mutant: u32) -> bool {
        let on = ON.load(Relaxed);
        if on == u32::MAX { read() == mutant } else { on == mutant }
    }

    #[cold]
    fn read() -> u32 {
        let on = std::env::var("MUTANT").map_or(u32::MAX - 1, |number| number.parse().unwrap());
        ON.store(on, Relaxed);
        on
    }
}
"#;

/// A switch that does not build, so that the compiler reports each mutant that it compiles.
pub const REPORTED: &str = "pub mod mutant { pub fn is(_: &str) -> bool { false } }";

/// `tests/reference` builds the same source without the feature `std`. There, the replacements need the standard library.
const NO_STD: &str = "#![cfg_attr(not(feature = \"std\"), no_std)]";

pub struct Copy {
    pub folder: PathBuf,
    sources: HashMap<String, String>,
}

impl Copy {
    /// Copies all files of the repository. Files that did not change keep their time, so that cargo builds less.
    pub fn new(folder: PathBuf, mutants: &[Mutant]) -> Copy {
        let listed = Command::new("git").args(["ls-files", "-z"]).output().expect("git runs");
        for path in String::from_utf8(listed.stdout).expect("paths are UTF-8").split_terminator('\0') {
            if let Ok(content) = fs::read(path) {
                write(&folder.join(path), &content);
            }
        }
        let files: HashSet<&String> = mutants.iter().map(|mutant| &mutant.file).collect();
        let read = |file: &String| fs::read_to_string(file).expect("listed files can be read");
        let mut sources: HashMap<String, String> = files.into_iter().map(|file| (file.clone(), read(file))).collect();
        sources.entry("src/lib.rs".into()).or_insert_with(|| read(&"src/lib.rs".into()));
        Copy { folder, sources }
    }

    /// Writes the sources with these mutants, and the module of the switch. Returns the edited files by path.
    pub fn insert(
        &self,
        mutants: &[Mutant],
        chosen: &HashSet<Index>,
        kept_const: &HashSet<String>,
        switch: &str,
    ) -> HashMap<String, Edited> {
        let edit = |(file, source): (&String, &String)| {
            let mut edited = places::edits(source, &wanted(file, source, mutants, chosen), kept_const).apply(source);
            if file == "src/lib.rs" {
                edited.text = edited.text.replace(NO_STD, &" ".repeat(NO_STD.len())); // at the same offsets
                edited.text.push_str(switch);
            }
            write(&self.folder.join(file), edited.text.as_bytes());
            (file.clone(), edited)
        };
        self.sources.iter().map(edit).collect()
    }

    /// Writes the sources without a mutant.
    pub fn restore(&self) {
        for (file, source) in &self.sources {
            write(&self.folder.join(file), source.as_bytes());
        }
    }

    /// Changes the source itself, as cargo-mutants does.
    pub fn change(&self, mutant: &Mutant) {
        let source = &self.sources[&mutant.file];
        let (before, after) = (&source[..mutant.span.start.offset(source)], &source[mutant.span.end.offset(source)..]);
        write(&self.folder.join(&mutant.file), format!("{before}{}{after}", mutant.replacement).as_bytes());
    }
}

fn wanted(file: &str, source: &str, mutants: &[Mutant], chosen: &HashSet<Index>) -> Wanted {
    let mut wanted = Wanted::new();
    for (index, mutant) in mutants.iter().enumerate() {
        if mutant.file == file && chosen.contains(&index) {
            let start = mutant.span.start.offset(source);
            wanted.entry((mutant.genre, start)).or_default().push((index, mutant.replacement.clone()));
        }
    }
    wanted
}

fn write(path: &Path, content: &[u8]) {
    if fs::read(path).is_ok_and(|old| old == content) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("folders can be created");
    fs::write(path, content).expect("the copy can be written");
}
