//! The wizard on a full screen. The only room that names ratatui and crossterm.
//!
//! [`app`] is pure: a [`Model`](app::Model), messages in, effects out; [`layout`] shows it. A screen knows its own state,
//! what all share, and the pieces it draws with; where it leads it says as a turn, and `app` follows. [`runtime`] is the
//! loop that performs the effects, and the only part here that names `probe`, `lab` and `store`; [`terminal`] borrows the
//! terminal and gives it back. What is asked and judged is the work of `wizard` and `diagnose`.
//!
//! Who names whom: runtime, layout, app, the list of screens, each screen; then conversation, lookups, seen, proof, way, told, watching, wording, body; then
//! shared; then turn, message, widgets, theme, keys. Never back.

pub mod app;
mod body;
mod conversation;
pub mod keys;
pub mod layout;
mod lookups;
pub mod message;
mod proof;
pub mod runtime;
mod saving;
mod screens;
mod seen;
mod shared;
pub mod terminal;
pub mod theme;
mod told;
mod turn;
mod watching;
mod way;
mod widgets;
mod wording;

pub use runtime::{Options, RunError, run};
