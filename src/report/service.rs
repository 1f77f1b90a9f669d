//! What monitoring is told of a connector: its state, a line, what was seen, and the numbers beside it. How that is written
//! is told in `nagios` and `openmetrics`.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{
    Brief, Entry, check,
    phrases::{concluded, named, witness},
    seen::seen,
};
use crate::{
    l10n::{Args, Texts},
    model::{
        CertificateDays, CodeId, Connector, Endpoint, Evidence, Finding, Level, Noted, Run, ServiceState, Stage,
        Verdict,
    },
};

/// The most connectors that get a number behind their name before the names themselves are left as they are.
const MOST_ALIKE: usize = 10_000;

/// A connector as monitoring is told of it.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its row in the table of all.
    pub(super) brief: Brief,
    /// What it is called, unlike all others.
    pub(super) name: String,
    pub(super) state: ServiceState,
    /// How it stands, in a sentence.
    pub(super) line: String,
    /// What was seen, a line each; nothing where all is well.
    pub(super) seen: Vec<String>,
    /// Its addresses that were tried.
    pub(super) addresses: Vec<Address>,
    pub(super) elapsed_ms: u64,
    pub(super) started: Option<Timestamp>,
    /// Whether its TLS setting minds that a certificate has ended.
    pub(super) minds_end: bool,
}

/// An address that was tried.
#[derive(Clone, Debug)]
pub(super) struct Address {
    pub(super) host: String,
    pub(super) ip: String,
    /// Whether mail would get in.
    pub(super) up: bool,
    /// The stage at which that was decided.
    pub(super) stage: Stage,
    /// When its certificate ends, or one above it that is told to end soon.
    pub(super) ends: Option<Timestamp>,
}

impl Service {
    /// A connector that was looked at.
    pub fn new(connector: &Connector, run: &Run, finding: &Finding, days: CertificateDays, texts: &Texts) -> Self {
        // Where nobody asks whether it is trusted, its end stops no mail.
        let crit = if connector.tls.requires_trust() { days.crit } else { 0 };
        let state = ServiceState::of(finding, CertificateDays { crit, ..days });
        let seen = if state == ServiceState::Ok { Vec::new() } else { seen(run, finding, texts) };
        Self {
            name: named(connector),
            state,
            line: line(run, finding, texts),
            seen: seen.into_iter().flat_map(lines).collect(),
            addresses: run.endpoints.iter().filter(|endpoint| endpoint.tried).map(|at| address(run, at)).collect(),
            elapsed_ms: run.elapsed_ms,
            started: run.started,
            minds_end: connector.tls.requires_trust(),
            brief: Brief::new(connector, false).found(run, finding),
        }
    }

    /// One that was not.
    pub fn unprobed(brief: Brief, texts: &Texts) -> Self {
        Self {
            name: brief.name.clone(),
            state: ServiceState::Unknown,
            line: texts.get("overview-skipped"),
            seen: Vec::new(),
            addresses: Vec::new(),
            elapsed_ms: 0,
            started: None,
            minds_end: false,
            brief,
        }
    }

    pub(super) fn verdict(&self) -> Option<Verdict> {
        self.brief.verdict
    }

    pub(super) fn code(&self) -> Option<&CodeId> {
        self.brief.code.as_ref()
    }

    /// How many of its addresses take mail.
    pub(super) fn up(&self) -> usize {
        self.addresses.iter().filter(|address| address.up).count()
    }

    /// The whole days until its first certificate ends; 0 where one has.
    pub(super) fn days_left(&self) -> Option<u64> {
        let (at, ends) = (self.started?, self.addresses.iter().filter_map(|address| address.ends).min()?);
        Some(u64::try_from(ends.as_second().saturating_sub(at.as_second()) / (24 * 60 * 60)).unwrap_or(0))
    }
}

/// Gives connectors of one name a number each behind it, so that none hides another.
pub(super) fn tell_apart(services: &mut [Service]) {
    let mut known = BTreeSet::new();
    for service in services {
        let name = service.name.clone();
        let mut names = (2..MOST_ALIKE).map(|number| format!("{name} #{number}"));
        while !known.insert(service.name.clone()) {
            let Some(next) = names.next() else { break };
            service.name = next;
        }
    }
}

/// How it stands, in a sentence.
fn line(run: &Run, finding: &Finding, texts: &Texts) -> String {
    match (finding.verdict, worst(finding)) {
        (Verdict::Fault, _) => {
            let code = concluded(finding.code.as_ref().unwrap_or(&CodeId::other()), texts);
            match witness(run, finding, true, texts) {
                Some(seen) => texts.with("monitor-fault", &Args::new().text("code", code).text("seen", seen)),
                None => code,
            }
        }
        (Verdict::Healthy, Some(warning)) => texts.evidence(&warning.evidence),
        (Verdict::Healthy | Verdict::Inconclusive, _) => check::summary(run, finding, texts),
    }
}

/// The warning to name: of a certificate that ends the one that ends first, else the first.
fn worst(finding: &Finding) -> Option<&Noted> {
    let warnings = finding.evidence.iter().filter(|noted| noted.level == Level::Warning);
    warnings.min_by_key(|noted| match noted.evidence {
        Evidence::CertificateEndsSoon { days, .. } | Evidence::ChainEndsSoon { days, .. } => days,
        _ => u64::MAX,
    })
}

fn lines(entry: Entry) -> impl Iterator<Item = String> {
    let more = entry.more.into_iter().map(|line| format!("    {line}"));
    [format!("  {}", entry.text)].into_iter().chain(more)
}

fn address(run: &Run, endpoint: &Endpoint) -> Address {
    Address {
        host: run.host_of(endpoint).host.to_string(),
        ip: endpoint.ip.to_string(),
        up: endpoint.is_healthy(),
        stage: endpoint.decided_at(),
        ends: ends(endpoint),
    }
}

/// When the first certificate ends that leads from the server to a root; what else it sends does not count.
fn ends(endpoint: &Endpoint) -> Option<Timestamp> {
    let own = endpoint.tls.as_ref().and_then(|tls| tls.chain.first()).map(|leaf| leaf.not_after);
    let above = endpoint.evidence.iter().filter_map(|evidence| match evidence {
        Evidence::ChainEndsSoon { not_after_at, .. } | Evidence::ChainExpired { not_after_at, .. } => {
            Some(*not_after_at)
        }
        _ => None,
    });
    own.into_iter().chain(above).min()
}
