//! The body, its positions, its delimiter, its lines.

pub(crate) mod body;
pub(crate) mod delimiter;
pub(crate) mod line;
pub(crate) mod position;
pub(crate) mod whitespace;
