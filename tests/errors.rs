//! Every kind of error: its code, its exact message, its position, and that it shows no text of the body.

use rescue_sessions::{Column, Error, ErrorKind, Parser, Retry, ReturnValue, Scope, parse};

/// The first error of a body: of the response, the header, or a record.
fn first_error(parser: Parser, body: &[u8]) -> Error {
    match parser.parse_bytes(body) {
        Err(error) => error,
        Ok(list) => list.sessions().find_map(Result::err).expect("the body has an error"),
    }
}

const SHORT: Parser = Parser::new().max_record(40).max_columns(5);
const STRICT: Parser = SHORT.strict(true);
const NO_RECOVERY: Parser = SHORT.recovery(false);

/// Settings, body, kind, code, message, (line, column).
type Case = (Parser, &'static str, ErrorKind, &'static str, &'static str, (u64, u64));

#[rustfmt::skip]
fn cases() -> Vec<Case> {
    use ErrorKind as K;
    vec![
        (SHORT, " \n", K::Empty, "empty", "the response is empty", (2, 1)),
        (SHORT, "\nERROR", K::Failure(ReturnValue::Error), "unspecified_error", "the service answered ERROR", (2, 1)),
        (SHORT, "NOTLOGGEDIN", K::Failure(ReturnValue::NotLoggedIn), "not_logged_in", "the service answered NOTLOGGEDIN", (1, 1)),
        (SHORT, "INVALIDPARAM_NODE", K::Failure(ReturnValue::InvalidParamNode), "invalid_param_node", "the service answered INVALIDPARAM_NODE", (1, 1)),
        (SHORT, "INVALID_SECRETAUTHCODE", K::Failure(ReturnValue::InvalidSecretAuthCode), "invalid_secret_auth_code", "the service answered INVALID_SECRETAUTHCODE", (1, 1)),
        (SHORT, "USER_DELETED_OR_DISABLED", K::Failure(ReturnValue::UserDeletedOrDisabled), "user_deleted_or_disabled", "the service answered USER_DELETED_OR_DISABLED", (1, 1)),
        (SHORT, "POLLRATEEXCEEDED", K::Failure(ReturnValue::PollRateExceeded), "poll_rate_exceeded", "the service answered POLLRATEEXCEEDED", (1, 1)),
        (SHORT, "INVALID", K::Failure(ReturnValue::Invalid), "invalid", "the service answered INVALID", (1, 1)),
        (SHORT, "LIMITREACHED", K::Failure(ReturnValue::LimitReached), "limit_reached", "the service answered LIMITREACHED", (1, 1)),
        (SHORT, "GLOBALIPRESTRICTED", K::Failure(ReturnValue::GlobalIpRestricted), "global_ip_restricted", "the service answered GLOBALIPRESTRICTED", (1, 1)),
        (SHORT, "SECRET", K::Failure(ReturnValue::Other("SECRET".into())), "failure", "the service answered with an unknown return value", (1, 1)),
        (SHORT, "<html>", K::Html, "html", "the response is an HTML page, not a session list", (1, 1)),
        (SHORT, "<?xml ?><a/>", K::Xml, "xml", "the response is XML, not text: `parse_any` reads SOAP, with the feature `soap`", (1, 1)),
        (SHORT, "SECRET text", K::Unrecognized, "unrecognized", "the response does not start with a known return value", (1, 1)),

        (SHORT, "OK\n\nID|a|b|c|d|SECRET|\n", K::TooManyColumns { limit: 5 }, "too_many_columns", "header (line 3, byte 15): more than 5 columns", (3, 12)),
        (SHORT, "OK\n\nID|SECRET SECRET SECRET SECRET SECRET SECR|\n", K::RecordTooLong { limit: 40 }, "record_too_long", "header (line 3, byte 4): longer than 40 bytes", (3, 1)),
        (SHORT, "OK\n\nSECRET|Status|\n", K::MissingColumn(Column::Id), "missing_column", "header (line 3, byte 4): column ID is missing", (3, 1)),
        (SHORT, "OK\n\nID|SECRET|1|\n", K::InvalidColumnName { index: 2 }, "invalid_column_name", "header (line 3, byte 14): the name of column 3 is a number, blank, or contains a control character", (3, 11)),
        (SHORT, "OK\r\rID|SECRET|\r1|a|\r", K::InvalidColumnName { index: 2 }, "invalid_column_name", "header (line 1, byte 14): the name of column 3 is a number, blank, or contains a control character", (1, 15)),
        (STRICT, "OK\n\nID|a| \n1|a|b\n", K::InvalidColumnName { index: 2 }, "invalid_column_name", "header (line 3, byte 9): the name of column 3 is a number, blank, or contains a control character", (3, 6)),
        (STRICT, "OK\n\nID|a\tb\n1|a\n", K::InvalidColumnName { index: 1 }, "invalid_column_name", "header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character", (3, 4)),
        (SHORT, "OK\n\nID|SECRET|é|SECRET|\n", K::DuplicateColumn { first: 1, second: 3 }, "duplicate_column", "header (line 3, byte 17): column 4 has the same name as column 2", (3, 13)),

        (SHORT, "OK\n\nID|Entry|\n1|SECRET SECRET SECRET SECRET SECRET SECRET|\n", K::RecordTooLong { limit: 40 }, "record_too_long", "record 1 (line 4, byte 14): longer than 40 bytes", (4, 1)),
        (NO_RECOVERY, "OK\n\nID|Entry|\n1|a|\n2|SEC|RET|\n", K::FieldCount { expected: 2, found: 3 }, "field_count", "record 2 (line 5, byte 19): row has 3 fields, expected 2", (5, 1)),
        (SHORT, "OK\n\nID|Entry|Technician|\n1\n", K::FieldCount { expected: 3, found: 1 }, "field_count", "record 1 (line 4, byte 25): row has 1 field, expected 3", (4, 1)),
        (SHORT, "OK\n\nID|Entry|\n1|SÉCRET\n", K::TrailingDelimiter { expected: true }, "trailing_delimiter", "record 1 (line 4, byte 23): row does not end with a delimiter, but the header does", (4, 9)),
        (SHORT, "OK\n\nID|Entry\n1|SECRET|\n", K::TrailingDelimiter { expected: false }, "trailing_delimiter", "record 1 (line 4, byte 22): row ends with a delimiter, but the header does not", (4, 10)),

        (NO_RECOVERY, "OK\n\nID|Entry\n1|SECRET\n\nSECRET\n", K::AmbiguousEnd, "ambiguous_end", "record 1 (line 4, byte 13): the end of the record is ambiguous: the lines after it may belong to it", (4, 1)),

        (SHORT, "OK\n\nEntry|ID|Technician|\nSECRET|1|2|SECRET|\n", K::AmbiguousValue(Column::Id), "ambiguous_value", "record 1 (line 4, byte 25): ID is ambiguous in the damaged row", (4, 1)),
        (SHORT, "OK\n\nID|Entry|\nSECRET|a|\n", K::InvalidInteger(Column::Id), "invalid_integer", "record 1 (line 4, byte 14): ID is not an integer", (4, 1)),
        (SHORT, "OK\n\nID|Entry|Entry ID|\n1|é||\n", K::InvalidInteger(Column::EntryId), "invalid_integer", "record 1 (line 4, byte 28): Entry ID is not an integer", (4, 5)),
        (SHORT, "OK\n\nID|Technician ID|\n1|+1|\n", K::InvalidInteger(Column::TechnicianId), "invalid_integer", "record 1 (line 4, byte 24): Technician ID is not an integer", (4, 3)),
        (SHORT, "OK\n\nID|Waiting Time|\n1|1.5|\n", K::InvalidInteger(Column::WaitingTime), "invalid_integer", "record 1 (line 4, byte 23): Waiting Time is not an integer", (4, 3)),
        (SHORT, "OK\n\nID|\n99999999999999999999|\n", K::IntegerOutOfRange(Column::Id), "integer_out_of_range", "record 1 (line 4, byte 8): ID does not fit in a 64-bit integer", (4, 1)),
        (SHORT, "OK\n\nID|Start Time|\n1|SECRET|\n", K::InvalidTime(Column::StartTime), "invalid_time", "record 1 (line 4, byte 21): Start Time does not have the format M/D/YYYY h:mm AM", (4, 3)),
        (SHORT, "OK\n\nID|Start Time|\n1|2/30/2012 9:00 AM|\n", K::TimeOutOfRange(Column::StartTime), "time_out_of_range", "record 1 (line 4, byte 21): Start Time is not an existing date and time", (4, 3)),
        (SHORT, "OK\n\nID|Is Lead Technician|\n1|SECRET 1|\n", K::InvalidFlag(Column::IsLeadTechnician), "invalid_flag", "record 1 (line 4, byte 29): Is Lead Technician is neither empty nor a word", (4, 3)),
        (SHORT, "OK\n\nID|HandingOff|\n1|0|\n", K::InvalidFlag(Column::HandingOff), "invalid_flag", "record 1 (line 4, byte 21): HandingOff is neither empty nor a word", (4, 3)),
        (SHORT, "OK\n\nID|Language|\n1|SECRET|\n", K::InvalidLanguage(Column::Language), "invalid_language", "record 1 (line 4, byte 19): Language is neither empty nor a language code", (4, 3)),

        (STRICT, "OK\n", K::MissingHeader, "missing_header", "header (line 2, byte 3): strict mode requires a header", (2, 1)),
        (STRICT, "OK\nID\n", K::MissingRow, "missing_row", "header (line 3, byte 6): strict mode requires at least one row", (3, 1)),
        (STRICT, "OK\nID||x\n1|a|b\n", K::EmptyField { index: 1 }, "empty_field", "header (line 2, byte 6): field 2 is empty: strict mode does not allow empty fields", (2, 4)),
        (STRICT, "OK\nID|Entry\n|SECRET\n", K::EmptyField { index: 0 }, "empty_field", "record 1 (line 3, byte 12): field 1 is empty: strict mode does not allow empty fields", (3, 1)),
        (STRICT, "OK\nID|Entry\n1|SECRET|\n", K::UnexpectedTrailingDelimiter, "unexpected_trailing_delimiter", "record 1 (line 3, byte 21): strict mode does not allow a delimiter at the end of a line", (3, 10)),
        (STRICT, "OK\nID|Entry\n1|SECRET", K::MissingNewline, "missing_newline", "record 1 (line 3, byte 20): strict mode requires a newline at the end of each line", (3, 9)),
        (STRICT, "OK\nID|Entry\n1|SECRET\r\n", K::CarriageReturn, "carriage_return", "record 1 (line 3, byte 20): strict mode does not allow a carriage return before a newline", (3, 9)),
        (STRICT, "OK\nID|Entry\n1|SECRET|x\n", K::FieldCount { expected: 2, found: 3 }, "field_count", "record 1 (line 3, byte 12): row has 3 fields, expected 2", (3, 1)),
    ]
}

#[test]
fn each_error_has_its_code_message_and_position() {
    for (parser, body, kind, code, message, (line, column)) in cases() {
        let error = first_error(parser, body.as_bytes());
        assert_eq!((error.kind(), error.kind().code(), error.to_string().as_str()), (&kind, code, message), "{body:?}");
        assert_eq!((error.position().line(), error.position().column()), (line, column), "{body:?}");
        assert_eq!(format!("{error:?}"), format!("Error(\"{message}\")"));
        assert_eq!(error.into_kind(), kind);
    }
}

/// The message starts with what the error concerns.
#[test]
fn each_error_concerns_the_response_the_header_or_a_row() {
    for (parser, body, _, _, message, _) in cases() {
        let error = first_error(parser, body.as_bytes());
        let expected = match message {
            message if message.starts_with("header (") => Scope::Header,
            message if message.starts_with("record 1 (") || message.starts_with("record 2 (") => Scope::Row,
            _ => Scope::Response,
        };
        assert_eq!(error.scope(), expected, "{message}");
    }
}

/// The code of each kind that can concern the response or the header, and when a client can repeat the request.
const RETRIES: [(&str, Retry); 26] = [
    ("empty", Retry::Later),
    ("unspecified_error", Retry::Later),
    ("not_logged_in", Retry::AfterLogin),
    ("invalid_param_node", Retry::Never),
    ("invalid_secret_auth_code", Retry::Never),
    ("user_deleted_or_disabled", Retry::Never),
    ("poll_rate_exceeded", Retry::Later),
    ("invalid", Retry::Never),
    ("limit_reached", Retry::Later),
    ("global_ip_restricted", Retry::Never),
    ("failure", Retry::Later),
    ("html", Retry::AfterLogin),
    ("xml", Retry::Never),
    ("unrecognized", Retry::Later),
    ("invalid_utf8", Retry::Never),
    ("too_many_columns", Retry::Never),
    ("record_too_long", Retry::Never),
    ("missing_column", Retry::Never),
    ("invalid_column_name", Retry::Never),
    ("duplicate_column", Retry::Never),
    ("missing_header", Retry::Later),
    ("missing_row", Retry::Later),
    ("empty_field", Retry::Never),
    ("unexpected_trailing_delimiter", Retry::Never),
    ("missing_newline", Retry::Later),
    ("carriage_return", Retry::Never),
];

#[test]
fn each_failed_response_says_when_to_repeat_the_request() {
    let more: [(Parser, &[u8]); 4] = [
        (SHORT, b"OK\n\nID|\xc3|\n"),
        (STRICT, b"OK\nID|Entry|\n1|a\n"),
        (STRICT, b"OK\nID|Entry"),
        (STRICT, b"OK\nID|Entry\r\n1|a\n"),
    ];
    let cases = cases();
    let bodies = cases.iter().map(|(parser, body, ..)| (*parser, body.as_bytes())).chain(more);
    let mut seen = Vec::new();
    for (parser, body) in bodies {
        let error = first_error(parser, body);
        let code = error.kind().code();
        let expected = match error.scope() {
            Scope::Row => None,
            _ => Some(RETRIES.iter().find(|(known, _)| *known == code).expect(code).1),
        };
        assert_eq!(error.retry(), expected, "{error}");
        if expected.is_some() {
            seen.push(code);
        }
    }
    let missing: Vec<_> = RETRIES.iter().filter(|(code, _)| !seen.contains(code)).collect();
    assert!(missing.is_empty(), "no body has {missing:?}");
}

#[test]
fn a_kind_has_a_column_if_its_message_names_one() {
    for (_, body, kind, code, message, _) in cases() {
        let names_a_column = matches!(
            code,
            "missing_column"
                | "ambiguous_value"
                | "invalid_integer"
                | "integer_out_of_range"
                | "invalid_time"
                | "time_out_of_range"
                | "invalid_flag"
                | "invalid_language"
        );
        let column = kind.column();
        assert_eq!(column.is_some(), names_a_column, "{body:?}");
        assert!(column.is_none_or(|column| message.contains(&*column.name())), "{body:?}");
    }
}

#[test]
fn invalid_utf8_has_a_position() {
    let cases: [(&[u8], &str); 3] = [
        (b"OK\n\nID|\xc3|\n", "header (line 3, byte 7): invalid UTF-8"),
        (b"OK\n\nID|Entry|\n1|\xe9t\xe9|\n", "record 1 (line 4, byte 16): invalid UTF-8"),
        (b"OK\n\nID|Entry|\n1|\xc3\xa9\xf0\x9f|\n", "record 1 (line 4, byte 18): invalid UTF-8"),
    ];
    for (body, message) in cases {
        assert_eq!(first_error(SHORT, body).to_string(), message);
        assert_eq!(first_error(SHORT, body).kind().code(), "invalid_utf8");
    }
}

#[test]
fn no_message_contains_text_of_the_body() {
    for (parser, body, ..) in cases() {
        let error = first_error(parser, body.as_bytes());
        for text in [error.to_string(), format!("{error:?}"), format!("{:?}", error.kind())] {
            let text = text.replace("INVALID_SECRETAUTHCODE", "");
            assert!(!text.contains("SECRET") && !text.contains("CRET"), "{text}");
        }
    }
    // `Debug` of lists, headers and iterators shows no text either.
    let list = parse("OK\n\nID|Entry|\n1|SECRET|\n").unwrap();
    let unknown_column = parse("OK\n\nID|SECRET|\n").unwrap();
    for text in [
        format!("{unknown_column:?}"),
        format!("{:?}", unknown_column.header()),
        format!("{list:?}"),
        format!("{:?}", list.records()),
        format!("{:?}", list.sessions()),
    ] {
        assert!(!text.contains("SECRET"), "{text}");
    }
}

#[test]
fn every_kind_has_a_case() {
    let source =
        include_str!("../src/error.rs").split("pub fn code(&self)").nth(1).unwrap().split("pub fn").next().unwrap();
    // `deserialize.rs` has the cases of that kind.
    let others = ["serde", "deserialize"];
    let mut codes: Vec<&str> = source.split('"').skip(1).step_by(2).filter(|code| !others.contains(code)).collect();
    let mut cases: Vec<&str> = cases().iter().map(|case| case.3).chain(["invalid_utf8"]).collect();
    codes.sort_unstable();
    cases.sort_unstable();
    cases.dedup();
    assert_eq!(cases, codes);
}

#[test]
fn an_error_is_one_pointer_and_a_std_error() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    let error: Box<dyn std::error::Error + Send + Sync> = parse("").unwrap_err().into();
    assert!(error.source().is_none());
}

