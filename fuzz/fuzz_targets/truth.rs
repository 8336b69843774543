//! Sessions are written and damaged, and what is read is compared with what was written.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("truth", data));
