//! Secrets: text that no output shows and that is erased from memory.

use alloc::string::String;
use core::fmt;

use zeroize::Zeroize;

/// A text that is erased from memory when it is dropped.
///
/// It implements neither `Debug` nor `Display`, so that no output can show it by accident. It implements neither
/// `PartialEq` nor `Hash`: a comparison that stops at the first difference tells an attacker, by its time, how much of a
/// guess is right.
#[derive(Clone)]
pub(crate) struct Secret(String);

impl Secret {
    /// A `String` moves in without a copy. Erasing covers its whole capacity.
    pub(crate) fn new(text: impl Into<String>) -> Secret {
        Secret(text.into())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// The secret authentication code of a user, which replaces a login: `4ahx…80u0`.
///
/// It does not expire until the user requests a new one (documented), so keep it like a password. A token that a person
/// generates in the settings of the account is passed in the same way (documented).
///
/// `Debug` shows `AuthCode(_)`, not even the length. There is no `Display`, no serialization and no comparison. The
/// memory is erased when the code is dropped. Each clone is erased too.
///
/// ```
/// use rescue_sessions::AuthCode;
///
/// let code = AuthCode::new("4ahx...80u0")?;
/// assert_eq!(code.expose_secret(), "4ahx...80u0");
/// assert_eq!(format!("{code:?}"), "AuthCode(_)");
/// # Ok::<(), rescue_sessions::InvalidAuthCode>(())
/// ```
#[derive(Clone)]
pub struct AuthCode(Secret);

impl AuthCode {
    /// An authentication code. A `String` is moved and erased with the code; the source of a `&str` is not erased.
    ///
    /// The service generates random characters (documented). Whitespace and control characters are none of them, but
    /// come easily with a code that is read from a file or an environment variable.
    ///
    /// # Errors
    ///
    /// - an empty text
    /// - `4ahx...80u0\n`: whitespace, of any kind of Unicode
    /// - `4ahx\0`: a control character, U+FFFE or U+FFFF
    pub fn new(code: impl Into<String>) -> Result<AuthCode, InvalidAuthCode> {
        // First of all a secret: a refused code is erased too.
        let code = Secret::new(code);
        let is_code = |char: char| !char.is_whitespace() && !char.is_control() && is_xml(char);
        let is_valid = !code.as_str().is_empty() && code.as_str().chars().all(is_code);
        if is_valid { Ok(AuthCode(code)) } else { Err(InvalidAuthCode(())) }
    }

    /// The code itself. Every use of this function is a place where the code can leak.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        self.0.as_str()
    }
}

/// Shows `AuthCode(_)`.
impl fmt::Debug for AuthCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthCode(_)")
    }
}

/// The error for a text that is not an [`AuthCode`]. It does not contain the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InvalidAuthCode(());

impl fmt::Display for InvalidAuthCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an authentication code must not be empty or contain whitespace or control characters")
    }
}

impl core::error::Error for InvalidAuthCode {}

/// The e-mail address and the password of a login.
#[derive(Clone)]
pub(crate) struct Credentials {
    email: Secret,
    password: Secret,
}

impl Credentials {
    pub(crate) fn new(
        email: impl Into<String>,
        password: impl Into<String>,
    ) -> Result<Credentials, InvalidCredentials> {
        // First of all secrets: refused ones are erased too.
        let (email, password) = (Secret::new(email), Secret::new(password));
        if !email.as_str().chars().all(is_xml) {
            return Err(InvalidCredentials::Email);
        }
        if !password.as_str().chars().all(is_xml) {
            return Err(InvalidCredentials::Password);
        }
        Ok(Credentials { email, password })
    }

    pub(crate) fn email(&self) -> &str {
        self.email.as_str()
    }

    pub(crate) fn password(&self) -> &str {
        self.password.as_str()
    }
}

/// The error for credentials that a SOAP request cannot contain. See [`Login::new`](crate::Login::new).
///
/// It does not contain the credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvalidCredentials {
    /// The e-mail address contains a character that XML 1.0 does not allow.
    Email,
    /// The password contains a character that XML 1.0 does not allow.
    Password,
}

impl fmt::Display for InvalidCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InvalidCredentials::Email => "the e-mail address contains a character that XML does not allow",
            InvalidCredentials::Password => "the password contains a character that XML does not allow",
        })
    }
}

impl core::error::Error for InvalidCredentials {}

/// Whether an XML 1.0 document can contain the character, as itself or as a reference.
///
/// `Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]`
fn is_xml(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
