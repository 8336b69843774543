//! Whole lists against what was written: no value is another one, no session is invented, none is lost without a word.

use std::collections::HashMap;

use checks::readings::{Span, fits, is_typed};
use common::strategies::lists::{List, list};
use proptest::prelude::*;
use rescue_sessions::{Delimiter, Parser};

/// Whether a part of a row could be taken for a row, which nothing can tell: it has a row's shape or a reading of
/// its own.
fn has_lookalikes(list: &List, row: &str) -> bool {
    let names: Vec<&str> = list.names.iter().map(String::as_str).collect();
    let width = names.len() + usize::from(list.trailing);
    let lines: Vec<&str> = row.split('\n').collect();
    let is_row = |text: &str| {
        let fields: Vec<&str> = text.trim_end_matches('\r').split(&list.delimiter).collect();
        let time = names.iter().position(|name| *name == "Start Time");
        let is_start = time.is_some_and(|time| {
            fields.len() > time && names.iter().zip(&fields).take(time + 1).all(|(n, f)| is_typed(n) || fits(n, f))
        });
        fields.len() == width || is_start
    };
    let parts = (0..lines.len()).flat_map(|start| (start + 1..=lines.len()).map(move |end| (start, end)));
    let mut parts =
        parts.filter(|&(start, end)| end - start < lines.len()).map(|(start, end)| lines[start..end].join("\n"));
    parts.any(|part| {
        let part = part.trim_end_matches('\r');
        // As far as Start Time, the row's own first line is a row.
        (!row.starts_with(part) || part.split(&list.delimiter).count() == width) && is_row(part)
            || Span::new(part, &list.delimiter).told(&names, list.trailing).is_some()
    })
}

proptest! {
    #![proptest_config(common::config(3_000))]

    #[test]
    fn what_is_given_is_what_was_written(list in list()) {
        let rows: Vec<String> = list.rows.iter().map(|row| list.line(row)).collect();
        // A blank line at a record's end can't be told from one between two records.
        prop_assume!(!rows.iter().any(|row| row.lines().last().is_none_or(|line| line.trim().is_empty()) || row.ends_with('\n')));
        prop_assume!(!rows.iter().any(|row| has_lookalikes(&list, row)));
        let mut body = format!("OK\n\n{}\n", list.line(&list.names));
        let mut starts = Vec::new();
        for row in &rows {
            starts.push(body.len() as u64);
            body.push_str(row);
            body.push('\n');
        }
        let id = list.names.iter().position(|name| name == "ID").unwrap();
        let mut written: HashMap<&str, (u64, &Vec<String>)> =
            list.rows.iter().zip(&starts).map(|(row, start)| (row[id].as_str(), (*start, row))).collect();

        let parser = Parser::new().delimiter(Delimiter::new(&list.delimiter).unwrap());
        let mut sessions = parser.parse(&body).unwrap().into_iter();
        let mut errors = Vec::new();
        while let Some(session) = sessions.next() {
            let Ok(session) = session else {
                errors.push(sessions.span());
                continue;
            };
            let fields: Vec<_> = sessions.fields().collect();
            let row = written.remove(fields[id].unwrap());
            prop_assert!(row.is_some(), "session {} is invented in {body:?}", session.id());
            for ((name, read), written) in list.names.iter().zip(&fields).zip(row.unwrap().1) {
                prop_assert!(read.is_none_or(|read| read == written), "{name} is {read:?}, not {written:?}, in {body:?}");
            }
        }
        for (id, (start, _)) in written {
            prop_assert!(errors.iter().any(|span| span.contains(&start)), "session {id} is lost in {body:?}");
        }
    }
}
