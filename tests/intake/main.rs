//! From text to a report or a connector, and from a run to a finding. Nothing here opens a socket.

mod attempts;
mod broken;
mod cases;
mod connectors;
mod diagnose;
mod field;
mod pace;
mod redaction;
mod reports;

#[path = "../support/mod.rs"]
mod support;
