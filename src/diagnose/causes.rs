//! Which causes are established by what was seen, and which it makes likely. What each fault says about causes is
//! knowledge.

use super::dedup::dedup;
use crate::{
    knowledge::{Article, Circumstance, Claim, Contrast, Knowledge},
    model::{CauseId, CodeId, Connector, Endpoint, Evidence, Fault, Level, MatterId, Noted, Run, Stage, Symptom},
};

/// What was seen.
pub(super) struct Seen<'a> {
    pub(super) connector: &'a Connector,
    /// In the whole run.
    pub(super) evidence: &'a [Noted],
    /// At the address that decided.
    pub(super) at_endpoint: &'a [Evidence],
}

impl Seen<'_> {
    fn anywhere(&self, fault: Fault) -> bool {
        self.evidence.iter().any(|noted| noted.evidence.fault() == Some(fault))
    }

    fn shows(&self, what: Circumstance) -> bool {
        let counts = what.needs().is_none_or(|condition| condition.holds(self.connector));
        counts && self.evidence.iter().any(|noted| what.is_shown_by(&noted.evidence))
    }

    fn at_endpoint(&self, fault: Fault) -> bool {
        self.at_endpoint.iter().any(|evidence| evidence.fault() == Some(fault))
    }

    /// The code of the reply that turned the client away, if one did.
    fn reply_code(&self) -> Option<&str> {
        self.at_endpoint.iter().find_map(Evidence::reply_status)
    }

    /// Whether the server said one of those words.
    fn said(&self, is_known: impl Fn(&str) -> bool) -> bool {
        self.at_endpoint.iter().filter_map(Evidence::words).any(|words| is_known(&words.as_str().to_lowercase()))
    }
}

/// Every fault of an address that would stop the mail there, the one that it failed with first: a certificate can have
/// several.
pub(super) fn faults_at(connector: &Connector, endpoint: &Endpoint) -> Vec<Fault> {
    let mut faults: Vec<Fault> = endpoint.failure().map(|(_, fault)| fault).into_iter().collect();
    if endpoint.decided_at() == Stage::Certificate {
        let told = endpoint.evidence.iter().filter_map(Evidence::fault);
        faults.extend(told.filter(|fault| fault.problem().is_some_and(|problem| connector.tls.minds(problem))));
    }
    dedup(&mut faults);
    faults
}

/// The cause of the fault that decided, where one is established.
pub(super) fn established(fault: Fault, seen: &Seen<'_>, knowledge: &Knowledge) -> Option<CauseId> {
    let (article, claim) = knowledge.claim(fault)?;
    let overriding =
        article.cause_when.iter().find(|(fault, _)| seen.anywhere(**fault)).map(|(_, cause)| cause.as_str());
    let worded =
        || article.replies.iter().find(|known| known.cause.is_some() && seen.said(|text| known.stand_in(text)));
    let shown = claim.only_when.is_none_or(|what| seen.shows(what));
    let own = || claim.cause_for(seen.reply_code(), |fault| seen.at_endpoint(fault)).filter(|_| shown);
    let name = overriding
        .or_else(|| worded().and_then(|known| known.cause.as_deref()))
        .or_else(|| with(claim, seen))
        .or_else(own);
    name.map(|name| CauseId::of(&article.id, name))
}

/// The cause that something else in the run establishes.
fn with<'a>(claim: &'a Claim, seen: &Seen<'_>) -> Option<&'a str> {
    claim.cause_with.iter().find(|(what, _)| seen.shows(**what)).map(|(_, cause)| cause.as_str())
}

