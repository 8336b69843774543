//! The typed values of sessions, with known answers.

use rescue_sessions::{Column, OwnedSession, Parser, Session, Status, Value, parse};

const V3: &str = "ID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|\
                  Custom Field 1|Custom Field 2|Custom Field 3|Custom Field 4|Custom Field 5|Language|\
                  Transferred To|Transferred Comment|Is Lead Technician|HandingOff|";

fn sessions(header: &str, rows: &str) -> Vec<Session<'static>> {
    let body = format!("OK\n\n{header}\n{rows}\n").leak();
    parse(body).unwrap().sessions().map(Result::unwrap).collect()
}

fn session(header: &str, row: &str) -> Session<'static> {
    sessions(header, row).into_iter().next().unwrap()
}

#[test]
fn every_column_of_version_3_has_its_value() {
    let session = session(
        V3,
        "1073174914|Active|1927940688|Support EMEA|25445857|Jane Roe|6/19/2024 11:04 AM|2600|Ann Lee|ACME|+1 555 0100|\
         no  sound |||en|Tom Ng|see above|yes||",
    );
    assert_eq!(session.id(), 1_073_174_914);
    assert_eq!(session.status(), Some(Status::Active));
    assert_eq!(session.status_text(), Some("Active"));
    assert_eq!(session.entry_id(), Some(1_927_940_688));
    assert_eq!(session.entry(), Some("Support EMEA"));
    assert_eq!(session.technician_id(), Some(25_445_857));
    assert_eq!(session.technician(), Some("Jane Roe"));
    assert_eq!(session.start_time().map(|time| time.to_string()).as_deref(), Some("2024-06-19T11:04:00"));
    assert_eq!(session.waiting_time(), Some(2_600));
    assert_eq!(
        session.custom_fields().flatten().collect::<Vec<_>>(),
        ["Ann Lee", "ACME", "+1 555 0100", "no  sound ", "", ""]
    );
    assert_eq!(session.language(), Some("en"));
    assert_eq!(session.transferred_to(), Some("Tom Ng"));
    assert_eq!(session.transferred_comment(), Some("see above"));
    assert_eq!(session.is_lead_technician(), Some(true));
    assert_eq!(session.is_handing_off(), Some(false));
    assert_eq!(session.unknown_columns().count(), 0);
}

#[test]
fn a_missing_column_is_none() {
    let session = session("ID|", "-2|");
    assert_eq!(session.id(), -2);
    assert_eq!((session.status(), session.entry(), session.technician(), session.language()), (None, None, None, None));
    assert_eq!((session.entry_id(), session.technician_id(), session.waiting_time()), (None, None, None));
    assert_eq!((session.start_time(), session.is_lead_technician(), session.is_handing_off()), (None, None, None));
    assert_eq!((session.transferred_to(), session.transferred_comment()), (None, None));
    assert_eq!((session.custom_fields().count(), session.custom_field(0)), (0, None));
}

#[test]
fn columns_may_come_in_any_order() {
    let session =
        session("Technician|Waiting Time|Custom Field 1|ID|Custom Field 0|Status|", "Jane|7|one|5|zero|Offline|");
    assert_eq!((session.id(), session.waiting_time(), session.technician()), (5, Some(7), Some("Jane")));
    assert_eq!(session.custom_fields().collect::<Vec<_>>(), [Some("zero"), Some("one")]);
    assert_eq!(session.status(), Some(Status::Offline));
}

#[test]
fn unknown_columns_are_kept() {
    let session = session("Shoe Size|ID|status|", "43|1|x|");
    assert_eq!(session.unknown_columns().collect::<Vec<_>>(), [("Shoe Size", Some("43")), ("status", Some("x"))]);
    assert_eq!(session.status(), None);
}

#[test]
fn custom_fields_may_be_many_and_in_any_order() {
    let names: Vec<String> = (0..12).rev().map(|number| format!("Custom Field {number}|")).collect();
    let session = session(&format!("ID|{}", names.concat()), "1|l|k|j|i|h|g|f|e|d|c|b|a|");
    assert_eq!(session.custom_fields().flatten().collect::<String>(), "abcdefghijkl");
    assert_eq!((session.custom_field(11), session.custom_field(12)), (Some("l"), None));
    assert_eq!(session.custom_field(u8::MAX), None);
}

