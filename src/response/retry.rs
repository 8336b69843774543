//! [`Retry`]: what a client can do about a response that failed.

use crate::causes::soap::{FaultCode, SoapError};
use crate::error::{Error, ErrorKind, Scope};
use crate::return_value::ReturnValue;

/// When a client can repeat a request whose response failed. See [`Error::retry`].
///
/// `Never` needs evidence that the same request fails again. Without it, the answer is `Later`: a temporary
/// failure must not stop a client permanently.
///
/// | error | retry | reason |
/// |---|---|---|
/// | [`ReturnValue::NotLoggedIn`] | `AfterLogin` | there was no login, or it has expired (documented) |
/// | [`ErrorKind::Html`] | `AfterLogin` | the login has expired, or the URL is wrong (both observed) |
/// | [`ReturnValue::PollRateExceeded`] | `Later` | the client sends requests too often (observed) |
/// | [`ReturnValue::LimitReached`] | `Later` | more than ten logins in three minutes: wait three minutes (documented) |
/// | [`ReturnValue::Error`] | `Later` | unspecified, such as a timeout (documented) |
/// | [`ReturnValue::Other`] | `Later` | it may be a new failure of any sort, or a truncated word (inferred) |
/// | [`ErrorKind::Empty`] | `Later` | the service always answers with a return value, so the body was lost (inferred) |
/// | [`ErrorKind::Unrecognized`] | `Later` | a proxy on the way may have answered in its own words (inferred) |
/// | [`ReturnValue::InvalidParamNode`] | `Never` | no node has the requested ID (documented) |
/// | [`ReturnValue::InvalidSecretAuthCode`] | `Never` | the authentication code is not valid (documented) |
/// | [`ReturnValue::UserDeletedOrDisabled`] | `Never` | the user is deleted or disabled (documented) |
/// | [`ReturnValue::Invalid`] | `Never` | the e-mail address or the password is wrong (documented) |
/// | [`ReturnValue::GlobalIpRestricted`] | `Never` | the account does not allow a login from this IP address (inferred) |
/// | [`ErrorKind::Xml`] | `Never` | the URL is that of the SOAP interface, or `setOutput` has set the account's output to XML (documented) |
/// | header: [`MissingHeader`], [`MissingRow`] | `Later` | strict mode: there is no session now (inferred) |
/// | header: [`MissingNewline`] | `Later` | strict mode: the body ends in the header, so it may be truncated (inferred) |
/// | header: any other kind | `Never` | the header is the same in every response; a setting of the [`Parser`], such as the delimiter, does not fit it (inferred) |
/// | header: `Deserialize` | `Never` | the client's type does not fit the columns of the list |
/// | SOAP: [`Truncated`], [`NotWellFormed`], [`MissingReturnValue`] | `Later` | the body was damaged on the way (inferred) |
/// | SOAP: [`Fault`] with [`FaultCode::Receiver`] or [`FaultCode::Other`] | `Later` | the service failed (documented by SOAP) |
/// | SOAP: any other kind | `Never` | the request, or its URL, is wrong (documented by SOAP for faults, otherwise inferred) |
/// | row: any kind | `None` | the response did not fail |
///
/// [`MissingHeader`]: ErrorKind::MissingHeader
/// [`MissingRow`]: ErrorKind::MissingRow
/// [`MissingNewline`]: ErrorKind::MissingNewline
/// [`Parser`]: crate::Parser
/// [`Truncated`]: SoapError::Truncated
/// [`NotWellFormed`]: SoapError::NotWellFormed
/// [`MissingReturnValue`]: SoapError::MissingReturnValue
/// [`Fault`]: SoapError::Fault
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// After a new login. Do this once: if the response fails again, the URL may be wrong, and the service refuses more
    /// than ten logins in three minutes (documented).
    ///
    /// A client that passes an authentication code has no login. For it, the code did not reach the service (inferred).
    AfterLogin,
    /// After a pause, which grows with each failure. If the response still fails after several attempts, report it.
    Later,
    /// Not at all: the same request fails again, until a person changes the request, the account or the settings.
    Never,
}

