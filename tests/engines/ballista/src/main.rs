//! A Ballista cluster on one machine, and the queries of `tests/engines/queries`. `run` starts all of it.

mod cluster;
mod log;
mod query;

use std::env;
use std::error::Error;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const USAGE: &str = "usage: rescue-sessions-ballista ports COUNT
       rescue-sessions-ballista scheduler PORT
       rescue-sessions-ballista executor PORT GRPC_PORT SCHEDULER_PORT WORK_DIR
       rescue-sessions-ballista query SCHEDULER_PORT PARQUET_DIR ANSWERS";

#[tokio::main]
async fn main() -> Result<()> {
    log::start();
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["ports", count] => cluster::print_free_ports(count.parse()?).await,
        ["scheduler", port] => cluster::run_scheduler(port.parse()?).await,
        ["executor", port, grpc_port, scheduler_port, work_dir] => {
            cluster::run_executor(port.parse()?, grpc_port.parse()?, scheduler_port.parse()?, work_dir).await
        }
        ["query", scheduler_port, files, answers] => query::run(scheduler_port.parse()?, files, answers).await,
        _ => Err(USAGE.into()),
    }
}
