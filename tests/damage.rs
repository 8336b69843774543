//! Recovery of rows with embedded delimiters and newlines: values that are given or withheld, and rows that are errors.

use rescue_sessions::{Column, Delimiter, Error, Parser, Session, parse, parse_bytes};

const HEADER: &str = "ID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|\
                      Custom Field 1|Custom Field 2|Language|Transferred To|Transferred Comment|\
                      Is Lead Technician|HandingOff|";

/// Each session as its fields separated by `·` (`?` for a withheld one) and its damage, or the error message.
fn read(body: &str) -> Vec<String> {
    let mut sessions = Parser::new().parse(body).unwrap().into_iter();
    let mut rows = Vec::new();
    while let Some(session) = sessions.next() {
        rows.push(match session {
            Ok(session) => {
                let fields: Vec<&str> = sessions.last_fields().map(|field| field.unwrap_or("?")).collect();
                let damage: Vec<String> = session.damage().iter().map(|damage| format!(" [{damage}]")).collect();
                fields.join("·") + &damage.concat()
            }
            Err(error) => error.to_string(),
        });
    }
    rows
}

fn read_v1(rows: &str) -> Vec<String> {
    read(&format!("OK\n\n{HEADER}\n{rows}"))
}

fn first_session(rows: &str) -> Result<Session<'static>, Error> {
    let body = format!("OK\n\n{HEADER}\n{rows}").leak();
    parse(body)?.sessions().next().unwrap()
}

