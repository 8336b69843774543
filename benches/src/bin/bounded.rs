//! What a byte of a hostile body costs, beside a byte of a clean one.
//!
//! In each round every body is read once. Exits with 1 where one costs more than is allowed.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use rescue_sessions_benches::hostile;
use rescue_sessions_benches::measure::{machine, median};

const BYTES: usize = 1 << 20;
const WARM_UP: usize = 1;
const ROUNDS: usize = 9;
/// How many times as long as a byte of a clean body one may take.
const ALLOWED: f64 = 30.0;

fn main() -> ExitCode {
    let mut bodies = vec![("whole rows", hostile::clean(BYTES))];
    bodies.extend(hostile::bodies(BYTES));
    let mut times = vec![Vec::with_capacity(ROUNDS); bodies.len()];
    let mut items = vec![(0, 0); bodies.len()];
    for round in 0..WARM_UP + ROUNDS {
        for (index, (_, body)) in bodies.iter().enumerate() {
            let start = Instant::now();
            items[index] = black_box(read(black_box(body)));
            if round >= WARM_UP {
                times[index].push(start.elapsed());
            }
        }
    }
    let nanos =
        |(times, (_, body)): (&mut Vec<Duration>, &(&str, String))| median(times).as_nanos() as f64 / body.len() as f64;
    let costs: Vec<f64> = times.iter_mut().zip(&bodies).map(nanos).collect();
    println!("{}\n", machine());
    println!("{} KiB each, sessions, {ROUNDS} rounds\n", BYTES >> 10);
    println!("| body | sessions | errors | ns/byte (median) | ratio to whole rows |\n|---|--:|--:|--:|--:|");
    for (((name, _), (sessions, errors)), cost) in bodies.iter().zip(&items).zip(&costs) {
        println!("| {name} | {sessions} | {errors} | {cost:.2} | {:.1} |", cost / costs[0]);
    }
    let worst = costs.iter().fold(0.0, |worst: f64, cost| worst.max(cost / costs[0]));
    println!("\nThe worst costs {worst:.1} times as much as whole rows; {ALLOWED} is allowed.");
    if worst <= ALLOWED { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The numbers of sessions and errors.
fn read(body: &str) -> (u64, u64) {
    let list = rescue_sessions::parse(body).expect("the header is whole");
    list.sessions().fold((0, 0), |(sessions, errors), session| match session {
        Ok(_) => (sessions + 1, errors),
        Err(_) => (sessions, errors + 1),
    })
}
