//! Answers of a name server, down to what they say about a name.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| mxray::probe::fuzzing::dns_answer(bytes));
