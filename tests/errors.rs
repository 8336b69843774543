//! Every kind of error: its name, its message word for word, its place, and that it keeps the body to itself.

use rescue_sessions::{Column, Error, ErrorKind, Parser, ReturnValue, parse};

/// The first error there is: of the response, the header, or a record.
fn error(parser: Parser<'_>, body: &[u8]) -> Error {
    match parser.parse_bytes(body) {
        Err(error) => error,
        Ok(list) => list.sessions().find_map(Result::err).expect("the body has an error"),
    }
}

const SHORT: Parser = Parser::new().max_record(40).max_columns(5);
const STRICT: Parser = SHORT.strict(true);
const PLAIN: Parser = SHORT.repair(false);

/// Settings, body, kind, name, message, line:column.
type Case = (Parser<'static>, &'static str, ErrorKind, &'static str, &'static str, (u64, u64));

#[rustfmt::skip]
fn cases() -> Vec<Case> {
    use ErrorKind as K;
    vec![
        (SHORT, " \n", K::Empty, "empty", "the response is empty", (2, 1)),
        (SHORT, "\nERROR", K::Failure(ReturnValue::Error), "unspecified_error", "the response is the return value ERROR", (2, 1)),
        (SHORT, "NOTLOGGEDIN", K::Failure(ReturnValue::NotLoggedIn), "not_logged_in", "the response is the return value NOTLOGGEDIN", (1, 1)),
        (SHORT, "INVALIDPARAM_NODE", K::Failure(ReturnValue::InvalidParamNode), "invalid_param_node", "the response is the return value INVALIDPARAM_NODE", (1, 1)),
        (SHORT, "INVALID_SECRETAUTHCODE", K::Failure(ReturnValue::InvalidSecretAuthCode), "invalid_secret_auth_code", "the response is the return value INVALID_SECRETAUTHCODE", (1, 1)),
        (SHORT, "USER_DELETED_OR_DISABLED", K::Failure(ReturnValue::UserDeletedOrDisabled), "user_deleted_or_disabled", "the response is the return value USER_DELETED_OR_DISABLED", (1, 1)),
        (SHORT, "POLLRATEEXCEEDED", K::Failure(ReturnValue::PollRateExceeded), "poll_rate_exceeded", "the response is the return value POLLRATEEXCEEDED", (1, 1)),
        (SHORT, "SECRET", K::Failure(ReturnValue::Other("SECRET".into())), "failure", "the response is a return value that is not known", (1, 1)),
        (SHORT, "<html>", K::Html, "html", "the response is an HTML page, not a session list", (1, 1)),
        (SHORT, "<?xml ?><a/>", K::Xml, "xml", "the response is XML, not a session list as text", (1, 1)),
        (SHORT, "SECRET text", K::Unrecognized, "unrecognized", "the response starts with no return value that is known", (1, 1)),

        (SHORT, "OK\n\nID|a|b|c|d|SECRET|\n", K::TooManyColumns { limit: 5 }, "too_many_columns", "header (line 3, byte 15): more than 5 columns", (3, 12)),
        (SHORT, "OK\n\nID|SECRET SECRET SECRET SECRET SECRET SECR|\n", K::RecordTooLong { limit: 40 }, "record_too_long", "header (line 3, byte 4): longer than 40 bytes", (3, 1)),
        (SHORT, "OK\n\nSECRET|Status|\n", K::MissingColumn(Column::Id), "missing_column", "header (line 3, byte 4): no column is named ID", (3, 1)),
        (SHORT, "OK\n\nID|SECRET|1|\n", K::NotAName { index: 2 }, "not_a_name", "header (line 3, byte 14): column 3 is named with blanks, a number or a control character", (3, 11)),
        (SHORT, "OK\r\rID|SECRET|\r1|a|\r", K::NotAName { index: 2 }, "not_a_name", "header (line 1, byte 14): column 3 is named with blanks, a number or a control character", (1, 15)),
        (STRICT, "OK\n\nID|a| \n1|a|b\n", K::NotAName { index: 2 }, "not_a_name", "header (line 3, byte 9): column 3 is named with blanks, a number or a control character", (3, 6)),
        (STRICT, "OK\n\nID|a\tb\n1|a\n", K::NotAName { index: 1 }, "not_a_name", "header (line 3, byte 7): column 2 is named with blanks, a number or a control character", (3, 4)),
        (SHORT, "OK\n\nID|SECRET|é|SECRET|\n", K::DuplicateColumn { first: 1, second: 3 }, "duplicate_column", "header (line 3, byte 17): column 4 has the name of column 2", (3, 13)),

        (SHORT, "OK\n\nID|Entry|\n1|SECRET SECRET SECRET SECRET SECRET SECRET|\n", K::RecordTooLong { limit: 40 }, "record_too_long", "record 1 (line 4, byte 14): longer than 40 bytes", (4, 1)),
        (PLAIN, "OK\n\nID|Entry|\n1|a|\n2|SEC|RET|\n", K::FieldCount { expected: 2, found: 3 }, "field_count", "record 2 (line 5, byte 19): 3 fields instead of 2", (5, 1)),
        (SHORT, "OK\n\nID|Entry|Technician|\n1\n", K::FieldCount { expected: 3, found: 1 }, "field_count", "record 1 (line 4, byte 25): 1 field instead of 3", (4, 1)),
        (SHORT, "OK\n\nID|Entry|\n1|SÉCRET\n", K::TrailingDelimiter { expected: true }, "trailing_delimiter", "record 1 (line 4, byte 23): no delimiter ends the row, as one ends the header", (4, 9)),
        (SHORT, "OK\n\nID|Entry\n1|SECRET|\n", K::TrailingDelimiter { expected: false }, "trailing_delimiter", "record 1 (line 4, byte 22): a delimiter ends the row, as none ends the header", (4, 10)),

        (PLAIN, "OK\n\nID|Entry\n1|SECRET\n\nSECRET\n", K::OpenEnd, "open_end", "record 1 (line 4, byte 13): the lines behind may belong to the record, or not, and nothing tells", (4, 1)),

        (SHORT, "OK\n\nEntry|ID|Technician|\nSECRET|1|2|SECRET|\n", K::Ambiguous(Column::Id), "ambiguous", "record 1 (line 4, byte 25): the damaged row can be read in ways that differ on ID", (4, 1)),
        (SHORT, "OK\n\nID|Entry|\nSECRET|a|\n", K::NotAnInteger(Column::Id), "not_an_integer", "record 1 (line 4, byte 14): ID is not an integer", (4, 1)),
        (SHORT, "OK\n\nID|Entry|Entry ID|\n1|é||\n", K::NotAnInteger(Column::EntryId), "not_an_integer", "record 1 (line 4, byte 28): Entry ID is not an integer", (4, 5)),
        (SHORT, "OK\n\nID|Technician ID|\n1|+1|\n", K::NotAnInteger(Column::TechnicianId), "not_an_integer", "record 1 (line 4, byte 24): Technician ID is not an integer", (4, 3)),
        (SHORT, "OK\n\nID|Waiting Time|\n1|1.5|\n", K::NotAnInteger(Column::WaitingTime), "not_an_integer", "record 1 (line 4, byte 23): Waiting Time is not an integer", (4, 3)),
        (SHORT, "OK\n\nID|\n99999999999999999999|\n", K::IntegerTooLarge(Column::Id), "integer_too_large", "record 1 (line 4, byte 8): ID is an integer of more than 64 bits", (4, 1)),
        (SHORT, "OK\n\nID|Start Time|\n1|SECRET|\n", K::NotATime(Column::StartTime), "not_a_time", "record 1 (line 4, byte 21): Start Time is not of the form M/D/YYYY h:mm AM", (4, 3)),
        (SHORT, "OK\n\nID|Start Time|\n1|2/30/2012 9:00 AM|\n", K::NoSuchTime(Column::StartTime), "no_such_time", "record 1 (line 4, byte 21): Start Time is a date or time that does not exist", (4, 3)),
        (SHORT, "OK\n\nID|Is Lead Technician|\n1|SECRET 1|\n", K::NotAFlag(Column::IsLeadTechnician), "not_a_flag", "record 1 (line 4, byte 29): Is Lead Technician is neither empty nor a word", (4, 3)),
        (SHORT, "OK\n\nID|HandingOff|\n1|0|\n", K::NotAFlag(Column::HandingOff), "not_a_flag", "record 1 (line 4, byte 21): HandingOff is neither empty nor a word", (4, 3)),
        (SHORT, "OK\n\nID|Language|\n1|SECRET|\n", K::NotALanguage(Column::Language), "not_a_language", "record 1 (line 4, byte 19): Language is neither empty nor a language code", (4, 3)),

        (STRICT, "OK\n", K::MissingHeader, "missing_header", "header (line 2, byte 3): no header, which the strict mode wants", (2, 1)),
        (STRICT, "OK\nID\n", K::MissingRow, "missing_row", "header (line 3, byte 6): no row, of which the strict mode wants one", (3, 1)),
        (STRICT, "OK\nID||x\n1|a|b\n", K::EmptyField { index: 1 }, "empty_field", "header (line 2, byte 6): field 2 is empty, which the strict mode forbids", (2, 4)),
        (STRICT, "OK\nID|Entry\n|SECRET\n", K::EmptyField { index: 0 }, "empty_field", "record 1 (line 3, byte 12): field 1 is empty, which the strict mode forbids", (3, 1)),
        (STRICT, "OK\nID|Entry\n1|SECRET|\n", K::UnexpectedTrailingDelimiter, "unexpected_trailing_delimiter", "record 1 (line 3, byte 21): a delimiter ends the line, which the strict mode forbids", (3, 10)),
        (STRICT, "OK\nID|Entry\n1|SECRET", K::MissingNewLine, "missing_new_line", "record 1 (line 3, byte 20): no newline ends the line, which the strict mode wants", (3, 9)),
        (STRICT, "OK\nID|Entry\n1|SECRET\r\n", K::CarriageReturn, "carriage_return", "record 1 (line 3, byte 20): a CR ends the line, which the strict mode forbids", (3, 9)),
        (STRICT, "OK\nID|Entry\n1|SECRET|x\n", K::FieldCount { expected: 2, found: 3 }, "field_count", "record 1 (line 3, byte 12): 3 fields instead of 2", (3, 1)),
    ]
}

