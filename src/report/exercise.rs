//! An exercise of the lab in words: what a trainee named, and what was really broken once the questions are answered.

use super::phrases::{code_of, concluded, values, witness};
use crate::{
    knowledge::Knowledge,
    l10n::{Args, Texts},
    model::{Diagnosis, Instead, Item, LabAnswer, LabChoice, Run, Scenario},
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

/// What can be chosen, in words: steps as an article says them, because those of the checklist name what was seen.
pub fn lab_choice(choice: &LabChoice, knowledge: &Knowledge, texts: &Texts) -> String {
    lab_answer(&choice.answer, &[], knowledge, texts).unwrap_or_default()
}

/// What would be otherwise if a wrong choice were right.
fn instead(choice: &LabChoice, texts: &Texts) -> Option<String> {
    Some(match choice.instead.as_ref()? {
        Instead::Seen(faults) => {
            let names: Vec<_> = faults.iter().map(|fault| texts.fault(*fault)).collect();
            let several = if names.len() > 1 { "yes" } else { "no" };
            texts.with("quiz-instead", &Args::new().text("several", several).text("faults", texts.list(&names)))
        }
        Instead::Case => texts.get(&format!("else-{}", choice.answer.id().replace('.', "-"))),
    })
}

/// What was really broken, as labels and what stands behind them: each wrong answer with what would be otherwise if it
/// were right, code and witness, cause, first step and why it comes first. What there is nothing to say of has no words.
pub fn solution(
    scenario: &Scenario,
    mistakes: &[&LabChoice],
    seen: (&Run, &Diagnosis),
    wide: bool,
    (knowledge, texts): (&Knowledge, &Texts),
) -> Vec<(&'static str, Option<String>)> {
    let (run, Diagnosis { finding, checklist }) = seen;
    let words = |answer: &LabAnswer| lab_answer(answer, &checklist.items, knowledge, texts);
    let code = finding.code.as_ref().map(|code| concluded(code, texts));
    let broken: Vec<_> = [code, witness(run, finding, wide, texts)].into_iter().flatten().collect();
    let step = scenario.step.as_ref().and_then(|step| checklist.items.iter().find(|item| item.id == *step));
    let chosen = mistakes.iter().map(|choice| {
        let words = [Some(lab_choice(choice, knowledge, texts)), instead(choice, texts)];
        ("label-chosen", Some(words.into_iter().flatten().collect::<Vec<_>>().join("\n")))
    });
    let broken = [
        ("label-broken", Some(broken.join("\n"))),
        ("label-cause", scenario.answer.clone().map(LabAnswer::Cause).as_ref().and_then(words)),
        ("label-first-step", scenario.step.clone().map(LabAnswer::Step).as_ref().and_then(words)),
        ("label-why", step.and_then(|item| texts.step(item).why)),
    ];
    chosen.chain(broken).collect()
}
