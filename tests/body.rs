//! The structure of a body: return value, header, line ends, and responses that are not a session list.
//!
//! Each row of the tables in the crate's documentation has a test.

use rescue_sessions::{Error, ErrorKind, Parser, ReturnValue, parse, parse_bytes};

/// The rows of a body, each as its fields joined by `·` or as its error message.
fn rows(parser: Parser, body: &str) -> Result<Vec<String>, String> {
    let list = parser.parse(body).map_err(|error| error.to_string())?;
    let row = |record: Result<rescue_sessions::Record<'_>, Error>| match record {
        Ok(record) => record.iter().collect::<Vec<_>>().join("·"),
        Err(error) => error.to_string(),
    };
    Ok(list.records().map(row).collect())
}

fn lenient(body: &str) -> Vec<String> {
    rows(Parser::new(), body).unwrap()
}

fn strict(body: &str) -> Vec<String> {
    rows(Parser::new().strict(true), body).unwrap()
}

fn strict_error(body: &str) -> String {
    rows(Parser::new().strict(true), body).unwrap_err()
}

const NO_ROWS: [&str; 0] = [];

#[test]
fn any_whitespace_may_follow_ok() {
    for whitespace in [" ", "\n", "\n\n", "\r\n\r\n", "\t", " \n \n\n  "] {
        let body = format!("OK{whitespace}ID|Status|\n1|Active|\n");
        assert_eq!(lenient(&body), ["1·Active"], "{whitespace:?}");
        let body = format!("OK{whitespace}ID|Status\n1|Active\n");
        assert_eq!(strict(&body), ["1·Active"], "{whitespace:?}");
    }
}

#[test]
fn rows_end_with_a_delimiter_if_the_header_does() {
    assert_eq!(lenient("OK\n\nID|Status|\n1|Active|\n"), ["1·Active"]);
    assert_eq!(lenient("OK\n\nID|Status\n1|Active\n"), ["1·Active"]);
    assert_eq!(
        lenient("OK\n\nID|Status|\n1|Active\n2|Waiting|\n"),
        ["record 1 (line 4, byte 23): row does not end with a delimiter, but the header does", "2·Waiting"]
    );
    assert_eq!(
        lenient("OK\n\nID|Status\n1|Active|\n2|Waiting\n"),
        ["record 1 (line 4, byte 23): row ends with a delimiter, but the header does not", "2·Waiting"]
    );
    assert_eq!(lenient("OK\n\nID|Status|\n1|Active| \t\n"), ["1·Active"]);
    assert_eq!(lenient("OK\n\nID|Status| \n1|Active|\n2|Waiting| \n"), ["1·Active", "2·Waiting"]);
    assert_eq!(parse("OK\n\nID|| |Status|\n").unwrap().header().unknown_columns().collect::<Vec<_>>(), ["", " "]);
    assert_eq!(lenient("OK\n\nID|Status|Language\n1||\n"), ["1··"]);
    assert_eq!(strict_error("OK\nID|Status|\n1|Active|\n"), {
        "header (line 2, byte 13): strict mode does not allow a delimiter at the end of a line"
    });
}

#[test]
fn fields_may_be_empty() {
    assert_eq!(lenient("OK\n\nID|Status|Entry|\n1|||\n"), ["1··"]);
    assert_eq!(strict("OK\nID|Status|Entry\n1||x\n2|Active|y\n"), {
        ["record 1 (line 3, byte 21): field 2 is empty: strict mode does not allow empty fields", "2·Active·y"]
    });
    assert_eq!(strict("OK\nID|Status\n\n2|Active\n"), {
        ["record 1 (line 3, byte 13): field 1 is empty: strict mode does not allow empty fields", "2·Active"]
    });
}

#[test]
fn lines_end_with_lf_or_crlf() {
    assert_eq!(lenient("OK\r\n\r\nID|Status|\r\n1|Active|\r\n"), ["1·Active"]);
    assert_eq!(lenient("OK\r\n\r\nID|Status\r\n1|Active\r\n"), ["1·Active"]);
    assert_eq!(lenient("OK\n\nID|Entry|\n1|a\rb|\n2|\r|\n"), ["1·a\rb", "2·\r"]);
    assert_eq!(lenient("OK\n\nID|Entry\n1|a\r\r\n"), ["1·a\r"]);
    // If the body is truncated after the CR, the CR is not part of the value.
    assert_eq!(lenient("OK\n\nID|Entry\n1|a\r"), ["1·a"]);
    assert_eq!(strict_error("OK\nID|Status\r\n1|Active\r\n"), {
        "header (line 2, byte 12): strict mode does not allow a carriage return before a newline"
    });
    assert_eq!(strict("OK\nID|Entry\n1|a\rb\n2|b\r\n"), {
        ["1·a\rb", "record 2 (line 4, byte 21): strict mode does not allow a carriage return before a newline"]
    });
}