#[test]
fn a_custom_field_after_a_gap_is_an_unknown_column() {
    let header = "ID|Custom Field 0|Custom Field 2|Custom Field 7|";
    let session = session(header, "1|a|c|h|");
    assert_eq!(session.custom_fields().collect::<Vec<_>>(), [Some("a")]);
    assert_eq!(
        session.unknown_columns().collect::<Vec<_>>(),
        [("Custom Field 2", Some("c")), ("Custom Field 7", Some("h"))]
    );
    let body = format!("OK\n\n{header}\n");
    let list = parse(&body).unwrap();
    assert_eq!(list.header().index_of(Column::CustomField(2)), None);
    assert_eq!(list.header().index_of_name("Custom Field 2"), Some(2));
    assert_eq!(list.header().unknown_columns().collect::<Vec<_>>(), ["Custom Field 2", "Custom Field 7"]);
}

#[test]
fn both_texts_for_aborted_are_one_status() {
    for text in ["Aborted", "Aborted: technician was deleted or disabled"] {
        let session = session("ID|Status|", &format!("1|{text}|"));
        assert_eq!((session.status(), session.status_text()), (Some(Status::Aborted), Some(text)));
    }
}

#[test]
fn an_unknown_status_is_kept() {
    let session = session("ID|Status|", "1|Ativas|");
    assert_eq!(session.status(), Some(Status::Other("Ativas".into())));
    assert_eq!(session.status().unwrap().to_string(), "Ativas");
}

/// `Sessions::last_fields` used to drop both.
#[test]
fn the_line_end_takes_only_one_of_two_crs() {
    let body = "OK\n\nID|Notes\n7|a\r\r\n8|b\r\n9|c\r\r";
    let mut sessions = parse(body).unwrap().into_iter();
    for (id, notes) in [(7, "a\r"), (8, "b"), (9, "c\r")] {
        let session = sessions.next().unwrap().unwrap();
        assert_eq!((session.id(), session.unknown_columns().next()), (id, Some(("Notes", Some(notes)))));
        assert_eq!(sessions.last_fields().last(), Some(Some(notes)));
    }
    assert!(sessions.next().is_none());
    let notes = parse(body).unwrap().records().map(|record| record.unwrap().get(1)).collect::<Vec<_>>();
    assert_eq!(notes, [Some("a\r"), Some("b"), Some("c\r")]);
}

#[test]
fn sessions_are_equal_by_their_values() {
    use std::collections::HashSet;
    let rows = sessions("ID|Status|", "1|Active|\n1|Active| \n1|Waiting|\n");
    assert_eq!(rows[0], rows[1]);
    assert_ne!(rows[0], rows[2]);
    // The order of the columns does not matter, but `Some("")` is not `None`.
    assert_eq!(rows[0], session("Status|ID|", "Active|1|"));
    assert_ne!(rows[0], session("ID|Status|Entry|", "1|Active||"));
    assert_ne!(rows[0], session("ID|Status|Shoe Size|", "1|Active||"));
    assert_eq!(rows.iter().collect::<HashSet<_>>().len(), 2);
}

#[test]
fn invalid_languages_are_errors() {
    for language in ["e", "e1", "1e", "engl", "Kim", "e1-US", "1e-US", "en-", "en--US", "en-123456789", "en-a!", "-en"]
    {
        let body = format!("OK\n\nID|Language|\n7|{language}|\n");
        let error = parse(&body).unwrap().sessions().next().unwrap().unwrap_err();
        assert_eq!(error.kind().code(), "invalid_language", "{language}");
    }
    for language in ["en", "EN", "fil", "pt-BR", "pt_BR", "zh-Hans-CN", "en-12345678"] {
        assert_eq!(session("ID|Language", &format!("7|{language}")).language(), Some(language));
    }
}

