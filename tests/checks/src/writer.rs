//! The writer: what it accepts is read back equal, and what it refuses because of a delimiter or a newline is not.

use arbitrary::{Arbitrary, Unstructured};
use rescue_sessions::{Column, Delimiter, OwnedSession, Parser, Session, WriteError, WriteErrorKind, Writer};

use crate::owned_lists::{OwnedList, custom_fields};

/// The target `writer`.
pub(crate) fn fuzz(data: &[u8]) {
    if let Ok(list) = OwnedList::arbitrary(&mut Unstructured::new(data)) {
        check(&list);
    }
}

/// Checks the writer on a list. Returns whether it can be written, or `None` if the delimiter is invalid.
pub fn check(list: &OwnedList) -> Option<bool> {
    let delimiter = Delimiter::try_from(list.delimiter.as_str()).ok()?;
    let parser = Parser::new().delimiter(delimiter);
    let writer =
        Writer::columns(list.names.iter().map(String::as_str)).delimiter(delimiter).trailing_delimiter(list.trailing);
    let written = writer.to_string(&list.sessions);
    check_stream(&writer, list, &written);
    let with_damage = writer.clone().allow_damage(true).to_string(&list.sessions);
    match &written {
        Ok(body) => {
            assert_eq!(read(parser, body).as_ref(), Ok(&list.sessions), "{body:?}");
            assert_eq!(with_damage.as_ref(), Ok(body));
            let sessions = parser.parse(body).expect("the list has been read").sessions();
            let sessions: Vec<Session<'_>> = sessions.map(|session| session.expect("it has been read")).collect();
            assert_eq!(writer.to_string(&sessions).as_ref(), Ok(body), "borrowed sessions");
        }
        Err(error) => check_error(error, list, parser, with_damage),
    }
    check_filled(list, parser, &writer.fill_missing(true), &written);
    Some(written.is_ok())
}

fn read(parser: Parser, body: &str) -> Result<Vec<OwnedSession>, rescue_sessions::Error> {
    parser.parse(body)?.sessions().map(|session| session.map(Session::into_owned)).collect()
}

/// `write_to` writes the same, or gives the same error.
fn check_stream(writer: &Writer, list: &OwnedList, expected: &Result<String, WriteError>) {
    let mut out = Vec::new();
    let written = writer.write_to(&mut out, list.sessions.iter().cloned());
    match (written, expected) {
        (Ok(()), Ok(body)) => assert_eq!(out, body.as_bytes()),
        (Err(error), Err(expected)) => {
            let inner = error.get_ref().and_then(|error| error.downcast_ref::<WriteError>());
            assert_eq!(inner, Some(expected));
        }
        (written, expected) => panic!("{written:?} instead of {expected:?}"),
    }
}

/// An error names a session of the list. If the writer refuses a value because of its text, then the sessions that are
/// read without that check are other ones.
fn check_error(error: &WriteError, list: &OwnedList, parser: Parser, with_damage: Result<String, WriteError>) {
    use WriteErrorKind::{CarriageReturn, EmbeddedDelimiter, EmbeddedNewline, OverlappingDelimiter, RecordTooLong};
    let Some(number) = error.session() else {
        assert!(with_damage.is_err(), "the header is invalid in any case");
        return;
    };
    assert!((1..=list.sessions.len() as u64).contains(&number));
    let is_of_text = matches!(
        error.kind(),
        EmbeddedDelimiter | OverlappingDelimiter | EmbeddedNewline | CarriageReturn | RecordTooLong { .. }
    );
    let Ok(body) = with_damage.map_err(|later| assert!(!is_of_text || later.session() > error.session())) else {
        return;
    };
    assert!(is_of_text, "{error}");
    assert!(read(parser, &body).as_ref() != Ok(&list.sessions), "{error}, but it can be read: {body:?}");
}

/// If missing values are filled in, the given ones are still the same.
fn check_filled(list: &OwnedList, parser: Parser, writer: &Writer, unfilled: &Result<String, WriteError>) {
    let written = writer.to_string(&list.sessions);
    match &written {
        Ok(body) => {
            let filled = list.sessions.iter().map(|session| filled(session, &list.names));
            assert_eq!(read(parser, body), Ok(filled.collect::<Vec<_>>()));
        }
        Err(_) => assert!(unfilled.is_err()),
    }
    if unfilled.is_ok() {
        assert_eq!(&written, unfilled);
    }
}

/// The session with what the service writes where there is nothing.
fn filled(session: &OwnedSession, names: &[String]) -> OwnedSession {
    fn fill<T>(has_column: bool, value: &mut Option<T>, filler: T) {
        if has_column {
            value.get_or_insert(filler);
        }
    }
    let has = |name: &str| names.iter().any(|it| it == name);
    let mut filled = session.clone();
    fill(has("Entry ID"), &mut filled.entry_id, 0);
    fill(has("Entry"), &mut filled.entry, String::new());
    fill(has("Technician ID"), &mut filled.technician_id, 0);
    fill(has("Technician"), &mut filled.technician, String::new());
    fill(has("Language"), &mut filled.language, String::new());
    fill(has("Transferred To"), &mut filled.transferred_to, String::new());
    fill(has("Transferred Comment"), &mut filled.transferred_comment, String::new());
    fill(has("Is Lead Technician"), &mut filled.is_lead_technician, false);
    fill(has("HandingOff"), &mut filled.is_handing_off, false);
    let custom_fields = custom_fields(names);
    filled.custom_fields.resize(custom_fields, None);
    filled.custom_fields.iter_mut().for_each(|field| _ = field.get_or_insert_default());
    let is_unknown = |name: &&String| match Column::from_name(name) {
        Some(Column::CustomField(number)) => usize::from(number) >= custom_fields,
        column => column.is_none(),
    };
    let value = |name: &String| session.unknown_columns.iter().find(|(it, _)| it == name)?.1.clone();
    let unknown = names.iter().filter(is_unknown).map(|name| (name.clone(), Some(value(name).unwrap_or_default())));
    filled.unknown_columns = unknown.collect();
    filled
}
