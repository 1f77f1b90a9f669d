//! The first record of a TLS server.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| mxray::probe::fuzzing::tls_hello(bytes));
