//! How a complaint ends the program: what is told instead of being done, the message `error-<id>`.

use super::exit::Exit;
use crate::model::Told;

/// A machine that has nothing left to look with or for the lab to listen with, or nowhere to write, is no mistake of whoever
/// asked.
pub(super) fn exit_for(complaint: &Told) -> Exit {
    if matches!(complaint.id.as_str(), "runtime" | "write" | "lab" | "lab-files") {
        Exit::Inconclusive
    } else {
        Exit::Usage
    }
}
