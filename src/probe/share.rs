//! What the probes of one run share: roots, turns, and what was seen at each address.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError, Weak},
    thread,
    time::Duration,
};

use tokio::{
    sync::{Mutex as AsyncMutex, OnceCell, Semaphore, oneshot},
    time::{Instant, timeout},
};

use super::{
    address_log::AddressLog,
    attempt::Call,
    events::Sink,
    session::{Memory, Session},
    tasks::Owned,
    vantage::{Roots, Trust, Vantage},
};
use crate::model::{EndpointId, Evidence, Fault, SampleDifference};

/// Time between two samples of one address: politeness, and what a load balancer needs to choose anew.
const BETWEEN_SAMPLES: Duration = Duration::from_secs(1);

/// How long the system may take to read its roots, which usually takes it 30 ms.
const ROOTS: Duration = Duration::from_secs(5);

/// The most samples of one address.
const MAX_SAMPLES: u8 = 6;

/// Everything that is shared.
pub(super) struct Shared {
    vantage: Vantage,
    roots: OnceCell<Arc<Roots>>,
    connections: Semaphore,
    turns: Semaphore,
    dns: Arc<Semaphore>,
    addresses: Mutex<HashMap<Key, Known>>,
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

    /// How it ended.
    pub(super) fn outcome(&self) -> Option<Fault> {
        self.log.fault()
    }
}

impl Shared {
    pub(super) fn new(vantage: Vantage, jobs: usize) -> Self {
        Self {
            vantage,
            roots: OnceCell::new(),
            connections: Semaphore::new(jobs),
            turns: Semaphore::new(jobs),
            // The three questions about a name go out together; beyond that DNS takes half of what connections do.
            dns: Arc::new(Semaphore::new((jobs / 2).max(6))),
            addresses: Mutex::default(),
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

    /// Begins to read the roots, beside everything else.
    pub(super) fn load_roots(self: &Arc<Self>) {
        let shared = self.clone();
        tokio::spawn(async move { shared.roots().await });
    }

    async fn roots(&self) -> Arc<Roots> {
        let load = || async {
            let trust = self.vantage.trust.clone();
            let named = Trust { system: false, pem: trust.pem.clone() };
            let (tell, load) = oneshot::channel();
            let of_thread = trust.clone();
            // Where there is no thread to be had, everything waits the while.
            if thread::Builder::new().spawn(move || drop(tell.send(Roots::load(&of_thread)))).is_err() {
                return Arc::new(Roots::load(&trust));
            }
            Arc::new(match timeout(ROOTS, load).await {
                Ok(loaded) => loaded.unwrap_or_else(|error| Roots::none(&error.to_string())),
                // A share that does not answer; what was named was read before.
                Err(late) => Roots { errors: Roots::none(&late.to_string()).errors, ..Roots::load(&named) },
            })
        };
        self.roots.get_or_init(load).await.clone()
    }

    /// The address, probed from now on unless it is or was already.
    pub(super) fn address(self: &Arc<Self>, call: Call, samples: u8) -> Watched {
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
            if task.is_some() || known.log.is_over() {
                return Watched { log: known.log.clone(), _task: task };
            }
        }
        let log = Arc::new(AddressLog::new());
        let (shared, of) = (self.clone(), log.clone());
        let task = Arc::new(Owned::spawn(async move {
            let _close = Close(of.clone());
            shared.probe(&call, &of, samples.clamp(1, MAX_SAMPLES)).await;
        }));
        addresses.insert(key, Known { log: log.clone(), task: Arc::downgrade(&task) });
        Watched { log, _task: Some(task) }
    }

    async fn probe(&self, call: &Call, log: &AddressLog, samples: u8) {
        let lock = {
            let mut locks = self.locks.lock().unwrap_or_else(PoisonError::into_inner);
            locks.entry(call.address()).or_default().clone()
        };
        let _alone = lock.lock().await;
        // The semaphore is never closed.
        let _connection = self.connections.acquire().await.ok();
        log.begin();
        let end = Instant::now() + Duration::from_millis(call.limits.address_total_ms());
        let first = self.session(call, log, end).await;
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

    async fn session(&self, call: &Call, log: &AddressLog, end: Instant) -> Memory {
        Session::new(call, log, end).run(self.roots(), || self.vantage.clock.now()).await
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
