//! A stapled OCSP answer that its issuer never signed.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| mxray::probe::fuzzing::ocsp_answer(bytes));
