//! Measures how long a list of one row takes, from bytes to a typed session, and how often that allocates.
//!
//! The header takes most of the time. One run is too short for the clock, so a measurement covers many runs. Each round
//! measures every contestant.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rescue_sessions_benches::bodies::{Body, Version};
use rescue_sessions_benches::measure::{machine, median};
use rescue_sessions_benches::{Contestant, sessions};

const WARM_UP: usize = 20;
const ROUNDS: usize = 501;
const RUNS: u32 = 200;

fn main() {
    println!("{}\n", machine());
    for version in [Version::V1, Version::V3] {
        let body = Body::new(version, 1);
        println!("{version:?}, one row, {} bytes, {ROUNDS} rounds of {RUNS} runs\n", body.bytes());
        println!("| parser | ns (median) | ratio to `parse` | allocations | bytes allocated |\n|---|--:|--:|--:|--:|");
        print_rows(&body);
        println!();
    }
}

fn print_rows(body: &Body) {
    let contestants = sessions().contestants;
    let medians: Vec<f64> = times(&contestants, body).iter_mut().map(|times| median(times).as_nanos() as f64).collect();
    let expected = (contestants[0].run)(body);
    for (contestant, nanos) in contestants.iter().zip(&medians) {
        let (ns, ratio) = (nanos / f64::from(RUNS), nanos / medians[0]);
        let allocated = allocation_counter::measure(|| assert_eq!((contestant.run)(body), expected));
        let (count, bytes) = (allocated.count_total, allocated.bytes_total);
        println!("| {} | {ns:.0} | {ratio:.2} | {count} | {bytes} |", contestant.name);
    }
}

fn times(contestants: &[Contestant], body: &Body) -> Vec<Vec<Duration>> {
    let mut times = vec![Vec::with_capacity(ROUNDS); contestants.len()];
    for round in 0..WARM_UP + ROUNDS {
        for (contestant, times) in contestants.iter().zip(&mut times) {
            let start = Instant::now();
            for _ in 0..RUNS {
                black_box((contestant.run)(black_box(body)));
            }
            if round >= WARM_UP {
                times.push(start.elapsed());
            }
        }
    }
    times
}
