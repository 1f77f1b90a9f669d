//! [`Quiz`]: what a trainee is asked after the probe of an exercise, and whether it was answered rightly.
//!
//! First the cause, then the first step; in the last chapter, where the case names no code, the code before both. A
//! question is answered once: its answer is told at the end. Whoever named another code is asked no further, because
//! causes and steps of the right one would give it away.

use crate::{
    knowledge::Knowledge,
    model::{Diagnosis, LAB_CHAPTERS, LabAnswer, Scenario},
};

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Which code Office 365 reports.
    Code,
    /// What the cause is in this case.
    Cause,
    /// Which step comes first.
    Step,
}

impl Topic {
    /// The word of messages: `quiz-<id>` asks.
    pub fn id(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Cause => "cause",
            Self::Step => "step",
        }
    }
}

/// A question and its numbered choices; one of them is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub topic: Topic,
    /// What may be chosen, in order.
    pub choices: Vec<LabAnswer>,
    right: usize,
}

impl Question {
    /// A question that has the right choice, and another one to choose instead.
    fn new(topic: Topic, choices: Vec<LabAnswer>, right: Option<LabAnswer>) -> Option<Self> {
        let right = choices.iter().position(|choice| Some(choice) == right.as_ref())?;
        (choices.len() > 1).then_some(Self { topic, choices, right })
    }

    /// The right choice.
    pub fn right(&self) -> &LabAnswer {
        &self.choices[self.right]
    }
}

/// The questions of one exercise and the answers so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiz {
    questions: Vec<Question>,
    given: Vec<usize>,
}

impl Quiz {
    /// The questions about an exercise after its probe. There are none on the bench, and none where the probe did
    /// not end in what the exercise is made for: it was stopped, or this machine gets in the way.
    pub fn of(scenario: &Scenario, diagnosis: &Diagnosis, knowledge: &Knowledge) -> Option<Self> {
        let finding = &diagnosis.finding;
        if scenario.chapter == 0 || finding.provisional || finding.code != scenario.code {
            return None;
        }
        let code = scenario.code.as_ref()?;
        let codes = || knowledge.articles().iter().map(|article| LabAnswer::Code(article.id.clone())).collect();
        let asks_code = hides_code(scenario);
        let causes = knowledge.article(code)?.cause_ids().into_iter().map(LabAnswer::Cause).collect();
        let steps = diagnosis.checklist.items.iter().map(|item| LabAnswer::Step(item.id.clone())).collect();
        let questions = [
            asks_code.then(|| Question::new(Topic::Code, codes(), Some(LabAnswer::Code(code.clone())))).flatten(),
            Question::new(Topic::Cause, causes, scenario.answer.clone().map(LabAnswer::Cause)),
            Question::new(Topic::Step, steps, scenario.step.clone().map(LabAnswer::Step)),
        ];
        let questions: Vec<_> = questions.into_iter().flatten().collect();
        (!questions.is_empty()).then_some(Self { questions, given: Vec::new() })
    }

    /// The question that waits for its answer; `None` when there is no more to ask.
    pub fn question(&self) -> Option<&Question> {
        let wrong_code = matches!(self.wrong(), Some(LabAnswer::Code(_)));
        self.questions.get(self.given.len()).filter(|_| !wrong_code)
    }

    /// The number of that question from 1, and how many there are.
    pub fn place(&self) -> (usize, usize) {
        (self.given.len() + 1, self.questions.len())
    }

    /// Answers the question with the choice at that place; a place that is none changes nothing.
    pub fn answer(&mut self, place: usize) {
        if self.question().is_some_and(|question| place < question.choices.len()) {
            self.given.push(place);
        }
    }

    /// Whether every question was answered rightly.
    pub fn is_solved(&self) -> bool {
        self.given.len() == self.questions.len() && self.wrong().is_none()
    }

    /// The first answer that was wrong.
    pub fn wrong(&self) -> Option<&LabAnswer> {
        let answered = self.questions.iter().zip(&self.given);
        answered
            .filter(|(question, given)| question.right != **given)
            .map(|(asked, given)| &asked.choices[*given])
            .next()
    }
}

