//! SQL over raw responses, compared with the known answers of a simulated help desk.

mod archive;
mod files;
mod filters;
mod problems;
mod queries;

use std::sync::Arc;

use datafusion::arrow::array::{Array, RecordBatch};
use datafusion::arrow::util::display::array_value_to_string;
use datafusion::error::Result;
use datafusion::prelude::{SessionConfig, SessionContext};
use rescue_sessions::Parser;
use rescue_sessions_arrow::Table;
use rescue_sessions_datafusion::{PollFile, PollTable};

/// A DataFusion session with two partitions and the table `polls`.
fn context(table: PollTable) -> SessionContext {
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(2));
    context.register_table("polls", Arc::new(table)).unwrap();
    context
}

/// The rows of the result, as text.
async fn rows(context: &SessionContext, sql: &str) -> Result<Vec<Vec<String>>> {
    let batches = context.sql(sql).await?.collect().await?;
    Ok(batches.iter().flat_map(rows_of_batch).collect())
}

fn rows_of_batch(batch: &RecordBatch) -> Vec<Vec<String>> {
    let value = |column: usize, row| match batch.column(column) {
        column if column.is_null(row) => "NULL".to_owned(),
        column => array_value_to_string(column, row).unwrap(),
    };
    (0..batch.num_rows()).map(|row| (0..batch.num_columns()).map(|column| value(column, row)).collect()).collect()
}

/// The table of a header.
fn columns(header: &str) -> Table {
    Table::from_response(Parser::new(), format!("OK\n\n{header}\n").as_bytes()).unwrap()
}

/// Writes responses into a folder, one for each minute from 1970-01-01T00:00:00Z on.
fn write(folder: &tempfile::TempDir, bodies: &[&str]) -> Vec<PollFile> {
    let files = bodies.iter().zip(0..).map(|(body, minute)| {
        let path = folder.path().join(format!("{minute}.txt"));
        std::fs::write(&path, body).unwrap();
        PollFile { path, time: Some(60 * minute) }
    });
    files.collect()
}
