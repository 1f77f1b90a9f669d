//! [`Run`]: the fold of [`ProbeEvent`]s. One truth for screen, text, JSON, a recorded demo and a test.
//!
//! It keeps what was seen and judges nothing; that is the work of `diagnose`.

use std::net::{IpAddr, SocketAddr};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use super::{
    Answer, Domain, EndpointId, EndpointOutcome, Evidence, Fault, Host, Limits, LookupId, LookupRole, Outcome,
    ProbeEvent, Reach, RecordType, Stage, TlsSeen, TranscriptLine, View,
};

/// Everything a probe has told so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// When it began, by this machine's clock; `None` before the first event.
    pub started: Option<Timestamp>,
    /// From where it looks.
    pub view: View,
    /// The limits that hold.
    pub limits: Limits,
    /// The time of the newest event, milliseconds since the begin.
    pub elapsed_ms: u64,
    /// Whether the last event came.
    pub finished: bool,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
    /// The questions asked, in the order in which they were asked.
    pub lookups: Vec<Lookup>,
    /// The hosts mail goes to, in order of preference.
    pub hosts: Vec<MailHost>,
    /// How looking up the connector's own name ended; `None` while it goes on.
    pub route: Option<Outcome>,
    /// The addresses, by rank; a row never changes its place among those that are there.
    pub endpoints: Vec<Endpoint>,
    /// Addresses that get no row, once for each smart host or domain that has such.
    #[serde(default, deserialize_with = "some_or_none")]
    pub unlisted: Vec<Unlisted>,
    /// What was seen of the run as a whole.
    pub evidence: Vec<Evidence>,
}

/// A question and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in ProbeEvent::Asked")]
pub struct Lookup {
    pub id: LookupId,
    pub role: LookupRole,
    pub name: Domain,
    pub record: RecordType,
    pub server: SocketAddr,
    pub asked_ms: u64,
    pub until_ms: u64,
    /// How long it took and what came back; `None` while it is awaited.
    pub answer: Option<(u64, Answer)>,
}

/// A host mail goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailHost {
    /// The host.
    pub host: Host,
    /// The MX preference, where it comes from an MX record.
    pub preference: Option<u16>,
    /// The smart host or recipient domain it belongs to.
    pub of: Host,
    /// How looking it up ended.
    pub outcome: Option<Outcome>,
}

/// Addresses that get no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlisted {
    /// The smart host or recipient domain they belong to.
    pub of: Host,
    /// The best preference of them; a smart host's is 0.
    pub preference: u16,
}

/// A case of an earlier build has null where there are none.
fn some_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Unlisted>, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
}

/// An address and how far it got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// Its number and rank.
    pub id: EndpointId,
    /// Index into [`Run::hosts`].
    pub host: usize,
    /// The address.
    pub ip: IpAddr,
    /// The port.
    pub port: u16,
    /// Whether it is tried at all.
    pub tried: bool,
    /// The stages of [`Stage::OF_ADDRESS`], in that order.
    pub stages: [StageState; 8],
    /// The lines sent and received.
    pub transcript: Vec<TranscriptLine>,
    /// What was seen of TLS.
    pub tls: Option<TlsSeen>,
    /// What was seen worth telling.
    pub evidence: Vec<Evidence>,
}

/// The cell of a matrix: one stage of one address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StageState {
    /// Its turn will come.
    #[default]
    NotYet,
    /// Begun; the wait ends at the latest at `until_ms`.
    #[expect(missing_docs, reason = "milliseconds since the begin of the run")]
    Running { since_ms: u64, until_ms: u64 },
    /// Over, after so many milliseconds.
    #[expect(missing_docs, reason = "milliseconds since the begin of the run, and the length of the stage")]
    Ended { outcome: Outcome, at_ms: u64, took_ms: u64 },
}

