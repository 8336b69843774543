//! Single damaged records.

use checks::alignments::{TEXTS, fits, is_free_text};
use checks::record::{COLUMNS, DELIMITERS, Written};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

/// Up to eight columns with `ID` among them, in the service's order or shuffled.
fn names() -> impl Strategy<Value = Vec<String>> {
    let subset = subsequence(COLUMNS.map(str::to_owned).to_vec(), 0..=7);
    prop_oneof![2 => subset.clone().boxed(), 1 => subset.prop_shuffle().boxed()].prop_flat_map(|names| {
        let index = prop_oneof![3 => Just(0), 1 => 0..=names.len()];
        (Just(names), index).prop_map(|(mut names, index)| {
            names.insert(index, "ID".to_owned());
            names
        })
    })
}

/// A text that is valid in the column.
fn value(column: &str) -> BoxedStrategy<String> {
    let fitting = TEXTS.into_iter().filter(|text| is_free_text(column) || fits(column, text));
    select(fitting.map(str::to_owned).collect::<Vec<_>>()).boxed()
}

/// A record under these columns, with up to three delimiters or newlines inside its free text.
fn damaged(names: &[String], delimiter: &str, trailing: bool) -> BoxedStrategy<String> {
    let fields: Vec<_> = names.iter().map(|name| value(name)).collect();
    let insertions = vec(
        (
            any::<Index>(),
            select(vec![delimiter.to_owned(), "\n".to_owned(), "\r\n".to_owned()]),
            select(TEXTS.to_vec()),
        ),
        0..4,
    );
    let (names, delimiter) = (names.to_vec(), delimiter.to_owned());
    (fields, insertions)
        .prop_map(move |(mut fields, insertions)| {
            let free_text: Vec<usize> = (0..names.len()).filter(|&column| is_free_text(&names[column])).collect();
            for (index, separator, text) in insertions {
                if !free_text.is_empty() {
                    fields[free_text[index.index(free_text.len())]] += &(separator + text);
                }
            }
            fields.join(&delimiter) + if trailing { &delimiter } else { "" }
        })
        .boxed()
}

/// Fragments in random order, which are hardly ever a record.
fn junk(delimiter: &str) -> BoxedStrategy<String> {
    let separator = select(vec![delimiter.to_owned(), delimiter.to_owned(), delimiter.to_owned(), "\n".to_owned()]);
    vec((select(TEXTS.to_vec()), separator), 1..14)
        .prop_map(|fragments| {
            fragments.into_iter().flat_map(|(text, separator)| [text.to_owned(), separator]).collect()
        })
        .boxed()
}

/// A damaged record, or random fragments, under up to eight columns.
pub fn record() -> impl Strategy<Value = Written> {
    (names(), select(DELIMITERS.to_vec()), any::<bool>()).prop_flat_map(|(names, delimiter, trailing)| {
        let text = prop_oneof![4 => damaged(&names, delimiter, trailing), 1 => junk(delimiter)];
        text.prop_map(move |text| Written { names: names.clone(), delimiter: delimiter.to_owned(), trailing, text })
    })
}
