//! One case: connectors, the names they lead over, the servers they lead to, and what can be true of them.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};

use mxray::{
    diagnose::diagnose,
    knowledge::Knowledge,
    model::{Host, Limits, MAX_ADDRESSES, ProbePlan, Route, Run, TlsPolicy, Verdict},
    probe::Prober,
};
use tokio::task::JoinSet;

use crate::{
    Truth,
    dice::Dice,
    mail::{self, Conduct, Count, NAME, Office},
    names::{self, Oddity, TRAP},
    support::servers::{Zone, domain, plan, run_with, tls_domain, vantage},
};

/// Short, so that every deadline comes soon: 1.6 s for DNS and 3.2 s for an address.
const LIMITS: Limits = Limits { connect_ms: 800, reply_ms: 800 };

/// What a busy machine may add to a deadline.
const SLACK: Duration = Duration::from_secs(4);

/// Connections to an address in a run, where no samples are asked for (`docs/promises.md`).
const MOST_CONNECTIONS: usize = 3;

/// Addresses that one case has for itself, in 127.0.0.0/8.
const ROOM: u32 = 64;

/// Of no host, and of this machine all the same, so that nobody else is met should it ever be tried.
const NO_HOST: &str = "0.0.0.0";

/// How a connector names its servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Addresses,
    /// A smart host with addresses, or with mail hosts.
    Name,
    SmartMx,
    Domain,
    /// One address under many names.
    Crowd,
    /// More addresses than are tried.
    Many,
}

/// An address, its preference and who is there.
#[derive(Clone, Copy, Debug)]
struct Place {
    ip: Ipv4Addr,
    preference: u16,
    conduct: Conduct,
}

/// All that a seed and a number make.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    number: u64,
    way: Way,
    oddity: Oddity,
    no_host: bool,
    policies: Vec<TlsPolicy>,
    places: Vec<Place>,
    names: usize,
    dice: Dice,
}

/// What came of a case.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// What must never be.
    pub(crate) wrong: Vec<String>,
    /// What is healthy and was not found so: a busy machine may have been too slow.
    pub(crate) missed: Vec<String>,
    pub(crate) tally: Tally,
}

/// Figures, of one case or of many.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) connectors: usize,
    pub(crate) healthy: usize,
    /// Connectors that could not be healthy, whatever was seen.
    pub(crate) hopeless: usize,
    pub(crate) connections: usize,
    pub(crate) most_to_one: usize,
    pub(crate) longest: Duration,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        self.connectors += other.connectors;
        self.healthy += other.healthy;
        self.hopeless += other.hopeless;
        self.connections += other.connections;
        self.most_to_one = self.most_to_one.max(other.most_to_one);
        self.longest = self.longest.max(other.longest);
    }
}

/// The end of a connector, as documented.
pub(crate) fn deadline() -> Duration {
    Duration::from_millis(LIMITS.total_ms())
}

