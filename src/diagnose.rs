//! From connector, report and run to a finding, and from a finding to a checklist. Pure: no words, no clock,
//! no network.
//!
//! [`diagnose`] may be called at any moment of a run; before its end the finding is provisional. Which code
//! claims which fault is knowledge; how several addresses make one verdict is decided here.

mod agreement;
mod causes;
mod checklist;
mod codes;
mod compare;
mod dedup;
mod evidence;
mod narrowing;
mod others;
mod past;
mod verdict;

pub use checklist::{answered, command, reconcile, remade};
pub use compare::compare;
pub use narrowing::{Asked, narrowed};
pub use past::Past;

use std::net::IpAddr;

use crate::{
    knowledge::Knowledge,
    model::{
        Agreement, Answers, CauseId, Connector, Diagnosis, Endpoint, Evidence, Fault, Finding, Host, Met, Party, Reach,
        Repair, Run, Stage, Symptom, TlsPolicy, Unknown, Verdict,
    },
};
use causes::Seen;
use codes::Codes;
use dedup::dedup;
use past::Became;
use verdict::Decision;

/// Concludes what is wrong with a connector, and what to do about it.
///
/// `symptom` is what Office 365 reported, to compare with; `run` may still be under way.
pub fn diagnose(connector: &Connector, symptom: Option<&Symptom>, run: &Run, knowledge: &Knowledge) -> Diagnosis {
    let decision = verdict::decide(run, symptom, knowledge);
    let finding = finding(connector, symptom, run, knowledge, decision);
    let checklist = checklist::checklist(connector, symptom, &finding, knowledge);
    Diagnosis { finding, checklist }
}

/// A diagnosis in the light of what earlier probes of the walk saw. Where nothing is wrong any more that was, at any of its
/// places, it is repaired: a report that is older than that leaves nothing likely and nothing to do. Where something else is wrong now,
/// a report of what was repaired needs no other explanation.
pub fn in_the_light_of(
    past: &Past,
    connector: &Connector,
    symptom: Option<&Symptom>,
    run: &Run,
    diagnosis: Diagnosis,
    knowledge: &Knowledge,
) -> Diagnosis {
    let told = Told { symptom, run, knowledge };
    let repaired = past.repairs(|met| told.names(met));
    let since = repaired.iter().map(|repair| repair.gone).max();
    let is_newer = symptom.and_then(|symptom| symptom.at).is_some_and(|at| since.is_some_and(|since| at > since));
    let is_well = diagnosis.finding.verdict == Verdict::Healthy && !diagnosis.finding.provisional;
    let goes_on = diagnosis.finding.reported_at.is_some();
    let was_told = || repaired.iter().any(|repair| told.was(repair));
    let remains = || {
        let mut remains = past.remains(|met| !goes_on && told.names(met));
        remains.any(|met| told.is_of((met.fault, met.stage), met.host.as_ref(), met.ip) || was_told())
    };
    if is_well && remains() {
        // Nothing is repaired before each place that had it was seen past it; and what explains a difference to the report
        // may be there.
        let Diagnosis { finding, checklist } = without_report(connector, run, diagnosis, knowledge);
        return Diagnosis { finding: Finding { repaired, may_remain: true, ..finding }, checklist };
    }
    if repaired.is_empty() || is_newer {
        return diagnosis;
    }
    if !is_well {
        let other = symptom.filter(|_| agreement::disagrees(&diagnosis.finding));
        let tells = |fault: Fault| other.is_some_and(|other| agreement::tells_of(other, fault, knowledge));
        let told = |repair: &Repair| {
            !is_since(repair, symptom) && told.is_at(repair.host.as_ref(), repair.ip) && tells(repair.fault)
        };
        let repaired: Vec<_> = repaired.into_iter().filter(told).collect();
        return if repaired.is_empty() {
            diagnosis
        } else {
            beside_another(past, connector, run, diagnosis, repaired, knowledge)
        };
    }
    if goes_on || !was_told() {
        // What was mended is not what the report speaks of, which may go on.
        return Diagnosis { finding: Finding { repaired, ..diagnosis.finding }, ..diagnosis };
    }
    let Diagnosis { finding, checklist } = without_report(connector, run, diagnosis, knowledge);
    let agreement = finding.agreement.map(|_| Agreement::Repaired);
    Diagnosis { finding: Finding { agreement, repaired, ..finding }, checklist }
}

