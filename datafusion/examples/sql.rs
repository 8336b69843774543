//! Runs queries over a folder of raw responses or of Parquet files, and prints the results and how long they took:
//!
//! ```sh
//! cargo run --release --example sql -- raw archive 'getSession_%Y-%m-%dT%H-%M-%SZ.txt' query.sql
//! cargo run --release --example sql -- parquet parquet query.sql
//! ```
//!
//! The table is called `polls`.

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs};

use datafusion::prelude::{ParquetReadOptions, SessionContext};
use rescue_sessions::Parser;
use rescue_sessions_datafusion::{PollFile, PollTable};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let context = SessionContext::new();
    let start = Instant::now();
    let queries = match arguments[..] {
        ["raw", folder, pattern, ref queries @ ..] => {
            let table = PollTable::from_files(Parser::new(), PollFile::in_folder(folder, pattern)?)?;
            context.register_table("polls", Arc::new(table))?;
            queries
        }
        ["parquet", folder, ref queries @ ..] => {
            context.register_parquet("polls", folder, ParquetReadOptions::default()).await?;
            queries
        }
        _ => return Err("usage: sql raw FOLDER PATTERN QUERY... | sql parquet FOLDER QUERY...".into()),
    };
    println!("columns: {:.3} s", start.elapsed().as_secs_f64());
    for path in queries {
        let start = Instant::now();
        let batches = context.sql(&fs::read_to_string(path)?).await?.collect().await?;
        println!("{path}: {:.3} s", start.elapsed().as_secs_f64());
        println!("{}", datafusion::arrow::util::pretty::pretty_format_batches(&batches)?);
    }
    Ok(())
}
