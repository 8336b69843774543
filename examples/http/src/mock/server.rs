//! [`MockServer`]: a server that answers like the service.

#![expect(clippy::disallowed_types, reason = "the tests need a server")]

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use rescue_sessions::{Endpoint, FaultCode, OwnedSession, ReturnValue, SoapWriter, Writer};

use crate::mock::http::{Request, Response};

/// A server on 127.0.0.1 that answers like the service: the methods `login` and `getSession` of each version, with GET, POST or
/// SOAP.
///
/// It accepts one login and one authentication code. A login sets a cookie. It answers in chunks of some bytes, and runs
/// until the program ends.
#[derive(Debug)]
pub struct MockServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    lists: BTreeMap<i64, List>,
    /// Answers to the next requests of lists.
    next: VecDeque<String>,
    logins: usize,
    /// The cookie of the last login, unless it has expired.
    cookie: Option<String>,
}

#[derive(Clone, Debug)]
enum List {
    /// A body, whatever the client asks for.
    Body(String),
    /// Written in the format and version that the client asks for.
    Sessions(Vec<OwnedSession>),
}

/// After so many logins the service refuses more for three minutes (documented). The mock refuses them for good.
const MAX_LOGINS: usize = 10;

impl MockServer {
    /// The e-mail address that can log in.
    pub const EMAIL: &str = "ann@example.com";
    /// The password of [`MockServer::EMAIL`].
    pub const PASSWORD: &str = "not a secret";
    /// The authentication code that is valid without a login.
    pub const AUTH_CODE: &str = "4ahx80u0";

