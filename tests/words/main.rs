//! What is known and what is said of it, in every language.

mod alone;
mod knowledge;
mod letters;
mod locales;
mod pages;
mod questions;
mod reasons;
mod reports;

#[path = "../support/mod.rs"]
mod support;