/// If all hashes were equal, a hash map of sessions would search linearly.
#[test]
fn different_sessions_have_different_hashes() {
    use std::hash::BuildHasher;

    let hasher = std::hash::RandomState::new();
    let all = sessions("ID|Status", "1|Active\n2|Active\n1|Active\n");
    let [first, other, again] = [&all[0], &all[1], &all[2]].map(|session| hasher.hash_one(session));
    assert_eq!(first, again);
    assert_ne!(first, other);
}

#[test]
fn an_owned_session_has_the_values_of_the_borrowed_one() {
    let header = format!("{V3}Custom Field 6|Shoe Size|");
    let body = format!("OK\n\n{header}\n1|Ativas|2|c|3|t|1/1/2024 1:00 AM|4|a|b|c|d|e|f|de|x|y|sim|no|g|43|\n");
    let session = parse(&body).unwrap().sessions().next().unwrap().unwrap();
    assert_eq!(session.unknown_columns().collect::<Vec<_>>(), [("Shoe Size", Some("43"))]);
    assert_eq!(session.custom_field(6), Some("g"));
    let mut expected = OwnedSession::new(1);
    expected.status = Some(Status::Other("Ativas".into()));
    (expected.entry_id, expected.entry) = (Some(2), Some("c".into()));
    (expected.technician_id, expected.technician) = (Some(3), Some("t".into()));
    expected.start_time = Some("1/1/2024 1:00 AM".parse().unwrap());
    expected.waiting_time = Some(4);
    expected.custom_fields = ["a", "b", "c", "d", "e", "f", "g"].map(|text| Some(text.into())).into();
    expected.language = Some("de".into());
    (expected.transferred_to, expected.transferred_comment) = (Some("x".into()), Some("y".into()));
    (expected.is_lead_technician, expected.is_handing_off) = (Some(true), Some(false));
    expected.unknown_columns = vec![("Shoe Size".into(), Some("43".into()))];
    assert_eq!(session.into_owned(), expected);
}

#[test]
fn to_session_rejects_a_header_of_another_width() {
    let two = parse("OK\n\nID|Status|\n1|Active|\n").unwrap();
    let one = parse("OK\n\nID|\n").unwrap();
    let record = two.records().next().unwrap().unwrap();
    let error = record.to_session(one.header()).unwrap_err();
    assert_eq!(error.to_string(), "record 1 (line 4, byte 15): row has 2 fields, expected 1");
}

/// Field ends are stored only for the first fields, and as 16-bit offsets.
#[test]
fn rows_with_many_or_long_fields_are_read() {
    let names: String = (0..40).map(|number| format!("Custom Field {number}|")).collect();
    let values: Vec<String> = (0..40).map(|number| format!("value {number}")).collect();
    let header = format!("ID|{names}Language|Shoe Size|");
    for comment in ["38".to_owned(), "x".repeat(70_000)] {
        let body = format!("OK\n\n{header}\n7|{}|en|{comment}|\n", values.join("|"));
        let list = Parser::new().max_record(100_000).parse(&body).unwrap();
        let session = list.sessions().next().unwrap().unwrap();
        let from_record = list.records().next().unwrap().unwrap().to_session(list.header()).unwrap();
        for session in [session, from_record] {
            assert_eq!((session.id(), session.language()), (7, Some("en")));
            assert_eq!(session.custom_fields().flatten().collect::<Vec<_>>(), values);
            assert_eq!(session.unknown_columns().collect::<Vec<_>>(), [("Shoe Size", Some(&*comment))]);
        }
    }
}