#[test]
fn messages_and_places_word_for_word() {
    for (parser, body, kind, name, message, (line, column)) in cases() {
        let error = error(parser, body.as_bytes());
        assert_eq!((error.kind(), error.kind().name(), error.to_string().as_str()), (&kind, name, message), "{body:?}");
        assert_eq!((error.position().line(), error.position().column()), (line, column), "{body:?}");
        assert_eq!(format!("{error:?}"), format!("Error(\"{message}\")"));
        assert_eq!(error.into_kind(), kind);
    }
}

#[test]
fn a_kind_tells_its_column_where_its_message_names_one() {
    for (_, body, kind, name, message, _) in cases() {
        let names_one = matches!(
            name,
            "missing_column"
                | "ambiguous"
                | "not_an_integer"
                | "integer_too_large"
                | "not_a_time"
                | "no_such_time"
                | "not_a_flag"
                | "not_a_language"
        );
        let column = kind.column();
        assert_eq!(column.is_some(), names_one, "{body:?}");
        assert!(column.is_none_or(|column| message.contains(&*column.name())), "{body:?}");
    }
}

#[test]
fn bytes_that_are_not_utf8() {
    let cases: [(&[u8], &str); 3] = [
        (b"OK\n\nID|\xc3|\n", "header (line 3, byte 7): a byte is not UTF-8"),
        (b"OK\n\nID|Entry|\n1|\xe9t\xe9|\n", "record 1 (line 4, byte 16): a byte is not UTF-8"),
        (b"OK\n\nID|Entry|\n1|\xc3\xa9\xf0\x9f|\n", "record 1 (line 4, byte 18): a byte is not UTF-8"),
    ];
    for (body, message) in cases {
        assert_eq!(error(SHORT, body).to_string(), message);
        assert_eq!(error(SHORT, body).kind().name(), "utf8");
    }
}

