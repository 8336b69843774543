//! SOAP responses.

mod answers;
mod equality;
mod errors;
mod known;
mod lanes;
mod limits;
mod linear;
mod read;
mod regressions;
mod skipped;
mod writer;

use rescue_sessions::{Error, OwnedSession, parse_any};

const API: &str = "https://secure.logmeinrescue.com/API/API.asmx";
const SOAP_1_1: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// An envelope around the content of the body.
fn envelope(content: &str) -> String {
    format!("<s:Envelope xmlns:s=\"{SOAP_1_1}\"><s:Body>{content}</s:Body></s:Envelope>")
}

/// A response of version 3 with the content of the list.
fn list(content: &str) -> String {
    response(&format!("<getSession_V3Result>getSession_OK</getSession_V3Result><aSessions>{content}</aSessions>"))
}

/// A response of version 3 with other content.
fn response(content: &str) -> String {
    envelope(&format!("<getSession_V3Response xmlns=\"{API}\">{content}</getSession_V3Response>"))
}

/// A response with one session.
fn session(content: &str) -> String {
    list(&format!("<SESSION_V3>{content}</SESSION_V3>"))
}

/// All items, or the error of the response.
fn items(body: &str) -> Vec<Result<OwnedSession, Error>> {
    parse_any(body.as_bytes()).map_or_else(|error| vec![Err(error)], Iterator::collect)
}

/// The only session of a response.
fn only(body: &str) -> OwnedSession {
    let [item] = <[_; 1]>::try_from(items(body)).expect("one item");
    item.expect("a session")
}

/// The messages of all errors.
fn messages(body: &str) -> Vec<String> {
    items(body).into_iter().filter_map(Result::err).map(|error| error.to_string()).collect()
}
