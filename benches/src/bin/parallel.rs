//! What a second thread is good for: all sessions of a body, collected, by one reader and by rayon's pools.
//!
//! In each round everybody reads each body once. The sessions are dropped when the clock has stopped.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder};
use rescue_sessions::SessionList;
use rescue_sessions_benches::measure::{machine, median};
use rescue_sessions_synthetic::{Plan, Version};

const ROWS: [u64; 5] = [100, 1_000, 10_000, 100_000, 1_000_000];
/// None, and as many as in the README's table.
const DAMAGE: [f64; 2] = [0.0, 0.25];
/// So many rows are read by each in all rounds together, and no fewer than so many times.
const ROWS_IN_ALL: u64 = 10_000_000;
const FEWEST_ROUNDS: u64 = 11;
const MOST_ROUNDS: u64 = 2_001;

fn main() {
    let pools = [1, 2].map(|threads| ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool"));
    println!("{}\n", machine());
    println!("| rows | damaged | MB | `sessions()` looked at | collected | pool of 1 | pool of 2 | speedup |");
    println!("|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (damage, rows) in DAMAGE.into_iter().flat_map(|damage| ROWS.map(|rows| (damage, rows))) {
        let body = Plan { rows, damage, version: Version::V1, ..Plan::default() }.body();
        let list = rescue_sessions::parse(&body).expect("a session list");
        let [looked_at, serial, one, two] = measure(&list, &pools, rows);
        let speedup = serial.as_secs_f64() / two.as_secs_f64();
        let [looked_at, serial, one, two] = [looked_at, serial, one, two].map(micros);
        let megabytes = body.len() as f64 / 1e6;
        println!(
            "| {rows} | {:.0}% | {megabytes:.2} | {looked_at} | {serial} | {one} | {two} | {speedup:.2} |",
            damage * 100.0
        );
    }
}

/// The medians of all ways to read a list.
fn measure(list: &SessionList<'_>, pools: &[ThreadPool; 2], rows: u64) -> [Duration; 4] {
    let collect = || list.sessions().collect::<Vec<_>>();
    let [one, two] = pools.each_ref().map(|pool| move || pool.install(|| list.par_sessions()));
    assert!(collect() == one() && collect() == two());
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..(ROWS_IN_ALL / rows).clamp(FEWEST_ROUNDS, MOST_ROUNDS) {
        times[0].push(time(|| list.sessions().filter(Result::is_ok).count()));
        times[1].push(time(collect));
        times[2].push(time(one));
        times[3].push(time(two));
    }
    times.each_mut().map(|times| median(times))
}

fn time<T>(read: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    let read = black_box(read());
    let time = start.elapsed();
    drop(read);
    time
}

fn micros(time: Duration) -> String {
    format!("{:.1} µs", time.as_secs_f64() * 1e6)
}
