//! What a byte of a hostile body costs, beside one of a body of whole rows under the same header, as the csv crate reads
//! those into a `ByteRecord` for which nobody converts anything.
//!
//! It is not measured by what this crate takes for whole rows: the faster it reads those, the worse all others would
//! look. In each round every body is read once. Exits with 1 where one costs more than is allowed.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use rescue_sessions_benches::hostile::{self, Hostile};
use rescue_sessions_benches::measure::{machine, median};

const BYTES: usize = 1 << 20;
const WARM_UP: usize = 1;
const ROUNDS: usize = 9;
/// How many times as long as a byte of whole rows takes the csv crate one may take.
const ALLOWED: f64 = 50.0;

fn main() -> ExitCode {
    let clean = hostile::clean(BYTES);
    let hostile = hostile::bodies(BYTES);
    let whole: Vec<&str> = clean.iter().map(|(_, body)| body.as_str()).collect();
    let bodies: Vec<&str> = whole.iter().copied().chain(hostile.iter().map(|it| it.body.as_str())).collect();
    let (csv_costs, _) = measure(&whole, read_by_csv);
    let (costs, items) = measure(&bodies, read);
    println!("{}\n", machine());
    println!("{} KiB each, sessions, {ROUNDS} rounds\n", BYTES >> 10);
    println!("| list | whole rows, csv `ByteRecord`, ns/byte (median) | whole rows, this crate |\n|---|--:|--:|");
    for ((name, _), (csv_cost, cost)) in clean.iter().zip(csv_costs.iter().zip(&costs)) {
        println!("| {name} | {csv_cost:.2} | {cost:.2} |");
    }
    println!("\n| list | body | sessions | errors | ns/byte (median) | ratio to csv's |\n|---|---|--:|--:|--:|--:|");
    let mut worst: f64 = 0.0;
    for (index, Hostile { name, list, .. }) in hostile.iter().enumerate() {
        let (cost, (sessions, errors)) = (costs[clean.len() + index], items[clean.len() + index]);
        let ratio = cost / csv_costs[*list];
        worst = worst.max(ratio);
        println!("| {} | {name} | {sessions} | {errors} | {cost:.2} | {ratio:.1} |", clean[*list].0);
    }
    println!("\nThe worst costs {worst:.1} times as much as whole rows cost csv; {ALLOWED} is allowed.");
    if worst <= ALLOWED { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a byte of each costs, in nanoseconds, and how many sessions and errors there are.
fn measure(bodies: &[&str], read: fn(&str) -> (u64, u64)) -> (Vec<f64>, Vec<(u64, u64)>) {
    let mut times: Vec<Vec<Duration>> = vec![Vec::with_capacity(ROUNDS); bodies.len()];
    let mut items = vec![(0, 0); bodies.len()];
    for round in 0..WARM_UP + ROUNDS {
        for (index, body) in bodies.iter().enumerate() {
            let start = Instant::now();
            items[index] = black_box(read(black_box(body)));
            if round >= WARM_UP {
                times[index].push(start.elapsed());
            }
        }
    }
    let costs = times.iter_mut().zip(bodies).map(|(times, body)| median(times).as_nanos() as f64 / body.len() as f64);
    (costs.collect(), items)
}

/// The number of rows.
fn read_by_csv(body: &str) -> (u64, u64) {
    let table = body.strip_prefix("OK\n\n").unwrap_or(body);
    let mut reader = csv::ReaderBuilder::new().delimiter(b'|').quoting(false).from_reader(table.as_bytes());
    let (mut record, mut rows) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).expect("whole rows") {
        rows += 1;
    }
    (rows, 0)
}

/// The numbers of sessions and errors.
fn read(body: &str) -> (u64, u64) {
    let list = rescue_sessions::parse(body).expect("the header is whole");
    list.sessions().fold((0, 0), |(sessions, errors), session| match session {
        Ok(_) => (sessions + 1, errors),
        Err(_) => (sessions, errors + 1),
    })
}