    /// Starts a server on a free port.
    ///
    /// # Errors
    ///
    /// There is no free port.
    pub fn start() -> io::Result<MockServer> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let server = MockServer { address: listener.local_addr()?, state: Arc::default() };
        let state = Arc::clone(&server.state);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let state = Arc::clone(&state);
                // A client that closes the connection early is no error of the server.
                thread::spawn(move || _ = answer(&connection, &state));
            }
        });
        Ok(server)
    }

    /// The base URL, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/API", self.address)
    }

    /// The same as an endpoint for requests.
    ///
    /// # Panics
    ///
    /// Never: the URL is valid.
    #[must_use]
    pub fn endpoint(&self) -> Endpoint {
        Endpoint::new(&self.url()).expect("the URL is valid")
    }

    /// Sets the body for a node. The answer for all other nodes is `INVALIDPARAM_NODE`.
    pub fn set_body(&self, node: i64, body: impl Into<String>) {
        self.lock().lists.insert(node, List::Body(body.into()));
    }

    /// Sets the sessions of a node, with the columns of the version that the client asks for.
    ///
    /// Sessions that cannot be written are the answer `ERROR`, or a SOAP fault: see [`Writer::to_string`] and
    /// [`SoapWriter::to_string`].
    pub fn set_sessions(&self, node: i64, sessions: &[OwnedSession]) {
        self.lock().lists.insert(node, List::Sessions(sessions.to_vec()));
    }

    /// Sets the answer to the next request for a list, once. Several answers are given in their order.
    pub fn answer_next(&self, body: impl Into<String>) {
        self.lock().next.push_back(body.into());
    }

    /// Ends the login, as the service does after 20 minutes without a request (documented).
    pub fn expire_login(&self) {
        self.lock().cookie = None;
    }

    /// How many logins were tried.
    #[must_use]
    pub fn logins(&self) -> usize {
        self.lock().logins
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

/// Locks the state. If a thread has panicked, its test has failed already.
fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(connection: &TcpStream, state: &Mutex<State>) -> io::Result<()> {
    let request = Request::read(connection)?;
    let response = lock(state).answer(&request);
    response.write(connection)
}

impl State {
    fn answer(&mut self, request: &Request) -> Response {
        match (request.path.as_str(), request.method.as_deref()) {
            ("/API/API.asmx", Some("login")) => self.login(request).to_soap("login"),
            ("/API/API.asmx", Some(method)) => match method.strip_prefix("getSession") {
                Some(version) => self.list_as_soap(request, version),
                None => fault(FaultCode::Sender),
            },
            ("/API/login.aspx", _) => self.login(request),
            ("/API/getSession.aspx", _) => self.list_as_text(request, Writer::v1()),
            ("/API/getSession_v2.aspx", _) => self.list_as_text(request, Writer::v2()),
            ("/API/getSession_v3.aspx", _) => self.list_as_text(request, Writer::v3()),
            // The service has no other pages here. It answers a wrong address with an HTML page (observed).
            _ => Response::of("<!DOCTYPE html><title>Not found</title>"),
        }
    }

    fn login(&mut self, request: &Request) -> Response {
        self.logins += 1;
        let email = request.get("email").or(request.get("sEmail"));
        let password = request.get("pwd").or(request.get("sPassword"));
        let is_valid = email == Some(MockServer::EMAIL) && password == Some(MockServer::PASSWORD);
        let word = match is_valid {
            _ if self.logins > MAX_LOGINS => "LIMITREACHED",
            false => "INVALID",
            true => {
                self.cookie = Some(format!("session={}", self.logins));
                return Response { cookie: self.cookie.clone(), ..Response::of("OK") };
            }
        };
        Response::of(word)
    }

    fn list_as_text(&mut self, request: &Request, writer: Writer) -> Response {
        let writer = writer.fill_missing(true).allow_damage(true);
        let body = match self.list(request) {
            Ok(List::Body(body)) => Ok(body),
            Ok(List::Sessions(sessions)) => writer.to_string(sessions),
            Err(failure) => Writer::failure(&failure),
        };
        Response::of(body.unwrap_or_else(|_| "ERROR".to_owned()))
    }

    fn list_as_soap(&mut self, request: &Request, version: &str) -> Response {
        let writer = match version {
            "_V3" => SoapWriter::v3(),
            "_V2" => SoapWriter::v2(),
            _ => SoapWriter::v1(),
        };
        let body = match self.list(request) {
            Ok(List::Body(body)) => Ok(body),
            Ok(List::Sessions(sessions)) => writer.to_string(sessions),
            Err(failure) => writer.failure(&failure),
        };
        body.map_or_else(|_| fault(FaultCode::Receiver), Response::of)
    }

    fn list(&mut self, request: &Request) -> Result<List, ReturnValue> {
        match (request.get("authcode").or(request.get("sAuthCode")), &self.cookie) {
            (Some(MockServer::AUTH_CODE), _) => {}
            (Some(_), _) => return Err(ReturnValue::InvalidSecretAuthCode),
            (None, Some(cookie)) if request.has_cookie(cookie) => {}
            (None, _) => return Err(ReturnValue::NotLoggedIn),
        }
        if let Some(body) = self.next.pop_front() {
            return Ok(List::Body(body));
        }
        let node = request.get("node").or(request.get("iNodeID")).and_then(|node| node.parse().ok());
        node.and_then(|node: i64| self.lists.get(&node).cloned()).ok_or(ReturnValue::InvalidParamNode)
    }
}

impl Response {
    fn of(body: impl Into<String>) -> Response {
        Response { body: body.into().into_bytes(), ..Response::default() }
    }

    /// The same answer, a word, in SOAP.
    fn to_soap(&self, method: &str) -> Response {
        let value = match &*self.body {
            b"OK" => "OK",
            b"LIMITREACHED" => "LimitReached",
            _ => "Invalid",
        };
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">\
             <soap:Body><{method}Response xmlns=\"https://secure.logmeinrescue.com/API/API.asmx\">\
             <{method}Result>{method}_{value}</{method}Result></{method}Response></soap:Body></soap:Envelope>"
        );
        Response { cookie: self.cookie.clone(), ..Response::of(body) }
    }
}

fn fault(code: FaultCode) -> Response {
    let body = SoapWriter::v1().fault(code, "Server was unable to process the request.");
    Response { is_fault: true, ..Response::of(body.expect("the text can be written")) }
}
