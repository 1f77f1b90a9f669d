//! Connectors as CSV.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let head = b"Name,UseMXRecord,SmartHosts,RecipientDomains,TlsSettings,TlsDomain\n";
    let _ = mxray::intake::outbound_connector::connectors(&[head, bytes].concat());
});
