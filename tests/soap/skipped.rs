//! Elements that the reader skips: other namespaces, `nil`, and what is beside a response. None of them is taken for an
//! element of the service.

use std::io::{self, BufReader, Read};

use rescue_sessions::{
    AnyReader, AuthCodeRequest, ErrorKind, FaultCode, Login, OwnedSession, Parser, ReadError, SoapError, SoapReader,
};

use super::{API, SOAP_1_1, envelope, items, list, messages, only, response, session};

const NIL: &str = "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\"";

/// A response whose content has another element before the return value and the list.
fn after(content: &str) -> String {
    list("<SESSION_V3><iID>7</iID></SESSION_V3>")
        .replace("<getSession_V3Result>", &format!("{content}<getSession_V3Result>"))
}

#[test]
fn an_element_of_another_namespace_is_not_the_list() {
    for start in ["<x:aSessions xmlns:x='x'>", "<aSessions xmlns=''>"] {
        let end = start.split(' ').next().unwrap().replace('<', "</");
        let other = format!("{start}<SESSION_V3><iID>8</iID></SESSION_V3>{end}>");
        assert_eq!(only(&after(&other)), OwnedSession::new(7), "{other}");
    }
    for session in ["<x:SESSION_V3 xmlns:x='x'></x:SESSION_V3>", "<SESSION_V3 xmlns=''></SESSION_V3>"] {
        let found = messages(&list(session));
        assert!(found[0].ends_with("an element is where none is expected"), "{found:?}");
    }
}

#[test]
fn an_element_of_another_name_or_namespace_is_not_the_return_value() {
    for other in [
        "<sNew>getSession_NotLoggedIn</sNew>",
        "<getSessionResult>getSession_NotLoggedIn</getSessionResult>",
        "<x:getSession_V3Result xmlns:x='x'>getSession_NotLoggedIn</x:getSession_V3Result>",
        "<getSession_V3Result xmlns=''>getSession_NotLoggedIn</getSession_V3Result>",
        "<getSession_V3Results>getSession_NotLoggedIn</getSession_V3Results>",
        "<sNew><a/></sNew>",
    ] {
        assert_eq!(only(&after(other)), OwnedSession::new(7), "{other}");
    }
    // Alone, it is no return value either.
    let error = items(&response("<sNew>getSession_OK</sNew><aSessions/>")).pop().unwrap().unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Soap(SoapError::MissingReturnValue));
}

#[test]
fn a_nil_element_is_no_list_and_no_return_value() {
    assert_eq!(only(&after(&format!("<aSessions {NIL}/>"))), OwnedSession::new(7));
    assert_eq!(only(&after(&format!("<getSession_V3Result {NIL}/>"))), OwnedSession::new(7));
    let nil = response(&format!("<getSession_V3Result {NIL}>getSession_OK</getSession_V3Result>"));
    let error = items(&nil).pop().unwrap().unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Soap(SoapError::MissingReturnValue));
}

/// The names of the service are in its namespace, also where that is not the default one.
#[test]
fn elements_of_another_default_namespace_are_unknown() {
    let body = list(&format!(
        "<r:SESSION_V3 xmlns:r=\"{API}\" xmlns=\"x\"><r:iID>7</r:iID><iID>8</iID><sEntry>a</sEntry></r:SESSION_V3>"
    ));
    let found = only(&body);
    assert_eq!((found.id, &found.entry), (7, &None));
    assert_eq!(found.unknown_columns.len(), 2);
}

/// Only the attribute `nil` of XML Schema, with the value `true` or `1`, makes an element nil.
#[test]
fn other_attributes_do_not_make_an_element_nil() {
    let instance = "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"";
    for attribute in
        ["nil=\"true\"", "i:nil=\"false\"", "i:type=\"true\"", "i:type=\"1\"", "x:nil=\"true\" xmlns:x=\"x\""]
    {
        let found = only(&session(&format!("<iID>7</iID><sEntry {instance} {attribute}>a</sEntry>")));
        assert_eq!(found.entry.as_deref(), Some("a"), "{attribute}");
    }
}

#[test]
fn an_answer_ignores_other_namespaces_and_nil() {
    let answer = |method: &str, content: &str| {
        envelope(&format!("<{method}Response xmlns=\"{API}\">{content}</{method}Response>"))
    };
    let ok = "<loginResult>login_OK</loginResult>";
    for other in [
        "<x:loginResult xmlns:x='x'>login_Invalid</x:loginResult>".to_owned(),
        "<loginResult xmlns=''>login_Invalid</loginResult>".to_owned(),
        format!("<loginResult {NIL}>login_Invalid</loginResult>"),
    ] {
        assert_eq!(Login::parse_answer(answer("login", &format!("{ok}{other}")).as_bytes()), Ok(()), "{other}");
        let error = Login::parse_answer(answer("login", &other).as_bytes()).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Soap(SoapError::MissingReturnValue), "{other}");
    }
    let content = "<requestAuthCodeResult>requestAuthCode_OK</requestAuthCodeResult><sAuthCode>4ahx</sAuthCode>\
                   <x:sAuthCode xmlns:x='x'>other</x:sAuthCode>";
    let code = AuthCodeRequest::parse_answer(answer("requestAuthCode", content).as_bytes()).unwrap();
    assert_eq!(code.expose_secret(), "4ahx");
}

