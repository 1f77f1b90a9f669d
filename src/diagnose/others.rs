//! What is wrong at the other addresses of a pool, and what explains it there: each fault with causes of its own.

use super::{
    causes::{self, Seen},
    dedup::dedup,
    verdict::Decision,
};
use crate::{
    knowledge::Knowledge,
    model::{CauseId, Connector, Endpoint, Noted, OtherFault, Run, Verdict},
};

/// The faults of addresses beside the one that decided, in the order of the addresses, each once with all places where it
/// is explained alike. The fault that decided is told with its own causes, wherever it is met.
pub(super) fn others(
    connector: &Connector,
    run: &Run,
    decision: &Decision,
    evidence: &[Noted],
    knowledge: &Knowledge,
) -> Vec<OtherFault> {
    let mut others: Vec<OtherFault> = Vec::new();
    if decision.verdict != Verdict::Fault || decision.endpoint.is_none() {
        return others;
    }
    for endpoint in run.endpoints.iter().filter(|endpoint| endpoint.tried && !run.is_inside(endpoint)) {
        let Some(found) = at(connector, endpoint, evidence, knowledge) else { continue };
        let is_told = decision.fault == Some(found.fault) || found.fault.is_local();
        let alike = |other: &&mut OtherFault| OtherFault { at: found.at.clone(), ..(**other).clone() } == found;
        match others.iter_mut().find(alike) {
            _ if is_told => {}
            Some(other) => other.at.extend(found.at),
            None => others.push(found),
        }
    }
    others
}

/// What an address failed with, and what explains it of what was seen there or of the names.
fn at(connector: &Connector, endpoint: &Endpoint, evidence: &[Noted], knowledge: &Knowledge) -> Option<OtherFault> {
    let (stage, fault) = endpoint.failure()?;
    let code = knowledge.claim(fault).map(|(article, _)| article.id.clone());
    let here: Vec<Noted> =
        evidence.iter().filter(|noted| noted.ip.is_none_or(|ip| ip == endpoint.ip)).cloned().collect();
    let seen = Seen { connector, evidence: &here, at_endpoint: &endpoint.evidence };
    let cause = causes::established(fault, &seen, knowledge);
    let mut causes: Vec<CauseId> = cause.clone().into_iter().collect();
    let faults = causes::faults_at(connector, endpoint);
    causes.extend(causes::likely(code.as_ref(), Some(fault), &faults, &seen, knowledge));
    dedup(&mut causes);
    Some(OtherFault { fault, stage, code, at: vec![endpoint.ip], cause, causes })
}
