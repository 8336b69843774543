//! Text for a terminal.

use std::borrow::Cow;

/// Replaces control characters, terminal escapes and bidirectional controls: customers may have typed them.
pub(crate) fn sanitized(text: &str) -> Cow<'_, str> {
    if text.contains(is_unsafe) {
        Cow::Owned(text.chars().map(|c| if is_unsafe(c) { replacement(c) } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn replacement(c: char) -> char {
    match c {
        '\n' => '⏎',
        '\t' => ' ',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

fn is_unsafe(c: char) -> bool {
    let is_bidi_control =
        matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || is_bidi_control || matches!(c, '\u{2028}' | '\u{2029}')
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
    fn control_characters_are_replaced() {
        assert_eq!(sanitized("Zoë  Roe "), "Zoë  Roe ");
        assert_eq!(sanitized("a\u{1b}[31mb\nc\td\u{202e}e\u{7f}"), "a\u{fffd}[31mb⏎c d\u{fffd}e\u{fffd}");
    }
}
