//! Session lists with delimiters and newlines inside their free text, for property tests.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use rescue_sessions_synthetic::Version;

use checks::alignments::is_free_text;
use checks::truth::{FREE_TEXTS, texts};

const DELIMITERS: [&str; 4] = ["|", r"\;", "||", "\t"];

/// A list that was written without any escaping.
#[derive(Clone, Debug)]
pub struct List {
    pub names: Vec<String>,
    pub delimiter: String,
    pub trailing: bool,
    /// The fields of each row.
    pub rows: Vec<Vec<String>>,
}

/// The headers that the service sends, and other headers with an `ID`.
fn names() -> impl Strategy<Value = Vec<String>> {
    let service = |version: Version| Just(version.columns());
    let first_fourteen = Just(Version::V1.columns().into_iter().take(14).collect::<Vec<_>>());
    let mut others = Version::V1.columns();
    others.remove(0);
    others.push("Shoe Size".to_owned());
    let subset = subsequence(others, 1..=8).prop_shuffle().prop_flat_map(|names| {
        (0..=names.len()).prop_map(move |index| {
            let mut names = names.clone();
            names.insert(index, "ID".to_owned());
            names
        })
    });
    prop_oneof![2 => service(Version::V1), 2 => service(Version::V3), 1 => first_fourteen, 3 => subset]
}

fn field(name: &str) -> BoxedStrategy<String> {
    select(texts(name).to_vec()).prop_map(str::to_owned).boxed()
}

/// A row. Every second one has one to three delimiters or newlines, each with a text after it, in its free text.
fn row(names: &[String], delimiter: &str) -> BoxedStrategy<Vec<String>> {
    let fields: Vec<_> = names.iter().map(|name| field(name)).collect();
    let separator = select(vec![delimiter.to_owned(), delimiter.to_owned(), "\n".to_owned(), "\r\n".to_owned()]);
    let insertion = (any::<Index>(), separator, select(FREE_TEXTS.to_vec()));
    let insertions = prop_oneof![1 => Just(Vec::new()), 1 => vec(insertion, 1..4)];
    let free_text: Vec<usize> = (0..names.len()).filter(|&column| is_free_text(&names[column])).collect();
    (fields, insertions)
        .prop_map(move |(mut fields, insertions)| {
            for (index, separator, text) in insertions.into_iter().filter(|_| !free_text.is_empty()) {
                fields[free_text[index.index(free_text.len())]] += &(separator + text);
            }
            fields
        })
        .boxed()
}

/// Lists of one to seven rows with distinct IDs.
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
    /// The fields as a line without its newline: a row or the header.
    pub fn line(&self, fields: &[String]) -> String {
        fields.join(&self.delimiter) + if self.trailing { &self.delimiter } else { "" }
    }
}
