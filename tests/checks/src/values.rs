//! The values of the fields of a row, decoded with std and chrono only.

use chrono::{NaiveDate, NaiveDateTime};
use rescue_sessions::{OwnedSession, Session, Status};

use crate::case::Case;

/// A value of one of the field types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Integer(i64),
    Time(NaiveDateTime),
    Flag(bool),
    Text(String),
}

/// The indexes of the columns in `Session::custom_fields`: numbers from 0 up to the first number that the header lacks.
fn custom_fields<'n>(names: &'n [&str]) -> impl Iterator<Item = usize> + 'n {
    (0..).map_while(|number| names.iter().position(|name| *name == format!("Custom Field {number}")))
}

/// The value of a field, or the code of the error.
pub fn value(column: &str, text: &str) -> Result<Value, &'static str> {
    match column {
        "ID" | "Entry ID" | "Technician ID" | "Waiting Time" => integer(text).map(Value::Integer),
        "Start Time" => start_time(text).map(Value::Time),
        "Language" if !is_language(text) => Err("invalid_language"),
        "Is Lead Technician" | "HandingOff" => flag(text).map(Value::Flag).ok_or("invalid_flag"),
        _ => Ok(Value::Text(text.to_owned())),
    }
}

fn integer(text: &str) -> Result<i64, &'static str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    match !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) {
        true => text.parse().map_err(|_| "integer_out_of_range"),
        false => Err("invalid_integer"),
    }
}

/// Parses `M/D/YYYY h:mm AM`, with or without seconds.
fn start_time(text: &str) -> Result<NaiveDateTime, &'static str> {
    let numbers = |text: &str, separator, sizes: &[std::ops::RangeInclusive<usize>]| -> Option<Vec<u32>> {
        let parts: Vec<&str> = text.split(separator).collect();
        let fit = parts
            .iter()
            .zip(sizes)
            .all(|(part, size)| size.contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit()));
        (fit && parts.len() <= sizes.len()).then(|| parts.iter().map(|part| part.parse().unwrap_or(0)).collect())
    };
    let parts: Vec<&str> = text.split(' ').collect();
    let [date, time, am_pm @ ("AM" | "PM")] = parts[..] else { return Err("invalid_time") };
    let date = numbers(date, '/', &[1..=2, 1..=2, 4..=4]).filter(|date| date.len() == 3).ok_or("invalid_time")?;
    let time = numbers(time, ':', &[1..=2, 2..=2, 2..=2]).filter(|time| time.len() >= 2).ok_or("invalid_time")?;
    let second = time.get(2).copied().unwrap_or(0);
    let hour = (1..=12).contains(&time[0]).then_some(time[0] % 12 + if am_pm == "PM" { 12 } else { 0 });
    let day = NaiveDate::from_ymd_opt(date[2] as i32, date[0], date[1]).filter(|_| date[2] > 0);
    // chrono accepts second 60 as a leap second.
    let day = day.filter(|_| second < 60);
    day.zip(hour).and_then(|(day, hour)| day.and_hms_opt(hour, time[1], second)).ok_or("time_out_of_range")
}

fn is_language(text: &str) -> bool {
    let letters = |text: &str| text.chars().all(|c| c.is_ascii_alphabetic());
    let mut tags = text.split(['-', '_']);
    let first = tags.next().unwrap_or_default();
    let is_code = letters(first) && (first.len() == 2 || first.len() == 3 && first == first.to_lowercase());
    let is_tag = |tag: &str| (1..=8).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric());
    text.is_empty() || is_code && tags.all(is_tag)
}

fn flag(text: &str) -> Option<bool> {
    use unicode_general_category::GeneralCategory::{EnclosingMark, NonspacingMark, SpacingMark};
    let is_mark =
        |c| matches!(unicode_general_category::get_general_category(c), EnclosingMark | NonspacingMark | SpacingMark);
    let is_in_a_word = |c: char| c.is_alphabetic() || is_mark(c) || "-'’".contains(c);
    match &*text.to_ascii_lowercase() {
        "" | "no" | "false" => Some(false),
        _ => (text.starts_with(char::is_alphabetic) && text.chars().all(is_in_a_word)).then_some(true),
    }
}

