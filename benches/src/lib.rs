//! The same work done by `rescue-sessions` and by others, to be measured side by side.

#![forbid(unsafe_code)]

pub mod bodies;
pub mod checksum;
pub mod hostile;
pub mod measure;
pub mod ours;
pub mod peers;

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
    pub contestants: Vec<Contestant>,
}

/// Counts rows; nobody looks at a field.
pub fn records() -> Work {
    Work { name: "records", contestants: [ours::RECORDS, peers::RECORDS].concat() }
}

/// Adds up the lengths of all fields.
pub fn fields() -> Work {
    Work { name: "fields", contestants: [ours::FIELDS, peers::FIELDS].concat() }
}

/// Types every value and adds all of them to a [`checksum::Checksum`].
pub fn sessions() -> Work {
    Work { name: "sessions", contestants: [ours::SESSIONS, peers::SESSIONS].concat() }
}

/// Types every value and keeps the sessions in a `Vec`.
pub fn collected() -> Work {
    Work { name: "collected", contestants: [ours::COLLECTED, peers::COLLECTED].concat() }
}
