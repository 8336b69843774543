//! Measures everything in one run and prints a table.
//!
//! In each round everybody runs once, so a machine that slows down or speeds up does it to all alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rescue_sessions_benches::bodies::{Body, Version};
use rescue_sessions_benches::measure::{machine, median};
use rescue_sessions_benches::{Contestant, Work, collected, fields, pieces, records, sessions};

const ROWS: usize = 10_000;
const WARM_UP: usize = 5;
const ROUNDS: usize = 201;

fn main() {
    let body = Body::new(Version::V1, ROWS);
    let mut works = [records(), fields(), sessions(), collected(), pieces()].map(Measured::new);
    works.iter().for_each(|work| work.check(&body));
    for round in 0..WARM_UP + ROUNDS {
        for work in &mut works {
            work.run(&body, round >= WARM_UP);
        }
    }
    println!("{}\n", machine());
    println!("{}\n", what_was_read(&body));
    println!("| what | who | GB/s (median) | ns/row | ratio to ours |\n|---|---|--:|--:|--:|");
    works.iter_mut().for_each(|work| work.print(&body));
    print_ratios(&mut works, &body);
}

/// Who the README's table compares with, by how the names start.
const PEERS: [&str; 5] = [
    "simd-csv zero-copy",
    "csv `ByteRecord`",
    "csv + serde + chrono",
    "`str::lines` + `split`",
    "nom as first written",
];

fn print_ratios(works: &mut [Measured], body: &Body) {
    println!("\n| | this crate | {} |\n|---|---{}|", PEERS.join(" | "), "|--:".repeat(PEERS.len()));
    for work in works.iter_mut().filter(|work| work.work.name != "pieces") {
        let medians = work.medians();
        let ratios = PEERS.map(|peer| {
            let place = work.work.contestants.iter().position(|contestant| contestant.name.starts_with(peer));
            place.map_or(String::new(), |place| format!("{:.1}", medians[place] / medians[0]))
        });
        let speed = body.bytes() as f64 / medians[0];
        println!("| {} | 1 ({speed:.1} GB/s) | {} |", work.work.name, ratios.join(" | "));
    }
}

struct Measured {
    work: Work,
    times: Vec<Vec<Duration>>,
}

impl Measured {
    fn new(work: Work) -> Self {
        let times = work.contestants.iter().map(|_| Vec::with_capacity(ROUNDS)).collect();
        Measured { work, times }
    }

    fn check(&self, body: &Body) {
        let [first, others @ ..] = self.work.contestants.as_slice() else { return };
        let expected = (first.run)(body);
        for other in others {
            assert_eq!((other.run)(body), expected, "{}: {} against {}", self.work.name, other.name, first.name);
        }
        if self.work.name == "records" {
            assert_eq!(expected, body.rows() as u64);
        }
    }

    fn run(&mut self, body: &Body, count: bool) {
        for (contestant, times) in self.work.contestants.iter().zip(&mut self.times) {
            let time = time(contestant, body);
            if count {
                times.push(time);
            }
        }
    }

    fn medians(&mut self) -> Vec<f64> {
        self.times.iter_mut().map(|times| median(times).as_nanos() as f64).collect()
    }

    fn print(&mut self, body: &Body) {
        let medians = self.medians();
        for (contestant, nanos) in self.work.contestants.iter().zip(&medians) {
            println!(
                "| {} | {} | {:.2} | {:.1} | {:.2} |",
                self.work.name,
                contestant.name,
                body.bytes() as f64 / nanos,
                nanos / body.rows() as f64,
                nanos / medians[0],
            );
        }
    }
}

/// The second of two runs in a row: the first one has the body come near, whoever ran before.
fn time(contestant: &Contestant, body: &Body) -> Duration {
    black_box((contestant.run)(black_box(body)));
    let start = Instant::now();
    black_box((contestant.run)(black_box(body)));
    start.elapsed()
}

fn what_was_read(body: &Body) -> String {
    let columns = Version::V1.columns().len();
    let row = body.bytes() as f64 / body.rows() as f64;
    format!("{columns} columns, {} rows of {row:.0} bytes, {ROUNDS} rounds", body.rows())
}