#[test]
fn the_last_newline_may_be_missing() {
    assert_eq!(lenient("OK\n\nID|Status|\n1|Active|"), ["1·Active"]);
    assert_eq!(lenient("OK\n\nID|Status\n1|Active"), ["1·Active"]);
    assert_eq!(strict("OK\nID|Status\n1|Active"), {
        ["record 1 (line 3, byte 21): strict mode requires a newline at the end of each line"]
    });
    assert_eq!(strict_error("OK\nID|Status"), {
        "header (line 2, byte 12): strict mode requires a newline at the end of each line"
    });
}

#[test]
fn blank_lines_are_skipped() {
    assert_eq!(lenient("OK\n\nID|Status|\n\n1|Active|\n \t\r\n\n2|Waiting|\n\n\n"), ["1·Active", "2·Waiting"]);
    assert_eq!(lenient("OK\n\nID|Status|\n\n\n"), NO_ROWS);
}

#[test]
fn the_last_position_is_the_end_of_the_body() {
    for (rows, line, column) in
        [("1|b|", 3, 5), ("1|b|\r", 3, 6), ("1|b|\n", 4, 1), ("1|b|\r\n", 4, 1), (" \t", 3, 3), ("", 3, 1)]
    {
        let body = format!("OK\nID|Entry|\n{rows}");
        let list = parse(&body).unwrap();
        let mut records = list.records();
        while records.next().is_some() {}
        let end = records.position();
        assert_eq!((end.byte() as usize, end.line(), end.column()), (body.len(), line, column), "{rows:?}");
    }
    // The search for the next record skips blank lines, so they are not part of the position yet.
    for header in ["ID|Entry|", "ID|Entry"] {
        let body = format!("OK\n{header}\n1|a{}\n\n \n2|b{}\n", &header[8..], &header[8..]);
        let list = parse(&body).unwrap();
        let mut records = list.records();
        let first = records.next().unwrap().unwrap();
        let after_first = first.position().byte() as usize + first.as_str().len() + 1;
        assert_eq!(records.position().byte() as usize, after_first, "{body:?}");
    }
    // Each byte that is not UTF-8 counts as one column.
    let list = parse_bytes(b"OK\nID|Entry|\n1|\xff\xf0\x9f\xc3\xa9").unwrap();
    let mut records = list.records();
    assert_eq!(records.by_ref().filter(Result::is_err).count(), 1);
    assert_eq!((records.position().byte(), records.position().column()), (20, 7));
}

#[test]
fn a_line_of_whitespace_is_a_row_in_strict_mode_or_with_delimiters() {
    assert_eq!(lenient("OK\n\nID\n1\n \n\n2\n"), ["1", "2"]);
    assert_eq!(strict("OK\nID\n1\n \n2\n"), ["1", " ", "2"]);
    let tab = Parser::new().delimiter(rescue_sessions::Delimiter::new("\t").unwrap());
    assert_eq!(rows(tab, "OK\n\nID\tEntry\t\n1\t\t\n\t\t\n \n").unwrap(), ["1·", "·"]);
}

#[test]
fn nothing_is_unescaped_or_trimmed() {
    assert_eq!(lenient("OK\n\nID|Entry|\n1| \"a\\|\n2|  b  |\n"), ["1· \"a\\", "2·  b  "]);
}

#[test]
fn a_body_without_rows_is_an_empty_list() {
    for body in ["OK", "OK\n", "OK\r\n\r\n", "\u{feff}OK ", "OK\n\nID|Status|\n", "OK\n\nID|Status|", "OK ID|Status"] {
        assert_eq!(lenient(body), NO_ROWS, "{body:?}");
    }
    assert!(parse("OK").unwrap().header().is_empty());
    assert_eq!(parse("OK\n\nID|Status|\n").unwrap().header().len(), 2);
    assert_eq!(strict_error("OK\n"), "header (line 2, byte 3): strict mode requires a header");
    assert_eq!(strict_error("OK\nID\n"), "header (line 3, byte 6): strict mode requires at least one row");
}

