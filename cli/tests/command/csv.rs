//! `csv`.

use crate::run::{BAD, DAMAGED, GOOD, HOSTILE, outcome, run};

#[test]
fn csv_follows_rfc_4180_and_keeps_column_names() {
    let csv = "ID,Status,Technician,Waiting Time\n1,Active,\"Jane, \"\"J\"\" Roe\",75\n2,Waiting,,5\n";
    assert_eq!(outcome(&["csv"], GOOD), (Some(0), csv.to_owned(), String::new()));
    assert_eq!(outcome(&["csv", "--crlf"], GOOD), (Some(0), csv.replace('\n', "\r\n"), String::new()));

    let error = "rescue-sessions: record 2 (line 5, byte 49): Waiting Time is not an integer\n\
                 rescue-sessions: 1 record could not be read\n";
    let csv = "ID,Status,Waiting Time\n1,Active,7\n3,Waiting,9\n";
    assert_eq!(outcome(&["csv"], BAD), (Some(1), csv.to_owned(), error.to_owned()));
}

#[test]
fn csv_marks_withheld_values() {
    let (status, csv, _) = outcome(&["csv"], DAMAGED);
    assert_eq!(status, Some(1));
    let rows = "7,\"Sales\nNight\",5,Jo,a,en\n8,a,6,(withheld),(withheld),en\n9,b,6,Jo,c,en\n";
    assert_eq!(csv, format!("ID,Entry,Technician ID,Technician,Custom Field 0,Language\n{rows}"));
}

#[test]
fn csv_in_a_file_is_unchanged() {
    let csv = run(&["csv"], HOSTILE.as_bytes()).stdout;
    let text = HOSTILE.split('|').nth(5).unwrap();
    assert_eq!(String::from_utf8(csv).unwrap(), format!("ID,Status,Custom Field 0\n7,Active,\"{text}\"\n"));
}

#[test]
fn csv_prints_the_chosen_columns_in_their_order() {
    let csv = |columns: &str| outcome(&["csv", "--columns", columns], GOOD).1;
    assert_eq!(csv("waiting_time,ID"), "Waiting Time,ID\n75,1\n5,2\n");
    assert_eq!(csv("Technician"), "Technician\n\"Jane, \"\"J\"\" Roe\"\n\"\"\n");
    assert_eq!(csv("ID,ID"), "ID\n1\n2\n");
    let body = "OK\n\nID|a,b|\n7|x|\n";
    assert_eq!(outcome(&["csv", "--columns", "ID,\"a,b\""], body).1, "ID,\"a,b\"\n7,x\n");
    assert_eq!(outcome(&["csv", "--columns", "ID", "--columns", "a,b"], body).0, Some(2));
    assert_eq!(outcome(&["csv", "--status", "Active"], GOOD).1.lines().count(), 2);
}

#[test]
fn csv_for_spreadsheets_defuses_formulas() {
    let body = "OK\n\nID|Technician ID|Custom Field 0|=Name|\n-2|0|=cmd|\n".replace("=cmd|", "=cmd|x|")
        + "3|-5|+1 555 0100|-5|\n4|0|@a|\tb|\n5|0|a=b|＝1|\n";
    let csv =
        "ID,Technician ID,Custom Field 0,'=Name\n-2,0,'=cmd,x\n3,-5,'+1 555 0100,'-5\n4,0,'@a,'\tb\n5,0,a=b,'＝1\n";
    assert_eq!(outcome(&["csv", "--for-spreadsheets"], &body), (Some(0), csv.to_owned(), String::new()));
    let (_, csv, _) = outcome(&["csv", "--for-spreadsheets"], "OK\n\nID|Custom Field 0|\n7|\r=x|\n");
    assert_eq!(csv, "ID,Custom Field 0\n7,\"'\r=x\"\n");
}
