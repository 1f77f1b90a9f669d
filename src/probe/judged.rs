//! What was seen at an address, told as a connector with its TLS setting meets it: each setting judges the one
//! conversation there was. Where a setting refuses what it showed, the rest is skipped for that connector, whatever the
//! conversation went on to show for others.

use std::{sync::Arc, time::Duration};

use tokio::time::Instant;

use super::{
    address_log::{AddressLog, NoTls, Note, Told},
    certificate::Shown,
    events::{Sink, millis},
};
use crate::model::{
    EndpointId, Evidence, Fault, Host, Outcome, ProbeEvent, SampleDifference, Stage, TlsPolicy, TranscriptLine,
};

/// Who judges: the TLS setting of a connector, and the host that the address was asked for (SNI, and the name wanted
/// where the connector names none).
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) policy: TlsPolicy,
    pub(super) host: Host,
    /// A certificate that ends within so many days is told.
    pub(super) warn_days: u32,
}

/// Tells every note to a run, those to come too, as events of its address `endpoint`; the fault it ends in. What was
/// noted before the run began is told with its own durations.
pub(super) async fn tell(log: &AddressLog, setting: &Setting, sink: &Sink, endpoint: EndpointId) -> Option<Fault> {
    let mut changes = log.changes();
    let mut judge = Judge::new(setting);
    let mut told = 0;
    loop {
        changes.mark_unchanged();
        let noted = log.since(told);
        let shift = sink.begun().saturating_duration_since(noted.begun);
        told += noted.notes.len();
        for (at, note) in noted.notes {
            judge.take(log, noted.begun, at, &note);
            for (at, note) in judge.told.drain(..) {
                sink.send(as_event(note, sink, endpoint, at, shift));
            }
        }
        if noted.over || changes.changed().await.is_err() {
            return judge.outcome;
        }
    }
}

/// One setting, and how far it has come with the notes.
struct Judge<'a> {
    setting: &'a Setting,
    told: Vec<(Instant, Told)>,
    /// Whether the setting has ended what the conversation goes on with.
    refused: bool,
    /// The first fault it ended in.
    outcome: Option<Fault>,
    thumbprint: Option<String>,
}

impl<'a> Judge<'a> {
    fn new(setting: &'a Setting) -> Self {
        Self { setting, told: Vec::new(), refused: false, outcome: None, thumbprint: None }
    }

    fn take(&mut self, log: &AddressLog, begun: Instant, at: Instant, note: &Note) {
        let policy = &self.setting.policy;
        match note {
            // What was said was said, whoever minds.
            Note::Told(Told::Said(line)) => self.told.push((at, Told::Said(line.clone()))),
            Note::Samples(samples, asked) => {
                let (made, asked) = (self.samples(log, begun, at, samples) + 1, u64::from(*asked));
                if made < asked {
                    self.told.push((at, Told::Saw(Evidence::SamplesLeftOut { made, asked })));
                }
            }
            _ if self.refused => {}
            Note::Told(told) => self.tell(at, told.clone()),
            Note::NoTls(no_tls) => {
                let NoTls { required: (fault, seen), optional } = &**no_tls;
                if policy.requires_tls() {
                    self.refuse(at, Stage::Ehlo, *fault, seen.clone());
                } else {
                    self.accept(at, Stage::Ehlo, optional.clone());
                }
            }
            Note::OtherKey(shown) => {
                let seen = shown.judge(policy, &self.setting.host, self.setting.warn_days).seen;
                self.tell(at, Told::Tls(seen));
            }
            Note::Certificate(shown) => self.certificate(at, shown),
        }
    }

    fn certificate(&mut self, at: Instant, shown: &Shown) {
        let policy = &self.setting.policy;
        let judgement = shown.judge(policy, &self.setting.host, self.setting.warn_days);
        let (fault, evidence) = (judgement.fault(policy), judgement.evidence(policy, &shown.roots));
        self.thumbprint = judgement.seen.chain.first().map(|leaf| leaf.sha1.clone());
        self.tell(at, Told::Tls(judgement.seen));
        match fault {
            Some(fault) => self.refuse(at, Stage::Certificate, fault, evidence),
            None => self.accept(at, Stage::Certificate, evidence),
        }
    }

    fn tell(&mut self, at: Instant, told: Told) {
        if let Told::Ended { outcome: Outcome::Failed(fault), .. } = told {
            self.outcome = self.outcome.or(Some(fault));
        }
        self.told.push((at, told));
    }

