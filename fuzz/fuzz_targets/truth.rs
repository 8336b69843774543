//! Written and then damaged sessions: each parsed value is the one that was written, or it is withheld.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("truth", data));
