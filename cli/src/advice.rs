//! Advice for a response that is not a session list.

use rescue_sessions::{Error, ErrorKind, ReturnValue};

/// The error message, followed by what the user can do about it.
pub(crate) fn advice(error: &Error) -> String {
    match (error.kind(), action(error.kind())) {
        (_, None) => error.to_string(),
        (ErrorKind::Failure(_) | ErrorKind::Html | ErrorKind::Xml | ErrorKind::Empty, Some(action)) => {
            format!("{error}: {action}.")
        }
        (_, Some(action)) => format!("{error}. {action}."),
    }
}

fn action(kind: &ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::Failure(value) => match value {
            ReturnValue::NotLoggedIn => "log in again, or pass an authcode with the request",
            ReturnValue::InvalidParamNode => "no node has this ID; check node and noderef in the request",
            ReturnValue::InvalidSecretAuthCode => "the authcode is not valid; request a new one",
            ReturnValue::UserDeletedOrDisabled => "use another account, or have this one re-enabled",
            ReturnValue::PollRateExceeded => "too many requests; wait, then poll less often",
            ReturnValue::Error => "the service does not specify the error, which may be a timeout; try again later",
            _ => "look it up in the API manual",
        },
        ErrorKind::Html => "check the URL of the request, and log in again",
        ErrorKind::Xml => "request text output with setOutput, and do not use the SOAP endpoint",
        ErrorKind::Empty => "check that the service answered and that the body was saved",
        ErrorKind::Unrecognized => "Check that this is the body of a getSession response, uncompressed and in UTF-8",
        ErrorKind::MissingColumn(_) => "If the list uses another delimiter, pass it with --delimiter",
        _ => return None,
    })
}
