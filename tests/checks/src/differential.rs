//! The crate against what splits: the same fields, the same values, the same errors at the same places.

use rescue_sessions::Session;

use crate::case::{Case, Input};
use crate::oracle::{self, Row, Table};
use crate::values;

/// The target `differential`.
pub(crate) fn fuzz(data: &[u8]) {
    check(&Case::new(data));
    intact_rows_are_given(&Input::new(data));
}

/// A body that the oracle can read, row by row and value by value. Others are no matter of this check.
pub fn check(case: &Case<'_>) {
    let parser = case.parser.max_record(65_536).max_columns(256).strict(false);
    let Some((body, table)) = case.text().and_then(|body| Some((body, Table::of(body, case.delimiter)?))) else {
        return;
    };
    let rows = table.rows();
    for list in [parser.parse(body), parser.parse_bytes(body.as_bytes())] {
        let list = list.unwrap_or_else(|error| panic!("{error}, where the oracle reads a list"));
        assert_eq!(list.header().iter().collect::<Vec<_>>(), table.names);
        assert_eq!(list.header().has_trailing_delimiter(), table.trailing);
        let read: Vec<Row> = list.records().map(|record| oracle::seen(&record)).collect();
        assert!(read.iter().eq(rows.iter().map(|(_, row)| row)), "{read:?} instead of {rows:?}");
        // What stands by itself is neither joined nor cut.
        let typed: Vec<_> = rows.iter().map(|row| table.typed(row)).collect();
        let sessions =
            parser.recovery(typed.iter().all(Result::is_ok)).parse(body).expect("it was read before").into_iter();
        let read: Vec<_> = sessions.map(|session| session.map_err(|error| oracle::seen_error(&error))).collect();
        assert_eq!(read.len(), typed.len());
        for (read, expected) in read.iter().zip(&typed) {
            same(read, expected, &table);
        }
    }
}

/// Rows that nothing has damaged are all given, whatever the order of the columns, and so is an error for each that is
/// longer than the limit.
pub fn intact_rows_are_given(input: &Input<'_>) {
    let case = Case::of(input);
    let Some(table) = case.text().and_then(|body| Table::in_any_order(body, case.delimiter)) else { return };
    let Ok(list) = case.parser.strict(false).parse_bytes(case.body) else { return };
    let Some(rows) = table.intact_rows(input.max_record) else { return };
    let sessions: Vec<_> = list.sessions().map(|session| session.map_err(|error| oracle::seen_error(&error))).collect();
    assert_eq!(sessions.len(), rows.len(), "{case:?}");
    for (session, row) in sessions.iter().zip(&rows) {
        same(session, &table.typed(row), &table);
    }
}

fn same(read: &Result<Session<'_>, Row>, expected: &Result<Vec<&str>, Row>, table: &Table<'_>) {
    match (read, expected) {
        (Ok(session), Ok(fields)) => {
            assert!(session.damage().is_empty());
            let fields: Vec<Option<&str>> = fields.iter().map(|field| Some(*field)).collect();
            values::agree(session, &table.names, &fields);
        }
        (Err(error), Err(row)) => assert_eq!(error, row),
        _ => panic!("{read:?} instead of {expected:?}"),
    }
}