#[test]
fn a_failure_is_an_error_with_the_return_value() {
    let words = [
        ("ERROR", ReturnValue::Error),
        ("NOTLOGGEDIN", ReturnValue::NotLoggedIn),
        ("INVALIDPARAM_NODE", ReturnValue::InvalidParamNode),
        ("INVALID_SECRETAUTHCODE", ReturnValue::InvalidSecretAuthCode),
        ("USER_DELETED_OR_DISABLED", ReturnValue::UserDeletedOrDisabled),
        ("POLLRATEEXCEEDED", ReturnValue::PollRateExceeded),
        ("INVALID", ReturnValue::Invalid),
        ("LIMITREACHED", ReturnValue::LimitReached),
        ("GLOBALIPRESTRICTED", ReturnValue::GlobalIpRestricted),
        ("NEW_VALUE_1", ReturnValue::Other("NEW_VALUE_1".into())),
    ];
    // An unknown return value has at most 64 characters.
    let longest = "A".repeat(64);
    let words = words.into_iter().chain([(&*longest, ReturnValue::Other((&*longest).into()))]);
    for (word, value) in words {
        for body in [word.to_owned(), format!("\u{feff}{word}\r\n"), format!(" \n{word}\t \n\n")] {
            for parser in [Parser::new(), Parser::new().strict(true)] {
                let error = parser.parse(&body).unwrap_err();
                assert_eq!(error.kind(), &ErrorKind::Failure(value.clone()), "{body:?}");
                assert_eq!(error.position().byte() as usize, body.find(word).unwrap());
            }
        }
    }
}

#[test]
fn a_known_failure_may_be_followed_by_text() {
    let error = parse("NOTLOGGEDIN\nplease log in").unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Failure(ReturnValue::NotLoggedIn));
}

