//! The body, its positions, its delimiter, and finding delimiters and newlines.

pub(crate) mod body;
pub(crate) mod delimiter;
pub(crate) mod near;
pub(crate) mod position;
pub(crate) mod scan;
pub(crate) mod simd;
pub(crate) mod whitespace;
