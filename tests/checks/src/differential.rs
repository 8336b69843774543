//! Compares the crate with the oracle: the same fields, values and errors at the same positions.

use rescue_sessions::Session;

use crate::case::{Case, Input};
use crate::oracle::{self, Row, Table};
use crate::values;

/// The target `differential`.
pub(crate) fn fuzz(data: &[u8]) {
    check(&Case::new(data));
    intact_rows_are_given(&Input::new(data));
}

/// Compares each row and each value of a body. Skips a body that the oracle cannot read.
pub fn check(case: &Case<'_>) {
    let parser = case.parser.max_record(65_536).max_columns(256).strict(false);
    let Some((body, table)) = case.text().and_then(|body| Some((body, Table::of(body, case.delimiter)?))) else {
        return;
    };
    let rows = table.rows();
    for list in [parser.parse(body), parser.parse_bytes(body.as_bytes())] {
        let list = list.unwrap_or_else(|error| panic!("{error}, but the oracle reads a list"));
        assert_eq!(list.header().iter().collect::<Vec<_>>(), table.names);
        assert_eq!(list.header().has_trailing_delimiter(), table.trailing);
        let read: Vec<Row> = list.records().map(|record| oracle::row_of(&record)).collect();
        assert!(read.iter().eq(rows.iter().map(|(_, row)| row)), "{read:?} instead of {rows:?}");
        // If every row is self-contained, recovery changes nothing. Else it is off: the oracle does not join lines.
        let typed: Vec<_> = rows.iter().map(|row| table.typed(row)).collect();
        let sessions =
            parser.recovery(typed.iter().all(Result::is_ok)).parse(body).expect("it was read before").into_iter();
        let read: Vec<_> = sessions.map(|session| session.map_err(|error| oracle::error_of(&error))).collect();
        assert_eq!(read.len(), typed.len());
        for (read, expected) in read.iter().zip(&typed) {
            assert_same(read, expected, &table);
        }
    }
}

/// The crate gives every undamaged row, in any order of the columns, and an error for each row that exceeds the limit.
pub fn intact_rows_are_given(input: &Input<'_>) {
    let case = Case::of(input);
    let Some(table) = case.text().and_then(|body| Table::in_any_order(body, case.delimiter)) else { return };
    let Ok(list) = case.parser.strict(false).parse_bytes(case.body) else { return };
    let Some(rows) = table.intact_rows(input.max_record) else { return };
    let sessions: Vec<_> = list.sessions().map(|session| session.map_err(|error| oracle::error_of(&error))).collect();
    assert_eq!(sessions.len(), rows.len(), "{case:?}");
    for (session, row) in sessions.iter().zip(&rows) {
        assert_same(session, &table.typed(row), &table);
    }
}

fn assert_same(read: &Result<Session<'_>, Row>, expected: &Result<Vec<&str>, Row>, table: &Table<'_>) {
    match (read, expected) {
        (Ok(session), Ok(fields)) => {
            assert!(session.damage().is_empty());
            let fields: Vec<Option<&str>> = fields.iter().map(|field| Some(*field)).collect();
            values::check_session(session, &table.names, &fields);
        }
        (Err(error), Err(row)) => assert_eq!(error, row),
        _ => panic!("{read:?} instead of {expected:?}"),
    }
}