/// The value of a column in a session, if the column is known.
fn of_session(session: &Session<'_>, column: &str) -> Option<Option<Value>> {
    let text = |text: Option<&str>| text.map(|text| Value::Text(text.to_owned()));
    let time = |time: rescue_sessions::StartTime| {
        let date = NaiveDate::from_ymd_opt(time.year().into(), time.month().into(), time.day().into());
        let time =
            date.and_then(|date| date.and_hms_opt(time.hour().into(), time.minute().into(), time.second().into()));
        Value::Time(time.expect("a start time is a valid date and time"))
    };
    Some(match column {
        "ID" => Some(Value::Integer(session.id())),
        "Status" => text(session.status_text()),
        "Entry ID" => session.entry_id().map(Value::Integer),
        "Entry" => text(session.entry()),
        "Technician ID" => session.technician_id().map(Value::Integer),
        "Technician" => text(session.technician()),
        "Start Time" => session.start_time().map(time),
        "Waiting Time" => session.waiting_time().map(Value::Integer),
        "Language" => text(session.language()),
        "Transferred To" => text(session.transferred_to()),
        "Transferred Comment" => text(session.transferred_comment()),
        "Is Lead Technician" => session.is_lead_technician().map(Value::Flag),
        "HandingOff" => session.is_handing_off().map(Value::Flag),
        _ => return None,
    })
}

/// Checks all values of a session against its fields. A field of `None` is withheld, and so is its value.
pub fn check_session(session: &Session<'_>, names: &[&str], fields: &[Option<&str>]) {
    let known = |name: &&str| of_session(session, name).is_some();
    let custom: Vec<usize> = custom_fields(names).take(256).collect();
    for (name, field) in names.iter().zip(fields) {
        let Some(found) = of_session(session, name) else { continue };
        let expected = field.map(|field| value(name, field).expect("each field of a session has a valid value"));
        assert_eq!(found, expected, "{name}");
    }
    let absent =
        ["Status", "Entry ID", "Entry", "Technician ID", "Technician", "Start Time", "Waiting Time", "Language"];
    let absent_too = ["Transferred To", "Transferred Comment", "Is Lead Technician", "HandingOff"];
    for name in absent.iter().chain(&absent_too).filter(|name| !names.contains(name)) {
        assert_eq!(of_session(session, name), Some(None), "{name} is not in the header");
    }
    assert!(session.custom_fields().eq(custom.iter().map(|&index| fields[index])));
    for (number, &index) in custom.iter().enumerate() {
        assert_eq!(session.custom_field(number as u8), fields[index]);
    }
    let others = (0..names.len()).filter(|index| !custom.contains(index) && !known(&names[*index]));
    assert!(session.unknown_columns().eq(others.map(|index| (names[index], fields[index]))));
    assert_eq!(session.status(), session.status_text().map(Status::from_text));
    assert_eq!(session.has_withheld(), fields.iter().any(Option::is_none));
}

/// Checks every session of a list, and that an owned copy is equal.
pub fn check(case: &Case<'_>) {
    let Ok(list) = case.parser.parse_bytes(case.body) else { return };
    let names: Vec<&str> = list.header().iter().collect();
    let mut sessions = list.sessions();
    while let Some(session) = sessions.next() {
        let fields: Vec<Option<&str>> = sessions.last_fields().collect();
        let Ok(session) = session else {
            assert!(fields.is_empty(), "an error has no fields");
            continue;
        };
        check_session(&session, &names, &fields);
        check_owned(&OwnedSession::from(&session), &session);
    }
}

/// An owned session has the values of the one it was made of.
fn check_owned(owned: &OwnedSession, session: &Session<'_>) {
    let numbers = (owned.id, owned.entry_id, owned.technician_id, owned.waiting_time);
    assert_eq!(numbers, (session.id(), session.entry_id(), session.technician_id(), session.waiting_time()));
    assert_eq!(owned.status, session.status());
    assert_eq!((owned.entry.as_deref(), owned.technician.as_deref()), (session.entry(), session.technician()));
    assert_eq!(owned.language.as_deref(), session.language());
    assert_eq!(owned.transferred_to.as_deref(), session.transferred_to());
    assert_eq!(owned.transferred_comment.as_deref(), session.transferred_comment());
    assert_eq!(owned.start_time, session.start_time());
    assert_eq!(owned.is_lead_technician, session.is_lead_technician());
    assert_eq!(owned.is_handing_off, session.is_handing_off());
    assert!(owned.custom_fields.iter().map(Option::as_deref).eq(session.custom_fields()));
    let unknown = owned.unknown_columns.iter().map(|(name, text)| (name.as_str(), text.as_deref()));
    assert!(unknown.eq(session.unknown_columns()));
    assert_eq!(owned.has_withheld(), session.has_withheld());
    for (owned, damage) in owned.damage.iter().zip(session.damage()) {
        assert!(owned.columns.iter().eq(damage.columns()));
        assert_eq!((owned.raw.as_str(), owned.is_resolved), (damage.raw(), damage.is_resolved()));
        assert_eq!((Some(owned.record), owned.line), (damage.position().record(), damage.position().line()));
    }
    assert_eq!(owned.damage.len(), session.damage().len());
}