#[test]
fn no_message_holds_a_value_from_the_body() {
    for (parser, body, ..) in cases() {
        let error = error(parser, body.as_bytes());
        for text in [error.to_string(), format!("{error:?}"), format!("{:?}", error.kind())] {
            let text = text.replace("INVALID_SECRETAUTHCODE", "");
            assert!(!text.contains("SECRET") && !text.contains("CRET"), "{text}");
        }
    }
    // Nor does the list that a client may hold beside it.
    let list = parse("OK\n\nID|Entry|\n1|SECRET|\n").unwrap();
    let odd = parse("OK\n\nID|SECRET|\n").unwrap();
    for text in [
        format!("{odd:?}"),
        format!("{:?}", odd.header()),
        format!("{list:?}"),
        format!("{:?}", list.records()),
        format!("{:?}", list.sessions()),
    ] {
        assert!(!text.contains("SECRET"), "{text}");
    }
}

#[test]
fn every_kind_has_a_case_here() {
    let source =
        include_str!("../src/error.rs").split("pub fn name(&self)").nth(1).unwrap().split("pub fn").next().unwrap();
    let mut names: Vec<&str> = source.split('"').skip(1).step_by(2).collect();
    let mut cases: Vec<&str> = cases().iter().map(|case| case.3).chain(["utf8"]).collect();
    names.sort_unstable();
    cases.sort_unstable();
    cases.dedup();
    assert_eq!(cases, names);
}

