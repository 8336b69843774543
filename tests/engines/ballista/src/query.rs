//! The client: sends the queries to the scheduler, and compares the results with the known answers.

use std::fs;
use std::path::Path;
use std::time::Instant;

use ballista::prelude::{SessionConfigExt, SessionContextExt};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::util::display::array_value_to_string;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use serde_json::{Map, Value};

use crate::Result;

/// The partitions of each step of a query: more than there are executors.
const PARTITIONS: usize = 4;

/// The rows of a result, with each value as text.
type Rows = Vec<Vec<String>>;

pub(crate) async fn run(scheduler_port: u16, files: &str, answers: &str) -> Result<()> {
    let config = SessionConfig::new_with_ballista()
        .with_target_partitions(PARTITIONS)
        // As between machines: an executor does not open the files of another one, although it could here.
        .with_ballista_shuffle_reader_force_remote_read(true);
    let state = SessionStateBuilder::new().with_config(config).with_default_features().build();
    let context = SessionContext::remote_with_state(&format!("df://127.0.0.1:{scheduler_port}"), state).await?;
    context.register_parquet("polls", files, ParquetReadOptions::default()).await?;

    let mut wrong = 0;
    for (name, expected) in expected(&serde_json::from_str(&fs::read_to_string(answers)?)?) {
        let query = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../queries/{name}.sql")))?;
        let start = Instant::now();
        let result = match context.sql(&query).await {
            Ok(frame) => frame.collect().await,
            Err(error) => Err(error),
        };
        let seconds = start.elapsed().as_secs_f64();
        let verdict = match result.map(|batches| rows(&batches)) {
            Ok(rows) if rows == expected => format!("{} rows, equal to the known answer", rows.len()),
            Ok(rows) => format!("WRONG: {rows:?} instead of {expected:?}"),
            Err(error) => format!("FAILED: {error}"),
        };
        wrong += usize::from(!verdict.ends_with("equal to the known answer"));
        println!("{name}: {seconds:.2} s, {verdict}");
    }
    if wrong == 0 { Ok(()) } else { Err(format!("{wrong} queries without the known answer").into()) }
}

fn rows(batches: &[RecordBatch]) -> Rows {
    let value = |batch: &RecordBatch, column, row| array_value_to_string(batch.column(column), row).unwrap_or_default();
    let rows = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
    rows.map(|(batch, row)| (0..batch.num_columns()).map(|column| value(batch, column, row)).collect()).collect()
}

/// The name of each query, and its answer in the file that `rescue-sessions generate --polls` writes.
fn expected(answers: &Value) -> Vec<(&'static str, Rows)> {
    let row = |value: &Value, keys: &[&str]| keys.iter().map(|key| text(&value[*key])).collect();
    let by_status = |value: &Value| {
        let counts = value.as_object().into_iter().flat_map(Map::iter);
        let mut rows: Rows = counts.map(|(status, count)| vec![status.clone(), text(count)]).collect();
        rows.sort();
        rows
    };
    let waits = answers["waits"].as_array().into_iter().flatten();
    vec![
        ("totals", vec![row(answers, &["polls_with_rows", "rows", "sessions"])]),
        ("rows_by_status", by_status(&answers["rows_by_status"])),
        ("sessions_by_last_status", by_status(&answers["sessions_by_last_status"])),
        ("sessions_with_two_technicians", vec![row(answers, &["sessions_with_two_technicians"])]),
        ("new_and_gone", vec![row(&answers["changes"], &["new", "gone"])]),
        ("waits", waits.map(|wait| row(wait, &["channel", "hour", "sessions", "median"])).collect()),
    ]
}

/// A number or a text, without quotes.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
