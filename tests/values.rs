//! Known answers of single values: statuses, return values, columns, waiting times.

use std::collections::HashSet;
use std::time::Duration;

use rescue_sessions::{Column, ReturnValue, Status, parse};

/// The texts of the known statuses, by the one answer that is true for them.
const WAITING: [&str; 3] = ["Connecting", "Transferring", "Waiting"];
const IN_PROGRESS: [&str; 8] =
    ["Active", "Disconnected", "Not available", "Offline", "On Hold", "Rebooted", "Rebooting", "Reconnecting"];
const CLOSED: [&str; 11] = [
    "Aborted: technician was deleted or disabled",
    "Closed by active customer",
    "Closed by customer",
    "Closed by technician",
    "Closed by waiting customer",
    "Declined by customer",
    "Expired",
    "Revoked",
    "Timed out",
    "Timed out: closed by technician",
    "Transferred",
];

fn answers(text: &str) -> [bool; 3] {
    let status = Status::from_text(text);
    [status.is_waiting(), status.is_in_progress(), status.is_closed()]
}

#[test]
fn each_known_status_has_one_answer() {
    for (texts, expected) in [
        (&WAITING[..], [true, false, false]),
        (&IN_PROGRESS, [false, true, false]),
        (&CLOSED, [false, false, true]),
        (&["Aborted"], [false, false, true]),
        (&["", "Ativas", "waiting", "Closed", "Closed by robot"], [false; 3]),
    ] {
        for text in texts {
            assert_eq!(answers(text), expected, "{text}");
        }
    }
}

#[test]
fn the_list_of_known_statuses_is_complete() {
    let known: Vec<&str> = Status::KNOWN.iter().map(Status::as_str).collect();
    let expected: HashSet<&str> = WAITING.into_iter().chain(IN_PROGRESS).chain(CLOSED).collect();
    assert_eq!((known.len(), known.into_iter().collect::<HashSet<_>>()), (22, expected));
    assert!(Status::KNOWN.iter().all(|status| Status::from_text(status.as_str()) == *status));
}

#[test]
fn every_text_parses_as_a_status() {
    let parse = |text: String| text.parse::<Status<'static>>().unwrap(); // outlives the text
    assert_eq!(parse("Aborted".to_owned()), Status::Aborted);
    assert_eq!(parse("Timed out".to_owned()), Status::TimedOut);
    for text in ["", "Ativas", "timed out"] {
        assert_eq!(parse(text.to_owned()), Status::Other(text.into()));
    }
}

#[test]
fn every_word_parses_as_a_return_value() {
    let parse = |word: &str| word.parse::<ReturnValue>().unwrap();
    assert_eq!(parse("OK"), ReturnValue::Ok);
    assert_eq!(parse("NOTLOGGEDIN"), ReturnValue::NotLoggedIn);
    for word in ["", "ok", "NEW_WORD"] {
        assert_eq!(parse(word), ReturnValue::Other(word.into()));
    }
}

/// The headers as the manual prints them.
#[test]
fn the_columns_of_a_version_are_those_of_the_manual() {
    let header = |columns: &[Column]| columns.iter().map(|column| column.name() + "|").collect::<String>();
    let start = "ID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|";
    let end = "Language|Transferred To|Transferred Comment|Is Lead Technician|HandingOff|";
    let version_2 = format!("{start}Custom Field 1|Custom Field 2|{end}");
    let version_3 = format!("{start}Custom Field 1|Custom Field 2|Custom Field 3|Custom Field 4|Custom Field 5|{end}");
    assert_eq!((header(Column::VERSION_2), Column::VERSION_2.len()), (version_2, 16));
    assert_eq!((header(Column::VERSION_3), Column::VERSION_3.len()), (version_3, 19));

    let body = format!("OK\n\n{}\n", header(Column::VERSION_3));
    let list = parse(&body).unwrap();
    assert!((0..19).all(|index| list.header().column(index) == Some(Column::VERSION_3[index])));
    assert_eq!(list.header().missing_columns().count(), 0);
}

#[test]
fn a_waiting_time_is_a_duration_unless_it_is_negative() {
    for (text, seconds, duration) in [
        ("0", 0, Some(Duration::ZERO)),
        ("2600", 2_600, Some(Duration::from_secs(2_600))),
        ("9223372036854775807", i64::MAX, Some(Duration::from_secs(9_223_372_036_854_775_807))),
        ("-0", 0, Some(Duration::ZERO)),
        ("-1", -1, None),
        ("-9223372036854775808", i64::MIN, None),
    ] {
        let body = format!("OK\n\nID|Waiting Time|\n7|{text}|\n");
        let session = parse(&body).unwrap().sessions().next().unwrap().unwrap();
        assert_eq!((session.waiting_time(), session.waiting()), (Some(seconds), duration), "{text}");
    }
    let session = parse("OK\n\nID|\n7|\n").unwrap().sessions().next().unwrap().unwrap();
    assert_eq!(session.waiting(), None);
}
