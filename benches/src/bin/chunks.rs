//! Measures what a `Decoder` takes for a body in chunks, relative to `parse_bytes` for the complete body. The bodies are
//! well-formed rows and adversarial input. Each round parses every body once at each chunk size.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rescue_sessions::{Decoder, Parser};
use rescue_sessions_benches::hostile;
use rescue_sessions_benches::measure::{machine, median};

const BYTES: usize = 1 << 20;
const WARM_UP: usize = 1;
const ROUNDS: usize = 7;
/// The chunk sizes in bytes. The first means the complete body at once.
const SIZES: [usize; 3] = [usize::MAX, 65_536, 1_460];

fn main() {
    let well_formed = hostile::well_formed(BYTES).into_iter().map(|(name, body)| ("well-formed rows", name, body));
    let lists: Vec<&str> = hostile::well_formed(1).into_iter().map(|(name, _)| name).collect();
    let adversarial = hostile::bodies(BYTES).into_iter().map(|it| (it.name, lists[it.list], it.body));
    let bodies: Vec<_> = well_formed.chain(adversarial).collect();
    println!("{}\n", machine());
    println!("{} KiB each, sessions, {ROUNDS} rounds: ratios to the time of the complete body at once\n", BYTES >> 10);
    println!("| list | body | chunks of 64 KiB | chunks of 1,460 bytes |\n|---|---|--:|--:|");
    let mut worst = [0.0_f64; 2];
    for (name, list, body) in &bodies {
        let [at_once, large, small] = costs(body);
        let ratios = [large / at_once, small / at_once];
        println!("| {list} | {name} | {:.1} | {:.1} |", ratios[0], ratios[1]);
        worst = [worst[0].max(ratios[0]), worst[1].max(ratios[1])];
    }
    println!(
        "\nThe greatest ratio is {:.1} for chunks of 64 KiB, and {:.1} for chunks of 1,460 bytes.",
        worst[0], worst[1]
    );
}

/// The median time at each chunk size, in nanoseconds.
fn costs(body: &str) -> [f64; 3] {
    let mut times = [(); 3].map(|()| Vec::<Duration>::with_capacity(ROUNDS));
    for round in 0..WARM_UP + ROUNDS {
        for (times, size) in times.iter_mut().zip(SIZES) {
            let start = Instant::now();
            black_box(parse(black_box(body), size));
            if round >= WARM_UP {
                times.push(start.elapsed());
            }
        }
    }
    times.map(|mut times| median(&mut times).as_nanos() as f64)
}

/// The number of sessions and errors. `parse_bytes` checks UTF-8, as a `Decoder` does.
fn parse(body: &str, size: usize) -> usize {
    if size == usize::MAX {
        return Parser::new().parse_bytes(body.as_bytes()).expect("a session list").sessions().count();
    }
    let mut decoder = Decoder::new(Parser::new());
    let mut items = 0;
    for chunk in body.as_bytes().chunks(size) {
        decoder.push(chunk);
        items += decoder.sessions().expect("a session list").count();
    }
    decoder.finish();
    items + decoder.sessions().expect("a session list").count()
}
