//! [`Login`] and [`AuthCodeRequest`]: the two methods that take an e-mail address and a password.

use alloc::string::String;
use core::fmt;

use crate::error::Error;
use crate::request::answer;
use crate::request::call::{Call, LOGIN, Method, Param, REQUEST_AUTH_CODE, Value, four_forms};
use crate::request::secret::{AuthCode, Credentials, InvalidCredentials};

/// A login: the method `login` (documented).
///
/// The answer sets a cookie, which the HTTP client must send with each other request. The login ends after 20 minutes
/// without a request. Then the service answers `NOTLOGGEDIN`. It refuses more than ten logins in three minutes (all
/// documented). With an [`AuthCode`], no login is necessary.
///
/// `Debug` shows neither the e-mail address nor the password. The memory of both is erased when the login is dropped.
///
/// ```
/// use rescue_sessions::{Endpoint, Login, Retry};
///
/// let login = Login::new("some@email.com", "secretPassword")?;
/// assert_eq!(login.post(&Endpoint::default()).body(), "email=some%40email.com&pwd=secretPassword");
///
/// // The body of the answer.
/// assert!(Login::parse_answer(b"OK").is_ok());
/// let error = Login::parse_answer(b"LIMITREACHED").unwrap_err();
/// assert_eq!(error.to_string(), "the service answered LIMITREACHED");
/// assert_eq!(error.retry(), Some(Retry::Later)); // after three minutes
/// # Ok::<(), rescue_sessions::InvalidCredentials>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct Login(Credentials);

impl Login {
    /// A login with an e-mail address and a password. Both are sent exactly. A `String` is moved and erased with the
    /// login; the source of a `&str` is not erased.
    ///
    /// # Errors
    ///
    /// - `a\0@example.com`: the e-mail address contains a character that XML 1.0 does not allow, so that no SOAP request
    ///   can contain it: a control character other than tab, LF and CR; U+FFFE; U+FFFF
    /// - `secret\x1b`: the same in the password
    pub fn new(email: impl Into<String>, password: impl Into<String>) -> Result<Login, InvalidCredentials> {
        Credentials::new(email, password).map(Login)
    }

    /// Reads the answer, text or SOAP (with the feature `soap`). `Ok` is the return value `OK`.
    ///
    /// Nothing follows `OK` (documented). If something does, it is ignored: the return value says that the login
    /// succeeded, and a client that repeats it would reach the limit of logins.
    ///
    /// # Errors
    ///
    /// - `INVALID`: the e-mail address or the password is wrong (documented)
    /// - `LIMITREACHED`: more than ten logins in three minutes; wait three minutes (documented)
    /// - `GLOBALIPRESTRICTED`: the account does not allow a login from this IP address (inferred)
    /// - `ERROR`: an unspecified error, such as a timeout (documented)
    /// - `<html>…`: an HTML page; XML that is not this answer
    /// - an empty body, or only whitespace
    /// - `Hello`: no known return value
    pub fn parse_answer(body: &[u8]) -> Result<(), Error> {
        answer::read_ok(body, &LOGIN)
    }

    fn call(&self) -> Call<'_> {
        call(&LOGIN, &self.0)
    }
}

four_forms!(
    Login,
    "The URL contains the password, and proxies and servers write URLs into their logs. The samples of the manual use GET, \
     but prefer [`Login::post`]."
);

/// Shows `Login { .. }`.
impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login { .. }")
    }
}

/// A request for a new authentication code: the method `requestAuthCode` (documented).
///
/// A new code ends the old one (documented), so that other programs with the old code get `INVALID_SECRETAUTHCODE`.
/// Request it once and keep it.
///
/// `Debug` shows neither the e-mail address nor the password. The memory of both is erased when the request is dropped.
///
/// ```
/// use rescue_sessions::{AuthCodeRequest, Endpoint, Request};
///
/// let request = AuthCodeRequest::new("some@email.com", "secretPassword")?;
/// assert_eq!(request.post(&Endpoint::default()).path_and_query(), "/API/requestAuthCode.aspx");
///
/// // The body of the answer.
/// let code = AuthCodeRequest::parse_answer(b"OK AUTHCODE: 4ahx...80u0").unwrap();
/// let request = Request::v3().node(337366).auth_code(code);
/// # assert_eq!(request.post(&Endpoint::default()).body(), "node=337366&authcode=4ahx...80u0");
/// # Ok::<(), rescue_sessions::InvalidCredentials>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct AuthCodeRequest(Credentials);

impl AuthCodeRequest {
    /// A request with an e-mail address and a password. Both are sent exactly. A `String` is moved and erased with the
    /// request; the source of a `&str` is not erased.
    ///
    /// # Errors
    ///
    /// The same as [`Login::new`].
    pub fn new(email: impl Into<String>, password: impl Into<String>) -> Result<AuthCodeRequest, InvalidCredentials> {
        Credentials::new(email, password).map(AuthCodeRequest)
    }

    /// Reads the answer, text or SOAP (with the feature `soap`): `OK AUTHCODE: 4ahx…80u0` (documented), or `sAuthCode` beside
    /// `requestAuthCode_OK` (observed).
    ///
    /// Whitespace of any kind can follow `OK`, the colon and the code. The manual has a space after the colon on one
    /// page, and none on another (documented). The body also contains the code, and this crate cannot erase it.
    ///
    /// # Errors
    ///
    /// - `INVALID`: the e-mail address or the password is wrong (documented)
    /// - `POLLRATEEXCEEDED`: the client requests codes too often (observed in SOAP)
    /// - `ERROR`: an unspecified error, such as a timeout (documented)
    /// - `<html>…`: an HTML page; XML that is not this answer
    /// - an empty body, or only whitespace
    /// - `Hello`: no known return value
    /// - `OK`, `OK AUTHCODE:`, `OK AUTHCODE: 4ahx 80u0`: no code, or one with whitespace inside. This is
    ///   [`ErrorKind::Unrecognized`](crate::ErrorKind::Unrecognized) too
    pub fn parse_answer(body: &[u8]) -> Result<AuthCode, Error> {
        answer::read_auth_code(body, &REQUEST_AUTH_CODE)
    }

    fn call(&self) -> Call<'_> {
        call(&REQUEST_AUTH_CODE, &self.0)
    }
}

four_forms!(
    AuthCodeRequest,
    "The URL contains the password, and proxies and servers write URLs into their logs. The samples of the manual use GET, \
     but prefer [`AuthCodeRequest::post`]."
);

/// Shows `AuthCodeRequest { .. }`.
impl fmt::Debug for AuthCodeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthCodeRequest { .. }")
    }
}

fn call<'a>(method: &'static Method, credentials: &'a Credentials) -> Call<'a> {
    let email = Param { form: "email", soap: "sEmail", value: Value::Text(credentials.email()) };
    let password = Param { form: "pwd", soap: "sPassword", value: Value::Text(credentials.password()) };
    Call { method, params: [Some(email), Some(password), None] }
}
