//! Requests, byte for byte, and the answers to them. No output shows a secret.

use checks::case::Case;
use common::memory::freed_blocks_with;
use proptest::prelude::*;
use rescue_sessions::*;

const CODE: &str = "4ahx...80u0";

fn code() -> AuthCode {
    AuthCode::new(CODE).unwrap()
}

fn login() -> Login {
    Login::new("some@email.com", "a&b <c>").unwrap()
}

fn auth_code_request() -> AuthCodeRequest {
    AuthCodeRequest::new("some@email.com", "a&b <c>").unwrap()
}

type Form<T> = fn(&T, &Endpoint) -> HttpRequest;

/// A request in its four forms: GET, POST, SOAP 1.1, SOAP 1.2.
fn forms<T>(request: &T, forms: [Form<T>; 4]) -> [HttpRequest; 4] {
    forms.map(|form| form(request, &Endpoint::default()))
}

fn of_request(request: &Request) -> [HttpRequest; 4] {
    forms(request, [Request::get, Request::post, Request::soap_1_1, Request::soap_1_2])
}

fn of_login(login: &Login) -> [HttpRequest; 4] {
    forms(login, [Login::get, Login::post, Login::soap_1_1, Login::soap_1_2])
}

fn of_auth_code_request(request: &AuthCodeRequest) -> [HttpRequest; 4] {
    type T = AuthCodeRequest;
    forms(request, [T::get, T::post, T::soap_1_1, T::soap_1_2])
}

fn of_set_output(request: &SetOutput) -> [HttpRequest; 4] {
    forms(request, [SetOutput::get, SetOutput::post, SetOutput::soap_1_1, SetOutput::soap_1_2])
}

/// Compares a request in its four forms with what it must be, byte for byte.
fn check(found: [HttpRequest; 4], file: &str, form: &str, soap: &str, elements: &str) {
    let [get, post, soap_1_1, soap_1_2] = found;
    let separator = if form.is_empty() { "" } else { "?" };
    assert_eq!((get.method(), get.headers(), get.body()), ("GET", &[][..], ""));
    assert_eq!(get.url(), format!("https://secure.logmeinrescue.com/API/{file}.aspx{separator}{form}"));
    assert_eq!(get.path_and_query(), format!("/API/{file}.aspx{separator}{form}"));

    assert_eq!((post.method(), post.body()), ("POST", form));
    assert_eq!(post.headers(), [("Content-Type", "application/x-www-form-urlencoded")]);
    assert_eq!(post.url(), format!("https://secure.logmeinrescue.com/API/{file}.aspx"));
    assert_eq!(post.path_and_query(), format!("/API/{file}.aspx"));

    let action = format!("\"https://secure.logmeinrescue.com/API/API.asmx/{soap}\"");
    assert_eq!(soap_1_1.headers(), [("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", &action)]);
    let content_type = format!("application/soap+xml; charset=utf-8; action={action}");
    assert_eq!(soap_1_2.headers(), [("Content-Type", content_type.as_str())]);
    let envelopes = ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"];
    for (request, envelope) in [soap_1_1, soap_1_2].iter().zip(envelopes) {
        assert_eq!(request.method(), "POST");
        assert_eq!(request.url(), "https://secure.logmeinrescue.com/API/API.asmx");
        assert_eq!(request.path_and_query(), "/API/API.asmx");
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <soap:Envelope xmlns:soap=\"{envelope}\"><soap:Body>\
             <{soap} xmlns=\"https://secure.logmeinrescue.com/API/API.asmx\">{elements}</{soap}>\
             </soap:Body></soap:Envelope>"
        );
        assert_eq!(request.body(), body);
    }
}

#[test]
fn the_samples_of_the_manual_are_built_exactly() {
    let request = Request::v1().node(337366).node_ref(NodeRef::Node).auth_code(code());
    let [get, post, ..] = of_request(&request);
    assert_eq!(
        get.url(),
        "https://secure.logmeinrescue.com/API/getSession.aspx?node=337366&noderef=NODE&authcode=4ahx...80u0"
    );
    assert_eq!(post.url(), "https://secure.logmeinrescue.com/API/getSession.aspx");
    assert_eq!(post.body(), "node=337366&noderef=NODE&authcode=4ahx...80u0");
}

