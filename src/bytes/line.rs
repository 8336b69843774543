//! A line of the body: where it ends, and how many delimiters it has.

use crate::bytes::delimiter::Delimiter;

/// `line = *char [ CR ] ( LF / end of the body )`
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    /// With the line end.
    whole: &'a [u8],
    /// Without the line end. Of a line that is longer than the limit: its start, one byte longer than the limit.
    pub(crate) bytes: &'a [u8],
    pub(crate) end: LineEnd,
    pub(crate) delimiter: Delimiter,
    /// The number of delimiters in `bytes`.
    pub(crate) delimiters: usize,
    /// The field after the last delimiter.
    pub(crate) last: &'a [u8],
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEnd {
    Lf,
    CrLf,
    /// At the end of the body, perhaps between a CR and an LF.
    Body {
        cr: bool,
    },
    /// After the end of the chunk.
    Unknown,
}

impl LineEnd {
    fn len(self) -> usize {
        match self {
            LineEnd::Lf => 1,
            LineEnd::CrLf => 2,
            LineEnd::Body { cr } => cr.into(),
            LineEnd::Unknown => 0,
        }
    }

    pub(crate) fn has_newline(self) -> bool {
        matches!(self, LineEnd::Lf | LineEnd::CrLf)
    }
}

impl<'a> Line<'a> {
    /// The line at the start of `body`, or `None` if that is empty. Delimiters are counted up to one byte after the
    /// limit.
    pub(crate) fn scan(limit: usize, body: &'a [u8], delimiter: Delimiter) -> Option<Self> {
        if body.is_empty() {
            return None;
        }
        let newline = memchr::memchr(b'\n', body);
        let (text, cr) = match body.get(..newline.unwrap_or(body.len()))? {
            [text @ .., b'\r'] => (text, true),
            text => (text, false),
        };
        let end = match newline {
            Some(_) if cr => LineEnd::CrLf,
            Some(_) => LineEnd::Lf,
            None => LineEnd::Body { cr },
        };
        let whole = body.get(..text.len().saturating_add(end.len()))?;
        let bytes = text.get(..limit.saturating_add(1)).unwrap_or(text);
        let (delimiters, last) = delimiter.count(bytes);
        Some(Line { whole, bytes, end, delimiter, delimiters, last })
    }

    /// A line without a line end. `bytes` has no newline; a CR at its end is text.
    pub(crate) fn without_end(bytes: &'a [u8], delimiter: Delimiter) -> Self {
        let (delimiters, last) = delimiter.count(bytes);
        Line { whole: bytes, bytes, end: LineEnd::Body { cr: false }, delimiter, delimiters, last }
    }

    /// The length in bytes, with the line end.
    pub(crate) fn len(&self) -> usize {
        self.whole.len()
    }

    /// The length in bytes, without the line end.
    pub(crate) fn text_len(&self) -> usize {
        self.whole.len().saturating_sub(self.end.len())
    }

    /// The same line, whose end has not arrived. Its last CR is no line end, because a newline may follow. An
    /// incomplete character at the end is left for later, so that characters can be counted.
    pub(crate) fn with_unknown_end(self) -> Self {
        let text = self.whole.get(..self.text_len()).unwrap_or_default();
        let whole = text.get(..text.len().saturating_sub(incomplete_character(text))).unwrap_or_default();
        Line { whole, end: LineEnd::Unknown, ..self }
    }
}

/// The number of bytes of an incomplete character at the end of a text.
fn incomplete_character(text: &[u8]) -> usize {
    let is_incomplete = |len: &usize| {
        let tail = text.get(text.len().wrapping_sub(*len)..).unwrap_or_default();
        core::str::from_utf8(tail).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    };
    (1..=3).find(is_incomplete).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use alloc::string::String;
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn delimiters_are_those_that_a_search_finds() {
        for delimiter in ["|", "||", "aba", "\0", "é|", "ab|ab|ab|"] {
            for len in 0..80 {
                let mut line = String::new();
                while line.len() < len {
                    line.push_str(match line.len() % 5 {
                        0 => delimiter,
                        1 => "é",
                        2 => delimiter.split_at(delimiter.chars().next().map_or(0, char::len_utf8)).0,
                        _ => "a",
                    });
                }
                for (end, expected) in [("\n1|2\n", LineEnd::Lf), ("\r\n|\r", LineEnd::CrLf)] {
                    let body = line.clone() + end;
                    let scanned = Line::scan(usize::MAX, body.as_bytes(), Delimiter::new(delimiter).unwrap()).unwrap();
                    let fields: Vec<&str> = line.split(delimiter).collect();
                    assert_eq!((scanned.bytes, scanned.end), (line.as_bytes(), expected));
                    assert_eq!((scanned.text_len(), scanned.delimiters), (line.len(), fields.len() - 1), "{line:?}");
                    assert_eq!(scanned.last, fields[fields.len() - 1].as_bytes(), "{line:?}");
                }
            }
        }
    }
}
