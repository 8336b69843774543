//! Which files are in a table, and which columns.

use std::fs;

use rescue_sessions::Parser;
use rescue_sessions_datafusion::{PollFile, PollTable};

use crate::{columns, context, rows, write};

const PATTERN: &str = "poll_%Y-%m-%dT%H-%M-%S.txt";

#[test]
fn files_of_a_folder_are_sorted_and_have_the_times_of_their_names() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("b/c")).unwrap();
    let names = ["b/c/poll_2025-01-01T00-01-00.txt", "a.json", "poll_2025-01-01T00-00-00.txt", "b/poll.txt.part"];
    for name in names {
        fs::write(folder.path().join(name), "").unwrap();
    }
    let found = PollFile::in_folder(folder.path(), PATTERN).unwrap();
    let file = |name: &str, time| PollFile { path: folder.path().join(name), time: Some(time) };
    assert_eq!(found, [file(names[0], 1_735_689_660), file(names[2], 1_735_689_600)]);

    fs::write(folder.path().join("2025+0100.txt"), "").unwrap();
    fs::remove_dir_all(folder.path().join("b")).unwrap();
    fs::remove_file(folder.path().join(names[2])).unwrap();
    let error = PollFile::in_folder(folder.path(), PATTERN).unwrap_err().to_string();
    assert!(error.ends_with("2025+0100.txt: the file name does not match poll_%Y-%m-%dT%H-%M-%S.txt"), "{error}");
}

#[test]
fn a_zone_in_the_name_counts() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("2025-01-01T01-30-00+0130.txt"), "").unwrap();
    let found = PollFile::in_folder(folder.path(), "%Y-%m-%dT%H-%M-%S%z.txt").unwrap();
    assert_eq!(found[0].time, Some(1_735_689_600));
}

#[test]
fn an_extension_that_is_a_part_of_the_time_skips_no_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("2025.01.01-00.01.00"), "").unwrap();
    let found = PollFile::in_folder(folder.path(), "%Y.%m.%d-%H.%M.%S").unwrap();
    assert_eq!(found[0].time, Some(1_735_689_660));

    fs::write(folder.path().join("answers.json"), "").unwrap();
    let error = PollFile::in_folder(folder.path(), "%Y.%m.%d-%H.%M.%S").unwrap_err().to_string();
    assert!(error.ends_with("answers.json: the file name does not match %Y.%m.%d-%H.%M.%S"), "{error}");
}

#[tokio::test]
async fn responses_of_different_columns_are_one_table() {
    let folder = tempfile::tempdir().unwrap();
    let soap = r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
        <getSession_V3Response xmlns="https://secure.logmeinrescue.com/API/API.asmx">
        <getSession_V3Result>getSession_OK</getSession_V3Result><aSessions><SESSION_V3><iID>3</iID><sStatus>Waiting</sStatus>
        <bStatus>Waiting</bStatus></SESSION_V3></aSessions></getSession_V3Response></soap:Body></soap:Envelope>"#;
    let files = write(&folder, &["OK\n\nID|Status|\n1|Waiting|\n", "OK\n\nID|Shoe Size|\n2|43|\n", soap]);
    let context = context(PollTable::from_files(Parser::new(), files).unwrap());
    let query = "SELECT id, status, \"Shoe Size\", poll_time FROM polls ORDER BY id";
    let expected = [
        ["1", "Waiting", "NULL", "1970-01-01T00:00:00Z"],
        ["2", "NULL", "43", "1970-01-01T00:01:00Z"],
        ["3", "Waiting", "NULL", "1970-01-01T00:02:00Z"],
    ];
    assert_eq!(rows(&context, query).await.unwrap(), expected);
}

#[tokio::test]
async fn a_table_without_files_is_empty() {
    let context = context(PollTable::new(Parser::new(), columns("ID|Status|"), Vec::new()));
    assert_eq!(rows(&context, "SELECT count(*), min(status) FROM polls").await.unwrap(), [["0", "NULL"]]);
    assert!(rows(&context, "SELECT * FROM polls WHERE poll_time > now()").await.unwrap().is_empty());

    let error = PollTable::from_files(Parser::new(), Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), "there is no file to read");
}

#[tokio::test]
async fn a_limit_ends_the_reading() {
    let folder = tempfile::tempdir().unwrap();
    let body = |first: u32| (first..first + 100).fold("OK\n\nID|\n".to_owned(), |body, id| body + &format!("{id}|\n"));
    let bodies: Vec<String> = (0..50).map(|file| body(100 * file)).collect();
    let mut files = write(&folder, &bodies.iter().map(String::as_str).collect::<Vec<_>>());
    fs::remove_file(&files.last().unwrap().path).unwrap();
    files.push(PollFile { path: folder.path().join("missing.txt"), time: None });
    let context = context(PollTable::new(Parser::new(), columns("ID|"), files));
    assert_eq!(rows(&context, "SELECT id FROM polls LIMIT 7").await.unwrap().len(), 7);
}
