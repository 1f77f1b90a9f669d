//! The real program in a pseudo-terminal.

mod colours;
mod endings;
mod jobs;
mod lost;

#[path = "../support/mod.rs"]
mod support;
