//! The build without features and the one with vector instructions say the same, whole and in chunks.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("builds", data));
