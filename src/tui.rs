//! The wizard on a full screen. The only room that imports ratatui and crossterm.
//!
//! [`app`] is pure: a [`Model`](app::Model), messages in, effects out, a view of it. [`runtime`] is the loop that
//! performs the effects, and the only part here that names `probe`, `lab` and `store`; [`terminal`] borrows the
//! terminal and gives it back. What is asked and judged is the work of `wizard` and `diagnose`.

pub mod app;
pub mod keys;
mod layout;
pub mod runtime;
mod saving;
pub(crate) mod screens;
pub mod terminal;
pub mod theme;
mod walk;
mod widgets;

pub use runtime::{Options, run};
