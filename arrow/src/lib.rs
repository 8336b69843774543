//! The session lists of LogMeIn Rescue's `getSession` as Arrow record batches: for Parquet files, DataFusion, DuckDB, Polars
//! and everything else that reads columns.
//!
//! [`BatchReader`] reads one response, or many polls into one table, in constant memory. [`Table`] says which columns the
//! table has.
//!
//! # Columns
//!
//! | column | type | holds |
//! |---|---|---|
//! | `id` | `Int64`, never null | ID |
//! | `status` | dictionary of text | Status, in its documented spelling; another text as it is |
//! | `status_code` | dictionary of text | the code of the status, which only SOAP responses have |
//! | `entry_id`, `technician_id` | `Int64` | the number of the channel and of the technician, 0 for none |
//! | `entry`, `technician`, `language`, `transferred_to` | dictionary of text | text that many rows share |
//! | `start_time` | `Timestamp(Second)` without a zone | Start Time: its zone is not documented |
//! | `waiting_time` | `Int64` | Waiting Time in seconds |
//! | `custom_field_0`, … | `Utf8` | the custom fields |
//! | `transferred_comment` | `Utf8` | Transferred Comment |
//! | `is_lead_technician`, `handing_off` | `Boolean` | |
//! | unknown columns, by their names | `Utf8` | text as it is |
//! | `withheld` | list of `Utf8`, never null | the names of the columns whose value is withheld |
//! | `poll_time` | `Timestamp(Second, "UTC")` | the time of the poll, with [`Table::with_poll`] |
//! | `poll_file` | dictionary of text | the file of the poll, with [`Table::with_poll`] |
//!
//! Null means that the response has no such column, or that the value is withheld: then `withheld` names the column. An empty
//! field is an empty text. A value of a damaged row is withheld if the row's possible interpretations differ on it;
//! see [`Session`](rescue_sessions::Session).
//!
//! The waiting time is an integer and no `Duration`: Parquet has no durations, and SQL engines cannot compute the median of one.
//!
//! # Several responses in one table
//!
//! The table has the columns of all responses: the known ones in the documented order, then the unknown ones in the order in
//! which [`Table::add`] meets them. A response without a column has null there. A response with a column that the table lacks
//! is an error: nothing is dropped.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod names;
mod poll;
mod problem;
mod reader;
mod rows;
mod seconds;
mod table;
mod texts;
mod values;
mod words;

pub use poll::{Poll, Response};
pub use problem::{Problem, TableError};
pub use reader::BatchReader;
pub use table::Table;

/// Runs the example of the README as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
