//! [`Pulse`]: whether this process was stopped while it waited (Ctrl-Z, SIGSTOP, a machine that gave it no time). What ran
//! out of time then says nothing about who did not answer.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep};

/// How often it beats, as long as something is waited for.
const BEAT: Duration = Duration::from_millis(250);

/// A beat that is so much too late was not late because the machine had much to do.
const LATE: Duration = Duration::from_secs(1);

/// Beats beside what is waited for.
#[derive(Clone, Debug)]
pub(super) struct Pulse(Arc<Mutex<Beats>>);

#[derive(Debug)]
struct Beats {
    last: Instant,
    stopped: Duration,
}

impl Pulse {
    /// One that begins to beat now.
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Beats { last: Instant::now(), stopped: Duration::ZERO })))
    }

    /// Waits for this, and beats as long as that takes.
    pub(super) async fn beside<T>(&self, waited_for: impl Future<Output = T>) -> T {
        let beats = async {
            loop {
                sleep(BEAT).await;
                self.beat();
            }
        };
        tokio::select! {
            biased;
            came = waited_for => came,
            () = beats => unreachable!("it beats until what is waited for is there"),
        }
    }

    /// How long the process was stopped since this began to beat; nothing where it was not.
    pub(super) fn stopped(&self) -> Option<Duration> {
        let stopped = self.beat();
        (stopped > Duration::ZERO).then_some(stopped)
    }

    /// Beats; how long it was stopped so far.
    fn beat(&self) -> Duration {
        let mut beats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let since = now - beats.last;
        if since >= BEAT + LATE {
            beats.stopped += since - BEAT;
        }
        beats.last = now;
        beats.stopped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_process_that_was_stopped_knows_for_how_long_and_one_that_waited_does_not_say_so() {
        let pulse = Pulse::new();
        pulse.beside(sleep(BEAT * 3)).await;
        assert_eq!(pulse.stopped(), None);
        // The clock goes on, and nothing of this process does.
        pulse.beside(async { std::thread::sleep(BEAT + LATE) }).await;
        assert!(pulse.stopped().is_some_and(|stopped| stopped >= LATE), "{pulse:?}");
    }
}
