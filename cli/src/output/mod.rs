//! What people see: safe text, colors, charts, excerpts and messages.

pub(crate) mod bars;
pub(crate) mod csv_lines;
pub(crate) mod excerpt;
pub(crate) mod figures;
pub(crate) mod lines;
pub(crate) mod problems;
pub(crate) mod progress;
pub(crate) mod safe_json;
pub(crate) mod stderr;
pub(crate) mod terminal;
pub(crate) mod text;
pub(crate) mod width;
pub(crate) mod wrap;
