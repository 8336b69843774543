//! A body in chunks of any size gives the same output as the whole body.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("stream", data));
