//! The answers of the login methods, in nom.

use nom::{
    IResult, Parser,
    bytes::complete::{tag, take_while1},
    combinator::{eof, map_opt},
    sequence::delimited,
};

use alloc::string::String;

use zeroize::Zeroizing;

use crate::bytes::position::Position;
use crate::bytes::whitespace::is_whitespace;
use crate::error::{Error, ErrorKind};
use crate::request::call::Method;
use crate::request::secret::AuthCode;
use crate::response::preamble;
use crate::response::start::{self, whitespace0};

/// Reads an answer whose return value is all that counts. With the feature `soap`, it can be SOAP.
///
/// `answer = [ BOM ] *WSP "OK" [ 1*WSP *byte ]`, where WSP is a space, tab, CR or LF.
pub(crate) fn read_ok(body: &[u8], method: &Method) -> Result<(), Error> {
    if let Some(answer) = soap(body, method) {
        return answer.map(|_| ());
    }
    after_ok(body).map(|_| ())
}

/// Reads an answer with an authentication code. With the feature `soap`, it can be SOAP.
///
/// `answer = [ BOM ] *WSP "OK" 1*WSP auth_code`
pub(crate) fn read_auth_code(body: &[u8], method: &Method) -> Result<AuthCode, Error> {
    if let Some(answer) = soap(body, method) {
        let code = answer?.and_then(|mut code| AuthCode::new(core::mem::take(&mut *code)).ok());
        return code.ok_or_else(|| Error::new(ErrorKind::Unrecognized, Position::default()));
    }
    let (position, rest) = after_ok(body)?;
    let code = auth_code(rest).map(|(_, code)| code);
    code.map_err(|_| Error::new(ErrorKind::Unrecognized, position))
}

/// The authentication code of a SOAP answer, if it has one. `None`: the answer is not SOAP.
#[cfg(feature = "soap")]
fn soap(body: &[u8], method: &Method) -> Option<Result<Option<Zeroizing<String>>, Error>> {
    match start::read(body) {
        (_, start::BodyStart::Xml) => Some(crate::soap::answer::read(body, method.name(), "sAuthCode")),
        _ => None,
    }
}

#[cfg(not(feature = "soap"))]
fn soap(_: &[u8], _: &Method) -> Option<Result<Option<Zeroizing<String>>, Error>> {
    None
}

/// The position of the return value `OK`, and what follows it and its whitespace; otherwise the same error as for a
/// session list.
fn after_ok(body: &[u8]) -> Result<(Position, &[u8]), Error> {
    let (offset, start) = start::read(body);
    let position = Position::default().after(body.get(..offset).unwrap_or_default());
    match preamble::header_start(start, body.len()) {
        Ok(after) => Ok((position, body.get(after..).unwrap_or_default())),
        Err(kind) => Err(Error::new(kind, position)),
    }
}

/// `auth_code = "AUTHCODE:" *WSP code *WSP end`
///
/// `code = 1*( any character except whitespace and control characters )`
fn auth_code(input: &[u8]) -> IResult<&[u8], AuthCode, ()> {
    let code = take_while1(|byte: u8| !is_whitespace(&byte));
    let code = map_opt(code, |code| AuthCode::new(core::str::from_utf8(code).ok()?).ok());
    delimited((tag("AUTHCODE:"), whitespace0), code, (whitespace0, eof)).parse(input)
}
