//! Whitespace, with newlines and without.

/// Whether a text is empty or consists of spaces, tabs and CRs.
pub(crate) fn is_blank(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}

/// Whether a byte is a space, a tab, a CR or a LF.
pub(crate) fn is_whitespace(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}