impl Error {
    /// When a client can repeat the request, or `None` if the response did not fail: a row is invalid, but the other
    /// rows are not.
    ///
    /// [`Retry`] has the answer for each kind of error, and the reason.
    ///
    /// ```
    /// use rescue_sessions::{Retry, parse};
    ///
    /// assert_eq!(parse("NOTLOGGEDIN").unwrap_err().retry(), Some(Retry::AfterLogin));
    /// assert_eq!(parse("POLLRATEEXCEEDED").unwrap_err().retry(), Some(Retry::Later));
    /// assert_eq!(parse("INVALIDPARAM_NODE").unwrap_err().retry(), Some(Retry::Never));
    ///
    /// let error = parse("OK\n\nID|\nseven|\n")?.sessions().next().unwrap().unwrap_err();
    /// assert_eq!(error.retry(), None);
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        (self.scope() != Scope::Row).then(|| of_kind(self.kind()))
    }
}

/// The answer for an error of the response or of the header.
fn of_kind(kind: &ErrorKind) -> Retry {
    match kind {
        ErrorKind::Failure(value) => of_return_value(value),
        ErrorKind::Soap(why) => of_soap(*why),
        ErrorKind::Html => Retry::AfterLogin,
        ErrorKind::Empty
        | ErrorKind::Unrecognized
        | ErrorKind::MissingHeader
        | ErrorKind::MissingRow
        | ErrorKind::MissingNewline => Retry::Later,
        ErrorKind::Xml
        | ErrorKind::InvalidUtf8
        | ErrorKind::TooManyColumns { .. }
        | ErrorKind::RecordTooLong { .. }
        | ErrorKind::MissingColumn(_)
        | ErrorKind::InvalidColumnName { .. }
        | ErrorKind::DuplicateColumn { .. }
        | ErrorKind::EmptyField { .. }
        | ErrorKind::UnexpectedTrailingDelimiter
        | ErrorKind::CarriageReturn => Retry::Never,
        // The type lacks a column: no other response has it.
        #[cfg(feature = "serde")]
        ErrorKind::Deserialize(_) => Retry::Never,
        // These kinds concern rows only.
        ErrorKind::FieldCount { .. }
        | ErrorKind::TrailingDelimiter { .. }
        | ErrorKind::AmbiguousEnd
        | ErrorKind::AmbiguousValue(_)
        | ErrorKind::InvalidInteger(_)
        | ErrorKind::IntegerOutOfRange(_)
        | ErrorKind::InvalidTime(_)
        | ErrorKind::TimeOutOfRange(_)
        | ErrorKind::InvalidFlag(_)
        | ErrorKind::InvalidLanguage(_) => Retry::Never,
    }
}

fn of_soap(why: SoapError) -> Retry {
    match why {
        SoapError::NotWellFormed | SoapError::Truncated | SoapError::MissingReturnValue => Retry::Later,
        SoapError::Fault { code: FaultCode::Receiver | FaultCode::Other, .. } => Retry::Later,
        _ => Retry::Never,
    }
}

fn of_return_value(value: &ReturnValue) -> Retry {
    match value {
        ReturnValue::NotLoggedIn => Retry::AfterLogin,
        ReturnValue::Error | ReturnValue::PollRateExceeded | ReturnValue::LimitReached | ReturnValue::Other(_) => {
            Retry::Later
        }
        ReturnValue::InvalidParamNode
        | ReturnValue::InvalidSecretAuthCode
        | ReturnValue::UserDeletedOrDisabled
        | ReturnValue::Invalid
        | ReturnValue::GlobalIpRestricted => Retry::Never,
        // No error contains it.
        ReturnValue::Ok => Retry::Later,
    }
}
