//! The batches: their columns, their values, and what cannot be read.

mod cells;
mod columns;
mod oracle;
mod problems;
