//! Asks little and runs often: the whole body and the body in chunks give as many sessions and errors, with the same IDs.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::smoke::fuzz(data));
