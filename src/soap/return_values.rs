//! Return values as SOAP spells them.

use crate::return_value::ReturnValue;

/// The return value of a text such as `getSession_NotLoggedIn` (observed for version 3, documented for login).
///
/// The prefix ends with the first `_`. It is `getSession` for every version (observed), but a prefix such as
/// `getSession_V3` is accepted too.
pub(crate) fn return_value(text: &str, method: &str) -> ReturnValue {
    let base = method.split_once('_').map_or(method, |(base, _)| base);
    let suffix = [method, base].iter().find_map(|prefix| text.strip_prefix(prefix)?.strip_prefix('_'));
    match suffix.unwrap_or_default() {
        "OK" => ReturnValue::Ok,
        "Error" => ReturnValue::Error,
        "NotLoggedIn" => ReturnValue::NotLoggedIn,
        "InvalidParam_NodeID" => ReturnValue::InvalidParamNode,
        "Invalid_SecretAuthCode" => ReturnValue::InvalidSecretAuthCode,
        "User_Deleted_Or_Disabled" => ReturnValue::UserDeletedOrDisabled,
        "Invalid" => ReturnValue::Invalid,
        "LimitReached" => ReturnValue::LimitReached,
        "GlobalIpRestricted" => ReturnValue::GlobalIpRestricted,
        "PollRateExceeded" => ReturnValue::PollRateExceeded,
        _ => ReturnValue::Other(text.into()),
    }
}
