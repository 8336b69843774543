//! SOAP: the same sessions as text, in any spelling of the XML, in buffers of any size.

mod bytes;
mod printer;
mod sessions;

use arbitrary::{Arbitrary, Unstructured};
use rescue_sessions::{Delimiter, OwnedSession, Parser, SoapWriter, Writer, parse_any};

pub use bytes::check as check_bytes;
pub use sessions::SessionList;

use crate::owned_lists::OwnedList;

/// The target `soap`. Bytes that start as XML does are a response. All others are the choices of a generator.
pub(crate) fn fuzz(data: &[u8]) {
    match data.split_first() {
        None | Some((b'<' | b' ' | b'\n' | 0xef, _)) => bytes::check(data),
        Some((b'|', rest)) => {
            if let Ok(list) = OwnedList::arbitrary(&mut Unstructured::new(rest)) {
                check_both_formats(&list);
            }
        }
        Some(_) => {
            let mut choices = Unstructured::new(data);
            if let Ok(list) = SessionList::arbitrary(&mut choices) {
                check_list(&list, &mut choices);
            }
        }
    }
}

/// The sessions of a response that has no error.
///
/// # Panics
///
/// If the response has an error.
#[must_use]
pub fn read(body: &str) -> Vec<OwnedSession> {
    let sessions = parse_any(body.as_bytes()).unwrap_or_else(|error| panic!("{error}: {body}"));
    sessions.map(|session| session.unwrap_or_else(|error| panic!("{error}: {body}"))).collect()
}

/// Checks that a list is read equal, however it is printed, and that the writer writes it, or gives a reason not to.
pub fn check_list(list: &SessionList, choices: &mut Unstructured<'_>) {
    let sessions = &list.sessions;
    let body = printer::print(sessions, choices).unwrap_or_else(|_| printer::print_plainly(sessions));
    assert_eq!(&read(&body), sessions, "{body}");
    bytes::check(body.as_bytes());
    check_writer(sessions);
    // A response with an error somewhere.
    let mut bytes = body.into_bytes();
    if let (Ok(index), Ok(byte)) = (choices.choose_index(bytes.len()), choices.choose(b"<>/&;'\"\xff\r\n x!-]=:")) {
        bytes[index] = *byte;
        bytes::check(&bytes);
        bytes.truncate(index);
        bytes::check(&bytes);
    }
}

/// Checks that what the writer accepts is read back equal, in each version.
pub fn check_writer(sessions: &[OwnedSession]) {
    let writers = [SoapWriter::v1(), SoapWriter::v2(), SoapWriter::v3(), SoapWriter::v3().soap_1_2()];
    let written = writers.map(|writer| writer.to_string(sessions));
    for (writer, written) in writers.iter().zip(&written) {
        let mut stream = Vec::new();
        let streamed = writer.write_to(&mut stream, sessions);
        match written {
            Ok(body) => {
                let mut expected = sessions.to_vec();
                expected.iter_mut().for_each(|session| session.damage.clear());
                assert_eq!(read(body), expected, "{body}");
                assert!(streamed.is_ok());
                assert_eq!(stream, body.as_bytes());
            }
            Err(error) => {
                let number = error.session().expect("only sessions cannot be written");
                assert!((1..=sessions.len() as u64).contains(&number));
                let others = &sessions[..number as usize - 1];
                assert!(writer.to_string(others).is_ok(), "{error}");
                assert_eq!(streamed.unwrap_err().to_string(), error.to_string());
            }
        }
    }
}

/// Checks that a list that can be written in both formats is read as equal sessions from both. Returns whether it can be.
pub fn check_both_formats(list: &OwnedList) -> bool {
    check_writer(&list.sessions);
    let Ok(delimiter) = Delimiter::try_from(list.delimiter.as_str()) else { return false };
    let writer = Writer::columns(list.names.iter().map(String::as_str)).delimiter(delimiter);
    let text = writer.trailing_delimiter(list.trailing).to_string(&list.sessions);
    let (Ok(text), Ok(soap)) = (text, SoapWriter::v3().to_string(&list.sessions)) else { return false };
    let parsed = Parser::new().delimiter(delimiter).parse(&text).expect("what the writer accepts can be read");
    let from_text: Vec<OwnedSession> = parsed.sessions().map(|session| session.expect("a session").into()).collect();
    let mut from_soap = read(&soap);
    assert!(from_soap.iter().all(|session| session.damage.is_empty()));
    from_soap.iter_mut().for_each(|session| session.status_code = None);
    assert_eq!(from_soap, from_text);
    !list.sessions.is_empty()
}
