//! [`Watch`]: one connector over time. From each probe and the one before it: what changed, at which address, and how
//! long it had been so. Pure: the clock is passed in, and probing again is left to the faces.
//!
//! What this machine cannot see is no change: where the network, the resolver or the machine itself was gone, it could
//! not look, and what was known stays known. A pass that slept in the middle shows nothing at all.

use std::net::IpAddr;

use jiff::Timestamp;

use super::now::Now;
use crate::model::{
    Endpoint, Evidence, Fault, Finding, Outcome, Reach, Run, Sight, Standing, Verdict, WatchEvent, WatchPlace,
};

/// The pause between two probes where nothing else is said, in milliseconds.
pub const PAUSE_MS: u64 = 60_000;
/// The shortest pause, in milliseconds, unless everything that is asked is this machine itself: mail servers and resolvers
/// of others are not asked more often, whatever was wished.
pub const LEAST_PAUSE_MS: u64 = 10_000;
/// After so many milliseconds without a word there is a sign of life.
const ALIVE_MS: u64 = 3_600_000;
/// A difference of the two clocks, or a probe beyond its time limit, of so many milliseconds means that the machine slept
/// or the process was stopped.
const SLEPT_MS: u64 = 30_000;
/// How many states of a place are remembered.
const REMEMBERED: usize = 16;

/// A place and how it was seen, since when: the newest last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// What it is.
    pub place: WatchPlace,
    /// Its states; never empty.
    pub seen: Vec<(Timestamp, Sight)>,
}

/// What is known of a connector that is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    wanted_ms: u64,
    names: Option<Track>,
    addresses: Vec<Track>,
    standing: Option<(Standing, Timestamp)>,
    /// Why it cannot look, since when.
    blind: Option<(Fault, Timestamp)>,
    /// Whether a probe found nothing but silence since it cannot look.
    doubted: bool,
    /// When the last probe was over.
    looked: Option<Timestamp>,
    /// When it was surely awake last.
    awake: Option<Now>,
    /// When something was told last.
    told: Option<Timestamp>,
    /// Whether the probe that goes on began long after it was due.
    is_late: bool,
}

/// Why this machine could not look, if it could not: then nothing it says is about the destination.
pub(super) fn blindness(finding: &Finding) -> Option<Fault> {
    finding.fault.filter(|fault| fault.is_local())
}

impl Watch {
    /// A watch that probes with that pause, as far as manners let it.
    pub fn new(wanted_ms: u64) -> Self {
        let (names, addresses) = (None, Vec::new());
        Self {
            wanted_ms,
            names,
            addresses,
            standing: None,
            blind: None,
            doubted: false,
            looked: None,
            awake: None,
            told: None,
            is_late: false,
        }
    }

    /// How long to pause after a run, in milliseconds.
    pub fn pause_ms(&self, run: &Run) -> u64 {
        let is_here = |ip: IpAddr| Reach::of(ip) == Reach::Loopback;
        let mut tried = run.endpoints.iter().filter(|endpoint| endpoint.tried);
        let here = tried.all(|endpoint| is_here(endpoint.ip)) && run.lookups.iter().all(|l| is_here(l.server.ip()));
        if here && run.started.is_some() { self.wanted_ms } else { self.wanted_ms.max(LEAST_PAUSE_MS) }
    }

    /// The addresses that were ever seen, in the order in which they were met.
    pub fn addresses(&self) -> &[Track] {
        &self.addresses
    }

    /// The verdict of the last probe that could look; `None` before one.
    pub fn standing(&self) -> Option<&Standing> {
        self.standing.as_ref().map(|(standing, _)| standing)
    }

    /// Why it cannot look, since when.
    pub fn blind(&self) -> Option<(Fault, Timestamp)> {
        self.blind
    }

    /// When the last probe was over.
    pub fn looked(&self) -> Option<Timestamp> {
        self.looked
    }

    /// Whether mail gets in, as the last probe that could look says.
    pub fn is_well(&self) -> bool {
        self.blind.is_none() && self.standing.as_ref().is_some_and(|(now, _)| now.verdict == Verdict::Healthy)
    }

    /// Whoever watches is there: what lies between the last look and now is no gap, and no hour without a word.
    pub fn sit_down(&mut self, now: Now) {
        (self.awake, self.told, self.is_late) = (Some(now), Some(now.wall), false);
    }

    /// A probe begins now that was due then, by the clock that only goes forward: one that is late waited for a process that was
    /// stopped.
    pub fn begin(&mut self, now_ms: u64, due_ms: u64) {
        self.is_late = now_ms.saturating_sub(due_ms) >= SLEPT_MS;
    }

