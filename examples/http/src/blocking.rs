//! The blocking client, with ureq.

use rescue_sessions::{Endpoint, HttpRequest, Login, Request, Retry};
use ureq::Agent;

use crate::{ClientError, Form, Sessions, parse};

/// A client that blocks until the answer is there.
pub struct Client {
    /// It keeps the cookie of the login (feature `cookies`).
    agent: Agent,
    endpoint: Endpoint,
    login: Login,
    form: Form,
}

impl Client {
    /// A client that logs in when the service asks for it.
    #[must_use]
    pub fn new(endpoint: Endpoint, login: Login, form: Form) -> Client {
        // A SOAP fault has the status 500, and its body says what went wrong.
        let agent = Agent::new_with_config(Agent::config_builder().http_status_as_error(false).build());
        Client { agent, endpoint, login, form }
    }

    /// The sessions of a request. If the service answers that there is no login, logs in, and asks **once** more.
    pub fn sessions(&self, request: &Request) -> Result<Sessions, ClientError> {
        match self.ask(request) {
            Err(ClientError::Service(error)) if error.retry() == Some(Retry::AfterLogin) => {
                self.log_in()?;
                self.ask(request)
            }
            answer => answer,
        }
    }

    fn ask(&self, request: &Request) -> Result<Sessions, ClientError> {
        Ok(parse(&self.send(&self.form.of_request(request, &self.endpoint))?)?)
    }

    /// The service refuses more than ten logins in three minutes (documented).
    fn log_in(&self) -> Result<(), ClientError> {
        Ok(Login::parse_answer(&self.send(&self.form.of_login(&self.login, &self.endpoint))?)?)
    }

    fn send(&self, request: &HttpRequest) -> Result<Vec<u8>, ClientError> {
        self.try_send(request).map_err(|error| ClientError::Http(error.into()))
    }

    fn try_send(&self, request: &HttpRequest) -> Result<Vec<u8>, ureq::Error> {
        let response = match request.method() {
            "GET" => self.agent.get(request.url()).call()?,
            _ => {
                let headers = request.headers().iter();
                let post = self.agent.post(request.url());
                headers.fold(post, |post, (name, value)| post.header(*name, *value)).send(request.body())?
            }
        };
        response.into_body().read_to_vec()
    }
}