/// Likely causes, the likeliest first: of the code as a whole, then what the server's words and what is established say
/// fault by fault, then what each fault makes likely.
pub(super) fn likely(
    code: Option<&CodeId>,
    decided: Option<Fault>,
    faults: &[Fault],
    seen: &Seen<'_>,
    knowledge: &Knowledge,
) -> Vec<CauseId> {
    let mut causes = Vec::new();
    if let Some(article) = code.and_then(|code| knowledge.article(code)) {
        let beside = article.causes_beside.iter().filter(|(fault, _)| seen.anywhere(**fault));
        causes.extend(beside.flat_map(|(_, names)| ids(article, names)));
        let worded = article.replies.iter().filter(|known| seen.said(|text| known.stand_in(text)));
        causes.extend(worded.flat_map(|known| ids(article, &known.causes)));
    }
    // What something else at the address, or in the run, established leaves nothing likely.
    let settled = |claim: &Claim| {
        let beside = claim.cause_beside(|fault| seen.at_endpoint(fault));
        decided == Some(claim.id) && beside.or_else(|| with(claim, seen)).is_some()
    };
    let claims = || faults.iter().filter_map(|fault| knowledge.claim(*fault)).filter(|(_, claim)| !settled(claim));
    causes.extend(claims().flat_map(|(article, claim)| ids(article, &claim.cause)));
    causes.extend(claims().flat_map(|(article, claim)| ids(article, &claim.causes)));
    let mut ruled_out: Vec<CauseId> =
        seen.evidence.iter().flat_map(|noted| ruled_out(&noted.evidence, knowledge)).collect();
    for (article, claim) in claims() {
        let unseen = claim.only_with.iter().filter(|(what, _)| !seen.shows(**what));
        ruled_out.extend(unseen.flat_map(|(_, names)| ids(article, names)));
    }
    causes.retain(|cause| !ruled_out.contains(cause));
    causes
}

/// What a report leaves likely that was not seen again: something only Office 365 meets.
pub(super) fn contrasted(symptom: &Symptom, run: &Run, seen: &Seen<'_>, knowledge: &Knowledge) -> Vec<CauseId> {
    let is_well = !seen.evidence.iter().any(|noted| noted.level == Level::Fault);
    let Some(article) = symptom.code.as_ref().and_then(|code| knowledge.article(code)) else { return Vec::new() };
    let is_reported = |contrast: &&Contrast| {
        let named = symptom.cause.as_ref().is_some_and(|cause| article.names(&contrast.reported, cause));
        // What has no article of its own is named by its matter; beside a fault that is another thing.
        let is_matter = |matter: &MatterId| contrast.reported.iter().any(|name| name == matter.as_str());
        let is_matter = is_well && symptom.matter.as_ref().is_some_and(is_matter);
        contrast.reported.is_empty() || named || is_matter
    };
    let fits = article.contrasts.iter().filter(is_reported).find(|contrast| {
        contrast.when.iter().all(|condition| condition.holds(seen.connector)) && got_through(run, contrast.passed)
    });
    let Some(contrast) = fits else { return Vec::new() };
    let quoted = || symptom.detail.as_ref().is_some_and(|detail| detail.as_str().starts_with('5'));
    let for_good = symptom.inner.iter().any(|code| code.is_permanent()) || quoted();
    let shows = |what: Circumstance| seen.shows(what) || (what == Circumstance::RefusedForGood && for_good);
    let unseen: Vec<_> = contrast.only_with.iter().filter(|(what, _)| !shows(**what)).collect();
    let is_possible = |name: &&String| !unseen.iter().any(|(_, names)| names.contains(name));
    ids(article, contrast.causes.iter().filter(is_possible)).collect()
}

/// What is likely where a report has that code for another reason than is seen.
pub(super) fn of_other_reason(code: &CodeId, knowledge: &Knowledge) -> Vec<CauseId> {
    knowledge.article(code).map_or(Vec::new(), |article| ids(article, &article.other_reason).collect())
}

/// Whether every address that can be connected to got through that stage, and there is one.
fn got_through(run: &Run, stage: Stage) -> bool {
    let mut connected = run.endpoints.iter().filter(|endpoint| endpoint.stage(Stage::Connect).passed()).peekable();
    connected.peek().is_some() && (stage == Stage::Dns || connected.all(|endpoint| endpoint.stage(stage).passed()))
}

/// The causes that a piece of evidence rules out.
fn ruled_out(evidence: &Evidence, knowledge: &Knowledge) -> Vec<CauseId> {
    let Some((article, claim)) = evidence.fault().and_then(|fault| knowledge.claim(fault)) else { return Vec::new() };
    let shown = claim.not_with.iter().filter(|(what, _)| what.is_shown_by(evidence));
    shown.flat_map(|(_, names)| ids(article, names)).collect()
}

fn ids<'a>(article: &'a Article, names: impl IntoIterator<Item = &'a String>) -> impl Iterator<Item = CauseId> {
    names.into_iter().map(|name| CauseId::of(&article.id, name))
}
