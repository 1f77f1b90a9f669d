//! Keys that came together, faster than a file is written: what they change is kept once, behind the last of them, and a
//! Ctrl-C behind them does not wait for all.

use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::{
    model::Case,
    tui::{keys::Action, message::Message},
};

/// How long what was changed waits for the end of a burst: no longer than for a frame, which shows it.
const PUT_OFF: Duration = Duration::from_millis(100);
/// How long keys are still taken that were there before a Ctrl-C.
const HASTE: Duration = Duration::from_millis(200);

/// What is put off while keys are there, and whether a Ctrl-C is behind them.
#[derive(Default)]
pub(super) struct Burst {
    case: Option<(Instant, Box<Case>)>,
    /// Cancelled as soon as a Ctrl-C is read, which quits from anywhere.
    pub(super) interrupted: CancellationToken,
    /// When the keys in front of it are left out.
    out_of_patience: Option<Instant>,
}

impl Burst {
    /// Keeps that later, and nothing that it goes on from.
    pub(super) fn put_off(&mut self, case: Box<Case>) {
        let since = self.case.take().map_or_else(Instant::now, |(since, _)| since);
        self.case = Some((since, case));
    }

    /// What is to be kept by now.
    pub(super) fn take_put_off(&mut self) -> Option<Case> {
        self.case.take().map(|(_, case)| *case)
    }

    /// Whether something was put off for as long as may be.
    pub(super) fn is_long(&self) -> bool {
        self.case.as_ref().is_some_and(|(since, _)| since.elapsed() >= PUT_OFF)
    }

    /// Whether a key is too many of those in front of a Ctrl-C.
    pub(super) fn leaves_out(&mut self, message: &Message) -> bool {
        if !self.interrupted.is_cancelled() {
            return false;
        }
        let until = *self.out_of_patience.get_or_insert_with(|| Instant::now() + HASTE);
        let is_typed = matches!(message, Message::Key(_) | Message::Paste(_)) && !interrupts(message);
        is_typed && Instant::now() >= until
    }
}

/// Whether it is a Ctrl-C.
pub(super) fn interrupts(message: &Message) -> bool {
    matches!(message, Message::Key(key) if Action::of(*key, true) == Some(Action::QuitAtOnce))
}

/// Whether a message asks nothing of what is kept: a tick, a move, or a key that does nothing.
pub(super) fn goes_on_with(message: &Message) -> bool {
    let asks_nothing = |action: Action| action == Action::Tick || action.moves();
    matches!(message, Message::Key(key) if Action::of(*key, false).is_none_or(asks_nothing))
}
