//! What comes where the answer of a name server is awaited.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| mxray::probe::fuzzing::dns_packet(bytes));