/// A diagnosis with the causes and steps of what is seen alone.
fn without_report(connector: &Connector, run: &Run, diagnosis: Diagnosis, knowledge: &Knowledge) -> Diagnosis {
    let Diagnosis { finding: Finding { causes, unknown, .. }, checklist } = diagnose(connector, None, run, knowledge);
    Diagnosis { finding: Finding { causes, unknown, questions: Vec::new(), ..diagnosis.finding }, checklist }
}

/// What a report speaks of; without one that is everything.
struct Told<'a> {
    symptom: Option<&'a Symptom>,
    run: &'a Run,
    knowledge: &'a Knowledge,
}

impl Told<'_> {
    fn is_at(&self, host: Option<&Host>, ip: Option<IpAddr>) -> bool {
        self.symptom.is_none_or(|symptom| agreement::may_be_at(symptom, host, ip, self.run))
    }

    fn is_of(&self, seen: (Fault, Stage), host: Option<&Host>, ip: Option<IpAddr>) -> bool {
        let is_it = self.symptom.is_none_or(|symptom| agreement::is_of(symptom, seen, self.knowledge));
        is_it && self.is_at(host, ip)
    }

    /// Whether it is of that place by name: that counts, though the mail went by another one.
    fn names(&self, met: &Met) -> bool {
        let is_named = self.symptom.is_some_and(|symptom| agreement::is_named(symptom, met, self.run));
        is_named && self.is_of((met.fault, met.stage), met.host.as_ref(), met.ip)
    }

    fn was(&self, repair: &Repair) -> bool {
        let is_it = self.is_of((repair.fault, repair.stage), repair.host.as_ref(), repair.ip);
        is_it && !is_since(repair, self.symptom)
    }
}

/// Whether what was repaired went wrong only since the report: that can be of nothing else than what was wrong before it was
/// written, and one without a time is older than all that was seen here.
fn is_since(repair: &Repair, symptom: Option<&Symptom>) -> bool {
    repair.well.is_some_and(|well| symptom.is_some_and(|told| told.at.is_none_or(|at| at < well)))
}

/// A diagnosis of something else, where what the report speaks of was repaired: that needs no other explanation.
fn beside_another(
    past: &Past,
    connector: &Connector,
    run: &Run,
    diagnosis: Diagnosis,
    repaired: Vec<Repair>,
    knowledge: &Knowledge,
) -> Diagnosis {
    let alone = diagnose(connector, None, run, knowledge).finding.causes;
    let mut causes = diagnosis.finding.causes;
    causes.retain(|cause| alone.contains(cause));
    // An address that was not looked at as far again may have the fault still.
    let faults: Vec<_> = repaired.iter().map(|repair| repair.fault).collect();
    let is_gone = matches!(past.became(&faults), Became::Gone | Became::Left);
    let agreement = if is_gone { Some(Agreement::Repaired) } else { diagnosis.finding.agreement };
    Diagnosis { finding: Finding { causes, agreement, repaired, ..diagnosis.finding }, ..diagnosis }
}

fn finding(
    connector: &Connector,
    symptom: Option<&Symptom>,
    run: &Run,
    knowledge: &Knowledge,
    decision: Decision,
) -> Finding {
    let endpoint = decision.endpoint.and_then(|id| run.endpoint(id));
    let Codes { code, also_reported_as, alternative_codes } = codes::codes(run, &decision, endpoint, knowledge);

    let mut faults: Vec<Fault> = decision.fault.into_iter().collect();
    faults.extend(endpoint.map(|endpoint| causes::faults_at(connector, endpoint)).unwrap_or_default());
    dedup(&mut faults);

    let evidence = evidence::noted(connector, symptom, run, knowledge, &decision, code.as_ref());
    let seen =
        Seen { connector, evidence: &evidence, at_endpoint: endpoint.map_or(&[], |endpoint| &endpoint.evidence) };
    let cause = decision.fault.and_then(|fault| causes::established(fault, &seen, knowledge));
    let mut causes: Vec<CauseId> = cause.clone().into_iter().collect();
    causes.extend(causes::likely(code.as_ref(), decision.fault, &faults, &seen, knowledge));
    dedup(&mut causes);
    let others = others::others(connector, run, &decision, &evidence, knowledge);

    let mut finding = Finding {
        verdict: decision.verdict,
        unknown: unknown(connector, run, &decision),
        code,
        also_reported_as,
        fault: decision.fault,
        decided_by: decision.endpoint,
        cause,
        causes,
        others,
        alternative_codes,
        faults,
        evidence,
        agreement: None,
        reported_at: None,
        repaired: Vec::new(),
        may_remain: false,
        answers: Answers::default(),
        questions: Vec::new(),
        provisional: !run.finished || run.cancelled,
    };
    if let Some(symptom) = symptom {
        (finding.agreement, finding.reported_at) = agreement::agreement(symptom, run, &finding, knowledge);
        told_by_report(connector, symptom, run, knowledge, &mut finding);
    }
    finding
}

