//! Builds the copy: takes out the mutants that the compiler rejects, until the rest builds.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::copy::{self, Copy};
use crate::edits::{Edited, Index};
use crate::list::Mutant;

/// What became of the mutants.
#[derive(Default)]
pub struct Placed {
    /// They are in the program.
    pub switched: Vec<Index>,
    /// The replacement itself does not build.
    pub unviable: HashSet<Index>,
    /// No switch can be placed, or the code with the switch does not build: the mutant itself may build.
    pub rest: HashSet<Index>,
    /// The code is not part of a build with all features.
    pub left_out: Vec<Index>,
    /// The functions that constants call.
    kept_const: HashSet<String>,
}

/// Inserts all mutants, and takes out those that do not build. `packages` are the arguments that choose what to build.
pub fn place(copy: &Copy, mutants: &[Mutant], packages: &[String]) -> Placed {
    let mut placed = Placed::default();
    let library = ["check", "-p", "rescue-sessions", "--all-features"].map(String::from);
    let tests: Vec<String> = std::iter::once("test".into()).chain(packages.iter().cloned()).collect();
    for command in [&library[..], &tests] {
        placed.take_out_all(copy, mutants, command);
    }
    // Only now, because the compiler reports no wrong types while a name is unknown.
    placed.leave_out(copy, mutants, &library);
    copy.insert(mutants, &placed.chosen(mutants), &placed.kept_const, copy::SWITCH);
    let is_known = |index: &Index| {
        placed.unviable.contains(index) || placed.switched.contains(index) || placed.left_out.contains(index)
    };
    placed.rest = (0..mutants.len()).filter(|index| !is_known(index)).collect();
    placed
}

impl Placed {
    /// No mutant gets a switch.
    pub fn without_switches(count: usize) -> Placed {
        Placed { rest: (0..count).collect(), ..Placed::default() }
    }

    fn chosen(&self, mutants: &[Mutant]) -> HashSet<Index> {
        (0..mutants.len()).filter(|index| !self.unviable.contains(index) && !self.rest.contains(index)).collect()
    }

    /// Takes out mutants until this command is successful.
    fn take_out_all(&mut self, copy: &Copy, mutants: &[Mutant], command: &[String]) {
        loop {
            let files = copy.insert(mutants, &self.chosen(mutants), &self.kept_const, copy::SWITCH);
            self.switched = files.values().flat_map(|file| file.placed.iter().copied()).collect();
            self.unviable.extend(files.values().flat_map(|file| &file.impossible));
            let errors = errors(copy, command);
            eprintln!("{} mutants inserted, {} errors", self.switched.len(), errors.len());
            if errors.is_empty() {
                return;
            }
            self.take_out(&files, &errors);
        }
    }

    /// Finds the mutants that the compiler does not see, because their code needs another set of features.
    fn leave_out(&mut self, copy: &Copy, mutants: &[Mutant], library: &[String]) {
        let files = copy.insert(mutants, &self.chosen(mutants), &self.kept_const, copy::REPORTED);
        let mut seen = HashSet::new();
        for error in errors(copy, library) {
            for span in error["spans"].as_array().into_iter().flatten() {
                let text = span["file_name"].as_str().and_then(|file| files.get(file)?.text.get(bytes(span)));
                seen.extend(text.and_then(|text| text.parse::<Index>().ok()));
            }
        }
        self.switched.sort_unstable();
        (self.switched, self.left_out) = self.switched.iter().partition(|index| seen.contains(index));
    }

    /// Takes out the mutants that these errors are about.
    fn take_out(&mut self, files: &HashMap<String, Edited>, errors: &[Value]) {
        let before = self.unviable.len() + self.rest.len() + self.kept_const.len();
        for error in errors {
            self.take_out_one(files, error);
        }
        let after = self.unviable.len() + self.rest.len() + self.kept_const.len();
        if before == after {
            let text: Vec<&str> = errors.iter().filter_map(|error| error["rendered"].as_str()).collect();
            panic!("no mutant found for these errors:\n{}", text.join("\n"));
        }
    }

