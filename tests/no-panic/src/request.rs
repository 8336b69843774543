//! Builds every request, and reads every answer.

use alloc::string::String;
use core::hint::black_box;

use rescue_sessions::{
    AuthCode, AuthCodeRequest, Endpoint, Error, HttpRequest, Login, NodeRef, Output, Request, SetOutput,
};

use crate::{show, values};

/// Any text is a URL, a code, an e-mail address and a password.
pub fn build(text: &str) {
    let parsed = text.parse::<Endpoint>();
    if let Err(error) = Endpoint::new(text) {
        show::error(&error);
        show::comparable(&error);
    }
    let endpoint = parsed.unwrap_or_default();
    show::comparable(&endpoint);
    show::display(&endpoint);
    black_box(endpoint.as_str());
    session_list(text, &endpoint);
    logins(text, &endpoint);
    outputs(&endpoint);
}

fn session_list(text: &str, endpoint: &Endpoint) {
    let node_ref = if black_box(true) { NodeRef::Node } else { NodeRef::Channel };
    show::comparable(&node_ref);
    black_box(node_ref.as_str());
    for request in [Request::v1(), Request::v2(), Request::v3()] {
        let mut request = request.node(black_box(-2)).node_ref(node_ref);
        match AuthCode::new(text) {
            Ok(code) => {
                show::debug(&code);
                black_box(code.expose_secret());
                request = request.auth_code(code);
            }
            Err(error) => {
                show::error(&error);
                show::comparable(&error);
            }
        }
        show::debug(&request);
        let request = black_box(&request).clone();
        http(request.get(endpoint));
        http(request.post(endpoint));
        http(request.soap_1_1(endpoint));
        http(request.soap_1_2(endpoint));
    }
}

fn logins(text: &str, endpoint: &Endpoint) {
    match Login::new(text, String::from(text)) {
        Ok(login) => {
            show::debug(&login);
            let login = black_box(&login).clone();
            http(login.get(endpoint));
            http(login.post(endpoint));
            http(login.soap_1_1(endpoint));
            http(login.soap_1_2(endpoint));
        }
        Err(error) => {
            show::error(&error);
            show::comparable(&error);
        }
    }
    if let Ok(request) = AuthCodeRequest::new(text, text) {
        show::debug(&request);
        let request = black_box(&request).clone();
        http(request.get(endpoint));
        http(request.post(endpoint));
        http(request.soap_1_1(endpoint));
        http(request.soap_1_2(endpoint));
    }
}

fn outputs(endpoint: &Endpoint) {
    let output = if black_box(true) { Output::Text } else { Output::Xml };
    show::comparable(&output);
    black_box(output.as_str());
    let request = SetOutput::new(output);
    show::comparable(&request);
    http(request.get(endpoint));
    http(request.post(endpoint));
    http(request.soap_1_1(endpoint));
    http(request.soap_1_2(endpoint));
}

fn http(request: HttpRequest) {
    show::debug(&request);
    let request = black_box(&request).clone();
    black_box((request.method(), request.url(), request.path_and_query(), request.headers(), request.body()));
}

/// Any body is an answer.
pub fn read_answers(body: &[u8]) {
    answer(Login::parse_answer(body));
    answer(SetOutput::parse_answer(body));
    answer(AuthCodeRequest::parse_answer(body));
}

fn answer<T>(answer: Result<T, Error>) {
    match answer {
        Ok(value) => _ = black_box(value),
        Err(error) => values::error(&error),
    }
}
