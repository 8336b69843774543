//! Rows that a delimiter or a newline has broken: what is read, what is withheld, what is an error.

use rescue_sessions::{Column, Delimiter, Error, Parser, Session, parse, parse_bytes};

const HEADER: &str = "ID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|\
                      Custom Field 1|Custom Field 2|Language|Transferred To|Transferred Comment|Is Lead Technician|HandingOff|";

/// What the sessions are: their fields, parted by `·`, `?` for one that is withheld, and their damage; or the error.
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

fn wide(rows: &str) -> Vec<String> {
    read(&format!("OK\n\n{HEADER}\n{rows}"))
}

fn session(rows: &str) -> Result<Session<'static>, Error> {
    let body = format!("OK\n\n{HEADER}\n{rows}");
    parse(&body)?.sessions().next().unwrap().map(Session::into_owned)
}

/// Header, rows, what they are. No header has a Start Time, so nothing but the ID tells a start.
#[rustfmt::skip]
const CASES: &[(&str, &str, &[&str])] = &[
    // Newlines.
    ("ID|Entry|Language|", "7|a\nb|en|\n8|c|de|\n", &["7·a\nb·en [line 4, column 3: Entry is joined]", "8·c·de"]),
    ("ID|Entry|Language|", "7|a\r\nb|en|\r\n8|c|de|\r\n", &["7·a\r\nb·en [line 4, column 3: Entry is joined]", "8·c·de"]),
    // A CR that is none of the line end is data, in a record that was looked at before its turn too.
    ("ID|Entry|Technician", "|\n7|\n|\r\r\n8|\n|\n", &["record 1 (line 4, byte 24): row has 1 field, expected 3", "7·\n·\r [line 5, column 3: Entry is joined]", "8·\n· [line 7, column 3: Entry is joined]"]),
    ("ID|Entry|Language|", "7|\n\n\na|en|\n\n8|c|de|\n", &["7·\n\n\na·en [line 4, column 3: Entry is joined]", "8·c·de"]),
    ("ID|Entry|Language|", "7|a\nb|en", &["record 1 (line 4, byte 23): row has 2 fields, expected 3"]),
    ("ID|Entry|Language", "7|a\nb|en", &["7·a\nb·en [line 4, column 3: Entry is joined]"]),
    ("ID|Entry", "7|a\nb\n\nc\n\n8|d\n\n", &["7·a\nb\n\nc [line 4, column 3: Entry is joined]", "8·d"]),
    // A number where a line starts, once or more often.
    ("ID|Entry|Language|", "7|a\n12|en|\n8|c|de|\n", &["7·a\n12·en [line 4, column 3: Entry is joined]", "8·c·de"]),
    ("ID|Entry|Entry ID|", "7|a\n12|b\n13|5|\n8|c|6|\n", &["7·a\n12|b\n13·5 [line 4, column 3: Entry is joined]", "8·c·6"]),
    ("ID|Entry|Entry ID|", "7|a\n12|b\n13|c\n14|d\n15|e\n16|f\n17|5|\n8|c|6|\n", &["7·a\n12|b\n13|c\n14|d\n15|e\n16|f\n17·5 [line 4, column 3: Entry is joined]", "8·c·6"]),
    // It ends behind several lines, and what is left over behind the second of them is a record.
    ("ID|Entry ID|Entry|Language|", "1|5|a|b|en|\n7|x|en|\n2|6|b\n3|en|\n",
        &["1·5·a|b|en|\n7|x·en [line 4, column 5: Entry is joined]", "2·6·b\n3·en [line 6, column 5: Entry is joined]"]),
    // Two ends leave a record over.
    ("ID|Entry ID|Entry|Language|", "1|5|a|b|en|\n7|6|en|\n2|6|b\n3|en|\n4|6|c|en|\n",
        &["record 1 (line 4, byte 32): the end of the record is ambiguous: the lines after it may belong to it", "4·6·c·en"]),
    // A code that comes too late to be the Language takes it from nothing.
    ("ID|Custom Field 0|Language|Transferred To|", "7||||en|\n", &["7·?··? [line 4, column 3: Custom Field 0, Transferred To are withheld]"]),
    // Behind the last of four that are kept, and behind one more.
    ("ID|Entry ID|Entry|Language|", "1|5|a|b|en|\n7|x|en|\n7|x|en|\n7|x|en|\n2|6|b\n3|en|\n",
        &["1·5·a|b|en|\n7|x|en|\n7|x|en|\n7|x·en [line 4, column 5: Entry is joined]", "2·6·b\n3·en [line 8, column 5: Entry is joined]"]),
    ("ID|Entry ID|Entry|Language|", "1|5|a|b|en|\n7|x|en|\n7|x|en|\n7|x|en|\n7|x|en|\n2|6|b\n3|en|\n",
        &["record 1 (line 4, byte 32): the end of the record is ambiguous: the lines after it may belong to it"]),
    ("ID|Entry|Language|", "7|a\n12|b\n13|English|\n14|c|d\n8|c|de|\n", &["record 1 (line 4, byte 23): row has 2 fields, expected 3", "8·c·de"]),
    // What stands by itself is never taken for a part of something else.
    ("ID|Entry|Language|", "7|a\n8|c|de|\n", &["record 1 (line 4, byte 23): row has 2 fields, expected 3", "8·c·de"]),
    ("ID|Entry|Language|", "7|a\n8|c\nd|de|\n", &["record 1 (line 4, byte 23): row has 2 fields, expected 3", "8·c\nd·de [line 5, column 3: Entry is joined]"]),
    ("ID|Entry|Language|", "7|a\n8|c|d|de|\n", &["record 1 (line 4, byte 23): row has 2 fields, expected 3", "8·c|d·de [line 5, column 3: Entry is joined]"]),
    ("ID|Entry|Language|", "7|a|English|\n8|c|de|\n", &["record 1 (line 4, byte 27): Language is neither empty nor a language code", "8·c·de"]),
    // A whole row, and a line behind it that no row can start with: it goes on there, or it is a record of its own.
    ("ID|Entry|Custom Field 0|", "7|a|b|\nc|\n8|d|e|\n", &["7·?·? [line 4, column 3: Entry, Custom Field 0 are withheld]", "8·d·e"]),
    ("ID|Entry|Language|", "7|a|en|\nrubbish\n8|c|de|\n", &["7·a·en", "record 2 (line 5, byte 31): row has 1 field, expected 3", "8·c·de"]),
    ("ID|Entry|Language|", "rubbish\nmore|\n8|c|de|\n", &["record 1 (line 4, byte 23): row has 1 field, expected 3", "8·c·de"]),
    // Delimiters.
    ("ID|Entry|Technician ID|", "7|a|b|c|5|\n", &["7·a|b|c·5 [line 4, column 3: Entry is joined]"]),
    ("ID|Entry|Technician ID|", "7||||5|\n", &["7·||·5 [line 4, column 3: Entry is joined]"]),
    ("ID|Entry|Technician ID|Technician|", "7|a|2|5|c|\n", &["7·?·?·? [line 4, column 3: Entry, Technician ID, Technician are withheld]"]),
    ("ID|Entry|Technician ID|Technician|", "7|a|5|5|c|\n", &["7·?·5·? [line 4, column 3: Entry, Technician are withheld]"]),
    ("ID|Entry|Technician ID|Technician|Language|Shoe Size|Hat Size|", "7|a|b|5|c|en|1|2|3|\n",
        &["7·a|b·5·c·en·?·? [line 4, column 3: Entry is joined] [line 4, column 14: 2 unknown columns are withheld]"]),
    ("ID|Entry|Language|Shoe Size|", "7|a|en|1|2|\n", &["7·a·en·1|2 [line 4, column 8: an unknown column is joined]"]),
    ("ID|Status|Language|", "7|Active|x|en|\n", &["record 1 (line 4, byte 24): row has 4 fields, expected 3"]),
    // Without a delimiter at the end one there can be typed or not.
    ("ID|Entry", "7|a|\n", &["record 1 (line 4, byte 17): row ends with a delimiter, but the header does not"]),
    ("ID|Entry|Technician ID", "7|a||5|\n8|a||5\n", &["record 1 (line 4, byte 27): row has 4 fields, expected 3", "8·a|·5 [line 5, column 3: Entry is joined]"]),
    // One end leaves a record over, and after another one a record could start.
    ("ID|Entry|", "7|x|\n1|\n2|\n8|b|\n",
        &["record 1 (line 4, byte 14): the end of the record is ambiguous: the lines after it may belong to it", "8·b"]),
    // A row with a wrong value is an error, though with the line after it, it could be a record.
    ("ID|Entry|Technician ID|", "7|a|b|\n8|5|\n9|c|6|\n",
        &["record 1 (line 4, byte 32): Technician ID is not an integer", "9·c·6"]),
    // An integer that is too large starts a row too, whatever the first column is.
    ("Entry ID|ID|Entry|", "5|7|a|\n99999999999999999999|8|b|\n",
        &["5·7·a", "record 2 (line 5, byte 30): Entry ID does not fit in a 64-bit integer"]),
    // A code is no evidence for the Language where that can be empty.
    ("ID|Custom Field 0|Language|Transferred To|", "7|a||en||\n", &["7·?·?·? [line 4, column 3: Custom Field 0, Language, Transferred To are withheld]"]),
    ("ID|Custom Field 0|Language|Transferred To|", "7|a|||en||\n", &["7·?·?·? [line 4, column 3: Custom Field 0, Language, Transferred To are withheld]"]),
    ("ID|Custom Field 0|Language|Transferred To|", "7|a||xx||\n", &["7·?·?·? [line 4, column 3: Custom Field 0, Language, Transferred To are withheld]"]),
    ("ID|Custom Field 0|Language|Transferred To|", "7|a|||Annie||\n", &["7·?··? [line 4, column 3: Custom Field 0, Transferred To are withheld]"]),
    ("ID|Custom Field 0|Language|Transferred To|", "7|a|no|||\n", &["7·?·?·? [line 4, column 3: Custom Field 0, Language, Transferred To are withheld]"]),
    ("ID|Custom Field 0|Language|Entry|", "7|a||en||\n", &["7·?·?·? [line 4, column 3: Custom Field 0, Language, Entry are withheld]"]),
    // ID not in front.
    ("Status|ID|Entry|", "Active|7|a\nb|\nClosed|8|c|\n", &["Active·7·a\nb [line 4, column 10: Entry is joined]", "Closed·8·c"]),
    ("Start Time|ID|Entry|", "2/16/2012 9:00 AM|1|a\nb|\n7|x\n2/16/2012 9:01 AM|2|c|\n", &["record 1 (line 4, byte 46): row does not end with a delimiter, but the header does", "2/16/2012 9:01 AM·2·c"]),
    // Free text in front.
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
fn known_answers() {
    let found = |header: &str, rows: &str| read(&format!("OK\n\n{header}\n{rows}"));
    let wrong: Vec<_> = CASES.iter().filter(|(header, rows, expected)| found(header, rows) != *expected).collect();
    for (header, rows, expected) in &wrong {
        eprintln!("{header} {rows:?}\n  found    {:?}\n  expected {expected:?}", found(header, rows));
    }
    assert!(wrong.is_empty());
}

#[test]
fn the_service_s_columns() {
    let row = "|Active|9|Sales|5|Jo Roe|2/16/2012 9:00 AM|13|Ann|ACME|555|en|||yes||";
    assert_eq!(wide(&format!("7{row}\n")).len(), 1);
    let session = |from: &str, to: &str| session(&format!("7{}\n", row.replace(from, to))).unwrap();

    let entry = session("Sales", "Sales|Night");
    assert_eq!((entry.entry(), entry.technician_id(), entry.damage().len()), (Some("Sales|Night"), Some(5), 1));
    let technician = session("Jo Roe", "Jo\nRoe|2");
    assert_eq!((technician.technician(), technician.waiting_time()), (Some("Jo\nRoe|2"), Some(13)));

    let custom_field = session("ACME", "AC|ME");
    assert_eq!(custom_field.custom_fields().collect::<Vec<_>>(), [None; 3]);
    assert_eq!((custom_field.language(), custom_field.is_lead_technician()), (Some("en"), Some(true)));
    assert_eq!(custom_field.transferred_to(), Some(""));
    assert!(custom_field.is_withheld(Column::CustomField(2)) && !custom_field.is_withheld(Column::Language));
    assert_eq!(custom_field.damage()[0].raw(), "Ann|AC|ME|555");

    let nothing_but_newlines = session("ACME", "\n\nAC\nME\n");
    assert_eq!(nothing_but_newlines.custom_field(1), Some("\n\nAC\nME\n"));
    assert_eq!(nothing_but_newlines.damage().len(), 1);
}

/// A row with a value that is not known stays what it is, one error: the row behind it is not used to explain it.
#[test]
fn values_of_a_form_that_is_not_known_cost_their_rows_only() {
    let row = |id: &str, time: &str, language: &str, lead: &str| {
        format!("{id}|Active|0||5|Jo|{time}|13|a|b|c|{language}|||{lead}||\n")
    };
    let whole = |id: &str| row(id, "2/16/2012 9:00 AM", "en", "yes");
    for bad in [
        row("2", "16.2.2012 9:00", "en", "yes"),
        row("2", "2/16/2012 9:00 AM", "English", "yes"),
        row("2", "2/16/2012 9:00 AM", "en", "1"),
        row("x", "2/16/2012 9:00 AM", "en", "yes"),
    ] {
        let rows = wide(&(whole("1") + &bad + &bad + &whole("3")));
        let is_error: Vec<bool> = rows.iter().map(|row| row.contains("record")).collect();
        assert_eq!(is_error, [false, true, true, false], "{rows:?}");
    }
    // Rows of another width, all of them: none is used up to complete another.
    let short = "1|Active|0||5|Jo|2/16/2012 9:00 AM|13|a|b|c|en|||\n".repeat(5);
    assert_eq!(wide(&short).len(), 5);
}

/// A customer who types the rest of a row, a newline and a whole row leaves two rows like any others.
#[test]
fn a_forged_row() {
    let row = |id: &str, custom_field: &str| {
        format!("{id}|Waiting|0||0||2/16/2012 9:00 AM|13|{custom_field}|ACME|555|en|||||\n")
    };
    let forged = "Ann|ACME|555|en|||||\n8|Active|0||5|Jo|2/16/2012 9:00 AM|13|x";
    let rows = wide(&(row("7", forged) + &row("9", "Bo")));
    assert_eq!(rows.len(), 3);
    assert!(rows[1].starts_with("8·Active·0··5·Jo·") && !rows.concat().contains('['), "{rows:?}");

    // On a line of its own it is a session too; what is left of the customer's row tells that something is wrong.
    let rows = wide(&row("7", "Ann\n8|Active|0||5|Jo|2/16/2012 9:00 AM|13|x|y|z|en|||yes||\nmore"));
    assert_eq!(rows[0], "record 1 (line 4, byte 198): row has 9 fields, expected 16");
    assert!(rows[1].starts_with("8·Active·0··5·Jo·") && rows[1].contains("withheld"), "{rows:?}");

    // A row's start is enough: the rest of the customer's own row completes it.
    let rows = wide(&row("7", "Ann\n8|Active|0||5|Jo|2/16/2012 9:00 AM|13|x"));
    assert_eq!(
        rows,
        [
            "record 1 (line 4, byte 198): row has 9 fields, expected 16",
            "8·Active·0··5·Jo·2/16/2012 9:00 AM·13·x·ACME·555·en····"
        ]
    );

    // With a delimiter that nobody can guess it is text.
    let delimiter = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ";
    let typed = row("7", "\0").replace('|', delimiter).replace('\0', forged);
    let body = format!("OK\n\n{}\n{typed}", HEADER.replace('|', delimiter));
    let list = Parser::new().delimiter(Delimiter::new(delimiter).unwrap()).parse(&body).unwrap();
    let sessions: Vec<Session<'_>> = list.sessions().collect::<Result<_, _>>().unwrap();
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0].custom_field(0), Some(forged));
}

