//! Who comes next to an address: one connection at a time, and where several names lead to it, that of the connector
//! that was named first, and of one connector the name of best rank. So which names are asked before an address was
//! asked often enough hangs neither on the order of DNS answers nor on how many connectors are looked at at once.

use std::{
    collections::{BTreeSet, HashMap},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use super::attempt::Visits;
use crate::model::EndpointId;

/// How long the first to come to an address waits for answers about names that would come before it. Names that are
/// never answered lead nowhere, so nobody is held up by them for long.
const HOLD: Duration = Duration::from_secs(1);

/// What decides who is first: the connector, in the order in which they were started, and the rank of the address in it.
type Rank = (u64, EndpointId);

/// The questions that addresses are still to come from: whether for IPv6, and the rank of the first of them.
type Open = (bool, Rank);

/// Everybody who waits for an address.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: watch::Sender<()>,
}

#[derive(Default)]
struct State {
    joined: u64,
    open: BTreeSet<Open>,
    places: HashMap<SocketAddr, Place>,
}

/// An address.
struct Place {
    visits: Arc<Visits>,
    taken: bool,
    waiting: BTreeSet<Rank>,
    /// From then on whoever waits is not held back for anybody who does not.
    patient_until: Instant,
}

/// A connector in the queue, for as long as it may name addresses.
pub(super) struct Seat {
    queue: Arc<Queue>,
    number: u64,
}

/// One who waits for an address, or is alone with it.
pub(super) struct Claim {
    queue: Arc<Queue>,
    address: SocketAddr,
    rank: Rank,
    has_come: bool,
}

impl Queue {
    /// Sits down behind all that did before.
    pub(super) fn join(self: &Arc<Self>) -> Seat {
        let mut state = self.state();
        let number = state.joined;
        state.joined += 1;
        for v6 in [false, true] {
            state.open.insert((v6, (number, EndpointId(0))));
        }
        Seat { queue: self.clone(), number }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// The hosts of the connector are known: their addresses are still to come, each family from the first of it on.
    pub(super) fn await_only(&self, questions: impl IntoIterator<Item = (bool, EndpointId)>) {
        let mut state = self.queue.state();
        state.open.retain(|(_, (number, _))| *number != self.number);
        state.open.extend(questions.into_iter().map(|(v6, first)| (v6, (self.number, first))));
        drop(state);
        self.queue.changed.send_replace(());
    }

    /// The addresses of one question are known.
    pub(super) fn answered(&self, v6: bool, first: EndpointId) {
        self.queue.state().open.remove(&(v6, (self.number, first)));
        self.queue.changed.send_replace(());
    }

    /// Waits at an address from now on.
    pub(super) fn line_up(&self, address: SocketAddr, endpoint: EndpointId) -> Claim {
        let rank = (self.number, endpoint);
        let place = || Place {
            visits: Arc::default(),
            taken: false,
            waiting: BTreeSet::new(),
            patient_until: Instant::now() + HOLD,
        };
        self.queue.state().places.entry(address).or_insert_with(place).waiting.insert(rank);
        Claim { queue: self.queue.clone(), address, rank, has_come: false }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.await_only([]);
    }
}

impl Claim {
    /// Waits until it has come; from then on nobody else is at the address until this is dropped.
    pub(super) async fn comes(&mut self) -> Arc<Visits> {
        let mut changed = self.queue.changed.subscribe();
        loop {
            changed.mark_unchanged();
            let patient_until = match self.take() {
                Ok(visits) => return visits,
                Err(patient_until) => patient_until,
            };
            tokio::select! {
                // Its other end is held here.
                _ = changed.changed() => {}
                () = sleep_until(patient_until), if patient_until > Instant::now() => {}
            }
        }
    }

    /// The address, if nobody is there and nobody comes before; else until when those are waited for who may still come.
    fn take(&mut self) -> Result<Arc<Visits>, Instant> {
        let mut state = self.queue.state();
        let State { open, places, .. } = &mut *state;
        let now = Instant::now();
        // It lined up there.
        let Some(place) = places.get_mut(&self.address) else { return Err(now) };
        let first = (self.address.is_ipv6(), (0, EndpointId(0)));
        let alone = open.range(first..(self.address.is_ipv6(), self.rank)).next().is_none();
        let next = !place.taken && place.waiting.first() == Some(&self.rank);
        if !next || !(alone || now >= place.patient_until) {
            return Err(place.patient_until);
        }
        place.waiting.pop_first();
        place.taken = true;
        self.has_come = true;
        Ok(place.visits.clone())
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut state = self.queue.state();
        if let Some(place) = state.places.get_mut(&self.address) {
            if self.has_come {
                place.taken = false;
            } else {
                place.waiting.remove(&self.rank);
            }
        }
        drop(state);
        self.queue.changed.send_replace(());
    }
}
