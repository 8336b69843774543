//! Sessions that are written as a response, under any delimiter, parse to equal sessions.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("roundtrip", data));
