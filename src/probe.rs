//! Asks the network: a [`ProbePlan`] in, [`ProbeEvent`]s out, one after the other as they happen. Nothing is
//! concluded here and nothing is worded; a refused connection is a value like any other.
//!
//! `dns` finds the way from a connector to its addresses; `session` takes one address from the connection to QUIT,
//! by way of `tcp`, `smtp`, `tls` and `certificate`; `explain` and `control` look again where one look cannot tell;
//! `vantage` is everything that a test or the lab replaces. Beside the lab this is the only room that opens a
//! socket, and it contacts nobody but targets, resolvers, the names' own authoritative servers and the control host.

mod address_log;
mod attempt;
mod certificate;
mod control;
mod dns;
mod events;
mod explain;
#[cfg(fuzzing)]
pub mod fuzzing;
mod judged;
mod memory;
mod plan;
mod pulse;
mod queue;
mod runtime;
mod session;
mod share;
mod smtp;
mod stop;
mod tasks;
mod tcp;
mod tls;
mod trust_store;
mod vantage;

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::{
    sync::{Semaphore, mpsc},
    task::JoinSet,
    time::Instant,
};
use tokio_util::sync::CancellationToken;

use self::{
    attempt::Call,
    dns::{
        Names,
        route::{self, Discovery, Step},
    },
    events::Sink,
    judged::Setting,
    queue::Seat,
    share::Shared,
    tasks::Owned,
};
pub use self::{
    control::CONTROL_HOST,
    runtime::Runtime,
    vantage::{Clock, Trust, TrustError, Vantage, view},
};
use crate::{
    model::{Evidence, Fault, Host, MAX_ADDRESSES, ProbeEvent, ProbePlan, Reach},
    system::{limits, resolvers},
};

/// Starts the probe of one connector. Must be called within a tokio runtime.
pub fn start(plan: ProbePlan, vantage: Vantage) -> Probe {
    Prober::new(vantage, DEFAULT_JOBS).start(plan)
}

/// Connections open at once, where nobody says otherwise (`--jobs`).
pub const DEFAULT_JOBS: usize = 64;

/// Probes connectors from one vantage. They share the trusted roots, the number of connections open at once, and what
/// was seen at an address: one that several connectors name is probed once as long as this lives.
#[derive(Clone)]
pub struct Prober(Arc<Shared>);

impl Prober {
    /// A prober that keeps at most `jobs` connections open at once (at least one).
    pub fn new(vantage: Vantage, jobs: usize) -> Self {
        Self(Arc::new(Shared::new(vantage, jobs.min(affordable()).clamp(1, Semaphore::MAX_PERMITS))))
    }

    /// Starts to probe a connector; it waits for its turn where many are started. Must be called within a tokio
    /// runtime.
    pub fn start(&self, plan: ProbePlan) -> Probe {
        let (sink, events) = Sink::new();
        let stop = CancellationToken::new();
        let (shared, token) = (self.0.clone(), stop.clone());
        // Taken here, in the order of the calls.
        let seat = shared.seat();
        tokio::spawn(async move {
            let cancelled = token.run_until_cancelled(run(&shared, &plan, seat, &sink)).await.is_none();
            sink.finish(cancelled);
        });
        Probe { events, stop }
    }
}

/// Descriptors that are needed beside those of connections: the program's own, the roots, the lab.
const OTHER_DESCRIPTORS: u64 = 40;

/// Connections that may be open at once with the descriptors this process has: each may need a question to a name server
/// beside it, which takes half a descriptor more (`Shared::new`).
fn affordable() -> usize {
    let limit = limits::open_files().unwrap_or(u64::MAX);
    usize::try_from(limit.saturating_sub(OTHER_DESCRIPTORS) / 3 * 2).unwrap_or(usize::MAX)
}

/// A running probe. Dropping it stops it.
#[derive(Debug)]
pub struct Probe {
    events: mpsc::UnboundedReceiver<ProbeEvent>,
    stop: CancellationToken,
}

impl Probe {
    /// The next event; `None` after [`ProbeEvent::Finished`]. Safe to drop and call again.
    pub async fn next(&mut self) -> Option<ProbeEvent> {
        self.events.recv().await
    }

    /// The next event, as [`Self::next`]; once that token is cancelled the probe is stopped, and what it saw still comes.
    pub async fn next_until(&mut self, stop: &CancellationToken) -> Option<ProbeEvent> {
        if !self.stop.is_cancelled() {
            tokio::select! {
                biased;
                () = stop.cancelled() => self.cancel(),
                event = self.next() => return event,
            }
        }
        self.next().await
    }

