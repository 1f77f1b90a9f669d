//! Targets, one and many.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = mxray::intake::targets::targets(text);
    let _ = mxray::intake::targets::name_pattern(text);
    let _ = mxray::intake::status::code(text);
});
