//! Exact messages and positions of the errors.

use rescue_sessions::{Column, ErrorKind, FaultCode, Retry, ReturnValue, Scope, SoapError, parse_any};

use super::{API, envelope, items, list, messages, response, session};

#[test]
fn a_failure_is_the_same_error_as_in_text() {
    let cases = [
        ("getSession_NotLoggedIn", ReturnValue::NotLoggedIn, "the service answered NOTLOGGEDIN"),
        ("getSession_Error", ReturnValue::Error, "the service answered ERROR"),
        ("getSession_InvalidParam_NodeID", ReturnValue::InvalidParamNode, "the service answered INVALIDPARAM_NODE"),
        (
            "getSession_Invalid_SecretAuthCode",
            ReturnValue::InvalidSecretAuthCode,
            "the service answered INVALID_SECRETAUTHCODE",
        ),
        (
            "getSession_User_Deleted_Or_Disabled",
            ReturnValue::UserDeletedOrDisabled,
            "the service answered USER_DELETED_OR_DISABLED",
        ),
        ("getSession_V3_NotLoggedIn", ReturnValue::NotLoggedIn, "the service answered NOTLOGGEDIN"),
        ("getSession_PollRateExceeded", ReturnValue::PollRateExceeded, "the service answered POLLRATEEXCEEDED"),
        (
            "getSession_New",
            ReturnValue::Other("getSession_New".into()),
            "the service answered with an unknown return value",
        ),
        ("", ReturnValue::Other("".into()), "the service answered with an unknown return value"),
    ];
    for (text, value, message) in cases {
        let body = response(&format!("<getSession_V3Result>{text}</getSession_V3Result><aSessions/>"));
        let error = parse_any(body.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Failure(value), "{text}");
        assert_eq!((error.to_string().as_str(), error.scope()), (message, Scope::Response), "{text}");
    }
}

#[test]
fn faults_give_their_code_but_not_their_text() {
    let soap_1_1 = |code: &str| {
        envelope(&format!(
            "<s:Fault><faultcode>{code}</faultcode><faultstring>Jane Roé</faultstring><detail/></s:Fault>"
        ))
    };
    let soap_1_2 = |code: &str| {
        let fault = format!(
            "<s:Fault><s:Code><s:Value>{code}</s:Value><s:Subcode><s:Value>x:Sender</s:Value></s:Subcode></s:Code>\
             <s:Reason><s:Text xml:lang='en'>Jane Roé</s:Text><s:Text xml:lang='de'>J</s:Text></s:Reason></s:Fault>"
        );
        envelope(&fault).replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")
    };
    let cases = [
        ("s:Client", FaultCode::Sender, "Sender", Retry::Never),
        ("s:Client.Authentication", FaultCode::Sender, "Sender", Retry::Never),
        ("s:Sender", FaultCode::Sender, "Sender", Retry::Never),
        (" s:Server\n", FaultCode::Receiver, "Receiver", Retry::Later),
        ("Receiver", FaultCode::Receiver, "Receiver", Retry::Later),
        ("s:MustUnderstand", FaultCode::MustUnderstand, "MustUnderstand", Retry::Never),
        ("s:VersionMismatch", FaultCode::VersionMismatch, "VersionMismatch", Retry::Never),
        ("s:DataEncodingUnknown", FaultCode::DataEncodingUnknown, "DataEncodingUnknown", Retry::Never),
        ("s:Jane", FaultCode::Other, "unknown code", Retry::Later),
        ("", FaultCode::Other, "unknown code", Retry::Later),
    ];
    for (text, code, shown, retry) in cases {
        for body in [soap_1_1(text), soap_1_2(text)] {
            let error = parse_any(body.as_bytes()).unwrap_err();
            assert_eq!(error.kind(), &ErrorKind::Soap(SoapError::Fault { code, text_len: 9 }), "{body}");
            let at = body.find("<s:Fault").unwrap();
            let expected =
                format!("line 1, byte {at}: the service answered with a SOAP fault: {shown}, text of 9 bytes");
            assert_eq!((error.to_string(), error.retry()), (expected, Some(retry)));
        }
    }
    let empty = parse_any(envelope("<s:Fault/>").as_bytes()).unwrap_err();
    assert_eq!(empty.kind(), &ErrorKind::Soap(SoapError::Fault { code: FaultCode::Other, text_len: 0 }));
}

