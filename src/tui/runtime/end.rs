//! How the loop ends: what it could not do, how long it waits for what still runs, and a terminal that is gone.

use std::{io, time::Duration};

use crate::{system::signals, tui::message::Exit};

/// How long tasks have to end before the program does.
pub(super) const GOODBYE: Duration = Duration::from_millis(200);

/// Why the screen could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The terminal cannot be used.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[source] io::Error),
    /// The system gives no threads or no signals.
    #[error("the program cannot be set up: {0}")]
    Setup(#[source] io::Error),
}

/// An output that is closed is a terminal that is gone.
pub(super) fn hung_up() -> Exit {
    Exit::Signal(signals::HANGUP)
}
