//! The house itself: its rooms and arrows, its promises, and the pages that are made from its assets.

mod architecture;
mod docs;
mod growth;
mod promises;
mod records;

#[path = "../support/mod.rs"]
mod support;
