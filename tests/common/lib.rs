//! Oracles, which read slowly and apart from the crate; strategies for what they read, rows and whole lists; and the score of damaged rows.

#![forbid(unsafe_code)]

pub mod lists;
pub mod oracle;
pub mod readings;
pub mod score;
pub mod strategies;
