//! Runs the command, and checks what it prints on each stream, and its exit status.

mod check;
mod corpus;
mod csv;
mod diff;
mod documents;
mod generate;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod responses;
mod run;
mod show;
mod soap;
mod streams;
mod summary;
#[cfg(unix)]
mod terminal;
mod usage;