#[test]
fn a_session_request_has_its_four_forms() {
    let versions = [
        (Request::v1(), "getSession", "getSession"),
        (Request::v2(), "getSession_v2", "getSession_V2"),
        (Request::v3(), "getSession_v3", "getSession_V3"),
    ];
    for (request, file, soap) in versions {
        check(of_request(&request), file, "", soap, "");
        let form = "node=-2";
        check(of_request(&request.clone().node(5).node(-2)), file, form, soap, "<iNodeID>-2</iNodeID>");
        let (form, elements) = ("authcode=4ahx...80u0", "<sAuthCode>4ahx...80u0</sAuthCode>");
        check(of_request(&request.clone().auth_code(code())), file, form, soap, elements);
        let all = request.auth_code(code()).node_ref(NodeRef::Channel).node(i64::MIN);
        let form = "node=-9223372036854775808&noderef=CHANNEL&authcode=4ahx...80u0";
        let elements = "<iNodeID>-9223372036854775808</iNodeID><eNodeRef>CHANNEL</eNodeRef>\
                        <sAuthCode>4ahx...80u0</sAuthCode>";
        check(of_request(&all), file, form, soap, elements);
    }
}

#[test]
fn the_login_methods_have_their_four_forms() {
    let form = "email=some%40email.com&pwd=a%26b%20%3Cc%3E";
    let elements = "<sEmail>some@email.com</sEmail><sPassword>a&amp;b &lt;c&gt;</sPassword>";
    check(of_login(&login()), "login", form, "login", elements);
    check(of_auth_code_request(&auth_code_request()), "requestAuthCode", form, "requestAuthCode", elements);
    let outputs = [(Output::Xml, "XML"), (Output::Text, "TEXT")];
    for (output, word) in outputs {
        let (form, elements) = (format!("output={word}"), format!("<eOutput>{word}</eOutput>"));
        check(of_set_output(&SetOutput::new(output)), "setOutput", &form, "setOutput", &elements);
        assert_eq!(output.as_str(), word);
    }
    assert_eq!((NodeRef::Node.as_str(), NodeRef::Channel.as_str()), ("NODE", "CHANNEL"));
}

/// The pairs of a query or a form, decoded as a server does.
fn decoded(form: &str) -> Vec<(String, String)> {
    let text = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            assert!(byte == b'%' || byte.is_ascii_alphanumeric() || b"-._~".contains(&byte), "{text}");
            let digits = (byte == b'%').then(|| [rest.next().unwrap(), rest.next().unwrap()]);
            bytes.push(digits.map_or(byte, |digits| {
                assert!(digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F')), "{text}");
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }));
        }
        String::from_utf8(bytes).unwrap()
    };
    form.split('&').map(|pair| pair.split_once('=').unwrap()).map(|(name, value)| (text(name), text(value))).collect()
}

/// The text of an XML element, read as a parser of XML does: it normalizes line ends, then replaces references.
fn unescaped(body: &str, element: &str) -> String {
    let (_, rest) = body.split_once(&format!("<{element}>")).unwrap();
    let (text, _) = rest.split_once(&format!("</{element}>")).unwrap();
    assert!(!text.contains(['<', '>', '"', '\'']));
    assert!(
        !text.contains(|c| matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}'))
    );
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    let references = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#13;", "\r")];
    let names = references.map(|(reference, _)| reference);
    for (at, _) in text.match_indices('&') {
        assert!(names.iter().chain([&"&amp;"]).any(|name| text[at..].starts_with(name)));
    }
    for (reference, char) in references.into_iter().chain([("&amp;", "&")]) {
        text = text.replace(reference, char);
    }
    text
}

