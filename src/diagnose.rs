//! From connector, report and run to a finding, and from a finding to a checklist. Pure: no words, no clock,
//! no network.
//!
//! [`diagnose`] may be called at any moment of a run; before its end the finding is provisional. Which code
//! claims which fault is knowledge; how several addresses make one verdict is decided here.

mod agreement;
mod checklist;
mod dedup;
mod evidence;
mod verdict;

pub use checklist::reconcile;

use crate::{
    knowledge::{Claim, Knowledge},
    model::{
        AuthorityAnswer, CauseId, CodeId, Connector, Diagnosis, EndpointOutcome, Evidence, Fault, Finding, Run, Stage,
        Symptom, TlsPolicy, Unknown, Verdict,
    },
};
use dedup::dedup;
use verdict::Decision;

/// Concludes what is wrong with a connector, and what to do about it.
///
/// `symptom` is what Office 365 reported, to compare with; `run` may still be under way.
pub fn diagnose(connector: &Connector, symptom: Option<&Symptom>, run: &Run, knowledge: &Knowledge) -> Diagnosis {
    let decision = verdict::decide(run, symptom);
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
    let claim = decision.fault.and_then(|fault| knowledge.claim(fault));
    let code = decision.fault.filter(|fault| fault.tells_code()).and(claim).map(|(article, _)| article.id.clone());
    let endpoint = decision.endpoint.and_then(|id| run.endpoint(id));
    let stage = endpoint.map_or(Stage::Dns, |endpoint| endpoint.decided_at());

    let mut also_reported_as = claim.map(|(_, claim)| claim.also_reported_as.clone()).unwrap_or_default();
    if stage == Stage::Handshake && decision.fault.and_then(Fault::endpoint_outcome) == Some(EndpointOutcome::Closed) {
        // What is cut during the handshake is told as "TLS negotiation failed" under 4.4.317 (section 2.2).
        also_reported_as.push(CodeId::new("4.4.317"));
    }
    also_reported_as.retain(|also| Some(also) != code.as_ref());
    also_reported_as.dedup();

    let mut faults: Vec<Fault> = decision.fault.into_iter().collect();
    if let Some(endpoint) = endpoint
        && endpoint.decided_at() == Stage::Certificate
    {
        let told = endpoint.evidence.iter().filter_map(Evidence::fault);
        faults.extend(told.filter(|fault| fault.problem().is_some_and(|problem| connector.tls.minds(problem))));
    }
    dedup(&mut faults);

    let evidence = evidence::noted(connector, symptom, run, knowledge, &decision, code.as_ref());
    let mut causes = Vec::new();
    let seen = |fault| endpoint.is_some_and(|e| e.evidence.iter().any(|seen| seen.fault() == Some(fault)));
    let cause = decision.fault.and_then(|fault| {
        let (article, claim) = knowledge.claim(fault)?;
        let outdated =
            article.id.as_str() == "4.4.312" && evidence.iter().any(|n| n.evidence.fault() == Some(Fault::DnsOutdated));
        let reply = endpoint.and_then(|endpoint| endpoint.evidence.iter().find_map(reply_code));
        let name = match fault {
            _ if outdated => Some("mx-changed"),
            // Nobody is to blame for a resolver that fails at what the domain's own servers answer, or may answer.
            Fault::DnsServFail if !evidence.iter().any(|n| is_failure_of_the_zone(&n.evidence)) => None,
            _ => claim.cause_for(reply, seen),
        };
        name.map(|name| CauseId::of(&article.id, name))
    });
    causes.extend(cause.clone());
    let masked = |fault: &Option<Fault>| matches!(fault, Some(Fault::GreetingMasked | Fault::EhloMasked));
    if code.as_ref().is_some_and(|code| code.as_str() == "4.4.318")
        && evidence.iter().any(|n| masked(&n.evidence.fault()))
    {
        causes.push(CauseId::new("318.cause.inspection"));
    }
    // First what is established, fault by fault, then what each makes likely.
    let settled = |claim: &Claim| decision.fault == Some(claim.id) && claim.cause_beside(seen).is_some();
    let claims = || {
        let claims = faults.iter().filter_map(|fault| knowledge.claim(*fault));
        claims.filter(|(_, claim)| !settled(claim))
    };
    for (article, Claim { cause, .. }) in claims() {
        causes.extend(cause.iter().map(|name| CauseId::of(&article.id, name)));
    }
    for (article, Claim { causes: likely, .. }) in claims() {
        causes.extend(likely.iter().map(|name| CauseId::of(&article.id, name)));
    }
    if evidence.iter().any(|n| matches!(n.evidence, Evidence::CertificateUnknownIssuer { root_sent: true, .. })) {
        // What goes up to a root lacks nothing.
        causes.retain(|cause| cause.as_str() != "320.cause.incomplete-chain");
    }
    dedup(&mut causes);

    let mut alternative_codes: Vec<CodeId> = verdict::codes_still_open(run).into_iter().map(CodeId::new).collect();
    alternative_codes.extend(
        run.endpoints
            .iter()
            .filter_map(|endpoint| knowledge.claim(endpoint.failure()?.1).map(|(article, _)| article.id.clone())),
    );
    dedup(&mut alternative_codes);
    alternative_codes.retain(|other| Some(other) != code.as_ref());

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
        provisional: !run.finished,
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

/// A resolver failed, and so did the servers of the zone when they were asked the same.
fn is_failure_of_the_zone(evidence: &Evidence) -> bool {
    matches!(evidence, Evidence::DnsServFail { authority: AuthorityAnswer::Fails | AuthorityAnswer::Silent, .. })
}

/// The code of the reply that turned the client away, if that is what the evidence is of.
fn reply_code(evidence: &Evidence) -> Option<&str> {
    if let Evidence::GreetingRejected { status, .. }
    | Evidence::EhloRejected { status, .. }
    | Evidence::StartTlsRejected { status, .. }
    | Evidence::EhloTlsRejected { status, .. } = evidence
    {
        Some(status)
    } else {
        None
    }
}
