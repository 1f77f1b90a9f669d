//! Outlook's `.msg`: a compound file of any bytes behind the signature of one.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    let _ = mxray::intake::ndr::read(&[head, bytes].concat(), mxray::knowledge::Knowledge::embedded());
});
