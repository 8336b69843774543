//! Polls: what changed between two of them, and one list from those of several nodes.

pub(crate) mod changes;
pub(crate) mod matches;
pub(crate) mod merge;
mod order;
