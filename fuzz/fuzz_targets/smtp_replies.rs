//! Replies of an SMTP server, in pieces of any size.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| mxray::probe::fuzzing::smtp_replies(bytes));
