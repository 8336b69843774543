//! Prints what becomes of damaged rows, as markdown.

use std::env;

use common::score::{READERS, Rows, Score, plan, rows_and_body};
use rescue_sessions_synthetic::{Damage, Version};

fn main() {
    let count = env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100_000);
    for version in [Version::V3, Version::V1] {
        let (rows, body) = rows_and_body(&plan(version, count));
        let scores = READERS.map(|(name, reader)| (name, Score::of(reader, &body, &rows, version)));
        println!(
            "\n{} columns, {count} rows, {} of them damaged\n",
            version.columns().len(),
            scores[0].1.all_damaged().written
        );
        println!("| reader | exact | partly withheld | silently wrong | lost | whole rows wrong or lost | invented |");
        println!("|---|--:|--:|--:|--:|--:|--:|");
        for (name, score) in &scores {
            let damaged = score.all_damaged();
            let whole = score.whole.wrong + score.whole.lost;
            println!("| {name} | {} | {whole} | {} |", shares(damaged), score.invented);
        }
        println!(
            "\n| damage, as rescue-sessions reads it | rows | exact | partly withheld | silently wrong | lost | all columns of the service given |"
        );
        println!("|---|--:|--:|--:|--:|--:|--:|");
        for (kind, rows) in Damage::ALL.iter().zip(&scores[0].1.damaged) {
            let given = percent(rows.written - rows.machine_withheld - rows.wrong - rows.lost, rows.written);
            println!("| {kind} | {} | {} | {given} |", rows.written, shares(*rows));
        }
    }
}

fn shares(rows: Rows) -> String {
    [rows.exact, rows.withheld, rows.wrong, rows.lost].map(|count| percent(count, rows.written)).join(" | ")
}

/// `0` is none at all.
fn percent(count: u64, of: u64) -> String {
    if count == 0 { "0".to_owned() } else { format!("{:.1}%", 100.0 * count as f64 / of as f64) }
}
