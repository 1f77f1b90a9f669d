//! A saved mail: any body under headers that make it a mail.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let head = b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n";
    let _ = mxray::intake::ndr::read(&[head, bytes].concat(), mxray::knowledge::Knowledge::embedded());
});
