//! [`LabAnswer`]: what a trainee named in an exercise of the lab, and [`LabChoice`]: what there was to name.

use serde::{Deserialize, Serialize};

use super::{CauseId, CodeId, Fault, StepId};

/// One answer to one question: kept by its id, so that it can be told in every language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabAnswer {
    /// The code that Office 365 reports.
    Code(CodeId),
    /// The cause.
    Cause(CauseId),
    /// The first step.
    Step(StepId),
}

impl LabAnswer {
    /// Its id: `4.4.316`, `316.cause.firewall`, `316.fix.firewall`.
    pub fn id(&self) -> &str {
        match self {
            Self::Code(code) => code.as_str(),
            Self::Cause(cause) => cause.as_str(),
            Self::Step(step) => step.as_str(),
        }
    }

    /// Its name, whichever article it is of: `firewall`.
    pub fn name(&self) -> &str {
        match self {
            Self::Code(code) => code.as_str(),
            Self::Cause(cause) => cause.name(),
            Self::Step(step) => step.name(),
        }
    }

    /// Whether it answers the same question as another.
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// One of the choices of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabChoice {
    /// What is chosen with it.
    pub answer: LabAnswer,
    /// What would be otherwise if it were right; `None` for what is right.
    pub instead: Option<Instead>,
}

/// What tells a wrong choice from the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    /// One of these would have been seen.
    Seen(Vec<Fault>),
    /// The case would be another; from here it looks the same. `else-<id of the answer>` says how.
    Case,
}
