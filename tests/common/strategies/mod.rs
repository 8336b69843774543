//! Session lists of every kind, for all property tests: delimiters, headers and texts here, and more in the modules.
//!
//! The fuzz targets make theirs of bytes (`checks::case`, `checks::record`, `checks::roundtrip`).

pub mod lists;
pub mod records;
pub mod values;

use checks::case::DELIMITERS;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rescue_sessions_synthetic::Version;

/// Delimiters: the documented one, ones of accounts in production, and ones that are hard to find.
pub fn delimiter() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just("|".to_owned()), 4 => select(&DELIMITERS[..]).prop_map(str::to_owned), 1 => "[^\r\n]{1,4}"]
}

/// Names of columns, ID first: known ones in any order, a few that are not known.
pub fn names() -> impl Strategy<Value = Vec<String>> {
    let mut known = Version::V3.columns();
    known.remove(0);
    let others = vec("[A-Z][a-z]{1,8} [0-9]", 0..3);
    (subsequence(known.clone(), 0..=known.len()).prop_shuffle(), others).prop_map(|(known, others)| {
        let mut names = vec!["ID".to_owned()];
        names.extend(known);
        names.extend(others);
        names.dedup();
        names
    })
}

/// What a free-text field may hold.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        4 => "[ -~]{0,12}",
        2 => "\\PC{0,8}",
        1 => "[ \t]{1,3}",
        1 => "[0-9]{1,6}",
        1 => "[a-zé|\u{1f980}]{60,140}",
    ]
}

/// Rows made of the pieces that rows are made of, whole and broken.
pub fn broken_rows(delimiter: String) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => Just(delimiter.clone()),
        3 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("\r".to_owned()),
        1 => Just(" ".to_owned()),
        2 => (-99i32..9999).prop_map(|number| number.to_string()),
        1 => Just(delimiter.chars().take(1).collect()),
        2 => "[ -~é]{0,6}",
        1 => "[a-z]{50,80}",
    ];
    // A last line without its newline, and with a part of it.
    let end = prop_oneof![4 => Just(String::new()), 1 => Just("\r".to_owned()), 1 => "[a-zé]{50,150}\r?"];
    (vec(piece, 0..60), end).prop_map(|(pieces, end)| pieces.concat() + &end)
}

/// What somebody typed and no message may hold.
pub const SECRET: &str = "sEcReT";

/// Broken rows that are full of it.
pub fn secret_rows() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => Just("|".to_owned()),
        3 => Just("\n".to_owned()),
        3 => Just(SECRET.to_owned()),
        1 => (0u8..9).prop_map(|digit| digit.to_string()),
        1 => Just("ID|Entry|".to_owned()),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}
