//! What several tests need. Each folder of tests is a program of its own and has all of it.
#![expect(dead_code, unreachable_pub, reason = "each program uses another part of it")]

pub mod again;
pub mod cmdlets;
pub mod examples;
pub mod exercises;
pub mod ftl;
pub mod growth;
pub mod languages;
pub mod picture;
pub mod program;
pub mod recorded;
pub mod servers;
pub mod stage;
pub mod terminal;

use std::io::Write as _;

/// Says that a test was skipped, past the harness, which swallows what a test prints that does not fail.
pub fn skipped(why: &str) {
    writeln!(std::io::stderr(), "skipped: {}", why.trim()).expect("a word");
}
