//! Turns of questions: how many sockets DNS may have open at once, over all connectors of a run.

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::Instant,
};

use crate::model::LookupRole;

/// Sockets for questions, shared by all that ask. Whether a resolver answers anything is asked on sockets of its own: where
/// questions are slow enough to queue, that is the one to know, and it is not to wait behind them.
pub(in crate::probe) struct Sockets {
    questions: Semaphore,
    health: Semaphore,
}

/// One of so many sockets is for looks at the resolvers' health.
const OF_HEALTH: usize = 8;

impl Sockets {
    /// So many at once, two at least.
    pub(in crate::probe) fn new(count: usize) -> Self {
        let health = (count / OF_HEALTH).max(1);
        let questions = count.saturating_sub(health).max(1);
        Self { questions: Semaphore::new(questions), health: Semaphore::new(health) }
    }

    pub(super) fn of(&self, role: LookupRole) -> &Semaphore {
        if role == LookupRole::Health { &self.health } else { &self.questions }
    }
}

/// A question's turn: a socket of its own, for so long as its answer is waited for.
pub(super) struct Turn<'a> {
    pub(super) _socket: SemaphorePermit<'a>,
    pub(super) until: Instant,
    /// The end of all DNS comes before it had the time that an answer is given.
    pub(super) crowded: bool,
}