/// What the report says of causes: which of the likely ones leads, and what is likely where it is not seen again.
fn told_by_report(connector: &Connector, symptom: &Symptom, run: &Run, knowledge: &Knowledge, finding: &mut Finding) {
    match finding.agreement {
        // One of another address is explained by what is seen there, if by anything.
        Some(Agreement::NotReproduced) if finding.verdict != Verdict::Healthy => {}
        Some(Agreement::NotReproduced | Agreement::Different { .. }) if !finding.provisional => {
            let seen = Seen { connector, evidence: &finding.evidence, at_endpoint: &[] };
            let likely = causes::contrasted(symptom, run, &seen, knowledge);
            finding.causes.extend(likely);
            dedup(&mut finding.causes);
            // What was refused or silent and connects now may never have been asked from outside.
            let before = [Fault::TcpTimedOut, Fault::TcpRefused].iter().filter_map(|fault| knowledge.claim(*fault));
            let is_before = before.map(|(article, _)| &article.id).any(|code| Some(code) == symptom.code.as_ref());
            let connects = run.endpoints.iter().any(|endpoint| endpoint.stage(Stage::Connect).passed());
            let known = finding.unknown.contains(&Unknown::Inside);
            if is_before && connects && connector.party == Party::Own && !known {
                finding.unknown.push(Unknown::Inside);
            }
        }
        Some(Agreement::Confirmed | Agreement::CodeFits) if finding.cause.is_none() => {
            // Sorting keeps the order of all others.
            finding.causes.sort_by_key(|cause| Some(cause) != symptom.cause.as_ref());
        }
        Some(Agreement::OtherReason) => {
            // What is established is so; what explains two reasons comes before what explains one.
            let between = finding.code.as_ref().map_or(Vec::new(), |code| causes::of_other_reason(code, knowledge));
            let place = usize::from(finding.cause.is_some());
            finding.causes.splice(place..place, between);
            dedup(&mut finding.causes);
        }
        Some(
            Agreement::NotReproduced
            | Agreement::Different { .. }
            | Agreement::Confirmed
            | Agreement::CodeFits
            | Agreement::Repaired,
        )
        | None => {}
    }
}

/// Whether the connection stayed inside a network, or on this machine with its public address.
fn connects_inside(endpoint: &Endpoint) -> bool {
    let is_own = |seen: &Evidence| matches!(seen, Evidence::Connected { from: Some(from), .. } if *from == endpoint.ip);
    match Reach::of(endpoint.ip) {
        Reach::Inside(_) => endpoint.stage(Stage::Connect).passed(),
        Reach::Public | Reach::Example => endpoint.evidence.iter().any(is_own),
        Reach::Loopback | Reach::Nowhere(_) => false,
    }
}

fn unknown(connector: &Connector, run: &Run, decision: &Decision) -> Vec<Unknown> {
    let &Decision { verdict, fault, .. } = decision;
    let mut unknown = Vec::new();
    let failures = || run.endpoints.iter().filter_map(|endpoint| endpoint.failure());
    if verdict::hangs_on_untried(run, decision) {
        unknown.push(Unknown::Untried);
        // Nothing of what was seen decides, so all of it is told with what is not known of it.
        unknown.extend(failures().filter_map(|(_, fault)| fault.unknown()));
    }
    let tls = || run.endpoints.iter().filter_map(|endpoint| endpoint.tls.as_ref());
    if connector.tls.requires_trust() && tls().any(|tls| !tls.chain.is_empty() && !tls.revocation_known) {
        unknown.push(Unknown::Revocation);
    }
    unknown.extend(fault.and_then(Fault::unknown));
    let tls_broken = failures().any(|(stage, _)| matches!(stage, Stage::StartTls | Stage::Handshake));
    if run.endpoints.iter().any(connects_inside) {
        unknown.push(Unknown::Inside);
    }
    if connector.tls == TlsPolicy::Opportunistic && tls_broken {
        unknown.push(Unknown::PlainFallback);
    }
    if verdict != Verdict::Inconclusive || fault.is_some_and(|fault| !fault.is_local()) {
        unknown.push(Unknown::Vantage);
    }
    dedup(&mut unknown);
    unknown
}
