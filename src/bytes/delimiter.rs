//! The delimiter between two fields.

use core::fmt;

/// The string between two fields: any non-empty text without CR or LF, one byte or many.
///
/// The service uses `|` (documented). An account can set another one with the method `setDelimiter` (documented); which ones
/// it allows, and whether they reach `getSession`, is not known. Clients in production use `\;`, `","` and a random text of
/// 32 characters (inferred).
///
/// Delimiters are matched from left to right. If a delimiter can overlap itself, such as `||`, and a value ends with
/// its start, such as `a|`, the match begins inside the value: `a|||b` has the fields `a` and `|b`. A long random text
/// without repeats cannot overlap itself.
///
/// At each offset where the delimiter could start, the search compares all of it. With a delimiter of thousands of
/// bytes, adversarial input can make this slow. The caller chooses the delimiter, not the body.
///
/// A delimiter is [`Copy`] and `'static`, so parsers and decoders need no lifetime for it. [`Delimiter::new`] takes a
/// text of the program. With the feature `std`, [`FromStr`](core::str::FromStr) and `TryFrom<&str>` take a text that is
/// known only at run time, for example from a setting: the crate keeps a copy of each distinct one until the program
/// ends.
///
/// ```
/// use rescue_sessions::Delimiter;
///
/// const SEMICOLON: Delimiter = Delimiter::new(r"\;").unwrap();
/// assert_eq!(SEMICOLON.as_str(), r"\;");
/// assert_eq!(Delimiter::new(""), None);
/// assert_eq!(Delimiter::new("a\nb"), None);
///
/// # #[cfg(feature = "std")] {
/// let setting = String::from(";");
/// let delimiter: Delimiter = setting.parse()?;
/// assert_eq!(delimiter.as_str(), ";");
/// # }
/// # Ok::<(), rescue_sessions::InvalidDelimiter>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Delimiter(&'static str);

impl Delimiter {
    /// The documented delimiter, `|`.
    pub const PIPE: Delimiter = Delimiter("|");

    /// A delimiter, or `None` if the text is empty or contains a CR or LF.
    #[must_use]
    pub const fn new(text: &'static str) -> Option<Self> {
        if is_valid(text.as_bytes()) { Some(Delimiter(text)) } else { None }
    }

    /// The text of the delimiter.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        self.0
    }

    #[inline]
    pub(crate) const fn as_bytes(&self) -> &'static [u8] {
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

impl Default for Delimiter {
    fn default() -> Self {
        Delimiter::PIPE
    }
}

impl fmt::Debug for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)] // `at < text.len()`, and no iterator is const
const fn is_valid(text: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() {
        if matches!(text[at], b'\r' | b'\n') {
            return false;
        }
        at += 1;
    }
    !text.is_empty()
}

/// Converts a text that is known only at run time.
#[cfg(feature = "std")]
impl core::str::FromStr for Delimiter {
    type Err = InvalidDelimiter;

    /// The delimiter with this text. The crate keeps a copy of each distinct text until the program ends.
    ///
    /// # Errors
    ///
    /// - an empty text
    /// - `a\nb`: a CR or LF
    fn from_str(text: &str) -> Result<Self, InvalidDelimiter> {
        if is_valid(text.as_bytes()) { Ok(Delimiter(interned(text))) } else { Err(InvalidDelimiter(())) }
    }
}

#[cfg(feature = "std")]
impl TryFrom<&str> for Delimiter {
    type Error = InvalidDelimiter;

    /// The same as [`FromStr`](core::str::FromStr).
    ///
    /// # Errors
    ///
    /// The same as [`FromStr`](core::str::FromStr).
    fn try_from(text: &str) -> Result<Self, InvalidDelimiter> {
        text.parse()
    }
}

/// The only copy of a text that is never freed.
#[cfg(feature = "std")]
fn interned(text: &str) -> &'static str {
    use std::collections::BTreeSet;
    use std::sync::Mutex;
    use std::sync::PoisonError;

    static TEXTS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = texts.get(text) {
        return known;
    }
    let copy: &'static str = alloc::string::String::from(text).leak();
    texts.insert(copy);
    copy
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