#[test]
fn equal_errors_have_equal_hashes() {
    use std::collections::HashSet;

    let all: HashSet<Error> =
        cases().into_iter().map(|(parser, body, ..)| first_error(parser, body.as_bytes())).collect();
    let kinds: HashSet<ErrorKind> = all.iter().map(|error| error.kind().clone()).collect();
    for (parser, body, kind, ..) in cases() {
        assert!(all.contains(&first_error(parser, body.as_bytes())) && kinds.contains(&kind), "{body:?}");
    }
}

#[test]
fn rows_after_a_malformed_row_are_still_read() {
    // Lines after a malformed row that are no row by themselves may belong to it, so they are part of its error.
    let body = "OK\n\nID|Entry|Waiting Time|\n1|a|1|\n2|b|soon|\n3|b|3|\n4|c\nd|e|4|\nf|\n\n5|g|5|h|\n6|i|6|\n";
    let ids: Vec<_> =
        Parser::new().parse(body).unwrap().sessions().map(|s| s.map(|s| s.id()).map_err(|e| e.to_string())).collect();
    assert_eq!(
        ids,
        [
            Ok(1),
            Err("record 2 (line 5, byte 38): Waiting Time is not an integer".to_owned()),
            Ok(3),
            Err("record 4 (line 7, byte 51): row has 2 fields, expected 3".to_owned()),
            Ok(6),
        ]
    );
}

