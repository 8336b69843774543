//! What a body costs in chunks, through a `Decoder`, beside the same body as a whole: ordinary bodies and adversarial
//! ones. In each round every body is read once in each way.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rescue_sessions::{Decoder, Parser};
use rescue_sessions_benches::hostile;
use rescue_sessions_benches::measure::{machine, median};

const BYTES: usize = 1 << 20;
const WARM_UP: usize = 1;
const ROUNDS: usize = 7;
/// The first is the whole body, the others are sizes of chunks in bytes.
const SIZES: [usize; 3] = [usize::MAX, 65_536, 1_460];

fn main() {
    let ordinary = hostile::clean(BYTES).into_iter().map(|(name, body)| ("well-formed rows", name, body));
    let lists: Vec<&str> = hostile::clean(1).into_iter().map(|(name, _)| name).collect();
    let others = hostile::bodies(BYTES).into_iter().map(|it| (it.name, lists[it.list], it.body));
    let bodies: Vec<_> = ordinary.chain(others).collect();
    println!("{}\n", machine());
    println!("{} KiB each, sessions, {ROUNDS} rounds: times as long as the whole body takes\n", BYTES >> 10);
    println!("| list | body | chunks of 64 KiB | chunks of 1,460 bytes |\n|---|---|--:|--:|");
    let mut worst = [0.0_f64; 2];
    for (name, list, body) in &bodies {
        let [whole, large, small] = costs(body);
        let ratios = [large / whole, small / whole];
        println!("| {list} | {name} | {:.1} | {:.1} |", ratios[0], ratios[1]);
        worst = [worst[0].max(ratios[0]), worst[1].max(ratios[1])];
    }
    println!(
        "\nThe worst takes {:.1} times as long in chunks of 64 KiB, and {:.1} times in chunks of 1,460 bytes.",
        worst[0], worst[1]
    );
}

/// The median time of each size, in nanoseconds.
fn costs(body: &str) -> [f64; 3] {
    let mut times = [(); 3].map(|()| Vec::<Duration>::with_capacity(ROUNDS));
    for round in 0..WARM_UP + ROUNDS {
        for (times, size) in times.iter_mut().zip(SIZES) {
            let start = Instant::now();
            black_box(read(black_box(body), size));
            if round >= WARM_UP {
                times.push(start.elapsed());
            }
        }
    }
    times.map(|mut times| median(&mut times).as_nanos() as f64)
}

/// The number of sessions and errors. The whole body is bytes too, of which UTF-8 is checked.
fn read(body: &str, size: usize) -> usize {
    if size == usize::MAX {
        return Parser::new().parse_bytes(body.as_bytes()).expect("there is a list").sessions().count();
    }
    let mut decoder = Decoder::new(Parser::new());
    let mut items = 0;
    for chunk in body.as_bytes().chunks(size) {
        decoder.push(chunk);
        items += decoder.sessions().expect("there is a list").count();
    }
    decoder.finish();
    items + decoder.sessions().expect("there is a list").count()
}