    /// Stops it: within 0.3 s the last event says so, and what was not reached is skipped.
    pub fn cancel(&self) {
        self.stop.cancel();
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn run(shared: &Arc<Shared>, plan: &ProbePlan, seat: Seat, sink: &Sink) {
    // A connector waits for its turn before its time begins. The semaphore is never closed.
    let _turn = shared.turns().acquire().await.ok();
    let end = Instant::now() + Duration::from_millis(plan.limits.total_ms());
    let named = &shared.vantage().resolvers;
    let resolvers = if named.is_empty() { resolvers::of_system() } else { named.clone() };
    sink.send(ProbeEvent::Began { at: shared.vantage().clock.now(), view: view(&resolvers), limits: plan.limits });
    let names = Names::new(sink.clone(), resolvers, plan.limits, shared.dns_sockets(), !named.is_empty());
    if plan.connector.port != crate::model::SMTP_PORT {
        sink.saw(None, Evidence::OtherPort { port: plan.connector.port.to_string() });
    }
    let (found, mut addresses) = mpsc::unbounded_channel();
    let way = {
        let (names, connector) = (names.clone(), plan.connector.clone());
        Owned::spawn(async move { route::find(&names, &connector, found).await })
    };
    let control = control::beside(&names, plan);
    let mut tries = Tries::new(shared, plan, &seat, sink, &control, end);
    let mut later = Vec::new();
    while let Some(step) = addresses.recv().await {
        match step {
            Step::Hosts(questions) => seat.await_only(questions),
            Step::Answered { v6, first } => seat.answered(v6, first),
            Step::Address(address) if address.at_once => tries.begin(address),
            Step::Address(address) => later.push(address),
        }
    }
    seat.await_only([]);
    // Neither task can fail but by a panic, which is told by what it leaves open.
    let found = way.join().await.unwrap_or_default();
    // Smart host by smart host, and there by preference.
    later.sort_by_key(|address| address.endpoint);
    loop {
        tries.over().await;
        later.retain(|address| tries.matters(address));
        if later.is_empty() {
            break;
        }
        later.drain(..later.len().min(MAX_ADDRESSES)).for_each(|address| tries.begin(address));
    }
    tries.conclude(found);
    control.conclude(sink).await;
    names.conclude().await;
}

/// How an address of a batch ended.
enum Ending {
    /// Nothing can be connected to there that says something about the destination.
    Dead,
    /// One of that preference of a smart host or domain can be connected to; whether all is well there.
    Answered(Host, u16, bool),
    /// It was not begun, for want of time.
    Late,
}

/// The addresses of one run that are tried, batch by batch.
struct Tries<'a> {
    shared: &'a Arc<Shared>,
    plan: &'a ProbePlan,
    seat: &'a Seat,
    sink: &'a Sink,
    control: &'a control::Watch,
    end: Instant,
    told: JoinSet<Ending>,
    told_of_loopback: bool,
    tried: u64,
    late: u64,
    /// For each smart host or domain of which one can be connected to: addresses of this preference and worse ones change
    /// nothing any more.
    bounds: HashMap<Host, u32>,
}

impl<'a> Tries<'a> {
    fn new(
        shared: &'a Arc<Shared>,
        plan: &'a ProbePlan,
        seat: &'a Seat,
        sink: &'a Sink,
        control: &'a control::Watch,
        end: Instant,
    ) -> Self {
        let (told, told_of_loopback, bounds) = (JoinSet::new(), false, HashMap::new());
        Self { shared, plan, seat, sink, control, end, told, told_of_loopback, tried: 0, late: 0, bounds }
    }

    fn begin(&mut self, address: Discovery) {
        let Discovery { endpoint, host, of, ip, preference, .. } = address;
        self.tried += 1;
        let reach = Reach::of(ip);
        if let (Host::Ip(ip), Some(kind)) = (&host, reach.barred()) {
            // What is there for this machine says nothing about what Office 365 meets.
            return self.sink.not_connected(endpoint, Evidence::SmartHostNotPublic { ip: *ip, kind });
        }
        if reach == Reach::Loopback && !self.plan.in_lab && !std::mem::replace(&mut self.told_of_loopback, true) {
            self.sink.saw(None, Evidence::Loopback {});
        }
        let (policy, warn_days) = (self.plan.connector.tls.clone(), self.plan.warn_days);
        let setting = Setting { policy, host: host.clone(), warn_days };
        let (ehlo, limits, samples) = (self.plan.ehlo.clone(), self.plan.limits, self.plan.samples);
        let call = Call { ip, port: self.plan.connector.port, host, ehlo, limits, samples };
        let (sink, control) = (self.sink.clone(), self.control.seen());
        control.tried(ip);
        let log = self.shared.address(call, self.seat, endpoint, self.end);
        self.told.spawn(async move {
            let fault = log.tell(&setting, &sink, endpoint).await;
            if log.is_late() {
                control.left_out();
                return Ending::Late;
            }
            control.ended(fault);
            let is_inside = matches!(reach, Reach::Inside(_));
            if is_inside || fault.is_some_and(Fault::is_before_connection) {
                return Ending::Dead;
            }
            Ending::Answered(of, preference, fault.is_none())
        });
    }

    /// Whether it hangs on this address too what becomes of the mail, after what those did that were tried.
    fn matters(&self, address: &Discovery) -> bool {
        self.bounds.get(&address.of).is_none_or(|bound| u32::from(address.preference) < *bound)
    }

    /// Waits for all that were begun.
    async fn over(&mut self) {
        while let Some(ended) = self.told.join_next().await {
            match ended {
                // For each smart host Exchange Online ends up at the best preference that answers, and there at any
                // address: one that is well leaves open what the others of it do, and one that fails stops the mail.
                Ok(Ending::Answered(of, preference, well)) => {
                    let bound = u32::from(preference) + u32::from(well);
                    self.bounds.entry(of).and_modify(|known| *known = bound.min(*known)).or_insert(bound);
                }
                Ok(Ending::Late) => (self.late, self.tried) = (self.late + 1, self.tried - 1),
                Ok(Ending::Dead) | Err(_) => {}
            }
        }
    }

    /// Tells what was left out, of all that there are.
    fn conclude(&self, found: u64) {
        if self.late > 0 {
            self.sink.saw(None, Evidence::OutOfTime { count: self.late, total_ms: self.plan.limits.total_ms() });
        }
        let count = found.saturating_sub(self.tried + self.late);
        if count > 0 {
            self.sink.saw(None, Evidence::NotTried { count, limit: self.tried });
        }
    }
}