#[test]
fn an_error_ends_before_a_line_that_can_start_a_row() {
    // Start Time is the first column, so only a line that starts with a time can start a row.
    let body = "OK\n\nStart Time|ID|Entry|\n2/16/2012 9:00 AM|1|a\nb|\n7|x\n2/16/2012 9:01 AM|2|c|\n";
    let rows: Vec<_> = parse(body).unwrap().sessions().map(|s| s.map(|s| s.id()).map_err(|e| e.to_string())).collect();
    assert_eq!(
        rows,
        [Err("record 1 (line 4, byte 46): row does not end with a delimiter, but the header does".to_owned()), Ok(2)]
    );

    // A row that ends with free text and no delimiter may continue in the next line, if no row can start there.
    let body = "OK\n\nID|Entry\n1|a\n\nb|c\n\nd\n2|e\n3|f\n\n";
    let rows: Vec<_> =
        NO_RECOVERY.parse(body).unwrap().sessions().map(|s| s.map(|s| s.id()).map_err(|e| e.kind().code())).collect();
    assert_eq!(rows, [Err("ambiguous_end"), Ok(2), Ok(3)]);
    let strict = Parser::new().strict(true).parse("OK\n\nID|Entry\n1|a\nb|c\n").unwrap();
    assert_eq!(strict.records().filter(Result::is_ok).count(), 2);

    // The first column is free text, so every line can start a row.
    let body = "OK\n\nEntry|ID|\na\nb|1|\n";
    let rows: Vec<_> =
        NO_RECOVERY.parse(body).unwrap().sessions().map(|s| s.map(|s| s.id()).map_err(|e| e.to_string())).collect();
    assert_eq!(rows, [Err("record 1 (line 4, byte 14): row has 1 field, expected 2".to_owned()), Ok(1)]);
}
