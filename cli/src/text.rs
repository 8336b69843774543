//! Text from a body on its way to a terminal.

use std::borrow::Cow;

/// The text without what would move the cursor, colour the screen or turn the reading direction: customers type it.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if text.contains(is_harmful) {
        Cow::Owned(text.chars().map(|c| if is_harmful(c) { stand_in(c) } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn stand_in(c: char) -> char {
    match c {
        '\n' => '⏎',
        '\t' => ' ',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

fn is_harmful(c: char) -> bool {
    let turns_direction =
        matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns_direction || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Seconds as people say them: `13s`, `43m 20s`, `2h 05m`, `3d 04h`.
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
    fn durations() {
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
    fn nothing_harmful_reaches_the_terminal() {
        assert_eq!(harmless("Zoë  Roe "), "Zoë  Roe ");
        assert_eq!(harmless("a\u{1b}[31mb\nc\td\u{202e}e\u{7f}"), "a\u{fffd}[31mb⏎c d\u{fffd}e\u{fffd}");
    }
}
