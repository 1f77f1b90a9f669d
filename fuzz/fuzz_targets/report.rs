//! A report as it is pasted: any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = mxray::intake::ndr::read(bytes, mxray::knowledge::Knowledge::embedded());
});
