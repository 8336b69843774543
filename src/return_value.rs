//! The return value: the first word of a response.

use alloc::boxed::Box;
use core::convert::Infallible;
use core::fmt;
use core::str::FromStr;

/// The return value: the first word of a response, which says whether the request succeeded.
///
/// `getSession` has six documented values. The others belong to methods for the login, or were observed for a sibling
/// method. An unknown word is kept as [`ReturnValue::Other`].
///
/// ```
/// use rescue_sessions::{ErrorKind, ReturnValue, parse};
///
/// let error = parse("NOTLOGGEDIN").unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Failure(ReturnValue::NotLoggedIn)));
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ReturnValue {
    /// `OK`: the session list follows. No error contains this value.
    Ok,
    /// `ERROR`: an unspecified error, such as a timeout.
    Error,
    /// `NOTLOGGEDIN`: the login has expired, or there was none.
    NotLoggedIn,
    /// `INVALIDPARAM_NODE`: no node has the requested ID.
    InvalidParamNode,
    /// `INVALID_SECRETAUTHCODE`: the authentication code is not valid.
    InvalidSecretAuthCode,
    /// `USER_DELETED_OR_DISABLED`: the user is deleted or disabled.
    UserDeletedOrDisabled,
    /// `POLLRATEEXCEEDED`: the client sends requests too often (observed for a sibling method, not documented).
    PollRateExceeded,
    /// `INVALID`: the e-mail address and the password do not identify a user (documented for `login` and
    /// `requestAuthCode`).
    Invalid,
    /// `LIMITREACHED`: more than ten logins in three minutes (documented for `login`).
    LimitReached,
    /// `GLOBALIPRESTRICTED`: the account does not allow a login from this IP address (inferred, with its meaning, from
    /// the SOAP spelling `login_GlobalIpRestricted`).
    GlobalIpRestricted,
    /// Another word. The parser accepts `[A-Z0-9_]+`, at most 64 bytes, with nothing else in the response.
    Other(Box<str>),
}

/// Generates both conversions, from word to value and from value to word, from one table.
macro_rules! words {
    ($($value:ident: $word:literal;)*) => {
        impl ReturnValue {
            /// The value of a word. An unknown word becomes [`ReturnValue::Other`].
            #[must_use]
            pub fn from_word(word: &str) -> ReturnValue {
                match word {
                    $($word => ReturnValue::$value,)*
                    other => ReturnValue::Other(other.into()),
                }
            }

            /// The word as the service writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(ReturnValue::$value => $word,)*
                    ReturnValue::Other(word) => word,
                }
            }
        }

        /// Shows the variant. It hides an unknown word, which is text from the body: `Other(_)`.
        impl fmt::Debug for ReturnValue {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(ReturnValue::$value => stringify!($value),)*
                    ReturnValue::Other(_) => "Other(_)",
                })
            }
        }

        #[cfg(test)]
        const WORDS: &[(&str, ReturnValue)] = &[$(($word, ReturnValue::$value)),*];
    };
}

words! {
    Ok: "OK";
    Error: "ERROR";
    NotLoggedIn: "NOTLOGGEDIN";
    InvalidParamNode: "INVALIDPARAM_NODE";
    InvalidSecretAuthCode: "INVALID_SECRETAUTHCODE";
    UserDeletedOrDisabled: "USER_DELETED_OR_DISABLED";
    PollRateExceeded: "POLLRATEEXCEEDED";
    Invalid: "INVALID";
    LimitReached: "LIMITREACHED";
    GlobalIpRestricted: "GLOBALIPRESTRICTED";
}

impl ReturnValue {
    /// Whether this is `OK`.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        *self == ReturnValue::Ok
    }
}

impl From<&str> for ReturnValue {
    fn from(word: &str) -> Self {
        ReturnValue::from_word(word)
    }
}

impl FromStr for ReturnValue {
    type Err = Infallible;

    /// The value of a word, as [`ReturnValue::from_word`].
    ///
    /// # Errors
    ///
    /// None: an unknown word, such as `NEW_WORD`, is [`ReturnValue::Other`].
    fn from_str(word: &str) -> Result<Self, Infallible> {
        Ok(ReturnValue::from_word(word))
    }
}

impl fmt::Display for ReturnValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_values_convert_to_each_other() {
        for (word, value) in WORDS {
            assert_eq!((&ReturnValue::from_word(word), value.as_str()), (value, *word));
        }
        assert_eq!(ReturnValue::from_word("NEW_1"), ReturnValue::Other("NEW_1".into()));
        assert_eq!(ReturnValue::from_word("NEW_1").as_str(), "NEW_1");
    }

    #[test]
    fn debug_hides_unknown_words() {
        assert_eq!(alloc::format!("{:?}", ReturnValue::from_word("SECRET")), "Other(_)");
        assert_eq!(alloc::format!("{:?}", ReturnValue::NotLoggedIn), "NotLoggedIn");
    }
}
