//! The fast lane of SOAP: an element without attributes and children, as the service sends the values of a session.
//!
//! It reads what the XML reader would read, without the steps between: several times as fast. It leaves everything else to
//! the XML reader: prefixes, attributes, references, CDATA, comments, CR, and elements that cross the end of a buffer. So
//! a reader with a buffer of one byte never takes this lane, and the tests compare the two.

use memchr::memchr3;

use crate::bytes::whitespace::is_whitespace;

/// An element without attributes and children, whose text needs no replacement.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Leaf<'b> {
    pub(crate) name: &'b str,
    pub(crate) text: &'b str,
    /// The length of the whitespace before the element.
    pub(crate) start: usize,
    /// The length of the element, from its start tag to its end tag.
    pub(crate) len: usize,
}

/// The leaf that the bytes start with, after whitespace.
///
/// `leaf = *WSP ( "<" name ">" text "</" name ">" / "<" name [ " " ] "/>" )`, where a name has only ASCII letters, digits
/// and `_`, and a text has neither `<`, `&` nor CR.
#[inline]
pub(crate) fn leaf(bytes: &[u8]) -> Option<Leaf<'_>> {
    let start = bytes.iter().position(|byte| !is_whitespace(byte))?;
    let element = bytes.get(start..)?;
    let tag = element.strip_prefix(b"<").filter(|tag| tag.first().is_some_and(u8::is_ascii_alphabetic))?;
    let name_len = tag.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')?;
    let (name, after_name) = tag.split_at_checked(name_len)?;
    let (text, rest) = match after_name {
        [b'>', content @ ..] => {
            let (text, end_tag) = content.split_at_checked(memchr3(b'<', b'&', b'\r', content)?)?;
            (text, end_tag.strip_prefix(b"</")?.strip_prefix(name)?.strip_prefix(b">")?)
        }
        [b'/', b'>', rest @ ..] | [b' ', b'/', b'>', rest @ ..] => (&b""[..], rest),
        _ => return None,
    };
    let (name, text) = (core::str::from_utf8(name).ok()?, core::str::from_utf8(text).ok()?);
    Some(Leaf { name, text, start, len: element.len().checked_sub(rest.len())? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(bytes: &str) -> Option<(&str, &str, usize, usize)> {
        leaf(bytes.as_bytes()).map(|leaf| (leaf.name, leaf.text, leaf.start, leaf.len))
    }

    #[test]
    fn a_leaf_has_a_name_and_a_text() {
        assert_eq!(parts("<iID>7</iID><"), Some(("iID", "7", 0, 12)));
        assert_eq!(parts("\r\n\t <sEntry/>x"), Some(("sEntry", "", 4, 9)));
        assert_eq!(parts("<sEntry />"), Some(("sEntry", "", 0, 10)));
        assert_eq!(parts("<a_1>no | sound\n > Zoë</a_1>"), Some(("a_1", "no | sound\n > Zoë", 0, 29)));
    }

    #[test]
    fn everything_else_is_left_to_the_xml_reader() {
        for bytes in [
            "",
            " ",
            "<",
            "<iID",
            "<iID>",
            "<iID>7",
            "<iID>7<",
            "<iID>7</iI",
            "<iID>7</iID",
            "<iID>7</iIDs>",
            "<iID>7</iI>",
            "x<iID/>",
            "<p:iID>7</p:iID>",
            "<iID a='b'>7</iID>",
            "<iID >7</iID>",
            "<iID>7</iID >",
            "<iID>&lt;</iID>",
            "<iID>\r</iID>",
            "<iID><b/></iID>",
            "<!--a-->",
            "<1/>",
            "<_a/>",
            "</iID>",
            "<iID/ >",
            "<iID  />",
            "<ï/>",
        ] {
            assert_eq!(parts(bytes), None, "{bytes}");
        }
        assert_eq!(leaf(b"<iID>\xff</iID>"), None);
    }
}
