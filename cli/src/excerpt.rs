//! The text around a problem, with a caret.

use std::io::{self, Write};

use annotate_snippets::{Level, Renderer, Snippet};
use rescue_sessions::Position;

use crate::text::harmless;

/// How much is shown of the line before and behind the text, and of the text, in bytes.
const AROUND: usize = 120;
const SHOWN: usize = 600;

/// Writes the lines of a text, with what stands before and behind it, without what could harm the terminal.
pub(crate) fn write(
    out: &mut impl Write,
    level: Level,
    what: &str,
    place: Position,
    (before, text, behind): (&[u8], &[u8], &[u8]),
) -> io::Result<()> {
    let before = line_before(before);
    let after = if text.len() > SHOWN { "…".to_owned() } else { line_behind(behind) };
    let text = shown(&text[..text.len().min(SHOWN)]);
    // Where there is no text, the caret points at the next character, or behind the last one.
    let marked = if text.is_empty() { after.chars().next().map_or(1, char::len_utf8) } else { text.len() };
    let span = before.len()..before.len() + marked;
    let label = format!("line {}, column {}", place.line(), place.column());
    let source = before + &text + &after + " ";
    let snippet = Snippet::source(&source)
        .line_start(usize::try_from(place.line()).unwrap_or(usize::MAX))
        .annotation(Level::Error.span(span).label(&label)); // of that level, for it has carets
    let rendered = Renderer::plain().render(level.title(what).snippet(snippet)).to_string();
    let lines = rendered.lines().map(str::trim_end);
    // The first and the last line of a snippet are nothing but the frame.
    let shown = lines.filter(|line| line.trim_start() != "|").collect::<Vec<_>>();
    writeln!(out, "{}", shown.join("\n"))
}

/// The end of the last line.
fn line_before(bytes: &[u8]) -> String {
    let start = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let cut = start.max(bytes.len().saturating_sub(AROUND));
    let mark = if cut > start { "…" } else { "" };
    mark.to_owned() + &shown(&bytes[cut..])
}

/// The start of the first line.
fn line_behind(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
    let mark = if end > AROUND { "…" } else { "" };
    shown(&bytes[..end.min(AROUND)]) + mark
}

/// Line by line, for the newlines are to be seen.
fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<_> = text.split('\n').map(|line| harmless(line.strip_suffix('\r').unwrap_or(line))).collect();
    lines.join("\n")
}