/// The content of a session, the element of the error, the message, the code, and whether the position is that of the session.
const OF_SESSIONS: [(&str, &str, &str, &str); 16] = [
    ("<iID>7x</iID>", "<iID>", "ID is not an integer", "invalid_integer"),
    ("<iID/>", "<iID/>", "ID is not an integer", "invalid_integer"),
    ("<iID>9223372036854775808</iID>", "<iID>", "ID does not fit in a 64-bit integer", "integer_out_of_range"),
    ("<iID>1</iID><iEntry>&#x31;.5</iEntry>", "<iEntry>", "Entry ID is not an integer", "invalid_integer"),
    ("<iID>1</iID><iTechnician>-</iTechnician>", "<iTechnician>", "Technician ID is not an integer", "invalid_integer"),
    (
        "<iID>1</iID><iWaitingTimeInSec>1 2</iWaitingTimeInSec>",
        "<iWaitingTimeInSec>",
        "Waiting Time is not an integer",
        "invalid_integer",
    ),
    (
        "<iID>1</iID><sStartTime>2024-02-19</sStartTime>",
        "<sStartTime>",
        "Start Time does not have the format M/D/YYYY h:mm AM",
        "invalid_time",
    ),
    (
        "<iID>1</iID><sStartTime>2/30/2024 1:00:00 PM</sStartTime>",
        "<sStartTime>",
        "Start Time is not an existing date and time",
        "time_out_of_range",
    ),
    (
        "<iID>1</iID><bIsLead>yes</bIsLead>",
        "<bIsLead>",
        "Is Lead Technician is neither true, false, 1 nor 0",
        "soap_invalid_boolean",
    ),
    (
        "<iID>1</iID><bHandingOff/>",
        "<bHandingOff/>",
        "HandingOff is neither true, false, 1 nor 0",
        "soap_invalid_boolean",
    ),
    (
        "<sEntry/><iID>1</iID><sEntry>b</sEntry>",
        "<sEntry>",
        "the session has two elements with this name",
        "soap_duplicate_element",
    ),
    (
        "<iID>1</iID><iID>1</iID>",
        "<iID>1</iID></",
        "the session has two elements with this name",
        "soap_duplicate_element",
    ),
    ("<iID>1<b/></iID>", "<iID>", "an element is where none is expected", "soap_unexpected_element"),
    ("<sEntry>a</sEntry>", "", "column ID is missing", "missing_column"),
    ("", "", "column ID is missing", "missing_column"),
    ("<iID>1</iID>stray<sEntry/>", "<sEntry/>", "text is where only elements are expected", "soap_unexpected_text"),
];

