//! [`Endpoint`]: the URL of the folder that has the methods of the service.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

/// The URL of the folder that has the methods. Default: `https://secure.logmeinrescue.com/API/` (documented).
///
/// Enterprise accounts have another host (inferred), and a test has a mock, so it is a setting.
///
/// ```
/// use rescue_sessions::{Endpoint, Request};
///
/// let endpoint = Endpoint::new("https://rescue.example.com/API")?;
/// assert_eq!(endpoint.as_str(), "https://rescue.example.com/API/");
/// assert_eq!(Request::v3().get(&endpoint).url(), "https://rescue.example.com/API/getSession_v3.aspx");
/// # Ok::<(), rescue_sessions::InvalidEndpoint>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// It ends with a slash.
    url: String,
    /// The offset of the slash after the host and the port.
    path_start: usize,
}

impl Endpoint {
    /// An endpoint from its URL. A missing slash at the end is added. Nothing else is changed.
    ///
    /// Choose `https`: with `http`, everybody on the way can read the secrets of a request. It is allowed for a mock on
    /// the same machine.
    ///
    /// # Errors
    ///
    /// - `secure.logmeinrescue.com/API/`: neither `http://` nor `https://`
    /// - `https://a b/`: a character that a URL does not contain, such as a space, a newline or `é`
    /// - `https://example.com/API/?a=1`: a query or a fragment
    /// - `https://me:password@example.com/`: a user name
    /// - `https://example.com/API/API.asmx`: a file of the service, not its folder
    /// - `https:///API/`, `https://example.com:port/`: no host, or a port that is not a number
    pub fn new(url: &str) -> Result<Endpoint, InvalidEndpoint> {
        let scheme = scheme_len(url).ok_or(InvalidEndpoint::Scheme)?;
        if url.bytes().any(|byte| matches!(byte, b'?' | b'#')) {
            return Err(InvalidEndpoint::QueryOrFragment);
        }
        if !url.bytes().all(is_url_byte) {
            return Err(InvalidEndpoint::Character);
        }
        let rest = url.get(scheme..).unwrap_or_default();
        let end = rest.bytes().position(|byte| byte == b'/').unwrap_or(rest.len());
        let authority = rest.as_bytes().get(..end).unwrap_or_default();
        if authority.contains(&b'@') {
            return Err(InvalidEndpoint::UserInfo);
        }
        if !is_host_and_port(authority) {
            return Err(InvalidEndpoint::Host);
        }
        if [".asmx", ".aspx"].iter().any(|file| ends_with_ignore_case(rest, file)) {
            return Err(InvalidEndpoint::File);
        }
        let mut url = url.to_owned();
        if url.bytes().next_back() != Some(b'/') {
            url.push('/');
        }
        Ok(Endpoint { url, path_start: scheme.saturating_add(end) })
    }

    /// The URL, with a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The offset of the path in the URL.
    pub(crate) fn path_start(&self) -> usize {
        self.path_start
    }
}

fn ends_with_ignore_case(text: &str, end: &str) -> bool {
    let start = text.len().saturating_sub(end.len());
    text.get(start..).is_some_and(|last| last.eq_ignore_ascii_case(end))
}

/// The length of `http://` or `https://` at the start of a URL, in lower or upper case.
fn scheme_len(url: &str) -> Option<usize> {
    let starts_with = |scheme: &&str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    ["http://", "https://"].iter().find(|scheme| starts_with(scheme)).map(|scheme| scheme.len())
}

/// The characters of RFC 3986, without `?` and `#`.
fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%:/[]@!$&'()*+,;=".contains(&byte)
}

/// `host [ ":" 1*DIGIT ]`. A host with colons is in brackets.
fn is_host_and_port(text: &[u8]) -> bool {
    let is_ipv6 = text.first() == Some(&b'[');
    let end = text.iter().position(|byte| *byte == if is_ipv6 { b']' } else { b':' }).unwrap_or(text.len());
    let Some((host, rest)) = text.split_at_checked(end) else { return false };
    let (host, rest) = match (host, rest) {
        ([b'[', host @ ..], [b']', rest @ ..]) => (host, rest),
        _ => (host, rest),
    };
    let is_port = match rest {
        [] => true,
        [b':', port @ ..] => !port.is_empty() && port.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    !host.is_empty() && !host.iter().any(|byte| matches!(byte, b'[' | b']')) && is_port
}

impl Default for Endpoint {
    fn default() -> Self {
        Endpoint { url: "https://secure.logmeinrescue.com/API/".to_owned(), path_start: 32 }
    }
}

impl FromStr for Endpoint {
    type Err = InvalidEndpoint;

    /// The same as [`Endpoint::new`].
    ///
    /// # Errors
    ///
    /// The same as [`Endpoint::new`].
    fn from_str(url: &str) -> Result<Self, InvalidEndpoint> {
        Endpoint::new(url)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.url)
    }
}

/// Shows the URL.
impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Endpoint").field(&self.url).finish()
    }
}

/// The error for a URL that is not an [`Endpoint`]. It does not contain the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvalidEndpoint {
    /// The URL starts with neither `http://` nor `https://`.
    Scheme,
    /// The URL contains a `?` or a `#`.
    QueryOrFragment,
    /// The URL contains whitespace, a control character, or another character that must be percent-encoded.
    Character,
    /// The URL contains a user name or a password. They would end up in logs.
    UserInfo,
    /// The URL has no host, or its port is not a number.
    Host,
    /// The last part of the path is a file, such as `API.asmx`: a request adds the file.
    File,
}

impl fmt::Display for InvalidEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InvalidEndpoint::Scheme => "an endpoint must start with http:// or https://",
            InvalidEndpoint::QueryOrFragment => "an endpoint must not have a query or a fragment",
            InvalidEndpoint::Character => {
                "an endpoint must not contain whitespace or other characters that a URL encodes"
            }
            InvalidEndpoint::UserInfo => "an endpoint must not contain a user name",
            InvalidEndpoint::Host => "an endpoint must have a host, and its port must be a number",
            InvalidEndpoint::File => "an endpoint is a folder, not a file such as API.asmx",
        })
    }
}

impl core::error::Error for InvalidEndpoint {}
