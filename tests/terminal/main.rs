//! The real program in a pseudo-terminal.

mod cases;
mod colours;
mod endings;
mod input;
mod jobs;
mod lost;
mod many;
mod survey;

#[path = "../support/mod.rs"]
mod support;