/// Checks that a server gets the password exactly, whatever the form of the request.
fn check_sent_exactly(email: &str, password: &str) {
    let [get, post, soap_1_1, soap_1_2] = of_login(&Login::new(email, password).unwrap());
    let expected = [("email".to_owned(), email.to_owned()), ("pwd".to_owned(), password.to_owned())];
    assert_eq!(decoded(get.path_and_query().split_once('?').unwrap().1), expected);
    assert_eq!(decoded(post.body()), expected);
    for request in [soap_1_1, soap_1_2] {
        assert_eq!(unescaped(request.body(), "sEmail"), email);
        assert_eq!(unescaped(request.body(), "sPassword"), password);
    }
}

/// XML 1.0, section 2.2: the characters that a document can contain.
fn is_xml(char: char) -> bool {
    !char.is_ascii_control() && !matches!(char, '\u{fffe}' | '\u{ffff}') || matches!(char, '\t' | '\n' | '\r' | '\x7f')
}

/// This covers every byte that UTF-8 has.
#[test]
fn every_character_of_unicode_is_sent_exactly_or_refused() {
    let (allowed, refused): (Vec<char>, Vec<char>) = ('\0'..=char::MAX).partition(|char| is_xml(*char));
    assert_eq!(refused.len(), 29 + 2);
    for chunk in allowed.chunks(4_096) {
        let text: String = chunk.iter().collect();
        check_sent_exactly(&text, &text);
    }
    for char in refused {
        let text = format!("SECRET{char}");
        let error = Login::new(text.clone(), "a").unwrap_err();
        assert_eq!(error, InvalidCredentials::Email);
        assert_eq!(error.to_string(), "the e-mail address contains a character that XML does not allow");
        assert_eq!(AuthCodeRequest::new(text.clone(), text.clone()).unwrap_err(), error);
        let error = AuthCodeRequest::new("a", text.clone()).unwrap_err();
        assert_eq!(error, InvalidCredentials::Password);
        assert_eq!(error.to_string(), "the password contains a character that XML does not allow");
        assert_eq!(Login::new("a", text).unwrap_err(), error);
    }
}

proptest! {
    #![proptest_config(common::config(2_000))]

    #[test]
    fn credentials_are_sent_exactly(email in "[ -~]{0,20}", password in "([ -~]|[\r\n\t&<>\"'%+é🦀])*") {
        check_sent_exactly(&email, &password);
    }

    /// The answers are read like the start of a session list.
    #[test]
    fn answers_fail_like_session_lists(body in "(\u{feff})?[ \n]{0,2}(OK|ERROR|[A-Z]{1,66}|<html>|<a>|ok|)[ \r\n]{0,2}(AUTHCODE:?)?[ \n]?([a-z \n]|.){0,3}") {
        check_answers(body.as_bytes());
    }
}

/// A fuzz target runs this check too.
fn check_answers(body: &[u8]) {
    checks::answers::check(&Case::new(body));
}

#[test]
fn an_answer_is_the_return_value() {
    for body in ["OK", "OK\n\n", "\u{feff}\r\nOK\r\n", " OK and more", "OK\n\nID|Status|\n"] {
        assert_eq!(Login::parse_answer(body.as_bytes()), Ok(()), "{body:?}");
        assert_eq!(SetOutput::parse_answer(body.as_bytes()), Ok(()), "{body:?}");
        let error = AuthCodeRequest::parse_answer(body.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Unrecognized, "{body:?}");
        assert_eq!(error.position().byte() as usize, body.find("OK").unwrap());
    }
    let failures = [
        ("INVALID", ReturnValue::Invalid, Retry::Never),
        ("LIMITREACHED", ReturnValue::LimitReached, Retry::Later),
        ("GLOBALIPRESTRICTED", ReturnValue::GlobalIpRestricted, Retry::Never),
        ("ERROR", ReturnValue::Error, Retry::Later),
        ("NOTLOGGEDIN", ReturnValue::NotLoggedIn, Retry::AfterLogin),
        ("POLLRATEEXCEEDED", ReturnValue::PollRateExceeded, Retry::Later),
        ("NEW_WORD", ReturnValue::Other("NEW_WORD".into()), Retry::Later),
    ];
    for (word, value, retry) in failures {
        let body = format!("\u{feff}\n{word}\n");
        let error = Login::parse_answer(body.as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (&ErrorKind::Failure(value), Some(retry)));
        assert_eq!((error.position().line(), error.position().byte()), (2, 4));
        assert_eq!(AuthCodeRequest::parse_answer(body.as_bytes()).unwrap_err(), error);
    }
    let others = [
        ("", ErrorKind::Empty, "the response is empty"),
        (" \n", ErrorKind::Empty, "the response is empty"),
        ("<html>", ErrorKind::Html, "the response is an HTML page, not a session list"),
        ("Hello", ErrorKind::Unrecognized, "the response does not start with a known return value"),
        ("OKAY and more", ErrorKind::Unrecognized, "the response does not start with a known return value"),
    ];
    for (body, kind, message) in others {
        let error = Login::parse_answer(body.as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (&kind, message));
    }
}

