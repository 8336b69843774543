//! The cells of a batch as text, and what a session says that they hold.

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type, TimestampMillisecondType, TimestampSecondType};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Field, TimeUnit};
use rescue_sessions::{Column, OwnedSession};

/// A cell as text: a time as the seconds since 1970. `None`: null.
pub fn cell(batch: &RecordBatch, name: &str, row: usize) -> Option<String> {
    let array = batch.column_by_name(name).unwrap_or_else(|| panic!("no column {name}"));
    if array.is_null(row) {
        return None;
    }
    Some(match array.data_type() {
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Timestamp(TimeUnit::Second, _) => array.as_primitive::<TimestampSecondType>().value(row).to_string(),
        DataType::Timestamp(..) => {
            let milliseconds = array.as_primitive::<TimestampMillisecondType>().value(row);
            assert_eq!(milliseconds % 1_000, 0);
            (milliseconds / 1_000).to_string()
        }
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        DataType::Utf8 => array.as_string::<i32>().value(row).to_owned(),
        DataType::Dictionary(..) => {
            let dictionary = array.as_dictionary::<Int32Type>();
            dictionary.values().as_string::<i32>().value(dictionary.key(row).unwrap()).to_owned()
        }
        DataType::List(_) => {
            let names = array.as_list::<i32>().value(row);
            names.as_string::<i32>().iter().map(Option::unwrap).collect::<Vec<_>>().join(",")
        }
        other => panic!("{other}"),
    })
}

/// What a column of the response must hold for a session.
pub fn expected(session: &OwnedSession, field: &Field) -> Option<String> {
    let name = &field.metadata()["column"];
    if let Some((_, text)) = session.unknown_columns.iter().find(|(unknown, _)| unknown == name) {
        return text.clone();
    }
    let number = |number: Option<i64>| number.map(|number| number.to_string());
    let flag = |flag: Option<bool>| flag.map(|flag| flag.to_string());
    match Column::from_name(name)? {
        Column::Id => number(Some(session.id)),
        Column::Status => session.status.as_ref().map(|status| status.as_str().to_owned()),
        Column::EntryId => number(session.entry_id),
        Column::Entry => session.entry.clone(),
        Column::TechnicianId => number(session.technician_id),
        Column::Technician => session.technician.clone(),
        Column::StartTime => session.start_time.map(|time| {
            let days = days_since_1970(time.year().into(), time.month(), time.day());
            let [hour, minute, second] = [time.hour(), time.minute(), time.second()].map(i64::from);
            (((days * 24 + hour) * 60 + minute) * 60 + second).to_string()
        }),
        Column::WaitingTime => number(session.waiting_time),
        Column::CustomField(index) => session.custom_fields.get(usize::from(index)).cloned().flatten(),
        Column::Language => session.language.clone(),
        Column::TransferredTo => session.transferred_to.clone(),
        Column::TransferredComment => session.transferred_comment.clone(),
        Column::IsLeadTechnician => flag(session.is_lead_technician),
        Column::HandingOff => flag(session.is_handing_off),
        column => panic!("{column}"),
    }
}

/// Counted year by year and month by month, without a formula.
fn days_since_1970(year: i64, month: u8, day: u8) -> i64 {
    let is_leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let of_year = |year| if is_leap(year) { 366 } else { 365 };
    let before: i64 = (1970..year).map(of_year).sum::<i64>() - (year..1970).map(of_year).sum::<i64>();
    let months = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    before + months.iter().take(usize::from(month) - 1).sum::<i64>() + i64::from(day) - 1
}