    /// Takes in a probe that is over, and tells what changed since the one before; of the first nothing did. One that a
    /// person stopped tells nothing.
    pub fn look(&mut self, now: Now, run: &Run, finding: &Finding) -> Vec<WatchEvent> {
        if !run.finished || run.cancelled {
            return Vec::new();
        }
        let at = now.wall;
        let mut events: Vec<WatchEvent> = self.gap(now, run).into_iter().collect();
        self.is_late = false;
        let is_first = self.looked.replace(at).is_none();
        self.awake = Some(now);
        if slept(now, run) {
            return self.say(at, events);
        }
        if let Some(fault) = blindness(finding).or_else(|| self.lost_sight(run, finding)) {
            if self.blind.is_none() && !is_first {
                events.push(WatchEvent::Blind { at, fault });
            }
            self.blind = self.blind.or(Some((fault, at)));
            self.alive(at, &mut events);
            return self.say(at, events);
        }
        if self.doubts(finding) {
            self.alive(at, &mut events);
            return self.say(at, events);
        }
        if let Some((_, since)) = self.blind.take() {
            events.push(WatchEvent::Sighted { at, lasted_ms: span_ms(since, at) });
        }
        self.take_names(at, run, &mut events);
        self.take_addresses(at, run, &mut events);
        self.take_standing(at, finding, &mut events);
        self.alive(at, &mut events);
        self.say(at, events)
    }

    /// Why it is not known that all is well: where mail stopped when it was last looked at, this machine has no way to look now.
    fn lost_sight(&self, run: &Run, finding: &Finding) -> Option<Fault> {
        let was_wrong = |track: &&Track| matches!(track.seen.last(), Some((_, Sight::Wrong(_))));
        let now = |track: &Track| {
            let here = run.endpoints.iter().find(|endpoint| track.is_at(run, endpoint))?;
            match sight(here) {
                Sight::Unseen(fault) => fault,
                Sight::Well | Sight::Wrong(_) | Sight::Absent => None,
            }
        };
        let is_well = finding.verdict == Verdict::Healthy;
        self.addresses.iter().filter(|_| is_well).filter(was_wrong).find_map(now)
    }

    /// Whether a probe after blindness must be made again: where the network comes back in its middle, what was asked before has
    /// no answer, and a resolver fails at first. The second one counts.
    fn doubts(&mut self, finding: &Finding) -> bool {
        let is_silence = matches!(
            finding.fault,
            Some(Fault::DnsTimedOut | Fault::DnsServFail | Fault::TcpTimedOut | Fault::TcpUnreachable | Fault::Silent)
        );
        let is_first = !std::mem::replace(&mut self.doubted, self.blind.is_some() && is_silence);
        self.blind.is_some() && is_silence && is_first
    }

    fn say(&mut self, at: Timestamp, events: Vec<WatchEvent>) -> Vec<WatchEvent> {
        if self.told.is_none() || !events.is_empty() {
            self.told = Some(at);
        }
        events
    }

    /// The machine slept since the last probe: its clock went on, and the one that counts did not; or the process was stopped.
    fn gap(&self, now: Now, run: &Run) -> Option<WatchEvent> {
        let (last, looked) = (self.awake?, self.looked?);
        let still_ms = span_ms(last.wall, now.wall).saturating_sub(now.ms.saturating_sub(last.ms));
        let is_gap = still_ms >= SLEPT_MS || self.is_late || slept(now, run);
        is_gap.then_some(WatchEvent::Gap { at: now.wall, from: looked })
    }

    fn take_names(&mut self, at: Timestamp, run: &Run, events: &mut Vec<WatchEvent>) {
        let sight = match run.route {
            _ if !run.endpoints.is_empty() => Sight::Well,
            Some(Outcome::Failed(fault)) => Sight::Wrong(fault),
            Some(Outcome::Passed | Outcome::Skipped) | None => {
                let failed = run.hosts.iter().find_map(|host| match host.outcome {
                    Some(Outcome::Failed(fault)) => Some(fault),
                    Some(Outcome::Passed | Outcome::Skipped) | None => None,
                });
                failed.map_or(Sight::Unseen(None), Sight::Wrong)
            }
        };
        match &mut self.names {
            Some(track) => events.extend(track.turn(at, sight)),
            None => self.names = Some(Track { place: WatchPlace::Names, seen: vec![(at, sight)] }),
        }
    }

