//! Whole lists against what was written: no value is another one, no session is invented, none is lost without a word.

use std::collections::HashMap;

use common::readings::{Span, fits, is_typed};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::test_runner::FileFailurePersistence;
use rescue_sessions::{Delimiter, Parser};
use rescue_sessions_synthetic::Version;

/// What people type. Two small letters are left out: see the crate's rule for Language.
const TYPED: [&str; 12] =
    ["", "", "no sound", "Ann Lee", "7", "-3", "12", "Annie", "+1 555", "2/16/2012", "yes", "a b"];
const DELIMITERS: [&str; 4] = ["|", r"\;", "||", "\t"];

#[derive(Clone, Debug)]
struct List {
    names: Vec<String>,
    delimiter: String,
    trailing: bool,
    /// The fields of each row.
    rows: Vec<Vec<String>>,
}

/// The service's headers, and others.
fn names() -> impl Strategy<Value = Vec<String>> {
    let service = |version: Version| Just(version.columns());
    let fourteen = Just(Version::V1.columns().into_iter().take(14).collect::<Vec<_>>());
    let mut others = Version::V1.columns();
    others.remove(0);
    others.push("Shoe Size".to_owned());
    let some = subsequence(others, 1..=8).prop_shuffle().prop_flat_map(|names| {
        (0..=names.len()).prop_map(move |place| {
            let mut names = names.clone();
            names.insert(place, "ID".to_owned());
            names
        })
    });
    prop_oneof![2 => service(Version::V1), 2 => service(Version::V3), 1 => fourteen, 3 => some]
}

fn field(name: &str) -> BoxedStrategy<String> {
    let texts: &[&str] = match name {
        "Start Time" => &["2/16/2012 9:00 AM"],
        "Language" => &["", "en", "en", "de", "pt-BR"],
        "Is Lead Technician" | "HandingOff" => &["", "yes"],
        "Status" => &["Active", "Waiting", "On Hold", "Closed by technician"],
        name if is_typed(name) => &TYPED,
        _ => &["0", "5", "-2", "254458"],
    };
    select(texts.to_vec()).prop_map(str::to_owned).boxed()
}

/// A row; every other one has something typed into it.
fn row(names: &[String], delimiter: &str) -> BoxedStrategy<Vec<String>> {
    let fields: Vec<_> = names.iter().map(|name| field(name)).collect();
    let parting = select(vec![delimiter.to_owned(), delimiter.to_owned(), "\n".to_owned(), "\r\n".to_owned()]);
    let typed = prop_oneof![1 => Just(Vec::new()), 1 => vec((any::<Index>(), parting, select(TYPED.to_vec())), 1..4)];
    let open: Vec<usize> = (0..names.len()).filter(|&column| is_typed(&names[column])).collect();
    (fields, typed)
        .prop_map(move |(mut fields, typed)| {
            for (index, parting, text) in typed.into_iter().filter(|_| !open.is_empty()) {
                fields[open[index.index(open.len())]] += &(parting + text);
            }
            fields
        })
        .boxed()
}

fn list() -> impl Strategy<Value = List> {
    (names(), select(DELIMITERS.to_vec()), any::<bool>()).prop_flat_map(|(names, delimiter, trailing)| {
        let delimiter = delimiter.to_owned();
        vec(row(&names, &delimiter), 1..8).prop_map(move |mut rows| {
            let id = names.iter().position(|name| name == "ID").unwrap();
            rows.iter_mut().enumerate().for_each(|(number, row)| row[id] = (1000 + number).to_string());
            List { names: names.clone(), delimiter: delimiter.clone(), trailing, rows }
        })
    })
}

impl List {
    fn line(&self, fields: &[String]) -> String {
        fields.join(&self.delimiter) + if self.trailing { &self.delimiter } else { "" }
    }

    /// Whether a part of a row could be taken for a row, which nothing can tell: it has a row's shape or a reading of
    /// its own.
    fn has_lookalikes(&self, row: &str) -> bool {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let width = names.len() + usize::from(self.trailing);
        let lines: Vec<&str> = row.split('\n').collect();
        let is_row = |text: &str| {
            let fields: Vec<&str> = text.trim_end_matches('\r').split(&self.delimiter).collect();
            let time = names.iter().position(|name| *name == "Start Time");
            let is_start = time.is_some_and(|time| {
                fields.len() > time && names.iter().zip(&fields).take(time + 1).all(|(n, f)| is_typed(n) || fits(n, f))
            });
            fields.len() == width || is_start
        };
        let parts = (0..lines.len()).flat_map(|start| (start + 1..=lines.len()).map(move |end| (start, end)));
        let mut parts =
            parts.filter(|&(start, end)| end - start < lines.len()).map(|(start, end)| lines[start..end].join("\n"));
        parts.any(|part| {
            let part = part.trim_end_matches('\r');
            // As far as Start Time, the row's own first line is a row.
            (!row.starts_with(part) || part.split(&self.delimiter).count() == width) && is_row(part)
                || Span::new(part, &self.delimiter).told(&names, self.trailing).is_some()
        })
    }
}

fn config() -> ProptestConfig {
    let persistence = FileFailurePersistence::WithSource("regressions");
    let (cases, max_global_rejects) = (3_000, 60_000);
    ProptestConfig { cases, max_global_rejects, failure_persistence: Some(Box::new(persistence)), ..Default::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_given_is_what_was_written(list in list()) {
        let rows: Vec<String> = list.rows.iter().map(|row| list.line(row)).collect();
        // A blank line at a record's end can't be told from one between two records.
        prop_assume!(!rows.iter().any(|row| row.lines().last().is_none_or(|line| line.trim().is_empty()) || row.ends_with('\n')));
        prop_assume!(!rows.iter().any(|row| list.has_lookalikes(row)));
        let mut body = format!("OK\n\n{}\n", list.line(&list.names));
        let mut starts = Vec::new();
        for row in &rows {
            starts.push(body.len() as u64);
            body.push_str(row);
            body.push('\n');
        }
        let id = list.names.iter().position(|name| name == "ID").unwrap();
        let mut written: HashMap<&str, (u64, &Vec<String>)> =
            list.rows.iter().zip(&starts).map(|(row, start)| (row[id].as_str(), (*start, row))).collect();

        let parser = Parser::new().delimiter(Delimiter::new(&list.delimiter).unwrap());
        let mut sessions = parser.parse(&body).unwrap().into_iter();
        let mut errors = Vec::new();
        while let Some(session) = sessions.next() {
            let Ok(session) = session else {
                errors.push(sessions.span());
                continue;
            };
            let fields: Vec<_> = sessions.fields().collect();
            let row = written.remove(fields[id].unwrap());
            prop_assert!(row.is_some(), "session {} is invented in {body:?}", session.id());
            for ((name, read), written) in list.names.iter().zip(&fields).zip(row.unwrap().1) {
                prop_assert!(read.is_none_or(|read| read == written), "{name} is {read:?}, not {written:?}, in {body:?}");
            }
        }
        for (id, (start, _)) in written {
            prop_assert!(errors.iter().any(|span| span.contains(&start)), "session {id} is lost in {body:?}");
        }
    }
}
