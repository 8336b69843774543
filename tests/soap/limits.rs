//! XML that attacks is rejected, within bounds.

use std::io::{BufReader, Read};

use rescue_sessions::{ErrorKind, Parser, ReadError, SoapError, SoapReader};

use super::{items, list, session};

fn soap_error(body: &str) -> SoapError {
    match items(body).pop().unwrap().unwrap_err().into_kind() {
        ErrorKind::Soap(error) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn entities_are_not_expanded() {
    let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    assert_eq!(soap_error(&(laughs.to_owned() + &session("<iID>1</iID><sEntry>&b;</sEntry>"))), SoapError::Doctype);
    let external = "<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    assert_eq!(soap_error(&(external.to_owned() + &session("<sEntry>&x;</sEntry>"))), SoapError::Doctype);
    assert_eq!(soap_error(&session("<iID>1</iID><sEntry>&x;</sEntry>")), SoapError::Reference);
}

#[test]
fn deep_elements_are_rejected() {
    let nested = |depth: usize| session(&("<iID>1</iID>".to_owned() + &"<a>".repeat(depth) + &"</a>".repeat(depth)));
    // Five elements are around those of a session.
    assert!(items(&nested(27))[0].is_ok());
    assert_eq!(soap_error(&nested(28)), SoapError::TooDeep { limit: 32 });
    assert_eq!(soap_error(&"<a>".repeat(100_000)), SoapError::NotAnEnvelope);
}

#[test]
fn huge_names_attributes_and_texts_are_rejected() {
    let huge = "x".repeat(70_000);
    for content in [
        format!("<{huge}>"),
        format!("<a b='{huge}'/>"),
        format!("<sEntry>{huge}</sEntry>"),
        format!("<sEntry><![CDATA[{huge}]]></sEntry>"),
        format!("<!--{huge}-->"),
        format!("<?{huge}?>"),
        format!("<sEntry>&{huge};</sEntry>"),
    ] {
        assert_eq!(soap_error(&session(&content)), SoapError::TooLong { limit: 65_536 }, "{}", &content[..20]);
    }
}

#[test]
fn a_session_over_the_limits_is_one_error() {
    let part = "<![CDATA[".to_owned() + &"x".repeat(40_000) + "]]>";
    let many = "<a/>".repeat(257);
    let known = "<sEntry/>".repeat(3);
    let cases = [
        (format!("<sEntry>{part}{part}</sEntry>"), "longer than 65536 bytes"),
        (format!("<sEntry>{part}</sEntry><sTechnician>{part}</sTechnician>"), "longer than 65536 bytes"),
        (format!("<sNew>{part}{part}</sNew>"), "longer than 65536 bytes"),
        (many, "more than 256 columns"),
        (known, "the session has two elements with this name"),
    ];
    for (content, message) in cases {
        let body =
            list(&format!("<SESSION_V3><iID>1</iID>{content}</SESSION_V3><SESSION_V3><iID>2</iID></SESSION_V3>"));
        let found = items(&body);
        assert_eq!((found.len(), found[1].as_ref().unwrap().id), (2, 2));
        assert!(found[0].as_ref().unwrap_err().to_string().ends_with(message), "{:?}", found[0]);
    }
}

#[test]
fn limits_of_the_parser_hold() {
    let parser = Parser::new().max_record(100).max_columns(3);
    let read = |content: &str| SoapReader::new(parser, session(content).as_bytes()).next().unwrap();
    assert!(read("<iID>1</iID><sEntry/><sTechnician/>").is_ok());
    for (content, code) in [
        ("<iID>1</iID><sEntry/><sTechnician/><sLanguage/>", "too_many_columns"),
        (&format!("<iID>1</iID><sEntry>{}</sEntry>", "x".repeat(100)), "record_too_long"),
        ("<a><a><a><a><a><a><a><a><a>1</a>2</a>3</a>4</a>5</a>6</a>7</a>8</a>9</a>", "too_many_columns"),
    ] {
        let ReadError::Response(error) = read(content).unwrap_err() else { panic!() };
        assert_eq!(error.kind().code(), code, "{content}");
    }
}

/// Nested elements repeat the names around them in the names of their columns.
#[test]
fn names_of_unknown_columns_count() {
    let name = "n".repeat(6_000);
    let content = format!("<{name}><{name}>{}</{name}></{name}>", "<b/>".repeat(20));
    let error = items(&session(&("<iID>1</iID>".to_owned() + &content))).remove(0).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::RecordTooLong { limit: 65_536 });
}

#[test]
fn many_namespaces_are_rejected() {
    let tags: String = (0..10)
        .map(|tag| {
            let names: String = (0..20).map(|n| format!(" xmlns:n{tag}x{n}='u'")).collect();
            format!("<a{names}>")
        })
        .collect();
    assert_eq!(soap_error(&session(&tags)), SoapError::TooManyNamespaces { limit: 128 });
}

/// Text without end: the reader stops after the limit, whatever the input still has.
struct Endless<'a>(&'a [u8], &'a [u8]);

impl Read for Endless<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let source =
            if self.0.is_empty() { &mut self.1.repeat(64).leak()[..] } else { &mut self.0.to_vec().leak()[..] };
        let len = source.len().min(out.len());
        out[..len].copy_from_slice(&source[..len]);
        self.0 = &self.0[len.min(self.0.len())..];
        Ok(len)
    }
}

#[test]
fn endless_input_is_rejected_after_the_limit() {
    let start = session("<iID>1</iID><sEntry>");
    let start = &start[..start.find("<sEntry>").unwrap() + 8];
    for (more, expected) in [
        ("x", SoapError::TooLong { limit: 65_536 }),
        ("<a ", SoapError::TooLong { limit: 65_536 }),
        ("<a>", SoapError::TooDeep { limit: 32 }),
        ("<!--", SoapError::TooLong { limit: 65_536 }),
    ] {
        let mut reader = SoapReader::new(Parser::new(), BufReader::new(Endless(start.as_bytes(), more.as_bytes())));
        let Some(Err(ReadError::Response(error))) = reader.next() else { panic!("{more}") };
        assert_eq!(error.kind(), &ErrorKind::Soap(expected), "{more}");
        assert!(reader.next().is_none());
    }
}
