//! [`MockServer`]: a server that answers like the service.

#![expect(clippy::disallowed_types, reason = "the tests need a server")]

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use rescue_sessions::{OwnedSession, ReturnValue, Writer};

use crate::http::{Request, Response};

/// A server on 127.0.0.1 that answers like the service: `login.aspx` and `getSession_v3.aspx`, with GET or POST.
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
    lists: BTreeMap<i64, String>,
    /// Answers to the next requests of lists.
    next: VecDeque<String>,
    logins: usize,
    /// The cookie of the last login, unless it has expired.
    cookie: Option<String>,
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

    /// Sets the body for a node. The answer for all other nodes is `INVALIDPARAM_NODE`.
    pub fn set_body(&self, node: i64, body: impl Into<String>) {
        self.lock().lists.insert(node, body.into());
    }

    /// Sets the sessions of a node, with the 19 columns of version 3.
    ///
    /// # Panics
    ///
    /// The sessions cannot be written: see [`Writer::to_string`].
    pub fn set_sessions(&self, node: i64, sessions: &[OwnedSession]) {
        let body = Writer::v3().fill_missing(true).allow_damage(true).to_string(sessions);
        self.set_body(node, body.expect("sessions can be written"));
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
        match request.path.as_str() {
            "/API/login.aspx" => self.login(request),
            "/API/getSession_v3.aspx" => {
                let body = self.list(request).unwrap_or_else(|failure| {
                    Writer::failure(&failure).expect("each failure of the mock can be written")
                });
                Response { body: body.into_bytes(), cookie: None }
            }
            // The service has no other pages here. It answers a wrong address with an HTML page (observed).
            _ => Response { body: b"<!DOCTYPE html><title>Not found</title>".into(), cookie: None },
        }
    }

    fn login(&mut self, request: &Request) -> Response {
        self.logins += 1;
        let is_valid =
            request.get("email") == Some(MockServer::EMAIL) && request.get("pwd") == Some(MockServer::PASSWORD);
        let word = match is_valid {
            _ if self.logins > MAX_LOGINS => "LIMITREACHED",
            false => "INVALID",
            true => {
                self.cookie = Some(format!("session={}", self.logins));
                return Response { body: b"OK".into(), cookie: self.cookie.clone() };
            }
        };
        Response { body: word.into(), cookie: None }
    }

    fn list(&mut self, request: &Request) -> Result<String, ReturnValue> {
        match (request.get("authcode"), &self.cookie) {
            (Some(MockServer::AUTH_CODE), _) => {}
            (Some(_), _) => return Err(ReturnValue::InvalidSecretAuthCode),
            (None, Some(cookie)) if request.has_cookie(cookie) => {}
            (None, _) => return Err(ReturnValue::NotLoggedIn),
        }
        if let Some(body) = self.next.pop_front() {
            return Ok(body);
        }
        let node = request.get("node").and_then(|node| node.parse().ok()).ok_or(ReturnValue::InvalidParamNode)?;
        self.lists.get(&node).cloned().ok_or(ReturnValue::InvalidParamNode)
    }
}
