//! The width of text in a terminal, and text that is shortened to a width.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Replaces the text that was cut off.
pub(crate) const ELLIPSIS: char = '…';
/// A grapheme cluster that is longer (a letter with dozens of combining characters) is cut off.
const MAX_CLUSTER_LEN: usize = 64;

/// Appends a text, shortened so that it is at most `max` columns wide, and returns its width.
///
/// Text is cut between grapheme clusters, so that no letter loses its accents and no emoji is taken apart.
pub(crate) fn push_cut(out: &mut String, text: &str, max: usize) -> usize {
    if text.is_ascii() {
        let (shown, end) = if text.len() <= max { (text, "") } else { (&text[..max.saturating_sub(1)], "…") };
        out.push_str(shown);
        out.push_str(if max == 0 { "" } else { end });
        return text.len().min(max);
    }
    let (start, mut width) = (out.len(), 0);
    // The end and the width of what fits beside an ellipsis.
    let mut fit = (start, 0);
    for cluster in text.graphemes(true) {
        let next = width + cluster.width();
        // Clusters without a width, such as joiners, must not be longer together than one cluster.
        let is_too_long = out.len() - start + cluster.len() > (next + 1).saturating_mul(MAX_CLUSTER_LEN);
        if next > max || cluster.len() > MAX_CLUSTER_LEN || is_too_long {
            out.truncate(fit.0);
            if max == 0 {
                return 0;
            }
            out.push(ELLIPSIS);
            return fit.1 + 1;
        }
        out.push_str(cluster);
        width = next;
        if width < max {
            fit = (out.len(), width);
        }
    }
    width
}

/// A text that is at most `max` columns wide.
pub(crate) fn cut(text: &str, max: usize) -> String {
    let mut out = String::new();
    push_cut(&mut out, text, max);
    out
}

/// The last part of a text, at most `max` columns wide.
pub(crate) fn cut_start(text: &str, max: usize) -> String {
    if width(text) <= max {
        return text.to_owned();
    }
    let (mut start, mut room) = (text.len(), max.saturating_sub(1));
    for (offset, cluster) in text.grapheme_indices(true).rev() {
        if cluster.width() > room {
            break;
        }
        (start, room) = (offset, room - cluster.width());
    }
    if max == 0 { String::new() } else { format!("{ELLIPSIS}{}", &text[start..]) }
}

/// The number of columns that a text takes. The sum over its grapheme clusters, as [`push_cut`] counts them.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_between_clusters_and_by_width() {
        let cases = [
            ("Jane Roe", 8, "Jane Roe"),
            ("Jane Roe", 7, "Jane R…"),
            ("日本語", 6, "日本語"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"),
            ("🇯🇵🇯🇵", 4, "🇯🇵🇯🇵"),
            ("שלום", 3, "של…"),
            ("ab", 1, "…"),
            ("ab", 0, ""),
        ];
        for (text, max, expected) in cases {
            assert_eq!(cut(text, max), expected, "{text} {max}");
            assert!(width(&cut(text, max)) <= max);
        }
        assert_eq!(cut_start("abcdef", 4), "…def");
        assert_eq!(cut_start("日本語", 4), "…語");
    }

    #[test]
    fn clusters_without_width_are_bounded() {
        for text in ["a".to_owned() + &"\u{301}".repeat(60_000), "\u{200b}".repeat(60_000)] {
            assert!(cut(&text, 10).len() < 1_000);
        }
    }
}
