//! Sessions and errors as JSON, out and in again.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("serde", data));
