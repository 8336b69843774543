//! The JSON of sessions and errors contains exactly what the getters return.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("serde", data));
