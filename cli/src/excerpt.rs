//! The text around a problem, with a caret.

use std::io::{self, Write};

use annotate_snippets::{Level, Renderer, Snippet};
use rescue_sessions::Position;

use crate::text::harmless;

/// How much of a line is shown on either side of the place, in bytes.
const AROUND: usize = 120;

/// Writes the line of a place, without what could harm the terminal.
pub(crate) fn write(out: &mut impl Write, what: &str, place: Position, body: &[u8]) -> io::Result<()> {
    let (before, after) = around(body, usize::try_from(place.byte()).unwrap_or(usize::MAX));
    let caret = before.len()..before.len() + after.chars().next().map_or(1, char::len_utf8);
    let line = before + &after + " "; // the caret may point behind the last character
    let label = format!("line {}, column {}", place.line(), place.column());
    let snippet = Snippet::source(&line)
        .line_start(usize::try_from(place.line()).unwrap_or(usize::MAX))
        .annotation(Level::Error.span(caret).label(&label));
    let rendered = Renderer::plain().render(Level::Error.title(what).snippet(snippet)).to_string();
    let lines = rendered.lines().map(str::trim_end);
    // The first and the last line of a snippet are nothing but the frame.
    let shown = lines.filter(|line| line.trim_start() != "|").collect::<Vec<_>>();
    writeln!(out, "{}", shown.join("\n"))
}

/// What stands on the line before and behind a place.
fn around(body: &[u8], at: usize) -> (String, String) {
    let (before, after) = body.split_at(at.min(body.len()));
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let line_end = after.iter().position(|&byte| byte == b'\n').unwrap_or(after.len());
    let before = &before[line_start.max(before.len().saturating_sub(AROUND))..];
    let after = &after[..line_end.min(AROUND)];
    (shown(before), shown(after))
}

fn shown(bytes: &[u8]) -> String {
    harmless(&String::from_utf8_lossy(bytes)).into_owned()
}
