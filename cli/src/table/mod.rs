//! The table of `show`.

pub(crate) mod cells;
pub(crate) mod grid;
pub(crate) mod layout;
pub(crate) mod order;
