//! [`SetOutput`]: the request that switches between text and XML.

use crate::error::Error;
use crate::request::answer;
use crate::request::call::{Call, Param, SET_OUTPUT, Value, four_forms};

/// A request that sets the format of the answers: the method `setOutput` (documented).
///
/// Send `TEXT` if a response is [`ErrorKind::Xml`](crate::ErrorKind::Xml) and the client reads only text: another program may
/// have set the output to XML. How long the setting lasts is not known.
///
/// In SOAP, the parameter is `eOutput` (documented in a sample of the manual). In GET and POST it is `output` (inferred
/// from two clients in production). The request needs the cookie of a [`Login`](crate::Login); whether an authentication
/// code is enough is not known.
///
/// ```
/// use rescue_sessions::{Endpoint, Output, SetOutput};
///
/// let request = SetOutput::new(Output::Text).post(&Endpoint::default());
/// assert_eq!(request.url(), "https://secure.logmeinrescue.com/API/setOutput.aspx");
/// assert_eq!(request.body(), "output=TEXT");
///
/// // The body of the answer.
/// assert!(SetOutput::parse_answer(b"OK\n\n").is_ok());
/// assert!(SetOutput::parse_answer(b"NOTLOGGEDIN").is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub struct SetOutput {
    output: Output,
}

impl SetOutput {
    /// A request that sets this format.
    pub const fn new(output: Output) -> SetOutput {
        SetOutput { output }
    }

    /// Reads the answer, text or SOAP (with the feature `soap`). `Ok` is the return value `OK`; what follows it is ignored.
    ///
    /// # Errors
    ///
    /// - `NOTLOGGEDIN`: the login has expired, or there was none (inferred from the other methods)
    /// - `ERROR`: an unspecified error, such as a timeout (inferred from the other methods)
    /// - `<html>…`: an HTML page; XML that is not this answer
    /// - an empty body, or only whitespace
    /// - `Hello`: no known return value
    pub fn parse_answer(body: &[u8]) -> Result<(), Error> {
        answer::read_ok(body, &SET_OUTPUT)
    }

    fn call(&self) -> Call<'_> {
        let output = Param { form: "output", soap: "eOutput", value: Value::Text(self.output.as_str()) };
        Call { method: &SET_OUTPUT, params: [Some(output), None, None] }
    }
}

four_forms!(SetOutput, "The URL contains no secret.");

/// The format of the answers to GET and POST requests. See [`SetOutput`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Output {
    /// `XML` (documented in a sample of the manual). What the service then sends is not known. With the feature `soap`,
    /// [`parse_any`](crate::parse_any) reads a list without an envelope (inferred).
    Xml,
    /// `TEXT`: what this crate parses (inferred from clients in production).
    Text,
}

impl Output {
    /// The word as the service reads it: `XML` or `TEXT`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Output::Xml => "XML",
            Output::Text => "TEXT",
        }
    }
}
