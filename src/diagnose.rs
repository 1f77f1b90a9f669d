//! From connector, report and run to a finding, and from a finding to a checklist. Pure: no words, no clock,
//! no network.
//!
//! [`diagnose`] may be called at any moment of a run; before its end the finding is provisional. Which code
//! claims which fault is knowledge; how several addresses make one verdict is decided here.

mod agreement;
mod causes;
mod checklist;
mod codes;
mod dedup;
mod evidence;
mod verdict;

pub use checklist::reconcile;

use crate::{
    knowledge::Knowledge,
    model::{
        CauseId, Connector, Diagnosis, Evidence, Fault, Finding, Run, Stage, Symptom, TlsPolicy, Unknown, Verdict,
    },
};
use causes::Seen;
use codes::Codes;
use dedup::dedup;
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
    if let Some(endpoint) = endpoint
        && endpoint.decided_at() == Stage::Certificate
    {
        let told = endpoint.evidence.iter().filter_map(Evidence::fault);
        faults.extend(told.filter(|fault| fault.problem().is_some_and(|problem| connector.tls.minds(problem))));
    }
    dedup(&mut faults);

    let evidence = evidence::noted(connector, symptom, run, knowledge, &decision, code.as_ref());
    let seen = Seen { evidence: &evidence, at_endpoint: endpoint.map_or(&[], |endpoint| &endpoint.evidence) };
    let cause = decision.fault.and_then(|fault| causes::established(fault, &seen, knowledge));
    let mut causes: Vec<CauseId> = cause.clone().into_iter().collect();
    causes.extend(causes::likely(code.as_ref(), decision.fault, &faults, &seen, knowledge));
    dedup(&mut causes);

    let mut finding = Finding {
        verdict: decision.verdict,
        unknown: unknown(connector, run, decision.fault, decision.verdict),
        code,
        also_reported_as,
        fault: decision.fault,
        decided_by: decision.endpoint,
        cause,
        causes,
        alternative_codes,
        faults,
        evidence,
        agreement: None,
        provisional: !run.finished || run.cancelled,
    };
    finding.agreement = symptom.and_then(|symptom| agreement::agreement(symptom, &finding));
    finding
}

fn unknown(connector: &Connector, run: &Run, fault: Option<Fault>, verdict: Verdict) -> Vec<Unknown> {
    let mut unknown = Vec::new();
    let tls = || run.endpoints.iter().filter_map(|endpoint| endpoint.tls.as_ref());
    if connector.tls.requires_trust() && tls().any(|tls| !tls.chain.is_empty() && !tls.revocation_known) {
        unknown.push(Unknown::Revocation);
    }
    unknown.extend(fault.and_then(Fault::unknown));
    let tls_broken = run
        .endpoints
        .iter()
        .filter_map(|endpoint| endpoint.failure())
        .any(|(stage, _)| matches!(stage, Stage::StartTls | Stage::Handshake));
    if connector.tls == TlsPolicy::Opportunistic && tls_broken {
        unknown.push(Unknown::PlainFallback);
    }
    if verdict != Verdict::Inconclusive || fault.is_some_and(|fault| !fault.is_local()) {
        unknown.push(Unknown::Vantage);
    }
    unknown
}
