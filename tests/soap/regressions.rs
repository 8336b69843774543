//! One test for each bug that was found, named after it.

use std::io::BufReader;

use rescue_sessions::{Error, ErrorKind, FaultCode, Parser, ReadError, ReturnValue, SoapError, SoapReader};

use super::{envelope, items, list, messages, response};

/// The errors of a response that is read in buffers of a size.
fn errors(body: &str, capacity: usize) -> Vec<Error> {
    let reader = SoapReader::new(Parser::new(), BufReader::with_capacity(capacity, body.as_bytes()));
    let errors = reader.filter_map(Result::err).map(|error| match error {
        ReadError::Response(error) => error,
        error => panic!("{error}"),
    });
    errors.collect()
}

/// The bytes of a character that crossed the end of a buffer counted as two or more characters.
#[test]
fn a_character_at_the_end_of_a_buffer_is_one_character() {
    let body = list("<SESSION_V3><sEntry>é日😀é日😀</sEntry><iID>x</iID></SESSION_V3>");
    let column = body[..body.find("<iID>").unwrap()].chars().count() + 1;
    for capacity in 1..100 {
        let [error] = &errors(&body, capacity)[..] else { panic!("one error") };
        assert_eq!(error.position().column(), column as u64, "{capacity}");
    }
}

/// The fast lane read them into the empty session.
#[test]
fn elements_after_an_empty_session_are_not_a_part_of_it() {
    for empty in ["<SESSION_V3/>", "<SESSION_V3 />", "<SESSION_V3></SESSION_V3>"] {
        let body = list(&format!("{empty}<iID>7</iID><SESSION_V3><iID>8</iID></SESSION_V3>"));
        let found = messages(&body);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("record 1") && found[0].ends_with("column ID is missing"), "{found:?}");
        assert!(found[1].starts_with("record 2") && found[1].ends_with("an element is where none is expected"));
        assert_eq!(items(&body)[2].as_ref().unwrap().id, 8);
    }
}

/// A byte order mark was skipped by one of two parts of the reader, depending on the buffer.
#[test]
fn a_byte_order_mark_gives_the_same_positions_in_buffers_of_any_size() {
    let cases = [
        ("\u{feff}", "the response is empty", 3),
        ("\u{feff}<", "line 1, byte 3: the response ends inside an element", 3),
        ("\u{feff}\u{feff}<a/>", "line 1, byte 0: the XML is not well-formed", 0),
        ("\u{fefe}<a/>", "line 1, byte 0: the XML is not well-formed", 0),
        ("\u{feff}<a/>", "line 1, byte 3: the root element is not a SOAP envelope", 3),
    ];
    for (body, message, byte) in cases {
        for capacity in [1, 2, 3, 4, 100] {
            let [error] = &errors(body, capacity)[..] else { panic!("one error") };
            assert_eq!((error.to_string().as_str(), error.position().byte()), (message, byte), "{capacity}");
        }
    }
}

/// Texts of several parts can be longer than one event. The end of such a text was taken for all of it.
#[test]
fn the_end_of_a_long_text_is_not_the_text() {
    let part = format!("<![CDATA[{}]]>", "x".repeat(40_000));
    let long = format!("{part}{part}");
    let body = response(&format!("<getSession_V3Result>{long}getSession_NotLoggedIn</getSession_V3Result>"));
    assert_eq!(errors(&body, 8_192)[0].kind(), &ErrorKind::Soap(SoapError::TooLong { limit: 65_536 }));
    assert_ne!(errors(&body, 8_192)[0].kind(), &ErrorKind::Failure(ReturnValue::NotLoggedIn));
    let fault = format!("<faultcode>{long}s:Client</faultcode><faultstring>{long}abc</faultstring>");
    let body = envelope(&format!("<s:Fault>{fault}</s:Fault>"));
    let expected = SoapError::Fault { code: FaultCode::Other, text_len: 80_003 };
    assert_eq!(errors(&body, 8_192)[0].kind(), &ErrorKind::Soap(expected));
}

/// Any element with the name of a code or a text counted, also one of the details.
#[test]
fn the_details_of_a_fault_are_not_its_code() {
    let details =
        "<detail><faultcode>s:Client</faultcode><Value>s:Client</Value><faultstring>long</faultstring></detail>";
    for fault in [
        "<faultcode>s:Server</faultcode><faultstring>a</faultstring>",
        "<s:Code><s:Subcode><s:Value>s:Client</s:Value></s:Subcode><s:Value>s:Receiver</s:Value></s:Code>\
         <s:Reason><s:Text>a</s:Text></s:Reason>",
    ] {
        for fault in [details.to_owned() + fault, fault.to_owned() + details] {
            let body = envelope(&format!("<s:Fault>{fault}</s:Fault>"));
            let expected = SoapError::Fault { code: FaultCode::Receiver, text_len: 1 };
            assert_eq!(errors(&body, 8_192)[0].kind(), &ErrorKind::Soap(expected), "{fault}");
        }
    }
}

/// The namespace declarations after an invalid attribute were ignored, and a name could be empty.
#[test]
fn a_tag_that_is_not_well_formed_is_an_error() {
    for tag in
        ["<iID a xmlns='urn:x'>7</iID>", "<iID a=b>7</iID>", "<iID a='b'c='d' e>7</iID>", "< >7</ >", "< iID>7</ iID>"]
    {
        let body = list(&format!("<SESSION_V3>{tag}</SESSION_V3>"));
        for capacity in [1, 8_192] {
            let kind = errors(&body, capacity).pop().unwrap().into_kind();
            assert_eq!(kind, ErrorKind::Soap(SoapError::NotWellFormed), "{tag}");
        }
    }
}

/// XHTML was not an HTML page for `AnyReader`, but was for `parse_any`.
#[test]
fn an_xhtml_page_is_a_page() {
    for page in ["<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "<?xml version='1.0'?><div/>", "<P>a</P>"]
    {
        assert_eq!(errors(page, 8_192)[0].kind(), &ErrorKind::Html);
        assert_eq!(rescue_sessions::parse_any(page.as_bytes()).unwrap_err().kind(), &ErrorKind::Html);
    }
}
