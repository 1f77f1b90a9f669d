//! What is read back from the state folder: the progress in the lab. What is understood stays as it is when it is kept
//! again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mxray::store::LabProgress;

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = serde_json::from_slice::<LabProgress>(bytes) else { return };
    let again = serde_json::to_vec(&read).expect("it came from JSON");
    assert_eq!(serde_json::from_slice::<LabProgress>(&again).expect("it was just written"), read);
});
