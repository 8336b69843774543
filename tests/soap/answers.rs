//! The SOAP answers of the login methods.

use rescue_sessions::{AuthCodeRequest, ErrorKind, Login, Retry, ReturnValue, SetOutput, SoapError};

use super::{API, envelope};

fn answer(method: &str, content: &str) -> String {
    envelope(&format!("<{method}Response xmlns=\"{API}\">{content}</{method}Response>"))
}

#[test]
fn a_login_has_a_return_value() {
    let login =
        |value: &str| Login::parse_answer(answer("login", &format!("<loginResult>{value}</loginResult>")).as_bytes());
    assert_eq!(login("login_OK"), Ok(()));
    for (value, expected, retry) in [
        ("login_Invalid", ReturnValue::Invalid, Retry::Never),
        ("login_LimitReached", ReturnValue::LimitReached, Retry::Later),
        ("login_GlobalIpRestricted", ReturnValue::GlobalIpRestricted, Retry::Never),
        ("login_Error", ReturnValue::Error, Retry::Later),
        ("OK", ReturnValue::Other("OK".into()), Retry::Later),
    ] {
        let error = login(value).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (&ErrorKind::Failure(expected), Some(retry)), "{value}");
    }
}

#[test]
fn an_authentication_code_is_beside_the_return_value() {
    let value = "<requestAuthCodeResult>requestAuthCode_OK</requestAuthCodeResult>";
    let code = "<sAuthCode>4ahx&amp;80u0</sAuthCode>";
    for content in [format!("{value}{code}"), format!("{code}<!-- c --><sNew/>{value}")] {
        let body = answer("requestAuthCode", &content);
        assert_eq!(AuthCodeRequest::parse_answer(body.as_bytes()).unwrap().expose_secret(), "4ahx&80u0");
    }
    for without in ["", "<sAuthCode/>", "<sAuthCode>a b</sAuthCode>", "<sAuthCode> </sAuthCode>"] {
        let error = AuthCodeRequest::parse_answer(answer("requestAuthCode", &format!("{value}{without}")).as_bytes())
            .unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Unrecognized, "{without}");
    }
    let failure = answer(
        "requestAuthCode",
        "<requestAuthCodeResult>requestAuthCode_PollRateExceeded</requestAuthCodeResult><sAuthCode>4ahx</sAuthCode>",
    );
    let error = AuthCodeRequest::parse_answer(failure.as_bytes()).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Failure(ReturnValue::PollRateExceeded));
}

#[test]
fn another_answer_is_an_error() {
    let login = answer("login", "<loginResult>login_OK</loginResult>");
    assert!(Login::parse_answer(login.as_bytes()).is_ok());
    let cases = [
        (SetOutput::parse_answer(login.as_bytes()), SoapError::NoResponse),
        (AuthCodeRequest::parse_answer(login.as_bytes()).map(drop), SoapError::NoResponse),
        (Login::parse_answer(answer("login", "").as_bytes()), SoapError::MissingReturnValue),
        (
            Login::parse_answer(answer("login", "<loginResult><a/></loginResult>").as_bytes()),
            SoapError::UnexpectedElement,
        ),
        (Login::parse_answer(&login.as_bytes()[..login.len() - 9]), SoapError::Truncated),
        (Login::parse_answer(b"<a/>"), SoapError::NotAnEnvelope),
    ];
    for (found, expected) in cases {
        assert_eq!(found.unwrap_err().kind(), &ErrorKind::Soap(expected));
    }
    assert_eq!(
        SetOutput::parse_answer(answer("setOutput", "<setOutputResult>setOutput_OK</setOutputResult>").as_bytes()),
        Ok(())
    );
}
