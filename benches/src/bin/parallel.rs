//! What a second thread is good for: the sessions of a body, looked at and collected, by one reader and by rayon's pools.
//!
//! In each round everybody reads each body once. The sessions are dropped when the clock has stopped.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder};
use rescue_sessions::{Error, Session, SessionList};
use rescue_sessions_benches::measure::{machine, median};
use rescue_sessions_synthetic::{Plan, Version};

const ROWS: [u64; 5] = [100, 1_000, 10_000, 100_000, 1_000_000];
/// None, and as many as in the README's table.
const DAMAGE: [f64; 2] = [0.0, 0.25];
/// So many rows are read by each in all rounds together, and no fewer than so many times.
const ROWS_IN_ALL: u64 = 5_000_000;
const FEWEST_ROUNDS: u64 = 9;
const MOST_ROUNDS: u64 = 2_001;

fn main() {
    let pools = [1, 2].map(|threads| ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool"));
    println!("{}\n", machine());
    println!("Microseconds, medians; speedup: one reader to a pool of two.\n");
    println!("| rows | damaged | MB | work | one reader | pool of 1 | pool of 2 | speedup | two readers |");
    println!("|--:|--:|--:|---|--:|--:|--:|--:|--:|");
    for (damage, rows) in DAMAGE.into_iter().flat_map(|damage| ROWS.map(|rows| (damage, rows))) {
        let body = Plan { rows, damage, version: Version::V1, ..Plan::default() }.body();
        let list = rescue_sessions::parse(&body).expect("a session list");
        let megabytes = body.len() as f64 / 1e6;
        for (work, times) in ["one value of each", "collected"].into_iter().zip(measure(&list, &pools, rows)) {
            let [serial, one, two, side_by_side] = times.map(|time| time.as_secs_f64() * 1e6);
            print!("| {rows} | {:.0}% | {megabytes:.2} | {work} ", damage * 100.0);
            println!(
                "| {serial:.1} | {one:.1} | {two:.1} | {:.2} | {:.2} |",
                serial / two,
                2.0 * serial / side_by_side
            );
        }
    }
}

/// The medians for one reader, both pools, and two readers side by side, of one value of each session and of sessions that are
/// collected.
fn measure(list: &SessionList<'_>, pools: &[ThreadPool; 2], rows: u64) -> [[Duration; 4]; 2] {
    let look = || list.sessions().map(waiting).sum::<i64>();
    let collect = || list.sessions().collect::<Vec<_>>();
    let [look_one, look_two] = pools.each_ref().map(|pool| move || pool.install(|| list.par_map(waiting).sum::<i64>()));
    let [collect_one, collect_two] =
        pools.each_ref().map(|pool| move || pool.install(|| list.par_sessions().collect::<Vec<_>>()));
    assert!(collect() == collect_one() && collect() == collect_two());
    assert!(look() == look_one() && look() == look_two());
    let mut times: [[Vec<Duration>; 4]; 2] = Default::default();
    for _ in 0..(ROWS_IN_ALL / rows).clamp(FEWEST_ROUNDS, MOST_ROUNDS) {
        times[0][0].push(time(look));
        times[0][1].push(time(look_one));
        times[0][2].push(time(look_two));
        times[0][3].push(time(|| pools[1].join(look, look)));
        times[1][0].push(time(collect));
        times[1][1].push(time(collect_one));
        times[1][2].push(time(collect_two));
        times[1][3].push(time(|| pools[1].join(collect, collect)));
    }
    times.each_mut().map(|times| times.each_mut().map(|times| median(times)))
}

fn waiting(session: Result<Session<'_>, Error>) -> i64 {
    session.ok().and_then(|session| session.waiting_time()).unwrap_or_default()
}

fn time<T>(read: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    let read = black_box(read());
    let time = start.elapsed();
    drop(read);
    time
}
