//! SOAP responses: every command reads them.

use crate::run::{outcome, outcome_in, soap};

const SESSIONS: &str = "\
<SESSION_V3><iID>7</iID><bStatus>SESSION_WAITING</bStatus><sStatus>Waiting</sStatus><iEntry>3</iEntry>\
<sEntry>Sales | EMEA</sEntry><iTechnician>0</iTechnician><sTechnician/><sStartTime>2/19/2024 2:36:37 PM</sStartTime>\
<iWaitingTimeInSec>75</iWaitingTimeInSec><sCustomField0>a
b</sCustomField0><sLanguage>en</sLanguage><bIsLead>true</bIsLead><bHandingOff>false</bHandingOff></SESSION_V3>\
<SESSION_V3><iID>8</iID><bStatus>SESSION_PICKEDUP</bStatus><sStatus>Ativas</sStatus><sNew>=x</sNew></SESSION_V3>";

#[test]
fn show_of_soap() {
    let table = r"ID   Status   Entry                   Start Time  Waiting Time  Custom Field 0  New
──   ───────  ────────────  ────────────────────  ────────────  ──────────────  ───
 7   Waiting  Sales | EMEA  2/19/2024 2:36:37 PM        1m 15s  a\nb
 8   Ativas                                                                     =x
2 sessions
";
    let args = ["show", "--columns", "ID,Status,Entry,Start Time,Waiting Time,Custom Field 0,snew"];
    assert_eq!(
        outcome(&args, &soap(SESSIONS)),
        (Some(0), table.replace("  New\n", "  sNew\n").replace("──────  ───\n", "──────  ────\n"), String::new())
    );
    let (_, table, _) = outcome_in("300", &["show"], &soap(SESSIONS));
    assert!(table.lines().next().unwrap().ends_with("Status Code       sNew"), "{table}");
}

#[test]
fn json_of_soap() {
    let lines = "{\"id\":7,\"status\":\"Waiting\",\"status_code\":\"SESSION_WAITING\",\"entry_id\":3,\"entry\":\"Sales | EMEA\",\
                 \"technician_id\":0,\"technician\":\"\",\"start_time\":\"2024-02-19T14:36:37\",\"waiting_time\":75,\
                 \"custom_fields\":[\"a\\nb\"],\"language\":\"en\",\"is_lead_technician\":true,\"handing_off\":false}\n\
                 {\"id\":8,\"status\":\"Ativas\",\"status_code\":\"SESSION_PICKEDUP\",\"extra\":{\"sNew\":\"=x\"}}\n";
    assert_eq!(outcome(&["json"], &soap(SESSIONS)), (Some(0), lines.to_owned(), String::new()));
    let lines = "{\"status_code\":\"SESSION_WAITING\",\"id\":7}\n{\"status_code\":\"SESSION_PICKEDUP\",\"id\":8,\"extra\":{\"sNew\":\"=x\"}}\n";
    assert_eq!(outcome(&["json", "--columns", "status-code,id,sNew"], &soap(SESSIONS)).1, lines);
    let lines = "{\"id\":8}\n";
    assert_eq!(outcome(&["json", "--columns", "id", "--status", "SESSION_PICKEDUP"], &soap(SESSIONS)).1, lines);
}

#[test]
fn csv_of_soap_has_the_columns_of_the_version_then_the_code_and_unknown_ones() {
    let csv = "\
ID,Status,Entry ID,Entry,Technician ID,Technician,Start Time,Waiting Time,Custom Field 0,Custom Field 1,Custom Field 2,\
Custom Field 3,Custom Field 4,Custom Field 5,Language,Transferred To,Transferred Comment,Is Lead Technician,HandingOff,\
Status Code,sNew
7,Waiting,3,Sales | EMEA,0,,2/19/2024 2:36:37 PM,75,\"a
b\",,,,,,en,,,yes,,SESSION_WAITING,
8,Ativas,,,,,,,,,,,,,,,,,,SESSION_PICKEDUP,=x
";
    assert_eq!(outcome(&["csv"], &soap(SESSIONS)), (Some(0), csv.to_owned(), String::new()));
    assert_eq!(
        outcome(&["csv", "--columns", "snew,id", "--for-spreadsheets"], &soap(SESSIONS)).1,
        "sNew,ID\n,7\n'=x,8\n"
    );
}

