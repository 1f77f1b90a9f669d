//! What a person answers about a walk, and what that makes of finding and steps.

use super::Walk;
use crate::{
    diagnose::{Asked, answered, command, in_the_light_of, narrowed},
    knowledge::{Knowledge, Question},
    model::{Answers, DONT_KNOW, Diagnosis, Run},
};

impl Walk {
    /// A diagnosis as the answers, and what was seen before, leave it.
    pub(super) fn told_apart(&self, whole: Diagnosis, run: &Run, knowledge: &Knowledge) -> Diagnosis {
        // An exercise asks questions of its own.
        let diagnosis = if self.exercise.is_some() { whole } else { narrowed(whole, &self.asked(knowledge)) };
        in_the_light_of(&self.past, &self.connector, self.symptom.as_ref(), run, diagnosis, knowledge)
    }

    fn asked<'a>(&'a self, knowledge: &'a Knowledge) -> Asked<'a> {
        Asked { connector: &self.connector, symptom: self.symptom.as_ref(), answers: &self.answers, knowledge }
    }

    /// The questions of which an answer would change what is likely or what is to be done, answered ones among them.
    pub fn questions(&self, knowledge: &Knowledge) -> Vec<&'static Question> {
        let worth = self.diagnosis().map(|diagnosis| &diagnosis.finding.questions);
        let all = knowledge.questions().iter();
        all.filter(|question| worth.is_some_and(|worth| worth.contains(&question.id))).collect()
    }

    /// Those of them that were not answered.
    pub fn open_questions(&self, knowledge: &Knowledge) -> Vec<&'static Question> {
        let mut questions = self.questions(knowledge);
        questions.retain(|question| self.answers.to(&question.id).is_none());
        questions
    }

    /// What can be answered to a question, by ids; that one does not know is the last.
    pub fn choices(question: &Question) -> Vec<&str> {
        question.answers.iter().map(|answer| answer.id.as_str()).chain([DONT_KNOW]).collect()
    }

    /// The commands that help to answer a question, with what is known of the connector filled in.
    pub fn question_commands(&self, question: &Question) -> Vec<String> {
        question.commands.iter().map(|words| command(words, &self.connector)).collect()
    }

    /// What was answered.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Takes an answer to a question, or takes it back, and lets finding and steps follow. What was ticked stays.
    pub fn answer(&mut self, question: &str, answer: Option<&str>, knowledge: &Knowledge) {
        match answer {
            Some(answer) => self.answers.set(question, answer),
            None => self.answers.clear(question),
        }
        self.journal.changed = true;
        self.conclude_again(knowledge);
    }

    /// Finding and steps of what was seen, as answers and report are now.
    pub(super) fn conclude_again(&mut self, knowledge: &Knowledge) {
        let Some((whole, (run, _))) = self.whole.clone().zip(self.settled.clone()) else { return };
        let diagnosis = self.told_apart(whole, &run, knowledge);
        self.checklist = answered(&self.checklist, diagnosis.checklist.clone());
        if self.settled_id == self.run_id {
            self.leading = Some(diagnosis.clone());
        }
        self.settled = Some((run, diagnosis));
    }
}
