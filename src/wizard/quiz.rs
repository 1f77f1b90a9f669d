//! [`Quiz`]: what a trainee is asked after the probe of an exercise, and whether it was answered rightly.
//!
//! First the cause, then the first step; in the last chapter, where the case names no code, the code before both. A
//! question is answered once: its answer is told at the end. Whoever named another code is asked no further, because
//! causes and steps of the right one would give it away.

use super::choices;
use crate::{
    knowledge::Knowledge,
    model::{Diagnosis, LAB_CHAPTERS, LabAnswer, LabChoice, Scenario},
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

/// A question and its numbered choices; one of them is right, or more that are as true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub topic: Topic,
    /// What may be chosen, in order.
    pub choices: Vec<LabChoice>,
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
        if scenario.chapter == 0 || finding.provisional || finding.code.is_none() || finding.code != scenario.code {
            return None;
        }
        let code = || hides_code(scenario).then(|| choices::codes(scenario, &finding.also_reported_as, knowledge));
        let questions = [
            (Topic::Code, code().flatten()),
            (Topic::Cause, choices::causes(scenario, knowledge)),
            (Topic::Step, choices::steps(scenario, knowledge)),
        ];
        let questions =
            questions.into_iter().filter_map(|(topic, choices)| Some(Question { topic, choices: choices? }));
        let questions: Vec<_> = questions.collect();
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

    /// The answers that were wrong, in the order of the questions.
    pub fn mistakes(&self) -> Vec<&LabChoice> {
        let given = self.questions.iter().zip(&self.given).map(|(asked, given)| &asked.choices[*given]);
        given.filter(|choice| choice.instead.is_some()).collect()
    }

    /// The first answer that was wrong.
    pub fn wrong(&self) -> Option<&LabAnswer> {
        self.mistakes().first().map(|choice| &choice.answer)
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
        model::{Actor, Answers, CauseId, Checklist, CodeId, Finding, Instead, Item, ItemState, Verdict},
        wizard::MOST_CHOICES,
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
            also_reported_as: article
                .claims
                .iter()
                .filter(|claim| Some(claim.id) == scenario.fault)
                .flat_map(|claim| claim.also_reported_as.clone())
                .collect(),
            fault: scenario.fault,
            decided_by: None,
            cause: scenario.cause.clone(),
            causes: Vec::new(),
            alternative_codes: Vec::new(),
            faults: Vec::new(),
            evidence: Vec::new(),
            unknown: Vec::new(),
            agreement: None,
            reported_at: None,
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
        let place = question.choices.iter().position(|choice| choice.instead.is_none() == right);
        quiz.answer(place.expect("a choice"));
    }

    #[test]
    fn every_exercise_asks_what_it_is_made_for() {
        for scenario in scenarios::all().expect("scenarios").into_iter().filter(|scenario| scenario.chapter > 0) {
            let quiz = quiz(&scenario.id);
            let asks_code = topics(&quiz).contains(&Topic::Code);
            assert_eq!(asks_code, scenario.chapter == LAB_CHAPTERS, "{}", scenario.id);
            assert!(topics(&quiz).contains(&Topic::Step), "{}", scenario.id);
            assert!(topics(&quiz).contains(&Topic::Cause), "{}", scenario.id);
        }
    }

    #[test]
    fn every_question_is_fair() {
        let mut first = 0;
        let mut questions = 0;
        for scenario in scenarios::all().expect("scenarios").into_iter().filter(|scenario| scenario.chapter > 0) {
            let seen: Vec<_> = scenario.fault.iter().chain(&scenario.also).collect();
            let asked = quiz(&scenario.id);
            assert_eq!(asked, quiz(&scenario.id), "the same exercise has the same order");
            for question in &asked.questions {
                let (id, choices) = (&scenario.id, &question.choices);
                questions += 1;
                first += usize::from(choices[0].instead.is_none());
                assert!((3..=MOST_CHOICES).contains(&choices.len()), "{id}: {choices:?}");
                assert!(
                    choices.iter().filter(|choice| choice.instead.is_none()).count() * 2 < choices.len() + 1,
                    "{id}"
                );
                for choice in choices {
                    match &choice.instead {
                        None => {}
                        // What was seen tells it from what is right, or the case does.
                        Some(Instead::Seen(faults)) => {
                            assert!(!faults.is_empty() && !faults.iter().any(|fault| seen.contains(&fault)), "{id}");
                        }
                        Some(Instead::Case) => assert!(scenario.offers.contains(&choice.answer), "{id}"),
                    }
                }
            }
        }
        assert!(first * 3 < questions, "{first} of {questions} are right at the first place");
    }

    #[test]
    fn what_is_as_true_is_as_right() {
        let other = |code, name| LabAnswer::Cause(CauseId::of(&CodeId::new(code), name));
        for (id, answer) in [
            ("expired", other("4.7.320", "invalid")),
            ("starttls-missing", other("4.4.317", "no-certificate")),
            ("starttls-missing", other("4.4.317", "no-tls")),
            // Today's Office 365 says so of certificates too.
            ("monday", LabAnswer::Code(CodeId::new("4.4.317"))),
        ] {
            let mut quiz = quiz(id);
            while let Some(question) = quiz.question() {
                let named = question.choices.iter().position(|choice| choice.answer == answer);
                let right = || question.choices.iter().position(|choice| choice.instead.is_none());
                quiz.answer(named.or_else(right).expect("a choice"));
            }
            assert!(quiz.is_solved() && quiz.given.len() == quiz.questions.len(), "{id}: {answer:?}");
            assert!(quiz.questions.iter().any(|asked| asked.choices.iter().any(|one| one.answer == answer)), "{id}");
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
