//! Return values as SOAP spells them.

use alloc::borrow::ToOwned;
use alloc::string::String;

use crate::return_value::ReturnValue;

/// The return value of a text such as `getSession_NotLoggedIn` (observed for version 3, documented for login).
///
/// The prefix ends with the first `_`. It is `getSession` for every version (observed), but a prefix such as
/// `getSession_V3` is accepted too.
pub(crate) fn return_value(text: &str, method: &str) -> ReturnValue {
    let base = method.split_once('_').map_or(method, |(base, _)| base);
    let suffix = [method, base].iter().find_map(|prefix| text.strip_prefix(prefix)?.strip_prefix('_'));
    suffix.and_then(of_name).unwrap_or_else(|| ReturnValue::Other(text.into()))
}

/// The text of a value: `getSession_NotLoggedIn`. The prefix is the same for every version (observed).
pub(crate) fn write(value: &ReturnValue) -> String {
    match name(value) {
        Some(name) => ["getSession_", name].concat(),
        None => value.as_str().to_owned(),
    }
}

/// Generates both conversions, from name to value and from value to name, from one table.
macro_rules! names {
    ($($value:ident: $name:literal;)*) => {
        fn of_name(name: &str) -> Option<ReturnValue> {
            match name {
                $($name => Some(ReturnValue::$value),)*
                _ => None,
            }
        }

        /// The name of a value without its prefix, or `None` for [`ReturnValue::Other`].
        fn name(value: &ReturnValue) -> Option<&'static str> {
            match value {
                $(ReturnValue::$value => Some($name),)*
                ReturnValue::Other(_) => None,
            }
        }
    };
}

names! {
    Ok: "OK";
    Error: "Error";
    NotLoggedIn: "NotLoggedIn";
    InvalidParamNode: "InvalidParam_NodeID";
    InvalidSecretAuthCode: "Invalid_SecretAuthCode";
    UserDeletedOrDisabled: "User_Deleted_Or_Disabled";
    Invalid: "Invalid";
    LimitReached: "LimitReached";
    GlobalIpRestricted: "GlobalIpRestricted";
    PollRateExceeded: "PollRateExceeded";
}
