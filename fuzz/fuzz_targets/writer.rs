//! What the writer accepts is read back equal, and what it refuses because of a delimiter or a newline is not.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("writer", data));
