//! The bodies of the benchmarks, which the command `generate` prints too.

pub use rescue_sessions_synthetic::Version;

use rescue_sessions_synthetic::Plan;

use crate::envelope::{Layout, text_and_xml};

/// A body with its properties.
pub struct Body {
    text: String,
    table: usize,
    rows: usize,
    version: Version,
    xml: String,
}

impl Body {
    /// A body of so many well-formed rows, always the same.
    pub fn new(version: Version, rows: usize) -> Self {
        Body::damaged(version, rows, 0.0)
    }

    /// The same, but a share of the rows, 0 to 1, has unescaped delimiters and newlines inside values.
    pub fn damaged(version: Version, rows: usize, damage: f64) -> Self {
        let text = Plan { rows: rows as u64, version, damage, ..Plan::default() }.body();
        Body::from_text(text, version, rows)
    }

    /// A body of version 3 with the same sessions as a SOAP response.
    pub fn soap(rows: usize, layout: Layout) -> Self {
        let (text, xml) = text_and_xml(rows as u64, layout);
        Body { xml, ..Body::from_text(text, Version::V3, rows) }
    }

    fn from_text(text: String, version: Version, rows: usize) -> Self {
        let table = text.find("ID|").unwrap_or(0);
        Body { text, table, rows, version, xml: String::new() }
    }

    /// The complete body, as the service would send it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The body from the header on, for the peers, which do not know return values.
    pub fn table(&self) -> &str {
        &self.text[self.table..]
    }

    /// The SOAP response with the same sessions; empty unless this is [`Body::soap`].
    pub fn xml(&self) -> &str {
        &self.xml
    }

    /// The number of bytes before the first row.
    pub fn head_len(&self) -> usize {
        self.table + self.table().find('\n').map_or(0, |newline| newline + 1)
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    pub fn version(&self) -> Version {
        self.version
    }
}
