//! What a byte of a hostile body costs, beside one of a body of whole rows under the same header.
//!
//! In each round every body is read once. Exits with 1 where one costs more than is allowed.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use rescue_sessions_benches::hostile::{self, Hostile};
use rescue_sessions_benches::measure::{machine, median};

const BYTES: usize = 1 << 20;
const WARM_UP: usize = 1;
const ROUNDS: usize = 9;
/// How many times as long as a byte of a clean body one may take.
const ALLOWED: f64 = 30.0;

fn main() -> ExitCode {
    let clean = hostile::clean(BYTES);
    let hostile = hostile::bodies(BYTES);
    let bodies: Vec<&str> =
        clean.iter().map(|(_, body)| body).chain(hostile.iter().map(|it| &it.body)).map(String::as_str).collect();
    let (costs, items) = measure(&bodies);
    println!("{}\n", machine());
    println!("{} KiB each, sessions, {ROUNDS} rounds\n", BYTES >> 10);
    println!("| list | whole rows, ns/byte (median) |\n|---|--:|");
    for ((name, _), cost) in clean.iter().zip(&costs) {
        println!("| {name} | {cost:.2} |");
    }
    println!(
        "\n| list | body | sessions | errors | ns/byte (median) | ratio to whole rows |\n|---|---|--:|--:|--:|--:|"
    );
    let mut worst: f64 = 0.0;
    for (index, Hostile { name, list, .. }) in hostile.iter().enumerate() {
        let (cost, (sessions, errors)) = (costs[clean.len() + index], items[clean.len() + index]);
        let ratio = cost / costs[*list];
        worst = worst.max(ratio);
        println!("| {} | {name} | {sessions} | {errors} | {cost:.2} | {ratio:.1} |", clean[*list].0);
    }
    println!("\nThe worst costs {worst:.1} times as much as whole rows; {ALLOWED} is allowed.");
    if worst <= ALLOWED { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a byte of each costs, in nanoseconds, and how many sessions and errors there are.
fn measure(bodies: &[&str]) -> (Vec<f64>, Vec<(u64, u64)>) {
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

/// The numbers of sessions and errors.
fn read(body: &str) -> (u64, u64) {
    let list = rescue_sessions::parse(body).expect("the header is whole");
    list.sessions().fold((0, 0), |(sessions, errors), session| match session {
        Ok(_) => (sessions + 1, errors),
        Err(_) => (sessions, errors + 1),
    })
}
