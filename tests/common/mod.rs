//! An oracle that splits, and strategies for what it reads.

pub mod oracle;
pub mod strategies;
