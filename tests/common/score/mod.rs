//! Scores how accurately this crate and the strategies of today's clients read damaged rows.

mod accuracy;
pub mod clients;
mod library;

pub use accuracy::{RowCounts, Score};
pub use library::sessions;

use rescue_sessions_synthetic::{Plan, Row, Version};

/// The fields of a row as a reader returns them, in header order. `None` is a withheld field.
pub type Fields = Vec<Option<String>>;

/// A function that reads the rows of a body with this number of columns.
pub type Reader = fn(body: &str, columns: usize) -> Vec<Fields>;

/// This crate and the strategies of today's clients.
pub const READERS: [(&str, Reader); 5] = [
    ("**rescue-sessions**", sessions),
    ("join lines until there are enough fields", clients::join),
    ("pad short rows, truncate long ones", clients::pad),
    ("drop rows with the wrong field count", clients::drop),
    ("overflow into the last column", clients::overflow),
];

/// A plan of this version with a quarter of its rows damaged.
#[must_use]
pub fn plan(version: Version, rows: u64) -> Plan {
    Plan { rows, version, damage: 0.25, ..Plan::default() }
}

/// The rows of a plan and the body that contains them.
#[must_use]
pub fn rows_and_body(plan: &Plan) -> (Vec<Row>, String) {
    let rows: Vec<Row> = plan.rows().collect();
    let body = rows.iter().fold(plan.head(), |body, row| body + &row.text);
    (rows, body)
}
