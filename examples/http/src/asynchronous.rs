//! The asynchronous client, with reqwest.

use reqwest::Method;
use rescue_sessions::{Endpoint, HttpRequest, Login, Request, Retry};

use crate::{ClientError, Form, Sessions, parse};

/// A client that waits without blocking the thread.
pub struct Client {
    /// It keeps the cookie of the login (feature `cookies`).
    http: reqwest::Client,
    endpoint: Endpoint,
    login: Login,
    form: Form,
}

impl Client {
    /// A client that logs in when the service asks for it.
    pub fn new(endpoint: Endpoint, login: Login, form: Form) -> Result<Client, ClientError> {
        let http = reqwest::Client::builder().cookie_store(true).build();
        Ok(Client { http: http.map_err(|error| ClientError::Http(error.into()))?, endpoint, login, form })
    }

    /// The sessions of a request. If the service answers that there is no login, logs in, and asks **once** more.
    pub async fn sessions(&self, request: &Request) -> Result<Sessions, ClientError> {
        match self.ask(request).await {
            Err(ClientError::Service(error)) if error.retry() == Some(Retry::AfterLogin) => {
                self.log_in().await?;
                self.ask(request).await
            }
            answer => answer,
        }
    }

    async fn ask(&self, request: &Request) -> Result<Sessions, ClientError> {
        Ok(parse(&self.send(&self.form.of_request(request, &self.endpoint)).await?)?)
    }

    /// The service refuses more than ten logins in three minutes (documented).
    async fn log_in(&self) -> Result<(), ClientError> {
        Ok(Login::parse_answer(&self.send(&self.form.of_login(&self.login, &self.endpoint)).await?)?)
    }

    async fn send(&self, request: &HttpRequest) -> Result<Vec<u8>, ClientError> {
        self.try_send(request).await.map_err(|error| ClientError::Http(error.without_url().into()))
    }

    /// The error contains the URL, in which a GET request has the password.
    async fn try_send(&self, request: &HttpRequest) -> Result<Vec<u8>, reqwest::Error> {
        let method = if request.method() == "GET" { Method::GET } else { Method::POST };
        let mut builder = self.http.request(method, request.url());
        for (name, value) in request.headers() {
            builder = builder.header(*name, *value);
        }
        Ok(builder.body(request.body().to_owned()).send().await?.bytes().await?.into())
    }
}
