//! `generate --polls`: a file for each poll of a simulated help desk, and the known answers about them.

use std::fs::File;
use std::fs::create_dir_all;
use std::fs::read_dir;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rescue_sessions_synthetic::{Answers, DateTime, Desk, DeskPlan};
use serde_json::{Value, json};

use crate::Outcome;
use crate::output::text::escaped;

/// Writes the polls into folders in `dir`, one for each day, so that no folder has too many files. The answers are written
/// last: if they are there, the polls are complete.
pub(crate) fn write(plan: DeskPlan, dir: &Path) -> io::Result<Outcome> {
    if plan.end().is_none() {
        return Err(io::Error::other("--polls: the last poll would be after the year 9999"));
    }
    create_empty(dir)?;
    let mut answers = json!({ "first_poll": null, "last_poll": null, "interval": plan.interval, "seed": plan.seed });
    let mut desk = Desk::new(plan);
    let (mut body, mut folder) = (String::new(), PathBuf::new());
    while let Some(time) = desk.poll_into(&mut body) {
        let (date, file_name) = names(time);
        if !folder.ends_with(&date) {
            folder = dir.join(date);
            create_dir_all(&folder).map_err(|error| with_name(&error, &folder))?;
        }
        write_file(&folder.join(file_name), body.as_bytes(), Some(time))?;
        answers["last_poll"] = format!("{time}Z").into();
        if answers["first_poll"].is_null() {
            answers["first_poll"] = answers["last_poll"].clone();
        }
    }
    add(&mut answers, &desk.answers());
    write_file(&dir.join("answers.json"), format!("{answers:#}\n").as_bytes(), None)?;
    Ok(Outcome::Success)
}

/// The names of the folder and the file: `2025-01-01`, `getSession_2025-01-01T00-00-00Z.txt`.
fn names(time: DateTime) -> (String, String) {
    let time = time.to_string();
    let (date, clock) = time.split_once('T').unwrap_or((&time, ""));
    (date.to_owned(), format!("getSession_{date}T{}Z.txt", clock.replace(':', "-")))
}

/// Creates the folder if it does not exist. It is an error if something is in it.
fn create_empty(dir: &Path) -> io::Result<()> {
    let create = || {
        create_dir_all(dir)?;
        read_dir(dir)?.next().transpose()
    };
    match create().map_err(|error| with_name(&error, dir))? {
        None => Ok(()),
        Some(_) => Err(with_name("the folder is not empty", dir)),
    }
}

/// Writes a new file. The time of a poll is also the time of the file, where the file system can store it.
fn write_file(path: &Path, bytes: &[u8], time: Option<DateTime>) -> io::Result<()> {
    let write = || {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        if let Some(time) = time {
            let since_1970 = Duration::from_secs(time.unix_seconds().unsigned_abs());
            let _ = file.set_modified(SystemTime::UNIX_EPOCH + since_1970);
        }
        Ok(())
    };
    write().map_err(|error: io::Error| with_name(&error, path))
}

fn with_name(error: impl ToString, path: &Path) -> io::Error {
    io::Error::other(format!("{}: {}", escaped(&path.to_string_lossy()), error.to_string()))
}

fn add(json: &mut Value, answers: &Answers) {
    let changes = answers.changes;
    json["polls"] = answers.polls.into();
    json["polls_with_rows"] = answers.polls_with_rows.into();
    json["rows"] = answers.rows.into();
    json["rows_by_status"] = json!(answers.rows_by_status);
    json["sessions"] = answers.sessions.into();
    json["sessions_by_last_status"] = json!(answers.sessions_by_last_status);
    json["sessions_with_two_technicians"] = answers.sessions_with_two_technicians.into();
    json["changes"] = json!({
        "new": changes.new,
        "gone": changes.gone,
        "status": changes.status,
        "picked_up": changes.picked_up,
        "transferred": changes.transferred,
    });
    let waits = answers.waits.iter().map(|waits| {
        json!({
            "channel": waits.channel,
            "hour": waits.hour,
            "sessions": waits.sessions,
            "median_low": waits.median_low,
            "median": waits.median,
        })
    });
    json["waits"] = waits.collect();
}
