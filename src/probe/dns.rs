//! Names: questions to DNS servers as events, and what their answers mean for the way to a mail server.
//!
//! The wire format is hickory's; asking is done here, because a probe must see what a resolver library hides:
//! who answered, a closed port at once, garbage, a wrong id, a truncated answer. No search domains, no hosts
//! file, no cache: Exchange Online has none of ours.

pub(super) mod answer;
pub(super) mod beside;
pub(super) mod exchange;
mod lame;
pub(super) mod route;

use std::{
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
use super::{events::Sink, tasks::Owned, vantage::DNS_PORT};
use crate::model::{
    Answer, DnsOutcome, Domain, Evidence, Fault, Limits, LookupId, LookupRole, ProbeEvent, RecordType, ResolverAnswer,
    WireText,
};

/// The most names a chain of aliases may lead through; resolvers give up at about as many.
const MAX_ALIASES: usize = 12;

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
        self.server.map(server_name).unwrap_or_default()
    }
}

/// A DNS server as people write it: the port only where it is not the usual one.
pub(super) fn server_name(server: SocketAddr) -> String {
    if server.port() == DNS_PORT { server.ip().to_string() } else { server.to_string() }
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
            let looped = reading.answer.outcome == DnsOutcome::Loop
                || aliases.len() > MAX_ALIASES
                || again.as_ref().is_some_and(|next| {
                    *next == asked || *next == *name || aliases.iter().any(|alias| alias.as_str() == next.as_str())
                });
            if looped {
                reading = Reading::of(DnsOutcome::Loop);
            } else if let Some(next) = again {
                asked = next;
                continue;
            }
            reading.answer.aliases = aliases;
            if !reading.answer.aliases.is_empty() {
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
        for (index, server) in servers.iter().enumerate() {
            let now = Instant::now();
            let left = u32::try_from(servers.len() - index).unwrap_or(u32::MAX);
            let share = now + until.saturating_duration_since(now) / left;
            let health = (role == LookupRole::Route && index == 0).then(|| self.health_beside(*server, share));
            let question = Question::recursive(name.clone(), record);
            let reading = self.ask(role, &question, *server, share).await;
            drop(health);
            if reading.answer.outcome != DnsOutcome::Timeout {
                return (Some(*server), reading);
            }
            absent &= reading.absent;
            silent.1.local = silent.1.local.or(reading.local);
        }
        silent.1.absent = absent;
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
            Heard::Absent => Reading { absent: true, ..Reading::of(DnsOutcome::Timeout) },
            Heard::Malformed => Reading::of(DnsOutcome::Malformed),
            Heard::Local(error) => Reading { local: Some(Arc::new(error)), ..Reading::of(DnsOutcome::Timeout) },
        }
    }

    /// Looks at the resolver's health beside a question that is slow: should it end in silence, it is known at
    /// once whose silence it is.
    fn health_beside(&self, server: SocketAddr, until: Instant) -> Owned<()> {
        let names = self.clone();
        Owned::spawn(async move {
            tokio::time::sleep(until.saturating_duration_since(Instant::now()) * 2 / 5).await;
            let of = names.clone();
            names.aside(async move {
                of.health(server, until).await;
            });
        })
    }

    /// Whether the resolver answers anything: `. NS` is known to every one.
    async fn health(&self, server: SocketAddr, until: Instant) -> Option<ResolverAnswer> {
        let ask = || async {
            let question = Question::recursive(Domain::root(), RecordType::Ns);
            let reading = self.ask(LookupRole::Health, &question, server, until).await;
            match reading.answer.outcome {
                DnsOutcome::Refused => Some(ResolverAnswer::Refuses),
                DnsOutcome::Timeout if reading.absent => Some(ResolverAnswer::Absent),
                DnsOutcome::Timeout => Some(ResolverAnswer::Silent),
                DnsOutcome::Answer
                | DnsOutcome::NoData
                | DnsOutcome::NxDomain
                | DnsOutcome::ServFail
                | DnsOutcome::Malformed
                | DnsOutcome::Loop => None,
            }
        };
        *self.0.health.get_or_init(ask).await
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
                let aliases = answer.aliases.clone();
                (Fault::DnsLoop, Evidence::DnsLoop { name: found.name.clone(), aliases })
            }
            DnsOutcome::Malformed => (Fault::DnsMalformed, Evidence::DnsMalformed { name, record, server }),
            DnsOutcome::ServFail => self.servfail(found, name).await,
            DnsOutcome::Refused => match self.whose_trouble(found).await {
                Some(answer) => (Fault::ResolverUnavailable, Evidence::ResolverUnavailable { server, answer }),
                None => (Fault::DnsRefused, Evidence::DnsRefused { name, record, server }),
            },
            DnsOutcome::Timeout => match self.whose_trouble(found).await {
                Some(answer) => (Fault::ResolverUnavailable, Evidence::ResolverUnavailable { server, answer }),
                None => {
                    let waited_ms = super::events::millis(found.elapsed);
                    (Fault::DnsTimedOut, Evidence::DnsTimedOut { name, record, server, waited_ms })
                }
            },
            DnsOutcome::Answer | DnsOutcome::NoData => match &found.reading.referral {
                Some((zone, servers)) => {
                    let (zone, servers) = (zone.clone(), servers.clone());
                    (Fault::DnsLame, Evidence::DnsLame { name, zone, servers })
                }
                None => (Fault::DnsNoData, Evidence::DnsNoData { name, server }),
            },
        }
    }

    async fn whose_trouble(&self, found: &Found) -> Option<ResolverAnswer> {
        let Some(server) = found.server else { return Some(ResolverAnswer::None) };
        if found.reading.absent {
            return Some(ResolverAnswer::Absent);
        }
        if self.0.alive.load(Ordering::Relaxed) {
            return None;
        }
        let health = self.health(server, self.until()).await?;
        // It refused this name, so it is not silent, whatever became of the second question.
        let refused = found.outcome() == DnsOutcome::Refused;
        Some(if refused { ResolverAnswer::Refuses } else { health })
    }

    /// SERVFAIL that goes away with checking disabled is DNSSEC's (RFC 4035 section 3.2.2); else the delegation
    /// is looked at.
    async fn servfail(&self, found: &Found, name: Domain) -> (Fault, Evidence) {
        let (record, server) = (found.record, found.server());
        let detail = found.reading.answer.extended_error.as_ref().map(|(code, text)| extended_error(*code, text));
        if let Some(resolver) = found.server {
            let question = Question { checking_disabled: true, ..Question::recursive(name.clone(), record) };
            let role = LookupRole::CheckingDisabled;
            let (unchecked, lame) =
                tokio::join!(self.ask(role, &question, resolver, self.until()), lame::look(self, resolver, &name));
            if matches!(unchecked.answer.outcome, DnsOutcome::Answer | DnsOutcome::NoData | DnsOutcome::NxDomain) {
                return (Fault::DnsDnssecBogus, Evidence::DnsDnssecBogus { name, record, server, detail });
            }
            if let Some((zone, servers)) = lame {
                return (Fault::DnsLame, Evidence::DnsLame { name, zone, servers });
            }
        }
        (Fault::DnsServFail, Evidence::DnsServFail { name, record, server, detail })
    }
}

/// An extended DNS error as it is written: its number, and its text where it has one.
fn extended_error(code: u16, text: &WireText) -> WireText {
    // Numbers and the server's own words only: nothing here needs a translation.
    WireText::from_safe(&if text.is_empty() { format!("EDE {code}") } else { format!("EDE {code}: {text}") })
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
