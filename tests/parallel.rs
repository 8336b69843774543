//! Several threads give what one gives: the same sessions, damage and errors, at the same places, in the same order.

use common::strategies::{self, lists};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use rayon::ThreadPoolBuilder;
use rescue_sessions::{Delimiter, Error, Parser, Session, SessionList};
use rescue_sessions_synthetic::{Plan, Version};

type Items<'a> = Vec<Result<Session<'a>, Error>>;

/// Sessions are equal wherever they stand, so their texts are compared too, and where their damage is.
fn are_the_same(found: &Items<'_>, expected: &Items<'_>) -> Result<(), TestCaseError> {
    prop_assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        match (found, expected) {
            (Ok(found), Ok(expected)) => {
                prop_assert_eq!(found, expected);
                prop_assert_eq!(found.as_str(), expected.as_str());
                prop_assert_eq!(found.damage(), expected.damage());
            }
            (Err(found), Err(expected)) => {
                prop_assert_eq!(found, expected);
                prop_assert_eq!(found.to_string(), expected.to_string());
            }
            _ => prop_assert!(false, "{found:?} is not {expected:?}"),
        }
    }
    Ok(())
}

/// Where to cut: at each line, at some of them, or anywhere, in the middle of a line or a character, or past the end.
#[derive(Clone, Debug)]
enum Cuts {
    AllLines,
    Lines(Vec<Index>),
    Bytes(Vec<Index>),
}

fn cuts() -> impl Strategy<Value = Cuts> {
    prop_oneof![
        2 => Just(Cuts::AllLines),
        4 => vec(any::<Index>(), 1..6).prop_map(Cuts::Lines),
        1 => vec(any::<Index>(), 1..6).prop_map(Cuts::Bytes),
    ]
}

impl Cuts {
    fn places(&self, body: &[u8], rows: u64) -> Vec<u64> {
        let lines: Vec<u64> = (rows + 1..=body.len() as u64).filter(|at| body[*at as usize - 1] == b'\n').collect();
        let mut places: Vec<u64> = match self {
            Cuts::AllLines => lines,
            Cuts::Lines(some) if lines.is_empty() => some.iter().map(|_| rows).collect(),
            Cuts::Lines(some) => some.iter().map(|index| *index.get(&lines)).collect(),
            Cuts::Bytes(some) => some.iter().map(|index| index.index(body.len() + 4) as u64).collect(),
        };
        places.push(body.len() as u64); // behind the last one nothing is read ahead
        places.sort_unstable();
        places
    }
}

fn is_as_one_thread_reads(list: &SessionList<'_>, body: &[u8], cuts: &Cuts) -> Result<(), TestCaseError> {
    let places = cuts.places(body, list.sessions().position().byte());
    are_the_same(&list.par_sessions_cut(places).collect(), &list.sessions().collect())
}

type Settings = (bool, bool, usize);

fn settings() -> impl Strategy<Value = Settings> {
    let flags = prop_oneof![6 => Just((false, true)), 1 => Just((true, true)), 1 => Just((false, false))];
    let max_record = prop_oneof![3 => Just(65_536), 1 => 1usize..60, 1 => 60usize..200];
    (flags, max_record).prop_map(|((strict, repair), max_record)| (strict, repair, max_record))
}

fn parser((strict, repair, max_record): Settings, delimiter: &str) -> Parser<'_> {
    Parser::new().delimiter(Delimiter::new(delimiter).unwrap()).strict(strict).repair(repair).max_record(max_record)
}

