//! A client of the service: it logs in, asks for the sessions of a node, and logs in again when the login has expired.
//!
//! The crate opens no socket. [`blocking`] uses ureq, [`asynchronous`] reqwest; both send the [`HttpRequest`]s that the crate
//! builds, in any [`Form`], and pass the body of the answer to [`parse_any`](rescue_sessions::parse_any). [`streaming`] parses a
//! list while it arrives. [`MockServer`] answers like the service, on loopback.

pub mod asynchronous;
pub mod blocking;
pub mod mock;
pub mod streaming;

use std::{error, fmt};

pub use mock::server::MockServer;
use rescue_sessions::{Endpoint, Error, HttpRequest, Login, OwnedSession, Request, parse_any};

/// How a request is sent, and what the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The parameters are in the URL, and so is the password of a login. Prefer [`Form::Post`].
    Get,
    /// The answer is text.
    Post,
    /// The answer is XML, in which no customer can forge a row.
    Soap11,
    Soap12,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 4] = [Form::Get, Form::Post, Form::Soap11, Form::Soap12];

    fn of_request(self, request: &Request, endpoint: &Endpoint) -> HttpRequest {
        match self {
            Form::Get => request.get(endpoint),
            Form::Post => request.post(endpoint),
            Form::Soap11 => request.soap_1_1(endpoint),
            Form::Soap12 => request.soap_1_2(endpoint),
        }
    }

    fn of_login(self, login: &Login, endpoint: &Endpoint) -> HttpRequest {
        match self {
            Form::Get => login.get(endpoint),
            Form::Post => login.post(endpoint),
            Form::Soap11 => login.soap_1_1(endpoint),
            Form::Soap12 => login.soap_1_2(endpoint),
        }
    }
}

/// The sessions of an answer, and the errors of those that cannot be read.
#[derive(Debug, Default)]
pub struct Sessions {
    pub sessions: Vec<OwnedSession>,
    pub errors: Vec<Error>,
}

/// Parses the body of an answer, text or SOAP.
fn parse(body: &[u8]) -> Result<Sessions, Error> {
    let mut list = Sessions::default();
    for session in parse_any(body)? {
        match session {
            Ok(session) => list.sessions.push(session),
            // The rest of the list is missing: to show what is there would look like the whole list.
            Err(error) if error.retry().is_some() => return Err(error),
            Err(error) => list.errors.push(error),
        }
    }
    Ok(list)
}

/// Why a client has no list.
#[derive(Debug)]
pub enum ClientError {
    /// The connection failed.
    Http(Box<dyn error::Error + Send + Sync>),
    /// The service answered with a failure, or with something that is not a session list.
    Service(Error),
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ClientError::Http(error) => error.fmt(f),
            ClientError::Service(error) => error.fmt(f),
        }
    }
}

impl error::Error for ClientError {}

impl From<Error> for ClientError {
    fn from(error: Error) -> Self {
        ClientError::Service(error)
    }
}
