//! Text to model: what people type, paste, pipe or export, read into [`model`](crate::model).
//!
//! Pure parsers of hostile input: no I/O, no clock, no words. Reading is bounded in size, time and depth, and
//! what is not understood is kept raw rather than guessed at. Errors are enums; their messages are
//! `error-<id>` with the fields as arguments, and are the work of `l10n`. Comparing what was read with what
//! is seen is left to `diagnose`.

pub mod endpoints;
pub mod ndr;
pub mod outbound_connector;
pub mod saved;
pub mod status;
pub mod targets;

mod decode;
mod file_name;
mod quoted;

/// The text of a file, whatever encoded it; `None` where it is none.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    decode::text(bytes).ok()
}

pub use file_name::{bare_name, file_name};
