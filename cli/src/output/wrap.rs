//! Text in lines that fit the terminal.

use crate::output::width::width;

/// A space in a name, where no line is broken. Lines have a space in its place.
const NO_BREAK: char = '\u{a0}';

/// Names in a list, each of them in one line.
pub(crate) fn list<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| name.as_ref().replace(' ', "\u{a0}")).collect();
    names.join(", ")
}

/// The text in lines of at most `max` columns, broken at spaces. The lines after the first one start with `indent` spaces. A
/// longer word is not broken.
pub(crate) fn wrapped(text: &str, indent: usize, max: usize) -> String {
    let (mut lines, mut column) = (String::with_capacity(text.len()), 0);
    for (index, word) in text.split(' ').enumerate() {
        let width = width(word);
        if index > 0 && column + 1 + width > max && column > indent {
            lines.push('\n');
            lines.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else if index > 0 {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += width;
    }
    lines.replace(NO_BREAK, " ")
}

/// The column where the text after a label starts.
const INDENT: usize = 14;

/// A label and a text, in lines that fit. The lines after the first one start `hanging` columns to the right of the text. `None`:
/// one line.
pub(crate) fn labelled(label: &str, text: &str, hanging: usize, max: Option<usize>) -> String {
    let text = match max {
        Some(max) => wrapped(text, hanging, max.saturating_sub(INDENT)).replace('\n', &format!("\n{:INDENT$}", "")),
        None => text.replace(NO_BREAK, " "),
    };
    format!("{}{text}", padded(label))
}

/// A label and the space after it.
fn padded(label: &str) -> String {
    let spaces = (INDENT - 2).saturating_sub(width(label)) + 2;
    format!("{label}{:spaces$}", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labelled_text_is_indented() {
        assert_eq!(labelled("rows", "1 session", 0, None), "rows          1 session");
        let text = "missing       a b,\n                c";
        assert_eq!(labelled("missing", "a b, c", 2, Some(19)), text);
    }

    #[test]
    fn lines_are_broken_at_spaces() {
        assert_eq!(wrapped("a: bb, cc, dd", 2, 7), "a: bb,\n  cc,\n  dd");
        assert_eq!(wrapped("a  b", 2, 80), "a  b");
        assert_eq!(wrapped("abcdefgh ijklmnop", 2, 5), "abcdefgh\n  ijklmnop");
        assert_eq!(wrapped(&list(["a b", "c d"]), 0, 6), "a b,\nc d");
        assert_eq!(wrapped("日本 語", 0, 4), "日本\n語");
    }
}
