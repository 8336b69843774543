//! The results, as files that have one mutant a line.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::edits::Index;
use crate::list::Mutant;
use crate::run::Outcome;

pub struct Results<'a> {
    pub mutants: &'a [Mutant],
    /// Gets each outcome as soon as it is known: a tab separates the outcome, the mutant and the test that failed.
    log: File,
    pub survived: Vec<Index>,
    unviable: Vec<Index>,
    timeouts: Vec<Index>,
}

impl Results<'_> {
    pub fn new<'a>(mutants: &'a [Mutant], out: &Path) -> Results<'a> {
        let log = File::create(out.join("outcomes.txt")).expect("results can be written");
        Results { mutants, log, survived: Vec::new(), unviable: Vec::new(), timeouts: Vec::new() }
    }

    pub fn add(&mut self, mutant: Index, outcome: &Outcome) {
        let name = &self.mutants[mutant].name;
        let line = match outcome {
            Outcome::Survived => format!("survived\t{name}\t"),
            Outcome::Killed(test) => format!("killed\t{name}\t{test}"),
            Outcome::Timeout => {
                self.timeouts.push(mutant);
                format!("timeout\t{name}\t")
            }
        };
        writeln!(self.log, "{line}").expect("results can be written");
    }

    /// Adds a mutant that does not build.
    pub fn add_unviable(&mut self, mutant: Index) {
        self.unviable.push(mutant);
        writeln!(self.log, "unviable\t{}\t", self.mutants[mutant].name).expect("results can be written");
    }

    pub fn write(self, out: &Path) {
        write(&out.join("missed.txt"), self.mutants, self.survived);
        write(&out.join("unviable.txt"), self.mutants, self.unviable);
        write(&out.join("timeout.txt"), self.mutants, self.timeouts);
    }
}

/// Writes the names of these mutants, in the order of the list.
pub fn write(path: &Path, mutants: &[Mutant], chosen: impl IntoIterator<Item = Index>) {
    let mut chosen: Vec<Index> = chosen.into_iter().collect();
    chosen.sort_unstable();
    let names: Vec<String> = chosen.into_iter().map(|index| format!("{}\n", mutants[index].name)).collect();
    fs::write(path, names.concat()).expect("results can be written");
}
