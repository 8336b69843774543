//! What to do about a response that is no session list.

use rescue_sessions::{Error, ErrorKind, ReturnValue};

/// One sentence, or two, for the person who runs the command.
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
            ReturnValue::InvalidSecretAuthCode => "the authcode is not valid; request a new one and pass that",
            ReturnValue::UserDeletedOrDisabled => "use another account, or have this one enabled again",
            ReturnValue::PollRateExceeded => "the service was asked too often; wait, and poll less often",
            ReturnValue::Error => {
                "the service met an error that it does not specify, such as a timeout; try again later"
            }
            _ => "look it up in the manual of the API",
        },
        ErrorKind::Html => "check the request's address, and log in again",
        ErrorKind::Xml => "ask for text with setOutput, and do not use the SOAP address",
        ErrorKind::Empty => "check that the request was answered and its body was saved",
        ErrorKind::Unrecognized => "Check that this is the body of a getSession response, uncompressed and in UTF-8",
        ErrorKind::MissingColumn(_) => "If the fields are parted by another delimiter, name it with --delimiter",
        _ => return None,
    })
}