#[test]
fn an_invalid_session_is_an_error_in_its_place() {
    for (content, element, message, code) in OF_SESSIONS {
        let body = list(&format!(
            "\n<SESSION_V3><iID>1</iID></SESSION_V3>\n<SESSION_V3>Zoë</SESSION_V3>\n<SESSION_V3>\n{content}</SESSION_V3><SESSION_V3><iID>3</iID></SESSION_V3>"
        ));
        let body = body.replace("<SESSION_V3>Zoë</SESSION_V3>", "<!--Zoë-->");
        let found = items(&body);
        assert_eq!(found.len(), 3, "{content}");
        assert_eq!((found[0].as_ref().unwrap().id, found[2].as_ref().unwrap().id), (1, 3), "{content}");
        let error = found[1].as_ref().unwrap_err();
        let byte = match element {
            "" => body.find("<SESSION_V3>\n").unwrap(),
            element => {
                body.find("<SESSION_V3>\n").unwrap()
                    + body[body.find("<SESSION_V3>\n").unwrap()..].find(element).unwrap()
            }
        };
        let line = body[..byte].matches('\n').count() + 1;
        let name = element.trim_matches(['<', '>', '/']).split('>').next().unwrap();
        let shown =
            if name.is_empty() || content.contains("stray") { String::new() } else { format!(", element {name}") };
        assert_eq!(error.to_string(), format!("record 2 (line {line}, byte {byte}{shown}): {message}"), "{content}");
        assert_eq!(error.element(), (!shown.is_empty()).then_some(name), "{content}");
        assert_eq!((error.kind().code(), error.scope(), error.retry()), (code, Scope::Row, None), "{content}");
        let is_named = |column: &Column| message.contains(&*column.name());
        let named = Column::VERSION_3.iter().copied().filter(is_named).max_by_key(|column| column.name().len());
        assert_eq!(error.kind().column(), named, "{content}");
        let column = body[..byte].rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!(error.position().column(), column as u64, "{content}");
    }
}

#[test]
fn an_element_of_the_list_that_is_no_session_is_an_error() {
    let found = messages(&list("<SESSION_V3><iID>1</iID></SESSION_V3><OTHER>7<a/></OTHER><x:SESSION xmlns:x='x'/>"));
    let at = list("<SESSION_V3><iID>1</iID></SESSION_V3><").len() - list("<").len() + list("").find("</aS").unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0], format!("record 2 (line 1, byte {at}): an element is where none is expected"));
}

/// Bodies that cannot be read to their end, with the text before the error, and the message.
fn fatal() -> Vec<(String, &'static str, &'static str, &'static str)> {
    vec![
        ("<a></b>".into(), "", "the root element is not a SOAP envelope", "soap_not_an_envelope"),
        ("<p:a/>".into(), "", "the XML is not well-formed", "xml_not_well_formed"),
        (
            "<?xml version='1.0' encoding='utf-16'?><a/>".into(),
            "",
            "the encoding of the XML is not UTF-8",
            "xml_encoding",
        ),
        (
            "<!-- c --><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".into(),
            "<!DOCTYPE",
            "a document type declaration is not allowed in SOAP",
            "xml_doctype",
        ),
        (
            envelope("<loginResponse xmlns='x'/>"),
            "</s:Body>",
            "the envelope has no response of this method",
            "soap_no_response",
        ),
        (envelope(""), "</s:Body>", "the envelope has no response of this method", "soap_no_response"),
        (
            envelope(&format!("<loginResponse xmlns='{API}'/>")),
            "<loginResponse",
            "the envelope has no response of this method",
            "soap_no_response",
        ),
        (
            response("<aSessions/>"),
            "</getSession_V3Response>",
            "the response has no return value",
            "soap_missing_return_value",
        ),
        (list("&nbsp;"), "&nbsp;", "a reference is neither a predefined entity nor a character", "xml_reference"),
        (session("&#0;"), "&#0;", "a reference is neither a predefined entity nor a character", "xml_reference"),
        (
            session("&#xD800;"),
            "&#xD800;",
            "a reference is neither a predefined entity nor a character",
            "xml_reference",
        ),
        (session("a & b"), "& b", "a reference is neither a predefined entity nor a character", "xml_reference"),
        (list("stray"), "</aSessions>", "text is where only elements are expected", "soap_unexpected_text"),
        (list("</SESSION_V3>"), "</SESSION_V3>", "the XML is not well-formed", "xml_not_well_formed"),
        (list("<!x>"), "<!x>", "the XML is not well-formed", "xml_not_well_formed"),
    ]
}