/// Header, rows, and the expected result of [`read`].
#[rustfmt::skip]
const CASES: &[(&str, &str, &[&str])] = &[
    // Embedded newlines.
    ("ID|Entry|Language|", "7|a\nb|en|\n8|c|de|\n", &["7·a\nb·en [line 4, column 3: Entry is joined]", "8·c·de"]),
    ("ID|Entry|Language|", "7|a\r\nb|en|\r\n8|c|de|\r\n", &["7·a\r\nb·en [line 4, column 3: Entry is joined]", "8·c·de"]),
    // A CR that is not part of the line end is data, even if lookahead has already read the record.
    ("ID|Entry|Technician", "|\n7|\n|\r\r\n8|\n|\n", &["record 1 (line 4, byte 24): row has 1 field, expected 3", "7·\n·\r [line 5, column 3: Entry is joined]", "8·\n· [line 7, column 3: Entry is joined]"]),
    ("ID|Entry|Language|", "7|\n\n\na|en|\n\n8|c|de|\n", &["7·\n\n\na·en [line 4, column 3: Entry is joined]", "8·c·de"]),
    ("ID|Entry|Language|", "7|a\nb|en", &["record 1 (line 4, byte 23): row has 2 fields, expected 3"]),
    ("ID|Entry|Language", "7|a\nb|en", &["7·a\nb·en [line 4, column 3: Entry is joined]"]),
    ("ID|Entry", "7|a\nb\n\nc\n\n8|d\n\n", &["7·a\nb\n\nc [line 4, column 3: Entry is joined]", "8·d"]),
    // Embedded newlines before a number: the lines look like the start of a row.
    ("ID|Entry|Language|", "7|a\n12|en|\n8|c|de|\n", &["7·a\n12·en [line 4, column 3: Entry is joined]", "8·c·de"]),
    ("ID|Entry|Entry ID|", "7|a\n12|b\n13|5|\n8|c|6|\n", &["7·a\n12|b\n13·5 [line 4, column 3: Entry is joined]", "8·c·6"]),
    ("ID|Entry|Entry ID|", "7|a\n12|b\n13|c\n14|d\n15|e\n16|f\n17|5|\n8|c|6|\n", &["7·a\n12|b\n13|c\n14|d\n15|e\n16|f\n17·5 [line 4, column 3: Entry is joined]", "8·c·6"]),
    // The record can end after two of the lines, but a record remains only after the second one.
    ("ID|Entry ID|Entry|Language|", "1|5|a|b|en|\n7|x|en|\n2|6|b\n3|en|\n",
        &["1·5·a|b|en|\n7|x·en [line 4, column 5: Entry is joined]", "2·6·b\n3·en [line 6, column 5: Entry is joined]"]),
    // A record remains after each of two possible ends.
    ("ID|Entry ID|Entry|Language|", "1|5|a|b|en|\n7|6|en|\n2|6|b\n3|en|\n4|6|c|en|\n",
        &["record 1 (line 4, byte 32): the end of the record is ambiguous: the lines after it may belong to it", "4·6·c·en"]),
    // The code comes after every fragment that can be the Language, so the Language is empty.
    ("ID|Custom Field 0|Language|Transferred To|", "7||||en|\n", &["7·?··? [line 4, column 3: Custom Field 0, Transferred To are withheld]"]),
    // The search keeps four possible ends. With a fifth one, the end is ambiguous.
    ("ID|Entry ID|Entry|Language|", "1|5|a|b|en|\n7|x|en|\n7|x|en|\n7|x|en|\n2|6|b\n3|en|\n",
        &["1·5·a|b|en|\n7|x|en|\n7|x|en|\n7|x·en [line 4, column 5: Entry is joined]", "2·6·b\n3·en [line 8, column 5: Entry is joined]"]),
    ("ID|Entry ID|Entry|Language|", "1|5|a|b|en|\n7|x|en|\n7|x|en|\n7|x|en|\n7|x|en|\n2|6|b\n3|en|\n",
        &["record 1 (line 4, byte 32): the end of the record is ambiguous: the lines after it may belong to it"]),
    ("ID|Entry|Language|", "7|a\n12|b\n13|English|\n14|c|d\n8|c|de|\n", &["record 1 (line 4, byte 23): row has 2 fields, expected 3", "8·c·de"]),
    // A self-contained candidate is never joined to another record.
    ("ID|Entry|Language|", "7|a\n8|c|de|\n", &["record 1 (line 4, byte 23): row has 2 fields, expected 3", "8·c·de"]),
    ("ID|Entry|Language|", "7|a\n8|c\nd|de|\n", &["record 1 (line 4, byte 23): row has 2 fields, expected 3", "8·c\nd·de [line 5, column 3: Entry is joined]"]),
    ("ID|Entry|Language|", "7|a\n8|c|d|de|\n", &["record 1 (line 4, byte 23): row has 2 fields, expected 3", "8·c|d·de [line 5, column 3: Entry is joined]"]),
    ("ID|Entry|Language|", "7|a|English|\n8|c|de|\n", &["record 1 (line 4, byte 27): Language is neither empty nor a language code", "8·c·de"]),
    // A well-formed row before a line that can't start a row: the line is text of the row, or an error of its own.
    ("ID|Entry|Custom Field 0|", "7|a|b|\nc|\n8|d|e|\n", &["7·?·? [line 4, column 3: Entry, Custom Field 0 are withheld]", "8·d·e"]),
    ("ID|Entry|Language|", "7|a|en|\nrubbish\n8|c|de|\n", &["7·a·en", "record 2 (line 5, byte 31): row has 1 field, expected 3", "8·c·de"]),
    ("ID|Entry|Language|", "rubbish\nmore|\n8|c|de|\n", &["record 1 (line 4, byte 23): row has 1 field, expected 3", "8·c·de"]),
    // Embedded delimiters.
    ("ID|Entry|Technician ID|", "7|a|b|c|5|\n", &["7·a|b|c·5 [line 4, column 3: Entry is joined]"]),
    ("ID|Entry|Technician ID|", "7||||5|\n", &["7·||·5 [line 4, column 3: Entry is joined]"]),
    ("ID|Entry|Technician ID|Technician|", "7|a|2|5|c|\n", &["7·?·?·? [line 4, column 3: Entry, Technician ID, Technician are withheld]"]),
    ("ID|Entry|Technician ID|Technician|", "7|a|5|5|c|\n", &["7·?·5·? [line 4, column 3: Entry, Technician are withheld]"]),
    ("ID|Entry|Technician ID|Technician|Language|Shoe Size|Hat Size|", "7|a|b|5|c|en|1|2|3|\n",
        &["7·a|b·5·c·en·?·? [line 4, column 3: Entry is joined] [line 4, column 14: 2 unknown columns are withheld]"]),
    ("ID|Entry|Language|Shoe Size|", "7|a|en|1|2|\n", &["7·a·en·1|2 [line 4, column 8: an unknown column is joined]"]),
    ("ID|Status|Language|", "7|Active|x|en|\n", &["record 1 (line 4, byte 24): row has 4 fields, expected 3"]),
    // The header does not end with a delimiter, so one at the end of a row may be embedded or surplus.
    ("ID|Entry", "7|a|\n", &["record 1 (line 4, byte 17): row ends with a delimiter, but the header does not"]),
    ("ID|Entry|Technician ID", "7|a||5|\n8|a||5\n", &["record 1 (line 4, byte 27): row has 4 fields, expected 3", "8·a|·5 [line 5, column 3: Entry is joined]"]),
    // A record remains after one possible end, and a record could start after another one.
    ("ID|Entry|", "7|x|\n1|\n2|\n8|b|\n",
        &["record 1 (line 4, byte 14): the end of the record is ambiguous: the lines after it may belong to it", "8·b"]),
    // A row with an invalid value is an error, even if it could be a record together with the next line.
    ("ID|Entry|Technician ID|", "7|a|b|\n8|5|\n9|c|6|\n",
        &["record 1 (line 4, byte 32): Technician ID is not an integer", "9·c·6"]),
    // An integer beyond 64 bits also starts a row, whichever integer column is first.
    ("Entry ID|ID|Entry|", "5|7|a|\n99999999999999999999|8|b|\n",
        &["5·7·a", "record 2 (line 5, byte 30): Entry ID does not fit in a 64-bit integer"]),
    // A language code is no evidence for the Language, because the Language can be empty.
    ("ID|Custom Field 0|Language|Transferred To|", "7|a||en||\n", &["7·?·?·? [line 4, column 3: Custom Field 0, Language, Transferred To are withheld]"]),
    ("ID|Custom Field 0|Language|Transferred To|", "7|a|||en||\n", &["7·?·?·? [line 4, column 3: Custom Field 0, Language, Transferred To are withheld]"]),
    ("ID|Custom Field 0|Language|Transferred To|", "7|a||xx||\n", &["7·?·?·? [line 4, column 3: Custom Field 0, Language, Transferred To are withheld]"]),
    ("ID|Custom Field 0|Language|Transferred To|", "7|a|||Annie||\n", &["7·?··? [line 4, column 3: Custom Field 0, Transferred To are withheld]"]),
    ("ID|Custom Field 0|Language|Transferred To|", "7|a|no|||\n", &["7·?·?·? [line 4, column 3: Custom Field 0, Language, Transferred To are withheld]"]),
    ("ID|Custom Field 0|Language|Entry|", "7|a||en||\n", &["7·?·?·? [line 4, column 3: Custom Field 0, Language, Entry are withheld]"]),
    // ID is not the first column.
    ("Status|ID|Entry|", "Active|7|a\nb|\nClosed|8|c|\n", &["Active·7·a\nb [line 4, column 10: Entry is joined]", "Closed·8·c"]),
    ("Start Time|ID|Entry|", "2/16/2012 9:00 AM|1|a\nb|\n7|x\n2/16/2012 9:01 AM|2|c|\n", &["record 1 (line 4, byte 46): row does not end with a delimiter, but the header does", "2/16/2012 9:01 AM·2·c"]),
    // The first column is free text.
    ("Entry|ID|", "a\nb|7|\nc|8|\n", &["a\nb·7 [line 4, column 1: Entry is joined]", "c·8"]),
    ("Entry|ID|", "a\nb|7\n\nc|8|\nd|9|\n", &["a\nb|7\n\nc·8 [line 4, column 1: Entry is joined]", "d·9"]),
    ("Entry|ID|", "a|b|7|\nc|8|\n", &["a|b·7 [line 4, column 1: Entry is joined]", "c·8"]),
    ("Entry|ID|", "a|7|\nrubbish", &["a·7", "record 2 (line 5, byte 19): row has 1 field, expected 2"]),
    ("Entry|ID|Technician|", "a|7|b\nc|\nd|8|e|\n", &["a·7·b\nc [line 4, column 5: Technician is joined]", "d·8·e"]),
    ("Entry|ID|Technician|", "a|7|b|\nc|\nd|8|e|\nf|9|g|\n", &["record 1 (line 4, byte 25): the end of the record is ambiguous: the lines after it may belong to it", "f·9·g"]),
    ("Entry|ID|Technician|", "c\na|7|b|\nd|\ne|8|f|\ng|9|h|\n", &["record 1 (line 4, byte 25): the end of the record is ambiguous: the lines after it may belong to it", "g·9·h"]),
    ("Entry|ID|Technician|", "c\na|7|b|\ne|8|f|\n", &["c\na·7·b [line 4, column 1: Entry is joined]", "e·8·f"]),
    ("Entry|ID|Technician|", "a|7|b|\nc|\nd|8|e\nf|\n", &["record 1 (line 4, byte 25): the end of the record is ambiguous: the lines after it may belong to it"]),
    ("Status|Entry|ID|Technician|", "A|x|1|2|y|\nB|9|\nC|z|3|w|\n", &["record 1 (line 4, byte 32): ID is ambiguous in the damaged row", "C·z·3·w"]),
    ("ID|Entry|Language", "7|a|en\n\n8|b\n9|de\n1|c|fr", &["7·a·en", "8·b\n9·de [line 6, column 3: Entry is joined]", "1·c·fr"]),
    ("Entry|ID|Language", "é|0|7\n", &["record 1 (line 4, byte 27): Language is neither empty nor a language code"]),
    ("Entry|ID|Technician", "a|7|b\nc\n", &["a·7·b\nc [line 4, column 5: Technician is joined]"]),
    ("Entry|ID|Technician|", "a|1|2|b|\n", &["record 1 (line 4, byte 25): ID is ambiguous in the damaged row"]),
];

