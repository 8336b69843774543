//! Where strict mode accepts a response, lenient mode gives the same sessions.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("strict", data));
