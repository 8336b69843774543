//! Text for a terminal.

use std::borrow::Cow;
use std::fmt::Write;

/// Escapes what could act on a terminal: control characters and bidirectional controls. Customers may have typed them.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    escaped_except(text, |_| false)
}

/// The same for text of several lines, which keeps its newlines and tabs.
pub(crate) fn escaped_lines(text: &str) -> Cow<'_, str> {
    escaped_except(text, |c| matches!(c, '\n' | '\t'))
}

fn escaped_except(text: &str, is_kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_escaped = |c| is_unsafe(c) && !is_kept(c);
    if is_safe(text.as_bytes()) || !text.contains(is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_escaped(c) {
            push_escape(&mut escaped, c);
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// `\t`, `\u{1b}`
pub(crate) fn push_escape(text: &mut String, c: char) {
    let _ = write!(text, "{}", c.escape_default());
}

/// Whether a terminal must not get this character as it is.
pub(crate) fn is_unsafe(c: char) -> bool {
    let is_bidi_control =
        matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || is_bidi_control || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether no unsafe character is in the text, decided quickly: `false` if a character could be one.
fn is_safe(text: &[u8]) -> bool {
    text.iter().all(|byte| !may_start_unsafe(*byte))
}

/// Whether a character that starts with this byte can be unsafe.
pub(crate) fn may_start_unsafe(byte: u8) -> bool {
    matches!(byte, 0..0x20 | 0x7f | 0xc2 | 0xd8 | 0xe2)
}

/// A duration for people: `13s`, `43m 20s`, `2h 05m`, `3d 04h`.
pub(crate) fn duration(seconds: i64) -> String {
    let (sign, seconds) = (if seconds < 0 { "-" } else { "" }, seconds.unsigned_abs());
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{sign}{seconds}s"),
        (0, 0, _) => format!("{sign}{minutes}m {:02}s", seconds % 60),
        (0, _, _) => format!("{sign}{hours}h {:02}m", minutes % 60),
        _ => format!("{sign}{days}d {:02}h", hours % 24),
    }
}

/// `1 row`, `2 rows`
pub(crate) fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duration_has_at_most_two_units() {
        let cases = [
            (0, "0s"),
            (59, "59s"),
            (60, "1m 00s"),
            (2_600, "43m 20s"),
            (3_600, "1h 00m"),
            (86_399, "23h 59m"),
            (360_000, "4d 04h"),
            (-61, "-1m 01s"),
            (i64::MIN, "-106751991167300d 15h"),
        ];
        for (seconds, expected) in cases {
            assert_eq!(duration(seconds), expected);
        }
    }

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(escaped("Zoë  Roe "), "Zoë  Roe ");
        assert_eq!(escaped("a\u{1b}[31mb\nc\td\u{202e}e\u{7f}"), r"a\u{1b}[31mb\nc\td\u{202e}e\u{7f}");
        assert_eq!(escaped_lines("a\u{1b}\nb\tc\rd"), "a\\u{1b}\nb\tc\\rd");
    }

    #[test]
    fn every_unsafe_character_starts_with_a_byte_that_may_start_one() {
        let is_found = |c: char| may_start_unsafe(c.encode_utf8(&mut [0; 4]).as_bytes()[0]);
        assert!(('\0'..=char::MAX).filter(|c| is_unsafe(*c)).all(is_found));
    }
}
