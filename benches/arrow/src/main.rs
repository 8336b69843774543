//! Times the Arrow batches of one body, and the same columns built from csv and serde. `benches/arrow/run` adds pyarrow.
//!
//! `rescue-sessions-arrow-bench BODY NAME ROUNDS` prints the rows and the nanoseconds a row of each round, and what was
//! read: the sum of all waiting times, and the number of waiting sessions. The names: `ours` and `serde` drop each batch
//! before they read the next one, `ours-whole` keeps all batches in memory until the end, as pyarrow's reader does.

mod peer;

use std::time::Instant;
use std::{env, fs};

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use rescue_sessions::Parser;
use rescue_sessions_arrow::BatchReader;

/// The rows of a batch: the default of the crate.
const BATCH_SIZE: usize = 8_192;

fn main() {
    let [path, name, rounds] = env::args().skip(1).collect::<Vec<_>>().try_into().expect("BODY NAME ROUNDS");
    let body = fs::read(path).expect("a file with a session list");
    for _ in 0..rounds.parse().expect("a number") {
        let start = Instant::now();
        let totals = match name.as_str() {
            "ours" => totals(ours(&body)),
            "ours-whole" => totals(ours(&body).collect::<Vec<_>>()),
            "serde" => totals(peer::batches(&body, BATCH_SIZE)),
            _ => panic!("unknown: {name}"),
        };
        let nanoseconds = start.elapsed().as_secs_f64() * 1e9 / totals.rows as f64;
        println!("{name} {} {nanoseconds:.1} {} {}", totals.rows, totals.waited, totals.waiting);
    }
}

fn ours(body: &[u8]) -> impl Iterator<Item = RecordBatch> {
    let reader = BatchReader::from_response(Parser::new(), body).expect("a session list").batch_size(BATCH_SIZE);
    reader.map(|batch| batch.expect("well-formed rows"))
}

/// What was read.
#[derive(Default)]
struct Totals {
    rows: usize,
    waited: i64,
    waiting: usize,
}

fn totals(batches: impl IntoIterator<Item = RecordBatch>) -> Totals {
    let mut totals = Totals::default();
    for batch in batches {
        let (waited, waiting) = sums(&batch);
        totals.rows += batch.num_rows();
        totals.waited += waited;
        totals.waiting += waiting;
    }
    totals
}

/// The sum of the waiting times, and the number of sessions with the status Waiting.
fn sums(batch: &RecordBatch) -> (i64, usize) {
    let waits = batch.column_by_name("waiting_time").expect("a column").as_primitive::<Int64Type>();
    let statuses = batch.column_by_name("status").expect("a column").as_dictionary::<Int32Type>();
    let words = statuses.values().as_string::<i32>();
    let waiting = words.iter().position(|word| word == Some("Waiting")).map(|key| key as i32);
    (waits.iter().flatten().sum(), statuses.keys().iter().filter(|key| *key == waiting).count())
}
