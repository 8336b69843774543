//! Damaged records against an enumeration of all their readings.

use common::readings::{Span, TEXTS, Told, fits, is_typed};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use rescue_sessions::{Delimiter, Error, Parser};
use rescue_sessions_synthetic::Version;

const DELIMITERS: [&str; 6] = ["|", r"\;", "||", "\t", "é|", "<=>"];

/// Some of the columns, ID among them, in the service's order or another.
fn names() -> impl Strategy<Value = Vec<String>> {
    let mut all = Version::V3.columns();
    all.remove(0);
    all.push("Shoe Size".to_owned());
    let some = subsequence(all, 0..=7);
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
fn record(names: &[String], delimiter: &str, trailing: bool) -> BoxedStrategy<String> {
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

fn case() -> impl Strategy<Value = (Vec<String>, String, bool, String)> {
    (names(), select(DELIMITERS.to_vec()), any::<bool>()).prop_flat_map(|(names, delimiter, trailing)| {
        let span = prop_oneof![4 => record(&names, delimiter, trailing), 1 => junk(delimiter)];
        (Just(names), Just(delimiter.to_owned()), Just(trailing), span)
    })
}

/// What the crate says of the only record there is; `None` where it is not the only one.
fn read(body: &str, delimiter: &str) -> Option<Result<Told, Error>> {
    let parser = Parser::new().delimiter(Delimiter::new(delimiter).unwrap());
    let list = parser.parse(body).unwrap();
    let mut sessions = list.sessions();
    let session = sessions.next()?;
    let told = session.map(|session| Told {
        fields: sessions.fields().map(|field| field.map(str::to_owned)).collect(),
        damage: session
            .damage()
            .iter()
            .map(|damage| {
                (damage.columns().map(str::to_owned).collect(), damage.raw().to_owned(), damage.is_resolved())
            })
            .collect(),
    });
    sessions.next().is_none().then_some(told)
}

proptest! {
    #![proptest_config(common::config(4_000))]

    /// One record, whatever was typed into it: the columns that all readings agree on, the others withheld, with their
    /// text.
    #[test]
    fn a_record_is_read_as_all_its_readings_agree((names, delimiter, trailing, span) in case()) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let span = span.trim_end_matches(['\n', '\r']);
        let lines: Vec<&str> = span.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
        let [first, behind @ ..] = &*lines else { unreachable!() };
        // What stands by itself is a record of its own, and which lines are read as one is another matter.
        let pieces = |line: &str| line.split(&delimiter).map(str::to_owned).collect::<Vec<_>>();
        let width = names.len() + usize::from(trailing);
        let starts = |line: &&str| line.contains(&delimiter) && (is_typed(names[0]) || fits(names[0], &pieces(line)[0]));
        let stands = |line: &&str| pieces(line).len() == width || Span::new(line, &delimiter).told(&names, trailing).is_some();
        prop_assume!(!first.trim_matches([' ', '\t', '\r']).is_empty());
        prop_assume!(behind.is_empty() || !stands(first));
        prop_assume!(!behind.iter().any(|line| stands(line) || starts(line)));

        let header = names.join(&delimiter) + if trailing { &delimiter } else { "" };
        let body = format!("OK\n\n{header}\n{span}\n");
        let expected = Span::new(span, &delimiter).told(&names, trailing);
        let is_row_and_delimiter = !trailing && behind.is_empty() && {
            let fields = pieces(first);
            fields.len() == width + 1 && fits("", &fields[width]) && names.iter().zip(&fields).all(|(name, field)| is_typed(name) || fits(name, field))
        };
        match (read(&body, &delimiter), expected) {
            (None, _) => prop_assert!(false, "{body:?} is several records"),
            (Some(Err(error)), Some(_)) if is_row_and_delimiter => prop_assert_eq!(error.kind().name(), "trailing_delimiter"),
            (Some(Err(error)), Some(told)) => {
                let id = names.iter().position(|name| *name == "ID").unwrap();
                prop_assert!(told.fields[id].is_none(), "{body:?}: {error}");
                prop_assert_eq!(error.kind().name(), "ambiguous");
            }
            (Some(Ok(found)), expected) => prop_assert_eq!(Some(found), expected, "{:?}", body),
            (Some(Err(_)), None) => {}
        }
    }
}
