//! Whitespace of two kinds: with newlines and without.

/// Whether a text is nothing but spaces, tabs and CRs.
pub(crate) fn is_blank(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}

/// Space, tab, CR or LF.
pub(crate) fn is_white_space(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}
