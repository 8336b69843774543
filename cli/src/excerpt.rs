//! The text around a problem, with a caret.

use std::io::{self, Write};

use annotate_snippets::{Level, Renderer, Snippet};
use rescue_sessions::Position;

use crate::text::sanitized;

/// The most bytes of the line that are shown before the text, and after it.
const MAX_CONTEXT: usize = 120;
/// The most bytes of the text that are shown.
const MAX_TEXT: usize = 600;

/// Writes a text with the rest of its first and last line, sanitized for the terminal.
pub(crate) fn write(
    out: &mut impl Write,
    level: Level,
    message: &str,
    position: Position,
    (before, text, after): (&[u8], &[u8], &[u8]),
) -> io::Result<()> {
    let before = last_line(before);
    let after = if text.len() > MAX_TEXT { "…".to_owned() } else { first_line(after) };
    let text = to_text(&text[..text.len().min(MAX_TEXT)]);
    // If the text is empty, the caret points at the next character, or after the last one.
    let marked = if text.is_empty() { after.chars().next().map_or(1, char::len_utf8) } else { text.len() };
    let span = before.len()..before.len() + marked;
    let label = format!("line {}, column {}", position.line(), position.column());
    let source = before + &text + &after + " ";
    let snippet = Snippet::source(&source)
        .line_start(usize::try_from(position.line()).unwrap_or(usize::MAX))
        .annotation(Level::Error.span(span).label(&label)); // other levels have no carets
    let rendered = Renderer::plain().render(level.title(message).snippet(snippet)).to_string();
    let lines = rendered.lines().map(str::trim_end);
    // The first and the last line of a snippet contain only the frame.
    let shown = lines.filter(|line| line.trim_start() != "|").collect::<Vec<_>>();
    writeln!(out, "{}", shown.join("\n"))
}

/// The last line, shortened at its start.
fn last_line(bytes: &[u8]) -> String {
    let start = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let shown = start.max(bytes.len().saturating_sub(MAX_CONTEXT));
    let ellipsis = if shown > start { "…" } else { "" };
    ellipsis.to_owned() + &to_text(&bytes[shown..])
}

/// The first line, shortened at its end.
fn first_line(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
    let ellipsis = if end > MAX_CONTEXT { "…" } else { "" };
    to_text(&bytes[..end.min(MAX_CONTEXT)]) + ellipsis
}

/// Sanitized text. It keeps the newlines, because an excerpt shows several lines.
fn to_text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<_> = text.split('\n').map(|line| sanitized(line.strip_suffix('\r').unwrap_or(line))).collect();
    lines.join("\n")
}
