//! Runs a test program with one mutant switched on.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, mpsc};
use std::time::{Duration, Instant};

use crate::edits::Index;

/// One program of tests.
pub struct Program {
    pub path: String,
    /// The folder of its package, where cargo would run it.
    pub folder: PathBuf,
    pub arguments: Vec<String>,
    pub variables: Vec<(&'static str, String)>,
    /// The CPU seconds that one test may take. A limit on the time of day would depend on what else the machine runs.
    pub limit: f64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Survived,
    /// With the name of the test that failed.
    Killed(String),
    Timeout,
}

/// What the tests did without a mutant.
pub struct Baseline {
    /// The CPU seconds of the slowest test.
    pub slowest: f64,
    /// The names of the tests that took less than `QUICK` seconds.
    pub quick: Vec<String>,
}

/// A few tests take most of the time.
const QUICK: f64 = 0.05;
/// A test that uses no CPU time waits forever.
const LONGEST_WAIT: Duration = Duration::from_secs(600);

impl Program {
    /// Runs all tests without a mutant.
    pub fn baseline(&self) -> Baseline {
        let run = self.run(None);
        assert_eq!(run.outcome, Outcome::Survived, "the tests fail without a mutant: {}", self.path);
        let quick = run.passed.into_iter().filter(|(_, seconds)| *seconds < QUICK).map(|(name, _)| name).collect();
        Baseline { slowest: run.slowest, quick }
    }

    /// Runs the tests of a program that is itself a mutant.
    pub fn run_changed(&self) -> Outcome {
        self.run(None).outcome
    }

    /// Runs the tests for each of these mutants, on all cores. Calls `done` for each result, in any order.
    pub fn run_all(&self, mutants: &[Index], done: impl FnMut(Index, &Outcome) + Send) -> HashMap<Index, Outcome> {
        let next = AtomicUsize::new(0);
        let results = Mutex::new((done, HashMap::new()));
        let work = || {
            while let Some(&mutant) = mutants.get(next.fetch_add(1, Relaxed)) {
                let outcome = self.run(Some(mutant)).outcome;
                let (done, outcomes) = &mut *results.lock().unwrap();
                done(mutant, &outcome);
                outcomes.insert(mutant, outcome);
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(work);
            }
        });
        results.into_inner().unwrap().1
    }

    /// Runs the tests until one fails or takes too long.
    fn run(&self, mutant: Option<Index>) -> Run {
        let mut command = Command::new(&self.path);
        command.args(&self.arguments).args(["--test-threads=1", "--report-time"]).current_dir(&self.folder);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        if let Some(mutant) = mutant {
            command.env("MUTANT", mutant.to_string());
        }
        let mut child = command.spawn().expect("the test program runs");
        let output = child.stdout.take().expect("stdout is a pipe");
        let (finished, lines) = mpsc::channel();
        let reader = std::thread::spawn(move || read(output, &finished));
        let mut run = self.watch(&mut child, &lines);
        let (passed, last) = reader.join().expect("the reader ends with the program");
        run.passed = passed;
        if let Outcome::Killed(test) = &mut run.outcome {
            *test = last;
        }
        run
    }

    /// Waits for the program, and stops it if a test takes too long.
    fn watch(&self, child: &mut Child, lines: &mpsc::Receiver<()>) -> Run {
        let started = Instant::now();
        let (mut used, mut used_before, mut slowest) = (0.0, 0.0, 0.0_f64);
        let outcome = loop {
            match child.try_wait().expect("the program is a child") {
                Some(status) if status.success() => break Outcome::Survived,
                Some(_) => break Outcome::Killed(String::new()),
                None => (),
            }
            used = cpu_seconds(child.id()).unwrap_or(used);
            if lines.recv_timeout(Duration::from_millis(10)).is_ok() {
                lines.try_iter().for_each(drop);
                used_before = used;
            }
            slowest = slowest.max(used - used_before);
            if used - used_before > self.limit || started.elapsed() > LONGEST_WAIT {
                child.kill().expect("the program can be stopped");
                child.wait().expect("the program is a child");
                break Outcome::Timeout;
            }
        };
        Run { outcome, slowest, passed: Vec::new() }
    }
}

struct Run {
    outcome: Outcome,
    slowest: f64,
    /// The tests that passed, with the seconds that they took.
    passed: Vec<(String, f64)>,
}

/// Reads what the tests print, a line for each: `test name ... ok <0.012s>`. Returns the tests that passed, and the last
/// one that did not.
fn read(output: ChildStdout, finished: &mpsc::Sender<()>) -> (Vec<(String, f64)>, String) {
    let (mut passed, mut last) = (Vec::new(), String::new());
    for line in BufReader::new(output).lines() {
        let Ok(line) = line else { continue };
        let Some((test, result)) = line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... ")) else {
            continue;
        };
        match result.strip_prefix("ok <").and_then(|time| time.strip_suffix("s>")?.parse().ok()) {
            Some(seconds) => passed.push((test.to_string(), seconds)),
            None if result.starts_with("ignored") => (),
            None => last = test.to_string(),
        }
        let _ = finished.send(());
    }
    (passed, last)
}

/// The CPU time of a process, from `/proc`.
fn cpu_seconds(process: u32) -> Option<f64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let after_name = text.rsplit_once(')')?.1;
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    Some(ticks / 100.0)
}
