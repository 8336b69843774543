//! The delimiter between two fields.

use core::fmt;

/// The string between two fields: any non-empty text without CR or LF, one byte or many.
///
/// The service uses `|` (documented). An account can set another one with the `setDelimiter` method; which ones it
/// allows is not documented. Clients in production are known to use `\;`, `","` and a random text of 32 characters.
///
/// Delimiters are matched from left to right. If a delimiter can overlap itself, such as `||`, and a value ends with
/// its start, such as `a|`, the match begins inside the value: `a|||b` has the fields `a` and `|b`. A long random text
/// without repeats cannot overlap itself.
///
/// At each offset where the delimiter could start, the search compares all of it. With a delimiter of thousands of
/// bytes, adversarial input can make this slow. The caller chooses the delimiter, not the body.
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

    /// A delimiter, or `None` if the text is empty or contains a CR or LF.
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

    /// The text of the delimiter.
    #[must_use]
    pub const fn as_str(&self) -> &'d str {
        self.0
    }

    #[inline]
    pub(crate) const fn as_bytes(&self) -> &'d [u8] {
        self.0.as_bytes()
    }

    /// Splits a text at its first delimiter, into the bytes before it and after it. `None`: there is no delimiter.
    #[inline]
    pub(crate) fn split<'t>(&self, text: &'t [u8]) -> Option<(&'t [u8], &'t [u8])> {
        let at = match self.as_bytes() {
            [byte] => memchr::memchr(*byte, text)?,
            _ => self.find_long(text)?,
        };
        let (before, rest) = text.split_at_checked(at)?;
        Some((before, rest.get(self.as_bytes().len()..)?))
    }

    /// Where the first delimiter of several bytes starts. `memmem` would link code that can panic.
    #[inline(never)]
    fn find_long(&self, text: &[u8]) -> Option<usize> {
        let (first, rest) = self.as_bytes().split_first()?;
        let mut ahead = text.iter();
        loop {
            ahead.find(|byte| *byte == first)?;
            if ahead.as_slice().starts_with(rest) {
                let after = ahead.as_slice().len().saturating_add(1);
                return text.len().checked_sub(after);
            }
        }
    }

    /// The number of delimiters in a text, and the bytes after the last one.
    pub(crate) fn count<'t>(&self, text: &'t [u8]) -> (usize, &'t [u8]) {
        if let [byte] = self.as_bytes() {
            let start = memchr::memrchr(*byte, text).map_or(0, |last| last.saturating_add(1));
            return (memchr::memchr_iter(*byte, text).count(), text.get(start..).unwrap_or_default());
        }
        let (mut count, mut last) = (0_usize, text);
        while let Some((_, rest)) = self.split(last) {
            (count, last) = (count.saturating_add(1), rest);
        }
        (count, last)
    }

    #[inline]
    pub(crate) const fn first_byte(&self) -> u8 {
        match self.as_bytes().first() {
            Some(&byte) => byte,
            None => b'|', // not reached: a delimiter is not empty
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

    /// The delimiter with this text, as [`Delimiter::new`].
    ///
    /// # Errors
    ///
    /// - an empty text
    /// - `a\nb`: a CR or LF
    fn try_from(text: &'d str) -> Result<Self, InvalidDelimiter> {
        Delimiter::new(text).ok_or(InvalidDelimiter(()))
    }
}

/// The error for a text that is not a [`Delimiter`]: it is empty or contains a CR or LF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InvalidDelimiter(());

impl fmt::Display for InvalidDelimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a delimiter must not be empty or contain CR or LF")
    }
}

impl core::error::Error for InvalidDelimiter {}
