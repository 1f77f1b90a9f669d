//! [`LabAnswer`]: what a trainee named in an exercise of the lab.

use serde::{Deserialize, Serialize};

use super::{CauseId, CodeId, StepId};

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
