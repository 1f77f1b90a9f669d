//! [`Answers`]: what a person said about the case, where the probe cannot see it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The answer of somebody who does not know. It changes nothing, and the question is not put again by itself.
pub const DONT_KNOW: &str = "dont-know";

/// Answers by the question, both by their ids in `assets/questions.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, String>);

impl Answers {
    /// The answer to a question, if one was given.
    pub fn to(&self, question: &str) -> Option<&str> {
        self.0.get(question).map(String::as_str)
    }

    /// Notes an answer in the place of an earlier one.
    pub fn set(&mut self, question: &str, answer: &str) {
        self.0.insert(question.to_owned(), answer.to_owned());
    }

    /// Takes an answer back.
    pub fn clear(&mut self, question: &str) {
        self.0.remove(question);
    }

    /// The same with that answer.
    #[must_use]
    pub fn with(&self, question: &str, answer: &str) -> Self {
        let mut answers = self.clone();
        answers.set(question, answer);
        answers
    }

    /// The same with the answers of another to what is not answered here.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let mut answers = other.clone();
        answers.0.extend(self.0.clone());
        answers
    }

    /// The same without the answer to that question.
    #[must_use]
    pub fn without(&self, question: &str) -> Self {
        let mut answers = self.clone();
        answers.clear(question);
        answers
    }

    /// Those that are answers to questions there are.
    #[must_use]
    pub fn known(self, is_known: impl Fn(&str, &str) -> bool) -> Self {
        Self(self.0.into_iter().filter(|(question, answer)| is_known(question, answer)).collect())
    }

    /// Question and answer, by the names of the questions.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(question, answer)| (question.as_str(), answer.as_str()))
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
