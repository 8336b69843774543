//! The same work done by `rescue-sessions` and by others, to be measured side by side.

#![forbid(unsafe_code)]

pub mod bodies;
pub mod checksum;
pub mod hostile;
pub mod measure;
pub mod ours;
pub mod peers;
pub mod scan;

use bodies::Body;

/// One way to do a piece of work. Its result tells whether the work was done: all ways give the same.
#[derive(Clone, Copy)]
pub struct Contestant {
    pub name: &'static str,
    pub run: fn(&Body) -> u64,
}

/// A piece of work and who does it, ours first.
pub struct Work {
    pub name: &'static str,
    /// The share of the body's rows that are damaged.
    pub damage: f64,
    /// What the result must be, where it can be told without anybody who does the work.
    pub expected: Option<fn(&Body) -> u64>,
    pub contestants: Vec<Contestant>,
}

/// All of it, from the least to the most.
pub const ALL: [fn() -> Work; 8] = [scan, records, fields, sessions, pieces, collected, damaged, json];

impl Work {
    fn new(name: &'static str, ours: &[Contestant], peers: &[Contestant]) -> Self {
        Work { name, damage: 0.0, expected: None, contestants: [ours, peers].concat() }
    }
}

/// Finds every delimiter and newline, and makes nothing of them.
pub fn scan() -> Work {
    Work { expected: Some(marks), ..Work::new("scan", scan::OURS, scan::PEERS) }
}

/// Counts rows; nobody looks at a field.
pub fn records() -> Work {
    Work { expected: Some(rows), ..Work::new("records", ours::RECORDS, peers::RECORDS) }
}

/// Adds up the lengths of all fields.
pub fn fields() -> Work {
    Work::new("fields", ours::FIELDS, peers::FIELDS)
}

/// Types every value and adds all of them to a [`checksum::Checksum`].
pub fn sessions() -> Work {
    Work::new("sessions", ours::SESSIONS, peers::SESSIONS)
}

/// The same of a body that comes in pieces.
pub fn pieces() -> Work {
    Work::new("pieces", ours::PIECES, &[])
}

/// Types every value and keeps the sessions in a `Vec`.
pub fn collected() -> Work {
    Work::new("collected", ours::COLLECTED, peers::COLLECTED)
}

/// Types every value of a body in which a quarter of the rows is damaged. No peer can do it.
pub fn damaged() -> Work {
    Work { damage: 0.25, expected: Some(rows), ..Work::new("damaged", ours::DAMAGED, &[]) }
}

/// Writes every session as a JSON object, of which only the bytes are counted.
pub fn json() -> Work {
    Work::new("json", ours::JSON, peers::JSON)
}

fn rows(body: &Body) -> u64 {
    body.rows() as u64
}

fn marks(body: &Body) -> u64 {
    body.text().bytes().filter(|byte| matches!(byte, b'|' | b'\n')).count() as u64
}
