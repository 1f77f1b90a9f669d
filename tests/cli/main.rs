//! The real program with arguments, files and pipes: what it prints, asks and saves, and in which places.

mod cases;
mod commands;
mod config;
mod exhausted;
mod hard_places;
mod help;
mod json_schema;
mod many_targets;
mod monitoring;
mod overview;
mod plain;
mod redaction;
mod saved_reports;
mod stopped;
mod watch;

#[path = "../support/mod.rs"]
mod support;
