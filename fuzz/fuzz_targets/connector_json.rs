//! Connectors as JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let start: &[u8] = if matches!(bytes.first(), Some(b'[' | b'{')) { b"" } else { b"[{\"SmartHosts\":" };
    let _ = mxray::intake::outbound_connector::connectors(&[start, bytes].concat());
});
