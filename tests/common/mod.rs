//! What several tests use: an oracle that splits, and strategies for what it reads.

#![allow(dead_code)] // each test takes what it needs

pub mod oracle;
pub mod strategies;
