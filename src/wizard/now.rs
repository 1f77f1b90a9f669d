//! [`Now`]: what time it is, by the two clocks that a walk needs.

use jiff::Timestamp;

/// What time it is: passed in, never asked for here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// By this machine's clock, to be shown.
    pub wall: Timestamp,
    /// Milliseconds that only go forward, to count waits with. They stand still while the machine sleeps
    /// (CLOCK_MONOTONIC, clock_gettime(2)).
    pub ms: u64,
}
