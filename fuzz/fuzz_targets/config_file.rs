//! A configuration file: read whole, or told with a line that it has.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let read = mxray::config::read(bytes, std::path::Path::new("/etc/mxray/config.toml"), None);
    if let Err(problem) = read {
        let told = serde_json::to_value(&problem).expect("a value");
        if let Some(line) = told.get("line").and_then(serde_json::Value::as_u64) {
            assert!(line >= 1 && line <= 1 + bytes.iter().filter(|byte| **byte == b'\n').count() as u64, "{problem}");
        }
    }
});