    fn accept(&mut self, at: Instant, stage: Stage, evidence: Vec<Evidence>) {
        evidence.into_iter().for_each(|evidence| self.tell(at, Told::Saw(evidence)));
        self.tell(at, Told::Ended { stage, outcome: Outcome::Passed });
    }

    /// The setting minds what was seen: the stage failed, and with it all that would come after.
    fn refuse(&mut self, at: Instant, stage: Stage, fault: Fault, evidence: Vec<Evidence>) {
        evidence.into_iter().for_each(|evidence| self.tell(at, Told::Saw(evidence)));
        self.tell(at, Told::Ended { stage, outcome: Outcome::Failed(fault) });
        for stage in Stage::OF_ADDRESS.into_iter().filter(|later| *later > stage) {
            self.tell(at, Told::Ended { stage, outcome: Outcome::Skipped });
        }
        self.refused = true;
    }

    /// A second server behind the address that turns mail away does so to Office 365 too: it speaks for the address,
    /// like one address of several (`docs/decisions.md`). One that was cut short for want of time, or could not be looked
    /// into, counts as not made, but for what it showed before. How many count.
    fn samples(&mut self, log: &AddressLog, begun: Instant, at: Instant, samples: &[Arc<AddressLog>]) -> u64 {
        let first = self.outcome;
        let (mut differ, mut made) = (Differences::default(), 0);
        for sample in samples {
            let noted = sample.since(0);
            let mut judge = Judge::new(self.setting);
            noted.notes.iter().for_each(|(at, note)| judge.take(sample, noted.begun, *at, note));
            let turns_away = |fault: Fault| !fault.is_before_connection() && !fault.is_local();
            let concluded = judge.refused || !sample.is_unconcluded();
            let outcome = concluded && judge.outcome != first;
            let certificate = differ_where_both(&judge.thumbprint, &self.thumbprint);
            let greeting = differ_where_both(&sample.greeting_host(), &log.greeting_host());
            differ.count(outcome, certificate, greeting);
            made += u64::from(concluded || certificate || greeting);
            if concluded && self.outcome.is_none() && judge.outcome.is_some_and(turns_away) {
                let later = millis(noted.begun.saturating_duration_since(begun));
                for (at, told) in judge.told {
                    self.tell(at, of_sample(told, later));
                }
            }
        }
        let total = made + 1;
        for (what, count) in differ.told() {
            self.told.push((at, Told::Saw(Evidence::SampleDiffers { count, total, what })));
        }
        made
    }
}

/// How often another server seems to have answered.
#[derive(Default)]
struct Differences {
    outcome: u64,
    certificate: u64,
    greeting: u64,
}

impl Differences {
    fn count(&mut self, outcome: bool, certificate: bool, greeting: bool) {
        self.outcome += u64::from(outcome);
        self.certificate += u64::from(certificate);
        self.greeting += u64::from(greeting);
    }

    fn told(&self) -> impl Iterator<Item = (SampleDifference, u64)> {
        let all = [
            (SampleDifference::Certificate, self.certificate),
            (SampleDifference::Outcome, self.outcome),
            (SampleDifference::Greeting, self.greeting),
        ];
        all.into_iter().filter(|(_, count)| *count > 0)
    }
}

fn differ_where_both<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    one.is_some() && other.is_some() && one != other
}

/// The times of a transcript count from the begin of the address.
fn of_sample(told: Told, later: u64) -> Told {
    match told {
        Told::Said(line) => Told::Said(TranscriptLine { at_ms: line.at_ms + later, ..line }),
        Told::Started { .. } | Told::Tls(_) | Told::Saw(_) | Told::NotTried | Told::Ended { .. } => told,
    }
}

fn as_event(told: Told, sink: &Sink, endpoint: EndpointId, at: Instant, shift: Duration) -> ProbeEvent {
    let at_ms = sink.at(at + shift);
    match told {
        Told::Started { stage, until } => {
            ProbeEvent::Started { endpoint, stage, at_ms, until_ms: sink.at(until + shift) }
        }
        Told::Said(line) => ProbeEvent::Said { endpoint, line },
        Told::Tls(tls) => ProbeEvent::Tls { endpoint, tls },
        Told::Saw(evidence) => ProbeEvent::Saw { endpoint: Some(endpoint), at_ms, evidence },
        Told::NotTried => ProbeEvent::NotTried { endpoint, at_ms },
        Told::Ended { stage, outcome } => ProbeEvent::Ended { endpoint, stage, at_ms, outcome },
    }
}