impl Case {
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        let mut dice = Dice::new(seed, number);
        let way = dice.one_of(&[
            Way::Addresses,
            Way::Name,
            Way::Name,
            Way::SmartMx,
            Way::Domain,
            Way::Domain,
            Way::Crowd,
            Way::Many,
        ]);
        let count = match way {
            Way::Crowd => 1,
            Way::Many => dice.between(MAX_ADDRESSES + 1, 40),
            Way::Addresses | Way::Name | Way::SmartMx | Way::Domain => dice.between(1, 5),
        };
        // Where all are alike, healthy comes up more often.
        let alike = dice.percent(30).then(|| Conduct::thrown(&mut dice));
        let policies =
            [TlsPolicy::Opportunistic, TlsPolicy::EncryptionOnly, TlsPolicy::CertificateValidation, tls_domain(NAME)];
        let room = Self::room(number);
        let places = (0..count as u32).map(|place| Place {
            ip: Ipv4Addr::from_bits(room.to_bits() + 4 + place),
            preference: if matches!(way, Way::SmartMx | Way::Domain) { dice.one_of(&[10, 10, 20, 30]) } else { 0 },
            conduct: match alike {
                Some(alike) => alike,
                None if way == Way::Many && place > 5 => Conduct::Refuses,
                None => Conduct::thrown(&mut dice),
            },
        });
        let places: Vec<_> = places.collect();
        let policies = (0..dice.one_of(&[1, 1, 2, 3])).map(|_| policies[dice.below(policies.len())].clone()).collect();
        Self {
            number,
            way,
            oddity: Oddity::thrown(&mut dice),
            no_host: way != Way::Addresses && dice.percent(5),
            policies,
            places,
            names: dice.between(2, 12),
            dice,
        }
    }

    /// The first of the addresses that are this case's own, until long after it has ended.
    fn room(number: u64) -> Ipv4Addr {
        let rooms = (Ipv4Addr::new(127, 255, 0, 0).to_bits() - Ipv4Addr::new(127, 1, 0, 0).to_bits()) / ROOM;
        // Two of these programs side by side are not to meet.
        let number = (number + u64::from(std::process::id()) * 1_009) % u64::from(rooms);
        Ipv4Addr::from_bits(Ipv4Addr::new(127, 1, 0, 0).to_bits() + u32::try_from(number).expect("few rooms") * ROOM)
    }

    fn zone(&self, trap: Ipv4Addr) -> Zone {
        let zone = Zone::new("test").a(TRAP, &trap.to_string());
        let zone = if self.no_host { zone.a("relay.test", NO_HOST).a("mx0.test", NO_HOST) } else { zone };
        let named = |zone: Zone, number: usize, place: &Place| {
            let name = format!("mx{number}.test");
            zone.mx("relay.test", place.preference, &name).a(&name, &place.ip.to_string())
        };
        let places = self.places.iter();
        match self.way {
            Way::Addresses => zone,
            Way::Name | Way::Many => places.fold(zone, |zone, place| zone.a("relay.test", &place.ip.to_string())),
            Way::SmartMx | Way::Domain => {
                places.enumerate().fold(zone, |zone, (number, place)| named(zone, number, place))
            }
            Way::Crowd => (0..self.names).fold(zone, |zone, number| named(zone, number, &self.places[0])),
        }
    }

    fn route(&self) -> Route {
        match self.way {
            Way::Addresses => Route::SmartHosts(self.places.iter().map(|place| Host::Ip(place.ip.into())).collect()),
            Way::Name | Way::SmartMx | Way::Many => Route::SmartHosts(vec![Host::Name(domain("relay.test"))]),
            Way::Domain | Way::Crowd => Route::Mx(domain("relay.test")),
        }
    }

    /// Whether the connector can be called healthy. What there was no time to find or to try
    /// decides nothing (`docs/decisions.md`).
    fn truth(&self, policy: &TlsPolicy, run: &Run) -> Truth {
        let names = match self.way {
            Way::Addresses => Truth::Must,
            // Those that are listed first are tried, and one is enough.
            Way::Many => self.oddity.truth().and(Truth::May),
            Way::Name | Way::SmartMx | Way::Domain | Way::Crowd => self.oddity.truth(),
        };
        let names = if self.no_host { names.and(Truth::May) } else { names };
        let of = |place: &Place| place.conduct.truth(policy);
        if self.places.iter().all(|place| of(place) == Truth::Never) {
            return Truth::Never;
        }
        let tried = |ip| run.endpoints.iter().any(|endpoint| endpoint.ip == IpAddr::from(ip) && endpoint.tried);
        let answers = |place: &&Place| place.conduct.answers() == Truth::Must && tried(place.ip);
        let best = self.places.iter().filter(answers).map(|place| place.preference).min();
        let stops = |place: &Place| Some(place.preference) == best && of(place) == Truth::Never;
        // Who answers and fails stops the mail, where it is certain to be known and nobody better may answer.
        let certain = names == Truth::Must && self.places.iter().all(|place| place.conduct.answers() != Truth::May);
        if certain && self.places.iter().filter(answers).any(stops) {
            return Truth::Never;
        }
        let all = self.places.iter().filter(|place| place.conduct.answers() != Truth::Never).map(of);
        let all = all.fold(Truth::Must, |all, one| all.and(one)).max(Truth::May);
        all.and(names)
    }

    /// Opens what it needs, probes its connectors from one prober, and judges what was said.
    pub(crate) async fn met(&self, office: &Office) -> Outcome {
        // Another program may have the port that this machine chose.
        for _ in 0..5 {
            let mut tasks = JoinSet::new();
            if let Ok(opened) = self.open(office, &mut tasks).await {
                let outcome = self.probed(office, opened).await;
                tasks.shutdown().await;
                return outcome;
            }
        }
        panic!("{self:?}: no ports");
    }

    async fn open(&self, office: &Office, tasks: &mut JoinSet<()>) -> io::Result<Opened> {
        let at = |offset: u32| Ipv4Addr::from_bits(Self::room(self.number).to_bits() + offset);
        let (resolver, trap) = (at(1), at(2));
        let (at_trap, caught) = mail::open(Conduct::good(), (trap, 0).into(), office, tasks).await?;
        let mut counts = HashMap::new();
        for place in &self.places {
            let (_, count) = mail::open(place.conduct, (place.ip, at_trap.port()).into(), office, tasks).await?;
            counts.insert(IpAddr::from(place.ip), count);
        }
        let resolver = names::open(self.zone(trap), self.oddity, (resolver, trap), self.dice.clone(), tasks).await?;
        Ok(Opened { resolver, port: at_trap.port(), caught, counts })
    }

    async fn probed(&self, office: &Office, opened: Opened) -> Outcome {
        let prober = Prober::new(vantage(&[opened.resolver], &[&office.root]), 64);
        let (prober, port) = (&prober, opened.port);
        let runs = self.policies.iter().map(|policy| async move {
            let plan = ProbePlan { limits: LIMITS, ..plan(self.route(), port, policy.clone()) };
            let (begun, connector) = (Instant::now(), plan.connector.clone());
            let run = tokio::time::timeout(deadline() + SLACK, run_with(prober, plan)).await;
            (policy, connector, begun.elapsed(), run)
        });
        let mut outcome = Outcome::default();
        for (policy, connector, took, run) in futures_util::future::join_all(runs).await {
            let tally = &mut outcome.tally;
            tally.connectors += 1;
            tally.longest = tally.longest.max(took);
            let Ok(run) = run else {
                outcome.wrong.push(format!("{policy:?}: not over after {:?} and {SLACK:?}", deadline()));
                continue;
            };
            let verdict = diagnose(&connector, None, &run, Knowledge::embedded()).finding.verdict;
            self.judge(policy, &run, verdict, &mut outcome);
        }
        let connections = opened.counts.iter().map(|(ip, count)| (ip, count.now()));
        for (ip, count) in connections {
            outcome.tally.connections += count;
            outcome.tally.most_to_one = outcome.tally.most_to_one.max(count);
            if count > MOST_CONNECTIONS {
                outcome.wrong.push(format!("{count} connections to {ip}"));
            }
        }
        if opened.caught.now() > 0 {
            outcome.wrong.push("a forged answer was believed".into());
        }
        outcome
    }

    fn judge(&self, policy: &TlsPolicy, run: &Run, verdict: Verdict, outcome: &mut Outcome) {
        let truth = self.truth(policy, run);
        outcome.tally.healthy += usize::from(verdict == Verdict::Healthy);
        outcome.tally.hopeless += usize::from(truth == Truth::Never);
        if !run.finished || run.cancelled {
            outcome.wrong.push(format!("{policy:?}: ended without its last event"));
        }
        for endpoint in &run.endpoints {
            match self.places.iter().find(|place| IpAddr::from(place.ip) == endpoint.ip) {
                None => outcome.wrong.push(format!("{policy:?}: {} is nobody's", endpoint.ip)),
                Some(place) if endpoint.is_healthy() && place.conduct.truth(policy) == Truth::Never => {
                    outcome.wrong.push(format!("{policy:?}: {place:?} was called healthy: {endpoint:#?}"));
                }
                Some(_) => {}
            }
        }
        match (truth, verdict) {
            (Truth::Never, Verdict::Healthy) => {
                outcome.wrong.push(format!("{policy:?}: called healthy: {run:#?}"));
            }
            // What was left out may leave it open.
            (Truth::Must, Verdict::Inconclusive) if run.endpoints.iter().any(|endpoint| !endpoint.tried) => {}
            (Truth::Must, Verdict::Fault | Verdict::Inconclusive) => {
                outcome.missed.push(format!("{policy:?}: {verdict:?}, and it is healthy: {run:#?}"));
            }
            (Truth::Must | Truth::May | Truth::Never, _) => {}
        }
    }
}

/// What listens for a case.
struct Opened {
    resolver: SocketAddr,
    port: u16,
    /// Whoever came by way of a forgery.
    caught: Count,
    counts: HashMap<IpAddr, Count>,
}
