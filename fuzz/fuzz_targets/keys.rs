//! What a terminal sends, in pieces of any size.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| mxray::tui::runtime::fuzzing::keys(bytes));
