//! The answers of the login methods are read like the start of a session list.

use rescue_sessions::{AuthCodeRequest, Error, ErrorKind, Login, Scope, SetOutput};

use crate::case::Case;
use crate::messages;

/// The whitespace around words.
const WHITESPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Reads the body as the answer of each method.
pub fn check(case: &Case<'_>) {
    // With the feature `soap`, XML is read as a SOAP answer, and has errors of its own.
    if case.parser.parse_bytes(case.body).is_err_and(|error| *error.kind() == ErrorKind::Xml) {
        let answers = [Login::parse_answer(case.body), AuthCodeRequest::parse_answer(case.body).map(drop)];
        answers.iter().filter_map(|answer| answer.as_ref().err()).for_each(check_xml_error);
        return;
    }
    let expected = match case.parser.parse_bytes(case.body) {
        Err(error) if error.scope() == Scope::Response => Err(error),
        _ => Ok(()),
    };
    assert_eq!(Login::parse_answer(case.body), expected);
    assert_eq!(SetOutput::parse_answer(case.body), expected);
    match (AuthCodeRequest::parse_answer(case.body), expected) {
        (Ok(code), Ok(())) => assert_eq!(Some(code.expose_secret()), auth_code(case.body)),
        (Err(error), Ok(())) => {
            messages::check_error(&error);
            assert_eq!((error.kind(), auth_code(case.body)), (&ErrorKind::Unrecognized, None));
        }
        (answer, expected) => assert_eq!(answer.unwrap_err(), expected.unwrap_err()),
    }
}

/// Without the feature `soap`, the error of XML has no position.
fn check_xml_error(error: &Error) {
    let (line, byte) = (error.position().line(), error.position().byte());
    match error.to_string().strip_prefix(&format!("line {line}, byte {byte}: ")) {
        Some(text) => messages::check_text(text, error.kind()),
        None => messages::check_error(error),
    }
}

/// The code of an answer that starts with `OK`, read with the functions of std.
fn auth_code(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok()?;
    let answer = text.strip_prefix('\u{feff}').unwrap_or(text).trim_matches(WHITESPACE);
    let rest = answer.strip_prefix("OK").filter(|rest| rest.starts_with(WHITESPACE))?;
    let code = rest.trim_start_matches(WHITESPACE).strip_prefix("AUTHCODE:")?.trim_start_matches(WHITESPACE);
    let is_code = |c: char| !c.is_whitespace() && !c.is_control() && c != '\u{fffe}' && c != '\u{ffff}';
    (!code.is_empty() && code.chars().all(is_code)).then_some(code)
}
