//! Names: questions to DNS servers as events, and what their answers mean for the way to a mail server.
//!
//! The wire format is hickory's; asking is done here, because a probe must see what a resolver library hides:
//! who answered, a closed port at once, garbage, a wrong id, a truncated answer. No search domains, no hosts
//! file, no cache: Exchange Online has none of ours.

pub(super) mod answer;
mod authority;
pub(super) mod beside;
pub(super) mod exchange;
mod failure;
mod health;
pub(super) mod route;

use std::{
    collections::HashSet,
    future::Future,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{OnceCell, Semaphore},
    task::JoinSet,
    time::{Instant, timeout},
};
use tokio_util::sync::CancellationToken;

use self::{
    answer::Reading,
    exchange::{Heard, Question},
};
use super::{events::Sink, tasks::Owned};
use crate::model::{
    Answer, DnsOutcome, Domain, Evidence, Fault, Limits, LookupId, LookupRole, ProbeEvent, RecordType, ResolverAnswer,
    WireText, dns_server,
};

/// The most aliases of a chain that are followed: as far as BIND went for long; newer resolvers give up sooner.
const MAX_ALIASES: usize = 16;

/// How long looks beside the route may outlast everything else.
const GRACE: Duration = Duration::from_secs(1);

/// Asks the questions of one run. Clones ask for the same run.
#[derive(Clone)]
pub(super) struct Names(Arc<Inner>);

struct Inner {
    sink: Sink,
    resolvers: Vec<SocketAddr>,
    /// Whether the resolvers were named, so that a second one is compared with the first.
    compare: bool,
    limits: Limits,
    /// When all DNS of the run must be over.
    end: Instant,
    /// Bounds the sockets of all runs together.
    sockets: Arc<Semaphore>,
    lookups: AtomicU32,
    /// Whether a resolver gave a real answer to anything.
    alive: AtomicBool,
    health: OnceCell<Option<ResolverAnswer>>,
    /// Whether it was told that the first resolver gave no answer and a later one did.
    passed_over: AtomicBool,
    zones: authority::Zones,
    /// Zones whose servers were found wanting, and it was told.
    told: Mutex<HashSet<Domain>>,
    /// Looks beside the route.
    aside: Mutex<JoinSet<()>>,
    /// Nobody waits for those any more.
    enough: CancellationToken,
}

/// A question answered, with who answered and how long it took.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) name: Domain,
    pub(super) record: RecordType,
    pub(super) server: Option<SocketAddr>,
    pub(super) reading: Reading,
    pub(super) elapsed: Duration,
}

impl Found {
    pub(super) fn outcome(&self) -> DnsOutcome {
        self.reading.answer.outcome
    }

    /// The server in the form of evidence.
    pub(super) fn server(&self) -> String {
        self.server.map(dns_server).unwrap_or_default()
    }

    /// Its addresses that are none, in the form of evidence.
    pub(super) fn null_address(&self) -> Evidence {
        let name = self.reading.end_of_aliases.clone().unwrap_or_else(|| self.name.clone());
        let records = self.reading.null_ips().iter().map(|ip| WireText::from_text(&ip.to_string())).collect();
        Evidence::DnsNullAddress { name, record: self.record, records, server: self.server() }
    }

    /// The aliases that led on, in the form of evidence.
    pub(super) fn alias(&self) -> Option<Evidence> {
        let end = self.reading.end_of_aliases.clone()?;
        let (name, aliases) = (self.name.clone(), self.reading.answer.aliases.clone());
        Some(Evidence::DnsAlias { name, aliases, end, server: self.server() })
    }
}

impl Names {
    pub(super) fn new(
        sink: Sink,
        resolvers: Vec<SocketAddr>,
        limits: Limits,
        sockets: Arc<Semaphore>,
        compare: bool,
    ) -> Self {
        let end = sink.begun() + Duration::from_millis(limits.dns_total_ms());
        Self(Arc::new(Inner {
            sink,
            resolvers,
            compare,
            limits,
            end,
            sockets,
            lookups: AtomicU32::new(0),
            alive: AtomicBool::new(false),
            health: OnceCell::new(),
            passed_over: AtomicBool::new(false),
            zones: authority::Zones::default(),
            told: Mutex::default(),
            aside: Mutex::default(),
            enough: CancellationToken::new(),
        }))
    }

