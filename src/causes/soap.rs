//! [`SoapError`]: why a SOAP response cannot be read.

use core::fmt;

use crate::column::Column;

/// Why a SOAP response, or one session of it, cannot be read. Only readers of SOAP give it (feature `soap`).
///
/// [`Error::position`](crate::Error::position) says where, and [`Error::element`](crate::Error::element) in which element.
///
/// ```
/// # #[cfg(feature = "soap")] {
/// use rescue_sessions::{ErrorKind, SoapError, parse_any};
///
/// let error = parse_any(b"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>").unwrap_err();
/// assert_eq!(*error.kind(), ErrorKind::Soap(SoapError::Doctype));
/// assert_eq!(error.to_string(), "line 1, byte 0: a document type declaration is not allowed in SOAP");
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SoapError {
    /// The XML is not well-formed: `<a></b>`, or text outside the envelope.
    NotWellFormed,
    /// The response ends inside an element, so it was truncated.
    Truncated,
    /// The XML declaration names an encoding other than UTF-8.
    Encoding,
    /// A byte is not valid UTF-8. The sessions after it cannot be read (documented by XML).
    InvalidUtf8,
    /// A tag, a text or a comment is longer than the limit, so that the rest of the response cannot be read.
    TooLong {
        /// The limit in bytes: that of [`Parser::max_record`](crate::Parser::max_record), but at least 4,096.
        limit: usize,
    },
    /// The response has a document type declaration. SOAP does not allow it (documented by SOAP), because it can define
    /// entities that expand without end, or name files to be read.
    Doctype,
    /// A reference is neither one of the five predefined entities nor a character: `&nbsp;`, `&#0;`, `&#xD800;`.
    Reference,
    /// Elements are nested too deep.
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// Too many namespace declarations are in scope.
    TooManyNamespaces {
        /// The limit.
        limit: usize,
    },
    /// The root element is not a SOAP envelope.
    NotAnEnvelope,
    /// The envelope has no response of the method: of `getSession` for a list, of `login` for a login.
    NoResponse,
    /// The response ends without a return value, so nothing says whether the list is complete.
    MissingReturnValue,
    /// The service answered with a SOAP fault.
    Fault {
        /// The sort of the fault.
        code: FaultCode,
        /// The length of the fault's text in bytes. The text itself can contain data, so no error has it.
        text_len: usize,
    },

    /// A value contains an element: `<iID>7<b/></iID>`; or the list contains an element that is not a session.
    UnexpectedElement,
    /// Text is where only elements are expected: between two values, or between two sessions.
    UnexpectedText,
    /// A session has two elements with this name.
    DuplicateElement,
    /// The value of a flag is neither `true`, `false`, `1` nor `0` (documented by XML Schema).
    InvalidBoolean(Column),
}

/// The sort of a SOAP fault, by its code.
///
/// The names are those of SOAP 1.2. SOAP 1.1 calls a sender the client, and a receiver the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultCode {
    /// The service does not know this version of SOAP: `VersionMismatch`.
    VersionMismatch,
    /// The service does not understand a header that the request demands: `MustUnderstand`.
    MustUnderstand,
    /// The service does not know the data encoding: `DataEncodingUnknown`.
    DataEncodingUnknown,
    /// The request is wrong: `Sender`, or `Client` in SOAP 1.1.
    Sender,
    /// The service failed: `Receiver`, or `Server` in SOAP 1.1. The request can succeed later.
    Receiver,
    /// Another code, or none.
    Other,
}

impl SoapError {
    /// A short name for logs and metrics, for [`ErrorKind::code`](crate::ErrorKind::code).
    pub(crate) fn code(self) -> &'static str {
        match self {
            SoapError::NotWellFormed => "xml_not_well_formed",
            SoapError::Truncated => "xml_truncated",
            SoapError::Encoding => "xml_encoding",
            SoapError::InvalidUtf8 => "xml_invalid_utf8",
            SoapError::TooLong { .. } => "xml_too_long",
            SoapError::Doctype => "xml_doctype",
            SoapError::Reference => "xml_reference",
            SoapError::TooDeep { .. } => "xml_too_deep",
            SoapError::TooManyNamespaces { .. } => "xml_too_many_namespaces",
            SoapError::NotAnEnvelope => "soap_not_an_envelope",
            SoapError::NoResponse => "soap_no_response",
            SoapError::MissingReturnValue => "soap_missing_return_value",
            SoapError::Fault { .. } => "soap_fault",
            SoapError::UnexpectedElement => "soap_unexpected_element",
            SoapError::UnexpectedText => "soap_unexpected_text",
            SoapError::DuplicateElement => "soap_duplicate_element",
            SoapError::InvalidBoolean(_) => "soap_invalid_boolean",
        }
    }

    pub(crate) fn column(self) -> Option<Column> {
        match self {
            SoapError::InvalidBoolean(column) => Some(column),
            _ => None,
        }
    }
}

impl fmt::Display for SoapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SoapError::NotWellFormed => "the XML is not well-formed",
            SoapError::Truncated => "the response ends inside an element",
            SoapError::Encoding => "the encoding of the XML is not UTF-8",
            SoapError::InvalidUtf8 => "invalid UTF-8",
            SoapError::TooLong { limit } => return write!(f, "a tag or a text is longer than {limit} bytes"),
            SoapError::Doctype => "a document type declaration is not allowed in SOAP",
            SoapError::Reference => "a reference is neither a predefined entity nor a character",
            SoapError::TooDeep { limit } => return write!(f, "elements are nested more than {limit} deep"),
            SoapError::TooManyNamespaces { limit } => return write!(f, "more than {limit} namespace declarations"),
            SoapError::NotAnEnvelope => "the root element is not a SOAP envelope",
            SoapError::NoResponse => "the envelope has no response of this method",
            SoapError::MissingReturnValue => "the response has no return value",
            SoapError::Fault { code, text_len } => {
                return write!(f, "the service answered with a SOAP fault: {code}, text of {text_len} bytes");
            }
            SoapError::UnexpectedElement => "an element is where none is expected",
            SoapError::UnexpectedText => "text is where only elements are expected",
            SoapError::DuplicateElement => "the session has two elements with this name",
            SoapError::InvalidBoolean(column) => return write!(f, "{column} is neither true, false, 1 nor 0"),
        })
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            FaultCode::VersionMismatch => "VersionMismatch",
            FaultCode::MustUnderstand => "MustUnderstand",
            FaultCode::DataEncodingUnknown => "DataEncodingUnknown",
            FaultCode::Sender => "Sender",
            FaultCode::Receiver => "Receiver",
            FaultCode::Other => "unknown code",
        })
    }
}
