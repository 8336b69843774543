//! The cells of a row of the table.

use std::borrow::Cow;

use csv::StringRecord;
use rescue_sessions::Column;

use crate::input::schema::{Kind, Schema};
use crate::output::text::{duration, escaped};
use crate::output::width::cut;

/// No cell is wider.
pub(crate) const MAX_WIDTH: usize = 100;
/// Printed for a withheld value.
pub(crate) const WITHHELD: &str = "?";

/// A row that waits until the widths of the columns are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cells {
    pub(crate) texts: Vec<String>,
    pub(crate) is_damaged: bool,
}

impl Cells {
    pub(crate) fn new(record: &StringRecord, schema: &Schema, is_damaged: bool) -> Cells {
        let texts = record.iter().zip(&schema.fields).map(|(text, field)| cut(&cell(field.kind, text), MAX_WIDTH));
        Cells { texts: texts.collect(), is_damaged }
    }

    pub(crate) fn len(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }
}

/// The text of a cell: escaped, and a waiting time as a duration.
pub(crate) fn cell(kind: Kind, text: &str) -> Cow<'_, str> {
    let seconds = if kind == Kind::Known(Column::WaitingTime) { text.parse().ok() } else { None };
    seconds.map_or_else(|| escaped(text), |seconds| Cow::Owned(duration(seconds)))
}
