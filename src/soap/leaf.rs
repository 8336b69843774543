//! The fast lane of SOAP: elements without attributes and children, as the service sends the values of a session.
//!
//! It reads what the XML reader would read, without the steps between: several times as fast. It leaves everything else to
//! the XML reader: prefixes, attributes, CDATA, comments, CR, unknown elements, and elements that cross the end of a
//! buffer. So a reader with a buffer of one byte never takes this lane, and the tests compare the two.

use alloc::borrow::Cow;
use alloc::string::String;

use memchr::{memchr, memchr3};

use crate::bytes::body::utf8;
use crate::bytes::whitespace::is_whitespace;
use crate::soap::elements::{ELEMENTS, Element};
use crate::soap::references::character;

/// The number of bytes whose UTF-8 is validated at once. Most sessions are shorter.
const WINDOW: usize = 1_024;
/// A reference is shorter than this: `#x10FFFF;`.
const MAX_REFERENCE: usize = 16;

/// A known element without attributes and children.
#[derive(Debug, PartialEq)]
pub(crate) struct Leaf<'b> {
    pub(crate) element: &'static Element,
    /// The text, with references replaced.
    pub(crate) text: Cow<'b, str>,
    /// The range of the element, from its start tag to its end tag.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The leaves at the start of some bytes, up to the first other XML.
///
/// `leaf = *WSP ( "<" name ">" text "</" name ">" / "<" name [ " " ] "/>" )`, where a name is that of a known element, and a
/// text has neither `<` nor CR, and only references to known characters.
pub(crate) struct Leaves<'b> {
    text: &'b str,
    /// The end of the last leaf.
    end: usize,
    /// The index of the element that probably comes next: sessions have the same elements in the same order.
    expected: usize,
}

impl<'b> Leaves<'b> {
    #[inline]
    pub(crate) fn new(bytes: &'b [u8], expected: usize) -> Leaves<'b> {
        // UTF-8 is validated only if there is a leaf: otherwise many short unknown elements would be slow.
        let has_leaf = start_tag(bytes, expected).is_some();
        let text = if has_leaf { window(bytes).unwrap_or_default() } else { "" };
        Leaves { text, end: 0, expected }
    }

    /// The element that is expected after the last leaf.
    pub(crate) fn expected(&self) -> usize {
        self.expected
    }
}

impl<'b> Iterator for Leaves<'b> {
    type Item = Leaf<'b>;

    #[inline]
    fn next(&mut self) -> Option<Leaf<'b>> {
        let rest = self.text.get(self.end..)?;
        let StartTag { start, name_end, index } = start_tag(rest.as_bytes(), self.expected)?;
        let element = ELEMENTS.get(index)?;
        let after_name = rest.get(name_end..)?;
        let (text, after) = match after_name.strip_prefix('>') {
            Some(content) => {
                let (text, end_tag) = text(content)?;
                (text, end_tag.strip_prefix("</")?.strip_prefix(element.name)?.strip_prefix('>')?)
            }
            None => (Cow::Borrowed(""), after_name.strip_prefix(' ').unwrap_or(after_name).strip_prefix("/>")?),
        };
        let leaf = Leaf {
            element,
            text,
            start: self.end.saturating_add(start),
            end: self.text.len().saturating_sub(after.len()),
        };
        (self.end, self.expected) = (leaf.end, index.saturating_add(1));
        Some(leaf)
    }
}

/// The text that the bytes start with, up to the length of a window.
fn window(bytes: &[u8]) -> Option<&str> {
    let Some((window, [next, ..])) = bytes.split_at_checked(WINDOW) else { return utf8(bytes) };
    let is_boundary = |byte: &u8| byte & 0xc0 != 0x80;
    if is_boundary(next) {
        return utf8(window);
    }
    let last = window.iter().rposition(is_boundary)?;
    utf8(window.get(..last)?)
}

/// The start of a start tag, up to the name of a known element.
struct StartTag {
    start: usize,
    name_end: usize,
    index: usize,
}

#[inline]
fn start_tag(bytes: &[u8], expected: usize) -> Option<StartTag> {
    let start = bytes.iter().position(|byte| !is_whitespace(byte))?;
    let tag = bytes.get(start..)?.strip_prefix(b"<").filter(|tag| !tag.starts_with(b"/"))?;
    let is_this = |element: &Element| {
        let after_name = tag.strip_prefix(element.name.as_bytes())?.first()?;
        matches!(after_name, b'>' | b'/' | b' ').then_some(element.name.len())
    };
    let (index, name_len) = match ELEMENTS.get(expected).and_then(is_this) {
        Some(len) => (expected, len),
        None => ELEMENTS.iter().enumerate().find_map(|(index, element)| Some((index, is_this(element)?)))?,
    };
    Some(StartTag { start, name_end: start.saturating_add(1).saturating_add(name_len), index })
}

