//! Connectors as CLIXML.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = mxray::intake::outbound_connector::connectors(&[b"<Objs>", bytes].concat());
});
