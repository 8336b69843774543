//! SQL over saved responses of LogMeIn Rescue's `getSession`, with DataFusion and without a Parquet file.
//!
//! [`PollTable`] is a DataFusion table over many responses, text or SOAP. It has the columns of
//! [`rescue_sessions_arrow`], with `poll_time` and `poll_file`. A query reads and parses the files again, and builds only the
//! columns that it names, so a Parquet file is the better choice for many queries over the same polls. A response with an
//! empty list has no row.
//!
//! ```
//! use std::sync::Arc;
//!
//! use datafusion::prelude::SessionContext;
//! use rescue_sessions::Parser;
//! use rescue_sessions_datafusion::{PollFile, PollTable};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let archive = folder.path();
//! # std::fs::write(archive.join("2025-01-01T08-00-00Z.txt"), "OK\n\nID|Status|\n7|Waiting|\n8|Active|\n")?;
//! # std::fs::write(archive.join("2025-01-01T08-01-00Z.txt"), "OK\n\nID|Status|\n8|Active|\n")?;
//! let files = PollFile::in_folder(archive, "%Y-%m-%dT%H-%M-%SZ.txt")?;
//! let context = SessionContext::new();
//! context.register_table("polls", Arc::new(PollTable::from_files(Parser::new(), files)?))?;
//!
//! let query = "SELECT id FROM polls WHERE poll_time >= TIMESTAMP '2025-01-01T08:01:00Z'"; // opens one file
//! assert_eq!(context.sql(query).await?.count().await?, 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Which files a query reads
//!
//! A condition of `WHERE` that names `poll_time` and `poll_file` only is evaluated before a file is opened: a query over one
//! day reads one day. The other files are divided over DataFusion's `target_partitions`, which read at the same time. Each
//! keeps a few batches in memory.
//!
//! # Rows and responses that cannot be read
//!
//! The first one ends the query with a [`PollError`], which says the file and the position and shows no value of the response.
//! [`PollTable::on_problem`] decides otherwise.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod error;
mod file;
mod partition;
mod table;

pub use error::PollError;
pub use file::PollFile;
pub use table::PollTable;
