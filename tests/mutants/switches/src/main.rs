//! Mutation testing with one build. All mutants are in one program, each under a switch, and the tests run once per
//! mutant. `tests/mutants/run` calls it in the root of the repository:
//!
//! `mutant-switches LIST OUT ONLY [OPTION]...`: LIST is the output of `cargo mutants --list --json`, OUT a folder for the
//! results. The options go to the test programs. If ONLY is not empty, it is a file of names without line numbers, and
//! only these mutants are tried. With the variable `ONE_BY_ONE`, no mutant gets a switch: each is built, which checks that
//! the switches give the same results.

mod compile;
mod copy;
mod edits;
mod list;
mod operators;
mod places;
mod results;
mod run;

use std::path::{Path, PathBuf};

use copy::Copy;
use edits::Index;
use results::{Results, write};
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

    let copy = Copy::new(out.join("copy"), &mutants);
    let packages = PACKAGES.map(String::from);
    let placed = match std::env::var_os("ONE_BY_ONE") {
        None => compile::place(&copy, &mutants, &packages),
        Some(_) => compile::Placed::without_switches(mutants.len()),
    };
    write(&out.join("left-out.txt"), &mutants, placed.left_out);

    let programs = compile::programs(&copy, &packages);
    let mut results = Results::new(&mutants, &out);
    placed.unviable.into_iter().for_each(|mutant| results.add_unviable(mutant));
    let mut survivors = placed.switched;
    let mut passes = Vec::new();
    for pass in &PASSES {
        let program = measured(program(pass, &programs[pass.target], &copy.folder, &options), pass.quick);
        eprintln!("{} mutants, the limit of a test is {:.1} s", survivors.len(), program.limit);
        let outcomes = program.run_all(&survivors, |mutant, outcome| results.add(mutant, outcome));
        survivors.retain(|mutant| outcomes[mutant] == Outcome::Survived);
        passes.push(program);
    }
    results.survived.extend(survivors);
    let mut rest: Vec<Index> = placed.rest.into_iter().collect();
    rest.sort_unstable(); // Changes in the same file build faster one after the other.
    one_by_one(&copy, &packages, &passes, &rest, &mut results);
    results.write(&out);
}

/// Builds and tests the mutants that have no switch.
fn one_by_one(copy: &Copy, packages: &[String], passes: &[Program], rest: &[Index], results: &mut Results) {
    eprintln!("{} mutants are built one by one", rest.len());
    copy.restore();
    for &index in rest {
        copy.change(&results.mutants[index]);
        if compile::builds(copy, packages) {
            let outcome = passes.iter().map(Program::run_changed).find(|outcome| *outcome != Outcome::Survived);
            let outcome = outcome.unwrap_or(Outcome::Survived);
            results.add(index, &outcome);
            if outcome == Outcome::Survived {
                results.survived.push(index);
            }
        } else {
            results.add_unviable(index);
        }
        copy.restore();
    }
}

fn program(pass: &Pass, path: &str, copy: &Path, options: &[String]) -> Program {
    let folder = std::path::absolute(copy.join(pass.folder)).expect("the current folder exists");
    let variables = vec![
        ("PROPTEST_CASES", pass.cases.to_string()),
        ("CARGO_MANIFEST_DIR", folder.display().to_string()), // as cargo sets it
    ];
    Program { path: path.into(), folder, arguments: options.to_vec(), variables, limit: f64::INFINITY }
}

/// Runs the program without a mutant, and sets the limit of a test.
fn measured(mut program: Program, quick: bool) -> Program {
    let mut baseline = program.baseline();
    if quick {
        program.arguments.push("--exact".into());
        program.arguments.extend(baseline.quick);
        baseline = program.baseline();
    }
    // Generous, so that a mutant that only makes a test slower is not killed in one run and survives in the next.
    program.limit = (10.0 * baseline.slowest).max(5.0);
    program
}