#[test]
fn strict_repairs_nothing_nor_does_a_parser_without_repairs() {
    let body = "OK\nID|Entry|Language\n7|a|b|en\n8|c|de\n";
    let ids = |parser: Parser<'static>| -> Vec<Option<i64>> {
        parser.parse(body).unwrap().sessions().map(|session| session.ok().map(|session| session.id())).collect()
    };
    assert_eq!(ids(Parser::new()), [Some(7), Some(8)]);
    assert_eq!(ids(Parser::new().recovery(false)), [None, Some(8)]);
    assert_eq!(ids(Parser::new().strict(true)), [None, Some(8)]);
    assert_eq!(ids(Parser::new().strict(true).recovery(true)), [None, Some(8)]);
    // Records are rows as they stand, whatever the setting.
    let list = parse(body).unwrap();
    assert_eq!(list.records().map(|record| record.is_ok()).collect::<Vec<_>>(), [false, true]);
}

/// One more has no place in a set of 64.
#[test]
fn a_list_of_64_columns_is_repaired_and_a_wider_one_is_not() {
    let read_under = |columns: usize| {
        let names: String = (2..columns).map(|number| format!("|c{number}")).collect();
        let fields = "|x".repeat(columns - 3);
        read(&format!("OK\n\nID{names}|Language\n7|a\nb{fields}|en\n8|c{fields}|de\n"))
    };
    let repaired = read_under(64);
    assert!(repaired.len() == 2 && repaired[0].starts_with("7·a\nb·x"), "{repaired:?}");
    let not_repaired = read_under(65);
    assert!(
        not_repaired[0].ends_with("row has 2 fields, expected 65") && not_repaired[1].starts_with("8·c·x"),
        "{not_repaired:?}"
    );
}

