//! Connectors as `Format-List`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let head = b"Name : x\nUseMXRecord : False\nSmartHosts : ";
    let _ = mxray::intake::outbound_connector::connectors(&[head, bytes].concat());
});