#[test]
fn html_xml_and_other_text_have_their_own_errors() {
    let too_long = "A".repeat(65);
    let [html_after_comment, html_too_far] = [1_000, 65_536].map(|len| format!("<!--{}--><html>", "x".repeat(len)));
    let bodies: [(&[u8], ErrorKind); 52] = [
        (b"", ErrorKind::Empty),
        (b" \r\n\t", ErrorKind::Empty),
        (b"\xef\xbb\xbf", ErrorKind::Empty),
        (b"<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\">", ErrorKind::Html),
        (b"\r\n<!doctype HTML>", ErrorKind::Html),
        (b"<html xmlns=\"http://www.w3.org/1999/xhtml\">", ErrorKind::Html),
        (b"<?xml version=\"1.0\"?>\n<!DOCTYPE html>", ErrorKind::Html),
        (b"<head><title>Log in</title>", ErrorKind::Html),
        (b"<!-- a page --><HTML>", ErrorKind::Html),
        (b"<html><body>\xe9", ErrorKind::Html),
        (b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<soap:Envelope>", ErrorKind::Xml),
        (b"<soap:Envelope xmlns:soap=\"x\">", ErrorKind::Xml),
        (b"<getSessionResponse xmlns=\"https://example.com/\">", ErrorKind::Xml),
        (b"<Envelope\n  xmlns=\"x\"/>", ErrorKind::Xml),
        (b"<?xml version=\"1.0\"", ErrorKind::Xml),
        (b"<?xml version=\"1.0\"?><!-- c -->\n<?style x?>\n<html/>", ErrorKind::Html),
        (b"<!-- c --><s:Envelope>", ErrorKind::Xml),
        (b"<SESSION_V3><iID>1</iID></SESSION_V3>", ErrorKind::Xml),
        (b"<getSessionResult>OK</getSessionResult>", ErrorKind::Xml),
        (b"<Envelope a=\"1\" xmlns=\"x\">", ErrorKind::Xml),
        (b"<!DOCTYPE getSession SYSTEM 'x'><a/>", ErrorKind::Xml),
        (b"<TITLE>Sign in", ErrorKind::Html),
        (b"<p>Service unavailable", ErrorKind::Html),
        (b"<h1>Sorry</h1>", ErrorKind::Html),
        (b"<pre>OK</pre>", ErrorKind::Html),
        (b"<p:a/>", ErrorKind::Xml),
        (b"<p-a/>", ErrorKind::Xml),
        (b"<p.a/>", ErrorKind::Xml),
        (b"<_a/>", ErrorKind::Xml),
        (b"<?a b=\">\"?><html>", ErrorKind::Html),
        (html_after_comment.as_bytes(), ErrorKind::Html),
        (html_too_far.as_bytes(), ErrorKind::Xml),
        (b"<\xb5", ErrorKind::Xml),
        (b" <\xff", ErrorKind::Xml),
        (b"<?a?><\xe9", ErrorKind::Xml),
        (b"<!--x--><\xc3", ErrorKind::Xml),
        (b"<", ErrorKind::Unrecognized),
        (b"< 5", ErrorKind::Unrecognized),
        (b"{\"Message\":\"An error has occurred.\"}", ErrorKind::Unrecognized),
        (b"\x1f\x8b\x08\x00\x00\x00", ErrorKind::Unrecognized),
        (b"\xff\xfeO\x00K\x00", ErrorKind::Unrecognized),
        (b"O\x00K\x00", ErrorKind::Unrecognized),
        (b"ok\n\nID|\n", ErrorKind::Unrecognized),
        (b"Ok\n\nID|\n", ErrorKind::Unrecognized),
        (b"OK|ID|\n", ErrorKind::Unrecognized),
        (b"OKID|\n", ErrorKind::Unrecognized),
        (b"NEW_VALUE some text", ErrorKind::Unrecognized),
        (b"Maintenance", ErrorKind::Unrecognized),
        (b"ok", ErrorKind::Unrecognized),
        (b"ID|Status|\n1|Active|\n", ErrorKind::Unrecognized),
        (b"\xef\xbb\xbf\xef\xbb\xbfOK", ErrorKind::Unrecognized),
        (too_long.as_bytes(), ErrorKind::Unrecognized),
    ];
    for (body, kind) in bodies {
        for parser in [Parser::new(), Parser::new().strict(true)] {
            assert_eq!(parser.parse_bytes(body).unwrap_err().kind(), &kind, "{:?}", body.escape_ascii().to_string());
        }
    }
}

#[test]
fn a_header_lists_unknown_and_missing_columns() {
    let list = parse("OK ID|Status|Notes|Entry ID|\n").unwrap();
    let header = list.header();
    assert!(!header.is_empty() && header.len() == 4);
    assert!(header.iter().eq(["ID", "Status", "Notes", "Entry ID"]));
    assert!(header.unknown_columns().eq(["Notes"]));
    let missing: Vec<String> = header.missing_columns().map(|column| column.to_string()).collect();
    assert_eq!(missing.join("|"), {
        "Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|Custom Field 1|Custom Field 2|Language|\
         Transferred To|Transferred Comment|Is Lead Technician|HandingOff"
    });
    assert!(parse("OK").unwrap().header().is_empty());
}

#[test]
fn a_byte_order_mark_is_skipped_at_the_start_only() {
    assert_eq!(lenient("\u{feff}OK\n\nID|Entry|\n1|\u{feff}x|\n"), ["1·\u{feff}x"]);
}

#[test]
fn invalid_utf8_affects_only_its_row() {
    let list = parse_bytes(b"OK\n\nID|Entry|\n1|a|\n2|Stra\xdfe|\n3|c|\n").unwrap();
    let rows: Vec<_> = list.records().map(|record| record.map_err(|error| error.to_string())).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0].as_ref().unwrap().get(1), Some("a"));
    assert_eq!(rows[1].as_ref().unwrap_err(), "record 2 (line 5, byte 25): invalid UTF-8");
    assert_eq!(rows[2].as_ref().unwrap().get(1), Some("c"));

    // A row with invalid UTF-8 is complete: the line after it is a separate row, whatever it starts with.
    let list = parse_bytes(b"OK\n\nID|Entry|\n1|\xff|\nx7|b|\n3|c|\n").unwrap();
    let rows = list.records().map(|row| row.and_then(|row| row.to_session(list.header())));
    let errors: Vec<_> = rows.map(|row| row.err().map(|error| error.kind().code())).collect();
    assert_eq!(errors, [Some("invalid_utf8"), Some("invalid_integer"), None]);

    let error = parse_bytes(b"OK\n\nID|Stra\xdfe|\n").unwrap_err();
    assert_eq!(error.to_string(), "header (line 3, byte 11): invalid UTF-8");
}

