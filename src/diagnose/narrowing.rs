//! What the answers of a person do to a diagnosis, and which questions are worth asking. They order and rule out what is
//! likely; what was seen, and what it establishes, no answer changes.

use super::checklist::checklist;
use crate::{
    knowledge::{Answer, Knowledge, Question},
    model::{Answers, Connector, Diagnosis, Symptom},
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

/// A diagnosis as the answers leave it.
#[must_use]
pub fn narrowed(mut diagnosis: Diagnosis, asked: &Asked<'_>) -> Diagnosis {
    let given = given(asked);
    if given.is_empty() {
        return diagnosis;
    }
    let finding = &mut diagnosis.finding;
    let established = finding.cause.clone();
    finding.causes.retain(|cause| {
        established.as_ref() == Some(cause) || !given.iter().any(|answer| answer.rules_out(cause))
    });
    // Sorting keeps the order of all others.
    finding.causes.sort_by_key(|cause| {
        let led = given.iter().filter_map(|answer| answer.leads_to(cause)).min();
        (established.as_ref() != Some(cause), led.unwrap_or(usize::MAX))
    });
    let mut steps = checklist(asked.connector, asked.symptom, finding, asked.knowledge);
    let is_dropped = |group: &String| given.iter().any(|answer| answer.drops.contains(group));
    steps.items.retain(|item| !item.group.as_ref().is_some_and(is_dropped));
    diagnosis.checklist = steps;
    diagnosis
}

/// The questions that are worth asking: those of which an answer would change causes or steps, whatever was answered to
/// them so far. `whole` is the diagnosis before any answer.
pub fn questions(whole: &Diagnosis, asked: &Asked<'_>) -> Vec<&'static Question> {
    let answers = asked.answers;
    let is_worth = |question: &&Question| {
        let without = answers.without(&question.id);
        let now = narrowed(whole.clone(), &Asked { answers: &without, ..*asked });
        question.answers.iter().any(|answer| {
            let with = without.with(&question.id, &answer.id);
            tells_apart(&now, &narrowed(whole.clone(), &Asked { answers: &with, ..*asked }))
        })
    };
    asked.knowledge.questions().iter().filter(|question| applies(question, asked)).filter(is_worth).collect()
}

/// Whether two diagnoses of the same run say different things to do or to suspect.
fn tells_apart(one: &Diagnosis, other: &Diagnosis) -> bool {
    let steps = |diagnosis: &Diagnosis| diagnosis.checklist.items.iter().map(|item| item.id.clone()).collect::<Vec<_>>();
    one.finding.causes != other.finding.causes || steps(one) != steps(other)
}

/// The answers that count here.
fn given<'k>(asked: &Asked<'k>) -> Vec<&'k Answer> {
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
