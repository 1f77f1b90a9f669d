//! The gate for all that strangers send: safe, and unchanged the second time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mxray::model::WireText;

fuzz_target!(|bytes: &[u8]| {
    let text = WireText::from_bytes(bytes);
    assert!(!text.as_str().contains(char::is_control));
    assert_eq!(WireText::from_safe(text.as_str()), text);
});
