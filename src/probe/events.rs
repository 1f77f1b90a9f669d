//! The one door through which events leave a run. It knows what is still open, so that a run that is stopped
//! leaves nothing undecided, and lets nothing out after the last event.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::mpsc, time::Instant};

use crate::model::{EndpointId, Evidence, Outcome, ProbeEvent, Stage};

/// Sends the events of one run; clones send into the same run.
#[derive(Clone)]
pub(super) struct Sink(Arc<Inner>);

struct Inner {
    begun: Instant,
    state: Mutex<State>,
}

struct State {
    sender: mpsc::UnboundedSender<ProbeEvent>,
    /// `None` is the connector's own name.
    hosts: BTreeMap<Option<u32>, bool>,
    endpoints: BTreeMap<EndpointId, [bool; Stage::OF_ADDRESS.len()]>,
    over: bool,
}

impl Sink {
    pub(super) fn new() -> (Self, mpsc::UnboundedReceiver<ProbeEvent>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        let state = State { sender, hosts: BTreeMap::from([(None, false)]), endpoints: BTreeMap::new(), over: false };
        (Self(Arc::new(Inner { begun: Instant::now(), state: Mutex::new(state) })), receiver)
    }

    /// When the run began.
    pub(super) fn begun(&self) -> Instant {
        self.0.begun
    }

    /// Milliseconds from the begin of the run to then.
    pub(super) fn at(&self, then: Instant) -> u64 {
        millis(then.saturating_duration_since(self.0.begun))
    }

    /// Milliseconds since the begin of the run.
    pub(super) fn now(&self) -> u64 {
        self.at(Instant::now())
    }

    pub(super) fn send(&self, event: ProbeEvent) {
        self.state().send(event);
    }

    /// Tells something about the run as a whole, or about one address.
    pub(super) fn saw(&self, endpoint: Option<EndpointId>, evidence: Evidence) {
        self.send(ProbeEvent::Saw { endpoint, at_ms: self.now(), evidence });
    }

    /// Tells of an address that was not connected to, because of what it is.
    pub(super) fn not_connected(&self, endpoint: EndpointId, evidence: Evidence) {
        let at_ms = self.now();
        let outcome = evidence.fault().map_or(Outcome::Skipped, Outcome::Failed);
        self.send(ProbeEvent::Started { endpoint, stage: Stage::Connect, at_ms, until_ms: at_ms });
        self.saw(Some(endpoint), evidence);
        for stage in Stage::OF_ADDRESS {
            let outcome = if stage == Stage::Connect { outcome } else { Outcome::Skipped };
            self.send(ProbeEvent::Ended { endpoint, stage, at_ms, outcome });
        }
    }

    /// Ends the run: whatever has not ended by now was not looked at.
    pub(super) fn finish(&self, cancelled: bool) {
        let at_ms = self.now();
        let mut state = self.state();
        let endpoints = std::mem::take(&mut state.endpoints);
        for (endpoint, ended) in endpoints {
            for (stage, _) in Stage::OF_ADDRESS.into_iter().zip(ended).filter(|(_, ended)| !ended) {
                state.send(ProbeEvent::Ended { endpoint, stage, at_ms, outcome: Outcome::Skipped });
            }
        }
        let hosts = std::mem::take(&mut state.hosts);
        for (index, _) in hosts.into_iter().filter(|(_, ended)| !ended) {
            state.send(ProbeEvent::HostEnded { index, outcome: Outcome::Skipped, at_ms });
        }
        state.send(ProbeEvent::Finished { at_ms, cancelled });
        state.over = true;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn send(&mut self, event: ProbeEvent) {
        if self.over {
            return;
        }
        match &event {
            ProbeEvent::Host { index, .. } => {
                self.hosts.insert(Some(*index), false);
            }
            ProbeEvent::HostEnded { index, .. } => {
                self.hosts.insert(*index, true);
            }
            ProbeEvent::Address { endpoint, tried: true, .. } => {
                self.endpoints.insert(*endpoint, [false; Stage::OF_ADDRESS.len()]);
            }
            ProbeEvent::Ended { endpoint, stage, .. } => {
                let place = Stage::OF_ADDRESS.iter().position(|s| s == stage);
                if let (Some(ended), Some(place)) = (self.endpoints.get_mut(endpoint), place) {
                    ended[place] = true;
                }
            }
            ProbeEvent::NotTried { endpoint, .. } => {
                self.endpoints.remove(endpoint);
            }
            // One of a later batch is open from its first stage on.
            ProbeEvent::Started { endpoint, .. } => {
                self.endpoints.entry(*endpoint).or_insert([false; Stage::OF_ADDRESS.len()]);
            }
            ProbeEvent::Address { tried: false, .. }
            | ProbeEvent::Unlisted { .. }
            | ProbeEvent::Began { .. }
            | ProbeEvent::Asked { .. }
            | ProbeEvent::Answered { .. }
            | ProbeEvent::Said { .. }
            | ProbeEvent::Tls { .. }
            | ProbeEvent::Saw { .. }
            | ProbeEvent::Finished { .. } => {}
        }
        // The other end is gone when the probe was dropped; then nobody needs to know.
        let _ = self.sender.send(event);
    }
}

/// Whole milliseconds.
pub(super) fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