#[test]
fn an_authentication_code_is_read_exactly() {
    let long = "4ahx99bppkzxocbs590roo1l99o7au9rmwnea8q3areaiceaw1afq55jx89nl5zt63hxlo298qf80u0";
    for code in [CODE, long, "a", "AUTHCODE:", "OK", "é&<|%\"'"] {
        for (before, after) in
            [("OK AUTHCODE: ", ""), ("OK\n\nAUTHCODE:", "\n"), ("\u{feff}\tOK\r\nAUTHCODE: \n", " \r\n\t")]
        {
            let body = format!("{before}{code}{after}");
            assert_eq!(AuthCodeRequest::parse_answer(body.as_bytes()).unwrap().expose_secret(), code, "{body:?}");
        }
    }
    let without_code: [&[u8]; 12] = [
        b"OK AUTHCODE:",
        b"OK AUTHCODE: \n",
        b"OK AUTHCODE: SEC RET",
        b"OK AUTHCODE: SEC\nRET\n",
        b"OK AUTHCODE: SECRET\0",
        b"OK AUTHCODE: SECRET\xff",
        "OK AUTHCODE: SEC\u{a0}RET".as_bytes(),
        b"OK SECRET",
        b"OK AUTHCODE SECRET",
        b"OK authcode: SECRET",
        b"OK AUTHCODE : SECRET",
        b"OKAUTHCODE: SECRET",
    ];
    for body in without_code {
        let error = AuthCodeRequest::parse_answer(body).unwrap_err();
        assert_eq!(error.to_string(), "the response does not start with a known return value");
        assert!(!format!("{error:?}").contains("SECRET"));
    }
}

#[test]
fn a_text_that_cannot_be_a_code_is_refused() {
    for char in '\0'..=char::MAX {
        let is_allowed = !char.is_whitespace() && !char.is_control() && is_xml(char);
        assert_eq!(AuthCode::new(format!("4ahx{char}")).is_ok(), is_allowed, "{char:?}");
    }
    let error = AuthCode::new("").unwrap_err();
    assert_eq!(
        error.to_string(),
        "an authentication code must not be empty or contain whitespace or control characters"
    );
    assert_eq!(AuthCode::new("4ahx...80u0\n").unwrap_err(), error);
}

