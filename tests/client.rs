//! The code of a client, as it should be written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rescue_sessions::*;
use serde::Deserialize;

const BODY: &str = "OK\n\n\
    ID|Status|Technician|Start Time|Custom Field 0|Custom Field 1|Custom Field 2|Custom Field 3|Language|\n\
    7|Waiting||2/16/2012 9:00 AM|Ann|||no sound|en|\n\
    8|Active|Jo|2/16/2012 9:05 AM|Tom||||en|\n\
    9|Active|Jo|x|2/16/2012 9:06 AM|Kim||||en|\n\
    10|Active|Jo|2/16/2012 9:07 AM|a|b|c|d|e|en|\n";

/// Values borrow the body, not the session.
#[test]
fn values_outlive_their_sessions() {
    let mut per_technician: BTreeMap<&str, u32> = BTreeMap::new();
    for session in parse(BODY).unwrap().sessions().flatten() {
        *per_technician.entry(session.technician().unwrap_or("?")).or_default() += 1;
    }
    assert_eq!(per_technician, BTreeMap::from([("", 1), ("Jo", 2), ("Jo|x", 1)]));
}

/// Three states, one question; a column by its name.
#[test]
fn a_value_has_three_states() {
    let list = parse(BODY).unwrap();
    let mut states = Vec::new();
    for session in list.sessions().flatten() {
        states.push(match session.get(Column::CustomField(1)) {
            Value::Given(text) => text,
            Value::Withheld(damage) => damage.raw(),
            Value::Absent => "absent",
        });
        assert_eq!(session.get(Column::Entry), Value::Absent);
    }
    assert_eq!(states, ["", "", "", "a|b|c|d|e"]);
}

/// Plain data: built, changed, stored, compared, sent.
#[test]
fn an_owned_session_is_plain_data() {
    let mut s = OwnedSession::new(7);
    s.status = Some(Status::Waiting);
    s.custom_fields = vec![Some("Ann".into())];
    let json = serde_json::to_string(&s).unwrap();
    assert_eq!(json, r#"{"id":7,"status":"Waiting","custom_fields":["Ann"]}"#);
    assert_eq!(serde_json::from_str::<OwnedSession>(&json).unwrap(), s);

    for session in parse(BODY).unwrap().sessions().flatten() {
        let json = serde_json::to_string(&session).unwrap();
        let s: OwnedSession = session.into();
        assert_eq!(serde_json::to_string(&s).unwrap(), json);
        let read: OwnedSession = serde_json::from_str(&json).unwrap();
        assert_eq!((serde_json::to_string(&read).unwrap(), read), (json, s));
    }
}

/// What is not the JSON of a session is an error that says why.
#[test]
fn other_json_is_not_a_session() {
    let damage = r#"{"columns":["Entry"],"raw":"a","resolved":false,"record":1,"line":4}"#;
    let cases = [
        ("[]", "invalid type: sequence, expected a session at line 1 column 0"),
        ("{}", "missing field `id` at line 1 column 2"),
        (r#"{"id":"7"}"#, r#"invalid type: string "7", expected i64 at line 1 column 9"#),
        (r#"{"id":7,"id":8}"#, "duplicate field `id` at line 1 column 12"),
        (r#"{"id":7,"name":"x"}"#, "unknown key in a session at line 1 column"),
        (r#"{"error":{"kind":"invalid_integer"}}"#, "unknown key in a session at line 1 column"),
        (
            r#"{"id":7,"start_time":"16.2.2012"}"#,
            "has neither the format M/D/YYYY h:mm AM nor YYYY-MM-DDThh:mm:ss at line 1 column 32",
        ),
        (r#"{"id":7,"extra":{"a":"1","a":"2"}}"#, "two columns have the same name at line 1 column 33"),
        (r#"{"id":7,"damage":[{"columns":[]}]}"#, "missing field `raw` at line 1 column 32"),
    ];
    for (json, expected) in cases {
        let error = serde_json::from_str::<OwnedSession>(json).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{json}: {error}");
    }
    let withheld = format!(r#"{{"id":7,"entry":null,"damage":[{damage}]}}"#);
    let session: OwnedSession = serde_json::from_str(&withheld).unwrap();
    assert!(session.is_withheld(Column::Entry) && session.has_withheld());
    assert_eq!(serde_json::to_string(&session).unwrap(), withheld);
}

/// Rows into one's own struct, by column name, recovered rows included.
#[test]
fn rows_are_read_into_a_struct() {
    #[derive(Debug, Deserialize)]
    struct Ticket<'a> {
        #[serde(rename = "ID")]
        id: i64,
        #[serde(rename = "Status", borrow)]
        status: Status<'a>,
        #[serde(rename = "Technician")]
        technician: Option<&'a str>, // empty is None
        #[serde(rename = "Start Time")]
        #[cfg(feature = "chrono")]
        start: chrono::NaiveDateTime,
        #[serde(rename = "Custom Field 3")]
        problem: Cow<'a, str>,
    }
    let list = parse(BODY).unwrap();
    let (mut tickets, mut errors) = (Vec::new(), Vec::new());
    for ticket in list.deserialize::<Ticket>() {
        match ticket {
            Ok(ticket) => tickets.push(ticket),
            Err(error) => errors.push(error.to_string()),
        }
    }
    let ids: Vec<_> = tickets.iter().map(|ticket| (ticket.id, ticket.technician, ticket.status.is_waiting())).collect();
    assert_eq!(ids, [(7, None, true), (8, Some("Jo"), false), (9, Some("Jo|x"), false)]);
    assert_eq!(tickets[0].problem, "no sound");
    #[cfg(feature = "chrono")]
    assert_eq!(tickets[0].start.to_string(), "2012-02-16 09:00:00");
    let offset = BODY.find("a|b|c").unwrap();
    assert_eq!(errors, [format!("record 4 (line 7, byte {offset}): Custom Field 3 is withheld")]);
}
