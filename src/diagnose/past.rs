//! What the probes of one walk saw wrong, place by place, and what became of it: so that a fault which is no longer seen
//! is told as repaired, and nothing is taken for mended that was not looked at again.

use jiff::Timestamp;

use crate::model::{
    CertificateProblem, Endpoint, Evidence, Fault, Finding, Host, Lately, Level, Met, Noted, Outcome, Repair, Run,
    Stage, Unseen, Verdict,
};

/// Everything that was seen wrong since the walk began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    met: Vec<Met>,
    /// Each address as it was when it was seen furthest.
    furthest: Vec<Furthest>,
    /// When names led to addresses last.
    resolved: Option<Timestamp>,
}

/// An address when it was seen furthest, and when that was: what goes wrong there later was not wrong then.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Furthest {
    host: Host,
    endpoint: Endpoint,
    at: Timestamp,
}

/// What became of some faults, all places together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Became {
    /// No probe saw any of them.
    NeverMet,
    /// One of them is seen.
    There,
    /// Every place that had one was seen past it, but for those that are the connector's no more.
    Gone,
    /// No place that had one is the connector's any more: nobody saw any of them mended.
    Left,
    /// None is seen, and these places were not seen past it.
    Unseen(Vec<Unseen>),
}

impl From<Vec<Met>> for Past {
    fn from(met: Vec<Met>) -> Self {
        Self { met, ..Self::default() }
    }
}

impl Past {
    /// All of it, in the order in which it was met.
    pub fn met(&self) -> &[Met] {
        &self.met
    }

    /// Takes in what a probe saw. One that was stopped shows what is wrong and never that something is right.
    pub fn learn(&mut self, run: &Run, finding: &Finding) {
        let Some(at) = run.started else { return };
        let wrong = |noted: &&Noted| noted.level > Level::Info;
        for noted in finding.evidence.iter().filter(wrong) {
            let Some(fault) = noted.evidence.fault().filter(|fault| !fault.is_local()) else { continue };
            self.meet(noted, fault, at);
        }
        self.look_at(run);
        if !run.finished || run.cancelled {
            // What was not reached yet is not gone.
            return;
        }
        for met in &mut self.met {
            let is_noted = finding.evidence.iter().filter(wrong).any(|noted| met.is_of(noted));
            if !is_noted {
                met.now = met.after(run, finding.verdict, at);
            }
        }
    }

    /// Takes in how far each address was seen, and nothing of what was wrong.
    pub fn look_at(&mut self, run: &Run) {
        let Some(at) = run.started else { return };
        self.resolved = if is_resolved(run) { Some(at) } else { self.resolved };
        for endpoint in run.endpoints.iter().filter(|endpoint| endpoint.is_over()) {
            let (host, endpoint) = (run.host_of(endpoint).host.clone(), endpoint.clone());
            match self.furthest.iter_mut().find(|seen| seen.endpoint.ip == endpoint.ip && seen.host == host) {
                Some(seen) if reached(&seen.endpoint) > reached(&endpoint) => {}
                Some(seen) => (seen.endpoint, seen.at) = (endpoint, at),
                None => self.furthest.push(Furthest { host, endpoint, at }),
            }
        }
    }

    /// When the place of a fault that is met at that time was seen past it before, if it was.
    fn well_before(&self, met: &Met, at: Timestamp) -> Option<Timestamp> {
        let well = match met.ip {
            None => self.resolved,
            Some(ip) => {
                let is_here = |seen: &&Furthest| {
                    seen.endpoint.ip == ip && met.host.as_ref().is_none_or(|host| *host == seen.host)
                };
                let seen = self.furthest.iter().find(is_here);
                seen.filter(|seen| met.is_passed_at(&seen.endpoint)).map(|seen| seen.at)
            }
        };
        // The same run may be taken in again, further on.
        well.filter(|well| *well < at)
    }

    fn meet(&mut self, noted: &Noted, fault: Fault, at: Timestamp) {
        let stops = noted.level == Level::Fault;
        match self.met.iter_mut().find(|met| met.is_of(noted)) {
            Some(met) => (met.seen, met.now, met.stops) = (at, Lately::There, met.stops || stops),
            None => {
                let stage = noted.stage.unwrap_or(if noted.evidence.is_about_certificate() {
                    Stage::Certificate
                } else {
                    Stage::Quit
                });
                let (host, ip) = (noted.host.clone(), noted.ip);
                let met = Met { host, ip, fault, stage, stops, seen: at, well: None, now: Lately::There };
                let well = self.well_before(&met, at);
                self.met.push(Met { well, ..met });
            }
        }
    }

    /// What stopped the mail and is gone, in the order in which it was met; and what else is meant.
    pub(super) fn repairs(&self, is_meant: impl Fn(&Met) -> bool) -> Vec<Repair> {
        let gone = self.met.iter().filter(|met| met.stops || is_meant(met)).filter_map(|met| match met.now {
            Lately::Gone { at, listed } => Some(Repair {
                host: met.host.clone(),
                ip: met.ip,
                stage: met.stage,
                fault: met.fault,
                well: met.well,
                seen: met.seen,
                gone: at,
                listed,
            }),
            Lately::There | Lately::Unseen(_) => None,
        });
        gone.collect()
    }

    /// What stopped the mail and may still be there; and what else is meant.
    pub(super) fn remains(&self, is_meant: impl Fn(&Met) -> bool) -> impl Iterator<Item = &Met> {
        self.met.iter().filter(move |met| (met.stops || is_meant(met)) && !matches!(met.now, Lately::Gone { .. }))
    }

    /// Whether something stopped the mail, and nothing of that may still be there.
    pub(super) fn is_over(&self) -> bool {
        self.met.iter().any(|met| met.stops) && self.remains(|_| false).next().is_none()
    }

