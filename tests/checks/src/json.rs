//! Sessions and errors as JSON: serialize, parse and compare.

use rescue_sessions::{Column, Damage, Error, OwnedSession, Session, StartTime};
use serde::Serialize;
use serde_json::Value;

use crate::case::Case;

/// Checks the JSON of every session and every error.
pub fn check(case: &Case<'_>) {
    match case.parser.parse_bytes(case.body) {
        Err(error) => assert_json(&error, &error_json(&error)),
        Ok(list) => {
            let names: Vec<&str> = list.header().iter().collect();
            for session in &list {
                match session {
                    Ok(session) => {
                        assert_json(&session, &session_json(&session, &names));
                        check_written(&session, &session_json(&session, &names));
                        check_owned(&OwnedSession::from(&session), &session_json(&session, &names));
                    }
                    Err(error) => assert_json(&error, &error_json(&error)),
                }
            }
        }
    }
}

/// The value serializes as the expected text, and as a `serde_json::Value` that is equal to the parsed text.
fn assert_json(value: &impl Serialize, expected: &str) {
    let text = serde_json::to_string(value).expect("strings and numbers always serialize");
    assert_eq!(text, expected);
    let read: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text} is not JSON: {error}"));
    assert_eq!(serde_json::to_value(value).expect("strings and numbers always serialize"), read);
}

/// `write_json` gives what `Serialize` gives, except that it escapes more characters.
fn check_written(session: &Session<'_>, expected: &str) {
    let is_escaped = |char: char| matches!(char, '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut escaped = String::new();
    for char in expected.chars() {
        match char {
            char if is_escaped(char) => escaped += &format!("\\u{:04x}", u32::from(char)),
            char => escaped.push(char),
        }
    }
    let (mut written, mut owned) = (b"before".to_vec(), b"before".to_vec());
    session.write_json(&mut written);
    OwnedSession::from(session).write_json(&mut owned);
    assert_eq!(String::from_utf8(written.clone()).unwrap(), format!("before{escaped}"));
    assert_eq!(owned, written);
}

/// An owned session serializes like the borrowed one, and deserializes to an equal session.
fn check_owned(session: &OwnedSession, expected: &str) {
    assert_json(session, expected);
    let read: OwnedSession = serde_json::from_str(expected).unwrap_or_else(|error| panic!("{expected}: {error}"));
    assert_eq!(&read, session);
    assert_eq!(json(&read), expected, "the positions of the damage too");
}

fn json(value: impl Serialize) -> String {
    serde_json::to_string(&value).expect("strings and numbers always serialize")
}

/// A JSON object. The values are JSON already, and the order of the entries stays.
fn map<'k>(entries: impl IntoIterator<Item = (&'k str, String)>) -> String {
    let entries: Vec<String> = entries.into_iter().map(|(key, value)| format!("{}:{value}", json(key))).collect();
    format!("{{{}}}", entries.join(","))
}

/// The expected JSON of a session: the values of the getters under the documented keys.
fn session_json(session: &Session<'_>, names: &[&str]) -> String {
    let entries = [
        (Column::Id, "id", json(session.id())),
        (Column::Status, "status", json(session.status())),
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
    let damage: Vec<String> = session.damage().iter().map(damage_json).collect();
    let damage = (!damage.is_empty()).then(|| ("damage", format!("[{}]", damage.join(","))));
    let extra = (!extra.is_empty()).then(|| ("extra", map(extra)));
    map(present.map(|(_, key, value)| (key, value)).chain(extra).chain(damage))
}

fn iso_8601(time: StartTime) -> String {
    let (date, clock) = ((time.year(), time.month(), time.day()), (time.hour(), time.minute(), time.second()));
    format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", date.0, date.1, date.2, clock.0, clock.1, clock.2)
}

fn damage_json(damage: &Damage<'_>) -> String {
    let columns: Vec<&str> = damage.columns().collect();
    map([
        ("columns", json(columns)),
        ("raw", json(damage.raw())),
        ("resolved", json(damage.is_resolved())),
        ("record", json(damage.position().record())),
        ("line", json(damage.position().line())),
    ])
}

fn error_json(error: &Error) -> String {
    let position = error.position();
    let start = [
        ("kind", json(error.kind().code())),
        ("line", json(position.line())),
        ("column", json(position.column())),
        ("byte", json(position.byte())),
    ];
    let record = position.record().map(|record| ("record", json(record)));
    map(start.into_iter().chain(record).chain([("message", json(error.to_string()))]))
}
