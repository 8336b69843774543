//! Compares the rows that a reader returns with the rows that were written.

use std::collections::HashMap;

use rescue_sessions_synthetic::{Damage, Row, Version};

use super::{Fields, Reader};

/// How many rows a reader read exactly, in part, wrongly or not at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// All rows.
    pub total: u64,
    /// Rows with all values as written.
    pub exact: u64,
    /// Rows with some values withheld and all others as written.
    pub withheld: u64,
    /// The withheld rows that lack the value of a service column.
    pub service_withheld: u64,
    /// The withheld rows that lack the value of a service column other than the Language.
    pub service_withheld_except_language: u64,
    /// Rows with a wrong value or field count that the reader returns without an error.
    pub wrong: u64,
    /// Rows without a session of their ID.
    pub lost: u64,
}

/// The accuracy of a reader on a body.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Rows without damage.
    pub undamaged: RowCounts,
    /// Damaged rows per kind of damage, in the order of [`Damage::ALL`].
    pub damaged: [RowCounts; Damage::ALL.len()],
    /// Sessions that were never written, or that are returned twice.
    pub invented: u64,
    /// Values that differ from the written ones.
    pub wrong_values: u64,
}

impl Score {
    /// Scores a reader on a body with these rows.
    #[must_use]
    pub fn of(reader: Reader, body: &str, rows: &[Row], version: Version) -> Score {
        let columns = version.columns();
        let mut score = Score::default();
        let mut read: HashMap<String, Fields> = HashMap::new();
        for fields in reader(body, columns.len()) {
            let id = fields.first().cloned().flatten().unwrap_or_default();
            if read.insert(id, fields).is_some() {
                score.invented += 1;
            }
        }
        for row in rows {
            let fields = read.remove(&row.written[0]);
            score.add(row, fields.as_ref(), &columns);
        }
        score.invented += read.len() as u64;
        score
    }

    fn add(&mut self, row: &Row, fields: Option<&Fields>, columns: &[String]) {
        let kind = row.damage.and_then(|damage| Damage::ALL.iter().position(|kind| *kind == damage));
        let rows = kind.map_or(&mut self.undamaged, |kind| &mut self.damaged[kind]);
        rows.total += 1;
        let Some(fields) = fields else {
            rows.lost += 1;
            return;
        };
        let pairs = || fields.iter().zip(&row.written).zip(columns);
        let wrong = pairs().filter(|((read, written), _)| read.as_ref().is_some_and(|read| read != *written)).count();
        let withheld = || pairs().filter(|((read, _), _)| read.is_none());
        self.wrong_values += wrong as u64;
        if wrong > 0 || fields.len() != columns.len() {
            rows.wrong += 1;
        } else if withheld().next().is_some() {
            rows.withheld += 1;
            rows.service_withheld += u64::from(withheld().any(|(_, column)| !is_free_text(column)));
            let is_other = |column: &str| !is_free_text(column) && column != "Language";
            rows.service_withheld_except_language += u64::from(withheld().any(|(_, column)| is_other(column)));
        } else {
            rows.exact += 1;
        }
    }

    /// The sum over all kinds of damage.
    #[must_use]
    pub fn all_damaged(&self) -> RowCounts {
        self.damaged.iter().fold(RowCounts::default(), |sum, rows| RowCounts {
            total: sum.total + rows.total,
            exact: sum.exact + rows.exact,
            withheld: sum.withheld + rows.withheld,
            service_withheld: sum.service_withheld + rows.service_withheld,
            service_withheld_except_language: sum.service_withheld_except_language
                + rows.service_withheld_except_language,
            wrong: sum.wrong + rows.wrong,
            lost: sum.lost + rows.lost,
        })
    }
}

fn is_free_text(column: &str) -> bool {
    matches!(column, "Entry" | "Technician" | "Transferred To" | "Transferred Comment")
        || column.starts_with("Custom Field ")
}