#[test]
fn damaged_rows_have_known_answers() {
    let found = |header: &str, rows: &str| read(&format!("OK\n\n{header}\n{rows}"));
    let wrong: Vec<_> = CASES.iter().filter(|(header, rows, expected)| found(header, rows) != *expected).collect();
    for (header, rows, expected) in &wrong {
        eprintln!("{header} {rows:?}\n  found    {:?}\n  expected {expected:?}", found(header, rows));
    }
    assert!(wrong.is_empty());
}

#[test]
fn a_row_with_all_service_columns_is_recovered() {
    let row = "|Active|9|Sales|5|Jo Roe|2/16/2012 9:00 AM|13|Ann|ACME|555|en|||yes||";
    assert_eq!(read_v1(&format!("7{row}\n")).len(), 1);
    let with = |from: &str, to: &str| first_session(&format!("7{}\n", row.replace(from, to))).unwrap();

    let entry = with("Sales", "Sales|Night");
    assert_eq!((entry.entry(), entry.technician_id(), entry.damage().len()), (Some("Sales|Night"), Some(5), 1));
    let technician = with("Jo Roe", "Jo\nRoe|2");
    assert_eq!((technician.technician(), technician.waiting_time()), (Some("Jo\nRoe|2"), Some(13)));

    let custom_field = with("ACME", "AC|ME");
    assert_eq!(custom_field.custom_fields().collect::<Vec<_>>(), [None; 3]);
    assert_eq!((custom_field.language(), custom_field.is_lead_technician()), (Some("en"), Some(true)));
    assert_eq!(custom_field.transferred_to(), Some(""));
    assert!(custom_field.is_withheld(Column::CustomField(2)) && !custom_field.is_withheld(Column::Language));
    assert_eq!(custom_field.damage()[0].raw(), "Ann|AC|ME|555");

    let newlines_only = with("ACME", "\n\nAC\nME\n");
    assert_eq!(newlines_only.custom_field(1), Some("\n\nAC\nME\n"));
    assert_eq!(newlines_only.damage().len(), 1);
}