    /// A look beside the route.
    fn aside(&self, look: impl Future<Output = ()> + Send + 'static) {
        self.0.aside.lock().unwrap_or_else(PoisonError::into_inner).spawn(look);
    }

    /// Waits for the looks beside the route, not for long: then they end as if there were no answer.
    pub(super) async fn conclude(&self) {
        let mut aside = std::mem::take(&mut *self.0.aside.lock().unwrap_or_else(PoisonError::into_inner));
        if timeout(GRACE, async { while aside.join_next().await.is_some() {} }).await.is_err() {
            self.0.enough.cancel();
            while aside.join_next().await.is_some() {}
        }
    }

    /// Whether nothing was told of the servers of that zone yet.
    fn is_news(&self, zone: &Domain) -> bool {
        self.0.told.lock().unwrap_or_else(PoisonError::into_inner).insert(zone.clone())
    }

    /// Lets questions end whose answers nobody needs any more: they are seen or not, but never by chance.
    fn let_end<T: Send + 'static>(&self, questions: impl IntoIterator<Item = Owned<T>>) {
        for question in questions {
            self.aside(async move {
                let _ = question.join().await;
            });
        }
    }

    /// The other resolvers, where an answer of the first is to be compared.
    fn others(&self, found: &Found) -> Vec<SocketAddr> {
        let first = self.0.resolvers.first().copied();
        if !self.0.compare || found.server != first {
            return Vec::new();
        }
        self.0.resolvers.iter().skip(1).copied().filter(|other| Some(*other) != first).collect()
    }

    pub(super) fn sink(&self) -> &Sink {
        &self.0.sink
    }

    /// When a question that is asked now must be over.
    pub(super) fn until(&self) -> Instant {
        (Instant::now() + Duration::from_millis(self.0.limits.connect_ms)).min(self.0.end)
    }

    /// Asks the resolvers as the route needs it: the first decides, a later one only if those before gave no
    /// answer at all. Aliases are followed here, so that a chain and a loop can be told.
    pub(super) async fn find(&self, name: &Domain, record: RecordType) -> Found {
        self.follow(LookupRole::Route, name, record, &self.0.resolvers).await
    }

    /// The same without the events and the second thoughts of a route: for the control host.
    pub(super) async fn find_quietly(&self, name: &Domain, record: RecordType, until: Instant) -> Reading {
        let question = Question::recursive(name.clone(), record);
        for server in &self.0.resolvers {
            let reading = self.hear(&question, *server, until).await;
            if reading.answer.outcome != DnsOutcome::Timeout {
                return reading;
            }
        }
        Reading::of(DnsOutcome::Timeout)
    }

    /// Asks one other resolver, to compare.
    pub(super) async fn find_at(&self, server: SocketAddr, name: &Domain, record: RecordType) -> Found {
        self.follow(LookupRole::Comparison, name, record, &[server]).await
    }

    async fn follow(&self, role: LookupRole, name: &Domain, record: RecordType, servers: &[SocketAddr]) -> Found {
        let begun = Instant::now();
        let until = self.until();
        let mut aliases: Vec<WireText> = Vec::new();
        let mut asked = name.clone();
        loop {
            let (server, mut reading) = self.first_answer(role, &asked, record, servers, until).await;
            if !reading.answer.aliases.is_empty() {
                aliases.append(&mut reading.answer.aliases);
            }
            let again = reading.alias_end.take().filter(|_| reading.answer.outcome == DnsOutcome::Answer);
            let circle = match &again {
                Some(next) => *next == asked || aliases.iter().any(|alias| alias.as_str() == next.as_str()),
                None => reading.answer.outcome == DnsOutcome::Loop && reading.circle,
            };
            let endless = if circle {
                aliases.extend(again.as_ref().map(|next| WireText::from_text(next.as_str())));
                Some(true)
            } else if aliases.len() > MAX_ALIASES {
                // The last name is where it was left.
                aliases.truncate(MAX_ALIASES + 1);
                Some(false)
            } else {
                None
            };
            if let Some(circle) = endless {
                reading = Reading { circle, ..Reading::of(DnsOutcome::Loop) };
            } else if let Some(next) = again {
                asked = next;
                continue;
            }
            reading.answer.aliases = aliases;
            if !reading.answer.aliases.is_empty() && reading.answer.outcome != DnsOutcome::Loop {
                reading.end_of_aliases = Some(reading.end_of_aliases.unwrap_or(asked));
            }
            return Found { name: name.clone(), record, server, reading, elapsed: begun.elapsed() };
        }
    }

    async fn first_answer(
        &self,
        role: LookupRole,
        name: &Domain,
        record: RecordType,
        servers: &[SocketAddr],
        until: Instant,
    ) -> (Option<SocketAddr>, Reading) {
        // Should all stay silent, the first is named: it is the one that decides.
        let mut silent = (servers.first().copied(), Reading::of(DnsOutcome::Timeout));
        let mut absent = !servers.is_empty();
        let mut unroutable = !servers.is_empty();
        let mut first = None;
        for (index, server) in servers.iter().enumerate() {
            let now = Instant::now();
            let left = u32::try_from(servers.len() - index).unwrap_or(u32::MAX);
            let share = now + until.saturating_duration_since(now) / left;
            let health = (role == LookupRole::Route && index == 0).then(|| self.health_beside(*server, share));
            let question = Question::recursive(name.clone(), record);
            let reading = self.ask(role, &question, *server, share).await;
            drop(health);
            if reading.answer.outcome != DnsOutcome::Timeout {
                if role == LookupRole::Route && index > 0 {
                    self.passed_over(name, record, servers[0], first);
                }
                return (Some(*server), reading);
            }
            first = first.or_else(|| Some((reading.clone(), now.elapsed())));
            absent &= reading.absent;
            unroutable &= reading.unroutable;
            silent.1.cut |= reading.cut;
            silent.1.local = silent.1.local.or(reading.local);
        }
        silent.1.absent = absent;
        silent.1.unroutable = unroutable;
        silent
    }

    /// Asks one server one question, as events.
    pub(super) async fn ask(
        &self,
        role: LookupRole,
        question: &Question,
        server: SocketAddr,
        until: Instant,
    ) -> Reading {
        let lookup = LookupId(self.0.lookups.fetch_add(1, Ordering::Relaxed));
        let sink = &self.0.sink;
        sink.send(ProbeEvent::Asked {
            lookup,
            role,
            name: question.name.clone(),
            record: question.record,
            server,
            at_ms: sink.now(),
            until_ms: sink.at(until),
        });
        let reading = self.hear(question, server, until).await;
        sink.send(ProbeEvent::Answered { lookup, at_ms: sink.now(), answer: reading.answer.clone() });
        if matches!(
            reading.answer.outcome,
            DnsOutcome::Answer | DnsOutcome::NoData | DnsOutcome::NxDomain | DnsOutcome::ServFail
        ) && self.0.resolvers.contains(&server)
        {
            self.0.alive.store(true, Ordering::Relaxed);
        }
        reading
    }

    async fn hear(&self, question: &Question, server: SocketAddr, until: Instant) -> Reading {
        // The semaphore is never closed; without a permit the question would only be asked too early.
        let _socket = self.0.sockets.acquire().await.ok();
        let exchange = exchange::exchange(server, question, until);
        match self.0.enough.run_until_cancelled(exchange).await.unwrap_or(Heard::Silent) {
            Heard::Message(message, over_tcp) => answer::read(&message, question, over_tcp),
            Heard::Silent => Reading::of(DnsOutcome::Timeout),
            Heard::CutSilent => Reading { cut: true, ..Reading::of(DnsOutcome::Timeout) },
            Heard::CutMalformed => Reading { cut: true, ..Reading::of(DnsOutcome::Malformed) },
            Heard::Absent => Reading { absent: true, ..Reading::of(DnsOutcome::Timeout) },
            Heard::Unroutable => Reading { unroutable: true, ..Reading::of(DnsOutcome::Timeout) },
            Heard::Malformed => Reading::of(DnsOutcome::Malformed),
            Heard::Local(error) => Reading { local: Some(Arc::new(error)), ..Reading::of(DnsOutcome::Timeout) },
        }
    }

    /// What an unusable answer means, with its evidence. It may take more questions to know.
    pub(super) async fn fault(&self, found: &Found) -> (Fault, Evidence) {
        let server = found.server();
        let record = found.record;
        // Of an alias it is the name at the end of the chain that fails.
        let name = found.reading.end_of_aliases.clone().unwrap_or_else(|| found.name.clone());
        let answer = &found.reading.answer;
        if let Some(error) = &found.reading.local {
            return super::tcp::local(error);
        }
        match answer.outcome {
            DnsOutcome::NxDomain => match answer::undelegated(&name, answer.zone.as_ref()) {
                Some(zone) => (Fault::DnsNotDelegated, Evidence::DnsNotDelegated { name, zone, server }),
                None => (Fault::DnsNxDomain, Evidence::DnsNxDomain { name, record, server }),
            },
            DnsOutcome::Loop => {
                let (name, aliases, circle) = (found.name.clone(), answer.aliases.clone(), found.reading.circle);
                // The last name is no alias that was followed any more.
                let count = aliases.len().saturating_sub(1) as u64;
                (Fault::DnsLoop, Evidence::DnsLoop { name, aliases, server, circle, count })
            }
            DnsOutcome::Malformed => {
                (Fault::DnsMalformed, Evidence::DnsMalformed { name, record, server, cut: found.reading.cut })
            }
            DnsOutcome::ServFail => failure::judge(self, found, name).await,
            DnsOutcome::Refused => match self.whose_trouble(found).await {
                Some(answer) => (Fault::ResolverUnavailable, Evidence::ResolverUnavailable { server, answer }),
                None => {
                    let rcode = found.reading.rcode.clone();
                    (Fault::DnsRefused, Evidence::DnsRefused { name, record, server, rcode })
                }
            },
            DnsOutcome::Timeout => match self.whose_trouble(found).await {
                Some(answer) => (Fault::ResolverUnavailable, Evidence::ResolverUnavailable { server, answer }),
                None => (Fault::DnsTimedOut, timed_out(found, name)),
            },
            DnsOutcome::Answer | DnsOutcome::NoData => match &found.reading.referral {
                Some((zone, servers)) => (Fault::DnsLame, referred(name, zone.clone(), servers.clone())),
                None => match found.reading.null_ips().as_slice() {
                    [] => (Fault::DnsNoData, Evidence::DnsNoData { name, server }),
                    [_, ..] => (Fault::DnsNullAddress, found.null_address()),
                },
            },
        }
    }
}

fn timed_out(found: &Found, name: Domain) -> Evidence {
    let waited_ms = super::events::millis(found.elapsed);
    let (record, server, cut) = (found.record, found.server(), found.reading.cut);
    Evidence::DnsTimedOut { name, record, server, waited_ms, cut }
}

/// A resolver that refers to others instead of asking them has found none that serves the zone.
fn referred(name: Domain, zone: Domain, servers: Vec<WireText>) -> Evidence {
    let none = Vec::new;
    Evidence::DnsLame {
        name,
        zone,
        refusing: servers.clone(),
        servers,
        failing: none(),
        silent: none(),
        missing: none(),
        answering: none(),
    }
}

/// An answer without anything in it.
fn empty(outcome: DnsOutcome) -> Answer {
    Answer {
        outcome,
        records: Vec::new(),
        ttl: None,
        zone: None,
        aliases: Vec::new(),
        authoritative: false,
        extended_error: None,
        over_tcp: false,
    }
}
