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
         is_handing_off: None, unknown_columns: [(\"Shoe Size\", Some(\"38\"))], damage: [] }"
    );
}

#[test]
fn debug_of_iterators_over_columns_shows_only_how_many_are_left() {
    let list = parse("OK\n\nID|Custom Field 0|Hat|Technician|Language|\n7|a|b|c|d|en|\n").unwrap();
    let mut sessions = list.sessions();
    let session = sessions.next().unwrap().unwrap();
    let [damage] = session.damage() else { panic!("{session:?}") };
    let alignment = damage.alignments().next().unwrap();
    for (shown, expected) in [
        (format!("{:?}", session.custom_fields()), "CustomFields { left: 1, .. }"),
        (format!("{:?}", session.unknown_columns()), "UnknownColumns { left: 1, .. }"),
        (format!("{:?}", damage.columns()), "DamagedColumns { left: 3, .. }"),
        (
            format!("{damage:?}"),
            "Damage(\"line 4, column 3: Custom Field 0, Technician, an unknown column are withheld\")",
        ),
        (format!("{:?}", alignment.values()), "AlignmentValues { left: 3, .. }"),
        (format!("{:?}", sessions.last_fields()), "LastFields { .. }"),
        (format!("{:?}", list.header().iter()), "ColumnNames { left: 5, .. }"),
        (format!("{:?}", list.header().unknown_columns()), "UnknownColumnNames { .. }"),
        (
            format!("{:?}", list.header().clone().into_owned()),
            r#"["ID", "Custom Field 0", "_", "Technician", "Language"]"#,
        ),
        (
            format!("{:?}", list.header().missing_columns()),
            "[Status, EntryId, Entry, TechnicianId, StartTime, WaitingTime, CustomField(1), CustomField(2), TransferredTo, \
             TransferredComment, IsLeadTechnician, HandingOff]",
        ),
        (
            format!("{:?}", rescue_sessions::OwnedDamage::from(damage)),
            "OwnedDamage { columns: 3, is_resolved: false, record: 1, line: 4, .. }",
        ),
    ] {
        assert_eq!(shown, expected);
    }
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
    assert_eq!(
        InvalidStartTime::Malformed.to_string(),
        "has neither the format M/D/YYYY h:mm AM nor YYYY-MM-DDThh:mm:ss"
    );
    assert_eq!(InvalidStartTime::Subsecond.to_string(), "has a fraction of a second");
    assert_eq!(parse_time("2/29/2011 12:00 PM").unwrap_err(), InvalidStartTime::OutOfRange.to_string());
}

#[cfg(feature = "std")]
mod reader {
    use std::error::Error;
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

    #[test]
    fn debug_of_readers_of_both_formats_shows_no_text() {
        use rescue_sessions::{AnyReader, parse_any};

        let reader = AnyReader::new(Parser::new(), BODY.as_bytes()).unwrap();
        assert!(format!("{reader:?}").starts_with("Text(SessionReader {"));
        assert_eq!(format!("{:?}", reader.into_iter()), "IntoAnySessions { .. }");
        assert_eq!(format!("{:?}", parse_any(BODY.as_bytes()).unwrap()), "AnySessions { is_soap: false, .. }");
        #[cfg(feature = "soap")]
        {
            let reader = rescue_sessions::SoapReader::new(Parser::new(), &b"<Sales/>"[..]);
            let shown = format!("{reader:?}");
            assert!(shown.starts_with("SoapReader {") && !shown.contains("Sales"), "{shown}");
        }
    }

    #[test]
    fn a_read_error_is_of_the_response_or_of_the_read() {
        let response = rescue_sessions::parse("NOTLOGGEDIN").unwrap_err();
        assert_eq!(ReadError::from(response.clone()).as_response(), Some(&response));
        assert_eq!(ReadError::from(io::Error::from(io::ErrorKind::TimedOut)).as_response(), None);
    }

    /// The chain of sources, as `anyhow` and `eyre` walk it to print an error and to downcast it.
    #[test]
    fn the_source_of_a_read_error_is_its_inner_error() {
        let error = ReadError::from(rescue_sessions::parse("NOTLOGGEDIN").unwrap_err());
        assert_eq!(messages(&error), ["the response, or a row of it, is invalid", "the service answered NOTLOGGEDIN"]);
        let inner = find::<rescue_sessions::Error>(&error).unwrap();
        assert_eq!(inner.kind().code(), "not_logged_in");
        assert!(find::<io::Error>(&error).is_none());

        let error = ReadError::from(io::Error::new(io::ErrorKind::TimedOut, std::fmt::Error));
        assert_eq!(messages(&error)[..2], ["reading the response failed".to_owned(), std::fmt::Error.to_string()]);
        assert_eq!(find::<io::Error>(&error).unwrap().kind(), io::ErrorKind::TimedOut);
        assert!(find::<rescue_sessions::Error>(&error).is_none());
    }

    fn chain<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
        std::iter::successors(Some(error), |error| (*error).source())
    }

    fn messages(error: &ReadError) -> Vec<String> {
        chain(error).map(ToString::to_string).collect()
    }

    fn find<E: Error + 'static>(error: &ReadError) -> Option<&E> {
        chain(error).find_map(<dyn Error>::downcast_ref)
    }
}