    fn take_out_one(&mut self, files: &HashMap<String, Edited>, error: &Value) {
        let message = error["message"].as_str().unwrap_or_default();
        if let Some(path) = message.strip_prefix("cannot call non-const ").and_then(|rest| rest.split('`').nth(1)) {
            self.kept_const.insert(type_and_name(path));
            return;
        }
        let mut spans: Vec<&Value> = error["spans"].as_array().into_iter().flatten().collect();
        spans.sort_by_key(|span| span["is_primary"] != true);
        for span in spans {
            let Some(edited) = span["file_name"].as_str().and_then(|file| files.get(in_root(file))) else { continue };
            let Some(extent) = edited.extent_at(&bytes(span)) else { continue };
            if !extent.mutants.is_empty() {
                let list = if extent.is_own_text { &mut self.unviable } else { &mut self.rest };
                list.extend(&extent.mutants);
                return;
            }
        }
    }
}

/// The path in the repository. `tests/reference` builds the same source.
fn in_root(file: &str) -> &str {
    file.strip_prefix("tests/reference/../../").unwrap_or(file)
}

fn bytes(span: &Value) -> Range<usize> {
    let offset = |name: &str| usize::try_from(span[name].as_u64().unwrap_or(0)).unwrap_or(0);
    offset("byte_start")..offset("byte_end")
}

/// `Type::name` of a path such as `values::StartTime::<'_>::new`, `::name` of a function of no type.
fn type_and_name(path: &str) -> String {
    let mut depth = 0;
    let plain: String = path
        .chars()
        .filter(|&character| {
            depth += i32::from(character == '<') - i32::from(character == '>');
            depth == 0 && character != '>'
        })
        .collect();
    let mut segments = plain.rsplit("::").filter(|segment| !segment.is_empty());
    let name = segments.next().unwrap_or_default();
    let r#type = segments.next().filter(|segment| segment.starts_with(char::is_uppercase)).unwrap_or_default();
    format!("{type}::{name}")
}

/// Whether the tests build.
pub fn builds(copy: &Copy, packages: &[String]) -> bool {
    let command: Vec<String> = std::iter::once("test".into()).chain(packages.iter().cloned()).collect();
    errors(copy, &command).is_empty()
}

/// The errors of `cargo check` or of a build of the tests.
fn errors(copy: &Copy, command: &[String]) -> Vec<Value> {
    let mut cargo = cargo(copy, command);
    if command[0] == "test" {
        cargo.arg("--no-run");
    }
    messages(&mut cargo)
        .into_iter()
        .filter(|message| message["reason"] == "compiler-message" && message["message"]["level"] == "error")
        .map(|message| message["message"].clone())
        .filter(|message| message["spans"].as_array().is_some_and(|spans| !spans.is_empty()))
        .collect()
}

/// The test programs, by the name of the target: `main`, and `rescue_sessions` for the unit tests.
pub fn programs(copy: &Copy, packages: &[String]) -> HashMap<String, String> {
    let arguments: Vec<String> = std::iter::once("test".into()).chain(packages.iter().cloned()).collect();
    let mut programs = HashMap::new();
    for message in messages(cargo(copy, &arguments).arg("--no-run")) {
        if let (Some(program), true) = (message["executable"].as_str(), message["profile"]["test"] == true) {
            programs.insert(message["target"]["name"].as_str().unwrap_or_default().to_string(), program.to_string());
        }
    }
    programs
}

fn cargo(copy: &Copy, arguments: &[String]) -> Command {
    let mut cargo = Command::new("cargo");
    let target = std::path::absolute("target/mutants/build").expect("the current folder exists");
    cargo.args(arguments).args(["--message-format=json", "--target-dir"]).arg(target);
    cargo.current_dir(&copy.folder).stderr(Stdio::null());
    cargo
}

fn messages(cargo: &mut Command) -> Vec<Value> {
    let output = cargo.output().expect("cargo runs");
    let lines = output.stdout.split(|&byte| byte == b'\n');
    lines.filter_map(|line| serde_json::from_slice(line).ok()).collect()
}
