//! Any bytes under any settings: no panic, byte ranges in bounds and in order, every byte accounted for exactly once,
//! no message with text of the body.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("parse", data));
