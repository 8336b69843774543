//! `diff`.

use crate::run::{BAD, DAMAGED, file, is_hostile, outcome, outcome_in, soap, width};

const OLD: &str =
    "OK\n\nID|Status|Technician ID|Technician|\n7|Waiting|0||\n8|Closed by customer|5|Jo|\n9|Active|5|Jo|\n";
const NEW: &str = "OK\n\nID|Status|Technician ID|Technician|\n10|Waiting|0||\n7|Active|5|Jo|\n9|Active|6|Ann|\n";

#[test]
fn diff_describes_changes() {
    let (old, new) = (file("diff-old.txt", OLD), file("diff-new.txt", NEW));
    let changes = "\
+ 10  new          Waiting
~  7  status       Waiting → Active
~  7  picked up    by Jo
~  9  transferred  Jo → Ann
-  8  gone         Closed by customer, Jo
5 changes: new 1, gone 1, status 1, picked up 1, transferred 1
";
    assert_eq!(outcome(&["diff", &old, &new], ""), (Some(1), changes.to_owned(), String::new()));
    assert_eq!(outcome(&["diff", "-", &new], OLD), (Some(1), changes.to_owned(), String::new()));
    let (_, narrow, _) = outcome_in("20", &["diff", &old, &new], "");
    assert!(narrow.lines().take(5).all(|line| width(line) <= 20), "{narrow}");
}

/// What is not in the part that could be read may be in the rest.
#[test]
fn a_truncated_response_has_no_gone_sessions_and_no_new_ones() {
    let list = |ids: &str| {
        let sessions: String = ids.chars().map(|id| format!("<SESSION><iID>{id}</iID></SESSION>")).collect();
        format!(
            "<getSessionResponse><getSessionResult>getSession_OK</getSessionResult><aSessions>{sessions}</aSessions></getSessionResponse>"
        )
    };
    let cut = |ids: &str| list(ids).split_once("</aSessions>").unwrap().0.to_owned();
    let whole = file("diff-whole.xml", list("123"));
    let (status, out, err) = outcome(&["diff", &whole, "-"], &cut("14"));
    assert_eq!((status, out.as_str()), (Some(1), "+ 4  new          ?\n1 change: new 1\n"));
    assert!(err.contains("NEW ends too early: gone sessions are not reported"), "{err}");
    let (status, out, err) = outcome(&["diff", "-", &whole], &cut("14"));
    assert_eq!((status, out.as_str()), (Some(1), "- 4  gone         ?\n1 change: gone 1\n"));
    assert!(err.contains("OLD ends too early: new sessions are not reported"), "{err}");
}

#[test]
fn diff_prints_json_lines() {
    let (old, new) = (file("diff-json-old.txt", OLD), file("diff-json-new.txt", NEW));
    let lines = r#"{"change":"new","id":10,"technician_id":0,"technician":"","status":"Waiting"}
{"change":"status","id":7,"technician_id":5,"technician":"Jo","status":"Active","old_status":"Waiting"}
{"change":"picked_up","id":7,"technician_id":5,"technician":"Jo","status":"Active","old_technician_id":0,"old_technician":""}
{"change":"transferred","id":9,"technician_id":6,"technician":"Ann","status":"Active","old_technician_id":5,"old_technician":"Jo"}
{"change":"gone","id":8,"technician_id":5,"technician":"Jo","status":"Closed by customer"}
"#;
    assert_eq!(outcome(&["diff", "--json", &old, &new], ""), (Some(1), lines.to_owned(), String::new()));
}

#[test]
fn exit_status_of_diff_is_that_of_diff_or_says_what_is_wrong() {
    let (old, bad) = (file("diff-status-old.txt", OLD), file("diff-status-bad.txt", BAD));
    assert_eq!(outcome(&["diff", &old, &old], ""), (Some(0), "0 changes\n".to_owned(), String::new()));
    assert_eq!(outcome(&["diff", "--json", &old, &old], ""), (Some(0), String::new(), String::new()));
    let message = "rescue-sessions: NEW has no session list:\nrescue-sessions: the service answered NOTLOGGEDIN: log in again, or pass an authcode with the request.\n";
    assert_eq!(outcome(&["diff", &old, "-"], "NOTLOGGEDIN"), (Some(3), String::new(), message.to_owned()));
    assert_eq!(outcome(&["diff", "-", "-"], "").0, Some(2));
    assert_eq!(outcome(&["diff", &old, "no/such/file"], "").0, Some(2));
    // What could not be read may have changed.
    let (status, _, stderr) = outcome(&["diff", &bad, &bad], "");
    assert_eq!(status, Some(1));
    assert!(stderr.starts_with("rescue-sessions: OLD could not be read completely:\n"), "{stderr}");
    assert!(stderr.contains("rescue-sessions: NEW could not be read completely:\n"), "{stderr}");
}

#[test]
fn diff_compares_text_with_soap_and_escapes_names() {
    let sessions =
        "<SESSION_V3><iID>7</iID><sStatus>Waiting</sStatus><iTechnician>0</iTechnician><sTechnician/></SESSION_V3>";
    let (old, new) = (
        file("diff-soap.xml", soap(sessions)),
        file("diff-soap.txt", "OK\n\nID|Status|Technician ID|Technician|\n7|Waiting|5|J\u{202e}o|\n"),
    );
    let (status, changes, _) = outcome(&["diff", &old, &new], "");
    assert_eq!((status, changes.as_str()), (Some(1), "~ 7  picked up    by J\\u{202e}o\n1 change: picked up 1\n"));
    assert!(!is_hostile(&outcome(&["diff", "--json", &old, &new], "").1));
    let damaged = file("diff-damaged.txt", DAMAGED);
    assert_eq!(outcome(&["diff", "-d", "|", &damaged, &damaged], "").0, Some(1));
}
