//! What stands between two fields.

use core::fmt;

/// The string between two fields: any non-empty text without CR or LF, one byte or many.
///
/// The service uses `|` (documented). An account can set another one with the `setDelimiter` method; which ones it
/// allows is not documented. Clients in production are known to use `\;`, `","` and a random text of 32 characters.
///
/// It is found from the left, so one that can overlap itself, such as `||`, takes a part of itself that somebody typed
/// at a field's end for its start. A long random text without repeats does not.
///
/// Each place where the delimiter could start is compared with all of it, so one of thousands of bytes can make a
/// hostile body slow; it is the caller's to choose.
///
/// ```
/// use rescue_sessions::Delimiter;
///
/// const SEMICOLON: Delimiter = Delimiter::new(r"\;").unwrap();
/// assert_eq!(SEMICOLON.as_str(), r"\;");
/// assert_eq!(Delimiter::new(""), None);
/// assert_eq!(Delimiter::new("a\nb"), None);
///
/// let from_a_setting = Delimiter::try_from(";")?;
/// # assert_eq!(from_a_setting.as_str(), ";");
/// # Ok::<(), rescue_sessions::InvalidDelimiter>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Delimiter<'d>(&'d str);

impl<'d> Delimiter<'d> {
    /// The documented delimiter, `|`.
    pub const PIPE: Delimiter<'static> = Delimiter("|");

    /// A delimiter, or `None` where the text is empty or holds a CR or LF.
    #[must_use]
    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)] // `at < bytes.len()`, and no iterator is const
    pub const fn new(text: &'d str) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if matches!(bytes[at], b'\r' | b'\n') {
                return None;
            }
            at += 1;
        }
        if bytes.is_empty() { None } else { Some(Delimiter(text)) }
    }

    /// The delimiter's text.
    #[must_use]
    pub const fn as_str(&self) -> &'d str {
        self.0
    }

    #[inline]
    pub(crate) const fn as_bytes(&self) -> &'d [u8] {
        self.0.as_bytes()
    }

    /// What precedes the first delimiter in a text, and what follows it.
    ///
    /// A plain loop over bytes: fields are seven bytes long on average, too short for a vectorized search.
    #[inline]
    pub(crate) fn split<'t>(&self, text: &'t [u8]) -> Option<(&'t [u8], &'t [u8])> {
        let (first, mut from) = (self.first_byte(), 0_usize);
        loop {
            let found = memchr::memchr(first, text.get(from..)?)?;
            let (before, rest) = text.split_at_checked(from.saturating_add(found))?;
            match rest.strip_prefix(self.as_bytes()) {
                Some(after) => return Some((before, after)),
                None => from = before.len().saturating_add(1),
            }
        }
    }

    #[inline]
    pub(crate) const fn first_byte(&self) -> u8 {
        match self.as_bytes().first() {
            Some(&byte) => byte,
            None => b'|', // never: a delimiter is not empty
        }
    }
}

impl Default for Delimiter<'_> {
    fn default() -> Self {
        Delimiter::PIPE
    }
}

impl fmt::Debug for Delimiter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl<'d> TryFrom<&'d str> for Delimiter<'d> {
    type Error = InvalidDelimiter;

    fn try_from(text: &'d str) -> Result<Self, InvalidDelimiter> {
        Delimiter::new(text).ok_or(InvalidDelimiter(()))
    }
}

/// The text is no [`Delimiter`]: it is empty, or holds a CR or LF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDelimiter(());

impl fmt::Display for InvalidDelimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a delimiter must not be empty or contain CR or LF")
    }
}

impl core::error::Error for InvalidDelimiter {}