/// A row with a value of an unknown format is one error. The row after it is not used to explain it.
#[test]
fn an_invalid_value_affects_only_its_row() {
    let row = |id: &str, time: &str, language: &str, lead: &str| {
        format!("{id}|Active|0||5|Jo|{time}|13|a|b|c|{language}|||{lead}||\n")
    };
    let well_formed = |id: &str| row(id, "2/16/2012 9:00 AM", "en", "yes");
    for bad in [
        row("2", "16.2.2012 9:00", "en", "yes"),
        row("2", "2/16/2012 9:00 AM", "English", "yes"),
        row("2", "2/16/2012 9:00 AM", "en", "1"),
        row("x", "2/16/2012 9:00 AM", "en", "yes"),
    ] {
        let rows = read_v1(&(well_formed("1") + &bad + &bad + &well_formed("3")));
        let is_error: Vec<bool> = rows.iter().map(|row| row.contains("record")).collect();
        assert_eq!(is_error, [false, true, true, false], "{rows:?}");
    }
    // All rows have the wrong field count: each one is an error, and none completes another one.
    let short = "1|Active|0||5|Jo|2/16/2012 9:00 AM|13|a|b|c|en|||\n".repeat(5);
    assert_eq!(read_v1(&short).len(), 5);
}

/// Row injection: a customer types the rest of their row, a newline and the start of another row. Both look genuine.
#[test]
fn row_injection_forges_a_session() {
    let row = |id: &str, custom_field: &str| {
        format!("{id}|Waiting|0||0||2/16/2012 9:00 AM|13|{custom_field}|ACME|555|en|||||\n")
    };
    let forged = "Ann|ACME|555|en|||||\n8|Active|0||5|Jo|2/16/2012 9:00 AM|13|x";
    let rows = read_v1(&(row("7", forged) + &row("9", "Bo")));
    assert_eq!(rows.len(), 3);
    assert!(rows[1].starts_with("8·Active·0··5·Jo·") && !rows.concat().contains('['), "{rows:?}");

    // A forged row on a line of its own is a session too. It is damaged, and the customer's own row is an error.
    let rows = read_v1(&row("7", "Ann\n8|Active|0||5|Jo|2/16/2012 9:00 AM|13|x|y|z|en|||yes||\nmore"));
    assert_eq!(rows[0], "record 1 (line 4, byte 198): row has 9 fields, expected 16");
    assert!(rows[1].starts_with("8·Active·0··5·Jo·") && rows[1].contains("withheld"), "{rows:?}");

    // The start of a row is enough: the rest of the customer's own row completes it.
    let rows = read_v1(&row("7", "Ann\n8|Active|0||5|Jo|2/16/2012 9:00 AM|13|x"));
    assert_eq!(
        rows,
        [
            "record 1 (line 4, byte 198): row has 9 fields, expected 16",
            "8·Active·0··5·Jo·2/16/2012 9:00 AM·13·x·ACME·555·en····"
        ]
    );

    // With a secret delimiter, the forged row remains text of the custom field.
    let delimiter = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ";
    let row_with_text = row("7", "\0").replace('|', delimiter).replace('\0', forged);
    let body = format!("OK\n\n{}\n{row_with_text}", HEADER.replace('|', delimiter));
    let list = Parser::new().delimiter(Delimiter::new(delimiter).unwrap()).parse(&body).unwrap();
    let sessions: Vec<Session<'_>> = list.sessions().collect::<Result<_, _>>().unwrap();
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0].custom_field(0), Some(forged));
}

