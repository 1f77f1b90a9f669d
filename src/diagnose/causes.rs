//! Which causes are established by what was seen, and which it makes likely. What each fault says about causes is
//! knowledge.

use crate::{
    knowledge::{Article, Claim, Knowledge},
    model::{CauseId, CodeId, Evidence, Fault, Noted},
};

/// What was seen.
pub(super) struct Seen<'a> {
    /// In the whole run.
    pub(super) evidence: &'a [Noted],
    /// At the address that decided.
    pub(super) at_endpoint: &'a [Evidence],
}

impl Seen<'_> {
    fn anywhere(&self, fault: Fault) -> bool {
        self.evidence.iter().any(|noted| noted.evidence.fault() == Some(fault))
    }

    fn at_endpoint(&self, fault: Fault) -> bool {
        self.at_endpoint.iter().any(|evidence| evidence.fault() == Some(fault))
    }

    /// The code of the reply that turned the client away, if one did.
    fn reply_code(&self) -> Option<&str> {
        self.at_endpoint.iter().find_map(|evidence| {
            if let Evidence::GreetingRejected { status, .. }
            | Evidence::ReplyUnasked { status, .. }
            | Evidence::EhloRejected { status, .. }
            | Evidence::StartTlsRejected { status, .. }
            | Evidence::EhloTlsRejected { status, .. } = evidence
            {
                Some(status.as_str())
            } else {
                None
            }
        })
    }
}

/// The cause of the fault that decided, where one is established.
pub(super) fn established(fault: Fault, seen: &Seen<'_>, knowledge: &Knowledge) -> Option<CauseId> {
    let (article, claim) = knowledge.claim(fault)?;
    let overriding =
        article.cause_when.iter().find(|(fault, _)| seen.anywhere(**fault)).map(|(_, cause)| cause.as_str());
    let shown = claim.only_when.is_none_or(|what| seen.evidence.iter().any(|noted| what.is_shown_by(&noted.evidence)));
    let own = || claim.cause_for(seen.reply_code(), |fault| seen.at_endpoint(fault)).filter(|_| shown);
    overriding.or_else(own).map(|name| CauseId::of(&article.id, name))
}

/// Likely causes, the likeliest first: of the code as a whole, then what is established fault by fault, then what each
/// fault makes likely.
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
    }
    // What something else at the address established leaves nothing likely.
    let settled =
        |claim: &Claim| decided == Some(claim.id) && claim.cause_beside(|fault| seen.at_endpoint(fault)).is_some();
    let claims = || faults.iter().filter_map(|fault| knowledge.claim(*fault)).filter(|(_, claim)| !settled(claim));
    causes.extend(claims().flat_map(|(article, claim)| ids(article, &claim.cause)));
    causes.extend(claims().flat_map(|(article, claim)| ids(article, &claim.causes)));
    let ruled_out: Vec<CauseId> =
        seen.evidence.iter().flat_map(|noted| ruled_out(&noted.evidence, knowledge)).collect();
    causes.retain(|cause| !ruled_out.contains(cause));
    causes
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
