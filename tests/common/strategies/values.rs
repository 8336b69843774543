//! Rows whose values are at the limits of what the fast lane accepts.

use proptest::prelude::*;
use proptest::sample::select;
use rescue_sessions_synthetic::Version;

const STATUSES: [&str; 8] = [
    "Waiting",
    "Active",
    "active",
    "Timed out",
    "Timed out: closed by technician",
    "Aborted: technician was deleted or disabled",
    "Ativas",
    "",
];
const TEXTS: [&str; 5] = ["", "Zoë Roe", "note", "a longer note about a printer that does not print", " "];
const LANGUAGES: [&str; 7] = ["en", "EN", "", "pt-BR", "e1", "é", "eng"];
const FLAGS: [&str; 6] = ["yes", "no", "", "Yes", "sim", "no\0"];

/// A value of a column, sometimes an invalid one.
fn value(column: &str) -> BoxedStrategy<String> {
    match column {
        "ID" | "Entry ID" | "Technician ID" | "Waiting Time" => {
            prop_oneof![9 => "[0-9]{1,10}", 4 => "[0-9]{15,19}", 1 => "-[0-9]{1,3}", 1 => "[0-9]{0,9}[x/:]"].boxed()
        }
        "Start Time" => start_time().boxed(),
        "Status" => select(&STATUSES[..]).prop_map(str::to_owned).boxed(),
        "Language" => select(&LANGUAGES[..]).prop_map(str::to_owned).boxed(),
        "Is Lead Technician" | "HandingOff" => select(&FLAGS[..]).prop_map(str::to_owned).boxed(),
        _ => select(&TEXTS[..]).prop_map(str::to_owned).boxed(),
    }
}

fn start_time() -> impl Strategy<Value = String> {
    let date = (0..=13, 0..=32, select(vec![0, 1, 1900, 2000, 2012, 2026, 9999]), any::<bool>());
    let time = (0..=13, select(vec![0, 1, 9, 10, 59, 60]), select(vec!["AM", "PM", "am", "XM"]), any::<bool>());
    (date, time).prop_map(|((month, day, year, pad_date), (hour, minute, am_pm, pad_hour))| {
        match (pad_date, pad_hour) {
            (false, false) => format!("{month}/{day}/{year:04} {hour}:{minute:02} {am_pm}"),
            (true, false) => format!("{month:02}/{day:02}/{year:04} {hour}:{minute:02} {am_pm}"),
            (false, true) => format!("{month}/{day}/{year:04} {hour:02}:{minute:02} {am_pm}"),
            (true, true) => format!("{month:02}/{day:02}/{year:04} {hour:02}:{minute:02}:00 {am_pm}"),
        }
    })
}

/// The columns that the service sends, or some of them in any order.
fn columns() -> impl Strategy<Value = Vec<String>> {
    let subset = (Just(Version::V3.columns()).prop_shuffle(), 0_usize..19).prop_map(|(mut columns, len)| {
        columns.retain(|column| column != "ID");
        columns.truncate(len);
        columns.insert(len / 2, "ID".to_owned());
        columns
    });
    prop_oneof![1 => Just(Version::V1.columns()), 1 => Just(Version::V3.columns()), 2 => subset]
}

/// A header and its rows, with valid and invalid values.
pub fn list() -> impl Strategy<Value = (Vec<String>, Vec<Vec<String>>)> {
    columns().prop_flat_map(|columns| {
        let row: Vec<_> = columns.iter().map(|column| value(column)).collect();
        (Just(columns), proptest::collection::vec(row, 1..40))
    })
}

/// Up to six columns in any order, and rows with valid values.
pub fn well_formed() -> impl Strategy<Value = (Vec<String>, Vec<Vec<String>>)> {
    let columns = (Just(Version::V3.columns()).prop_shuffle(), 0_usize..6, any::<proptest::sample::Index>());
    columns.prop_flat_map(|(mut columns, len, id)| {
        columns.retain(|column| column != "ID");
        columns.truncate(len);
        columns.insert(id.index(columns.len() + 1), "ID".to_owned());
        let row: Vec<_> = columns.iter().map(|column| valid_value(column)).collect();
        (Just(columns), proptest::collection::vec(row, 1..12))
    })
}

fn valid_value(column: &str) -> BoxedStrategy<String> {
    let texts: &[&str] = match column {
        "ID" | "Entry ID" | "Technician ID" | "Waiting Time" => &["0", "7", "-2", "1073174914"],
        "Start Time" => &["2/16/2012 9:00 AM"],
        "Status" => &STATUSES,
        "Language" => &["en", "", "pt-BR"],
        "Is Lead Technician" | "HandingOff" => &["yes", "", "no", "sim"],
        _ => &TEXTS,
    };
    select(texts.to_vec()).prop_map(str::to_owned).boxed()
}
