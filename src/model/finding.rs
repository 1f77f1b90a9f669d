//! [`Finding`]: what was concluded from connector, report and run. Values only; the words are in `l10n`.

use std::net::IpAddr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answers, CauseId, CodeId, EndpointId, Evidence, Fault, Host, Level, Repair, Stage, Unknown};

/// What was found, for the connector as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether this machine could establish it.
    pub verdict: Verdict,
    /// What Office 365 would report if it met what was seen; `None` when healthy.
    pub code: Option<CodeId>,
    /// Other codes under which today's Office 365 reports the same fault.
    pub also_reported_as: Vec<CodeId>,
    /// The fault that decided, if any.
    pub fault: Option<Fault>,
    /// The address that decided, if one did.
    pub decided_by: Option<EndpointId>,
    /// The cause, where one is established.
    pub cause: Option<CauseId>,
    /// Likely causes, the likeliest first; the established one leads.
    pub causes: Vec<CauseId>,
    /// What is wrong at other addresses than the one that decided.
    pub others: Vec<OtherFault>,
    /// Other codes that could still come true or were close.
    pub alternative_codes: Vec<CodeId>,
    /// Every fault that on its own would stop the mail, each once, the deciding one first.
    pub faults: Vec<Fault>,
    /// What was seen, worst where it matters, in the order of the addresses.
    pub evidence: Vec<Noted>,
    /// What could not be seen from here.
    pub unknown: Vec<Unknown>,
    /// The report against what is seen; `None` without a report.
    pub agreement: Option<Agreement>,
    /// The address that the report names and where what it speaks of is seen, though another one decides.
    pub reported_at: Option<EndpointId>,
    /// What earlier probes of the walk saw stop the mail, or where a report says that it failed, and this one sees no more: all
    /// of it where nothing else does, and what a report speaks of where something else does.
    pub repaired: Vec<Repair>,
    /// Whether a place at which an earlier probe of the walk saw the mail stopped was not seen past that since, though nothing
    /// stops it now: it may do so still.
    pub may_remain: bool,
    /// What a person answered, as far as it counts here.
    pub answers: Answers,
    /// The questions of which an answer would change causes or steps, by their ids, answered ones among them.
    pub questions: Vec<String>,
    /// Whether the run was not over yet.
    pub provisional: bool,
}

impl Finding {
    /// Whether a report speaks of something, and nothing is wrong from here.
    pub fn is_unseen(&self) -> bool {
        self.verdict == Verdict::Healthy && self.agreement == Some(Agreement::NotReproduced)
    }

    /// Whether nothing is wrong any more that was, wherever it was, and a report speaks of nothing else.
    pub fn is_repaired(&self) -> bool {
        let goes_on = self.is_unseen() || self.reported_at.is_some();
        self.verdict == Verdict::Healthy && !self.repaired.is_empty() && !self.may_remain && !goes_on
    }
}

/// A fault of addresses beside the one that decided, with what explains it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherFault {
    /// What they failed with.
    pub fault: Fault,
    /// At which stage.
    pub stage: Stage,
    /// The article that claims it.
    pub code: Option<CodeId>,
    /// The addresses, in the order in which they are tried.
    pub at: Vec<IpAddr>,
    /// The cause, where one is established.
    pub cause: Option<CauseId>,
    /// Likely causes, the likeliest first; the established one leads.
    pub causes: Vec<CauseId>,
}

/// Whether delivery would work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing found that would keep Office 365 from delivering. Exit code 0.
    Healthy,
    /// A fault was found. Exit code 1.
    Fault,
    /// This machine could not look. Exit code 3.
    Inconclusive,
}

impl Verdict {
    /// The word of JSON, and of messages (`verdict-<id>`).
    pub fn id(self) -> &'static str {
        match self {
            Self::Healthy => "healthy",
            Self::Fault => "fault",
            Self::Inconclusive => "inconclusive",
        }
    }
}

/// A piece of evidence with its weight and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// How much it weighs under this connector.
    pub level: Level,
    /// The host it was seen at.
    pub host: Option<Host>,
    /// The address it was seen at.
    pub ip: Option<IpAddr>,
    /// The stage it belongs to.
    pub stage: Option<Stage>,
    /// What was seen.
    pub evidence: Evidence,
}

/// The report against what is seen from here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// The same fault, for the reason that the report gives.
    Confirmed,
    /// A fault of the same code; the report gives no reason.
    CodeFits,
    /// A fault of the same code, and the report gives another reason than is seen.
    OtherReason,
    /// Another fault than the reported one.
    #[expect(missing_docs, reason = "the code the report concludes to")]
    Different { reported: CodeId },
    /// Nothing wrong from here, or the same fault at other addresses only than the one that the report names.
    NotReproduced,
    /// What it speaks of was seen by an earlier probe of the walk and is seen no more.
    Repaired,
}

impl Agreement {
    /// The word of JSON, and of messages (`agreement-<id>`).
    pub fn id(&self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::CodeFits => "code-fits",
            Self::OtherReason => "other-reason",
            Self::Different { .. } => "different",
            Self::NotReproduced => "not-reproduced",
            Self::Repaired => "repaired",
        }
    }
}
