//! Mutation testing with one build. All mutants are in one program, each behind a switch, and the tests run once per
//! mutant. `tests/mutants/run` calls it in the root of the repository:
//!
//! `mutant-switches LIST OUT ONLY [OPTION]...`: LIST is the output of `cargo mutants --list --json`, OUT a folder for the
//! results. The options go to the test programs. If ONLY is not empty, it is a file of names without line numbers, and
//! only these mutants are tried.

mod compile;
mod copy;
mod edits;
mod list;
mod operators;
mod places;
mod run;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use edits::Index;
use list::Mutant;
use run::{Outcome, Program};

const PACKAGES: [&str; 7] =
    ["-p", "rescue-sessions", "-p", "rescue-sessions-tests", "--all-features", "--lib", "--test=main"];

/// A run of one test program for each mutant that survived the passes before it.
struct Pass {
    /// The target of the test program.
    target: &'static str,
    /// The folder of its package.
    folder: &'static str,
    /// The cases of each property.
    cases: u32,
    /// Whether only the quick tests run.
    quick: bool,
}

/// The quick tests kill nine of ten mutants in a small part of the time.
const PASSES: [Pass; 3] = [
    Pass { target: "main", folder: "tests", cases: 12, quick: true },
    Pass { target: "rescue_sessions", folder: ".", cases: 12, quick: false },
    Pass { target: "main", folder: "tests", cases: 64, quick: false },
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(list), Some(out), Some(only)) = (arguments.next(), arguments.next(), arguments.next()) else {
        panic!("usage: LIST OUT ONLY [OPTION]...");
    };
    let options: Vec<String> = arguments.collect();
    let out = PathBuf::from(out);
    let mutants = list::read(&list, &only);

    write(&out.join("tried.txt"), &mutants, 0..mutants.len());

    let copy = copy::Copy::new(out.join("copy"), &mutants);
    let packages = PACKAGES.map(String::from);
    let placed = compile::place(&copy, &mutants, &packages);
    write(&out.join("unviable.txt"), &mutants, placed.unviable);
    write(&out.join("rest.txt"), &mutants, placed.rest);

    let programs = compile::programs(&copy, &packages);
    let mut log =
        Log { mutants: &mutants, file: File::create(out.join("outcomes.txt")).expect("results can be written") };
    let mut survivors = placed.switched;
    let mut timeouts = Vec::new();
    for pass in &PASSES {
        let program = program(pass, &programs[pass.target], &copy.folder, &options);
        let outcomes = run_pass(program, pass.quick, &survivors, &mut log);
        survivors.retain(|mutant| outcomes[mutant] == Outcome::Survived);
        timeouts
            .extend(outcomes.iter().filter(|(_, outcome)| **outcome == Outcome::Timeout).map(|(mutant, _)| *mutant));
    }
    write(&out.join("missed.txt"), &mutants, survivors);
    write(&out.join("timeout.txt"), &mutants, timeouts);
}

fn program(pass: &Pass, path: &str, copy: &Path, options: &[String]) -> Program {
    let folder = std::path::absolute(copy.join(pass.folder)).expect("the current folder exists");
    let variables = vec![
        ("PROPTEST_CASES", pass.cases.to_string()),
        ("CARGO_MANIFEST_DIR", folder.display().to_string()), // as cargo sets it
    ];
    Program { path: path.into(), folder, arguments: options.to_vec(), variables, limit: f64::INFINITY }
}

/// Runs the program without a mutant, then with each of these mutants.
fn run_pass(mut program: Program, quick: bool, mutants: &[Index], log: &mut Log) -> HashMap<Index, Outcome> {
    let started = Instant::now();
    let mut baseline = program.baseline();
    if quick {
        program.arguments.push("--exact".into());
        program.arguments.extend(baseline.quick);
        baseline = program.baseline();
    }
    program.limit = (5.0 * baseline.slowest).max(2.0);
    eprintln!(
        "{} mutants; without a mutant {:.1} s of CPU time, the limit of a test {:.1} s",
        mutants.len(),
        baseline.all,
        program.limit
    );
    let outcomes = program.run_all(mutants, |mutant, outcome| log.add(mutant, outcome));
    let survived = outcomes.values().filter(|outcome| **outcome == Outcome::Survived).count();
    eprintln!("{survived} survived, {} minutes", started.elapsed().as_secs() / 60);
    outcomes
}

/// Writes each result as soon as it is known: a tab separates the outcome, the mutant and the test that failed.
struct Log<'a> {
    mutants: &'a [Mutant],
    file: File,
}

impl Log<'_> {
    fn add(&mut self, mutant: Index, outcome: &Outcome) {
        let name = &self.mutants[mutant].name;
        let line = match outcome {
            Outcome::Survived => format!("survived\t{name}\t"),
            Outcome::Killed(test) => format!("killed\t{name}\t{test}"),
            Outcome::Timeout => format!("timeout\t{name}\t"),
        };
        writeln!(self.file, "{line}").expect("results can be written");
    }
}

/// Writes the names of these mutants, in the order of the list.
fn write(path: &Path, mutants: &[Mutant], chosen: impl IntoIterator<Item = Index>) {
    let mut chosen: Vec<Index> = chosen.into_iter().collect();
    chosen.sort_unstable();
    let names: Vec<String> = chosen.into_iter().map(|index| format!("{}\n", mutants[index].name)).collect();
    fs::write(path, names.concat()).expect("results can be written");
}
