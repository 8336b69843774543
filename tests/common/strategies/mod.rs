//! Strategies for session lists: delimiters, headers, texts and malformed rows here, whole lists in the modules.
//!
//! The fuzz targets decode their inputs from bytes instead (`checks::case`, `checks::record`, `checks::roundtrip`).

pub mod lists;
pub mod polls;
pub mod records;
pub mod values;

use checks::case::DELIMITERS;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rescue_sessions_synthetic::Version;

/// Delimiters: the documented one, delimiters of accounts in production, and arbitrary ones of up to four characters.
pub fn delimiter() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just("|".to_owned()), 4 => select(&DELIMITERS[..]).prop_map(str::to_owned), 1 => "[^\r\n]{1,4}"]
}

/// Column names, `ID` first: known names in any order, then up to two unknown ones.
pub fn names() -> impl Strategy<Value = Vec<String>> {
    let mut known = Version::V3.columns();
    known.remove(0);
    let unknown = vec("[A-Z][a-z]{1,8} [0-9]", 0..3);
    (subsequence(known.clone(), 0..=known.len()).prop_shuffle(), unknown).prop_map(|(known, unknown)| {
        let mut names = vec!["ID".to_owned()];
        names.extend(known);
        names.extend(unknown);
        names.dedup();
        names
    })
}

/// The text of a free-text field.
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

/// Random sequences of delimiters, line ends and values: some are well-formed rows, most are malformed.
pub fn malformed_rows(delimiter: String) -> impl Strategy<Value = String> {
    let token = prop_oneof![
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
    // The last line can lack its newline, or have only the CR of it.
    let end = prop_oneof![4 => Just(String::new()), 1 => Just("\r".to_owned()), 1 => "[a-zé]{50,150}\r?"];
    (vec(token, 0..60), end).prop_map(|(tokens, end)| tokens.concat() + &end)
}

/// A text of the body that no error message may contain.
pub const SECRET: &str = "sEcReT";

/// Malformed rows that contain [`SECRET`] many times.
pub fn secret_rows() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        4 => Just("|".to_owned()),
        3 => Just("\n".to_owned()),
        3 => Just(SECRET.to_owned()),
        1 => (0u8..9).prop_map(|digit| digit.to_string()),
        1 => Just("ID|Entry|".to_owned()),
    ];
    vec(token, 0..40).prop_map(|tokens| tokens.concat())
}