#[test]
fn an_error_of_the_xml_ends_the_list() {
    for (body, at, message, code) in fatal() {
        let error = items(&body).pop().unwrap().unwrap_err();
        let byte = body.find(at).unwrap();
        assert_eq!(error.to_string(), format!("line 1, byte {byte}: {message}"), "{body}");
        assert_eq!((error.kind().code(), error.scope()), (code, Scope::Response), "{body}");
        assert!(error.retry().is_some());
        // Sessions before it are given.
        let body = body.replacen("<aSessions>", "<aSessions><SESSION_V3><iID>1</iID></SESSION_V3>", 1);
        let is_list = body.contains("<aSessions>");
        assert_eq!(items(&body).iter().filter(|item| item.is_ok()).count(), usize::from(is_list), "{body}");
    }
}

#[test]
fn a_truncated_response_gives_its_sessions_and_one_error() {
    let body =
        list("<SESSION_V3><iID>1</iID><sEntry>a&amp;b</sEntry></SESSION_V3><SESSION_V3><iID>2</iID></SESSION_V3>");
    for len in 2..body.len() {
        let found = items(&body[..len]);
        let (last, before) = found.split_last().unwrap();
        let error = last.as_ref().unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Soap(SoapError::Truncated), "{}", &body[..len]);
        assert_eq!(error.position().byte(), error.position().column() - 1);
        assert_eq!(error.retry(), Some(Retry::Later));
        assert_eq!(before.len(), body[..len].matches("</SESSION_V3>").count());
        assert!(before.iter().all(Result::is_ok));
    }
    assert_eq!(items(&body).len(), 2);
}

/// An error after an element does not name that element.
#[test]
fn an_error_between_elements_names_none() {
    for (content, code) in [
        ("<iID><!-- c -->1</iID>&nbsp;", "xml_reference"),
        ("<iID><!-- c -->1</iID>stray", "soap_unexpected_text"),
        ("<sNew>1</sNew>&nbsp;", "xml_reference"),
    ] {
        let error = items(&session(content)).pop().unwrap().unwrap_err();
        assert_eq!((error.kind().code(), error.element()), (code, None), "{content}");
    }
}

/// Markup that starts with `<!` and is none of XML's is not the start of something longer.
#[test]
fn invalid_markup_at_the_end_is_not_truncated() {
    let body = list("");
    let body = body.split("</aSessions>").next().unwrap().to_owned() + "<!x";
    assert_eq!(items(&body).pop().unwrap().unwrap_err().kind(), &ErrorKind::Soap(SoapError::NotWellFormed));
}

#[test]
fn content_after_the_envelope_is_an_error() {
    for after in ["<a/>", "text", "</a>", "<!DOCTYPE a>"] {
        let body = session("<iID>7</iID>") + after;
        let found = items(&body);
        assert_eq!(found[0].as_ref().unwrap().id, 7);
        let error = found[1].as_ref().unwrap_err();
        assert_eq!(error.scope(), Scope::Response, "{after}");
        assert_eq!(found.len(), 2);
    }
    assert_eq!(items(&(session("<iID>7</iID>") + "\n<!-- end -->\n<?end?>")).len(), 1);
}

#[test]
fn an_html_page_is_the_same_error_as_for_text() {
    for body in
        ["<!DOCTYPE html><html></html>", "<html/>", "<?xml version='1.0'?>\n<!DOCTYPE HTML PUBLIC 'x'><a>", "<HTML>"]
    {
        let error = parse_any(body.as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (&ErrorKind::Html, Some(Retry::AfterLogin)), "{body}");
    }
}

#[test]
fn invalid_utf_8_ends_the_list_at_its_byte() {
    let valid = session("<iID>7</iID><sEntry>Zoë");
    let at = valid.find("</SESSION_V3>").unwrap();
    let body = [&valid.as_bytes()[..at], b"\xff</sEntry>", &valid.as_bytes()[at..]].concat();
    let error = parse_any(&body).unwrap().last().unwrap().unwrap_err();
    assert_eq!(error.to_string(), format!("line 1, byte {at}, element sEntry: invalid UTF-8"));
}