#[test]
fn an_endpoint_is_a_url_with_a_host() {
    let accepted = [
        ("https://secure.logmeinrescue.com/API/", "https://secure.logmeinrescue.com/API/", "/API/"),
        ("https://secure.logmeinrescue.com/API", "https://secure.logmeinrescue.com/API/", "/API/"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/", "/"),
        ("HTTPS://example.com/", "HTTPS://example.com/", "/"),
        ("http://[::1]:80/a/b", "http://[::1]:80/a/b/", "/a/b/"),
        ("http://[::1]", "http://[::1]/", "/"),
        ("http://a/b@c:d/%20", "http://a/b@c:d/%20/", "/b@c:d/%20/"),
    ];
    for (text, url, path) in accepted {
        let endpoint = Endpoint::new(text).unwrap();
        assert_eq!((endpoint.as_str(), endpoint.to_string().as_str()), (url, url));
        assert_eq!(Request::v1().get(&endpoint).url(), format!("{url}getSession.aspx"));
        assert_eq!(Request::v1().get(&endpoint).path_and_query(), format!("{path}getSession.aspx"));
        let soap = Request::v1().soap_1_1(&endpoint);
        assert_eq!((soap.url(), soap.path_and_query()), (&*format!("{url}API.asmx"), &*format!("{path}API.asmx")));
        assert!(soap.body().contains("xmlns=\"https://secure.logmeinrescue.com/API/API.asmx\""));
        assert_eq!(text.parse::<Endpoint>(), Ok(endpoint));
    }
    assert_eq!(Endpoint::new("https://secure.logmeinrescue.com/API/"), Ok(Endpoint::default()));

    use InvalidEndpoint::{Character, File, Host, QueryOrFragment, Scheme, UserInfo};
    let refused = [
        (Scheme, "an endpoint must start with http:// or https://"),
        (QueryOrFragment, "an endpoint must not have a query or a fragment"),
        (Character, "an endpoint must not contain whitespace or other characters that a URL encodes"),
        (UserInfo, "an endpoint must not contain a user name"),
        (Host, "an endpoint must have a host, and its port must be a number"),
        (File, "an endpoint is a folder, not a file such as API.asmx"),
    ];
    let urls = [
        (Scheme, ["", "example.com", "ftp://example.com/", " https://example.com/", "https:/example.com/"]),
        (
            File,
            ["https://a/API.asmx", "https://a/b/api.ASMX", "https://a/login.aspx", "http://a.asmx", "https://a/.asmx"],
        ),
        (QueryOrFragment, ["https://a/?", "https://a?b=1", "https://a/#", "https://?", "http://a/ ?"]),
        (Character, ["https://a b/", "https://a/\n", "https://a/\0", "https://é/", "https://a\\b/"]),
        (UserInfo, ["https://me@a/", "https://me:SECRET@a/", "https://@a", "https://me@", "https://@"]),
        (Host, ["https://", "https:///API/", "https://:80/", "https://a:/", "https://a:b/"]),
        (Host, ["https://[]/", "https://[::1/", "https://[::1]a/", "https://::1/", "https://a[b]/"]),
    ];
    for (error, urls) in urls {
        for url in urls {
            assert_eq!(Endpoint::new(url), Err(error), "{url}");
        }
    }
    for (error, message) in refused {
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn no_output_shows_a_secret() {
    const SECRET: &str = "s3cr3t";
    let code = AuthCode::new(SECRET).unwrap();
    let login = Login::new("s3cr3t@example.com", SECRET).unwrap();
    let code_request = AuthCodeRequest::new("s3cr3t@example.com", SECRET).unwrap();
    let request = Request::v3().node(5).auth_code(code.clone());
    let all = [of_request(&request), of_login(&login), of_auth_code_request(&code_request)];
    let mut outputs: Vec<String> =
        all.iter().flatten().flat_map(|it| [format!("{it:?}"), format!("{it:#?}")]).collect();
    let shown = [
        (format!("{code:?}"), "AuthCode(_)"),
        (format!("{login:?}"), "Login { .. }"),
        (format!("{code_request:?}"), "AuthCodeRequest { .. }"),
        (
            format!("{request:?}"),
            "Request { version: V3, node: Some(5), node_ref: None, auth_code: Some(AuthCode(_)) }",
        ),
        (
            format!("{:?}", login.get(&Endpoint::default())),
            "HttpRequest { method: \"GET\", path: \"/API/login.aspx\", .. }",
        ),
        (format!("{:?}", Endpoint::default()), "Endpoint(\"https://secure.logmeinrescue.com/API/\")"),
        (format!("{:?}", SetOutput::new(Output::Text)), "SetOutput { output: Text }"),
    ];
    for (shown, expected) in shown {
        assert_eq!(shown, expected);
        outputs.push(shown);
    }
    outputs.push(format!("{:?}", AuthCode::new("s3cr3t ")));
    outputs.push(format!("{:?}", Login::new("a", "s3cr3t\0")));
    outputs.push(format!("{:?}", Endpoint::new("https://s3cr3t@a/")));
    let answers = ["OK AUTHCODE: s3cr3t", "OK AUTHCODE: s3cr3t s3cr3t", "OK s3cr3t", "s3cr3t", "INVALID s3cr3t"];
    outputs.extend(answers.map(|body| format!("{:?}", AuthCodeRequest::parse_answer(body.as_bytes()))));
    outputs.extend(answers.map(|body| format!("{:?}", Login::parse_answer(body.as_bytes()))));
    for output in outputs {
        assert!(!output.contains("s3cr3t"), "{output}");
    }
}

/// SOAP answers with a code in every place, valid and invalid.
#[cfg(feature = "soap")]
fn soap_answers() -> [&'static str; 7] {
    macro_rules! answer {
        ($content:literal) => {
            concat!(
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><requestAuthCodeResponse xmlns=\"",
                "https://secure.logmeinrescue.com/API/API.asmx\">",
                $content,
                "</requestAuthCodeResponse></s:Body></s:Envelope>"
            )
        };
    }
    [
        answer!("<requestAuthCodeResult>requestAuthCode_OK</requestAuthCodeResult><sAuthCode> 4ahx80u0\n</sAuthCode>"),
        answer!(
            "<sAuthCode><![CDATA[4ahx80u0]]></sAuthCode><requestAuthCodeResult>requestAuthCode_OK</requestAuthCodeResult>"
        ),
        answer!(
            "<sAuthCode>4ahx80u0</sAuthCode><sAuthCode>4ahx80u0</sAuthCode><requestAuthCodeResult>requestAuthCode_OK</requestAuthCodeResult>"
        ),
        answer!("<sAuthCode>4ahx80u0</sAuthCode>"),
        answer!("<sAuthCode>4ahx80u0</sAuthCode><requestAuthCodeResult>requestAuthCode_Error</requestAuthCodeResult>"),
        answer!("<sAuthCode>4ahx80u0"),
        answer!("<other>4ahx80u0</other>"),
    ]
}

/// The allocator of the tests looks into each block that is freed or reallocated.
#[test]
fn secrets_are_erased_from_memory() {
    const SECRET: &str = "4ahx80u0";
    let (blocks, _) = freed_blocks_with(SECRET, || String::from(SECRET));
    assert_eq!(blocks, 0, "the string still lives");
    let (blocks, ()) = freed_blocks_with(SECRET, || drop(String::from(SECRET)));
    assert_eq!(blocks, 1);
    let (blocks, ()) = freed_blocks_with(SECRET, || {
        let mut text = String::from(SECRET);
        text.reserve(100);
        text.clear();
        text.push_str("................");
    });
    assert_eq!(blocks, 1, "the block before the reallocation");

    let (blocks, ()) = freed_blocks_with(SECRET, || {
        let code = AuthCodeRequest::parse_answer(b"OK AUTHCODE: 4ahx80u0").unwrap();
        let request = Request::v3().node(337366).auth_code(code.clone());
        let replaced = request.clone().auth_code(code);
        of_request(&request).iter().chain(&of_request(&replaced)).for_each(|request| drop(request.clone()));
        let login = Login::new("4ahx80u0@example.com", String::from(SECRET)).unwrap();
        drop(of_login(&login.clone()));
        drop(of_auth_code_request(&AuthCodeRequest::new("a@example.com", SECRET).unwrap()));
        #[cfg(feature = "soap")]
        soap_answers().iter().for_each(|body| drop(AuthCodeRequest::parse_answer(body.as_bytes())));
        // Refused texts too.
        assert!(AuthCode::new("4ahx80u0 ").is_err());
        assert!(Login::new("a@example.com", "4ahx80u0\0").is_err());
        assert!(Login::new("4ahx80u0\0", SECRET).is_err());
        assert!(AuthCodeRequest::parse_answer(b"OK AUTHCODE: 4ahx80u0\0").is_err());
    });
    assert_eq!(blocks, 0);
}