impl StageState {
    /// The fault it ended in.
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::Ended { outcome: Outcome::Failed(fault), .. } => Some(*fault),
            Self::Ended { outcome: Outcome::Passed | Outcome::Skipped, .. } | Self::NotYet | Self::Running { .. } => {
                None
            }
        }
    }

    /// When it began, in milliseconds since the begin of the run; now, where it is not under way.
    fn since(&self, now_ms: u64) -> u64 {
        match self {
            Self::Running { since_ms, .. } => *since_ms,
            Self::NotYet | Self::Ended { .. } => now_ms,
        }
    }

    /// Whether it ended with nothing wrong.
    pub fn passed(&self) -> bool {
        matches!(self, Self::Ended { outcome: Outcome::Passed, .. })
    }
}

impl Endpoint {
    /// The state of one stage.
    pub fn stage(&self, stage: Stage) -> StageState {
        Stage::OF_ADDRESS.iter().position(|s| *s == stage).map_or(StageState::NotYet, |i| self.stages[i])
    }

    /// The stage at which it failed, and the fault.
    pub fn failure(&self) -> Option<(Stage, Fault)> {
        Stage::OF_ADDRESS.into_iter().zip(self.stages).find_map(|(stage, state)| Some((stage, state.fault()?)))
    }

    /// The stage where the outcome was decided: the failed one, else the last one reached.
    pub fn decided_at(&self) -> Stage {
        self.failure().map(|(stage, _)| stage).unwrap_or_else(|| {
            let reached = |state: &StageState| {
                matches!(state, StageState::Running { .. } | StageState::Ended { outcome: Outcome::Passed, .. })
            };
            let last = self.stages.iter().rposition(reached).unwrap_or(0);
            Stage::OF_ADDRESS[last]
        })
    }

    /// Whether every stage was gone through, so that mail would get in.
    pub fn is_healthy(&self) -> bool {
        self.failure().is_none() && self.stage(Stage::Quit).passed()
    }

    /// Whether nothing more will come from it.
    pub fn is_over(&self) -> bool {
        !self.tried || !self.stages.iter().any(|s| matches!(s, StageState::NotYet | StageState::Running { .. }))
    }

    /// `endpoints[].outcome`; `None` while it is still under way.
    pub fn outcome(&self) -> Option<EndpointOutcome> {
        if !self.tried {
            return Some(EndpointOutcome::NotTried);
        }
        match self.failure() {
            Some((_, fault)) => Some(fault.endpoint_outcome().unwrap_or(EndpointOutcome::ProtocolError)),
            None if self.is_healthy() => Some(EndpointOutcome::Healthy),
            None if self.is_over() => Some(EndpointOutcome::NotTried),
            None => None,
        }
    }

    /// Milliseconds from its first stage to its last event; 0 before it began.
    pub fn elapsed_ms(&self) -> u64 {
        self.stages.iter().map(|state| if let StageState::Ended { took_ms, .. } = state { *took_ms } else { 0 }).sum()
    }
}

