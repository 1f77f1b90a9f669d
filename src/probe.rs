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
mod plan;
mod runtime;
mod session;
mod share;
mod smtp;
mod stop;
mod tasks;
mod tcp;
mod tls;
mod vantage;

use std::sync::Arc;

use tokio::{
    sync::{Semaphore, mpsc},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

use self::{
    attempt::Call,
    dns::{Names, route},
    events::Sink,
    share::Shared,
    tasks::Owned,
    vantage::system_resolvers,
};
pub use self::{
    control::CONTROL_HOST,
    runtime::Runtime,
    vantage::{Clock, Trust, TrustError, Vantage, view},
};
use crate::model::{ProbeEvent, ProbePlan};

/// Starts the probe of one connector. Must be called within a tokio runtime.
pub fn start(plan: ProbePlan, vantage: Vantage) -> Probe {
    Prober::new(vantage, DEFAULT_JOBS).start(plan)
}

/// Connections open at once, where nobody says otherwise (`--jobs`).
const DEFAULT_JOBS: usize = 64;

/// Probes connectors from one vantage. They share the trusted roots, the number of connections open at once, and what
/// was seen at an address: one that several connectors name is probed once as long as this lives.
#[derive(Clone)]
pub struct Prober(Arc<Shared>);

impl Prober {
    /// A prober that keeps at most `jobs` connections open at once (at least one).
    pub fn new(vantage: Vantage, jobs: usize) -> Self {
        Self(Arc::new(Shared::new(vantage, jobs.clamp(1, Semaphore::MAX_PERMITS))))
    }

    /// Starts to probe a connector; it waits for its turn where many are started. Must be called within a tokio
    /// runtime.
    pub fn start(&self, plan: ProbePlan) -> Probe {
        let (sink, events) = Sink::new();
        let stop = CancellationToken::new();
        let (shared, token) = (self.0.clone(), stop.clone());
        tokio::spawn(async move {
            let cancelled = token.run_until_cancelled(run(&shared, &plan, &sink)).await.is_none();
            sink.finish(cancelled);
        });
        Probe { events, stop }
    }
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

async fn run(shared: &Arc<Shared>, plan: &ProbePlan, sink: &Sink) {
    // A connector waits for its turn before its time begins. The semaphore is never closed.
    let _turn = shared.turns().acquire().await.ok();
    shared.load_roots();
    let named = &shared.vantage().resolvers;
    let resolvers = if named.is_empty() { system_resolvers() } else { named.clone() };
    sink.send(ProbeEvent::Began { at: shared.vantage().clock.now(), view: view(&resolvers), limits: plan.limits });
    let names = Names::new(sink.clone(), resolvers, plan.limits, shared.dns_sockets(), !named.is_empty());
    if plan.connector.port != crate::model::SMTP_PORT {
        sink.saw(None, crate::model::Evidence::OtherPort { port: plan.connector.port.to_string() });
    }
    let (found, mut addresses) = mpsc::unbounded_channel();
    let way = {
        let (names, connector) = (names.clone(), plan.connector.clone());
        Owned::spawn(async move { route::find(&names, &connector, found).await })
    };
    let control = control::beside(&names, plan);
    let mut told = JoinSet::new();
    while let Some(address) = addresses.recv().await {
        let call = Call {
            ip: address.ip,
            port: plan.connector.port,
            host: address.host,
            policy: plan.connector.tls.clone(),
            ehlo: plan.ehlo.clone(),
            limits: plan.limits,
        };
        control.seen().tried(call.ip);
        // Asked for here, in order of rank, not in whatever order tasks run.
        let log = shared.address(call, plan.samples);
        let (sink, control) = (sink.clone(), control.seen());
        told.spawn(async move {
            log.tell(sink, address.endpoint).await;
            control.ended(log.outcome());
        });
    }
    // Neither task can fail but by a panic, which is told by what it leaves open.
    way.join().await;
    while told.join_next().await.is_some() {}
    control.conclude(sink).await;
    names.conclude().await;
}
