//! Any bytes under any settings: no panic, places in bounds and in order, each byte accounted for once, messages without text of the body.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("parse", data));
