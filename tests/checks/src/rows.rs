//! Rows that are deserialized have the fields of the sessions.

use rescue_sessions::{Column, Value};

use crate::case::Case;

/// Compares the rows, as lists of values, with the fields of the sessions.
pub fn check(case: &Case<'_>) {
    let Ok(list) = case.parser.parse_bytes(case.body) else { return };
    let start_time = list.header().index_of(Column::StartTime);
    let mut rows = list.deserialize::<Vec<Value<String>>>();
    let mut sessions = list.sessions();
    while let Some(session) = sessions.next() {
        let row = rows.next().expect("there are as many rows as sessions");
        let (session, row) = match (session, row) {
            (Ok(session), Ok(row)) => (session, row),
            (session, row) => {
                assert_eq!(session.err(), row.err());
                continue;
            }
        };
        let fields: Vec<Option<&str>> = sessions.last_fields().collect();
        assert_eq!(row.len(), fields.len());
        for (index, (value, field)) in row.iter().zip(&fields).enumerate() {
            match (value, field) {
                (Value::Given(text), Some(_)) if Some(index) == start_time => {
                    assert_eq!(Some(text), session.start_time().map(|time| time.to_string()).as_ref());
                }
                (Value::Given(text), Some(field)) => assert_eq!(text, field),
                (Value::Withheld(raw), None) => {
                    assert!(session.damage().iter().any(|damage| !damage.is_resolved() && damage.raw() == raw));
                }
                _ => panic!("{value:?} is not {field:?}"),
            }
        }
    }
    assert!(rows.next().is_none());
}
