//! One damaged record against an enumeration of all its alignments.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("alignments", data));