/// What was left of row 8 was taken for text of row 7.
#[test]
fn a_row_that_was_cut_is_no_piece_of_the_row_before_it() {
    let head = "OK\n\nID|Custom Field 0|Language|\n7|a|en|\n";
    let open_end =
        "record 1 (line 4, byte 32): the end of the record is ambiguous: the lines after it may belong to it";
    assert_eq!(read(&format!("{head}8||")), [open_end]);
    assert_eq!(read(&format!("{head}8|b|en")).len(), 2, "what is left can't be text of row 7");
    // With its newline it is no row that was cut.
    let body = format!("{head}8||\n");
    let session = parse(&body).unwrap().sessions().next().unwrap().unwrap();
    assert_eq!((session.custom_field(0), session.damage().len()), (Some("a|en|\n8"), 1));
}

#[test]
fn a_byte_that_is_not_utf8_costs_a_damaged_record() {
    let list = parse_bytes(b"OK\n\nID|Entry|Language|\n7|a\nStra\xdfe|en|\n8|c|de|\n").unwrap();
    let rows: Vec<_> = list.sessions().map(|row| row.map(|row| row.id()).map_err(|error| error.to_string())).collect();
    assert_eq!(rows, [Err("record 1 (line 5, byte 31): invalid UTF-8".to_owned()), Ok(8)]);
}

