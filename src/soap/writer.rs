//! [`SoapWriter`]: sessions as a SOAP response.

use alloc::string::String;
use core::borrow::Borrow;

use crate::causes::soap::FaultCode;
use crate::error::ErrorKind;
use crate::parser::Parser;
use crate::return_value::ReturnValue;
use crate::session::owned::OwnedSession;
use crate::soap::events::{API, SCHEMA_INSTANCE, SOAP_1_1, SOAP_1_2};
use crate::soap::reader::SoapReader;
use crate::soap::return_values;
use crate::soap::write_session::SessionWriter;
use crate::soap::xml::{ContainsNul, push_element, push_end, push_start, push_text};
use crate::stream::reader::ReadError;
use crate::writer::error::{WriteError, WriteErrorKind};

/// The list of the sessions in a response.
const LIST: &str = "aSessions";
const ENVELOPE_END: &str = "</soap:Body></soap:Envelope>";
const SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";

/// Writes sessions as a SOAP response of the service, for mocks and tests. Needs the feature `soap`.
///
/// ```
/// use rescue_sessions::{OwnedSession, SoapWriter, Status, StatusCode, parse_any};
///
/// let mut session = OwnedSession::new(7);
/// session.status = Some(Status::Waiting);
/// session.status_code = Some(StatusCode::Waiting);
/// session.custom_fields = vec![Some("no | sound & no\npicture".into())];
///
/// let body = SoapWriter::v3().to_string(&[session.clone()])?;
/// assert!(body.contains("<SESSION_V3><iID>7</iID><bStatus>SESSION_WAITING</bStatus><sStatus>Waiting</sStatus>"));
///
/// let read: Vec<OwnedSession> = parse_any(body.as_bytes()).unwrap().map(Result::unwrap).collect();
/// assert_eq!(read, [session]);
/// # Ok::<(), rescue_sessions::WriteError>(())
/// ```
///
/// # What is written can be read
///
/// Every text can be escaped in XML, so that almost every list can be written. The writer accepts only lists that
/// [`SoapReader`] reads as equal sessions with the limits of [`Parser::new`]: every other list is a [`WriteError`].
/// [`OwnedSession::damage`] is not a value: it is not written.
///
/// # Sessions
///
/// A list can be a slice, a `Vec` or an iterator of [`OwnedSession`]s or references to them. Each value has an element. The
/// order is that of version 3 (observed), and the version decides only the names: `Some("")` is `<sEntry />`, and `None` has no
/// element. A start time always has seconds, and a flag is `true` or `false`.
///
/// An unknown column is an element with its name. A name that [`SoapReader`] made of nested or repeated elements, such as
/// `sNew/sPart` or `sNew[2]`, is written as such elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub struct SoapWriter {
    version: Version,
    is_soap_1_2: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Version {
    V1,
    V2,
    V3,
}

impl Version {
    /// The name of the method, and that of a session's element.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Version::V1 => ("getSession", "SESSION"),
            Version::V2 => ("getSession_V2", "SESSION_V2"),
            Version::V3 => ("getSession_V3", "SESSION_V3"),
        }
    }
}

impl SoapWriter {
    /// Writes responses of version 1: `getSessionResponse` and `SESSION` (documented).
    pub const fn v1() -> SoapWriter {
        SoapWriter::new(Version::V1)
    }

    /// Writes responses of version 2: `getSession_V2Response` and `SESSION_V2` (inferred from the other versions).
    pub const fn v2() -> SoapWriter {
        SoapWriter::new(Version::V2)
    }

    /// Writes responses of version 3: `getSession_V3Response` and `SESSION_V3` (observed).
    ///
    /// ```
    /// use rescue_sessions::{OwnedSession, SoapWriter};
    ///
    /// let no_sessions = SoapWriter::v3().to_string::<OwnedSession>([])?;
    /// assert!(no_sessions.contains("<getSession_V3Result>getSession_OK</getSession_V3Result><aSessions />"));
    /// # Ok::<(), rescue_sessions::WriteError>(())
    /// ```
    pub const fn v3() -> SoapWriter {
        SoapWriter::new(Version::V3)
    }

    const fn new(version: Version) -> SoapWriter {
        SoapWriter { version, is_soap_1_2: false }
    }

    /// Writes SOAP 1.2. Default: SOAP 1.1. The service has both (documented).
    pub const fn soap_1_2(mut self) -> SoapWriter {
        self.is_soap_1_2 = true;
        self
    }

