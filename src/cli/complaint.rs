//! [`Complaint`]: why nothing is done.

use super::exit::Exit;
use crate::l10n::Args;

/// What is wrong with the command line or an input, as the id of a sentence and its values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Complaint {
    /// The message: `error-target-url`.
    pub(super) id: String,
    pub(super) args: Args,
}

impl Complaint {
    pub(super) fn new(id: impl Into<String>, args: Args) -> Self {
        Self { id: id.into(), args }
    }

    /// A machine that has nothing left to look with is no mistake of whoever asked.
    pub(super) fn exit(&self) -> Exit {
        if self.id == "error-runtime" { Exit::Inconclusive } else { Exit::Usage }
    }
}
