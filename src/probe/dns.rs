//! Names: questions to DNS servers as events, and what their answers mean for the way to a mail server.
//!
//! The wire format is hickory's; asking is done here, because a probe must see what a resolver library hides:
//! who answered, a closed port at once, garbage, a wrong id, a truncated answer. No search domains, no hosts
//! file, no cache: Exchange Online has none of ours.

pub(super) mod answer;
mod asking;
mod authority;
pub(super) mod beside;
pub(super) mod exchange;
mod failure;
mod found;
mod health;
pub(super) mod route;
mod tally;
pub(super) mod turns;
mod zone;

use std::{
    collections::{HashMap, HashSet},
    future::Future,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32},
    },
    time::Duration,
};

use tokio::{
    sync::OnceCell,
    task::JoinSet,
    time::{Instant, timeout},
};
use tokio_util::sync::CancellationToken;

use self::{
    answer::{MAX_ALIASES, Reading},
    exchange::Question,
    found::Found,
    tally::Tally,
    turns::Sockets,
    zone::Zones,
};
use super::{events::Sink, tasks::Owned};
use crate::model::{
    DnsOutcome, Domain, Evidence, Limits, LookupRole, RecordType, ResolverAnswer, WireText, dns_server,
};

/// When a question that failed is asked again: after so many parts of a hundred of the time for a connection, and no
/// later. Failures are kept by resolvers (RFC 9520 section 3.2), most for a second.
const AGAIN: [(u64, Duration); 2] = [(10, Duration::from_millis(200)), (20, Duration::from_millis(1_100))];

/// How long looks beside the route may outlast everything else.
const GRACE: Duration = Duration::from_secs(1);

/// What is found out once, whoever asks first.
type Once = Arc<OnceCell<bool>>;

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
    sockets: Arc<Sockets>,
    lookups: AtomicU32,
    /// What became of the questions that each resolver was asked.
    tallies: Mutex<HashMap<SocketAddr, Tally>>,
    health: OnceCell<Option<ResolverAnswer>>,
    /// Whether it was told that the first resolver gave no answer and a later one did.
    passed_over: AtomicBool,
    zones: Zones,
    /// Zones whose servers were found wanting, and it was told.
    told: Mutex<HashSet<Domain>>,
    /// Whether the servers of a name deal its addresses out.
    deals: Mutex<HashMap<(Domain, RecordType), Once>>,
    /// Looks beside the route.
    aside: Mutex<JoinSet<()>>,
    /// Nobody waits for those any more.
    enough: CancellationToken,
}

/// Longer than resolvers keep a failure: most keep it for 5 s (RFC 2308 section 7.1 allows five minutes).
const A_WHILE: Duration = Duration::from_millis(5_500);

/// Where a question is followed from.
struct Way {
    name: Domain,
    record: RecordType,
    /// Where the aliases so far lead.
    asked: Domain,
    aliases: Vec<WireText>,
    several: Option<(WireText, Vec<WireText>)>,
    /// What was answered there already.
    heard: Option<Reading>,
}

impl Way {
    fn from(name: &Domain, record: RecordType) -> Self {
        let (name, asked) = (name.clone(), name.clone());
        Self { name, record, asked, aliases: Vec::new(), several: None, heard: None }
    }
}

impl Reading {
    /// This answer to a question at which the same server failed before.
    fn after(self, failed: &Self, question: &Question, server: SocketAddr) -> Self {
        let unsteady = Evidence::DnsUnsteady {
            name: question.name.clone(),
            record: question.record,
            server: dns_server(server),
            detail: failed.extended_error(),
            rcode: failed.rcode.clone(),
        };
        Self { unsteady: Some(unsteady), ..self }
    }

    /// One more server gave no answer, in so long.
    fn stays_silent(&mut self, its: Self, server: SocketAddr, waited: Duration) {
        if !its.absent && !its.unroutable {
            self.waited.push((server, waited));
        }
        self.crowded |= its.crowded;
        self.ours = self.ours.take().or(its.ours);
        self.local = self.local.take().or(its.local);
    }
}

