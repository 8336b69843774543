//! One damaged record against an enumeration of all its readings.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("readings", data));
