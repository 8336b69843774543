//! The build without features and the build with vector instructions give the same output, whole and in chunks.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("builds", data));