#[test]
fn value_of_a_late_unknown_column_is_reported() {
    let sessions =
        "<SESSION_V3><iID>1</iID></SESSION_V3>".repeat(30_000) + "<SESSION_V3><iID>2</iID><sNew>x</sNew></SESSION_V3>";
    let (status, csv, stderr) = outcome(&["csv"], &soap(&sessions));
    assert_eq!((status, csv.lines().count()), (Some(1), 30_002));
    assert_eq!(
        stderr,
        "rescue-sessions: record 30001: column sNew is not in the first sessions, so not in the output\n\
         rescue-sessions: 1 value not printed\n"
    );
    let (status, table, _) = outcome(&["show", "--limit", "40000"], &soap(&sessions));
    assert!(status == Some(0) && table.contains("\n1 value of columns that only later sessions have\n"), "{status:?}");
    // It is not missed if the user has chosen other columns.
    assert_eq!(outcome(&["csv", "--columns", "id"], &soap(&sessions)).0, Some(0));
    assert!(outcome(&["json"], &soap(&sessions)).1.ends_with("{\"id\":2,\"extra\":{\"sNew\":\"x\"}}\n"));
}

#[test]
fn value_beyond_the_version_of_the_method_is_in_every_output() {
    let session = "<SESSION_V3><iID>7</iID><sCustomField6>six</sCustomField6></SESSION_V3>";
    let (status, csv, _) = outcome(&["csv"], &soap(session));
    assert!(status == Some(0) && csv.starts_with("ID,") && csv.contains("Custom Field 6\n7,"), "{csv}");
    assert!(csv.ends_with(",six\n"), "{csv}");
    assert!(outcome(&["show"], &soap(session)).1.contains("six"));
    assert!(outcome(&["json"], &soap(session)).1.contains("\"six\""));
    let version_2 = soap(&session.replace("Field6", "Field5")).replace("getSession_V3", "getSession_V2");
    assert!(outcome(&["csv"], &version_2).1.ends_with(",six\n"));
    let late = "<SESSION_V3><iID>1</iID></SESSION_V3>".repeat(30_000) + session;
    let (status, _, stderr) = outcome(&["csv"], &soap(&late));
    assert!(status == Some(1) && stderr.contains("record 30001: column Custom Field 6 is not in"), "{stderr}");
}

#[test]
fn check_of_soap() {
    let report = "\
return value  OK
format        SOAP, version 3
unknown       sNew
rows          2 sessions read
statuses      1 Waiting
              1 unknown, perhaps in another language
";
    assert_eq!(outcome(&["check"], &soap(SESSIONS)), (Some(0), report.to_owned(), String::new()));
    let bad = soap(
        "<SESSION_V3><iID>1</iID></SESSION_V3>\n<SESSION_V3><iID>2</iID><iWaitingTimeInSec>soon</iWaitingTimeInSec></SESSION_V3>",
    );
    let (status, report, _) = outcome(&["check", "--excerpts"], &bad);
    assert_eq!(status, Some(1));
    let excerpt = "
6:25          record 2: Waiting Time is not an integer (element iWaitingTimeInSec)
  6 | <SESSION_V3><iID>2</iID><iWaitingTimeInSec>soon</iWaitingTimeInSec></SESSION_V3></aSessions>
    |                         ^
";
    assert!(report.contains(excerpt), "{report}");
}

#[test]
fn truncated_soap_is_an_error_after_its_sessions() {
    let body = soap(SESSIONS);
    let body = &body[..body.find("<iID>8").unwrap()];
    let (status, json, stderr) = outcome(&["json", "--columns", "id"], body);
    assert_eq!(status, Some(1));
    assert!(json.starts_with("{\"id\":7}\n{\"error\":{\"kind\":\"xml_truncated\","), "{json}");
    assert_eq!(stderr, "rescue-sessions: the rest of the response could not be read\n");
    let (status, report, _) = outcome(&["check"], body);
    assert!(
        status == Some(1) && report.contains("\nrows          1 session read, the rest is unreadable\n"),
        "{report}"
    );
}

#[test]
fn failed_soap_response_has_no_list() {
    let failed = soap("").replace("getSession_OK", "getSession_NotLoggedIn");
    for args in [&["show"][..], &["csv"], &["json"], &["check"], &["summary"]] {
        let (status, _, stderr) = outcome(args, &failed);
        assert_eq!(status, Some(3), "{args:?}");
        assert!(stderr.starts_with("rescue-sessions: the service answered NOTLOGGEDIN: log in again"), "{stderr}");
    }
    assert_eq!(outcome(&["show"], &soap("")), (Some(0), "no sessions\n".to_owned(), String::new()));
    let fault = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>x</faultstring></s:Fault></s:Body></s:Envelope>"#;
    let (status, _, stderr) = outcome(&["show"], fault);
    assert!(status == Some(3) && stderr.ends_with("Try again later.\n"), "{stderr}");
}
