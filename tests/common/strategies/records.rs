//! Damaged records, one at a time.

use checks::readings::{TEXTS, fits, is_typed};
use checks::record::{COLUMNS, DELIMITERS, Written};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

/// Some of the columns, ID among them, in the service's order or another.
fn names() -> impl Strategy<Value = Vec<String>> {
    let some = subsequence(COLUMNS.map(str::to_owned).to_vec(), 0..=7);
    prop_oneof![2 => some.clone().boxed(), 1 => some.prop_shuffle().boxed()].prop_flat_map(|names| {
        let places = prop_oneof![3 => Just(0), 1 => 0..=names.len()];
        (Just(names), places).prop_map(|(mut names, place)| {
            names.insert(place, "ID".to_owned());
            names
        })
    })
}

/// A text that the column can hold, as the service writes it.
fn value(column: &str) -> BoxedStrategy<String> {
    let fitting = TEXTS.into_iter().filter(|text| is_typed(column) || fits(column, text));
    select(fitting.map(str::to_owned).collect::<Vec<_>>()).boxed()
}

/// A record under these names, with delimiters and newlines typed into what people type.
fn whole(names: &[String], delimiter: &str, trailing: bool) -> BoxedStrategy<String> {
    let fields: Vec<_> = names.iter().map(|name| value(name)).collect();
    let typed = vec(
        (
            any::<Index>(),
            select(vec![delimiter.to_owned(), "\n".to_owned(), "\r\n".to_owned()]),
            select(TEXTS.to_vec()),
        ),
        0..4,
    );
    let (names, delimiter) = (names.to_vec(), delimiter.to_owned());
    (fields, typed)
        .prop_map(move |(mut fields, typed)| {
            let open: Vec<usize> = (0..names.len()).filter(|&column| is_typed(&names[column])).collect();
            for (index, parting, text) in typed {
                if !open.is_empty() {
                    fields[open[index.index(open.len())]] += &(parting + text);
                }
            }
            fields.join(&delimiter) + if trailing { &delimiter } else { "" }
        })
        .boxed()
}

/// Pieces in no order, which hardly ever are a record.
fn junk(delimiter: &str) -> BoxedStrategy<String> {
    let parting = select(vec![delimiter.to_owned(), delimiter.to_owned(), delimiter.to_owned(), "\n".to_owned()]);
    vec((select(TEXTS.to_vec()), parting), 1..14)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(text, parting)| [text.to_owned(), parting]).collect())
        .boxed()
}

/// One record, or what is none, under up to eight columns.
pub fn record() -> impl Strategy<Value = Written> {
    (names(), select(DELIMITERS.to_vec()), any::<bool>()).prop_flat_map(|(names, delimiter, trailing)| {
        let text = prop_oneof![4 => whole(&names, delimiter, trailing), 1 => junk(delimiter)];
        text.prop_map(move |text| Written { names: names.clone(), delimiter: delimiter.to_owned(), trailing, text })
    })
}
