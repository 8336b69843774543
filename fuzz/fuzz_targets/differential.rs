//! Lists against an oracle that splits: the same fields, values and errors, at the same places.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("differential", data));
