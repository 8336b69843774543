//! Conditions on `poll_time` and `poll_file` decide which files are opened.

use rescue_sessions::Parser;
use rescue_sessions_datafusion::{PollFile, PollTable};

use crate::{columns, context, rows, write};

/// Polls at 00:00, 00:01, … of 1970-01-01. Each has its minute as its only session. Only those of `readable` exist.
async fn ids(readable: &[i64], condition: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let bodies: Vec<String> = (0..5).map(|minute| format!("OK\n\nID|Status|\n{minute}|Active|\n")).collect();
    let mut files = write(&folder, &bodies.iter().map(String::as_str).collect::<Vec<_>>());
    for file in files.iter().filter(|file| !readable.contains(&(file.time.unwrap() / 60))) {
        std::fs::remove_file(&file.path).unwrap();
    }
    files.push(PollFile { path: folder.path().join("unknown.txt"), time: None });
    let context = context(PollTable::new(Parser::new(), columns("ID|Status|"), files));
    let found = rows(&context, &format!("SELECT id FROM polls WHERE {condition} ORDER BY id")).await;
    found.unwrap_or_else(|error| panic!("{condition}: {error}")).concat()
}

#[tokio::test]
async fn only_files_that_pass_are_opened() {
    let conditions = [
        ("poll_time >= TIMESTAMP '1970-01-01T00:03:00Z'", &[3, 4][..]),
        ("poll_time BETWEEN '1970-01-01T00:01:00Z' AND '1970-01-01T00:02:30Z'", &[1, 2]),
        ("poll_time = '1970-01-01T00:02:00Z' OR poll_file LIKE '%/4.txt'", &[2, 4]),
        ("poll_file LIKE '%/1.txt' AND status = 'Active'", &[1]),
        ("extract(minute FROM poll_time) IN (0, 4) AND id > 0", &[0, 4]),
        ("date_trunc('hour', poll_time) > '1970-01-01T00:03:00Z'", &[]),
        ("poll_time < now() AND poll_time > '1970-01-01T00:03:59Z'", &[4]),
        ("poll_time IS NULL AND poll_file NOT LIKE '%unknown.txt'", &[]),
        ("false", &[]),
    ];
    for (condition, readable) in conditions {
        let mut expected: Vec<_> = readable.iter().map(i64::to_string).collect();
        expected.retain(|id| !(condition.contains("id > 0") && id == "0"));
        assert_eq!(ids(readable, condition).await, expected, "{condition}");
    }
}

#[tokio::test]
async fn filters_that_need_rows_are_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let bodies: Vec<String> = (0..5).map(|minute| format!("OK\n\nID|Status|\n{minute}|Active|\n")).collect();
    let files = write(&folder, &bodies.iter().map(String::as_str).collect::<Vec<_>>());
    let context = context(PollTable::new(Parser::new(), columns("ID|Status|"), files));
    let conditions = [
        ("poll_time = (SELECT max(poll_time) FROM polls)", 1),
        ("poll_time IN (SELECT poll_time FROM polls WHERE id < 2)", 2),
        ("poll_time > '1970-01-01T00:02:30Z' OR id = 0", 3),
        ("id = extract(minute FROM poll_time)", 5),
        ("EXISTS (SELECT 1 FROM polls AS next WHERE next.poll_time > polls.poll_time)", 4),
    ];
    for (condition, expected) in conditions {
        let found = rows(&context, &format!("SELECT count(*) FROM polls WHERE {condition}")).await;
        let found = found.unwrap_or_else(|error| panic!("{condition}: {error}"));
        assert_eq!(found, [[expected.to_string()]], "{condition}");
    }
    let plan = rows(&context, "EXPLAIN SELECT id FROM polls WHERE poll_time > '1970-01-01T00:02:30Z'").await.unwrap();
    assert!(!plan.concat().concat().contains("FilterExec"), "DataFusion does not filter the rows again: {plan:?}");
}
