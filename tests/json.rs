//! The exact JSON of `write_json`.

use rescue_sessions::{OwnedSession, StatusCode, parse};

fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn a_session_is_written_with_all_its_values() {
    let header = "ID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|\
                  Custom Field 1|Language|Transferred To|Transferred Comment|Is Lead Technician|HandingOff|Hat|Shoe|";
    let row = "-1073174914|On Hold|0|Sales|9223372036854775807|Jo|2/16/2012 9:05 PM|-90|a||en|x|y|yes||c|38|";
    let body = format!("OK\n\n{header}\n{row}\n");
    let session = parse(&body).unwrap().sessions().next().unwrap().unwrap();
    let expected = "{\"id\":-1073174914,\"status\":\"On Hold\",\"entry_id\":0,\"entry\":\"Sales\",\
                    \"technician_id\":9223372036854775807,\"technician\":\"Jo\",\
                    \"start_time\":\"2012-02-16T21:05:00\",\"waiting_time\":-90,\"custom_fields\":[\"a\",\"\"],\
                    \"language\":\"en\",\"transferred_to\":\"x\",\"transferred_comment\":\"y\",\
                    \"is_lead_technician\":true,\"handing_off\":false,\"extra\":{\"Hat\":\"c\",\"Shoe\":\"38\"}}";
    assert_eq!(written(|out| session.write_json(out)), expected);
    assert_eq!(serde_json::to_string(&session).unwrap(), expected);
    let mut owned = OwnedSession::from(session);
    assert_eq!(written(|out| owned.write_json(out)), expected);
    owned.status_code = Some(StatusCode::OnHoldCustomerLeft);
    let json = written(|out| owned.write_json(out));
    assert_eq!(json, serde_json::to_string(&owned).unwrap());
    assert!(json.contains(&format!("\"status_code\":\"{}\"", StatusCode::OnHoldCustomerLeft)), "{json}");
}

#[test]
fn damage_and_withheld_values_are_written() {
    let body = "OK\n\nID|Entry|Hat|Waiting Time|Technician|Transferred To|Is Lead Technician|\n7|a|b|c|90|d|e|f|yes|\n";
    let session = parse(body).unwrap().sessions().next().unwrap().unwrap();
    let expected = "{\"id\":7,\"entry\":null,\"technician\":null,\"waiting_time\":90,\"transferred_to\":null,\
                    \"is_lead_technician\":true,\"extra\":{\"Hat\":null},\
                    \"damage\":[{\"columns\":[\"Entry\",\"Hat\"],\"raw\":\"a|b|c\",\"resolved\":false,\"record\":1,\"line\":4},\
                    {\"columns\":[\"Technician\",\"Transferred To\"],\"raw\":\"d|e|f\",\"resolved\":false,\"record\":1,\"line\":4}]}";
    assert_eq!(written(|out| session.write_json(out)), expected);
    assert_eq!(written(|out| OwnedSession::from(&session).write_json(out)), expected);
}

/// Each character that JSON escapes, and each that can act on a terminal.
#[test]
fn control_characters_are_escaped() {
    for (text, expected) in [
        ("\"\\/", "\\\"\\\\/"),
        ("a\tb\rc", "a\\tb\\rc"),
        ("\u{8}\u{c}", "\\b\\f"),
        ("\0\u{1b}[31m\u{7f}\u{9f}", "\\u0000\\u001b[31m\\u007f\\u009f"),
        ("\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}", {
            "\\u061c\\u200e\\u200f\\u202a\\u202e\\u2066\\u2069"
        }),
        ("\u{2028}\u{2029}", "\\u2028\\u2029"),
        ("é ẞ € 😀 \u{a0}\u{200d}\u{2065}\u{206a}", "é ẞ € 😀 \u{a0}\u{200d}\u{2065}\u{206a}"),
    ] {
        let mut session = OwnedSession::new(7);
        session.entry = Some(text.to_owned());
        let json = written(|out| session.write_json(out));
        assert_eq!(json, format!("{{\"id\":7,\"entry\":\"{expected}\"}}"), "{text:?}");
        let read: OwnedSession = serde_json::from_str(&json).unwrap();
        assert_eq!(read, session);
    }
    let mut session = OwnedSession::new(0);
    session.entry = Some("a\nb".to_owned());
    assert_eq!(written(|out| session.write_json(out)), "{\"id\":0,\"entry\":\"a\\nb\"}");
}
