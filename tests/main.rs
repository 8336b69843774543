//! All integration tests, in one program: it links once, and mutation testing runs it once per mutant.
//!
//! `cargo test -p rescue-sessions-tests --all-features body::` runs the tests of `body.rs`.

mod accounting;
mod alignments;
mod allocations;
#[cfg(all(feature = "serde", feature = "std"))]
mod bad_input;
mod batches;
mod body;
mod bounds;
mod builds;
mod changes;
#[cfg(feature = "serde")]
mod client;
#[cfg(feature = "serde")]
mod corpus;
mod damage;
mod debug_output;
mod dependencies;
#[cfg(all(feature = "serde", feature = "std"))]
mod deserialize;
mod desk;
mod errors;
mod floors;
#[cfg(feature = "serde")]
mod json;
mod lanes;
mod limits;
mod merge;
#[cfg(feature = "serde")]
mod metadata;
mod no_panic_calls;
mod oracle;
mod package;
mod regressions;
mod request;
mod score;
mod seeds;
mod sessions;
#[cfg(feature = "soap")]
mod soap;
mod start_times;
mod std_usage;
mod stream;
#[cfg(feature = "std")]
mod stream_reader;
mod traits;
mod truth;
mod values;
mod writer;
