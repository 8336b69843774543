//! Checks of properties that hold for any body. A check panics if its property does not hold.
//!
//! Property tests run the checks on generated values, fuzz targets on the bytes of libFuzzer. [`TARGETS`] has the fuzz
//! targets as functions of bytes, so that they also run without libFuzzer. The checks compare the crate with
//! [`oracle`], [`values`] and [`alignments`], which are slow and share no code with it.

#![forbid(unsafe_code)]

pub mod accounting;
pub mod alignments;
pub mod answers;
pub mod batches;
pub mod builds;
pub mod case;
pub mod damage_alignments;
pub mod differential;
#[cfg(feature = "serde")]
pub mod json;
pub mod messages;
pub mod oracle;
pub mod owned_lists;
pub mod positions;
pub mod record;
pub mod roundtrip;
#[cfg(feature = "serde")]
pub mod rows;
pub mod smoke;
#[cfg(feature = "soap")]
pub mod soap;
pub mod stream;
pub mod strict;
pub mod truth;
pub mod values;
pub mod writer;

use case::Case;

/// The name of a fuzz target and its function.
pub type Target = (&'static str, fn(&[u8]));

/// The fuzz targets.
pub const TARGETS: &[Target] = &[
    ("smoke", smoke::fuzz),
    ("parse", |data| parse(&Case::new(data))),
    ("differential", differential::fuzz),
    ("alignments", record::fuzz),
    ("roundtrip", roundtrip::fuzz),
    ("truth", truth::fuzz),
    ("builds", builds::fuzz),
    ("stream", |data| stream::check(&Case::new(data))),
    ("strict", |data| strict::check(&Case::new(data))),
    #[cfg(feature = "serde")]
    ("serde", |data| serde(&Case::new(data))),
    ("writer", writer::fuzz),
    #[cfg(feature = "soap")]
    ("soap", soap::fuzz),
];

/// Checks any bytes with any settings.
///
/// Positions are in bounds and in order. Each byte belongs to exactly one item. Values are what the text says. Errors
/// do not contain text of the body. Batches have the same sessions. The answers of the login methods are read like the start of a session list.
pub fn parse(case: &Case<'_>) {
    positions::check(case);
    accounting::check(case);
    values::check(case);
    batches::check(case);
    answers::check(case);
}

/// Runs every check that takes a body and settings. The other targets build their own body from the bytes.
pub fn check(case: &Case<'_>) {
    parse(case);
    differential::check(case);
    stream::check(case);
    strict::check(case);
    #[cfg(feature = "serde")]
    serde(case);
}

/// Checks the JSON of every item, and every row that is deserialized.
#[cfg(feature = "serde")]
pub fn serde(case: &Case<'_>) {
    json::check(case);
    rows::check(case);
}

/// Runs the target with this name.
///
/// # Panics
///
/// If no target has this name, or if a check of the target fails.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, check) = target.unwrap_or_else(|| panic!("there is no target {name}"));
    check(data);
}
