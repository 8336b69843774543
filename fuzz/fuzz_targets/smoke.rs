//! A cheap check with a high throughput: the whole body and the body in chunks give the same number of sessions and
//! errors, with the same IDs.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::smoke::fuzz(data));
