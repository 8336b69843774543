//! Parses rows with csv and serde, and writes the same JSON objects as this crate with serde_json.

use chrono::NaiveDateTime;
use csv::StringRecord;
use serde::Serialize;

use super::{WELL_FORMED, csv_reader};
use crate::bodies::Body;
use crate::measure::Written;
use crate::row::{Chrono, Row};

#[derive(Serialize)]
struct Object<'a> {
    id: i64,
    status: &'a str,
    entry_id: i64,
    entry: &'a str,
    technician_id: i64,
    technician: &'a str,
    start_time: NaiveDateTime,
    waiting_time: i64,
    custom_fields: &'a [&'a str],
    language: &'a str,
    transferred_to: &'a str,
    transferred_comment: &'a str,
    is_lead_technician: bool,
    handing_off: bool,
}

impl<'a> Object<'a> {
    fn new(row: &Row<&'a str, Chrono>, custom_fields: &'a [&'a str]) -> Self {
        Object {
            id: row.id,
            status: row.status,
            entry_id: row.entry_id,
            entry: row.entry,
            technician_id: row.technician_id,
            technician: row.technician,
            start_time: row.start_time.0,
            waiting_time: row.waiting_time,
            custom_fields,
            language: row.language,
            transferred_to: row.transferred_to,
            transferred_comment: row.transferred_comment,
            is_lead_technician: row.is_lead_technician == "yes",
            handing_off: row.handing_off == "yes",
        }
    }
}

/// The number of bytes written.
pub fn sessions(body: &Body) -> u64 {
    const CUSTOM_FIELD_0: usize = 8;
    let mut reader = csv_reader(body);
    let headers = reader.headers().expect("a header").clone();
    let (mut record, mut to) = (StringRecord::new(), Written::default());
    while reader.read_record(&mut record).expect(WELL_FORMED) {
        let row: Row<&str, Chrono> = record.deserialize(Some(&headers)).expect(WELL_FORMED);
        // serde cannot collect columns into an array, so the custom fields are found by index.
        let custom_fields: [&str; 6] = std::array::from_fn(|number| &record[CUSTOM_FIELD_0 + number]);
        let object = Object::new(&row, &custom_fields[..body.version().custom_fields()]);
        serde_json::to_writer(&mut to, &object).expect("the writer cannot fail");
    }
    to.bytes
}
