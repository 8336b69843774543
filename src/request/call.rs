//! A call of a method of the service, in its four forms: GET, POST, SOAP 1.1 and SOAP 1.2.

use core::fmt::{self, Display};

use crate::request::encode::{PercentEncoded, XmlEscaped, exact};
use crate::request::endpoint::Endpoint;
use crate::request::http::{Header, HttpRequest};

/// The XML namespace of all methods, whatever the host is: it is a name, not an address (documented).
macro_rules! namespace {
    () => {
        "https://secure.logmeinrescue.com/API/API.asmx"
    };
}

/// What differs from method to method.
pub(crate) struct Method {
    /// The file of GET and POST requests, such as `getSession_v3.aspx`.
    file: &'static str,
    /// The name in SOAP, such as `getSession_V3`.
    name: &'static str,
    soap_1_1: [Header; 2],
    soap_1_2: [Header; 1],
}

#[cfg(feature = "soap")]
impl Method {
    /// The name in SOAP.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }
}

/// A method with its name in the URL and its name in SOAP.
macro_rules! method {
    ($file:literal, $name:literal) => {
        Method {
            file: concat!($file, ".aspx"),
            name: $name,
            soap_1_1: [
                ("Content-Type", "text/xml; charset=utf-8"),
                ("SOAPAction", concat!("\"", namespace!(), "/", $name, "\"")),
            ],
            soap_1_2: [(
                "Content-Type",
                concat!("application/soap+xml; charset=utf-8; action=\"", namespace!(), "/", $name, "\""),
            )],
        }
    };
}

/// `getSession` (documented), and its spelling in SOAP: documented, by the pattern, observed.
pub(crate) static GET_SESSION: Method = method!("getSession", "getSession");
pub(crate) static GET_SESSION_V2: Method = method!("getSession_v2", "getSession_V2");
pub(crate) static GET_SESSION_V3: Method = method!("getSession_v3", "getSession_V3");
pub(crate) static LOGIN: Method = method!("login", "login");
pub(crate) static REQUEST_AUTH_CODE: Method = method!("requestAuthCode", "requestAuthCode");
pub(crate) static SET_OUTPUT: Method = method!("setOutput", "setOutput");

static FORM: [Header; 1] = [("Content-Type", "application/x-www-form-urlencoded")];

/// A parameter, which has one name in queries and forms, and another one in SOAP.
pub(crate) struct Param<'a> {
    pub(crate) form: &'static str,
    pub(crate) soap: &'static str,
    pub(crate) value: Value<'a>,
}

pub(crate) enum Value<'a> {
    Number(i64),
    Text(&'a str),
}

/// A method and its parameters, in the order of the documentation. An absent one is not sent.
pub(crate) struct Call<'a> {
    pub(crate) method: &'static Method,
    pub(crate) params: [Option<Param<'a>>; 3],
}

impl Call<'_> {
    pub(crate) fn get(&self, endpoint: &Endpoint) -> HttpRequest {
        let separator = if self.params().next().is_some() { "?" } else { "" };
        let url = exact(format_args!("{endpoint}{}{separator}{}", self.method.file, Form(self)));
        HttpRequest::get(url, endpoint.path_start())
    }

    pub(crate) fn post(&self, endpoint: &Endpoint) -> HttpRequest {
        let url = exact(format_args!("{endpoint}{}", self.method.file));
        HttpRequest::post(url, endpoint.path_start(), &FORM, exact(Form(self)))
    }

    pub(crate) fn soap_1_1(&self, endpoint: &Endpoint) -> HttpRequest {
        self.soap(endpoint, &self.method.soap_1_1, "http://schemas.xmlsoap.org/soap/envelope/")
    }

    pub(crate) fn soap_1_2(&self, endpoint: &Endpoint) -> HttpRequest {
        self.soap(endpoint, &self.method.soap_1_2, "http://www.w3.org/2003/05/soap-envelope")
    }

    fn soap(&self, endpoint: &Endpoint, headers: &'static [Header], namespace: &'static str) -> HttpRequest {
        let url = exact(format_args!("{endpoint}API.asmx"));
        HttpRequest::post(url, endpoint.path_start(), headers, exact(Envelope { call: self, namespace }))
    }

    fn params(&self) -> impl Iterator<Item = &Param<'_>> {
        self.params.iter().flatten()
    }
}

/// `form = [ name "=" value *( "&" name "=" value ) ]`, for the query of a URL too.
struct Form<'a>(&'a Call<'a>);

impl Display for Form<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for Param { form, value, .. } in self.0.params() {
            match value {
                Value::Number(number) => write!(f, "{separator}{form}={number}")?,
                Value::Text(text) => write!(f, "{separator}{form}={}", PercentEncoded(text))?,
            }
            separator = "&";
        }
        Ok(())
    }
}

/// The XML of a SOAP request.
struct Envelope<'a> {
    call: &'a Call<'a>,
    /// The namespace of the version of SOAP.
    namespace: &'static str,
}

impl Display for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.call.method.name;
        f.write_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")?;
        write!(f, "<soap:Envelope xmlns:soap=\"{}\"><soap:Body>", self.namespace)?;
        write!(f, "<{name} xmlns=\"{}\">", namespace!())?;
        for Param { soap, value, .. } in self.call.params() {
            match value {
                Value::Number(number) => write!(f, "<{soap}>{number}</{soap}>")?,
                Value::Text(text) => write!(f, "<{soap}>{}</{soap}>", XmlEscaped(text))?,
            }
        }
        write!(f, "</{name}></soap:Body></soap:Envelope>")
    }
}

/// Generates the four forms of a request type that has a function `call`.
macro_rules! four_forms {
    ($type:ident, $get:literal) => {
        impl $type {
            /// The request as GET, with the parameters in the URL.
            ///
            #[doc = $get]
            #[must_use]
            pub fn get(&self, endpoint: &crate::request::endpoint::Endpoint) -> crate::request::http::HttpRequest {
                self.call().get(endpoint)
            }

            /// The request as POST, with the parameters as a form in the body.
            #[must_use]
            pub fn post(&self, endpoint: &crate::request::endpoint::Endpoint) -> crate::request::http::HttpRequest {
                self.call().post(endpoint)
            }

            /// The request as SOAP 1.1. The answer is XML.
            #[must_use]
            pub fn soap_1_1(&self, endpoint: &crate::request::endpoint::Endpoint) -> crate::request::http::HttpRequest {
                self.call().soap_1_1(endpoint)
            }

            /// The request as SOAP 1.2. The answer is XML.
            ///
            /// The action is a parameter of the content type, as RFC 3902 has it. The service's samples omit it
            /// (documented). ASP.NET, on which the service runs (observed), first looks for the action, and without one
            /// takes the name of the element in the body, so it accepts both. Clients made with .NET send it (both
            /// inferred from the source of .NET).
            #[must_use]
            pub fn soap_1_2(&self, endpoint: &crate::request::endpoint::Endpoint) -> crate::request::http::HttpRequest {
                self.call().soap_1_2(endpoint)
            }
        }
    };
}

pub(crate) use four_forms;
