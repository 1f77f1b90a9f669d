//! A certificate chain with a stapled answer, judged.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| mxray::probe::fuzzing::certificate_chain(bytes));