#[test]
fn a_record_has_a_longest_size_with_what_was_typed_in_it() {
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
fn equality_minds_what_is_withheld() {
    let read = |rows: &str| {
        parse(&format!("OK\n\nID|Entry|Technician|Language|\n{rows}"))
            .unwrap()
            .sessions()
            .next()
            .unwrap()
            .unwrap()
            .into_owned()
    };
    let withheld = read("7|a|b|c|en|\n");
    assert_eq!(withheld, read("7|a|b|c|en|\n\n"));
    assert_ne!(withheld, read("7|x|y|z|en|\n"), "the text is another one");
    assert_ne!(withheld, read("7|a|b|en|\n"));
    let missing = parse("OK\n\nID|Language|\n7|en|\n").unwrap().sessions().next().unwrap().unwrap().into_owned();
    assert_eq!((missing.entry(), withheld.entry()), (None, None));
    assert_ne!(withheld, missing);
}

#[test]
fn damage_keeps_to_itself_in_messages() {
    let session =
        session("7|Active|9|SECRET|SECRET|5|Jo|2/16/2012 9:00 AM|13|SECRET|SEC|RET|SECRET|en|||yes||\n").unwrap();
    assert_eq!(session.damage().len(), 2);
    for damage in session.damage() {
        assert!(damage.raw().contains("SECRET"));
        assert!(!format!("{damage} {damage:?}").contains("SEC"), "{damage}");
    }
}