/// The sample of the API documentation, byte for byte, because people paste it first.
const DOCUMENTED_SAMPLE: &str = "\
OK ID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|
Custom Field 1|Custom Field 2|Language|Transferred To|Transferred Comment|Is Lead Technician|
HandingOff|1663112|Waiting|0||337366|John Doe|2/16/2012 9:00 AM|13|Customer|||en|||yes|| ";

const DOCUMENTED_ROW: &str = "1663112·Waiting·0··337366·John Doe·2/16/2012 9:00 AM·13·Customer···en···yes·";

#[test]
fn the_documented_sample_is_read() {
    for end in ["", "\n", "\r\n\r\n"] {
        let body = DOCUMENTED_SAMPLE.to_owned() + end;
        for body in [
            body.clone(),
            body.replace('\n', "\r\n"),
            body.replace("|\n", "|"),
            body.replace("|| ", "||"),
            body.replace("|\n", "| \n"),
        ] {
            assert_eq!(lenient(&body), [DOCUMENTED_ROW], "{body:?}");
        }
    }
    let list = parse(DOCUMENTED_SAMPLE).unwrap();
    assert_eq!(list.header().len(), 16);
    assert_eq!(list.header().missing_columns().count(), 0);
    let position = list.records().next().unwrap().unwrap().position();
    assert_eq!((position.byte(), position.line(), position.column(), position.record()), (198, 3, 12, Some(1)));
    let session = list.sessions().next().unwrap().unwrap();
    assert_eq!((session.id(), session.waiting_time(), session.is_lead_technician()), (1_663_112, Some(13), Some(true)));
}

#[test]
fn rows_may_follow_the_documented_sample() {
    let body = format!("{DOCUMENTED_SAMPLE}\n2|Active|0||0||2/16/2012 9:00 AM|1||||en|||||\nbroken\n");
    assert_eq!(lenient(&body), {
        [
            DOCUMENTED_ROW,
            "2·Active·0··0··2/16/2012 9:00 AM·1····en····",
            "record 3 (line 5, byte 323): row has 1 field, expected 16",
        ]
    });
}

#[test]
fn a_row_may_follow_a_14_column_header_on_its_line() {
    let names = "ID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|\
                 Custom Field 1|Custom Field 2|Language|Transferred To|Transferred Comment|";
    let row = "7|Active|0||0||2/16/2012 9:00 AM|1||||en|||";
    assert_eq!(lenient(&format!("OK {names}{row}\n")), ["7·Active·0··0··2/16/2012 9:00 AM·1····en··"]);
}

#[test]
fn rows_may_start_on_a_new_line_after_a_wrapped_header() {
    assert_eq!(lenient("OK ID|Status|\nEntry|\n1|Active|x|\n"), ["1·Active·x"]);
}

#[test]
fn a_line_that_can_be_a_row_does_not_continue_the_header() {
    // `Technician` is also a valid Entry, so the line is a row.
    assert_eq!(lenient("OK\n\nEntry|ID|\nTechnician|1|\n"), ["Technician·1"]);
    // The header line does not end with a delimiter, so the header is complete.
    assert_eq!(lenient("OK\n\nID|Status\nEntry|\n"), ["Entry·"]);
    // A row without its ID can start with a column name.
    assert_eq!(lenient("OK\n\nID|Status|Entry|\nTechnician|Jane|\n2|Active|x|\n"), {
        ["record 1 (line 4, byte 21): row has 2 fields, expected 3", "2·Active·x"]
    });
    assert_eq!(lenient("OK\n\nID|Status|\nTechnician||x|\n2|Active|\n"), {
        ["record 1 (line 4, byte 15): row has 3 fields, expected 2", "2·Active"]
    });
    // The text after the names is not a row with one field per column.
    assert_eq!(lenient("OK\n\nID|Status|\nEntry|1|2|\n1|a|\n"), {
        ["record 1 (line 4, byte 15): row has 3 fields, expected 2", "1·a"]
    });
    // A name that the header already has does not continue the header.
    assert_eq!(lenient("OK\n\nID|Status|\nID|Status|\n"), ["ID·Status"]);
}
