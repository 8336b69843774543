//! How long a list of one row takes from bytes to a typed session, and how often that allocates.
//!
//! Most of the time goes into the header. A run is too short for the clock, so a time is that of many in a row; in each
//! round everybody has a turn.

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
        println!("| who | ns (median) | ratio to ours | allocations | bytes allocated |\n|---|--:|--:|--:|--:|");
        table(&body);
        println!();
    }
}

fn table(body: &Body) {
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
