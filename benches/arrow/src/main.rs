//! Times the Arrow batches of one body, and the same columns built from csv and serde. `benches/arrow/run` adds pyarrow.
//!
//! `rescue-sessions-arrow-bench BODY ours|serde ROUNDS` prints the rows and the nanoseconds a row of each round, and what
//! was read: the sum of all waiting times, and the number of waiting sessions.

mod peer;

use std::time::Instant;
use std::{env, fs};

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use rescue_sessions::Parser;
use rescue_sessions_arrow::BatchReader;

/// The rows of a batch.
const BATCH_SIZE: usize = 65_536;

fn main() {
    let [path, name, rounds] = env::args().skip(1).collect::<Vec<_>>().try_into().expect("BODY ours|serde ROUNDS");
    let body = fs::read(path).expect("a file with a session list");
    for _ in 0..rounds.parse().expect("a number") {
        let start = Instant::now();
        let batches = match name.as_str() {
            "ours" => ours(&body),
            _ => peer::batches(&body, BATCH_SIZE),
        };
        let time = start.elapsed();
        let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
        let (waited, waiting) = batches.iter().map(sums).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        println!("{name} {rows} {:.1} {waited} {waiting}", time.as_secs_f64() * 1e9 / rows as f64);
    }
}

fn ours(body: &[u8]) -> Vec<RecordBatch> {
    let reader = BatchReader::of_response(Parser::new(), body).expect("a session list").batch_size(BATCH_SIZE);
    reader.collect::<Result<_, _>>().expect("well-formed rows")
}

/// The sum of the waiting times, and the number of sessions with the status Waiting.
fn sums(batch: &RecordBatch) -> (i64, usize) {
    let waits = batch.column_by_name("waiting_time").expect("a column").as_primitive::<Int64Type>();
    let statuses = batch.column_by_name("status").expect("a column").as_dictionary::<Int32Type>();
    let words = statuses.values().as_string::<i32>();
    let waiting = words.iter().position(|word| word == Some("Waiting")).map(|key| key as i32);
    (waits.iter().flatten().sum(), statuses.keys().iter().filter(|key| *key == waiting).count())
}
