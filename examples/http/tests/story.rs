//! The whole story, against the mock: log in, ask, the login expires, log in again, ask, parse. Each form, blocking and
//! asynchronous.

use http_example::{ClientError, Form, MockServer, Sessions, asynchronous, blocking};
use rescue_sessions::{
    AuthCode, Endpoint, ErrorKind, Login, NodeRef, OwnedSession, Request, ReturnValue, SoapError, StartTime, Status,
    StatusCode,
};

const NODE: i64 = 337_366;

fn session(id: i64) -> OwnedSession {
    let mut session = OwnedSession::new(id);
    session.status = Some(Status::Waiting);
    session.start_time = StartTime::new(2012, 2, 16, 9, 0, 0);
    session.waiting_time = Some(35);
    session.custom_fields = vec![Some("Ann & <Lee>".into())];
    session
}

fn server() -> MockServer {
    let server = MockServer::start().unwrap();
    server.set_sessions(NODE, &[session(7), session(8)]);
    server
}

fn login() -> Login {
    Login::new(MockServer::EMAIL, MockServer::PASSWORD).unwrap()
}

/// Asks with both clients, each with a new login.
fn ask(server: &MockServer, login: &Login, form: Form, request: &Request) -> [Result<Sessions, ClientError>; 2] {
    ask_at(&server.endpoint(), login, form, request)
}

fn ask_at(endpoint: &Endpoint, login: &Login, form: Form, request: &Request) -> [Result<Sessions, ClientError>; 2] {
    let blocking = blocking::Client::new(endpoint.clone(), login.clone(), form).sessions(request);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = asynchronous::Client::new(endpoint.clone(), login.clone(), form).unwrap();
    [blocking, runtime.block_on(client.sessions(request))]
}

fn kind(answer: Result<Sessions, ClientError>) -> ErrorKind {
    match answer {
        Err(ClientError::Service(error)) => error.into_kind(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_form_and_version_logs_in_and_reads_the_sessions() {
    for form in Form::ALL {
        for request in [Request::v1(), Request::v2(), Request::v3()] {
            let server = server();
            for list in ask(&server, &login(), form, &request.node(NODE).node_ref(NodeRef::Node)) {
                let list = list.unwrap();
                let ids: Vec<i64> = list.sessions.iter().map(|session| session.id).collect();
                assert_eq!((ids.as_slice(), list.errors.len()), (&[7, 8][..], 0));
                assert_eq!(list.sessions[0].status, Some(Status::Waiting));
                assert_eq!(list.sessions[0].custom_fields[0].as_deref(), Some("Ann & <Lee>"));
            }
            assert_eq!(server.logins(), 2, "one for each client");
        }
    }
}

#[test]
fn a_client_logs_in_again_when_the_login_has_expired() {
    for form in Form::ALL {
        let server = server();
        let client = blocking::Client::new(server.endpoint(), login(), form);
        let request = Request::v3().node(NODE);
        for (expires, logins) in [(false, 1), (false, 1), (true, 2), (false, 2)] {
            if expires {
                server.expire_login();
            }
            assert_eq!(client.sessions(&request).unwrap().sessions.len(), 2);
            assert_eq!(server.logins(), logins);
        }
    }
}

#[test]
fn an_authentication_code_needs_no_login() {
    for form in Form::ALL {
        let server = server();
        let request = |code: &str| Request::v3().node(NODE).auth_code(AuthCode::new(code).unwrap());
        for list in ask(&server, &login(), form, &request(MockServer::AUTH_CODE)) {
            assert_eq!(list.unwrap().sessions.len(), 2);
        }
        for list in ask(&server, &login(), form, &request("another")) {
            assert_eq!(kind(list), ErrorKind::Failure(ReturnValue::InvalidSecretAuthCode));
        }
        assert_eq!(server.logins(), 0);
    }
}

#[test]
fn a_failure_is_an_error_and_is_not_repeated() {
    for form in Form::ALL {
        let server = server();
        for list in ask(&server, &login(), form, &Request::v3().node(6)) {
            assert_eq!(kind(list), ErrorKind::Failure(ReturnValue::InvalidParamNode));
        }
        let wrong = Login::new(MockServer::EMAIL, "wrong").unwrap();
        for list in ask(&server, &wrong, form, &Request::v3().node(NODE)) {
            assert_eq!(kind(list), ErrorKind::Failure(ReturnValue::Invalid));
        }
        while server.logins() < 10 {
            server.expire_login();
            blocking::Client::new(server.endpoint(), login(), form).sessions(&Request::v3().node(NODE)).unwrap();
        }
        server.expire_login();
        for list in ask(&server, &login(), form, &Request::v3().node(NODE)) {
            assert_eq!(kind(list), ErrorKind::Failure(ReturnValue::LimitReached));
        }
    }
}

#[test]
fn other_answers_are_errors_of_their_own() {
    let endpoint = |server: &MockServer| Endpoint::new(&format!("{}/other", server.url())).unwrap();
    let server = server();
    for form in Form::ALL {
        for list in ask_at(&endpoint(&server), &login(), form, &Request::v3().node(NODE)) {
            assert_eq!(kind(list), ErrorKind::Html, "a wrong address, also after a login");
        }
    }
    // A fault has the status 500, and a body.
    let mut session = OwnedSession::new(7);
    session.entry = Some("\0".into());
    server.set_sessions(5, &[session]);
    let code = || AuthCode::new(MockServer::AUTH_CODE).unwrap();
    for form in [Form::Soap11, Form::Soap12] {
        for list in ask(&server, &login(), form, &Request::v3().node(5).auth_code(code())) {
            assert!(matches!(kind(list), ErrorKind::Soap(SoapError::Fault { .. })));
        }
    }
    // A truncated answer is not a shorter list.
    server.answer_next("<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>");
    server.answer_next("<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>");
    for list in ask(&server, &login(), Form::Soap11, &Request::v3().node(NODE).auth_code(code())) {
        assert_eq!(kind(list), ErrorKind::Soap(SoapError::Truncated));
    }
}

#[test]
fn soap_gives_the_status_code_and_keeps_delimiters() {
    let server = server();
    let mut session = OwnedSession::new(7);
    session.status = Some(Status::from_text("Ativas").into_owned());
    session.status_code = Some(StatusCode::PickedUp);
    session.custom_fields = vec![Some("no | sound\nno picture".into())];
    server.set_sessions(5, std::slice::from_ref(&session));
    let request = Request::v3().node(5).auth_code(AuthCode::new(MockServer::AUTH_CODE).unwrap());
    for list in ask(&server, &login(), Form::Soap12, &request) {
        assert_eq!(list.unwrap().sessions, [session.clone()]);
    }
}
