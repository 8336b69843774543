//! Oracles, which read slowly and apart from the crate; strategies for what they read; and the score of damaged rows.

#![forbid(unsafe_code)]

pub mod oracle;
pub mod readings;
pub mod score;
pub mod strategies;
