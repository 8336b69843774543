//! Rows as they were read against rows as they were written.

use std::collections::HashMap;

use rescue_sessions_synthetic::{Damage, Row, Version};

use super::{Fields, Reader};

/// What became of some rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// How many there were.
    pub written: u64,
    /// All values as they were written.
    pub exact: u64,
    /// Some values withheld, all others as they were written.
    pub withheld: u64,
    /// Of these, how many lack a value of a column that the service writes.
    pub machine_withheld: u64,
    /// Of those, how many lack one besides the Language.
    pub service_withheld_beside_language: u64,
    /// A value is another one than was written, and nothing tells.
    pub wrong: u64,
    /// There is no session of this ID.
    pub lost: u64,
}

/// What a reader made of a body.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Rows that were not damaged.
    pub whole: Rows,
    /// Rows that were, in the order of [`Damage::ALL`].
    pub damaged: [Rows; Damage::ALL.len()],
    /// Sessions that nobody wrote, or a second time.
    pub invented: u64,
    /// Values under a wrong column, or cut.
    pub wrong_values: u64,
}

impl Score {
    /// The score of a reader.
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
        let rows = kind.map_or(&mut self.whole, |kind| &mut self.damaged[kind]);
        rows.written += 1;
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
            rows.machine_withheld += u64::from(withheld().any(|(_, column)| !is_typed(column)));
            let is_other = |column: &str| !is_typed(column) && column != "Language";
            rows.service_withheld_beside_language += u64::from(withheld().any(|(_, column)| is_other(column)));
        } else {
            rows.exact += 1;
        }
    }

    /// All damaged rows.
    #[must_use]
    pub fn all_damaged(&self) -> Rows {
        self.damaged.iter().fold(Rows::default(), |sum, rows| Rows {
            written: sum.written + rows.written,
            exact: sum.exact + rows.exact,
            withheld: sum.withheld + rows.withheld,
            machine_withheld: sum.machine_withheld + rows.machine_withheld,
            service_withheld_beside_language: sum.service_withheld_beside_language
                + rows.service_withheld_beside_language,
            wrong: sum.wrong + rows.wrong,
            lost: sum.lost + rows.lost,
        })
    }
}

fn is_typed(column: &str) -> bool {
    matches!(column, "Entry" | "Technician" | "Transferred To" | "Transferred Comment")
        || column.starts_with("Custom Field ")
}
