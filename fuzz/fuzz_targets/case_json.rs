//! What is read back of a repair: a case of the state folder, and a report that was saved. What is understood stays as it
//! is when it is kept again, and a walk goes on from it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mxray::{
    intake::saved::saved,
    knowledge::Knowledge,
    model::{Case, Settings},
    wizard::Walk,
};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(case) = Case::read(bytes) {
        assert_eq!(Case::read(&case.bytes()).as_ref(), Ok(&case));
        let _ = Walk::resume(case, Settings::default(), Knowledge::embedded()).told();
    }
    for report in saved(bytes).unwrap_or_default() {
        let now = report.run.started.unwrap_or_default();
        let _ = Walk::of_saved(report, Settings::default(), now, Knowledge::embedded()).told();
    }
});
