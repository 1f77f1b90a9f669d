//! What the answers of a person do to a diagnosis, and which questions are worth asking. They order and rule out what is
//! likely; what was seen, and what it establishes, no answer changes.

use std::collections::BTreeSet;

use super::checklist::checklist;
use crate::{
    knowledge::{Answer, Knowledge, Question},
    model::{Answers, CauseId, Connector, Diagnosis, Finding, OtherFault, Symptom},
};

/// A case: what is asked about, what was answered, and what it is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The connector.
    pub connector: &'a Connector,
    /// What Office 365 reported.
    pub symptom: Option<&'a Symptom>,
    /// What was answered.
    pub answers: &'a Answers,
    /// What is known.
    pub knowledge: &'a Knowledge,
}

/// A diagnosis as the answers leave it, with the questions that are worth asking.
#[must_use]
pub fn narrowed(whole: Diagnosis, asked: &Asked<'_>) -> Diagnosis {
    let questions = questions(&whole, asked);
    let is_asked = |question: &str| questions.iter().any(|asked| asked.id == question);
    let counting = asked.answers.iter().filter(|(question, _)| is_asked(question));
    let answers = counting.fold(Answers::default(), |answers, (question, answer)| answers.with(question, answer));
    let given = given(&Asked { answers: &answers, ..*asked });
    let ids = questions.iter().map(|question| question.id.clone()).collect();
    if given.is_empty() {
        let finding = Finding { answers, questions: ids, ..whole.finding };
        return Diagnosis { finding, ..whole };
    }
    let (causes, others) = (causes(&whole.finding, &given), others(&whole.finding, &given));
    let finding = Finding { causes, others, answers, questions: ids, ..whole.finding };
    let mut steps = checklist(asked.connector, asked.symptom, &finding, asked.knowledge);
    steps.items.retain(|item| !item.group.as_ref().is_some_and(|group| drops(&given, group)));
    Diagnosis { finding, checklist: steps }
}

/// The questions of which an answer would change causes or steps, whatever was answered to them so far. One that was
/// answered stays where others were answered since that leave nothing of what it changed.
fn questions(whole: &Diagnosis, asked: &Asked<'_>) -> Vec<&'static Question> {
    let groups: BTreeSet<&String> = whole.checklist.items.iter().filter_map(|item| item.group.as_ref()).collect();
    let come_to = |answers: &Answers| {
        let given = given(&Asked { answers, ..*asked });
        let dropped: Vec<_> = groups.iter().filter(|group| drops(&given, group)).copied().collect();
        (causes(&whole.finding, &given), others(&whole.finding, &given), dropped)
    };
    let changes = |question: &Question, others: &Answers| {
        let now = come_to(others);
        question.answers.iter().any(|answer| come_to(&others.with(&question.id, &answer.id)) != now)
    };
    let is_worth = |question: &&Question| {
        let is_answered = asked.answers.to(&question.id).is_some();
        changes(question, &asked.answers.without(&question.id)) || is_answered && changes(question, &Answers::default())
    };
    asked.knowledge.questions().iter().filter(|question| applies(question, asked)).filter(is_worth).collect()
}

/// The likely causes as the answers leave them; what is established leads, whatever was answered.
fn causes(finding: &Finding, given: &[&Answer]) -> Vec<CauseId> {
    left(&finding.causes, finding.cause.as_ref(), given)
}

/// What is wrong elsewhere, with its likely causes as the answers leave them.
fn others(finding: &Finding, given: &[&Answer]) -> Vec<OtherFault> {
    let narrowed =
        |other: &OtherFault| OtherFault { causes: left(&other.causes, other.cause.as_ref(), given), ..other.clone() };
    finding.others.iter().map(narrowed).collect()
}

fn left(causes: &[CauseId], established: Option<&CauseId>, given: &[&Answer]) -> Vec<CauseId> {
    let is_established = |cause: &CauseId| established == Some(cause);
    let is_left = |cause: &&CauseId| is_established(cause) || !given.iter().any(|answer| answer.rules_out(cause));
    let mut causes: Vec<_> = causes.iter().filter(is_left).cloned().collect();
    // Sorting keeps the order of all others.
    causes.sort_by_key(|cause| {
        let led = given.iter().filter_map(|answer| answer.leads_to(cause)).min();
        (!is_established(cause), led.unwrap_or(usize::MAX))
    });
    causes
}

fn drops(given: &[&Answer], group: &str) -> bool {
    given.iter().any(|answer| answer.drops.iter().any(|dropped| dropped == group))
}

/// The answers that count here.
fn given(asked: &Asked<'_>) -> Vec<&'static Answer> {
    let questions = asked.knowledge.questions().iter().filter(|question| applies(question, asked));
    questions.filter_map(|question| question.answer(asked.answers.to(&question.id)?)).collect()
}

/// Whether a question is one for this connector, and no other answer makes it idle.
fn applies(question: &Question, asked: &Asked<'_>) -> bool {
    let is_idle = |idle: &String| {
        idle.split_once('.').is_some_and(|(question, answer)| asked.answers.to(question) == Some(answer))
    };
    question.when.iter().all(|condition| condition.holds(asked.connector)) && !question.not_after.iter().any(is_idle)
}
