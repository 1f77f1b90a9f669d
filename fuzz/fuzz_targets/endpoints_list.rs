//! The list of Office 365 addresses.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let start: &[u8] =
        if bytes.starts_with(b"[") { b"" } else { br#"[{"serviceArea":"Exchange","tcpPorts":"25","ips":["# };
    let _ = mxray::intake::endpoints::endpoints(&[start, bytes].concat());
});
