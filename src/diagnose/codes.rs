//! Which codes Office 365 would give to what was seen. Which code claims which fault is knowledge.

use super::{dedup::dedup, verdict::Decision};
use crate::{
    knowledge::Knowledge,
    model::{CodeId, Endpoint, Fault, Run, Stage, StageState},
};

/// The codes of a finding.
pub(super) struct Codes {
    /// What Office 365 would report if it met what was seen.
    pub(super) code: Option<CodeId>,
    /// Under which it reports the same today.
    pub(super) also_reported_as: Vec<CodeId>,
    /// Those that could still come true, or were close.
    pub(super) alternative_codes: Vec<CodeId>,
}

/// The codes of what was decided; `endpoint` is the address that decided it.
pub(super) fn codes(run: &Run, decision: &Decision, endpoint: Option<&Endpoint>, knowledge: &Knowledge) -> Codes {
    let claim = decision.fault.and_then(|fault| knowledge.claim(fault));
    let code = claim.filter(|(_, claim)| claim.id.tells_code()).map(|(article, _)| article.id.clone());
    let stage = endpoint.map_or(Stage::Dns, |endpoint| endpoint.decided_at());
    let is_another = |other: &CodeId| Some(other) != code.as_ref();

    let mut also_reported_as: Vec<CodeId> = claim.map_or_else(Vec::new, |(_, claim)| {
        let at_stage = claim.also_reported_at.get(&stage).into_iter().flatten();
        claim.also_reported_as.iter().chain(at_stage).cloned().collect()
    });
    also_reported_as.retain(is_another);
    dedup(&mut also_reported_as);

    let of_addresses = run.endpoints.iter().filter_map(|endpoint| Some(endpoint.failure()?.1));
    let mut alternative_codes: Vec<CodeId> = still_open(run)
        .into_iter()
        .chain(of_addresses)
        .filter_map(|fault| knowledge.claim(fault).map(|(article, _)| article.id.clone()))
        .collect();
    dedup(&mut alternative_codes);
    alternative_codes.retain(is_another);
    Codes { code, also_reported_as, alternative_codes }
}

/// The faults that could still come true: what a wait that goes on may end in.
fn still_open(run: &Run) -> Vec<Fault> {
    let mut faults = Vec::new();
    for endpoint in &run.endpoints {
        for (stage, state) in Stage::OF_ADDRESS.into_iter().zip(endpoint.stages) {
            if let StageState::Running { .. } = state {
                faults.push(if stage == Stage::Connect { Fault::TcpTimedOut } else { Fault::Silent });
            }
        }
    }
    faults
}
