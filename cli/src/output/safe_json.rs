//! JSON in which no character can act on a terminal.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::output::text::{is_unsafe, may_start_unsafe};

/// Writes a value in one line, without its end.
pub(crate) fn write(out: impl Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, SafeFormatter)).map_err(io::Error::from)
}

/// Compact JSON. It escapes DEL, C1 and bidirectional controls too; serde_json escapes the other control characters.
struct SafeFormatter;

impl Formatter for SafeFormatter {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if !fragment.bytes().any(may_start_unsafe) {
            return out.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((offset, unsafe_char)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            out.write_all(&rest.as_bytes()[..offset])?;
            write!(out, "\\u{:04x}", u32::from(unsafe_char))?; // they are all in the Basic Multilingual Plane
            rest = &rest[offset + unsafe_char.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_characters_are_escaped_and_read_back() {
        let text = "a\u{1b}[1m\u{7f}\u{85}\u{202e}é\u{2069}日\u{2028}\"\\";
        let mut out = Vec::new();
        write(&mut out, &text).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert_eq!(json, r#""a\u001b[1m\u007f\u0085\u202eé\u2069日\u2028\"\\""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
