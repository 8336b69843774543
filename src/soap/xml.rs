//! Texts and names as XML.

use alloc::string::String;
use core::fmt::Write;

/// A text contains NUL, which XML cannot contain, not even as a reference (documented by XML).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ContainsNul;

/// Appends an element with a text: `<a>text</a>`, or `<a />` as .NET writes it if the text is empty.
pub(crate) fn push_element(name: &str, text: &str, out: &mut String) -> Result<(), ContainsNul> {
    if text.is_empty() {
        out.extend(["<", name, " />"]);
        return Ok(());
    }
    push_start(name, out);
    push_text(text, out)?;
    push_end(name, out);
    Ok(())
}

pub(crate) fn push_start(name: &str, out: &mut String) {
    out.extend(["<", name, ">"]);
}

pub(crate) fn push_end(name: &str, out: &mut String) {
    out.extend(["</", name, ">"]);
}

/// Appends a text. The escapes of `quick-xml` leave a CR and control characters as they are: XML would read a CR as LF, and
/// allows control characters only as references (documented by XML 1.1; .NET writes them so).
pub(crate) fn push_text(text: &str, out: &mut String) -> Result<(), ContainsNul> {
    let mut rest = text;
    while let Some((at, special)) = rest.char_indices().find(|(_, c)| is_special(*c)) {
        out.push_str(rest.get(..at).unwrap_or_default());
        match special {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"), // because of `]]>`
            '\0' => return Err(ContainsNul),
            // Writing to a `String` cannot fail.
            other => _ = write!(out, "&#{};", u32::from(other)),
        }
        rest = rest.get(at.saturating_add(special.len_utf8())..).unwrap_or_default();
    }
    out.push_str(rest);
    Ok(())
}

/// Whether a character is markup, or must be a reference. Tab and LF need none in a text.
fn is_special(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text is a name without a prefix: an `NCName` (documented by Namespaces in XML).
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(is_name_start) && text.chars().all(|c| is_name_start(c) || is_later_in_name(c))
}

fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

fn is_later_in_name(c: char) -> bool {
    matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        let xml = |text| {
            let mut out = String::new();
            push_element("a", text, &mut out).map(|()| out)
        };
        for (text, expected) in [
            ("", "<a />"),
            (" ", "<a> </a>"),
            ("Zoë & <b> ]]> \"'", "<a>Zoë &amp; &lt;b&gt; ]]&gt; \"'</a>"),
            ("a\r\nb\tc", "<a>a&#13;\nb\tc</a>"),
            ("\u{1}\u{1f}\u{7f}\u{85}", "<a>&#1;&#31;&#127;\u{85}</a>"),
            ("\u{fffd}\u{fffe}\u{ffff}\u{10ffff}", "<a>\u{fffd}&#65534;&#65535;\u{10ffff}</a>"),
        ] {
            assert_eq!(xml(text).as_deref(), Ok(expected));
        }
        assert_eq!(xml("a\0b"), Err(ContainsNul));
    }

    #[test]
    fn names_are_those_of_xml() {
        for name in ["a", "_1", "sNew", "ï-1.2·", "日本", "xml"] {
            assert!(is_name(name), "{name}");
        }
        for text in ["", "1a", "-a", ".", "a b", "a/b", "p:a", "{u}a", "a[2]", "a\u{d7}", "\u{b7}a", "a\u{37e}", "a&"] {
            assert!(!is_name(text), "{text}");
        }
    }
}
