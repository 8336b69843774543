//! A list that strict mode accepts gives the same result in lenient mode.

use rescue_sessions::{Parser, SessionList};

use crate::case::Case;

/// Compares the two modes, if strict mode accepts the complete list.
pub fn check(case: &Case<'_>) {
    let Some(strict) = case.parser.strict(true).parse_bytes(case.body).ok().filter(is_accepted) else { return };
    for recovery in [true, false] {
        let parser = case.parser.strict(false).recovery(recovery);
        let lenient =
            parser.parse_bytes(case.body).unwrap_or_else(|error| panic!("{error}, but strict mode accepts it"));
        assert_same(&strict, &lenient);
    }
    // A second iteration gives the same result.
    assert!(is_accepted(&strict));
    check_grammar(case);
}

fn is_accepted(list: &SessionList<'_>) -> bool {
    list.records().all(|record| record.is_ok()) && list.sessions().all(|session| session.is_ok())
}

fn assert_same(strict: &SessionList<'_>, lenient: &SessionList<'_>) {
    assert!(strict.header().iter().eq(lenient.header().iter()));
    let records = |list: &SessionList<'_>| {
        list.records().map(|record| record.map(|r| (r.as_str().to_owned(), r.position()))).collect::<Vec<_>>()
    };
    assert_eq!(records(strict), records(lenient));
    let sessions =
        |list: &SessionList<'_>| list.sessions().map(|session| session.map(|s| s.into_owned())).collect::<Vec<_>>();
    assert_eq!(sessions(strict), sessions(lenient));
    assert!(lenient.sessions().flatten().all(|session| session.damage().is_empty()));
}

/// Strict mode accepts exactly the grammar: no field is empty, and a newline ends each line.
fn check_grammar(case: &Case<'_>) {
    let strict: Parser = case.parser.strict(true);
    let Some((b'\n', without_newline)) = case.body.split_last() else {
        panic!("strict mode accepts a last line without a newline")
    };
    let list = strict.parse_bytes(without_newline);
    assert!(!list.is_ok_and(|list| is_accepted(&list)), "strict mode accepts a last line without a newline");
    let list = strict.parse_bytes(case.body).expect("strict mode accepted this body before");
    let is_empty = |record: rescue_sessions::Record<'_>| record.iter().any(str::is_empty);
    assert!(!list.header().iter().any(str::is_empty) && !list.records().flatten().any(is_empty));
}
