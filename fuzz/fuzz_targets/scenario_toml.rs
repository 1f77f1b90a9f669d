//! TOML of ours: a scenario of the lab.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| drop(mxray::knowledge::scenarios::read("x", text)));