impl Names {
    pub(super) fn new(
        sink: Sink,
        resolvers: Vec<SocketAddr>,
        limits: Limits,
        sockets: Arc<Sockets>,
        compare: bool,
    ) -> Self {
        // Not with the run, which may have waited for its turn.
        let end = Instant::now() + Duration::from_millis(limits.dns_total_ms());
        Self(Arc::new(Inner {
            sink,
            resolvers,
            compare,
            limits,
            end,
            sockets,
            lookups: AtomicU32::new(0),
            tallies: Mutex::default(),
            health: OnceCell::new(),
            passed_over: AtomicBool::new(false),
            zones: Zones::default(),
            told: Mutex::default(),
            deals: Mutex::default(),
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

    /// Where it is kept whether the addresses of a name are dealt out.
    fn deals(&self, name: &Domain, record: RecordType) -> Once {
        let mut deals = self.0.deals.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(deals.entry((name.clone(), record)).or_default())
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

    /// How long to wait for a failure to be over: [`A_WHILE`], less with a short limit; `None` where there is no time for that
    /// any more.
    pub(super) fn a_while(&self) -> Option<Duration> {
        let pause = Duration::from_millis(self.0.limits.connect_ms * 55 / 100).min(A_WHILE);
        (Instant::now() + pause < self.0.end).then_some(pause)
    }

    /// When a question that is asked now must be over, if all DNS is not over before.
    pub(super) fn until(&self) -> Instant {
        Instant::now() + Duration::from_millis(self.0.limits.connect_ms)
    }

    /// Asks the resolvers as the route needs it: the first decides, a later one only if those before gave no
    /// answer at all. Aliases are followed here, so that a chain and a loop can be told.
    pub(super) async fn find(&self, name: &Domain, record: RecordType) -> Found {
        self.follow(LookupRole::Route, Way::from(name, record), &self.0.resolvers).await
    }

    /// The same without the events and the second thoughts of a route: for the control host.
    pub(super) async fn find_quietly(&self, name: &Domain, record: RecordType, until: Instant) -> Reading {
        let question = Question::recursive(name.clone(), record);
        for server in &self.0.resolvers {
            let Some(turn) = self.turn(LookupRole::Route, &mut until.clone(), until).await else { break };
            let reading = self.hear(&question, *server, turn).await;
            if reading.answer.outcome != DnsOutcome::Timeout && !is_no_use(reading.answer.outcome) {
                return reading;
            }
        }
        Reading::of(DnsOutcome::Timeout)
    }

    /// Asks one other resolver, to compare.
    pub(super) async fn find_at(&self, server: SocketAddr, name: &Domain, record: RecordType) -> Found {
        self.follow(LookupRole::Comparison, Way::from(name, record), &[server]).await
    }

    /// Asks once more what a resolver failed at whenever it was asked. An answer is followed on from there; else what came
    /// of it.
    async fn once_more(&self, failed: &Found, resolver: SocketAddr) -> Result<Found, DnsOutcome> {
        let begun = Instant::now();
        let name = failed.reading.end_of_aliases.as_ref().unwrap_or(&failed.name);
        let question = Question::recursive(name.clone(), failed.record);
        let reading = self.ask(LookupRole::Route, &question, resolver, self.until()).await;
        if !is_said(reading.answer.outcome) {
            return Err(reading.answer.outcome);
        }
        let way = Way {
            name: failed.name.clone(),
            record: failed.record,
            asked: name.clone(),
            aliases: failed.reading.answer.aliases.clone(),
            several: failed.reading.several.clone(),
            heard: Some(reading.after(&failed.reading, &question, resolver)),
        };
        let mut found = self.follow(LookupRole::Route, way, &[resolver]).await;
        found.elapsed += failed.elapsed + begun.elapsed().saturating_sub(found.elapsed);
        Ok(found)
    }

    /// The answer to what failed, if it is over.
    async fn over(&self, failed: &Found) -> Option<Found> {
        let resolver = failed.server.filter(|_| failed.outcome() == DnsOutcome::ServFail)?;
        self.once_more(failed, resolver).await.ok()
    }

    async fn follow(&self, role: LookupRole, way: Way, servers: &[SocketAddr]) -> Found {
        let begun = Instant::now();
        let at_first = self.until();
        let mut until = at_first;
        let Way { name, record, mut asked, mut aliases, mut several, mut heard } = way;
        let mut unsteady = None;
        loop {
            let (server, mut reading) = match heard.take() {
                Some(reading) => (servers.first().copied(), reading),
                None => self.first_answer(role, &asked, record, servers, &mut until).await,
            };
            unsteady = unsteady.or(reading.unsteady.take());
            several = several.or(reading.several.take());
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
            reading.unsteady = unsteady;
            reading.several = several;
            if !reading.answer.aliases.is_empty() && reading.answer.outcome != DnsOutcome::Loop {
                reading.end_of_aliases = Some(reading.end_of_aliases.unwrap_or(asked));
            }
            // No server sees what waits here.
            let elapsed = begun.elapsed().saturating_sub(until.saturating_duration_since(at_first));
            return Found { name, record, server, reading, elapsed };
        }
    }

    async fn first_answer(
        &self,
        role: LookupRole,
        name: &Domain,
        record: RecordType,
        servers: &[SocketAddr],
        until: &mut Instant,
    ) -> (Option<SocketAddr>, Reading) {
        // Should all stay silent, the first is named: it is the one that decides.
        let mut silent = (servers.first().copied(), Reading::of(DnsOutcome::Timeout));
        let mut absent = !servers.is_empty();
        let mut unroutable = !servers.is_empty();
        let mut first = None;
        let mut unusable: Option<(Option<SocketAddr>, Reading)> = None;
        for (index, server) in servers.iter().enumerate() {
            let now = Instant::now();
            let left = u32::try_from(servers.len() - index).unwrap_or(u32::MAX);
            let due = now + until.saturating_duration_since(now) / left;
            let question = Question::recursive(name.clone(), record);
            let Some((reading, queued)) = self.one_answer(role, &question, *server, index == 0, due).await else {
                silent.1.crowded = true;
                (absent, unroutable) = (false, false);
                break;
            };
            *until += queued;
            let outcome = reading.answer.outcome;
            // One of several may fail at what the next one answers.
            let is_no_use = is_no_use(outcome);
            let is_left_to_others = is_no_use && index + 1 < servers.len();
            if outcome != DnsOutcome::Timeout && !is_left_to_others {
                // Where no later one does better, the first decides; a refusal says the least.
                let firm = unusable.filter(|(_, of)| is_no_use && of.answer.outcome != DnsOutcome::Refused);
                if let Some(failed) = firm {
                    return failed;
                }
                if role == LookupRole::Route && index > 0 && !silent.1.crowded {
                    self.passed_over(name, record, servers[0], first);
                }
                return (Some(*server), reading);
            }
            first = first.or_else(|| Some((reading.clone(), now.elapsed().saturating_sub(queued))));
            if is_no_use {
                unusable = unusable.or(Some((Some(*server), reading)));
                continue;
            }
            absent &= reading.absent;
            unroutable &= reading.unroutable;
            silent.1.cut |= index == 0 && reading.cut;
            silent.1.stays_silent(reading, *server, now.elapsed().saturating_sub(queued));
        }
        // One that there was no time for might have done better.
        if let Some(unusable) = unusable.filter(|_| !silent.1.crowded) {
            return unusable;
        }
        silent.1.absent = absent;
        silent.1.unroutable = unroutable;
        silent
    }

    /// Asks one resolver by `due`, and again what failed; with how long that waited for its turns, which puts it off. None
    /// where the time was over before.
    async fn one_answer(
        &self,
        role: LookupRole,
        question: &Question,
        server: SocketAddr,
        is_first: bool,
        due: Instant,
    ) -> Option<(Reading, Duration)> {
        let mut until = due;
        let turn = self.turn(role, &mut until, self.0.end).await?;
        let health = (role == LookupRole::Route && is_first).then(|| self.health_beside(server, until));
        let mut reading = self.ask_now(role, question, server, turn).await;
        if role == LookupRole::Route && reading.answer.outcome == DnsOutcome::ServFail {
            reading = self.ask_again(question, server, &mut until, reading).await;
        }
        drop(health);
        Some((reading, until.saturating_duration_since(due)))
    }

    /// Asks again what failed, because a failure may be a moment's: a cold cache, a server above that was slow. Where there was
    /// no time for that, it is as if nothing had been asked.
    async fn ask_again(
        &self,
        question: &Question,
        server: SocketAddr,
        until: &mut Instant,
        failed: Reading,
    ) -> Reading {
        let mut last = failed.clone();
        for (part, most) in AGAIN {
            let pause = Duration::from_millis(self.0.limits.connect_ms * part / 100).min(most);
            // An answer that might come in time or not would decide by chance.
            let least = Duration::from_millis(self.0.limits.connect_ms / 10);
            if Instant::now() + pause + least >= *until {
                break;
            }
            tokio::time::sleep(pause).await;
            let Some(turn) = self.turn(LookupRole::Route, until, self.0.end).await else {
                return Reading { crowded: true, ..Reading::of(DnsOutcome::Timeout) };
            };
            let reading = self.ask_now(LookupRole::Route, question, server, turn).await;
            match reading.answer.outcome {
                DnsOutcome::Timeout if reading.crowded => return reading,
                outcome if is_said(outcome) => return reading.after(&failed, question, server),
                outcome if outcome != DnsOutcome::ServFail => break,
                _ => last = reading,
            }
        }
        last
    }
}

/// Whether an answer says what there is, or that there is nothing.
fn is_said(outcome: DnsOutcome) -> bool {
    match outcome {
        DnsOutcome::Answer | DnsOutcome::NoData | DnsOutcome::NxDomain | DnsOutcome::Loop => true,
        DnsOutcome::ServFail | DnsOutcome::Refused | DnsOutcome::Timeout | DnsOutcome::Malformed => false,
    }
}

/// Whether a resolver has come with nothing that another one could not better: it refuses, fails, or nobody can read it.
fn is_no_use(outcome: DnsOutcome) -> bool {
    match outcome {
        DnsOutcome::Refused | DnsOutcome::ServFail | DnsOutcome::Malformed => true,
        DnsOutcome::Answer | DnsOutcome::NoData | DnsOutcome::NxDomain | DnsOutcome::Loop | DnsOutcome::Timeout => {
            false
        }
    }
}
