//! An exercise of the lab in words: what a trainee named, and what was really broken once the questions are answered.

use super::phrases::{code_of, concluded, values, witness};
use crate::{
    knowledge::Knowledge,
    l10n::{Args, Texts},
    model::{Diagnosis, Item, LabAnswer, Run, Scenario},
};

/// What a trainee named, in words: a code with its title, a cause, a step. A step of `items` has the words it has
/// there; `None` for an id that no article has any more.
pub fn lab_answer(answer: &LabAnswer, items: &[Item], knowledge: &Knowledge, texts: &Texts) -> Option<String> {
    match answer {
        LabAnswer::Code(code) => knowledge.article(code).map(|article| concluded(&article.id, texts)),
        LabAnswer::Cause(cause) => {
            let code = code_of(cause, knowledge)?;
            let known = knowledge.article(&code)?.cause_ids().contains(cause);
            known.then(|| texts.cause(&code, cause, &Args::new()))
        }
        LabAnswer::Step(id) => {
            if let Some(item) = items.iter().find(|item| item.id == *id) {
                return Some(texts.step(item).title);
            }
            let steps =
                knowledge.articles().iter().flat_map(|article| article.steps.iter().map(move |step| (article, step)));
            let (article, step) = steps.into_iter().find(|(article, step)| article.step_id(step) == *id)?;
            Some(texts.with(&article.words(step), &values(knowledge)))
        }
    }
}

/// What was really broken, as labels and what stands behind them: the answer that was wrong, code and witness, cause,
/// first step and why it comes first. What there is nothing to say of has no words.
pub fn solution(
    scenario: &Scenario,
    wrong: Option<&LabAnswer>,
    seen: (&Run, &Diagnosis),
    wide: bool,
    (knowledge, texts): (&Knowledge, &Texts),
) -> [(&'static str, Option<String>); 5] {
    let (run, Diagnosis { finding, checklist }) = seen;
    let words = |answer: &LabAnswer| lab_answer(answer, &checklist.items, knowledge, texts);
    let code = finding.code.as_ref().map(|code| concluded(code, texts));
    let broken: Vec<_> = [code, witness(run, finding, wide, texts)].into_iter().flatten().collect();
    let step = scenario.step.as_ref().and_then(|step| checklist.items.iter().find(|item| item.id == *step));
    [
        ("label-chosen", wrong.and_then(words)),
        ("label-broken", Some(broken.join("\n"))),
        ("label-cause", scenario.answer.clone().map(LabAnswer::Cause).as_ref().and_then(words)),
        ("label-first-step", scenario.step.clone().map(LabAnswer::Step).as_ref().and_then(words)),
        ("label-why", step.and_then(|item| texts.step(item).why)),
    ]
}
