//! A response is read in buffers of any size with the same result; sessions are read equal in any spelling of the XML, and
//! as the writers of both formats write them.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("soap", data));