    /// Writes a response: the return value `getSession_OK`, and an element for each session.
    ///
    /// If the type of the sessions is not known, because there are none, name it: `to_string::<OwnedSession>([])`.
    ///
    /// # Errors
    ///
    /// - Entry contains NUL
    /// - Technician is withheld
    /// - Status is `Status::Other("Active")`: it would be read as `Status::Active`; or the same for the status code
    /// - the last custom field is `None`: an absent element gives no custom field
    /// - the value of an unknown column is `None`
    /// - the name of an unknown column is `Shoe Size`, `p:a` or `{uri}a`, which is no name in XML; `sEntry`, which is a known
    ///   element; or `a` for the second time, which would be read as `a[2]`
    /// - a session has more than 256 values, or its elements have more than 65,536 bytes: the defaults of the parser
    pub fn to_string<S: Borrow<OwnedSession>>(
        &self,
        sessions: impl IntoIterator<Item = S>,
    ) -> Result<String, WriteError> {
        let mut response = ResponseWriter::new(*self);
        for session in sessions {
            response.push(session.borrow())?;
        }
        response.finish();
        Ok(response.text)
    }

    /// Writes a response, as [`SoapWriter::to_string`], to a file, a socket or another writer, session by session.
    ///
    /// It needs no `BufWriter`: it collects sessions in a buffer of its own, and flushes `out` at the end.
    ///
    /// ```
    /// use rescue_sessions::{OwnedSession, Parser, SoapReader, SoapWriter};
    ///
    /// let sessions = (1..=3).map(OwnedSession::new);
    /// let mut file = Vec::new();
    /// SoapWriter::v3().write_to(&mut file, sessions)?;
    /// assert_eq!(SoapReader::new(Parser::new(), &file[..]).count(), 3);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - `out` fails
    /// - the errors of [`SoapWriter::to_string`], as [`io::Error`](std::io::Error)s that contain the [`WriteError`]. Some of
    ///   the sessions before the one that cannot be written have been written then
    pub fn write_to<S: Borrow<OwnedSession>>(
        &self,
        mut out: impl std::io::Write,
        sessions: impl IntoIterator<Item = S>,
    ) -> std::io::Result<()> {
        const BLOCK: usize = 1 << 16;
        let mut response = ResponseWriter::new(*self);
        for session in sessions {
            response.push(session.borrow())?;
            if response.text.len() >= BLOCK {
                out.write_all(response.text.as_bytes())?;
                response.text.clear();
            }
        }
        response.finish();
        out.write_all(response.text.as_bytes())?;
        out.flush()
    }

    /// The response of a failed request: the return value alone.
    ///
    /// ```
    /// use rescue_sessions::{ErrorKind, ReturnValue, SoapWriter, parse_any};
    ///
    /// let body = SoapWriter::v3().failure(&ReturnValue::NotLoggedIn)?;
    /// assert!(body.contains("<getSession_V3Result>getSession_NotLoggedIn</getSession_V3Result>"));
    /// let error = parse_any(body.as_bytes()).unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Failure(ReturnValue::NotLoggedIn));
    /// # Ok::<(), rescue_sessions::WriteError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`WriteErrorKind::InvalidReturnValue`]:
    ///
    /// - [`ReturnValue::Ok`]: it is not a failure
    /// - `ReturnValue::Other("getSession_Error")`: the reader reads [`ReturnValue::Error`]
    /// - `ReturnValue::Other(" a")`: the reader skips whitespace around a return value
    /// - `ReturnValue::Other("\0")`: XML cannot contain it
    pub fn failure(&self, value: &ReturnValue) -> Result<String, WriteError> {
        let error = || WriteError::new(WriteErrorKind::InvalidReturnValue, None, None);
        let mut body = self.start();
        self.push_result(&return_values::write(value), &mut body).map_err(|_| error())?;
        self.push_response_end(&mut body);
        // The reader decides whether it is the same failure.
        match SoapReader::new(Parser::new(), body.as_bytes()).columns() {
            Err(ReadError::Response(read)) if matches!(read.kind(), ErrorKind::Failure(read) if read == value) => {
                Ok(body)
            }
            _ => Err(error()),
        }
    }