#[test]
fn a_list_is_split_into_sessions_and_errors() {
    let body = "OK\n\nID|Status|\n1|Active|\nbroken\n2|Waiting|\n";
    let (sessions, errors) = parse(body).unwrap().partition();
    assert_eq!(sessions.iter().map(Session::id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(errors.iter().map(|error| error.position().line()).collect::<Vec<_>>(), [5]);
    let (owned, owned_errors) = parse(body).unwrap().partition_owned();
    assert_eq!((owned, &owned_errors), (sessions.into_iter().map(OwnedSession::from).collect(), &errors));
    #[cfg(feature = "std")]
    {
        let reader = rescue_sessions::SessionReader::new(Parser::new(), body.as_bytes());
        let (read, read_errors) = reader.partition().unwrap();
        assert_eq!((read.iter().map(|session| session.id).collect::<Vec<_>>(), read_errors), (vec![1, 2], errors));
    }
}

/// A damaged row between good columns: `Technician` and the unknown column `Hat` are withheld by one damage, `Shoe` by
/// another.
const TWO_DAMAGES: (&str, &str) =
    ("ID|Technician|Hat|Waiting Time|Shoe|Transferred Comment|Is Lead Technician|", "7|a|b|c|90|d|e|f|yes|");

#[test]
fn a_column_by_name_is_given_withheld_or_absent() {
    let session = session(TWO_DAMAGES.0, TWO_DAMAGES.1);
    let raw = |name: &str| match session.get_by_name(name) {
        Value::Given(text) => format!("given {text}"),
        Value::Withheld(damage) => format!("withheld {}", damage.raw()),
        Value::Absent => "absent".to_owned(),
    };
    let names = ["ID", "Technician", "Hat", "Waiting Time", "Shoe", "Transferred Comment", "Entry", "hat", "Cap"];
    assert_eq!(
        names.map(raw),
        [
            "given 7",
            "withheld a|b|c",
            "withheld a|b|c",
            "given 90",
            "withheld d|e|f",
            "withheld d|e|f",
            "absent",
            "absent",
            "absent",
        ]
    );
    let owned = session.into_owned();
    assert!(owned.has_withheld());
    let withheld = [Column::Technician, Column::TransferredComment, Column::WaitingTime, Column::Entry];
    assert_eq!(withheld.map(|column| owned.is_withheld(column)), [true, true, false, false]);
}

#[test]
fn a_value_is_in_one_state_and_converts_if_given() {
    type Text = Value<&'static str, &'static str>;
    type State = (Text, Value<usize, &'static str>, Option<&'static str>, bool, bool);
    let states: [State; 3] = [
        (Value::Given("abc"), Value::Given(3), Some("abc"), false, false),
        (Value::Withheld("x"), Value::Withheld("x"), None, true, false),
        (Value::Absent, Value::Absent, None, false, true),
    ];
    for (value, length, given, is_withheld, is_absent) in states {
        assert_eq!(value.map(str::len), length);
        assert_eq!((value.given(), value.is_withheld(), value.is_absent()), (given, is_withheld, is_absent));
    }
}

/// The status code decides if its meaning is known, then the status.
#[test]
fn an_owned_session_is_in_one_phase() {
    use rescue_sessions::StatusCode;

    let phases = |status: Option<Status<'static>>, code: Option<StatusCode>| {
        let mut session = OwnedSession::new(7);
        (session.status, session.status_code) = (status, code);
        [session.is_waiting(), session.is_in_progress(), session.is_closed()]
    };
    let (waiting, in_progress, closed) = ([true, false, false], [false, true, false], [false, false, true]);
    assert_eq!(phases(None, None), [false; 3]);
    assert_eq!(phases(Some(Status::from_text("En attente")), None), [false; 3]);
    assert_eq!(phases(Some(Status::Waiting), None), waiting);
    assert_eq!(phases(Some(Status::Active), None), in_progress);
    assert_eq!(phases(Some(Status::ClosedByTechnician), None), closed);
    assert_eq!(phases(Some(Status::Active), Some(StatusCode::Waiting)), waiting);
    assert_eq!(phases(None, Some(StatusCode::PickedUp)), in_progress);
    assert_eq!(phases(Some(Status::Waiting), Some(StatusCode::Transferred)), closed);
}

#[test]
fn a_waiting_time_is_a_duration_unless_negative() {
    use std::time::Duration;

    for (text, expected) in [("90", Some(Duration::from_secs(90))), ("0", Some(Duration::ZERO)), ("-1", None)] {
        let session = session("ID|Waiting Time|", &format!("7|{text}|"));
        assert_eq!(session.waiting(), expected);
        assert_eq!(session.into_owned().waiting(), expected);
    }
    assert_eq!(OwnedSession::new(7).waiting(), None);
}
