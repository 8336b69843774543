//! [`HttpRequest`]: a request as text, for any HTTP client.

use core::fmt;

use crate::request::secret::Secret;

/// The name and the value of a header.
pub(crate) type Header = (&'static str, &'static str);

/// An HTTP request as plain text: method, URL, headers and body. This crate does not send it; any HTTP client can.
///
/// The client adds what depends on the connection, such as `Host` and `Content-Length`. If the request has no
/// authentication code, the client must also send the cookie of the login.
///
/// The URL or the body can contain secrets. `Debug` shows only the method and the path. The memory is erased when the
/// request is dropped. What the HTTP client copies is not erased.
///
/// ```
/// use rescue_sessions::{AuthCode, Endpoint, Request};
///
/// let request = Request::v3().node(337366).auth_code(AuthCode::new("4ahx...80u0")?).post(&Endpoint::default());
/// assert_eq!(request.method(), "POST");
/// assert_eq!(request.url(), "https://secure.logmeinrescue.com/API/getSession_v3.aspx");
/// assert_eq!(request.path_and_query(), "/API/getSession_v3.aspx");
/// assert_eq!(request.headers(), [("Content-Type", "application/x-www-form-urlencoded")]);
/// assert_eq!(request.body(), "node=337366&authcode=4ahx...80u0");
/// assert_eq!(format!("{request:?}"), r#"HttpRequest { method: "POST", path: "/API/getSession_v3.aspx", .. }"#);
/// # Ok::<(), rescue_sessions::InvalidAuthCode>(())
/// ```
#[derive(Clone)]
pub struct HttpRequest {
    method: &'static str,
    url: Secret,
    /// The offset of the path in the URL.
    path_start: usize,
    headers: &'static [Header],
    body: Secret,
}

impl HttpRequest {
    pub(crate) fn get(url: Secret, path_start: usize) -> HttpRequest {
        HttpRequest { method: "GET", url, path_start, headers: &[], body: Secret::new("") }
    }

    pub(crate) fn post(url: Secret, path_start: usize, headers: &'static [Header], body: Secret) -> HttpRequest {
        HttpRequest { method: "POST", url, path_start, headers, body }
    }

    /// The method: `GET` or `POST`.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// The URL, with the query. The query of a GET request contains the secrets.
    #[must_use]
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// The part of the URL after the host: what an HTTP client sends in the first line of the request.
    #[must_use]
    pub fn path_and_query(&self) -> &str {
        self.url().get(self.path_start..).unwrap_or_default()
    }

    /// The headers that describe the body, each with its name and its value. A GET request has none.
    #[must_use]
    pub fn headers(&self) -> &'static [(&'static str, &'static str)] {
        self.headers
    }

    /// The body, in UTF-8. It is empty if the method is GET. Otherwise, it can contain secrets.
    #[must_use]
    pub fn body(&self) -> &str {
        self.body.as_str()
    }
}

/// Shows the method and the path without the query.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path_and_query();
        let end = path.bytes().position(|byte| byte == b'?').unwrap_or(path.len());
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("path", &path.get(..end).unwrap_or_default())
            .finish_non_exhaustive()
    }
}
