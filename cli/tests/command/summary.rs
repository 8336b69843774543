//! `summary`.

use crate::run::{DAMAGED, HOSTILE, is_hostile, out, outcome, outcome_in, run, soap, width};

const BODY: &str = "OK\n\nID|Status|Entry|Technician|Waiting Time|Language|\n\
                    1|Waiting|Sales||60|en|\n2|Waiting|Sales||300|de|\n3|Waiting|||7200|en|\n4|Active|Support|Jo|5|en|\n";

#[test]
fn summary_shows_counts_and_the_queue() {
    let summary = "\
4 sessions

Queue
  waiting          3
  median           5m 00s
  95th percentile  2h 00m
  longest          2h 00m

Longest waits
  ID 3  2h 00m
  ID 2  5m 00s
  ID 1  1m 00s

Status
  Waiting  3  ████████████████████
  Active   1  ██████▋

Channel
  Sales         2  ███████████████
  (no channel)  1  ███████▌
  Support       1  ███████▌

Technician
  (nobody)  3  ███████████████████
  Jo        1  ██████▎

Language
  en  3  █████████████████████████
  de  1  ████████▎
";
    assert_eq!(outcome_in("34", &["summary"], BODY), (Some(0), summary.to_owned(), String::new()));
}

#[test]
fn summary_fits_the_terminal() {
    let body = run(&["generate", "--rows", "500", "--damage", "0.1"], b"").stdout;
    let body = String::from_utf8(body).unwrap()
        + "9|Active|0|日本語日本語日本語日本語日本語日本語|0||6/19/2024 11:04 AM|5||||||||||||\n";
    for columns in ["20", "40", "80", "200"] {
        let (_, summary, _) = outcome_in(columns, &["summary"], &body);
        let max = columns.parse::<usize>().unwrap().max(30);
        assert!(summary.lines().all(|line| width(line) <= max), "{summary}");
    }
    let (_, summary, _) = outcome(&["summary"], &body);
    assert!(summary.lines().all(|line| width(line) <= 80), "{summary}");
    assert!(summary.contains(" more)"), "{summary}");
}

#[test]
fn summary_says_what_is_damaged() {
    let (status, summary, stderr) = outcome(&["summary"], DAMAGED);
    assert_eq!(status, Some(1));
    assert!(summary.starts_with("3 sessions; damaged: 2, with withheld values: 1, unreadable: 1\n"), "{summary}");
    assert!(stderr.ends_with("1 record could not be read\nrescue-sessions: 1 session has withheld values\n"));
    assert!(!is_hostile(&outcome(&["summary"], &HOSTILE.replace("Custom Field 0", "Technician")).1));
}

#[test]
fn summary_prints_the_same_figures_as_json() {
    let json = "{\"sessions\":4,\"damaged\":0,\"withheld\":0,\"unreadable\":0,\"truncated\":false,\
                \"queue\":{\"waiting\":3,\"unknown_status\":0,\"median\":300,\"p95\":7200,\"longest\":7200,\"step\":1,\
                \"longest_ids\":[{\"id\":3,\"waiting_time\":7200},{\"id\":2,\"waiting_time\":300},{\"id\":1,\"waiting_time\":60}]},\
                \"statuses\":[{\"name\":\"Waiting\",\"sessions\":3},{\"name\":\"Active\",\"sessions\":1}],\
                \"channels\":[{\"name\":\"Sales\",\"sessions\":2},{\"name\":\"\",\"sessions\":1},{\"name\":\"Support\",\"sessions\":1}],\
                \"technicians\":[{\"name\":\"\",\"sessions\":3},{\"name\":\"Jo\",\"sessions\":1}],\
                \"languages\":[{\"name\":\"en\",\"sessions\":3},{\"name\":\"de\",\"sessions\":1}]}\n";
    assert_eq!(outcome(&["summary", "--json"], BODY), (Some(0), json.to_owned(), String::new()));
}

#[test]
fn summary_of_an_empty_list() {
    let (status, summary, _) = outcome(&["summary"], "OK\n\nID|Status|\n");
    assert_eq!((status, summary.as_str()), (Some(0), "0 sessions\n\nQueue\n  waiting          0\n"));
}

/// The text of a status can be in another language. The code of a SOAP response cannot.
#[test]
fn waiting_sessions_of_another_language_are_counted_if_a_code_tells() {
    let sessions = "<SESSION_V3><iID>7</iID><bStatus>SESSION_WAITING</bStatus><sStatus>Em espera</sStatus>\
                    <iWaitingTimeInSec>35</iWaitingTimeInSec></SESSION_V3>";
    let (_, summary, _) = outcome(&["summary"], &soap(sessions));
    assert!(summary.contains("\n  waiting          1\n  median           35s\n"), "{summary}");
    let output = run(&["summary"], "OK\n\nID|Status|\n7|Em espera|\n".as_bytes());
    let note = "  waiting          0\n  not counted: 1 session has an unknown status, perhaps in another language\n";
    assert!(out(&output).contains(note), "{}", out(&output));
}
