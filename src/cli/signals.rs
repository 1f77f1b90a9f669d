//! Signals that ask to stop: what was seen until then is told, and then the program ends by the signal, as a shell that
//! runs a script expects of it.

use super::Exit;
use crate::system::signals;
pub(super) use crate::system::signals::Signals;

/// Ends the program by the signal that ended its work; returns where it was none, or where it cannot be.
pub(super) fn end_by(exit: Exit) -> Exit {
    if let Exit::Signal(number) = exit {
        // What cannot be raised is told by the exit code.
        signals::end_by(number);
    }
    exit
}
