//! [`Request`]: the request for a session list.

use crate::request::call::{Call, GET_SESSION, GET_SESSION_V2, GET_SESSION_V3, Param, Value, four_forms};
use crate::request::secret::AuthCode;

/// A request for a session list: `getSession` in one of its three versions.
///
/// | version | its columns |
/// |---|---|
/// | [`Request::v1`] | those of version 2 by its own page; the page of version 2 introduces the last two (both documented) |
/// | [`Request::v2`] | [`Column::VERSION_2`](crate::Column::VERSION_2) (documented) |
/// | [`Request::v3`] | [`Column::VERSION_3`](crate::Column::VERSION_3): three more custom fields (observed) |
///
/// Without [`Request::auth_code`], send the cookie that the answer to a [`Login`](crate::Login) sets.
///
/// ```
/// use rescue_sessions::{AuthCode, Endpoint, NodeRef, Request};
///
/// let request = Request::v1().node(337366).node_ref(NodeRef::Node).auth_code(AuthCode::new("4ahx...80u0")?);
/// let endpoint = Endpoint::default();
///
/// // The sample of the manual.
/// let url = "https://secure.logmeinrescue.com/API/getSession.aspx?node=337366&noderef=NODE&authcode=4ahx...80u0";
/// assert_eq!(request.get(&endpoint).url(), url);
///
/// // In the body, the code does not end up in the log of a proxy.
/// assert_eq!(request.post(&endpoint).url(), "https://secure.logmeinrescue.com/API/getSession.aspx");
/// assert_eq!(request.post(&endpoint).body(), "node=337366&noderef=NODE&authcode=4ahx...80u0");
///
/// // SOAP, whose XML is escaped.
/// assert_eq!(request.soap_1_1(&endpoint).url(), "https://secure.logmeinrescue.com/API/API.asmx");
/// # Ok::<(), rescue_sessions::InvalidAuthCode>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Request {
    version: Version,
    node: Option<i64>,
    node_ref: Option<NodeRef>,
    auth_code: Option<AuthCode>,
}

#[derive(Clone, Copy, Debug)]
enum Version {
    V1,
    V2,
    V3,
}

impl Request {
    /// A request for version 1: `getSession` (documented).
    pub const fn v1() -> Request {
        Request::new(Version::V1)
    }

    /// A request for version 2: `getSession_v2` (documented). In SOAP, `getSession_V2` (inferred from version 3).
    pub const fn v2() -> Request {
        Request::new(Version::V2)
    }

    /// A request for version 3: `getSession_v3` (documented). In SOAP, `getSession_V3` (observed).
    pub const fn v3() -> Request {
        Request::new(Version::V3)
    }

    const fn new(version: Version) -> Request {
        Request { version, node: None, node_ref: None, auth_code: None }
    }

    /// Sets the node: the ID of the technician or channel whose sessions are listed (documented). Default: not sent.
    ///
    /// The manual contradicts itself. The page of version 1 calls the parameter required, and also optional: without it,
    /// the service returns the sessions of all technicians and channels. The pages of versions 2 and 3 call it required
    /// (all documented). In SOAP, the service reads an absent number as 0 (inferred from ASP.NET).
    ///
    /// The ID of a node can be negative (observed). In SOAP it has 32 bits (documented); the service cannot read a larger one.
    pub fn node(self, node: i64) -> Request {
        Request { node: Some(node), ..self }
    }

    /// Sets what the node is. Default: not sent, which the service reads as [`NodeRef::Node`] (documented).
    pub fn node_ref(self, node_ref: NodeRef) -> Request {
        Request { node_ref: Some(node_ref), ..self }
    }

    /// Sets the authentication code, which replaces a login. Default: not sent.
    pub fn auth_code(self, code: AuthCode) -> Request {
        Request { auth_code: Some(code), ..self }
    }

    fn call(&self) -> Call<'_> {
        let method = match self.version {
            Version::V1 => &GET_SESSION,
            Version::V2 => &GET_SESSION_V2,
            Version::V3 => &GET_SESSION_V3,
        };
        let node = self.node.map(|node| Param { form: "node", soap: "iNodeID", value: Value::Number(node) });
        let node_ref = self.node_ref.map(|node_ref| Value::Text(node_ref.as_str()));
        let auth_code = self.auth_code.as_ref().map(|code| Value::Text(code.expose_secret()));
        Call {
            method,
            params: [
                node,
                node_ref.map(|value| Param { form: "noderef", soap: "eNodeRef", value }),
                auth_code.map(|value| Param { form: "authcode", soap: "sAuthCode", value }),
            ],
        }
    }
}

four_forms!(
    Request,
    "The URL contains the authentication code, and proxies and servers write URLs into their logs. Prefer [`Request::post`]."
);

/// What the node of a [`Request`] is (documented). See [`Request::node_ref`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NodeRef {
    /// `NODE`: a node of the hierarchy, such as a technician.
    Node,
    /// `CHANNEL`: a channel.
    Channel,
}

impl NodeRef {
    /// The word as the service reads it: `NODE` or `CHANNEL`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            NodeRef::Node => "NODE",
            NodeRef::Channel => "CHANNEL",
        }
    }
}