    /// What became of those faults.
    pub(super) fn became(&self, faults: &[Fault]) -> Became {
        self.became_where(|met| faults.contains(&met.fault))
    }

    /// What became of what stopped the mail at that stage, or before it.
    pub(super) fn became_by(&self, stage: Stage) -> Became {
        self.became_where(|met| met.stops && met.stage <= stage)
    }

    fn became_where(&self, is_meant: impl Fn(&Met) -> bool) -> Became {
        let of_them = || self.met.iter().filter(|met| is_meant(met));
        let unseen = of_them().filter_map(|met| match met.now {
            Lately::Unseen(fault) => Some(Unseen { ip: met.ip, fault }),
            Lately::There | Lately::Gone { .. } => None,
        });
        let unseen: Vec<Unseen> = unseen.collect();
        if of_them().next().is_none() {
            Became::NeverMet
        } else if of_them().any(|met| met.now == Lately::There) {
            Became::There
        } else if unseen.is_empty() {
            let was_seen = |met: &Met| matches!(met.now, Lately::Gone { listed: true, .. });
            if of_them().any(was_seen) { Became::Gone } else { Became::Left }
        } else {
            Became::Unseen(unseen)
        }
    }
}

impl Met {
    fn is_of(&self, noted: &Noted) -> bool {
        noted.evidence.fault() == Some(self.fault) && noted.ip == self.ip && noted.host == self.host
    }

    /// Whether its place was seen past it.
    fn is_passed_at(&self, endpoint: &Endpoint) -> bool {
        endpoint.stage(self.stage).passed() || was_read(self.fault, endpoint)
    }

    /// What a whole run says of it that does not show it.
    fn after(&self, run: &Run, verdict: Verdict, at: Timestamp) -> Lately {
        if matches!(self.now, Lately::Gone { listed: true, .. }) {
            return self.now;
        }
        let Some(ip) = self.ip else {
            // A fault of a name is gone once names lead to addresses again.
            return if is_resolved(run) { Lately::Gone { at, listed: true } } else { Lately::Unseen(failed_name(run)) };
        };
        let is_here = |endpoint: &&Endpoint| {
            endpoint.ip == ip && self.host.as_ref().is_none_or(|host| *host == run.host_of(endpoint).host)
        };
        match run.endpoints.iter().find(is_here) {
            // One that was taken away may come back as it was.
            None if matches!(self.now, Lately::Gone { .. }) => self.now,
            Some(endpoint) if self.is_passed_at(endpoint) => Lately::Gone { at, listed: true },
            Some(endpoint) => Lately::Unseen(kept_from(endpoint)),
            None if run.endpoints.is_empty() => Lately::Unseen(failed_name(run)),
            // Whether an address is one of the connector's is known only where this machine could look, and left none out.
            None if verdict == Verdict::Inconclusive => Lately::Unseen(None),
            None if run.evidence.iter().any(Evidence::tells_of_untried) => Lately::Unseen(None),
            None => Lately::Gone { at, listed: false },
        }
    }
}

/// Whether a certificate that is refused for something else was read as far as to show that this is not wrong with it. Its
/// dates are read whatever else is; its name, unless this program cannot judge it; all above it only along a path to a
/// root, which what is wrong with the path hides.
fn was_read(fault: Fault, endpoint: &Endpoint) -> bool {
    let seen = &endpoint.evidence;
    let is_refused = endpoint.failure().is_some_and(|(stage, _)| stage == Stage::Certificate);
    if !is_refused || !seen.iter().any(|seen| matches!(seen, Evidence::Thumbprint { .. })) {
        return false;
    }
    let is_seen = |is: fn(Fault) -> bool| seen.iter().filter_map(Evidence::fault).any(is);
    let is_unjudged = is_seen(|fault| matches!(fault, Fault::CertificateUnsupportedHere | Fault::NoRoots));
    match fault {
        Fault::CertificateExpired | Fault::CertificateNotYetValid => true,
        Fault::CertificateNameMismatch => !is_unjudged,
        // No probe has to be told whether one is revoked.
        Fault::CertificateRevoked => endpoint.tls.as_ref().is_some_and(|tls| tls.revocation_known),
        fault => fault.problem().is_some() && !is_unjudged && !is_seen(is_of_path),
    }
}

/// Whether a fault keeps a certificate from being followed to a root.
fn is_of_path(fault: Fault) -> bool {
    matches!(
        fault.problem(),
        Some(
            CertificateProblem::SelfSigned
                | CertificateProblem::UnknownIssuer
                | CertificateProblem::IncompleteChain
                | CertificateProblem::WeakKey
                | CertificateProblem::WeakSignature
                | CertificateProblem::Malformed
        )
    )
}

/// What kept an address from being seen further: what went wrong there, or that mail goes in clear.
fn kept_from(endpoint: &Endpoint) -> Option<Fault> {
    let failed = endpoint.failure().map(|(_, fault)| fault);
    let is_clear = endpoint.evidence.iter().any(|seen| matches!(seen, Evidence::PlainText {}));
    failed.or(is_clear.then_some(Fault::StartTlsMissing))
}

/// How many stages on the last one is that an address passed.
fn reached(endpoint: &Endpoint) -> Option<usize> {
    endpoint.stages.iter().rposition(|state| state.passed())
}

/// Whether names led to addresses that were tried.
fn is_resolved(run: &Run) -> bool {
    !matches!(run.route, Some(Outcome::Failed(_))) && run.endpoints.iter().any(|endpoint| endpoint.tried)
}

fn failed_name(run: &Run) -> Option<Fault> {
    match run.route {
        Some(Outcome::Failed(fault)) => Some(fault),
        Some(Outcome::Passed | Outcome::Skipped) | None => None,
    }
}
