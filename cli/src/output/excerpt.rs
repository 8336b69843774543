//! The text around a problem, with carets.

use std::io::{self, Write};

use rescue_sessions::Position;

use crate::output::terminal::Painter;
use crate::output::text::escaped;
use crate::output::width::{cut, cut_start, width};

/// The most lines of the marked text that are shown.
const MAX_LINES: usize = 6;
/// The most bytes that are looked at: a line of the terminal shows less.
const MAX_LEN: usize = 4_096;

/// Writes a text with the rest of its first and last line, escaped and in lines of at most `max` columns. Carets mark the
/// text. If it is empty, one caret marks the next character.
pub(crate) fn write(
    out: &mut impl Write,
    position: Position,
    (before, text, after): (&[u8], &[u8], &[u8]),
    max: usize,
    painter: Painter,
) -> io::Result<()> {
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    let last_number = position.line() + lines.len().min(MAX_LINES) as u64 - 1;
    let digits = last_number.to_string().len();
    let room = max.saturating_sub(digits + 5).max(20);
    for (index, line) in lines.iter().take(MAX_LINES).enumerate() {
        let before = if index == 0 { last_line(before) } else { "".into() };
        let after = if index + 1 == lines.len() { first_line(after) } else { "".into() };
        let excerpt = Excerpt::new(&before, &to_text(line), &after, text.is_empty(), room);
        let number = position.line() + index as u64;
        writeln!(out, "  {number:>digits$} | {}", excerpt.line)?;
        if excerpt.carets > 0 {
            let carets = "^".repeat(excerpt.carets);
            writeln!(out, "  {:digits$} | {:start$}{}", "", "", painter.paint(carets), start = excerpt.start)?;
        }
    }
    if lines.len() > MAX_LINES {
        writeln!(out, "  {:digits$} | … {} more lines", "", lines.len() - MAX_LINES)?;
    }
    Ok(())
}

/// One line of an excerpt.
struct Excerpt {
    line: String,
    /// The columns before the carets.
    start: usize,
    carets: usize,
}

impl Excerpt {
    /// A line of at most `room` columns. The marked text comes first: what is left is for the text before and after it.
    fn new(before: &str, text: &str, after: &str, is_point: bool, room: usize) -> Excerpt {
        let text = cut(text, room);
        let (wanted, left) = (width(before), room - width(&text));
        // At least a third of the rest is for the text after it, if that needs so much.
        let before = cut_start(before, wanted.min(left - width(after).min(left / 3)));
        let start = width(&before);
        let after = cut(after, left - start);
        let mut carets = width(&text);
        if is_point {
            carets = after.chars().next().map_or(1, |next| width(next.encode_utf8(&mut [0; 4])).max(1));
        }
        let line = before + &text + &after;
        Excerpt { line: line.trim_end().to_owned(), start, carets }
    }
}

/// The last line.
fn last_line(bytes: &[u8]) -> String {
    let bytes = &bytes[bytes.len().saturating_sub(MAX_LEN)..];
    let start = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    to_text(&bytes[start..])
}

/// The first line.
fn first_line(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(MAX_LEN)];
    let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
    to_text(&bytes[..end])
}

/// Escaped text without the CR of its line end.
fn to_text(bytes: &[u8]) -> String {
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_LEN)]);
    escaped(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_fit_and_carets_are_below_the_text() {
        let parts = [("8|a|6|", "Jo|no|sound", "|en|"), ("日本|", "語|x", "|終"), ("", "", "abc"), ("abc", "", "")];
        for (before, text, after) in parts {
            for repeat in [1, 30] {
                for room in [20, 40, 75] {
                    let (before, text, after) = (before.repeat(repeat), text.repeat(repeat), after.repeat(repeat));
                    let excerpt = Excerpt::new(&before, &text, &after, text.is_empty(), room);
                    assert!(width(&excerpt.line) <= room, "{}", excerpt.line);
                    assert!(excerpt.start + excerpt.carets <= room + 1);
                    let marked: String = excerpt.line.chars().skip(excerpt.start).collect();
                    assert!(repeat > 1 || !before.is_ascii() || marked.starts_with(&text), "{marked} {text}");
                }
            }
        }
    }
}
