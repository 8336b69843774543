//! Compares the crate with an oracle that splits each line at the delimiter.

use checks::case::{Case, Input};
use checks::oracle::Table;
use checks::{accounting, differential, positions, strict, values};
use common::strategies;
use proptest::prelude::*;
use rescue_sessions::Parser;

fn parser(delimiter: &str) -> Parser {
    Parser::new().delimiter(common::delimiter(delimiter))
}

fn case<'a>(delimiter: &'a str, body: &'a [u8]) -> Case<'a> {
    Case { body, delimiter, parser: parser(delimiter), cuts: Vec::new() }
}

/// A list of well-formed rows: delimiter, header, fields, and whether a delimiter ends each line.
fn well_formed_list() -> impl Strategy<Value = (String, Vec<String>, Vec<Vec<String>>, bool)> {
    (strategies::delimiter(), strategies::names(), any::<bool>()).prop_flat_map(|(delimiter, names, trailing)| {
        let rows = proptest::collection::vec(proptest::collection::vec(strategies::text(), names.len() - 1), 0..12);
        (Just(delimiter), Just(names), rows, Just(trailing))
    })
}

/// Whether splitting returns the text unchanged: it shares no character with the delimiter or a line end.
fn survives_split(text: &str, delimiter: &str) -> bool {
    !text.contains(|c| delimiter.contains(c) || c == '\r' || c == '\n')
}

proptest! {
    #![proptest_config(common::config(1_000))]

    /// Every field is read as it was written, under any header and delimiter.
    #[test]
    fn well_formed_rows_give_their_fields((delimiter, names, rows, trailing) in well_formed_list()) {
        prop_assume!(survives_split("7", &delimiter) && names.iter().all(|name| survives_split(name, &delimiter)));
        let mut body = "OK\n\n".to_owned();
        let mut expected = Vec::new();
        let mut line = |fields: &[String]| {
            body.push_str(&fields.join(&delimiter));
            body.push_str(if trailing { &delimiter } else { "" });
            body.push('\n');
        };
        line(&names);
        for row in rows {
            let keep = |field: String| field.chars().filter(|&c| survives_split(&c.to_string(), &delimiter)).collect();
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

    /// Well-formed rows under columns in any order. Some rows exceed the record limit and are errors.
    #[test]
    fn well_formed_rows_are_all_read(
        (names, rows) in strategies::values::well_formed(),
        delimiter in strategies::delimiter(),
        trailing in any::<bool>(),
        max_record in 1usize..120,
    ) {
        let line = |fields: &Vec<String>| fields.join(&delimiter) + if trailing { &delimiter } else { "" } + "\n";
        let body = format!("OK\n\n{}{}", line(&names), rows.iter().map(line).collect::<String>());
        let max_record = max_record.max(line(&names).len());
        let input = Input { delimiter: common::delimiter(&delimiter).as_str(), max_record, ..Input::new(body.as_bytes()) };
        differential::intact_rows_are_given(&input);
    }

    /// Well-formed and malformed rows give the same fields, values and errors at the same positions.
    #[test]
    fn any_rows_match_the_oracle(
        (delimiter, rows) in strategies::delimiter().prop_flat_map(|d| (Just(d.clone()), strategies::malformed_rows(d))),
        columns in 1usize..5,
        trailing in any::<bool>(),
    ) {
        let names = ["ID", "Entry", "Technician", "Custom Field 0", "Language"];
        let header = names[..columns].join(&delimiter) + if trailing { &delimiter } else { "" };
        let body = format!("OK\n{header}\n{rows}");
        prop_assume!(Table::of(&body, &delimiter).is_some());
        differential::check(&case(&delimiter, body.as_bytes()));
    }

    /// The same for rows with values at the limits of their field types.
    #[test]
    fn any_values_match_the_oracle((names, rows) in strategies::values::list(), trailing in any::<bool>()) {
        let mut names = names;
        let id = names.iter().position(|name| name == "ID").unwrap();
        names.swap(0, id);
        let line = |fields: &[String]| fields.join("|") + if trailing { "|\n" } else { "\n" };
        let rows = rows.into_iter().map(|mut row| {
            row.swap(0, id);
            line(&row)
        });
        let body = "OK\n\n".to_owned() + &line(&names) + &rows.collect::<String>();
        prop_assume!(Table::of(&body, "|").is_some());
        differential::check(&case("|", body.as_bytes()));
        values::check(&case("|", body.as_bytes()));
    }

    /// Any bytes give no panic, positions in bounds and in order, and error messages without text of the body.
    #[test]
    fn any_bytes_give_positions_in_bounds_and_in_order(
        body in prop_oneof![
            1 => proptest::collection::vec(any::<u8>(), 0..200),
            3 => strategies::secret_rows().prop_map(|rows| format!("OK\n\nID|Entry|\n{rows}").into_bytes()),
            1 => strategies::secret_rows().prop_map(|rows| format!("OK\n\n{rows}").into_bytes()),
            1 => strategies::secret_rows().prop_map(String::into_bytes),
            3 => strategies::malformed_rows("|".to_owned())
                .prop_map(|rows| format!("OK\n\nID|Entry|\n{rows}").into_bytes()),
        ],
        flip in any::<(proptest::sample::Index, u8)>(),
        strict in any::<bool>(),
    ) {
        let mut bytes = body;
        if !bytes.is_empty() {
            let at = flip.0.index(bytes.len());
            bytes[at] = flip.1;
        }
        let case = case("|", &bytes);
        let case = Case { parser: case.parser.strict(strict).max_record(120), ..case };
        positions::check(&case);
        accounting::check(&case);
        values::check(&case);
    }

    /// If strict mode accepts every session of a body, lenient mode reads the same sessions.
    #[test]
    fn lenient_mode_reads_what_strict_mode_accepts(
        rows in prop_oneof![
            "([0-9]{1,3}\\|[0-9a-z ]{1,4}\n){1,4}",
            strategies::malformed_rows("|".to_owned()),
            "[0-9 ]{1,3}\n[ |]{1,6}\n",
        ],
        header in prop_oneof![Just("ID|Entry"), Just("ID"), Just("ID|Entry| "), Just("Entry|ID")],
    ) {
        strict::check(&case("|", format!("OK\n\n{header}\n{rows}").as_bytes()));
    }
}

/// The crate's Unicode tables agree with those of another crate.
#[test]
fn a_flag_accepts_the_same_characters_as_the_oracle() {
    let characters = (0..0x20000).chain(0xe0000..0xe0400).filter_map(char::from_u32);
    let characters: Vec<char> = characters.filter(|c| !"|\r\n".contains(*c)).collect();
    let rows: String = characters.iter().map(|c| format!("7|a{c}|\n")).collect();
    let body = format!("OK\n\nID|HandingOff|\n{rows}");
    let mut count = 0;
    for (c, session) in characters.iter().zip(Parser::new().recovery(false).parse(&body).unwrap().sessions()) {
        let expected = values::value("HandingOff", &format!("a{c}")).is_ok();
        assert_eq!(session.is_ok(), expected, "{c:?}, U+{:04X}", u32::from(*c));
        count += 1;
    }
    assert_eq!(count, characters.len());
}
