//! Whatever strict accepts, tolerant reads the same.

use rescue_sessions::{Parser, SessionList};

use crate::case::Case;

/// The whole list, if strict takes all of it.
pub fn check(case: &Case<'_>) {
    let Some(strict) = case.parser.strict(true).parse_bytes(case.body).ok().filter(is_accepted) else { return };
    for recovery in [true, false] {
        let parser = case.parser.strict(false).recovery(recovery);
        let tolerant = parser.parse_bytes(case.body).unwrap_or_else(|error| panic!("{error}, though strict takes it"));
        same(&strict, &tolerant);
    }
    // Nor does strict look away where it is asked again.
    assert!(is_accepted(&strict));
    without_a_newline(case);
}

fn is_accepted(list: &SessionList<'_>) -> bool {
    list.records().all(|record| record.is_ok()) && list.sessions().all(|session| session.is_ok())
}

fn same(strict: &SessionList<'_>, tolerant: &SessionList<'_>) {
    assert!(strict.header().iter().eq(tolerant.header().iter()));
    let records = |list: &SessionList<'_>| {
        list.records().map(|record| record.map(|r| (r.as_str().to_owned(), r.position()))).collect::<Vec<_>>()
    };
    assert_eq!(records(strict), records(tolerant));
    let sessions =
        |list: &SessionList<'_>| list.sessions().map(|session| session.map(|s| s.into_owned())).collect::<Vec<_>>();
    assert_eq!(sessions(strict), sessions(tolerant));
    assert!(tolerant.sessions().flatten().all(|session| session.damage().is_empty()));
}

/// The grammar to the letter: a field is never empty, and a newline ends each line.
fn without_a_newline(case: &Case<'_>) {
    let strict: Parser<'_> = case.parser.strict(true);
    let Some((b'\n', cut)) = case.body.split_last() else { panic!("strict takes a last line without a newline") };
    let list = strict.parse_bytes(cut);
    assert!(!list.is_ok_and(|list| is_accepted(&list)), "strict takes a last line without a newline");
    let list = strict.parse_bytes(case.body).expect("it was read before");
    let is_empty = |record: rescue_sessions::Record<'_>| record.iter().any(str::is_empty);
    assert!(!list.header().iter().any(str::is_empty) && !list.records().flatten().any(is_empty));
}
