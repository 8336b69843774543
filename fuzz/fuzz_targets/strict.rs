//! Whatever strict accepts, tolerant reads the same.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("strict", data));
