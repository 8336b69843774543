//! A simulated archive: raw responses, Parquet files of them, and the known answers.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use parquet::arrow::ArrowWriter;
use rescue_sessions::Parser;
use rescue_sessions_arrow::{BatchReader, Poll, Response, Table};
use rescue_sessions_datafusion::PollFile;
use rescue_sessions_synthetic::{Answers, Desk, DeskPlan, Version};
use tempfile::TempDir;

const PATTERN: &str = "getSession_%Y-%m-%dT%H-%M-%SZ.txt";

pub(crate) struct Archive {
    folder: TempDir,
    pub(crate) answers: Answers,
}

impl Archive {
    /// Two days, a poll each six minutes. The first responses are of version 2. Each poll has a session: the queries cannot
    /// count one without.
    pub(crate) fn simulate() -> Archive {
        let folder = tempfile::tempdir().unwrap();
        let plan = DeskPlan {
            polls: 480,
            version: Version::V2,
            upgrade_at: Some(260),
            interval: 360,
            sessions_per_day: 3_000,
            ..DeskPlan::default()
        };
        let mut desk = Desk::new(plan);
        for poll in desk.by_ref() {
            let time = poll.time.to_string();
            let day = folder.path().join("polls").join(&time[..10]);
            fs::create_dir_all(&day).unwrap();
            fs::write(day.join(format!("getSession_{}Z.txt", time.replace(':', "-"))), poll.body).unwrap();
        }
        Archive { answers: desk.answers(), folder }
    }

    pub(crate) fn raw_files(&self) -> Vec<PollFile> {
        PollFile::in_folder(self.folder.path().join("polls"), PATTERN).unwrap()
    }

    /// Writes a Parquet file for each day, and returns their folder. The first file lacks columns of the second.
    pub(crate) fn write_parquet(&self) -> String {
        let folder = self.folder.path().join("parquet");
        fs::create_dir(&folder).unwrap();
        let mut days = BTreeMap::<_, Vec<PollFile>>::new();
        for file in self.raw_files() {
            days.entry(file.path.parent().unwrap().to_owned()).or_default().push(file);
        }
        assert_eq!(days.len(), 2);
        for (day, files) in days {
            write_day(&folder.join(day.file_name().unwrap()).with_extension("parquet"), &files);
        }
        folder.to_str().unwrap().to_owned()
    }

    /// The known answer to each query, by its name.
    pub(crate) fn expected(&self) -> BTreeMap<&'static str, Vec<Vec<String>>> {
        let answers = &self.answers;
        let counts = |counts: &BTreeMap<&str, u64>| counts.iter().map(|(text, count)| row([text, count])).collect();
        let waits = answers.waits.iter();
        let waits = waits.map(|it| row([&it.channel, &it.hour, &it.sessions, &format!("{:?}", it.median)]));
        BTreeMap::from([
            ("totals", vec![row([&answers.polls_with_rows, &answers.rows, &answers.sessions])]),
            ("rows_by_status", counts(&answers.rows_by_status)),
            ("sessions_by_last_status", counts(&answers.sessions_by_last_status)),
            ("sessions_with_two_technicians", vec![row([&answers.sessions_with_two_technicians])]),
            ("new_and_gone", vec![row([&answers.changes.new, &answers.changes.gone])]),
            ("waits", waits.collect()),
        ])
    }
}

fn row<const N: usize>(values: [&dyn ToString; N]) -> Vec<String> {
    values.map(ToString::to_string).into()
}

/// Packs polls into a Parquet file, as the command does.
fn write_day(path: &Path, files: &[PollFile]) {
    let open = |file: &PollFile| File::open(&file.path);
    let tables = files.iter().map(|file| Table::from_response(Parser::new(), open(file).unwrap()).unwrap());
    let table = tables.reduce(|mut all, table| {
        all.add(&table);
        all
    });
    let table = table.unwrap().with_poll().with_milliseconds();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), table.to_arrow(), None).unwrap();
    let responses = files.iter().map(|file| {
        let poll = Poll { time: file.time, file: Some(file.path.to_str().unwrap().to_owned()) };
        Response::new(poll, open(file))
    });
    for batch in BatchReader::from_responses(Parser::new(), table, responses) {
        writer.write(&batch.unwrap()).unwrap();
    }
    writer.close().unwrap();
}