#[test]
fn elements_beside_the_body_and_the_response_are_skipped() {
    let inner = list("<SESSION_V3><iID>7</iID></SESSION_V3>");
    let inner = inner.split("<s:Body>").nth(1).unwrap().split("</s:Body>").next().unwrap();
    let other = inner.replace(">7<", ">8<");
    let body = format!(
        "<s:Envelope xmlns:s=\"{SOAP_1_1}\"><s:Header>{other}</s:Header><x:Body xmlns:x='x'>{other}</x:Body>\
         <s:Body><x:Fault xmlns:x='x'/><Fault/>{inner}<x:next xmlns:x='x'>a</x:next></s:Body><s:Tail/></s:Envelope>"
    );
    assert_eq!(only(&body), OwnedSession::new(7));
}

/// The details of a fault can have elements with the names of its code and its text.
#[test]
fn the_details_of_a_fault_are_neither_its_code_nor_its_text() {
    let soap = "http://www.w3.org/2003/05/soap-envelope";
    let fault = |content: &str| {
        let body = format!("<Envelope xmlns='{soap}'><Body><Fault>{content}</Fault></Body></Envelope>");
        items(&body).pop().unwrap().unwrap_err().kind().clone()
    };
    let expected = |code, text_len| ErrorKind::Soap(SoapError::Fault { code, text_len });
    let detail = "<Detail><Value>s:Sender</Value><Text>secret</Text></Detail>";
    assert_eq!(fault(detail), expected(FaultCode::Other, 0));
    assert_eq!(fault(&format!("<Code/><Reason/>{detail}")), expected(FaultCode::Other, 0));
    assert_eq!(fault(&format!("<Code/>{detail}")), expected(FaultCode::Other, 0));
    let known = "<Code><Text>no text</Text><Value>s:Receiver</Value></Code><Reason><Value>s:Sender</Value><Text>four</Text></Reason>";
    assert_eq!(fault(&format!("{known}{detail}")), expected(FaultCode::Receiver, 4));
}

/// Gives one byte per read, and is interrupted before each.
struct Interrupted<'a>(bool, &'a [u8]);

impl Read for Interrupted<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0 = !self.0;
        if self.0 { Err(io::ErrorKind::Interrupted.into()) } else { self.1.read(&mut out[..1]) }
    }
}

/// At the end of the input, each read was followed by another one. If that one was interrupted, both were repeated.
#[test]
fn an_interrupted_read_is_repeated() {
    let body = format!("\u{feff}{}", session("<iID>7</iID><sEntry>Zoë</sEntry>"));
    let reader = SoapReader::new(Parser::new(), BufReader::new(Interrupted(false, body.as_bytes())));
    let found: Vec<OwnedSession> = reader.map(Result::unwrap).collect();
    assert_eq!(found, [only(&body)]);
}

#[test]
fn a_failed_read_at_the_start_is_that_error() {
    struct Fails;
    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::TimedOut.into())
        }
    }
    let error = SoapReader::new(Parser::new(), BufReader::new(Fails)).next().unwrap().unwrap_err();
    assert!(matches!(error, ReadError::Io(error) if error.kind() == io::ErrorKind::TimedOut));
}

#[test]
fn a_reader_takes_a_page_with_a_document_type_for_html() {
    for page in ["<!DOCTYPE html><html/>", "<!doctype HTML PUBLIC \"x\"><a/>"] {
        let error = SoapReader::new(Parser::new(), page.as_bytes()).next().unwrap().unwrap_err();
        assert_eq!(error.as_response().unwrap().kind(), &ErrorKind::Html, "{page}");
        let error = AnyReader::new(Parser::new(), page.as_bytes()).unwrap().into_iter().next().unwrap().unwrap_err();
        assert_eq!(error.as_response().unwrap().kind(), &ErrorKind::Html, "{page}");
    }
    let error = SoapReader::new(Parser::new(), &b"<!DOCTYPE note><a/>"[..]).next().unwrap().unwrap_err();
    assert_eq!(error.as_response().unwrap().kind(), &ErrorKind::Soap(SoapError::Doctype));
}
