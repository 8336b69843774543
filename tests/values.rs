//! Known answers of the values that need no body: statuses, return values.

use std::collections::HashSet;

use rescue_sessions::{ReturnValue, Status};

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