#[test]
fn strict_mode_and_records_recover_nothing() {
    let body = "OK\nID|Entry|Language\n7|a|b|en\n8|c|de\n";
    let ids = |parser: Parser| -> Vec<Option<i64>> {
        parser.parse(body).unwrap().sessions().map(|session| session.ok().map(|session| session.id())).collect()
    };
    assert_eq!(ids(Parser::new()), [Some(7), Some(8)]);
    assert_eq!(ids(Parser::new().recovery(false)), [None, Some(8)]);
    assert_eq!(ids(Parser::new().strict(true)), [None, Some(8)]);
    assert_eq!(ids(Parser::new().strict(true).recovery(true)), [None, Some(8)]);
    // `SessionList::records` never recovers.
    let list = parse(body).unwrap();
    assert_eq!(list.records().map(|record| record.is_ok()).collect::<Vec<_>>(), [false, true]);
}

/// Recovery stores a set of columns in 64 bits.
#[test]
fn a_list_of_64_columns_is_recovered_and_a_wider_one_is_not() {
    let read_under = |columns: usize| {
        let names: String = (2..columns).map(|number| format!("|c{number}")).collect();
        let fields = "|x".repeat(columns - 3);
        read(&format!("OK\n\nID{names}|Language\n7|a\nb{fields}|en\n8|c{fields}|de\n"))
    };
    let recovered = read_under(64);
    assert!(recovered.len() == 2 && recovered[0].starts_with("7·a\nb·x"), "{recovered:?}");
    let not_recovered = read_under(65);
    assert!(
        not_recovered[0].ends_with("row has 2 fields, expected 65") && not_recovered[1].starts_with("8·c·x"),
        "{not_recovered:?}"
    );
}

