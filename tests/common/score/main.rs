//! Prints how each reader handles damaged rows, as Markdown tables.

use std::env;

use common::score::{READERS, RowCounts, Score, plan, rows_and_body};
use rescue_sessions_synthetic::{Damage, Version};

fn main() {
    let count = env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100_000);
    for version in [Version::V3, Version::V1] {
        let (rows, body) = rows_and_body(&plan(version, count));
        let scores = READERS.map(|(name, reader)| (name, Score::of(reader, &body, &rows, version)));
        println!(
            "\n{} columns, {count} rows, {} of them damaged\n",
            version.columns().len(),
            scores[0].1.all_damaged().total
        );
        println!(
            "| reader | exact | partly withheld | silently wrong | lost | undamaged rows wrong or lost | invented |"
        );
        println!("|---|--:|--:|--:|--:|--:|--:|");
        for (name, score) in &scores {
            let damaged = score.all_damaged();
            let undamaged = score.undamaged.wrong + score.undamaged.lost;
            println!("| {name} | {} | {undamaged} | {} |", shares(damaged), score.invented);
        }
        println!(
            "\n| damage, as rescue-sessions reads it | rows | exact | partly withheld | silently wrong | lost \
             | all service columns present |"
        );
        println!("|---|--:|--:|--:|--:|--:|--:|");
        for (kind, rows) in Damage::ALL.iter().zip(&scores[0].1.damaged) {
            let present = percent(rows.total - rows.service_withheld - rows.wrong - rows.lost, rows.total);
            println!("| {kind} | {} | {} | {present} |", rows.total, shares(*rows));
        }
    }
}

fn shares(rows: RowCounts) -> String {
    [rows.exact, rows.withheld, rows.wrong, rows.lost].map(|count| percent(count, rows.total)).join(" | ")
}

/// A count of zero gives `0`, so that it differs from a share that rounds to `0.0%`.
fn percent(count: u64, total: u64) -> String {
    if count == 0 { "0".to_owned() } else { format!("{:.1}%", 100.0 * count as f64 / total as f64) }
}