    fn take_addresses(&mut self, at: Timestamp, run: &Run, events: &mut Vec<WatchEvent>) {
        let is_first = self.standing.is_none();
        for endpoint in &run.endpoints {
            let place = WatchPlace::Address(run.host_of(endpoint).host.clone(), endpoint.ip);
            let sight = sight(endpoint);
            match self.addresses.iter_mut().find(|track| track.place == place) {
                Some(track) => events.extend(track.turn(at, sight)),
                None => {
                    if !is_first {
                        let before = Sight::Absent;
                        let shift =
                            WatchEvent::Shift { at, place: place.clone(), before, after: sight, lasted_ms: None };
                        events.push(shift);
                    }
                    self.addresses.push(Track { place, seen: vec![(at, sight)] });
                }
            }
        }
        // Whether an address is one of the connector's is known only where names led somewhere and nothing was left out.
        let complete = !run.endpoints.is_empty()
            && run.unlisted.is_empty()
            && !run.evidence.iter().any(Evidence::tells_of_untried)
            && run.hosts.iter().all(|host| host.outcome == Some(Outcome::Passed));
        if complete {
            for track in self.addresses.iter_mut().filter(|track| !track.is_of(run)) {
                events.extend(track.turn(at, Sight::Absent));
            }
        }
    }

    fn take_standing(&mut self, at: Timestamp, finding: &Finding, events: &mut Vec<WatchEvent>) {
        let after = Standing { verdict: finding.verdict, code: finding.code.clone() };
        match &mut self.standing {
            None => self.standing = Some((after, at)),
            Some((before, _)) if *before == after => {}
            Some((before, since)) => {
                let lasted_ms = span_ms(*since, at);
                let before = std::mem::replace(before, after.clone());
                *since = at;
                events.push(WatchEvent::Turn { at, before, after, lasted_ms });
            }
        }
    }

    fn alive(&self, at: Timestamp, events: &mut Vec<WatchEvent>) {
        let is_quiet = events.is_empty() && self.told.is_some_and(|told| span_ms(told, at) >= ALIVE_MS);
        if let Some((standing, since)) = self.standing.as_ref().filter(|_| is_quiet) {
            let (standing, lasted_ms) = (standing.clone(), span_ms(*since, at));
            events.push(WatchEvent::Alive { at, standing, lasted_ms, blind: self.blind.map(|(fault, _)| fault) });
        }
    }
}

impl Track {
    /// How it is seen now, and since when.
    pub fn now(&self) -> (Timestamp, Sight) {
        *self.seen.last().expect("a place is tracked once it is seen")
    }

    /// Takes in how it is seen; tells, where that is otherwise than before.
    fn turn(&mut self, at: Timestamp, after: Sight) -> Option<WatchEvent> {
        let (since, before) = self.now();
        if before == after {
            return None;
        }
        if self.seen.len() == REMEMBERED {
            self.seen.remove(0);
        }
        self.seen.push((at, after));
        let (place, lasted_ms) = (self.place.clone(), Some(span_ms(since, at)));
        Some(WatchEvent::Shift { at, place, before, after, lasted_ms })
    }

    fn is_of(&self, run: &Run) -> bool {
        match &self.place {
            WatchPlace::Names => true,
            WatchPlace::Address(..) => run.endpoints.iter().any(|endpoint| self.is_at(run, endpoint)),
        }
    }

    /// Whether it is that address.
    fn is_at(&self, run: &Run, endpoint: &Endpoint) -> bool {
        match &self.place {
            WatchPlace::Names => false,
            WatchPlace::Address(host, ip) => endpoint.ip == *ip && run.host_of(endpoint).host == *host,
        }
    }
}

fn sight(endpoint: &Endpoint) -> Sight {
    match endpoint.failure() {
        Some((_, fault)) if fault.is_local() => Sight::Unseen(Some(fault)),
        Some((_, fault)) => Sight::Wrong(fault),
        None if endpoint.is_healthy() => Sight::Well,
        None => Sight::Unseen(None),
    }
}

/// Whether the machine slept, or the process was stopped, in the middle of a run: what ran out of time then says nothing.
pub(super) fn slept(now: Now, run: &Run) -> bool {
    let lasted_ms = run.started.map_or(0, |started| span_ms(started, now.wall));
    lasted_ms.saturating_sub(run.elapsed_ms) >= SLEPT_MS || run.elapsed_ms >= run.limits.total_ms() + SLEPT_MS
}

/// From a time to another, in milliseconds; none where the clock was put back.
fn span_ms(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_millis()).unwrap_or(0)
}

#[cfg(test)]
mod tests;
