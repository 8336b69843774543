//! The crate against an oracle that splits.

use common::oracle::{self, Row};
use common::strategies;
use proptest::prelude::*;
use rescue_sessions::{Delimiter, Parser};

fn parser(delimiter: &str) -> Parser<'_> {
    Parser::new().delimiter(Delimiter::new(delimiter).expect("strategies give delimiters"))
}

/// A list of whole rows: header, fields, delimiter, and whether a delimiter ends each line.
fn whole_list() -> impl Strategy<Value = (String, Vec<String>, Vec<Vec<String>>, bool)> {
    (strategies::delimiter(), strategies::names(), any::<bool>()).prop_flat_map(|(delimiter, names, trailing)| {
        let rows = proptest::collection::vec(proptest::collection::vec(strategies::text(), names.len() - 1), 0..12);
        (Just(delimiter), Just(names), rows, Just(trailing))
    })
}

/// Whether a text shares no character with the delimiter, and so is itself again when it is found between two.
fn survives(text: &str, delimiter: &str) -> bool {
    !text.contains(|c| delimiter.contains(c) || c == '\r' || c == '\n')
}

proptest! {
    #![proptest_config(common::config(1_000))]

    /// What was written is read: every field of every row, under every header and delimiter.
    #[test]
    fn whole_rows_give_their_fields((delimiter, names, rows, trailing) in whole_list()) {
        prop_assume!(survives("7", &delimiter) && names.iter().all(|name| survives(name, &delimiter)));
        let mut body = "OK\n\n".to_owned();
        let mut expected = Vec::new();
        let mut line = |fields: &[String]| {
            body.push_str(&fields.join(&delimiter));
            body.push_str(if trailing { &delimiter } else { "" });
            body.push('\n');
        };
        line(&names);
        for row in rows {
            let keep = |field: String| field.chars().filter(|&c| survives(&c.to_string(), &delimiter)).collect();
            let fields: Vec<String> = std::iter::once("7".to_owned()).chain(row.into_iter().map(keep)).collect();
            line(&fields);
            expected.push(fields);
        }
        let list = parser(&delimiter).parse(&body).unwrap();
        let read: Vec<Vec<String>> =
            list.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(list.header().iter().collect::<Vec<_>>(), names);
        prop_assert_eq!(read, expected);
    }

    /// Any rows at all, whole and broken: the same fields, the same errors, at the same places.
    #[test]
    fn any_rows_are_read_as_the_oracle_reads_them(
        (delimiter, rows) in strategies::delimiter().prop_flat_map(|d| (Just(d.clone()), strategies::broken_rows(d))),
        columns in 1usize..5,
        trailing in any::<bool>(),
    ) {
        let names = ["ID", "Entry", "Technician", "Custom Field 0", "Language"];
        let mut header = names[..columns].join(&delimiter);
        prop_assume!(header.split(&delimiter).eq(names[..columns].iter().copied()));
        if trailing {
            header.push_str(&delimiter);
        }
        let body = format!("OK\n{header}\n{rows}");
        // A line that goes on with the header is the header's business.
        prop_assume!(!names.iter().any(|name| rows.trim_start().starts_with(name)));
        let expected = oracle::rows(&body, &delimiter);
        let list = parser(&delimiter).parse(&body).unwrap();
        let read: Vec<Row> = list.records().map(|record| oracle::seen(&record)).collect();
        prop_assert_eq!(&read, &expected, "{:?}", body);

        // The same from bytes.
        let list = parser(&delimiter).parse_bytes(body.as_bytes()).unwrap();
        let read: Vec<Row> = list.records().map(|record| oracle::seen(&record)).collect();
        prop_assert_eq!(&read, &expected);
    }

    /// Whatever the bytes: no panic, places in bounds and in order, errors that render and keep the body to themselves.
    #[test]
    fn any_bytes_give_places_in_bounds_and_in_order(
        body in prop_oneof![
            1 => proptest::collection::vec(any::<u8>(), 0..200),
            3 => strategies::secret_rows().prop_map(|rows| format!("OK\n\nID|Entry|\n{rows}").into_bytes()),
            1 => strategies::secret_rows().prop_map(|rows| format!("OK\n\n{rows}").into_bytes()),
            1 => strategies::secret_rows().prop_map(String::into_bytes),
        ],
        flip in any::<(proptest::sample::Index, u8)>(),
        strict in any::<bool>(),
    ) {
        let mut bytes = body;
        if !bytes.is_empty() {
            let at = flip.0.index(bytes.len());
            bytes[at] = flip.1;
        }
        let place_is_right = |position: rescue_sessions::Position| {
            let before = &bytes[..position.byte() as usize];
            position.line() as usize == before.iter().filter(|&&byte| byte == b'\n').count() + 1
        };
        let is_discreet = |error: &rescue_sessions::Error| {
            let shown = format!("{error} {error:?} {}", error.kind());
            !shown.contains(strategies::SECRET) && (error.kind().is_of_response() || shown.contains(" (line "))
        };
        match Parser::new().strict(strict).max_record(120).parse_bytes(&bytes) {
            Err(error) => prop_assert!(place_is_right(error.position()) && is_discreet(&error), "{error:?}"),
            Ok(list) => {
                let mut last = 0;
                for (number, record) in list.records().enumerate() {
                    let session = record.as_ref().map(|record| record.to_session(list.header()));
                    for error in [record.as_ref().err(), session.as_ref().ok().and_then(|session| session.as_ref().err())] {
                        let discreet = error.is_none_or(|error| is_discreet(error) && place_is_right(error.position()));
                        prop_assert!(discreet, "{error:?}");
                    }
                    let position = record.as_ref().map_or_else(|error| error.position(), |record| record.position());
                    prop_assert_eq!(position.record(), Some(number as u64 + 1));
                    prop_assert!(position.byte() >= last && position.byte() <= bytes.len() as u64);
                    prop_assert!(place_is_right(position));
                    last = position.byte();
                }
            }
        }
    }

    /// What strict accepts, every session of it, tolerant reads the same.
    #[test]
    fn tolerant_reads_what_strict_accepts(
        rows in prop_oneof![
            "([0-9]{1,3}\\|[0-9a-z ]{1,4}\n){1,4}",
            strategies::broken_rows("|".to_owned()),
            "[0-9 ]{1,3}\n[ |]{1,6}\n",
        ],
        header in prop_oneof![Just("ID|Entry"), Just("ID"), Just("ID|Entry| "), Just("Entry|ID")],
    ) {
        let body = format!("OK\n\n{header}\n{rows}");
        if let Ok(list) = Parser::new().strict(true).parse(&body) {
            let Ok(strict) = list.records().collect::<Result<Vec<_>, _>>() else { return Ok(()) };
            if list.sessions().any(|session| session.is_err()) {
                return Ok(());
            }
            let tolerant = Parser::new().parse(&body).unwrap();
            prop_assert_eq!(list.header().iter().collect::<Vec<_>>(), tolerant.header().iter().collect::<Vec<_>>());
            let tolerant = tolerant.records().collect::<Result<Vec<_>, _>>().unwrap();
            prop_assert_eq!(strict, tolerant, "{:?}", body);
        }
    }
}
