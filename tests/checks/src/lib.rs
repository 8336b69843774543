//! What must hold of any body, as checks that panic where it does not.
//!
//! Property tests feed them what strategies make, fuzz targets what libFuzzer makes: [`TARGETS`] are the targets'
//! bodies, which take bytes and need no libFuzzer. What they compare the crate with, [`oracle`], [`values`] and
//! [`readings`], reads slowly and was written apart from it.

#![forbid(unsafe_code)]

pub mod accounting;
pub mod builds;
pub mod case;
pub mod differential;
#[cfg(feature = "serde")]
pub mod json;
pub mod messages;
pub mod oracle;
pub mod places;
pub mod readings;
pub mod record;
pub mod roundtrip;
pub mod smoke;
pub mod stream;
pub mod strict;
pub mod truth;
pub mod values;

use case::Case;

/// A target's name, and what it does with the bytes that it is given.
pub type Target = (&'static str, fn(&[u8]));

/// The fuzz targets.
pub const TARGETS: &[Target] = &[
    ("smoke", smoke::fuzz),
    ("parse", |data| parse(&Case::new(data))),
    ("differential", differential::fuzz),
    ("readings", record::fuzz),
    ("roundtrip", roundtrip::fuzz),
    ("truth", truth::fuzz),
    ("builds", builds::fuzz),
    ("stream", |data| stream::check(&Case::new(data))),
    ("strict", |data| strict::check(&Case::new(data))),
    #[cfg(feature = "serde")]
    ("serde", |data| json::check(&Case::new(data))),
];

/// Any bytes under any settings: places in bounds and in order, each byte accounted for once, values that are what the
/// text says, errors that keep the body to themselves.
pub fn parse(case: &Case<'_>) {
    places::check(case);
    accounting::check(case);
    values::check(case);
}

/// All that must hold of a body under the settings it has. The other targets make their bodies of the bytes.
pub fn check(case: &Case<'_>) {
    parse(case);
    differential::check(case);
    stream::check(case);
    strict::check(case);
    #[cfg(feature = "serde")]
    json::check(case);
}

/// Runs a target by its name.
///
/// # Panics
///
/// If there is none of this name, or if what the target checks does not hold.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, check) = target.unwrap_or_else(|| panic!("no target is named {name}"));
    check(data);
}
