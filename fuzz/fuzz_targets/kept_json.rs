//! What is read back from the state folder: a case and the progress in the lab. What is understood stays as it is when
//! it is kept again.
#![no_main]

use std::fmt::Debug;

use libfuzzer_sys::fuzz_target;
use mxray::store::{Case, LabProgress};
use serde::{Serialize, de::DeserializeOwned};

fn kept<T: Serialize + DeserializeOwned + PartialEq + Debug>(bytes: &[u8]) {
    let Ok(read) = serde_json::from_slice::<T>(bytes) else { return };
    let again = serde_json::to_vec(&read).expect("it came from JSON");
    assert_eq!(serde_json::from_slice::<T>(&again).expect("it was just written"), read);
}

fuzz_target!(|bytes: &[u8]| {
    kept::<Case>(bytes);
    kept::<LabProgress>(bytes);
});