/// The text up to `<`, and what follows.
#[inline]
fn text(content: &str) -> Option<(Cow<'_, str>, &str)> {
    let (text, after) = split_text(content)?;
    if after.starts_with('<') { Some((Cow::Borrowed(text), after)) } else { text_with_references(text, after) }
}

#[inline]
fn split_text(content: &str) -> Option<(&str, &str)> {
    content.split_at_checked(memchr3(b'<', b'&', b'\r', content.as_bytes())?)
}

/// The same for a text with references. `start` is the text before the first one, and `after` starts with it.
fn text_with_references<'b>(start: &str, mut after: &'b str) -> Option<(Cow<'b, str>, &'b str)> {
    let mut all = String::from(start);
    while let Some(reference) = after.strip_prefix('&') {
        let bytes = reference.as_bytes();
        let len = memchr(b';', bytes.get(..MAX_REFERENCE).unwrap_or(bytes))?;
        let (name, rest) = reference.split_at_checked(len)?;
        all.push(character(name)?);
        let (text, rest) = split_text(rest.strip_prefix(';')?)?;
        all.push_str(text);
        after = rest;
    }
    after.starts_with('<').then_some((Cow::Owned(all), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names, texts and ranges of all leaves.
    fn parts(bytes: &str) -> Vec<(&str, String, usize, usize)> {
        let leaves = Leaves::new(bytes.as_bytes(), 0);
        leaves.map(|leaf| (leaf.element.name, leaf.text.into_owned(), leaf.start, leaf.end)).collect()
    }

    fn leaf(name: &'static str, text: &str, start: usize, end: usize) -> (&'static str, String, usize, usize) {
        (name, text.into(), start, end)
    }

    #[test]
    fn a_leaf_has_a_name_and_a_text() {
        assert_eq!(parts("<iID>7</iID><"), [leaf("iID", "7", 0, 12)]);
        assert_eq!(parts("\r\n\t <sEntry/>x"), [leaf("sEntry", "", 4, 13)]);
        assert_eq!(parts("<sEntry />"), [leaf("sEntry", "", 0, 10)]);
        assert_eq!(parts("<sEntry>no | sound\n > Zoë</sEntry>"), [leaf("sEntry", "no | sound\n > Zoë", 0, 35)]);
        assert_eq!(parts("<sEntry>&lt;b&#x3e;&#13;&amp;amp; c</sEntry>"), [leaf("sEntry", "<b>\r&amp; c", 0, 44)]);
    }

    #[test]
    fn leaves_can_be_in_any_order() {
        let expected = [
            leaf("bStatus", "a", 1, 21),
            leaf("iID", "7", 22, 34),
            leaf("iID", "8", 34, 46),
            leaf("sCustomField1", "", 46, 62),
            leaf("sCustomField0", "", 62, 78),
        ];
        let bytes = " <bStatus>a</bStatus>\n<iID>7</iID><iID>8</iID><sCustomField1/><sCustomField0/>";
        assert_eq!(parts(bytes), expected);
        assert_eq!(parts(&(bytes.to_owned() + "<sNew/><iID/>")), expected);
    }

    #[test]
    fn a_window_ends_at_a_character() {
        for len in WINDOW - 20..WINDOW + 20 {
            let bytes = "<iID/>".to_owned() + &"x".repeat(len) + &"日".repeat(20) + "<iID/>";
            assert_eq!(parts(&bytes), [leaf("iID", "", 0, 6)]);
            let text = "x".repeat(len) + "</iID>";
            let is_in_window = "<iID>".len() + text.len() <= WINDOW;
            assert_eq!(parts(&("<iID>".to_owned() + &text)).len(), usize::from(is_in_window));
        }
    }

    #[test]
    fn everything_else_is_left_to_the_xml_reader() {
        for bytes in [
            "",
            " ",
            "<",
            "<iID",
            "<iID>",
            "<iID/",
            "<iID>7",
            "<iID>7<",
            "<iID>7</iI",
            "<iID>7</iID",
            "<iID>7</iIDs>",
            "<iID>7</iI>",
            "<iIDs/>",
            "<sNew/>",
            "x<iID/>",
            "<p:iID>7</p:iID>",
            "<iID a='b'>7</iID>",
            "<iID >7</iID>",
            "<iID>7</iID >",
            "<iID>&new;</iID>",
            "<iID>&lt</iID>",
            "<iID>&#0;</iID>",
            "<iID>&lt;",
            "<iID>&lt;\r</iID>",
            "<iID>\r</iID>",
            "<iID><b/></iID>",
            "<iID><![CDATA[a]]></iID>",
            "<!--a-->",
            "</iID>",
            "<iID/ >",
            "<iID  />",
        ] {
            assert_eq!(parts(bytes), [], "{bytes}");
        }
        assert_eq!(Leaves::new(b"<iID>\xff</iID>", 0).count(), 0);
    }
}
