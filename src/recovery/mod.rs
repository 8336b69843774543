//! Which lines form a record, and which fragments belong to which column.

pub(crate) mod ends;
pub(crate) mod known;
pub(crate) mod parts;
pub(crate) mod realign;
pub(crate) mod repair;
pub(crate) mod shape;
pub(crate) mod state;
