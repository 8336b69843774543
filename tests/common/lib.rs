//! Shared helpers of the integration tests: proptest strategies, the accuracy score for damaged rows, an allocator
//! that counts, and the corpus.

#![deny(unsafe_code)]

use proptest::test_runner::{Config, FileFailurePersistence};
use rescue_sessions::Delimiter;

#[cfg(feature = "serde")]
pub mod corpus;
pub mod memory;
pub mod polls;
pub mod score;
pub mod strategies;

/// A proptest configuration with this number of cases. `PROPTEST_CASES` overrides the number.
///
/// proptest saves failing cases in a `.regressions` file next to the test; commit that file. If `KEEP_NO_FAILURES` is
/// set, nothing is saved: mutation testing sets it, because the failure of a mutant is not a regression.
#[must_use]
pub fn config(cases: u32) -> Config {
    let cases = std::env::var("PROPTEST_CASES")
        .map_or(cases, |cases| cases.parse().expect("PROPTEST_CASES is a number of cases"));
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

/// The delimiter with a text that a strategy has generated.
#[must_use]
pub fn delimiter(text: &str) -> Delimiter {
    text.parse().expect("the strategies give valid delimiters")
}
