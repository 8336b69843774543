//! Sessions that are written as a response, under any delimiter, are read again, equal.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("roundtrip", data));
