//! A body in pieces, wherever it is cut, against the whole.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("stream", data));