impl Run {
    /// Takes one event in. Events that name what is not there are ignored: they cannot come from a probe,
    /// only from a damaged recording.
    pub fn apply(&mut self, event: ProbeEvent) {
        match event {
            ProbeEvent::Began { at, view, limits } => {
                self.started = Some(at);
                self.view = view;
                self.limits = limits;
            }
            ProbeEvent::Asked { lookup, role, name, record, server, at_ms, until_ms } => {
                self.see(at_ms);
                self.lookups.push(Lookup {
                    id: lookup,
                    role,
                    name,
                    record,
                    server,
                    asked_ms: at_ms,
                    until_ms,
                    answer: None,
                });
            }
            ProbeEvent::Answered { lookup, at_ms, answer } => {
                self.see(at_ms);
                if let Some(found) = self.lookups.iter_mut().find(|l| l.id == lookup) {
                    found.answer = Some((at_ms.saturating_sub(found.asked_ms), answer));
                }
            }
            ProbeEvent::Host { index, host, preference, of } => {
                if index as usize == self.hosts.len() {
                    self.hosts.push(MailHost { host, preference, of, outcome: None });
                }
            }
            ProbeEvent::HostEnded { index, outcome, at_ms } => {
                self.see(at_ms);
                match index {
                    None => self.route = Some(outcome),
                    Some(index) => {
                        if let Some(host) = self.hosts.get_mut(index as usize) {
                            host.outcome = Some(outcome);
                        }
                    }
                }
            }
            ProbeEvent::Address { endpoint, host, ip, port, tried } => {
                let place = self.endpoints.partition_point(|e| e.id < endpoint);
                if (host as usize) < self.hosts.len() && self.endpoints.get(place).is_none_or(|e| e.id != endpoint) {
                    self.endpoints.insert(
                        place,
                        Endpoint {
                            id: endpoint,
                            host: host as usize,
                            ip,
                            port,
                            tried,
                            stages: [StageState::NotYet; 8],
                            transcript: Vec::new(),
                            tls: None,
                            evidence: Vec::new(),
                        },
                    );
                }
            }
            ProbeEvent::Unlisted { of, preference } => {
                match self.unlisted.iter_mut().find(|unlisted| unlisted.of == of) {
                    Some(known) => known.preference = known.preference.min(preference),
                    None => self.unlisted.push(Unlisted { of, preference }),
                }
            }
            ProbeEvent::Started { endpoint, stage, at_ms, until_ms } => {
                self.see(at_ms);
                // One of a later batch is tried once it begins.
                if let Some(found) = self.endpoint_mut(endpoint) {
                    found.tried = true;
                }
                self.set_stage(endpoint, stage, |before| StageState::Running {
                    since_ms: before.since(at_ms),
                    until_ms,
                });
            }
            ProbeEvent::NotTried { endpoint, at_ms } => {
                self.see(at_ms);
                if let Some(found) = self.endpoint_mut(endpoint) {
                    found.tried = false;
                }
            }
            ProbeEvent::Ended { endpoint, stage, at_ms, outcome } => {
                self.see(at_ms);
                self.set_stage(endpoint, stage, |before| StageState::Ended {
                    outcome,
                    at_ms,
                    took_ms: at_ms.saturating_sub(before.since(at_ms)),
                });
            }
            ProbeEvent::Said { endpoint, line } => {
                if let Some(endpoint) = self.endpoint_mut(endpoint) {
                    endpoint.transcript.push(line);
                }
            }
            ProbeEvent::Tls { endpoint, tls } => {
                if let Some(endpoint) = self.endpoint_mut(endpoint) {
                    endpoint.tls = Some(tls);
                }
            }
            ProbeEvent::Saw { endpoint, at_ms, evidence } => {
                self.see(at_ms);
                match endpoint {
                    None => self.evidence.push(evidence),
                    Some(id) => {
                        if let Some(endpoint) = self.endpoint_mut(id) {
                            endpoint.evidence.push(evidence);
                        }
                    }
                }
            }
            ProbeEvent::Finished { at_ms, cancelled } => {
                self.see(at_ms);
                self.finished = true;
                self.cancelled = cancelled;
            }
        }
    }

    /// Ends it here, as a probe that is stopped does: what was not reached is skipped.
    pub fn stop(&mut self, at_ms: u64) {
        if self.finished {
            return;
        }
        for endpoint in self.endpoints.iter_mut().filter(|endpoint| endpoint.tried) {
            for state in &mut endpoint.stages {
                let since_ms = match *state {
                    StageState::Ended { .. } => continue,
                    StageState::Running { since_ms, .. } => since_ms,
                    StageState::NotYet => at_ms,
                };
                let took_ms = at_ms.saturating_sub(since_ms);
                *state = StageState::Ended { outcome: Outcome::Skipped, at_ms, took_ms };
            }
        }
        for host in &mut self.hosts {
            host.outcome.get_or_insert(Outcome::Skipped);
        }
        self.route.get_or_insert(Outcome::Skipped);
        self.apply(ProbeEvent::Finished { at_ms, cancelled: true });
    }

    /// Replays recorded events.
    pub fn replay(events: impl IntoIterator<Item = ProbeEvent>) -> Self {
        let mut run = Self::default();
        events.into_iter().for_each(|event| run.apply(event));
        run
    }

