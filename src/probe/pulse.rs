//! [`Pulse`]: whether this process was stopped while it waited (Ctrl-Z, SIGSTOP, a machine that gave it no time), or its
//! machine had no way to whom it waited for, be that back by now. What ran out of time then says nothing about who did not
//! answer.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep};

use super::tcp;
use crate::model::{Evidence, Fault};

/// How often it beats, as long as something is waited for.
const BEAT: Duration = Duration::from_millis(250);

/// A beat that is so much too late was not late because the machine had much to do.
const LATE: Duration = Duration::from_secs(1);

/// Beats beside what is waited for.
#[derive(Clone, Debug)]
pub(super) struct Pulse {
    /// Whom an answer is waited for from.
    to: SocketAddr,
    /// The address of ours that it would come to; `None` where there was no way already.
    from: Option<IpAddr>,
    beats: Arc<Mutex<Beats>>,
}

#[derive(Debug)]
struct Beats {
    last: Instant,
    stopped: Duration,
    /// What there is to say of the way there, once a beat found none.
    lost: Option<(Fault, Evidence)>,
}

impl Pulse {
    /// One that begins to beat now.
    pub(super) fn new(to: SocketAddr) -> Self {
        let beats = Beats { last: Instant::now(), stopped: Duration::ZERO, lost: None };
        Self { to, from: tcp::source(to), beats: Arc::new(Mutex::new(beats)) }
    }

    /// Waits for this, and beats and looks at the way as long as that takes.
    pub(super) async fn beside<T>(&self, waited_for: impl Future<Output = T>) -> T {
        let beats = async {
            loop {
                sleep(BEAT).await;
                self.beat();
                if let Some(lost) = tcp::lost_way_lately(self.to, self.from) {
                    self.beats().lost = Some(lost);
                }
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

    /// What there is to say where the way there was lost since what is waited for began, be it back or not.
    pub(super) fn lost(&self) -> Option<(Fault, Evidence)> {
        self.was_lost().or_else(|| tcp::lost_way(self.to, self.from))
    }

    /// The same, as the beats saw it.
    pub(super) fn was_lost(&self) -> Option<(Fault, Evidence)> {
        self.beats().lost.clone()
    }

    /// Another answer is waited for. The way was there for the one before, as that came.
    pub(super) fn begin(&self) {
        self.beats().lost = None;
    }

    /// Beats; how long it was stopped so far.
    fn beat(&self) -> Duration {
        let mut beats = self.beats();
        let now = Instant::now();
        let since = now - beats.last;
        if since >= BEAT + LATE {
            beats.stopped += since - BEAT;
        }
        beats.last = now;
        beats.stopped
    }

    fn beats(&self) -> MutexGuard<'_, Beats> {
        self.beats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_process_that_was_stopped_knows_for_how_long_and_one_that_waited_does_not_say_so() {
        let pulse = Pulse::new((std::net::Ipv4Addr::LOCALHOST, 25).into());
        pulse.beside(sleep(BEAT * 3)).await;
        assert_eq!(pulse.stopped(), None);
        // The clock goes on, and nothing of this process does.
        pulse.beside(async { std::thread::sleep(BEAT + LATE) }).await;
        assert!(pulse.stopped().is_some_and(|stopped| stopped >= LATE), "{pulse:?}");
    }
}
