//! [`Exit`]: how the program ends.

use std::process::ExitCode;

use crate::model::{ServiceState, Verdict};

/// How the program ends; the numbers are part of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing found that would keep Office 365 from delivering. 0.
    Healthy,
    /// A fault was found; of `read`, no code was found. 1.
    Fault,
    /// Wrong usage or unreadable input; nothing was probed. 2.
    Usage,
    /// This machine could not look, or could not write what it found. 3.
    Inconclusive,
    /// What a monitoring plugin found: the number of its state.
    Service(ServiceState),
    /// Ended by that signal: 128 and its number.
    Signal(u8),
}

impl Exit {
    /// The number the shell sees.
    pub fn number(self) -> u8 {
        match self {
            Self::Healthy => 0,
            Self::Fault => 1,
            Self::Usage => 2,
            Self::Inconclusive => 3,
            Self::Service(state) => state.number(),
            Self::Signal(number) => 128u8.saturating_add(number),
        }
    }

    /// Of many connectors: a fault outweighs what could not be seen, and that what is healthy.
    #[must_use]
    pub(super) fn with(self, other: Self) -> Self {
        let weight = |exit: Self| match exit {
            Self::Healthy => 0,
            Self::Inconclusive => 1,
            Self::Fault => 2,
            Self::Usage => 3,
            Self::Signal(_) => 4,
            // It tells of all of them already.
            Self::Service(_) => 5,
        };
        if weight(other) > weight(self) { other } else { self }
    }
}

impl From<Verdict> for Exit {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Healthy => Self::Healthy,
            Verdict::Fault => Self::Fault,
            Verdict::Inconclusive => Self::Inconclusive,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.number())
    }
}
