//! The choices of a question in the lab: what is right, and beside it what neighbouring faults would have made right.
//!
//! A wrong choice is wrong by what was seen: other faults than those of the exercise show it. What looks the same from
//! here is no choice, unless the exercise names it because its case decides. The order is that of a number made from the
//! names of exercise and choice, so that it is the same each time and tells nothing.

use crate::{
    knowledge::{Article, Claim, Knowledge, Step},
    model::{CauseId, CodeId, Fault, Instead, LabAnswer, LabChoice, Level, Scenario, StepId},
};

/// As many choices as can be compared at a glance, and have room on 24 rows.
pub const MOST_CHOICES: usize = 5;
/// As many faults as a sentence names.
const MOST_FAULTS: usize = 3;

/// What could be chosen, and the faults that would show it.
type Candidate = (LabAnswer, Vec<Fault>);

/// The codes to choose from; `also` is what today's Office 365 may write instead.
pub(super) fn codes(scenario: &Scenario, also: &[CodeId], knowledge: &Knowledge) -> Option<Vec<LabChoice>> {
    let right = LabAnswer::Code(scenario.code.clone()?);
    let also = also.iter().cloned().map(LabAnswer::Code);
    let codes = knowledge.articles().iter().map(|article| {
        let faults = article.claims.iter().map(|claim| claim.id).collect();
        (LabAnswer::Code(article.id.clone()), faults)
    });
    choices(scenario, [right].into_iter().chain(also), codes)
}

/// The causes to choose from.
pub(super) fn causes(scenario: &Scenario, knowledge: &Knowledge) -> Option<Vec<LabChoice>> {
    let right = LabAnswer::Cause(scenario.answer.clone()?);
    let seen = seen(scenario);
    let claims = knowledge.articles().iter().flat_map(|article| &article.claims);
    // What was seen leaves them likely, in whichever article: only the case can rule them out.
    let likely: Vec<_> = claims
        .filter(|claim| seen.contains(&claim.id))
        .flat_map(|claim| claim.causes.iter().chain(&claim.cause).chain(claim.cause_by_reply.values()))
        .collect();
    let causes = knowledge.articles().iter().flat_map(|article| {
        let names = article.causes.iter().map(|cause| &cause.id).filter(|name| !likely.contains(name));
        names.map(|name| (LabAnswer::Cause(CauseId::of(&article.id, name)), showing(article, name)))
    });
    choices(scenario, [right], causes)
}

/// The steps to choose from.
pub(super) fn steps(scenario: &Scenario, knowledge: &Knowledge) -> Option<Vec<LabChoice>> {
    let right = LabAnswer::Step(scenario.step.clone()?);
    let steps = knowledge.articles().iter().flat_map(|article| {
        article.steps.iter().map(|step| (LabAnswer::Step(StepId::of(&article.id, &step.id)), against(article, step)))
    });
    choices(scenario, [right], steps)
}

/// The faults by which a cause is known, or likelier than any other. A warning that only hints at what a fault shows is
/// none of them.
fn showing(article: &Article, cause: &String) -> Vec<Fault> {
    let shows = |claim: &&Claim| claim.cause.as_ref() == Some(cause);
    let is_shown = article.claims.iter().any(|claim| shows(&claim));
    let hints = |claim: &&Claim| claim.cause.is_none() && claim.causes.first() == Some(cause);
    let counts = |claim: &&Claim| shows(claim) || hints(claim) && (!is_shown || claim.id.level() == Level::Fault);
    let claims = article.claims.iter().filter(counts);
    let beside = article.claims.iter().flat_map(|claim| &claim.cause_beside).chain(&article.cause_when);
    let beside = beside.filter(|(_, other)| *other == cause).map(|(fault, _)| *fault);
    let likely = article.causes_beside.iter().filter(|(_, causes)| causes.contains(cause)).map(|(fault, _)| *fault);
    claims.map(|claim| claim.id).chain(beside).chain(likely).collect()
}

/// The faults that a step is against.
fn against(article: &Article, step: &Step) -> Vec<Fault> {
    let suspected = step.suspects.iter().flat_map(|cause| showing(article, cause));
    step.faults.iter().copied().chain(suspected).collect()
}

/// What a probe of the exercise sees.
fn seen(scenario: &Scenario) -> Vec<Fault> {
    scenario.fault.into_iter().chain(scenario.also.iter().copied()).collect()
}

/// The choices in their order: what is right, what the case decides against, what neighbouring faults would show.
/// `None` where there is nothing to choose.
fn choices(
    scenario: &Scenario,
    right: impl IntoIterator<Item = LabAnswer>,
    candidates: impl Iterator<Item = Candidate>,
) -> Option<Vec<LabChoice>> {
    let mut choices: Vec<LabChoice> = Vec::new();
    let right: Vec<_> = right.into_iter().collect();
    let asked = right.first()?.clone();
    let of_this =
        |answers: &[LabAnswer]| answers.iter().filter(|answer| answer.is_like(&asked)).cloned().collect::<Vec<_>>();
    let right = right.into_iter().chain(of_this(&scenario.accepts)).map(|answer| (answer, None));
    let offered = of_this(&scenario.offers).into_iter().map(|answer| (answer, Some(Instead::Case)));
    let omitted = of_this(&scenario.omits);
    let near = neighbours(scenario, candidates).into_iter().filter(|(answer, _)| !omitted.contains(answer));
    let near = near.map(|(answer, faults)| (answer, Some(Instead::Seen(faults))));
    for (answer, instead) in right.chain(offered).chain(near) {
        // Articles share causes and steps: one of each name is enough.
        if choices.len() < MOST_CHOICES && choices.iter().all(|other| other.answer.name() != answer.name()) {
            choices.push(LabChoice { answer, instead });
        }
    }
    choices.sort_by_key(|choice| lot(&scenario.id, choice.answer.id()));
    (choices.len() > 1).then_some(choices)
}

/// Candidates that other faults than the seen ones show, with the nearest of these, the nearest first: faults stand in
/// the order in which a delivery would meet them.
fn neighbours(scenario: &Scenario, candidates: impl Iterator<Item = Candidate>) -> Vec<Candidate> {
    let place = |fault: Fault| Fault::ALL.iter().position(|other| *other == fault).unwrap_or(0);
    let here = scenario.fault.map_or(0, place);
    let distance = |fault: &Fault| place(*fault).abs_diff(here);
    let seen = seen(scenario);
    // Trouble of this machine, and what is no trouble at all, is nobody's cause.
    let tells = |fault: &Fault| !fault.is_unknowable() && fault.level() != Level::Info;
    let mut near: Vec<_> = candidates
        .filter(|(_, faults)| !faults.iter().any(|fault| seen.contains(fault)))
        .filter_map(|(answer, faults)| {
            let mut faults: Vec<_> = faults.into_iter().filter(tells).collect();
            faults.sort_by_key(|fault| (distance(fault), *fault));
            faults.dedup();
            faults.truncate(MOST_FAULTS);
            let nearest = faults.first().map(distance)?;
            faults.sort_unstable();
            Some((nearest, (answer, faults)))
        })
        .collect();
    near.sort_by_key(|(nearest, _)| *nearest);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

/// A number that is drawn from two names, always the same: FNV-1a in 64 bits, with the offset and the prime of its authors
/// (Fowler, Noll and Vo).
fn lot(exercise: &str, choice: &str) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    let mixed = exercise.bytes().chain([b' ']).chain(choice.bytes()).fold(OFFSET, fold);
    // The last letters reach the upper half only by the product; both halves count.
    mixed ^ (mixed >> 32)
}
