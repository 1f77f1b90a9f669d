//! The lab: that it breaks what it says it breaks, and that every scenario is concluded as its file says.

mod scenarios;
mod servers;

#[path = "../support/mod.rs"]
mod support;
