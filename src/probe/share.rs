//! What the probes of one run share: roots, turns, and what was seen at each address.

use std::{
    net::SocketAddr,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use lru::LruCache;
use tokio::{sync::Semaphore, time::Instant};

use super::{
    address_log::AddressLog,
    attempt::{Call, Visits},
    dns::turns::Sockets,
    events::Sink,
    judged::{self, Setting},
    queue::{Claim, Queue, Seat},
    session::Session,
    tasks::Owned,
    trust_store::TrustStore,
    vantage::Vantage,
};
use crate::model::{EndpointId, Evidence, Fault, Host, Stage};

/// Time between two samples of one address: politeness, and what a load balancer needs to choose anew.
const BETWEEN_SAMPLES: Duration = Duration::from_secs(1);

/// What a busy machine may take beyond the end of a connector before an address is begun.
const SLACK: Duration = Duration::from_millis(250);

/// The most samples of one address.
const MAX_SAMPLES: u8 = 6;

/// How many addresses what was seen there is kept of, the last ones that were named: 9 KiB each with a chain of certificates,
/// and as many as may be looked at at once (`--jobs`). One that is named again after so many others is looked at again, as often
/// as an address may be.
const KEPT: NonZeroUsize = NonZeroUsize::new(1_024).expect("it is not 0");

/// Everything that is shared.
pub(super) struct Shared {
    vantage: Vantage,
    roots: Arc<TrustStore>,
    connections: Semaphore,
    turns: Semaphore,
    dns: Arc<Sockets>,
    addresses: Mutex<LruCache<Key, Known>>,
    /// What addresses did before a name was told to them (SNI): the same for every name.
    nameless: Mutex<LruCache<Nameless, Arc<AddressLog>>>,
    /// One connection at a time to an address, whoever names it; and how many there were.
    queue: Arc<Queue>,
}

/// What makes two tries of an address the same, whatever the TLS setting: the name that is told to it (SNI), and the rest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    host: Host,
    nameless: Nameless,
}

/// What makes two tries of an address the same as long as no name is told to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Nameless {
    address: SocketAddr,
    ehlo: Option<String>,
    limits: (u64, u64),
    samples: u8,
}

impl Nameless {
    fn of(call: &Call) -> Self {
        Self {
            address: call.address(),
            ehlo: call.ehlo.clone(),
            limits: (call.limits.connect_ms, call.limits.reply_ms),
            samples: call.samples,
        }
    }
}

struct Known {
    log: Arc<AddressLog>,
    task: Weak<Owned<()>>,
}

/// An address that is being probed, or was. The probe of it ends when the last of these is gone.
pub(super) struct Watched {
    log: Arc<AddressLog>,
    _task: Option<Arc<Owned<()>>>,
}

impl Watched {
    /// Tells everything as events of `endpoint`, to the end, as a TLS setting meets it; the fault it ended in.
    pub(super) async fn tell(&self, setting: &Setting, sink: &Sink, endpoint: EndpointId) -> Option<Fault> {
        judged::tell(&self.log, setting, sink, endpoint).await
    }

    /// Whether there was no time left for it.
    pub(super) fn is_late(&self) -> bool {
        self.log.is_late()
    }
}

impl Shared {
    pub(super) fn new(vantage: Vantage, jobs: usize) -> Self {
        Self {
            roots: Arc::new(TrustStore::new(vantage.trust.clone())),
            vantage,
            connections: Semaphore::new(jobs),
            turns: Semaphore::new(jobs),
            // The three questions about a name go out together; beyond that DNS takes half of what connections do.
            dns: Arc::new(Sockets::new((jobs / 2).max(6))),
            addresses: Mutex::new(LruCache::new(KEPT)),
            nameless: Mutex::new(LruCache::new(KEPT)),
            queue: Arc::default(),
        }
    }

    pub(super) fn vantage(&self) -> &Vantage {
        &self.vantage
    }

    pub(super) fn turns(&self) -> &Semaphore {
        &self.turns
    }

    pub(super) fn dns_sockets(&self) -> Arc<Sockets> {
        self.dns.clone()
    }

    /// A seat for a connector whose addresses are to be named.
    pub(super) fn seat(&self) -> Seat {
        self.queue.join()
    }

    /// The address, probed from now on unless it is or was already; left out where it could not be over by `end`.
    pub(super) fn address(self: &Arc<Self>, call: Call, seat: &Seat, endpoint: EndpointId, end: Instant) -> Watched {
        let call = Call { samples: call.samples.clamp(1, MAX_SAMPLES), ..call };
        let key = Key { host: call.host.clone(), nameless: Nameless::of(&call) };
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = addresses.get(&key) {
            let task = known.task.upgrade();
            if task.is_some() || (known.log.is_over() && !known.log.is_late()) {
                return Watched { log: known.log.clone(), _task: task };
            }
        }
        let log = Arc::new(AddressLog::new());
        let (shared, of) = (self.clone(), log.clone());
        let claim = seat.line_up(call.address(), endpoint);
        let task = Arc::new(Owned::spawn(async move {
            let _close = Close(of.clone());
            shared.probe(&call, claim, &of, end).await;
        }));
        addresses.put(key, Known { log: log.clone(), task: Arc::downgrade(&task) });
        Watched { log, _task: Some(task) }
    }

    async fn probe(&self, call: &Call, mut claim: Claim, log: &Arc<AddressLog>, end: Instant) {
        let visits = claim.comes().await;
        let nameless = Nameless::of(call);
        if let Some(known) = self.nameless().get(&nameless) {
            return log.repeat(known);
        }
        // The semaphore is never closed.
        let _connection = self.connections.acquire().await.ok();
        log.begin();
        let over = Instant::now() + Duration::from_millis(call.limits.address_total_ms());
        // First, for it hangs on no clock.
        if !visits.may_have(call) {
            // What it would show for this name nobody knows: neither well nor wrong.
            log.saw(Evidence::NotAskedAgain { count: visits.made() });
            return log.not_tried();
        }
        // Its time began before the queue: what cannot be over by then is not begun, for a look that is cut short would
        // blame the server.
        if over > end + SLACK || !visits.another(call) {
            return log.not_tried();
        }
        self.session(call, log, &visits, over).await;
        if !log.has_begun(Stage::Handshake) {
            self.nameless().put(nameless, log.clone());
        }
        let samples = self.samples(call, &visits, over).await;
        if call.samples > 1 {
            log.samples(samples, call.samples);
        }
    }

    /// The conversations after the first one.
    async fn samples(&self, call: &Call, visits: &Visits, end: Instant) -> Vec<Arc<AddressLog>> {
        let mut samples = Vec::new();
        for _ in 1..call.samples {
            if Instant::now() + BETWEEN_SAMPLES >= end || !visits.another(call) {
                break;
            }
            tokio::time::sleep(BETWEEN_SAMPLES).await;
            let sample = Arc::new(AddressLog::new());
            sample.begin();
            self.session(call, &sample, visits, end).await;
            samples.push(sample);
        }
        samples
    }

    fn nameless(&self) -> MutexGuard<'_, LruCache<Nameless, Arc<AddressLog>>> {
        self.nameless.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn session(&self, call: &Call, log: &AddressLog, visits: &Visits, end: Instant) {
        Session::new(call, log, visits, end).run(&self.roots, || self.vantage.clock.now()).await;
    }
}

/// Ends a log whatever becomes of its writer.
struct Close(Arc<AddressLog>);

impl Drop for Close {
    fn drop(&mut self) {
        self.0.close();
    }
}
