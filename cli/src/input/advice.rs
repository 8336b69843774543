//! Advice for a response that is not a session list.

use rescue_sessions::{Error, ErrorKind, FaultCode, ReturnValue, SoapError};

use crate::input::guess::{self, Delimiter};

/// The error message, followed by what the user can do about it. `head` is the start of the response.
pub(crate) fn advice(error: &Error, head: &[u8], delimiter: &str) -> String {
    if let (ErrorKind::Unrecognized | ErrorKind::Soap(_), Some(content)) = (error.kind(), guess::content(head)) {
        return format!("the response is {content}.");
    }
    let action = match error.kind() {
        ErrorKind::MissingColumn(_) | ErrorKind::InvalidColumnName { .. } => Some(about_delimiter(head, delimiter)),
        kind => action(kind).map(str::to_owned),
    };
    match action {
        None => error.to_string(),
        Some(action) if action.starts_with(char::is_uppercase) => format!("{error}. {action}."),
        Some(action) => format!("{error}: {action}."),
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
        ErrorKind::Empty => "check that the service answered and that the body was saved",
        ErrorKind::Unrecognized => "Check that this is the body of a getSession response, uncompressed and in UTF-8",
        ErrorKind::Soap(SoapError::NoResponse | SoapError::NotAnEnvelope) => {
            "Check that this is the response of the SOAP method getSession"
        }
        ErrorKind::Soap(SoapError::Truncated) => "Check that the body was saved completely",
        ErrorKind::Soap(SoapError::Encoding) => "Convert the response to UTF-8, and change its XML declaration",
        ErrorKind::Soap(SoapError::Fault { code: FaultCode::Receiver, .. }) => "Try again later",
        ErrorKind::Soap(SoapError::Fault { .. }) => "Check the request",
        _ => return None,
    })
}

/// What to do about a header that seems to have another delimiter.
fn about_delimiter(head: &[u8], delimiter: &str) -> String {
    match guess::delimiter(head) {
        Some(Delimiter::Text(text)) if text != delimiter => {
            format!("The header looks as if another delimiter were used; try --delimiter {}", quoted(&text))
        }
        Some(Delimiter::Long { characters }) if characters != delimiter.chars().count() => {
            format!(
                "The header looks as if another delimiter of {characters} characters were used; pass it with --delimiter"
            )
        }
        _ => "If the list uses another delimiter, pass it with --delimiter".to_owned(),
    }
}

/// A text for a shell.
fn quoted(text: &str) -> String {
    match text {
        "\t" => "tab".to_owned(),
        _ => format!("'{}'", text.replace('\'', r"'\''")),
    }
}
