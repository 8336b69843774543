//! How well damaged rows are read, by this crate and as clients read them today, against what was written.

pub mod clients;
mod of_rows;
mod ours;

pub use of_rows::{Rows, Score};
pub use ours::sessions;

use rescue_sessions_synthetic::{Plan, Row, Version};

/// A row as a reader gives it: its fields under the header's columns, `None` for one that is withheld.
pub type Fields = Vec<Option<String>>;

/// A reader of bodies: which session has which fields.
pub type Reader = fn(body: &str, columns: usize) -> Vec<Fields>;

/// This crate, and the strategies that clients have today.
pub const READERS: [(&str, Reader); 5] = [
    ("**rescue-sessions**", sessions),
    ("join lines until there are enough fields", clients::join),
    ("pad short rows, cut long ones", clients::pad),
    ("drop rows of a wrong count", clients::drop),
    ("overflow into the last column", clients::overflow),
];

/// Rows of this version, a quarter of them damaged.
#[must_use]
pub fn plan(version: Version, rows: u64) -> Plan {
    Plan { rows, version, damage: 0.25, ..Plan::default() }
}

/// The rows of a plan and their body.
#[must_use]
pub fn rows_and_body(plan: &Plan) -> (Vec<Row>, String) {
    let rows: Vec<Row> = plan.rows().collect();
    let body = rows.iter().fold(plan.head(), |body, row| body + &row.text);
    (rows, body)
}
