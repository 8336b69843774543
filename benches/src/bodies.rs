//! The bodies that are read: those of the command's `generate`.

pub use rescue_sessions_synthetic::Version;

use rescue_sessions_synthetic::Plan;

/// A body, and what is known of it.
pub struct Body {
    text: String,
    table: usize,
    rows: usize,
    version: Version,
}

impl Body {
    /// A body of so many undamaged rows, always the same.
    pub fn new(version: Version, rows: usize) -> Self {
        Body::damaged(version, rows, 0.0)
    }

    /// The same, but people have typed delimiters and newlines into a share of the rows, 0 to 1.
    pub fn damaged(version: Version, rows: usize, damage: f64) -> Self {
        let text = Plan { rows: rows as u64, version, damage, ..Plan::default() }.body();
        let table = text.find("ID|").unwrap_or(0);
        Body { text, table, rows, version }
    }

    /// All of it, as the service would send it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// From the header on, for those who know nothing of return values.
    pub fn table(&self) -> &str {
        &self.text[self.table..]
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