/// The rest of row 8 was taken as text of row 7.
#[test]
fn a_truncated_row_is_not_text_of_the_row_before_it() {
    let head = "OK\n\nID|Custom Field 0|Language|\n7|a|en|\n";
    let ambiguous_end =
        "record 1 (line 4, byte 32): the end of the record is ambiguous: the lines after it may belong to it";
    assert_eq!(read(&format!("{head}8||")), [ambiguous_end]);
    assert_eq!(read(&format!("{head}8|b|en")).len(), 2, "the rest of row 8 can't be text of row 7");
    // With a newline at its end, the line is not truncated.
    let body = format!("{head}8||\n");
    let session = parse(&body).unwrap().sessions().next().unwrap().unwrap();
    assert_eq!((session.custom_field(0), session.damage().len()), (Some("a|en|\n8"), 1));
}

#[test]
fn invalid_utf8_in_a_damaged_record_is_one_error() {
    let list = parse_bytes(b"OK\n\nID|Entry|Language|\n7|a\nStra\xdfe|en|\n8|c|de|\n").unwrap();
    let rows: Vec<_> = list.sessions().map(|row| row.map(|row| row.id()).map_err(|error| error.to_string())).collect();
    assert_eq!(rows, [Err("record 1 (line 5, byte 31): invalid UTF-8".to_owned()), Ok(8)]);
}

#[test]
fn the_record_limit_applies_to_joined_lines() {
    let parser = Parser::new().max_record(20);
    let read = |rows: &str| -> Vec<Result<i64, String>> {
        let body = format!("OK\nID|Entry|Entry ID|\n{rows}");
        parser.parse(&body).unwrap().sessions().map(|row| row.map(|row| row.id()).map_err(|e| e.to_string())).collect()
    };
    assert_eq!(read("7|12345678\n9abcde|8|\n"), [Ok(7)]);
    let too_long = Err("record 1 (line 3, byte 22): longer than 20 bytes".to_owned());
    assert_eq!(read("7|12345678\n9abcdef|8|\n1|b|1|\n"), [too_long.clone(), Ok(1)]);
    assert_eq!(read("7|a\nbbbbbbbbbbbbbbbbbbbb\nc\n1|b|1|\n"), [too_long, Ok(1)]);
    let short = Err("record 1 (line 3, byte 22): row has 2 fields, expected 3".to_owned());
    assert_eq!(read("7|12345678\n9|abcdef\n1|b|1|\n").first(), Some(&short));
}

#[test]
fn equality_compares_withheld_text() {
    let read = |rows: &str| {
        let body = format!("OK\n\nID|Entry|Technician|Language|\n{rows}").leak();
        parse(body).unwrap().sessions().next().unwrap().unwrap()
    };
    let withheld = read("7|a|b|c|en|\n");
    assert_eq!(withheld, read("7|a|b|c|en|\n\n"));
    assert_ne!(withheld, read("7|x|y|z|en|\n"), "the withheld text differs");
    assert_ne!(withheld, read("7|a|b|en|\n"));
    let missing = parse("OK\n\nID|Language|\n7|en|\n").unwrap().sessions().next().unwrap().unwrap();
    assert_eq!((missing.entry(), withheld.entry()), (None, None));
    assert_ne!(withheld, missing);
}

#[test]
fn damage_messages_contain_no_text_of_the_body() {
    let session =
        first_session("7|Active|9|SECRET|SECRET|5|Jo|2/16/2012 9:00 AM|13|SECRET|SEC|RET|SECRET|en|||yes||\n").unwrap();
    assert_eq!(session.damage().len(), 2);
    for damage in session.damage() {
        assert!(damage.raw().contains("SECRET"));
        assert!(!format!("{damage} {damage:?}").contains("SEC"), "{damage}");
    }
}