    /// A SOAP fault with a code and a text.
    ///
    /// ```
    /// use rescue_sessions::{ErrorKind, FaultCode, SoapError, SoapWriter, parse_any};
    ///
    /// let body = SoapWriter::v3().fault(FaultCode::Receiver, "Server was unable to process request.")?;
    /// assert!(body.contains("<soap:Fault><faultcode>soap:Server</faultcode><faultstring>Server was unable"));
    /// let error = parse_any(body.as_bytes()).unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Soap(SoapError::Fault { code: FaultCode::Receiver, text_len: 37 }));
    /// # Ok::<(), rescue_sessions::WriteError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - [`WriteErrorKind::EmbeddedNul`]: the text contains NUL
    /// - [`WriteErrorKind::RecordTooLong`]: the text is longer than the reader accepts by default
    pub fn fault(&self, code: FaultCode, text: &str) -> Result<String, WriteError> {
        let limit = Parser::new().settings().max_record();
        if text.len() > limit {
            return Err(WriteError::new(WriteErrorKind::RecordTooLong { limit }, None, None));
        }
        let mut body = self.envelope();
        let written = match self.is_soap_1_2 {
            true => push_fault_1_2(code, text, &mut body),
            false => push_fault_1_1(code, text, &mut body),
        };
        written.map_err(|_| WriteError::new(WriteErrorKind::EmbeddedNul, None, None))?;
        body.push_str(ENVELOPE_END);
        Ok(body)
    }

    /// Everything before the return value.
    fn start(&self) -> String {
        let (method, _) = self.version.names();
        let mut text = self.envelope();
        text.extend(["<", method, "Response xmlns=\"", API, "\">"]);
        text
    }

    /// Everything before the content of the body, as ASP.NET writes it (inferred).
    fn envelope(&self) -> String {
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope");
        let soap = if self.is_soap_1_2 { SOAP_1_2 } else { SOAP_1_1 };
        for (prefix, namespace) in [("soap", soap), ("xsi", SCHEMA_INSTANCE), ("xsd", SCHEMA)] {
            text.extend([" xmlns:", prefix, "=\"", namespace, "\""]);
        }
        text.push_str("><soap:Body>");
        text
    }

    fn push_result(&self, value: &str, text: &mut String) -> Result<(), ContainsNul> {
        let (method, _) = self.version.names();
        push_element(&[method, "Result"].concat(), value, text)
    }

    fn push_response_end(&self, text: &mut String) {
        let (method, _) = self.version.names();
        text.extend(["</", method, "Response>", ENVELOPE_END]);
    }
}

/// Writes a response, session by session.
struct ResponseWriter {
    writer: SoapWriter,
    sessions: SessionWriter,
    /// What has been written since it was last cleared.
    text: String,
    is_list_open: bool,
}

impl ResponseWriter {
    fn new(writer: SoapWriter) -> ResponseWriter {
        let parser = Parser::new();
        let (_, element) = writer.version.names();
        let settings = parser.settings();
        let mut text = writer.start();
        // A name contains no NUL.
        _ = writer.push_result(&return_values::write(&ReturnValue::Ok), &mut text);
        let sessions = SessionWriter::new(element, settings.max_record(), settings.max_columns());
        ResponseWriter { writer, sessions, text, is_list_open: false }
    }

    fn push(&mut self, session: &OwnedSession) -> Result<(), WriteError> {
        if !self.is_list_open {
            push_start(LIST, &mut self.text);
            self.is_list_open = true;
        }
        self.sessions.push(session, &mut self.text)
    }

    fn finish(&mut self) {
        match self.is_list_open {
            true => push_end(LIST, &mut self.text),
            false => self.text.extend(["<", LIST, " />"]),
        }
        self.writer.push_response_end(&mut self.text);
    }
}

/// The shape that SOAP 1.1 documents.
fn push_fault_1_1(code: FaultCode, text: &str, body: &mut String) -> Result<(), ContainsNul> {
    let name = match code {
        FaultCode::Sender => "Client",
        FaultCode::Receiver => "Server",
        other => fault_name(other),
    };
    body.extend(["<soap:Fault><faultcode>soap:", name, "</faultcode><faultstring>"]);
    push_text(text, body)?;
    body.push_str("</faultstring><detail /></soap:Fault>");
    Ok(())
}

/// The shape that SOAP 1.2 documents.
fn push_fault_1_2(code: FaultCode, text: &str, body: &mut String) -> Result<(), ContainsNul> {
    body.extend(["<soap:Fault><soap:Code><soap:Value>soap:", fault_name(code), "</soap:Value></soap:Code>"]);
    body.push_str("<soap:Reason><soap:Text xml:lang=\"en\">");
    push_text(text, body)?;
    body.push_str("</soap:Text></soap:Reason></soap:Fault>");
    Ok(())
}

/// The name of a code in SOAP 1.2.
fn fault_name(code: FaultCode) -> &'static str {
    match code {
        FaultCode::VersionMismatch => "VersionMismatch",
        FaultCode::MustUnderstand => "MustUnderstand",
        FaultCode::DataEncodingUnknown => "DataEncodingUnknown",
        FaultCode::Sender => "Sender",
        FaultCode::Receiver => "Receiver",
        FaultCode::Other => "Other",
    }
}
