//! What the probes of one run share: roots, turns, and what was seen at each address.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use tokio::{
    sync::{Mutex as AsyncMutex, Semaphore},
    time::Instant,
};

use super::{
    address_log::AddressLog,
    attempt::Call,
    events::Sink,
    session::{Memory, Session},
    tasks::Owned,
    trust_store::TrustStore,
    vantage::Vantage,
};
use crate::model::{EndpointId, Evidence, Fault, SampleDifference, Stage};

/// Time between two samples of one address: politeness, and what a load balancer needs to choose anew.
const BETWEEN_SAMPLES: Duration = Duration::from_secs(1);

/// What a busy machine may take beyond the end of a connector before an address is begun.
const SLACK: Duration = Duration::from_millis(250);

/// The most samples of one address.
const MAX_SAMPLES: u8 = 6;

/// Everything that is shared.
pub(super) struct Shared {
    vantage: Vantage,
    roots: Arc<TrustStore>,
    connections: Semaphore,
    turns: Semaphore,
    dns: Arc<Semaphore>,
    addresses: Mutex<HashMap<Key, Known>>,
    /// What addresses did before a name was told to them (SNI): the same for every name.
    nameless: Mutex<HashMap<Nameless, Arc<AddressLog>>>,
    /// One connection at a time to an address, whoever names it.
    locks: Mutex<HashMap<SocketAddr, Arc<AsyncMutex<()>>>>,
}

/// What makes two tries of an address the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    address: (IpAddr, u16),
    host: String,
    policy: String,
    ehlo: Option<String>,
    limits: (u64, u64),
    samples: u8,
}

/// What makes two tries of an address the same as long as no name is told to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Nameless {
    address: SocketAddr,
    requires_tls: bool,
    ehlo: Option<String>,
    limits: (u64, u64),
    samples: u8,
}

impl Nameless {
    fn of(call: &Call, samples: u8) -> Self {
        Self {
            address: call.address(),
            requires_tls: call.policy.requires_tls(),
            ehlo: call.ehlo.clone(),
            limits: (call.limits.connect_ms, call.limits.reply_ms),
            samples,
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
    /// Tells everything as events of `endpoint`, to the end.
    pub(super) async fn tell(&self, sink: Sink, endpoint: EndpointId) {
        self.log.clone().tell(sink, endpoint).await;
    }

    /// Whether there was no time left for it.
    pub(super) fn is_not_tried(&self) -> bool {
        self.log.is_not_tried()
    }

    /// How it ended.
    pub(super) fn outcome(&self) -> Option<Fault> {
        self.log.fault()
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
            dns: Arc::new(Semaphore::new((jobs / 2).max(6))),
            addresses: Mutex::default(),
            nameless: Mutex::default(),
            locks: Mutex::default(),
        }
    }

    pub(super) fn vantage(&self) -> &Vantage {
        &self.vantage
    }

    pub(super) fn turns(&self) -> &Semaphore {
        &self.turns
    }

    pub(super) fn dns_sockets(&self) -> Arc<Semaphore> {
        self.dns.clone()
    }

    /// The address, probed from now on unless it is or was already; left out where it could not be over by `end`.
    pub(super) fn address(self: &Arc<Self>, call: Call, samples: u8, end: Instant) -> Watched {
        let key = Key {
            address: (call.ip, call.port),
            host: call.host.to_string(),
            policy: format!("{:?}", call.policy),
            ehlo: call.ehlo.clone(),
            limits: (call.limits.connect_ms, call.limits.reply_ms),
            samples,
        };
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = addresses.get(&key) {
            let task = known.task.upgrade();
            if task.is_some() || (known.log.is_over() && !known.log.is_not_tried()) {
                return Watched { log: known.log.clone(), _task: task };
            }
        }
        let log = Arc::new(AddressLog::new());
        let (shared, of) = (self.clone(), log.clone());
        let task = Arc::new(Owned::spawn(async move {
            let _close = Close(of.clone());
            shared.probe(&call, &of, samples.clamp(1, MAX_SAMPLES), end).await;
        }));
        addresses.insert(key, Known { log: log.clone(), task: Arc::downgrade(&task) });
        Watched { log, _task: Some(task) }
    }

    async fn probe(&self, call: &Call, log: &Arc<AddressLog>, samples: u8, end: Instant) {
        let lock = {
            let mut locks = self.locks.lock().unwrap_or_else(PoisonError::into_inner);
            locks.entry(call.address()).or_default().clone()
        };
        let _alone = lock.lock().await;
        let nameless = Nameless::of(call, samples);
        if let Some(known) = self.nameless().get(&nameless) {
            return log.repeat(known);
        }
        // The semaphore is never closed.
        let _connection = self.connections.acquire().await.ok();
        log.begin();
        let over = Instant::now() + Duration::from_millis(call.limits.address_total_ms());
        // Its time began before the queue: what cannot be over by then is not begun, for a look that is cut short would
        // blame the server.
        if over > end + SLACK {
            return log.not_tried();
        }
        let end = over;
        let first = self.session(call, log, end).await;
        if !log.has_begun(Stage::Handshake) {
            self.nameless().insert(nameless, log.clone());
        }
        let mut others = Vec::new();
        for _ in 1..samples {
            if Instant::now() + BETWEEN_SAMPLES >= end {
                break;
            }
            tokio::time::sleep(BETWEEN_SAMPLES).await;
            let of_sample = AddressLog::new();
            of_sample.begin();
            let sample = self.session(call, &of_sample, end).await;
            // A second server behind the address that turns mail away does so to Office 365 too: it speaks for the
            // address, like one address of several (`docs/decisions.md`).
            let turns_away = |fault: Fault| !fault.is_before_connection() && !fault.is_local();
            if first.fault.is_none() && sample.fault.is_some_and(turns_away) && log.fault().is_none() {
                log.append(&of_sample);
            }
            others.push(sample);
        }
        compare(log, &first, &others);
    }

    fn nameless(&self) -> MutexGuard<'_, HashMap<Nameless, Arc<AddressLog>>> {
        self.nameless.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn session(&self, call: &Call, log: &AddressLog, end: Instant) -> Memory {
        Session::new(call, log, end).run(&self.roots, || self.vantage.clock.now()).await
    }
}

/// Tells how often another server seems to have answered.
fn compare(log: &AddressLog, first: &Memory, others: &[Memory]) {
    let total = others.len() as u64 + 1;
    let differ = |what, differs: &dyn Fn(&Memory) -> bool| {
        let count = others.iter().filter(|other| differs(other)).count() as u64;
        if count > 0 {
            log.saw(Evidence::SampleDiffers { count, total, what });
        }
    };
    differ(SampleDifference::Certificate, &|other| {
        other.thumbprint.is_some() && first.thumbprint.is_some() && other.thumbprint != first.thumbprint
    });
    differ(SampleDifference::Outcome, &|other| other.fault != first.fault);
    differ(SampleDifference::Greeting, &|other| {
        other.greeting_host.is_some() && first.greeting_host.is_some() && other.greeting_host != first.greeting_host
    });
}

/// Ends a log whatever becomes of its writer.
struct Close(Arc<AddressLog>);

impl Drop for Close {
    fn drop(&mut self) {
        self.0.close();
    }
}
