//! The exact output of `Debug` and `Display`. Lists, readers and errors show no text of the body; records and sessions
//! show all of it.

use rescue_sessions::{Decoder, Delimiter, InvalidStartTime, ReturnValue, StartTime, Status, parse};

const BODY: &str = "OK\n\nID|Entry|Shoe Size|\n7|Sales|38|\n8|\u{e9}|39|\n";

#[test]
fn debug_of_lists_and_decoders_shows_no_text() {
    let list = parse(BODY).unwrap();
    let mut sessions = list.sessions();
    sessions.next();
    let mut decoder = Decoder::default();
    decoder.push(BODY.as_bytes());
    let start = "Position { byte: 24, line: 4, column: 1, record: None }";
    let second = "Position { byte: 36, line: 5, column: 1, record: Some(1) }";
    let parser = "Parser { delimiter: \"|\", strict: false, recovery: true, max_record: 65536, max_columns: 256 }";
    for (shown, expected) in [
        (format!("{list:?}"), "SessionList { header: [\"ID\", \"Entry\", \"_\"], .. }".to_owned()),
        (format!("{:?}", list.header()), "[\"ID\", \"Entry\", \"_\"]".to_owned()),
        (format!("{:?}", list.records()), format!("Records {{ position: {start}, .. }}")),
        (format!("{sessions:?}"), format!("Sessions {{ position: {second}, .. }}")),
        (format!("{decoder:?}"), format!("Decoder {{ parser: {parser}, buffered: 45, is_finished: false, .. }}")),
        (format!("{:?}", decoder.sessions().unwrap()), "DecodedSessions { .. }".to_owned()),
        (format!("{:?}", decoder.records().unwrap()), "DecodedRecords { .. }".to_owned()),
        (format!("{:?}", Delimiter::new(r"\;").unwrap()), r#""\\;""#.to_owned()),
        (format!("{:?}", ReturnValue::NotLoggedIn), "NotLoggedIn".to_owned()),
    ] {
        assert_eq!(shown, expected);
    }
}

#[test]
fn debug_of_records_and_sessions_shows_all_text() {
    let list = parse(BODY).unwrap();
    let record = list.records().next().unwrap().unwrap();
    assert_eq!(format!("{record:?}"), r#"["7", "Sales", "38"]"#);
    let mut fields = record.iter();
    fields.next();
    assert_eq!(format!("{fields:?}"), "Fields { left: 2, .. }");
    assert_eq!(format!("{:?}", record.byte_fields()), "ByteFields { left: 3, .. }");
    assert_eq!(
        format!("{:?}", list.sessions().next().unwrap().unwrap()),
        "Session { id: 7, status: None, entry_id: None, entry: Some(\"Sales\"), technician_id: None, technician: None, \
         start_time: None, waiting_time: None, custom_fields: [], language: None, transferred_to: None, \
         transferred_comment: None, is_lead_technician: None, \
         handing_off: None, extra: [(\"Shoe Size\", Some(\"38\"))], damage: [] }"
    );
}

#[test]
fn display_honours_width_and_alignment() {
    assert_eq!(format!("{:>8}|", Status::Waiting), " Waiting|");
    assert_eq!(format!("{:<3}|", ReturnValue::Ok), "OK |");
    assert_eq!(format!("{:>12}|", rescue_sessions::Column::Language), "    Language|");
}

#[test]
fn an_invalid_start_time_gives_its_reason() {
    let parse_time = |text: &str| text.parse::<StartTime>().map_err(|error| error.to_string());
    assert_eq!(parse_time("2/29/2012 12:00 PM").unwrap().to_string(), "2012-02-29T12:00:00");
    assert_eq!(parse_time("2/29/2012 12:00 pm").unwrap_err(), InvalidStartTime::Malformed.to_string());
    assert_eq!(InvalidStartTime::Malformed.to_string(), "does not have the format M/D/YYYY h:mm AM");
    assert_eq!(parse_time("2/29/2011 12:00 PM").unwrap_err(), InvalidStartTime::OutOfRange.to_string());
}

#[cfg(feature = "std")]
mod reader {
    use std::error::Error as _;
    use std::io;

    use rescue_sessions::{Parser, ReadError, SessionReader};

    use super::BODY;

    #[test]
    fn debug_of_readers_shows_no_text() {
        let mut reader = SessionReader::new(Parser::new(), BODY.as_bytes());
        assert!(format!("{reader:?}").starts_with("SessionReader { decoder: Decoder { parser: Parser {"));
        assert!(reader.next_block().unwrap().is_some());
        let shown = format!("{:?}", reader.into_sessions());
        assert!(shown.starts_with("IntoSessions { reader: SessionReader {"), "{shown}");
        assert!(!shown.contains("Sales"));
    }

    #[derive(Debug)]
    struct Outer(std::fmt::Error);

    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("outer")
        }
    }

    impl std::error::Error for Outer {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn a_read_error_shows_the_message_of_its_inner_error() {
        let io_error = ReadError::from(io::Error::other(Outer(std::fmt::Error)));
        assert_eq!(io_error.to_string(), "outer");
        assert_eq!(io_error.source().unwrap().to_string(), std::fmt::Error.to_string());
        let response_error = ReadError::from(rescue_sessions::parse("NOTLOGGEDIN").unwrap_err());
        assert_eq!(response_error.to_string(), "the service answered NOTLOGGEDIN");
        assert!(response_error.source().is_none());
    }
}