#[test]
fn an_error_is_one_pointer_wide_and_a_std_error() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    let error: Box<dyn std::error::Error + Send + Sync> = parse("").unwrap_err().into();
    assert!(error.source().is_none());
}

#[test]
fn a_bad_row_is_one_error_and_the_rows_behind_it_still_come() {
    // What stands behind a broken row and can't be read by itself may be a part of it.
    let body = "OK\n\nID|Entry|Waiting Time|\n1|a|1|\n2|b|soon|\n3|b|3|\n4|c\nd|e|4|\nf|\n\n5|g|5|h|\n6|i|6|\n";
    let ids: Vec<_> =
        Parser::new().parse(body).unwrap().sessions().map(|s| s.map(|s| s.id()).map_err(|e| e.to_string())).collect();
    assert_eq!(
        ids,
        [
            Ok(1),
            Err("record 2 (line 5, byte 38): Waiting Time is not an integer".to_owned()),
            Ok(3),
            Err("record 4 (line 7, byte 51): 2 fields instead of 3".to_owned()),
            Ok(6),
        ]
    );
}

#[test]
fn a_span_of_damage_ends_where_a_row_can_start() {
    // ID stands second, so a row can start with anything that is a time.
    let body = "OK\n\nStart Time|ID|Entry|\n2/16/2012 9:00 AM|1|a\nb|\n7|x\n2/16/2012 9:01 AM|2|c|\n";
    let rows: Vec<_> = parse(body).unwrap().sessions().map(|s| s.map(|s| s.id()).map_err(|e| e.to_string())).collect();
    assert_eq!(
        rows,
        [Err("record 1 (line 4, byte 46): no delimiter ends the row, as one ends the header".to_owned()), Ok(2)]
    );

    // A row that ends with free text and no delimiter may go on in the next line, if no row can start there.
    let body = "OK\n\nID|Entry\n1|a\n\nb|c\n\nd\n2|e\n3|f\n\n";
    let rows: Vec<_> =
        PLAIN.parse(body).unwrap().sessions().map(|s| s.map(|s| s.id()).map_err(|e| e.kind().name())).collect();
    assert_eq!(rows, [Err("open_end"), Ok(2), Ok(3)]);
    let strict = Parser::new().strict(true).parse("OK\n\nID|Entry\n1|a\nb|c\n").unwrap();
    assert_eq!(strict.records().filter(Result::is_ok).count(), 2);

    // Free text stands first, so every line can start a row.
    let body = "OK\n\nEntry|ID|\na\nb|1|\n";
    let rows: Vec<_> =
        PLAIN.parse(body).unwrap().sessions().map(|s| s.map(|s| s.id()).map_err(|e| e.to_string())).collect();
    assert_eq!(rows, [Err("record 1 (line 4, byte 14): 1 field instead of 2".to_owned()), Ok(1)]);
}
