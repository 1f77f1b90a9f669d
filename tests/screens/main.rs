//! The screens without a terminal: drawn from recorded runs, and walked through by keys.

mod cases;
mod journeys;
mod scenes;
mod watched;

#[path = "../support/mod.rs"]
mod support;
