//! `generate`.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::Value;

use crate::run::{out, outcome, run};

#[test]
fn generated_lists_are_readable() {
    for (version, columns) in [("1", 16), ("2", 16), ("3", 19)] {
        let body = run(&["generate", "--rows", "1000", "--version", version], b"").stdout;
        let sessions = run(&["json"], &body);
        assert_eq!((sessions.status.code(), out(&sessions).lines().count()), (Some(0), 1000));
        let check = run(&["check"], &body);
        assert!(out(&check).contains(&format!("header        {columns} columns\n")), "{}", out(&check));
    }
    let args = ["generate", "--rows", "50", "--delimiter", r"\;"];
    let body = run(&args, b"").stdout;
    assert_eq!(run(&["show", "--delimiter", r"\;"], &body).status.code(), Some(0));
}

#[test]
fn generate_is_deterministic_for_a_seed() {
    let generate = |seed| run(&["generate", "--seed", seed, "--rows", "20"], b"").stdout;
    assert_eq!(generate("7"), generate("7"));
    assert_ne!(generate("7"), generate("8"));
    assert_eq!(out(&run(&["generate", "--rows", "0"], b"")).lines().count(), 3);
}

#[test]
fn generate_damages_the_requested_share_of_rows() {
    let body = run(&["generate", "--rows", "4000", "--damage", "0.25"], b"").stdout;
    let output = run(&["json"], &body);
    let damaged = out(&output).lines().filter(|line| line.contains(",\"damage\":[")).count();
    assert!((850..1150).contains(&damaged), "{damaged} of 4000");
    assert_eq!(out(&output).lines().count(), 4000);
}

/// An empty folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn generate(args: &[&str], folder: &Path) -> (Option<i32>, String, String) {
    outcome(&[&["generate", "--out-dir", folder.to_str().unwrap()], args].concat(), "")
}

/// The paths of all files in a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    files.sort();
    files
}

#[test]
fn each_poll_of_a_desk_is_a_file() {
    let folder = folder("desk");
    let args = ["--polls", "3", "--start", "2024-12-31T23:58:30", "--version", "2", "--upgrade-at", "2"];
    assert_eq!(generate(&args, &folder), (Some(0), String::new(), String::new()));
    let files = files(&folder);
    let names: Vec<_> = files.iter().map(|file| file.strip_prefix(&folder).unwrap().to_str().unwrap()).collect();
    let expected = [
        "2024-12-31/getSession_2024-12-31T23-58-30Z.txt",
        "2024-12-31/getSession_2024-12-31T23-59-30Z.txt",
        "2025-01-01/getSession_2025-01-01T00-00-30Z.txt",
        "answers.json",
    ];
    assert_eq!(names, expected);
    for (file, columns) in files.iter().zip([16, 16, 19]) {
        let (status, check, _) = outcome(&["check", file.to_str().unwrap()], "");
        assert_eq!(status, Some(0));
        assert!(check.contains(&format!("header        {columns} columns\n")), "{check}");
    }
    let modified = fs::metadata(&files[0]).unwrap().modified().unwrap();
    assert_eq!(modified.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs(), 1_735_689_510);
}

#[test]
fn answers_of_a_desk_are_those_of_its_files() {
    let folder = folder("answers");
    let args = ["--polls", "30", "--interval", "600", "--start", "2025-01-06T07:00:00", "--delimiter", "tab"];
    assert_eq!(generate(&args, &folder), (Some(0), String::new(), String::new()));
    let answers: Value = serde_json::from_slice(&fs::read(folder.join("answers.json")).unwrap()).unwrap();
    let (mut rows, mut last_rows) = (0, HashMap::new());
    for file in files(&folder.join("2025-01-06")) {
        let list = outcome(&["json", "--delimiter", "tab", file.to_str().unwrap()], "").1;
        for session in list.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            rows += 1;
            last_rows.insert(session["id"].to_string(), session);
        }
    }
    assert_eq!((answers["polls"].as_u64(), answers["interval"].as_u64()), (Some(30), Some(600)));
    assert_eq!(
        (&answers["first_poll"], &answers["last_poll"]),
        (&"2025-01-06T07:00:00Z".into(), &"2025-01-06T11:50:00Z".into())
    );
    assert_eq!((answers["rows"].as_u64(), answers["sessions"].as_u64()), (Some(rows), Some(last_rows.len() as u64)));
    let in_group = |session: &&Value| {
        session["entry"] == "Help Desk"
            && session["start_time"].as_str().unwrap().contains("T09:")
            && !["Connecting", "Waiting"].contains(&session["status"].as_str().unwrap())
    };
    let mut waits: Vec<_> =
        last_rows.values().filter(in_group).map(|session| session["waiting_time"].as_u64().unwrap()).collect();
    waits.sort_unstable();
    let is_group = |waits: &&Value| waits["channel"] == "Help Desk" && waits["hour"] == 9;
    let group = answers["waits"].as_array().unwrap().iter().find(is_group).unwrap();
    assert_eq!(group["sessions"].as_u64(), Some(waits.len() as u64));
    assert_eq!(group["median_low"].as_u64(), Some(waits[(waits.len() - 1) / 2]));
}

#[test]
fn polls_are_not_written_into_a_folder_with_files() {
    let folder = folder("full");
    assert_eq!(generate(&["--polls", "0"], &folder).0, Some(0));
    assert_eq!(files(&folder), [folder.join("answers.json")]);
    let (status, _, stderr) = generate(&["--polls", "1"], &folder);
    assert_eq!(stderr, format!("rescue-sessions: {}: the folder is not empty\n", folder.display()));
    assert_eq!((status, files(&folder).len()), (Some(2), 1));
    let file = folder.join("answers.json");
    let (status, _, stderr) = generate(&["--polls", "1"], &file);
    assert!(status == Some(2) && stderr.starts_with(&format!("rescue-sessions: {}: ", file.display())), "{stderr}");
}

#[test]
fn options_of_a_desk_belong_together() {
    let folder = folder("wrong");
    let wrong = [
        &["--start", "2025-01-01T00:00:00"][..],
        &["--polls", "1", "--rows", "5"],
        &["--polls", "1", "--damage", "0.1"],
        &["--polls", "1", "--delimiter", "a"],
        &["--polls", "1", "--interval", "0"],
        &["--polls", "1", "--interval", "86401"],
        &["--polls", "1", "--start", "2025-02-29T00:00:00"],
        &["--polls", "2", "--start", "9999-12-31T23:59:30"],
        &["--polls", "1", "--sessions-per-day", "100001"],
    ];
    for args in wrong {
        let (status, stdout, stderr) = generate(args, &folder);
        assert!(status == Some(2) && stdout.is_empty() && !stderr.is_empty(), "{args:?}: {stderr}");
        assert!(!folder.exists(), "{args:?}");
    }
    for args in [&["--polls", "1"][..], &["--interval", "5"], &["--upgrade-at", "1"], &["--sessions-per-day", "9"]] {
        assert_eq!(outcome(&[&["generate"], args].concat(), "").0, Some(2), "{args:?}");
    }
}