proptest! {
    #![proptest_config(common::config(500))]

    #[test]
    fn broken_rows(
        (delimiter, rows) in strategies::delimiter().prop_flat_map(|d| (Just(d.clone()), strategies::broken_rows(d))),
        order in Just(["ID", "Entry", "Entry ID", "Technician", "Language"]).prop_shuffle(),
        columns in 1usize..=5,
        trailing in any::<bool>(),
        settings in settings(),
        cuts in cuts(),
    ) {
        let names = &order[..columns];
        let header = names.join(&delimiter) + if trailing { &delimiter } else { "" };
        let body = format!("OK\n{header}\n{rows}");
        let Ok(list) = parser(settings, &delimiter).parse(&body) else { return Err(TestCaseError::reject("no list")) };
        is_as_one_thread_reads(&list, body.as_bytes(), &cuts)?;
    }

    #[test]
    fn lists_with_something_typed_into_their_rows(
        list in lists::list(),
        gaps in vec(prop_oneof![6 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\n\n \n"), 1 => Just("\nx\n")], 8),
        settings in settings(),
        cuts in cuts(),
    ) {
        let mut body = format!("OK\n\n{}\n", list.line(&list.names));
        for (row, gap) in list.rows.iter().zip(gaps) {
            body += &(list.line(row) + gap);
        }
        let Ok(list) = parser(settings, &list.delimiter).parse(&body) else { return Err(TestCaseError::reject("no list")) };
        is_as_one_thread_reads(&list, body.as_bytes(), &cuts)?;
    }

    #[test]
    fn rows_that_people_broke(
        seed in any::<u64>(),
        version in prop_oneof![Just(Version::V1), Just(Version::V3)],
        cut in any::<Index>(),
        flipped in any::<(Index, u8)>(),
        settings in settings(),
        cuts in cuts(),
    ) {
        let plan = Plan { rows: 12, seed, version, damage: 0.6, ..Plan::default() };
        let mut body = plan.body().into_bytes();
        let rows = plan.head().len();
        body.truncate(rows + cut.index(2 * (body.len() - rows)));
        if let Some(at) = (rows < body.len()).then(|| rows + flipped.0.index(body.len() - rows)) {
            body[at] = flipped.1;
        }
        let Ok(list) = parser(settings, "|").parse_bytes(&body) else { return Err(TestCaseError::reject("no list")) };
        is_as_one_thread_reads(&list, &body, &cuts)?;
    }
}

/// Bodies that are large enough to be cut where the crate itself would.
#[test]
fn large_bodies() {
    let text_first = |row: &str| format!("OK\n\nEntry|ID|Technician|\n{}", row.repeat(700_000 / row.len()));
    let plan = |damage| Plan { rows: 6_000, damage, ..Plan::default() }.body();
    let bodies = [
        plan(0.0),
        plan(0.5),
        plan(1.0),
        text_first("a|1|b|\n"),
        text_first("a\nb|1|c\nd|\ne|2|f|\n"),
        text_first("\n"),
        text_first("a|"),
        plan(0.3) + &"\n\n".repeat(300_000),
    ];
    let pool = ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    for body in &bodies {
        for parser in [Parser::new(), Parser::new().repair(false), Parser::new().max_record(300)] {
            let list = parser.parse(body).unwrap();
            let found = pool.install(|| list.par_sessions().collect());
            are_the_same(&found, &list.sessions().collect()).unwrap();
        }
    }
}

/// A line behind a row that is no piece of it is an error by itself, and with what follows where it is read first.
#[test]
fn what_a_reader_has_noted_of_the_lines_ahead() {
    let body = "OK\nID\n0\n\n|\naaaaaaaa";
    let list = Parser::new().max_record(4).parse(body).unwrap();
    for cut in 6..body.len() as u64 {
        are_the_same(&list.par_sessions_cut(vec![cut, body.len() as u64]).collect(), &list.sessions().collect())
            .unwrap();
    }
}

#[test]
fn an_empty_list_and_a_small_one() {
    for (body, count) in [("OK", 0), ("OK\n\nID|Status|\n", 0), ("OK\n\nID|Status|\n7|Active|\nx\n", 2)] {
        assert_eq!(rescue_sessions::parse(body).unwrap().par_sessions().count(), count);
    }
}
