//! The encodings of values: percent-encoding in URLs and forms, references in XML.

use alloc::string::String;
use core::fmt::{self, Display, Write};

use crate::request::secret::Secret;

/// A value of a query or a form: its UTF-8 bytes, all but the unreserved ones of RFC 3986 as `%` and two digits.
///
/// `unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"`
///
/// A space is `%20`, which every reader of a form decodes, and not `+`, which is a plus sign in the path of a URL.
pub(crate) struct PercentEncoded<'a>(pub(crate) &'a str);

impl Display for PercentEncoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.bytes().try_for_each(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => f.write_char(char::from(byte)),
            _ => write!(f, "%{byte:02X}"),
        })
    }
}

/// The text of an XML element, or the value of an attribute.
///
/// A CR is a reference, because a reader of XML replaces a CR by a LF. The caller checks that XML allows all characters.
pub(crate) struct XmlEscaped<'a>(pub(crate) &'a str);

impl Display for XmlEscaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|char| match char {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&apos;"),
            '\r' => f.write_str("&#13;"),
            other => f.write_char(other),
        })
    }
}

/// A text that contains secrets, in a string with enough capacity from the start.
///
/// A string that grows moves to another block of memory, and leaves a copy of the secret in the old one, which is not
/// erased. So the text is written twice: first to measure it, then into the string.
pub(crate) fn exact(text: impl Display) -> Secret {
    let mut length = Length(0);
    let mut exact = String::new();
    // Neither a length nor a string fails.
    if write!(length, "{text}").is_ok() {
        exact.reserve_exact(length.0);
        _ = write!(exact, "{text}");
    }
    Secret::new(exact)
}

/// The number of bytes that are written to it.
struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.saturating_add(text.len());
        Ok(())
    }
}
