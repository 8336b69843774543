//! Workloads that `rescue-sessions` and other parsers run, for a comparison of their speed.

#![forbid(unsafe_code)]

pub mod bodies;
pub mod checksum;
pub mod envelope;
pub mod hostile;
pub mod measure;
pub mod ours;
pub mod peers;
pub mod row;
pub mod scan;
pub mod soap;

use bodies::Body;

/// A parser that runs a workload. All contestants of a workload must return the same result.
#[derive(Clone, Copy)]
pub struct Contestant {
    pub name: &'static str,
    pub run: fn(&Body) -> u64,
}

/// A workload and its contestants. Those of this crate come first.
pub struct Workload {
    pub name: &'static str,
    /// The share of the body's rows that are damaged.
    pub damage: f64,
    /// Whether it reads [`Body::xml`].
    pub is_soap: bool,
    /// The expected result, if it is known without a run of a contestant.
    pub expected: Option<fn(&Body) -> u64>,
    pub contestants: Vec<Contestant>,
}

/// All workloads, from the least work to the most.
pub const ALL: [fn() -> Workload; 10] =
    [scan, records, fields, sessions, deserialized, chunks, collected, damaged, json, written];

impl Workload {
    /// The number of bytes that it reads.
    pub fn bytes(&self, body: &Body) -> usize {
        if self.is_soap { body.xml().len() } else { body.bytes() }
    }

    fn new(name: &'static str, ours: &[Contestant], peers: &[Contestant]) -> Self {
        Workload { name, damage: 0.0, is_soap: false, expected: None, contestants: [ours, peers].concat() }
    }
}

/// Finds every delimiter and newline, without any parsing.
pub fn scan() -> Workload {
    Workload { expected: Some(delimiters_and_newlines), ..Workload::new("scan", scan::OURS, scan::PEERS) }
}

/// Counts rows, without their fields.
pub fn records() -> Workload {
    Workload { expected: Some(rows), ..Workload::new("records", ours::RECORDS, peers::RECORDS) }
}

/// Adds up the lengths of all fields.
pub fn fields() -> Workload {
    Workload::new("fields", ours::FIELDS, peers::FIELDS)
}

/// Parses every value, and adds all of them to a [`checksum::Checksum`].
pub fn sessions() -> Workload {
    Workload::new("sessions", ours::SESSIONS, peers::SESSIONS)
}

/// Deserializes every row into a struct of texts, integers and times, and adds all values to the same sum.
pub fn deserialized() -> Workload {
    Workload::new("deserialized", ours::DESERIALIZED, peers::DESERIALIZED)
}

/// The same for a body that comes in chunks.
pub fn chunks() -> Workload {
    Workload::new("chunks", ours::CHUNKS, &[])
}

/// Parses every value, and keeps the sessions in a `Vec`.
pub fn collected() -> Workload {
    Workload::new("collected", ours::COLLECTED, peers::COLLECTED)
}

/// Parses every value of a body in which a quarter of the rows is damaged. No peer can read such a body.
pub fn damaged() -> Workload {
    Workload { damage: 0.25, expected: Some(rows), ..Workload::new("damaged", ours::DAMAGED, &[]) }
}

/// Writes every session as a JSON object, and counts the bytes.
pub fn json() -> Workload {
    Workload::new("json", ours::JSON, peers::JSON)
}

/// Parses every row, and writes it again, as delimited text.
pub fn written() -> Workload {
    Workload::new("written", ours::WRITTEN, peers::WRITTEN)
}

/// Parses every value of a SOAP response. The peers keep all sessions, and so do some contestants of this crate.
pub fn soap() -> Workload {
    Workload { is_soap: true, ..Workload::new("soap", soap::OURS, soap::PEERS) }
}

/// Parses the same sessions as text, for a comparison of the two formats.
pub fn soap_as_text() -> Workload {
    Workload::new("text", soap::AS_TEXT, &[])
}

fn rows(body: &Body) -> u64 {
    body.rows() as u64
}

fn delimiters_and_newlines(body: &Body) -> u64 {
    body.text().bytes().filter(|byte| matches!(byte, b'|' | b'\n')).count() as u64
}