/// Whether an exercise leaves its code to be found, so that nothing may name it before it was asked.
pub fn hides_code(scenario: &Scenario) -> bool {
    scenario.chapter == LAB_CHAPTERS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        knowledge::scenarios,
        model::{Actor, Answers, Checklist, CodeId, Finding, Item, ItemState, Verdict},
    };

    fn scenario(id: &str) -> Scenario {
        scenarios::all().expect("scenarios").into_iter().find(|scenario| scenario.id == id).expect("a scenario")
    }

    /// A diagnosis as the exercise means it, with every step of the article.
    fn diagnosis(scenario: &Scenario) -> Diagnosis {
        let code = scenario.code.clone().expect("a code");
        let article = Knowledge::embedded().article(&code).expect("an article");
        let item = |step| Item {
            id: article.step_id(step),
            code: code.clone(),
            shared: None,
            actor: Actor::You,
            letter: None,
            group: None,
            verify: None,
            faults: Vec::new(),
            links: Vec::new(),
            commands: Vec::new(),
            noted: None,
            also: Vec::new(),
            thumbprint: None,
            args: std::collections::BTreeMap::new(),
            state: ItemState::Open,
            since: None,
            suspected: false,
            unproven: false,
            lasts: false,
            unseen: Vec::new(),
            was_ticked: false,
        };
        let items = article.steps.iter().map(item).collect();
        let finding = Finding {
            verdict: Verdict::Fault,
            code: Some(code.clone()),
            also_reported_as: Vec::new(),
            fault: scenario.fault,
            decided_by: None,
            cause: scenario.cause.clone(),
            causes: Vec::new(),
            alternative_codes: Vec::new(),
            faults: Vec::new(),
            evidence: Vec::new(),
            unknown: Vec::new(),
            agreement: None,
            repaired: Vec::new(),
            may_remain: false,
            answers: Answers::default(),
            others: Vec::new(),
            questions: Vec::new(),
            provisional: false,
        };
        Diagnosis { finding, checklist: Checklist { code: Some(code), items, earlier: 0 } }
    }

    fn quiz(id: &str) -> Quiz {
        let scenario = scenario(id);
        Quiz::of(&scenario, &diagnosis(&scenario), Knowledge::embedded()).expect("questions")
    }

    fn topics(quiz: &Quiz) -> Vec<Topic> {
        quiz.questions.iter().map(|question| question.topic).collect()
    }

    /// Answers the question rightly, or with the next choice.
    fn give(quiz: &mut Quiz, right: bool) {
        let question = quiz.question().expect("a question");
        let place = if right { question.right } else { (question.right + 1) % question.choices.len() };
        quiz.answer(place);
    }

    #[test]
    fn every_exercise_asks_what_it_is_made_for() {
        for scenario in scenarios::all().expect("scenarios").into_iter().filter(|scenario| scenario.chapter > 0) {
            let quiz = quiz(&scenario.id);
            let asks_code = topics(&quiz).contains(&Topic::Code);
            assert_eq!(asks_code, scenario.chapter == LAB_CHAPTERS, "{}", scenario.id);
            assert!(topics(&quiz).contains(&Topic::Step), "{}", scenario.id);
            // A code with one cause leaves nothing to choose.
            let causes = Knowledge::embedded().article(scenario.code.as_ref().expect("a code")).expect("an article");
            assert_eq!(topics(&quiz).contains(&Topic::Cause), causes.causes.len() > 1, "{}", scenario.id);
        }
    }

    #[test]
    fn an_exercise_is_solved_when_cause_and_first_step_are_right() {
        let mut quiz = quiz("refused");
        assert_eq!(topics(&quiz), [Topic::Cause, Topic::Step]);
        give(&mut quiz, true);
        assert!(!quiz.is_solved());
        give(&mut quiz, true);
        assert_eq!((quiz.is_solved(), quiz.wrong(), quiz.question()), (true, None, None));
    }

    #[test]
    fn a_wrong_answer_is_kept_and_the_rest_is_asked() {
        let mut quiz = quiz("refused");
        give(&mut quiz, false);
        let wrong = quiz.wrong().cloned();
        assert!(matches!(&wrong, Some(LabAnswer::Cause(cause)) if cause.as_str() != "316.cause.firewall"), "{wrong:?}");
        give(&mut quiz, true);
        assert_eq!((quiz.is_solved(), quiz.wrong().cloned(), quiz.question()), (false, wrong, None));
    }

    #[test]
    fn whoever_names_another_code_is_asked_no_further() {
        let mut quiz = quiz("monday");
        assert_eq!(topics(&quiz), [Topic::Code, Topic::Cause, Topic::Step]);
        give(&mut quiz, false);
        assert_eq!((quiz.question(), quiz.is_solved()), (None, false));
        assert!(matches!(quiz.wrong(), Some(LabAnswer::Code(code)) if *code != CodeId::new("4.7.320")));
    }

    #[test]
    fn a_choice_that_is_none_answers_nothing() {
        let mut quiz = quiz("refused");
        quiz.answer(99);
        assert_eq!(quiz.place(), (1, 2));
    }

    #[test]
    fn a_probe_that_went_otherwise_is_no_ground_for_questions() {
        let scenario = scenario("refused");
        let right = diagnosis(&scenario);
        let of = |change: fn(&mut Finding)| {
            let mut diagnosis = right.clone();
            change(&mut diagnosis.finding);
            Quiz::of(&scenario, &diagnosis, Knowledge::embedded())
        };
        assert!(of(|_| {}).is_some());
        assert_eq!(of(|finding| finding.provisional = true), None);
        assert_eq!(of(|finding| finding.code = Some(CodeId::new("4.4.315"))), None);
        assert_eq!(of(|finding| finding.code = None), None);
    }
}
