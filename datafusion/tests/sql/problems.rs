//! Rows and responses that cannot be read.

use std::error::Error;
use std::iter;
use std::ops::ControlFlow;
use std::sync::mpsc;

use datafusion::error::DataFusionError;
use rescue_sessions::Parser;
use rescue_sessions_arrow::TableError;
use rescue_sessions_datafusion::{PollError, PollTable};
use tempfile::TempDir;

use crate::{context, rows, write};

const GOOD: &str = "OK\n\nID|Status|\n7|Waiting|\n8|Active|\n";
const BAD_ROW: &str = "OK\n\nID|Status|\n1|Waiting|\nsecret|Active|\n2|Active|\n";

fn table(folder: &TempDir, bodies: &[&str]) -> PollTable {
    PollTable::from_files(Parser::new(), write(folder, bodies)).unwrap()
}

fn poll_error(error: &DataFusionError) -> Option<&PollError> {
    let error: &(dyn Error + 'static) = error;
    iter::successors(Some(error), |&error| error.source()).find_map(|error| error.downcast_ref())
}

#[tokio::test]
async fn a_bad_row_ends_the_query() {
    let folder = tempfile::tempdir().unwrap();
    let context = context(table(&folder, &[GOOD, BAD_ROW, GOOD]));
    for query in ["SELECT count(*) FROM polls", "SELECT * FROM polls", "SELECT status FROM polls GROUP BY status"] {
        let error = rows(&context, query).await.unwrap_err();
        let found = poll_error(&error).unwrap();
        let file = folder.path().join("1.txt").to_str().unwrap().to_owned();
        assert_eq!(found.poll.file.as_ref(), Some(&file));
        assert_eq!(found.poll.time, Some(60));
        assert!(matches!(&found.error, TableError::Row(error) if error.position().line() == 5), "{found}");
        assert_eq!(found.to_string(), format!("{file}: record 2 (line 5, byte 26): ID is not an integer"));
        assert!(error.to_string().contains(&found.to_string()), "{error}");
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
    // A file that is not read has no bad row.
    assert_eq!(rows(&context, "SELECT count(*) FROM polls WHERE poll_time = to_timestamp(0)").await.unwrap(), [["2"]]);
}

#[tokio::test]
async fn a_bad_response_ends_the_query() {
    for (body, message) in [
        ("NOTLOGGEDIN", "the service answered NOTLOGGEDIN"),
        ("", "the response is empty"),
        ("<html><body>secret</body></html>", "the response is an HTML page, not a session list"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let context = context(table(&folder, &[GOOD, body]));
        let error = rows(&context, "SELECT count(*) FROM polls").await.unwrap_err();
        assert_eq!(poll_error(&error).unwrap().to_string(), format!("{}/1.txt: {message}", folder.path().display()));
    }
}

#[tokio::test]
async fn a_missing_file_ends_the_query() {
    let folder = tempfile::tempdir().unwrap();
    let table = table(&folder, &[GOOD, GOOD]);
    std::fs::remove_file(folder.path().join("0.txt")).unwrap();
    let error = rows(&context(table), "SELECT count(*) FROM polls").await.unwrap_err();
    assert!(matches!(&poll_error(&error).unwrap().error, TableError::Response(_)), "{error}");
}

#[tokio::test]
async fn a_response_with_another_column_ends_the_query() {
    let folder = tempfile::tempdir().unwrap();
    let table = table(&folder, &[GOOD, GOOD]);
    std::fs::write(folder.path().join("1.txt"), "OK\n\nID|Secret|\n7|x|\n").unwrap();
    let error = rows(&context(table), "SELECT count(*) FROM polls").await.unwrap_err();
    assert!(matches!(&poll_error(&error).unwrap().error, TableError::MissingColumn), "{error}");
}

#[tokio::test]
async fn problems_can_be_received_and_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let (sender, problems) = mpsc::channel();
    let table = table(&folder, &[GOOD, BAD_ROW, "NOTLOGGEDIN"]).on_problem(move |problem| {
        sender.send((problem.poll.time, problem.raw.map(<[u8]>::to_vec))).unwrap();
        ControlFlow::Continue(())
    });
    let found = rows(&context(table), "SELECT id FROM polls ORDER BY id").await.unwrap().concat();
    assert_eq!(found, ["1", "2", "7", "8"]);
    let mut problems: Vec<_> = problems.try_iter().collect();
    problems.sort();
    assert_eq!(problems, [(Some(60), Some(b"secret|Active|".to_vec())), (Some(120), None)]);
}

#[test]
fn files_without_a_session_list_have_no_columns() {
    let folder = tempfile::tempdir().unwrap();
    let error = PollTable::from_files(Parser::new(), write(&folder, &["NOTLOGGEDIN"])).unwrap_err();
    assert_eq!(error.to_string(), format!("{}/0.txt: the service answered NOTLOGGEDIN", folder.path().display()));
}
