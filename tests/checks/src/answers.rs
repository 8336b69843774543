//! The answers of the login methods are read like the start of a session list.

use rescue_sessions::{AuthCodeRequest, ErrorKind, Login, Scope, SetOutput};

use crate::case::Case;
use crate::messages;

/// The whitespace around words.
const WHITESPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Reads the body as the answer of each method.
pub fn check(case: &Case<'_>) {
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

/// The code of an answer that starts with `OK`, read with the functions of std.
fn auth_code(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok()?;
    let answer = text.strip_prefix('\u{feff}').unwrap_or(text).trim_matches(WHITESPACE);
    let rest = answer.strip_prefix("OK").filter(|rest| rest.starts_with(WHITESPACE))?;
    let code = rest.trim_start_matches(WHITESPACE).strip_prefix("AUTHCODE:")?.trim_start_matches(WHITESPACE);
    let is_code = |c: char| !c.is_whitespace() && !c.is_control() && c != '\u{fffe}' && c != '\u{ffff}';
    (!code.is_empty() && code.chars().all(is_code)).then_some(code)
}
