//! Integers: `-?[0-9]+` in 64 bits.

use super::table::{Section, input};

pub fn sections() -> Vec<Section> {
    vec![formats(), ids()]
}

const INVALID_INTEGER: &[&str] = &["record 1 (line 4, byte 23): Waiting Time is not an integer"];
const INTEGER_OUT_OF_RANGE: &[&str] = &["record 1 (line 4, byte 23): Waiting Time does not fit in a 64-bit integer"];

#[rustfmt::skip]
fn formats() -> Section {
    Section {
        title: "Numbers",
        about: "An integer is `-?[0-9]+` in 64 bits. Whitespace is not trimmed, and no other format is accepted.",
        inputs: vec![
            input("an empty number", "OK\n\nID|Waiting Time|\n7||\n", INVALID_INTEGER),
            input("the largest 64-bit integer", "OK\n\nID|Waiting Time|\n7|9223372036854775807|\n", &[r#"{"id":7,"waiting_time":9223372036854775807}"#]),
            input("one more than the largest 64-bit integer", "OK\n\nID|Waiting Time|\n7|9223372036854775808|\n", INTEGER_OUT_OF_RANGE),
            input("the smallest 64-bit integer", "OK\n\nID|Waiting Time|\n7|-9223372036854775808|\n", &[r#"{"id":7,"waiting_time":-9223372036854775808}"#]),
            input("one less than the smallest 64-bit integer", "OK\n\nID|Waiting Time|\n7|-9223372036854775809|\n", INTEGER_OUT_OF_RANGE),
            input("the largest unsigned 64-bit integer", "OK\n\nID|Waiting Time|\n7|18446744073709551615|\n", INTEGER_OUT_OF_RANGE),
            input("300 digits", "OK\n\nID|Waiting Time|\n7|⟨300 × 9⟩|\n", INTEGER_OUT_OF_RANGE),
            input("a minus sign and 300 digits", "OK\n\nID|Waiting Time|\n7|-⟨300 × 9⟩|\n", INTEGER_OUT_OF_RANGE),
            input("300 digits and a letter", "OK\n\nID|Waiting Time|\n7|⟨300 × 9⟩x|\n", INVALID_INTEGER),
            input("300 leading zeros", "OK\n\nID|Waiting Time|\n7|⟨300 × 0⟩5|\n", &[r#"{"id":7,"waiting_time":5}"#]),
            input("leading zeros", "OK\n\nID|Waiting Time|\n7|007|\n", &[r#"{"id":7,"waiting_time":7}"#]),
            input("leading zeros in a negative number", "OK\n\nID|Waiting Time|\n7|-007|\n", &[r#"{"id":7,"waiting_time":-7}"#]),
            input("negative zero", "OK\n\nID|Waiting Time|\n7|-0|\n", &[r#"{"id":7,"waiting_time":0}"#]),
            input("a minus sign alone", "OK\n\nID|Waiting Time|\n7|-|\n", INVALID_INTEGER),
            input("two minus signs", "OK\n\nID|Waiting Time|\n7|--1|\n", INVALID_INTEGER),
            input("a minus sign after the digits", "OK\n\nID|Waiting Time|\n7|1-|\n", INVALID_INTEGER),
            input("a plus sign", "OK\n\nID|Waiting Time|\n7|+1|\n", INVALID_INTEGER),
            input("U+2212, minus sign", "OK\n\nID|Waiting Time|\n7|−1|\n", INVALID_INTEGER),
            input("a fraction", "OK\n\nID|Waiting Time|\n7|1.5|\n", INVALID_INTEGER),
            input("a fraction of zero", "OK\n\nID|Waiting Time|\n7|1.0|\n", INVALID_INTEGER),
            input("an exponent", "OK\n\nID|Waiting Time|\n7|1e3|\n", INVALID_INTEGER),
            input("a hexadecimal number", "OK\n\nID|Waiting Time|\n7|0x10|\n", INVALID_INTEGER),
            input("a space before the digits", "OK\n\nID|Waiting Time|\n7| 1|\n", INVALID_INTEGER),
            input("a space after the digits", "OK\n\nID|Waiting Time|\n7|1 |\n", INVALID_INTEGER),
            input("a tab after the digits", "OK\n\nID|Waiting Time|\n7|1\t|\n", INVALID_INTEGER),
            input("commas as thousands separators", "OK\n\nID|Waiting Time|\n7|1,000|\n", INVALID_INTEGER),
            input("periods as thousands separators", "OK\n\nID|Waiting Time|\n7|1.000|\n", INVALID_INTEGER),
            input("no-break spaces as thousands separators", "OK\n\nID|Waiting Time|\n7|1\u{a0}000|\n", INVALID_INTEGER),
            input("apostrophes as thousands separators", "OK\n\nID|Waiting Time|\n7|1'000|\n", INVALID_INTEGER),
            input("underscores as thousands separators", "OK\n\nID|Waiting Time|\n7|1_000|\n", INVALID_INTEGER),
            input("full-width digits", "OK\n\nID|Waiting Time|\n7|１２|\n", INVALID_INTEGER),
            input("Arabic digits", "OK\n\nID|Waiting Time|\n7|١٢|\n", INVALID_INTEGER),
            input("a fraction as one character", "OK\n\nID|Waiting Time|\n7|½|\n", INVALID_INTEGER),
            input("a number in quotes", "OK\n\nID|Waiting Time|\n7|\"13\"|\n", INVALID_INTEGER),
            input("a number with a unit", "OK\n\nID|Waiting Time|\n7|13s|\n", INVALID_INTEGER),
            input("a time of day as a number", "OK\n\nID|Waiting Time|\n7|0:13|\n", INVALID_INTEGER),
            input("NaN as a number", "OK\n\nID|Waiting Time|\n7|NaN|\n", INVALID_INTEGER),
            input("null as a number", "OK\n\nID|Waiting Time|\n7|null|\n", INVALID_INTEGER),
        ],
    }
}

#[rustfmt::skip]
fn ids() -> Section {
    Section {
        title: "IDs",
        about: "An ID has the format of any other integer. The service writes it at the start of each row.",
        inputs: vec![
            input("the largest and the smallest 64-bit ID", "OK\n\nID|\n9223372036854775807|\n-9223372036854775808|\n", &[r#"{"id":9223372036854775807}"#, r#"{"id":-9223372036854775808}"#]),
            input("an ID of more than 64 bits", "OK\n\nID|\n9223372036854775808|\n8|\n", &["record 1 (line 4, byte 8): ID does not fit in a 64-bit integer", r#"{"id":8}"#]),
            input("a negative ID of more than 64 bits", "OK\n\nID|\n-9223372036854775809|\n8|\n", &["record 1 (line 4, byte 8): ID does not fit in a 64-bit integer", r#"{"id":8}"#]),
            input("IDs that do not fit in 32 bits", "OK\n\nID|\n2147483648|\n4294967296|\n", &[r#"{"id":2147483648}"#, r#"{"id":4294967296}"#]),
            input("an ID of 0", "OK\n\nID|\n0|\n", &[r#"{"id":0}"#]),
            input("an empty ID", "OK\n\nID|\n|\n8|\n", &["record 1 (line 4, byte 8): ID is not an integer", r#"{"id":8}"#]),
            input("a minus sign as an ID", "OK\n\nID|\n-|\n8|\n", &["record 1 (line 4, byte 8): ID is not an integer", r#"{"id":8}"#]),
            input("an ID with a plus sign", "OK\n\nID|\n+7|\n8|\n", &["record 1 (line 4, byte 8): ID is not an integer", r#"{"id":8}"#]),
            input("an empty Entry ID", "OK\n\nID|Entry ID|Entry|\n7|||\n8|0||\n", &["record 1 (line 4, byte 25): Entry ID is not an integer", r#"{"id":8,"entry_id":0,"entry":""}"#]),
            input("a name as a Technician ID", "OK\n\nID|Technician ID|Technician|\n7|Jo Roe|5|\n8|5|Jo Roe|\n", &["record 1 (line 4, byte 35): Technician ID is not an integer", r#"{"id":8,"technician_id":5,"technician":"Jo Roe"}"#]),
        ],
    }
}
