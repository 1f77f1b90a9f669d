//! Questions to a person that tell the causes apart which a probe leaves. What an answer does is data; that it is done,
//! and which question is worth asking, is decided in `diagnose`.

use serde::Deserialize;

use super::Condition;
use crate::model::CauseId;

/// A question. Its words are `question-<id>`, with `.why` for why it is asked and `.how` for how to find out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name.
    pub id: String,
    /// Facts about the connector that must all hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Answers to other questions, `<question>.<answer>`, that leave nothing to ask here.
    #[serde(default)]
    pub not_after: Vec<String>,
    /// Commands that help to find out, to be copied.
    #[serde(default)]
    pub commands: Vec<String>,
    /// What can be answered; beside these one may always say that one does not know.
    #[serde(rename = "answer")]
    pub answers: Vec<Answer>,
}

/// What can be answered; its words are `question-<question>.answer-<id>`. Causes are named without their code: an answer
/// speaks of those of that name in every article.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Its name.
    pub id: String,
    /// Causes that it makes likelier than others, the likeliest first.
    #[serde(default)]
    pub leads: Vec<String>,
    /// Causes that it rules out, unless what was seen establishes them.
    #[serde(default)]
    pub rules_out: Vec<String>,
    /// Groups of steps that are for another case than this.
    #[serde(default)]
    pub drops: Vec<String>,
}

impl Question {
    /// The answer of that name.
    pub fn answer(&self, id: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.id == id)
    }

    /// What `check --answer` takes: `mailboxes=some|none`.
    pub fn options(&self) -> String {
        let ids: Vec<_> = self.answers.iter().map(|answer| answer.id.as_str()).collect();
        format!("{}={}", self.id, ids.join("|"))
    }
}

impl Answer {
    /// How far in front it puts a cause, the smallest number first; `None` where it does not speak of it.
    pub fn leads_to(&self, cause: &CauseId) -> Option<usize> {
        self.leads.iter().position(|name| name == cause.name())
    }

    /// Whether it rules a cause out.
    pub fn rules_out(&self, cause: &CauseId) -> bool {
        self.rules_out.iter().any(|name| name == cause.name())
    }
}
