//! Measures what a byte of an adversarial body costs, relative to well-formed rows under the same header that the csv
//! crate parses into a `ByteRecord`, without conversions.
//!
//! The reference is not the time of this crate for well-formed rows: the faster the fast lane is, the worse the ratios
//! would look. Each round parses every body once. Exits with 1 if a body costs more than the limit.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use rescue_sessions_benches::hostile::{self, AdversarialBody};
use rescue_sessions_benches::measure::{machine, median};

const BYTES: usize = 1 << 20;
const WARM_UP: usize = 1;
const ROUNDS: usize = 9;
/// The greatest allowed ratio to the time per byte that the csv crate takes for well-formed rows.
const MAX_RATIO: f64 = 50.0;

fn main() -> ExitCode {
    let lists = hostile::well_formed(BYTES);
    let adversarial = hostile::bodies(BYTES);
    let well_formed: Vec<&str> = lists.iter().map(|(_, body)| body.as_str()).collect();
    let bodies: Vec<&str> = well_formed.iter().copied().chain(adversarial.iter().map(|it| it.body.as_str())).collect();
    let (csv_costs, _) = measure(&well_formed, parse_with_csv);
    let (costs, items) = measure(&bodies, parse);
    println!("{}\n", machine());
    println!("{} KiB each, sessions, {ROUNDS} rounds\n", BYTES >> 10);
    println!(
        "| list | well-formed rows, csv `ByteRecord`, ns/byte (median) | well-formed rows, this crate |\n|---|--:|--:|"
    );
    for ((name, _), (csv_cost, cost)) in lists.iter().zip(csv_costs.iter().zip(&costs)) {
        println!("| {name} | {csv_cost:.2} | {cost:.2} |");
    }
    println!("\n| list | body | sessions | errors | ns/byte (median) | ratio to csv |\n|---|---|--:|--:|--:|--:|");
    let mut worst: f64 = 0.0;
    for (index, AdversarialBody { name, list, .. }) in adversarial.iter().enumerate() {
        let (cost, (sessions, errors)) = (costs[lists.len() + index], items[lists.len() + index]);
        let ratio = cost / csv_costs[*list];
        worst = worst.max(ratio);
        println!("| {} | {name} | {sessions} | {errors} | {cost:.2} | {ratio:.1} |", lists[*list].0);
    }
    println!(
        "\nThe slowest body costs {worst:.1} times as much per byte as well-formed rows cost csv; the limit is {MAX_RATIO}."
    );
    if worst <= MAX_RATIO { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The cost of a byte of each body, in nanoseconds, and the numbers of sessions and errors.
fn measure(bodies: &[&str], parse: fn(&str) -> (u64, u64)) -> (Vec<f64>, Vec<(u64, u64)>) {
    let mut times: Vec<Vec<Duration>> = vec![Vec::with_capacity(ROUNDS); bodies.len()];
    let mut items = vec![(0, 0); bodies.len()];
    for round in 0..WARM_UP + ROUNDS {
        for (index, body) in bodies.iter().enumerate() {
            let start = Instant::now();
            items[index] = black_box(parse(black_box(body)));
            if round >= WARM_UP {
                times[index].push(start.elapsed());
            }
        }
    }
    let costs = times.iter_mut().zip(bodies).map(|(times, body)| median(times).as_nanos() as f64 / body.len() as f64);
    (costs.collect(), items)
}

/// The number of rows.
fn parse_with_csv(body: &str) -> (u64, u64) {
    let table = body.strip_prefix("OK\n\n").unwrap_or(body);
    let mut reader = csv::ReaderBuilder::new().delimiter(b'|').quoting(false).from_reader(table.as_bytes());
    let (mut record, mut rows) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).expect("well-formed rows") {
        rows += 1;
    }
    (rows, 0)
}

/// The numbers of sessions and errors.
fn parse(body: &str) -> (u64, u64) {
    let list = rescue_sessions::parse(body).expect("the header is valid");
    list.sessions().fold((0, 0), |(sessions, errors), session| match session {
        Ok(_) => (sessions + 1, errors),
        Err(_) => (sessions, errors + 1),
    })
}
