//! `mxray` finds out why Office 365 (Exchange Online) cannot deliver mail over a connector, and walks a
//! person to the fix.
//!
//! [`model`], [`knowledge`], [`intake`], [`config`], [`diagnose`] and [`wizard`] are pure and decide; [`probe`] asks the
//! network and reports events; [`l10n`] owns every word; [`tui`], [`plain`] and [`report`] show; [`store`]
//! keeps files; [`lab`] breaks things on purpose; [`system`] is what only one kind of system has; [`cli`] puts
//! them together. `docs/architecture.md` has the arrows between them, and `tests/house/architecture.rs` keeps them.

pub mod cli;
pub mod config;
pub mod diagnose;
pub mod intake;
pub mod knowledge;
pub mod l10n;
pub mod lab;
pub mod model;
pub mod plain;
pub mod probe;
pub mod report;
pub mod store;
pub mod system;
pub mod tui;
pub mod wizard;