    /// The look-ups that lead to the mail hosts. A name whose MX leads elsewhere was asked for its addresses too,
    /// to save a round trip; once that is known, those questions are left out.
    pub fn route_lookups(&self) -> impl Iterator<Item = &Lookup> {
        let goes_to = |name| self.hosts.is_empty() || self.hosts.iter().any(|host| host.host.name() == Some(name));
        self.lookups.iter().filter(move |lookup| {
            let of_address = matches!(lookup.record, RecordType::A | RecordType::Aaaa);
            lookup.role == LookupRole::Route && (!of_address || goes_to(&lookup.name))
        })
    }

    /// All look-ups as they follow from each other and not from the clock: by what they are for, then the names of the
    /// connector and the hosts of its MX records, other names by the alphabet, by type and by server.
    pub fn lookups_in_order(&self) -> Vec<&Lookup> {
        let named = || self.hosts.iter().map(|host| &host.of).chain(self.hosts.iter().map(|host| &host.host));
        let place = |name: &Domain| named().position(|host| host.name() == Some(name)).unwrap_or(usize::MAX);
        let mut lookups: Vec<_> = self.lookups.iter().collect();
        lookups.sort_by_cached_key(|lookup| {
            let Lookup { role, name, record, server, .. } = lookup;
            (*role as u8, place(name), name.to_string(), *record as u8, *server)
        });
        lookups
    }

    /// The address of that number.
    pub fn endpoint(&self, id: EndpointId) -> Option<&Endpoint> {
        self.endpoints.iter().find(|endpoint| endpoint.id == id)
    }

    /// The host an address belongs to.
    pub fn host_of(&self, endpoint: &Endpoint) -> &MailHost {
        &self.hosts[endpoint.host]
    }

    /// Whether a name led to an address that only a network inside can reach: it says nothing about what Office 365 meets.
    pub fn is_inside(&self, endpoint: &Endpoint) -> bool {
        self.host_of(endpoint).host.name().is_some() && matches!(Reach::of(endpoint.ip), Reach::Inside(_))
    }

    /// The MX preference of an address, which weighs against those of the same smart host or domain alone. Smart hosts are
    /// all alike (first at random, then in turn).
    pub fn preference_of(&self, endpoint: &Endpoint) -> u16 {
        self.host_of(endpoint).preference.unwrap_or(0)
    }

    /// The best preference at which some address answers of those that one smart host or domain leads to: where Exchange
    /// Online ends up with that one.
    pub fn answering_preference(&self, of: &Host) -> Option<u16> {
        let its =
            self.endpoints.iter().filter(|endpoint| self.host_of(endpoint).of == *of && !self.is_inside(endpoint));
        its.filter(|endpoint| endpoint.stage(Stage::Connect).passed())
            .map(|endpoint| self.preference_of(endpoint))
            .min()
    }

    /// Whether Exchange Online ends up at an address for its smart host or domain.
    pub fn ends_up_at(&self, endpoint: &Endpoint) -> bool {
        self.answering_preference(&self.host_of(endpoint).of) == Some(self.preference_of(endpoint))
    }

    /// The addresses of one host, by rank.
    pub fn endpoints_of(&self, host: usize) -> impl Iterator<Item = &Endpoint> {
        self.endpoints.iter().filter(move |endpoint| endpoint.host == host)
    }

    fn see(&mut self, at_ms: u64) {
        self.elapsed_ms = self.elapsed_ms.max(at_ms);
    }

    fn endpoint_mut(&mut self, id: EndpointId) -> Option<&mut Endpoint> {
        self.endpoints.iter_mut().find(|endpoint| endpoint.id == id)
    }

    fn set_stage(&mut self, id: EndpointId, stage: Stage, state: impl FnOnce(StageState) -> StageState) {
        if let Some(endpoint) = self.endpoint_mut(id)
            && let Some(place) = Stage::OF_ADDRESS.iter().position(|s| *s == stage)
        {
            endpoint.stages[place] = state(endpoint.stages[place]);
        }
    }
}
