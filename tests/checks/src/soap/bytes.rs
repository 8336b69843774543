//! Any bytes: the same items in buffers of any size, and errors with exact positions and without text of the response.

use std::io::BufReader;

use rescue_sessions::{
    AnyReader, Error, ErrorKind, OwnedSession, Parser, Position, ReadError, Scope, SoapError, SoapReader, SoapWriter,
};

use crate::messages;
use crate::positions::PositionCounter;

/// A session, or an error with its position.
type Item = Result<OwnedSession, (Error, Position)>;

/// A buffer of one byte never holds a complete element, so that the fast lane reads nothing.
const CAPACITIES: [usize; 4] = [1, 2, 7, 61];

/// Checks a response with the default limits, and with low ones.
pub fn check(body: &[u8]) {
    check_with(Parser::new(), body);
    check_with(Parser::new().max_record(200).max_columns(5), body);
}

fn check_with(parser: Parser, body: &[u8]) {
    let expected = items(SoapReader::new(parser, body));
    for capacity in CAPACITIES {
        let found = items(SoapReader::new(parser, BufReader::with_capacity(capacity, body)));
        assert_eq!(found, expected, "buffer of {capacity} bytes: {}", body.escape_ascii());
    }
    assert!(expected.len() <= body.len() + 1);
    let mut counter = PositionCounter::new(body);
    for (index, item) in expected.iter().enumerate() {
        let Err((error, position)) = item else { continue };
        check_error(error, body);
        counter.check(*position);
        match error.scope() {
            Scope::Response => assert_eq!((index + 1, position.record()), (expected.len(), None), "it is the last"),
            _ => assert_eq!(position.record(), Some(index as u64 + 1)),
        }
    }
    check_any(parser, body, &expected);
    let sessions: Vec<OwnedSession> = expected.into_iter().filter_map(Result::ok).collect();
    if let Ok(written) = SoapWriter::v3().to_string(&sessions) {
        assert_eq!(super::read(&written), sessions);
    }
}

/// All items of a reader, which ends after an error of the response.
fn items(mut reader: impl Iterator<Item = Result<OwnedSession, ReadError>>) -> Vec<Item> {
    let items = reader.by_ref().map(item).collect();
    assert!(reader.next().is_none(), "the iterator goes on after its end");
    items
}

fn item(item: Result<OwnedSession, ReadError>) -> Item {
    item.map_err(|error| match error {
        ReadError::Response(error) => {
            let position = error.position();
            (error, position)
        }
        error => panic!("no read fails: {error}"),
    })
}

/// `parse_any` and `AnyReader` give the items of the reader, if the response is XML.
fn check_any(parser: Parser, body: &[u8], expected: &[Item]) {
    let reader = AnyReader::new(parser, body).expect("no read fails");
    let is_soap = matches!(reader, AnyReader::Soap(_));
    let found = items(reader.into_iter());
    if is_soap {
        assert_eq!(found, expected);
    }
    match parser.parse_any(body) {
        Ok(sessions) if sessions.is_soap() => {
            let found: Vec<Item> =
                sessions.map(|session| session.map_err(|error| (error.clone(), error.position()))).collect();
            assert_eq!(found, expected);
        }
        Ok(_) => assert!(!is_soap),
        Err(error) if is_soap => {
            let Some(Err((first, _))) = expected.first() else { panic!("{error}, but the reader has no error") };
            let is_not_xml = !matches!(error.kind(), ErrorKind::Soap(_) | ErrorKind::Failure(_));
            assert!(is_not_xml || *first == error, "{first} and {error}");
        }
        Err(_) => {}
    }
}

/// The message is one of a closed list, with the name of a known element at most.
fn check_error(error: &Error, body: &[u8]) {
    let message = error.to_string();
    assert_eq!(format!("{error:?}"), format!("Error(\"{message}\")"));
    let position = error.position();
    let at = usize::try_from(position.byte()).expect("a small body");
    assert!(at <= body.len(), "{message}");
    if *error.kind() == ErrorKind::Soap(SoapError::InvalidUtf8) {
        let chunk = body[at..].utf8_chunks().next().expect("a byte is at the error");
        assert!(chunk.valid().is_empty() && !chunk.invalid().is_empty(), "{message}: {}", body.escape_ascii());
    }
    let place = format!("line {}, byte {at}", position.line());
    let element = error.element().map_or(String::new(), |name| {
        assert!(ELEMENTS.contains(&name), "{name}");
        format!(", element {name}")
    });
    let prefix = match position.record() {
        Some(record) => format!("record {record} ({place}{element}): "),
        None if matches!(error.kind(), ErrorKind::Soap(_)) => format!("{place}{element}: "),
        None => String::new(),
    };
    let text = message.strip_prefix(&prefix).unwrap_or_else(|| panic!("{message:?} does not start with {prefix:?}"));
    messages::check_text(text, error.kind());
}

const ELEMENTS: [&str; 20] = [
    "iID",
    "bStatus",
    "sStatus",
    "iEntry",
    "sEntry",
    "iTechnician",
    "sTechnician",
    "sStartTime",
    "iWaitingTimeInSec",
    "sCustomField0",
    "sCustomField1",
    "sCustomField2",
    "sCustomField3",
    "sCustomField4",
    "sCustomField5",
    "sLanguage",
    "sTransferredTo",
    "sTransferredComment",
    "bIsLead",
    "bHandingOff",
];
