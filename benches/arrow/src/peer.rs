//! The usual way: csv and serde into a struct, and builders of arrow-array.

use std::iter;
use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Int64Builder, StringBuilder, StringDictionaryBuilder, TimestampSecondBuilder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, RecordBatch};
use chrono::NaiveDateTime;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    #[serde(rename = "ID")]
    id: i64,
    #[serde(rename = "Status")]
    status: String,
    #[serde(rename = "Entry ID")]
    entry_id: i64,
    #[serde(rename = "Entry")]
    entry: String,
    #[serde(rename = "Technician ID")]
    technician_id: i64,
    #[serde(rename = "Technician")]
    technician: String,
    #[serde(rename = "Start Time")]
    start_time: String,
    #[serde(rename = "Waiting Time")]
    waiting_time: i64,
    #[serde(rename = "Custom Field 0")]
    custom_field_0: String,
    #[serde(rename = "Custom Field 1")]
    custom_field_1: String,
    #[serde(rename = "Custom Field 2")]
    custom_field_2: String,
    #[serde(rename = "Custom Field 3")]
    custom_field_3: String,
    #[serde(rename = "Custom Field 4")]
    custom_field_4: String,
    #[serde(rename = "Custom Field 5")]
    custom_field_5: String,
    #[serde(rename = "Language")]
    language: String,
    #[serde(rename = "Transferred To")]
    transferred_to: String,
    #[serde(rename = "Transferred Comment")]
    transferred_comment: String,
    #[serde(rename = "Is Lead Technician")]
    is_lead_technician: String,
    #[serde(rename = "HandingOff")]
    handing_off: String,
}

#[derive(Default)]
struct Builders {
    rows: usize,
    id: Int64Builder,
    status: StringDictionaryBuilder<Int32Type>,
    entry_id: Int64Builder,
    entry: StringDictionaryBuilder<Int32Type>,
    technician_id: Int64Builder,
    technician: StringDictionaryBuilder<Int32Type>,
    start_time: TimestampSecondBuilder,
    waiting_time: Int64Builder,
    custom_fields: [StringBuilder; 6],
    language: StringDictionaryBuilder<Int32Type>,
    transferred_to: StringDictionaryBuilder<Int32Type>,
    transferred_comment: StringBuilder,
    is_lead_technician: BooleanBuilder,
    handing_off: BooleanBuilder,
}

impl Builders {
    fn append(&mut self, row: &Row) {
        self.rows += 1;
        self.id.append_value(row.id);
        self.status.append_value(&row.status);
        self.entry_id.append_value(row.entry_id);
        self.entry.append_value(&row.entry);
        self.technician_id.append_value(row.technician_id);
        self.technician.append_value(&row.technician);
        let time = NaiveDateTime::parse_from_str(&row.start_time, "%m/%d/%Y %I:%M %p").expect("a time");
        self.start_time.append_value(time.and_utc().timestamp());
        self.waiting_time.append_value(row.waiting_time);
        let texts = [
            &row.custom_field_0,
            &row.custom_field_1,
            &row.custom_field_2,
            &row.custom_field_3,
            &row.custom_field_4,
            &row.custom_field_5,
        ];
        self.custom_fields.iter_mut().zip(texts).for_each(|(builder, text)| builder.append_value(text));
        self.language.append_value(&row.language);
        self.transferred_to.append_value(&row.transferred_to);
        self.transferred_comment.append_value(&row.transferred_comment);
        self.is_lead_technician.append_value(row.is_lead_technician == "yes");
        self.handing_off.append_value(row.handing_off == "yes");
    }

    fn finish(&mut self) -> RecordBatch {
        self.rows = 0;
        let mut columns: Vec<(String, ArrayRef)> = vec![
            ("id".to_owned(), Arc::new(self.id.finish())),
            ("status".to_owned(), Arc::new(self.status.finish())),
            ("entry_id".to_owned(), Arc::new(self.entry_id.finish())),
            ("entry".to_owned(), Arc::new(self.entry.finish())),
            ("technician_id".to_owned(), Arc::new(self.technician_id.finish())),
            ("technician".to_owned(), Arc::new(self.technician.finish())),
            ("start_time".to_owned(), Arc::new(self.start_time.finish())),
            ("waiting_time".to_owned(), Arc::new(self.waiting_time.finish())),
        ];
        for (number, builder) in self.custom_fields.iter_mut().enumerate() {
            columns.push((format!("custom_field_{number}"), Arc::new(builder.finish())));
        }
        columns.push(("language".to_owned(), Arc::new(self.language.finish())));
        columns.push(("transferred_to".to_owned(), Arc::new(self.transferred_to.finish())));
        columns.push(("transferred_comment".to_owned(), Arc::new(self.transferred_comment.finish())));
        columns.push(("is_lead_technician".to_owned(), Arc::new(self.is_lead_technician.finish())));
        columns.push(("handing_off".to_owned(), Arc::new(self.handing_off.finish())));
        RecordBatch::try_from_iter(columns).expect("columns of one length")
    }
}

pub(crate) fn batches(body: &[u8], batch_size: usize) -> impl Iterator<Item = RecordBatch> {
    let start = body.windows(2).position(|pair| pair == b"\n\n").map_or(0, |position| position + 2);
    let reader = csv::ReaderBuilder::new().delimiter(b'|').quoting(false).from_reader(&body[start..]);
    let (mut rows, mut builders) = (reader.into_deserialize(), Builders::default());
    iter::from_fn(move || {
        for row in rows.by_ref().take(batch_size) {
            builders.append(&row.expect("a well-formed row"));
        }
        (builders.rows > 0).then(|| builders.finish())
    })
}
