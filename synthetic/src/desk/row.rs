//! The row of a session.

use std::fmt::Write;
use std::mem;

use super::session::Session;
use super::staff::Staff;
use crate::date_time::DateTime;
use crate::{Version, words};

/// What the text of a row depends on, beside its session.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Format<'a> {
    pub(crate) version: Version,
    pub(crate) delimiter: &'a str,
    pub(crate) staff: &'a Staff,
    pub(crate) now: DateTime,
}

impl Session {
    /// Updates the row if it would differ from that of the last poll.
    pub(crate) fn update_row(&mut self, format: Format<'_>) {
        if self.is_row_outdated || self.waited.is_none() {
            let mut row = mem::take(&mut self.row);
            row.clear();
            self.write(&mut row, format);
            self.row = row;
            self.is_row_outdated = false;
        }
    }

    fn write(&self, row: &mut String, format: Format<'_>) {
        let Format { version, delimiter, staff, now } = format;
        let number = |row: &mut String, number: u64| {
            let _ = write!(row, "{number}{delimiter}"); // writing to a String cannot fail
        };
        let text = |row: &mut String, text: &str| {
            row.push_str(text);
            row.push_str(delimiter);
        };
        let technician = self.technician.map(|technician| staff.get(technician));
        let transferred_to = self.transferred_to.map(|technician| staff.get(technician));
        number(row, self.id);
        text(row, self.status.text());
        number(row, 1_927_940_000 + self.channel as u64 * 111);
        text(row, words::CHANNELS[self.channel]);
        number(row, technician.map_or(0, |technician| technician.id));
        text(row, technician.map_or("", |technician| &technician.name));
        text(row, &self.arrival.start_time());
        number(row, self.waited.unwrap_or_else(|| now.seconds_since(self.arrival)).into());
        let fields = self.customer.fields.iter().map(String::as_str).chain(["", ""]);
        fields.take(version.custom_fields()).for_each(|field| text(row, field));
        text(row, self.customer.language);
        text(row, transferred_to.map_or("", |technician| &technician.name));
        text(row, &self.comment);
        text(row, if technician.is_some() { "yes" } else { "" });
        text(row, "");
        row.push('\n');
    }
}
