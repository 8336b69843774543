//! Whole lists of rows with things typed into them, for property tests.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use rescue_sessions_synthetic::Version;

use checks::readings::is_typed;
use checks::truth::{TYPED, texts};

const DELIMITERS: [&str; 4] = ["|", r"\;", "||", "\t"];

/// A list whose rows were written without looking at what is typed into them.
#[derive(Clone, Debug)]
pub struct List {
    pub names: Vec<String>,
    pub delimiter: String,
    pub trailing: bool,
    /// The fields of each row.
    pub rows: Vec<Vec<String>>,
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
    select(texts(name).to_vec()).prop_map(str::to_owned).boxed()
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

/// Lists of one to seven rows.
pub fn list() -> impl Strategy<Value = List> {
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
    /// A row, or the header, without its newline.
    pub fn line(&self, fields: &[String]) -> String {
        fields.join(&self.delimiter) + if self.trailing { &self.delimiter } else { "" }
    }
}
