//! Lists against a naive splitter (the oracle): equal fields, values, errors and byte ranges.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("differential", data));
