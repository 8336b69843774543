//! Sessions and errors as JSON: out, in again, and equal.

use rescue_sessions::{Column, Damage, Error, Session, StartTime};
use serde::Serialize;
use serde_json::Value;

use crate::case::Case;

/// Every session and every error of a list.
pub fn check(case: &Case<'_>) {
    match case.parser.parse_bytes(case.body) {
        Err(error) => same(&error, &error_by_hand(&error)),
        Ok(list) => {
            let names: Vec<&str> = list.header().iter().collect();
            for session in &list {
                match session {
                    Ok(session) => {
                        same(&session, &by_hand(&session, &names));
                        same(&session.clone().into_owned(), &by_hand(&session, &names));
                    }
                    Err(error) => same(&error, &error_by_hand(&error)),
                }
            }
        }
    }
}

/// As text it is this, which can be read in again; and as a tree, without text, it is the same.
fn same(value: &impl Serialize, expected: &str) {
    let text = serde_json::to_string(value).expect("it is made of texts and numbers");
    assert_eq!(text, expected);
    let read: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text} is no JSON: {error}"));
    assert_eq!(serde_json::to_value(value).expect("as before"), read);
}

fn json(value: impl Serialize) -> String {
    serde_json::to_string(&value).expect("it is made of texts and numbers")
}

/// Entries that are JSON already, in their order.
fn map<'k>(entries: impl IntoIterator<Item = (&'k str, String)>) -> String {
    let entries: Vec<String> = entries.into_iter().map(|(key, value)| format!("{}:{value}", json(key))).collect();
    format!("{{{}}}", entries.join(","))
}

/// What the getters say, under the contract's keys.
fn by_hand(session: &Session<'_>, names: &[&str]) -> String {
    let entries = [
        (Column::Id, "id", json(session.id())),
        (Column::Status, "status", json(session.status_text())),
        (Column::EntryId, "entry_id", json(session.entry_id())),
        (Column::Entry, "entry", json(session.entry())),
        (Column::TechnicianId, "technician_id", json(session.technician_id())),
        (Column::Technician, "technician", json(session.technician())),
        (Column::StartTime, "start_time", json(session.start_time().map(iso_8601))),
        (Column::WaitingTime, "waiting_time", json(session.waiting_time())),
        (Column::CustomField(0), "custom_fields", json(session.custom_fields().collect::<Vec<_>>())),
        (Column::Language, "language", json(session.language())),
        (Column::TransferredTo, "transferred_to", json(session.transferred_to())),
        (Column::TransferredComment, "transferred_comment", json(session.transferred_comment())),
        (Column::IsLeadTechnician, "is_lead_technician", json(session.is_lead_technician())),
        (Column::HandingOff, "handing_off", json(session.is_handing_off())),
    ];
    let present = entries.into_iter().filter(|(column, ..)| names.contains(&&*column.name()));
    let extra: Vec<_> = session.unknown_columns().map(|(name, value)| (name, json(value))).collect();
    let damage: Vec<String> = session.damage().iter().map(damage_by_hand).collect();
    let damage = (!damage.is_empty()).then(|| ("damage", format!("[{}]", damage.join(","))));
    let extra = (!extra.is_empty()).then(|| ("extra", map(extra)));
    map(present.map(|(_, key, value)| (key, value)).chain(extra).chain(damage))
}

fn iso_8601(time: StartTime) -> String {
    let (date, clock) = ((time.year(), time.month(), time.day()), (time.hour(), time.minute(), time.second()));
    format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", date.0, date.1, date.2, clock.0, clock.1, clock.2)
}

fn damage_by_hand(damage: &Damage<'_>) -> String {
    let columns: Vec<&str> = damage.columns().collect();
    map([("columns", json(columns)), ("raw", json(damage.raw())), ("resolved", json(damage.is_resolved()))])
}

fn error_by_hand(error: &Error) -> String {
    let position = error.position();
    map([
        ("kind", json(error.kind().code())),
        ("line", json(position.line())),
        ("column", json(position.column())),
        ("byte", json(position.byte())),
        ("message", json(error.to_string())),
    ])
}
