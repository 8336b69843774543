//! Integers: `-?[0-9]+` in 64 bits.

use super::table::{Section, plain};

pub fn sections() -> Vec<Section> {
    vec![forms(), ids()]
}

const NO_INTEGER: &[&str] = &["record 1 (line 4, byte 23): Waiting Time is not an integer"];
const TOO_LARGE: &[&str] = &["record 1 (line 4, byte 23): Waiting Time does not fit in a 64-bit integer"];

#[rustfmt::skip]
fn forms() -> Section {
    Section {
        title: "Numbers",
        about: "An integer is `-?[0-9]+` in 64 bits. Nothing is trimmed, and nothing else is tried.",
        inputs: vec![
            plain("no number", "OK\n\nID|Waiting Time|\n7||\n", NO_INTEGER),
            plain("the largest number of 64 bits", "OK\n\nID|Waiting Time|\n7|9223372036854775807|\n", &[r#"{"id":7,"waiting_time":9223372036854775807}"#]),
            plain("one more than the largest", "OK\n\nID|Waiting Time|\n7|9223372036854775808|\n", TOO_LARGE),
            plain("the smallest number of 64 bits", "OK\n\nID|Waiting Time|\n7|-9223372036854775808|\n", &[r#"{"id":7,"waiting_time":-9223372036854775808}"#]),
            plain("one less than the smallest", "OK\n\nID|Waiting Time|\n7|-9223372036854775809|\n", TOO_LARGE),
            plain("the largest number of 64 bits without a sign", "OK\n\nID|Waiting Time|\n7|18446744073709551615|\n", TOO_LARGE),
            plain("300 digits", "OK\n\nID|Waiting Time|\n7|⟨300 × 9⟩|\n", TOO_LARGE),
            plain("300 digits below zero", "OK\n\nID|Waiting Time|\n7|-⟨300 × 9⟩|\n", TOO_LARGE),
            plain("300 digits and a letter", "OK\n\nID|Waiting Time|\n7|⟨300 × 9⟩x|\n", NO_INTEGER),
            plain("300 zeros before a digit", "OK\n\nID|Waiting Time|\n7|⟨300 × 0⟩5|\n", &[r#"{"id":7,"waiting_time":5}"#]),
            plain("zeros before the digits", "OK\n\nID|Waiting Time|\n7|007|\n", &[r#"{"id":7,"waiting_time":7}"#]),
            plain("zeros before the digits, below zero", "OK\n\nID|Waiting Time|\n7|-007|\n", &[r#"{"id":7,"waiting_time":-7}"#]),
            plain("zero below zero", "OK\n\nID|Waiting Time|\n7|-0|\n", &[r#"{"id":7,"waiting_time":0}"#]),
            plain("a sign alone", "OK\n\nID|Waiting Time|\n7|-|\n", NO_INTEGER),
            plain("a sign twice", "OK\n\nID|Waiting Time|\n7|--1|\n", NO_INTEGER),
            plain("a sign behind the digits", "OK\n\nID|Waiting Time|\n7|1-|\n", NO_INTEGER),
            plain("a plus sign", "OK\n\nID|Waiting Time|\n7|+1|\n", NO_INTEGER),
            plain("U+2212, minus sign", "OK\n\nID|Waiting Time|\n7|−1|\n", NO_INTEGER),
            plain("a fraction", "OK\n\nID|Waiting Time|\n7|1.5|\n", NO_INTEGER),
            plain("a fraction of nothing", "OK\n\nID|Waiting Time|\n7|1.0|\n", NO_INTEGER),
            plain("an exponent", "OK\n\nID|Waiting Time|\n7|1e3|\n", NO_INTEGER),
            plain("a number of base 16", "OK\n\nID|Waiting Time|\n7|0x10|\n", NO_INTEGER),
            plain("a blank before the digits", "OK\n\nID|Waiting Time|\n7| 1|\n", NO_INTEGER),
            plain("a blank behind the digits", "OK\n\nID|Waiting Time|\n7|1 |\n", NO_INTEGER),
            plain("a tab behind the digits", "OK\n\nID|Waiting Time|\n7|1\t|\n", NO_INTEGER),
            plain("thousands parted by commas", "OK\n\nID|Waiting Time|\n7|1,000|\n", NO_INTEGER),
            plain("thousands parted by points", "OK\n\nID|Waiting Time|\n7|1.000|\n", NO_INTEGER),
            plain("thousands parted by no-break spaces", "OK\n\nID|Waiting Time|\n7|1\u{a0}000|\n", NO_INTEGER),
            plain("thousands parted by apostrophes", "OK\n\nID|Waiting Time|\n7|1'000|\n", NO_INTEGER),
            plain("thousands parted by underscores", "OK\n\nID|Waiting Time|\n7|1_000|\n", NO_INTEGER),
            plain("full-width digits", "OK\n\nID|Waiting Time|\n7|１２|\n", NO_INTEGER),
            plain("Arabic digits", "OK\n\nID|Waiting Time|\n7|١٢|\n", NO_INTEGER),
            plain("a fraction in one character", "OK\n\nID|Waiting Time|\n7|½|\n", NO_INTEGER),
            plain("a number in quotes", "OK\n\nID|Waiting Time|\n7|\"13\"|\n", NO_INTEGER),
            plain("a number and its unit", "OK\n\nID|Waiting Time|\n7|13s|\n", NO_INTEGER),
            plain("a time of day for a number", "OK\n\nID|Waiting Time|\n7|0:13|\n", NO_INTEGER),
            plain("a word for no number", "OK\n\nID|Waiting Time|\n7|NaN|\n", NO_INTEGER),
            plain("a word for nothing", "OK\n\nID|Waiting Time|\n7|null|\n", NO_INTEGER),
        ],
    }
}

#[rustfmt::skip]
fn ids() -> Section {
    Section {
        title: "IDs",
        about: "An ID is an integer like any other, but a row starts with it.",
        inputs: vec![
            plain("an ID of 64 bits", "OK\n\nID|\n9223372036854775807|\n-9223372036854775808|\n", &[r#"{"id":9223372036854775807}"#, r#"{"id":-9223372036854775808}"#]),
            plain("an ID past 64 bits", "OK\n\nID|\n9223372036854775808|\n8|\n", &["record 1 (line 4, byte 8): ID does not fit in a 64-bit integer", r#"{"id":8}"#]),
            plain("an ID past 64 bits, below zero", "OK\n\nID|\n-9223372036854775809|\n8|\n", &["record 1 (line 4, byte 8): ID does not fit in a 64-bit integer", r#"{"id":8}"#]),
            plain("an ID past 32 bits", "OK\n\nID|\n2147483648|\n4294967296|\n", &[r#"{"id":2147483648}"#, r#"{"id":4294967296}"#]),
            plain("an ID of 0", "OK\n\nID|\n0|\n", &[r#"{"id":0}"#]),
            plain("no ID", "OK\n\nID|\n|\n8|\n", &["record 1 (line 4, byte 8): ID is not an integer", r#"{"id":8}"#]),
            plain("a sign for an ID", "OK\n\nID|\n-|\n8|\n", &["record 1 (line 4, byte 8): ID is not an integer", r#"{"id":8}"#]),
            plain("an ID with a plus sign", "OK\n\nID|\n+7|\n8|\n", &["record 1 (line 4, byte 8): ID is not an integer", r#"{"id":8}"#]),
            plain("an ID of a channel that is empty", "OK\n\nID|Entry ID|Entry|\n7|||\n8|0||\n", &["record 1 (line 4, byte 25): Entry ID is not an integer", r#"{"id":8,"entry_id":0,"entry":""}"#]),
            plain("an ID of a technician that is a name", "OK\n\nID|Technician ID|Technician|\n7|Jo Roe|5|\n8|5|Jo Roe|\n", &["record 1 (line 4, byte 35): Technician ID is not an integer", r#"{"id":8,"technician_id":5,"technician":"Jo Roe"}"#]),
        ],
    }
}
