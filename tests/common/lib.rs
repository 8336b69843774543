//! Strategies for bodies, rows and values, for all property tests; the score of damaged rows; what is asked of the
//! allocator; the bodies of the corpus.

#![deny(unsafe_code)]

use proptest::test_runner::{Config, FileFailurePersistence};

#[cfg(feature = "serde")]
pub mod corpus;
pub mod memory;
pub mod score;
pub mod strategies;

/// So many cases, or as many as `PROPTEST_CASES` says; what fails is kept beside the test, in a file that belongs into
/// the repository. Not where `KEEP_NO_FAILURES` is set: what a changed library fails at is no regression.
#[must_use]
pub fn config(cases: u32) -> Config {
    let cases = std::env::var("PROPTEST_CASES").map_or(cases, |cases| cases.parse().expect("a number of cases"));
    let persistence = match std::env::var_os("KEEP_NO_FAILURES") {
        None => FileFailurePersistence::WithSource("regressions"),
        Some(_) => FileFailurePersistence::Off,
    };
    Config {
        cases,
        max_global_rejects: cases.saturating_mul(100),
        failure_persistence: Some(Box::new(persistence)),
        ..Config::default()
    }
}
