//! [`Case`]: a repair that is under way, as it is kept from one day to the next.
//!
//! It holds what was seen, said and done, and no words: a case reads in any language. Keeping the file is left to
//! `store`, going on from it to `wizard`.

use std::{collections::BTreeSet, fmt, net::IpAddr, str::FromStr};

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::{
    Actor, Answers, CodeId, Connector, Fault, ItemState, Looked, Met, Noted, Outcome, Run, Stage, StageState, StepId,
    Symptom, Unseen, Verdict, WireText, checklist::named,
};

/// The form that this program writes. Whatever changes in it makes another number, so that no program leaves out what it
/// does not know.
pub const CASE_VERSION: u64 = 3;

/// Probes that are kept in short: the first, and the latest of the others.
const MOST_PROBES: usize = 100;
/// Letters that are kept.
const MOST_LETTERS: usize = 100;
/// Bytes of what an address said that are kept.
const MOST_SAID: usize = 8 * 1024;
/// No number in a case is larger, so that sums of them are numbers too: 30 years in milliseconds.
const MOST: i64 = 1_000_000_000_000;
/// The longest id, so that it is a file name with something behind it.
const LONGEST_ID: usize = 120;

/// A repair that is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// [`CASE_VERSION`].
    pub version: u64,
    /// Its name among the cases.
    pub id: CaseId,
    /// When it was begun.
    pub created: Timestamp,
    /// When something was noted in it last.
    pub updated: Timestamp,
    /// The connector.
    pub connector: Connector,
    /// What Office 365 reported.
    pub symptom: Option<Symptom>,
    /// What was answered to the questions that narrow a finding.
    pub answers: Answers,
    /// How it was looked at; one of version 1 does not tell.
    #[serde(default)]
    pub looked: Looked,
    /// Whether stand-ins replace the names in it, because it was read of a redacted report.
    #[serde(default)]
    pub redacted: bool,
    /// The probes, in short, the first one first.
    pub probes: Vec<Probed>,
    /// The probe that finding and steps rest on; `None` before the first.
    pub run: Option<Run>,
    /// What the probes saw wrong, and what became of it.
    pub met: Vec<Met>,
    /// The article that the steps come from.
    pub code: Option<CodeId>,
    /// The steps, in their order.
    pub steps: Vec<KeptStep>,
    /// The letters that were taken out of it.
    pub letters: Vec<Written>,
}

/// The name of a case: `mail.contoso.com-20261121-141207000`. It is a plain file name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseId(String);

/// A text that is no name of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no name of a case")]
pub struct NotACaseId;

/// A probe in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Probed {
    /// When it began.
    pub at: Timestamp,
    /// How long it took.
    pub elapsed_ms: u64,
    /// What it came to.
    pub verdict: Verdict,
    /// Under which code Office 365 would report it.
    pub code: Option<CodeId>,
    /// The fault that decided.
    pub fault: Option<Fault>,
    /// How many addresses took mail.
    pub healthy: u64,
    /// How many there were.
    pub addresses: u64,
    /// Whether it saw nothing of what an earlier one saw stop the mail.
    pub repaired: bool,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
}

/// What is kept of a step: which it is and what became of it. Its words and commands are made anew, so that a file has no
/// say in what a person is told to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptStep {
    /// The step.
    pub id: StepId,
    /// The article it comes from.
    pub code: CodeId,
    /// The words that it shares with steps of other articles, which are the same step.
    pub shared: Option<String>,
    /// What was seen that calls for it.
    pub noted: Option<Noted>,
    /// The other addresses where something was seen that it mends.
    #[serde(default)]
    pub also: Vec<IpAddr>,
    /// The thumbprint of the certificate that was sent there.
    pub thumbprint: Option<String>,
    /// Whether only a suspicion calls for it.
    pub suspected: bool,
    /// The stage whose success proves it done, where a probe can.
    pub verify: Option<Stage>,
    /// The faults it mends.
    pub faults: Vec<Fault>,
    /// What became of it.
    pub state: ItemState,
    /// Since when.
    pub since: Option<Timestamp>,
    /// When a person ticked it, or took the tick back, last.
    pub by_hand: Option<Timestamp>,
    /// Whether a person said that it is done, whatever a probe saw since.
    pub was_ticked: bool,
    /// Where the latest probe did not come as far as what it mends.
    pub unseen: Vec<Unseen>,
    /// Whether it belongs to a fault that the latest probe saw no more when it met another. Those stand last.
    pub earlier: bool,
}

/// A letter that was copied, saved or read out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// To whom.
    pub to: Actor,
    /// The tag of its language.
    pub lang: String,
    /// When.
    pub at: Timestamp,
}

/// What a list says of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// Its name among the cases.
    pub id: CaseId,
    /// What it is about: the first host, and where there is one the name of the connector.
    pub host: String,
    /// The name of the connector.
    pub connector: Option<WireText>,
    /// The latest probe.
    pub last: Option<Probed>,
    /// When something was noted in it last.
    pub updated: Timestamp,
    /// How many steps are done or needless.
    pub done: usize,
    /// How many there are.
    pub steps: usize,
    /// How many letters were taken out of it.
    pub letters: usize,
}

/// Why a file is no case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "version: what it says")]
pub enum CaseError {
    /// It cannot be understood.
    Damaged,
    /// A newer program wrote it.
    Newer { version: u64 },
}

impl CaseLine {
    /// How many are offered at once, on a screen and in lines; `mxray cases` has all.
    pub const OFFERED: usize = 9;

    /// Whether there is something left to do: the latest probe found mail kept out, or nobody knows.
    pub fn is_open(&self) -> bool {
        self.last.as_ref().is_none_or(|last| last.verdict != Verdict::Healthy)
    }
}

impl CaseId {
    /// The name of a case about that host that is begun then. No two are alike but by being begun at one and the same
    /// microsecond.
    pub fn new(host: &str, at: Timestamp) -> Self {
        let host: String = host.chars().map(|c| if is_plain(c) { c } else { '-' }).take(80).collect();
        let host = host.trim_start_matches(['.', '-']);
        let at = at.to_zoned(TimeZone::UTC).strftime("%Y%m%d-%H%M%S%6f").to_string();
        Self(if host.is_empty() { at } else { format!("{host}-{at}") })
    }

    /// The name without the time: what it has in common with those of other cases about the host.
    pub fn host(&self) -> &str {
        self.0.rsplitn(3, '-').nth(2).unwrap_or_default()
    }

    /// The name as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_plain(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_')
}

impl FromStr for CaseId {
    type Err = NotACaseId;

    fn from_str(text: &str) -> Result<Self, NotACaseId> {
        let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let is_one = begins && text.len() <= LONGEST_ID && text.chars().all(is_plain);
        if is_one { Ok(Self(text.to_owned())) } else { Err(NotACaseId) }
    }
}

impl TryFrom<String> for CaseId {
    type Error = NotACaseId;

    fn try_from(text: String) -> Result<Self, NotACaseId> {
        text.parse()
    }
}

impl From<CaseId> for String {
    fn from(id: CaseId) -> Self {
        id.0
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Case {
    /// Reads a case. Whoever wrote it: every text in it is made safe, and every number has a bound.
    ///
    /// # Errors
    /// [`CaseError`].
    pub fn read(bytes: &[u8]) -> Result<Self, CaseError> {
        let mut value: Value = serde_json::from_slice(bytes).map_err(|_| CaseError::Damaged)?;
        match value.get("version").and_then(Value::as_u64) {
            Some(version) if version > CASE_VERSION => return Err(CaseError::Newer { version }),
            Some(_) | None => {}
        }
        bounded_and_safe(&mut value);
        // Only ever from a value: each other source would be the readers of all evidence once more.
        let read: Self = serde_json::from_value(value).map_err(|_| CaseError::Damaged)?;
        Ok(Self { version: CASE_VERSION, ..read }.bounded())
    }

    /// The bytes of its file.
    ///
    /// # Panics
    /// Never: nothing in it has keys that are no texts.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).expect("a case has keys of text only")
    }

    /// The same, no larger than a case may be, and its probe over.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        if self.probes.len() > MOST_PROBES {
            self.probes.drain(1..=self.probes.len() - MOST_PROBES);
        }
        let letters = self.letters.len().saturating_sub(MOST_LETTERS);
        self.letters.drain(..letters);
        if let Some(run) = &mut self.run {
            end(run);
        }
        self
    }

    /// What a list says of it.
    pub fn line(&self) -> CaseLine {
        CaseLine {
            id: self.id.clone(),
            host: self.connector.route.hosts().first().map(ToString::to_string).unwrap_or_default(),
            connector: self.connector.name.clone(),
            last: self.probes.last().cloned(),
            updated: self.updated,
            done: self.steps.iter().filter(|step| step.state.is_done()).count(),
            steps: self.steps.len(),
            letters: self.letters.len(),
        }
    }

    /// Whether nothing of it is left to come back to once the same connector is looked at anew: its probes were stopped or
    /// came to no verdict, as on a machine that cannot look, and nobody reported, answered, did or wrote something.
    pub fn gives_way_to(&self, later: &Self) -> bool {
        let told_nothing = |probed: &Probed| match probed.verdict {
            Verdict::Inconclusive => true,
            Verdict::Healthy => probed.cancelled,
            Verdict::Fault => false,
        };
        let is_bare = self.symptom.is_none() && self.answers.is_empty() && self.letters.is_empty();
        let is_untouched = is_bare && self.steps.iter().all(|step| step.by_hand.is_none());
        let is_of_it = self.id != later.id && self.connector == later.connector;
        is_of_it && is_untouched && self.met.is_empty() && self.probes.iter().all(told_nothing)
    }

    /// The names of the steps that are ticked in it.
    pub fn ticked(&self) -> BTreeSet<StepId> {
        self.steps.iter().filter(|step| step.state.is_ticked()).map(|step| step.name()).collect()
    }

    /// What both know: two programs may have gone on from the same case. The later probe counts, with what it made of each
    /// step, open ones too, and of what a person did to a step the latest; nothing that was done in only one of them is lost.
    /// An open step of the other is: what asked for it then may be answered now.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let begun = |case: &Self| case.run.as_ref().and_then(|run| run.started);
        let (mut case, other) = if begun(&other) > begun(&self) { (other, self) } else { (self, other) };
        case.created = case.created.min(other.created);
        case.updated = case.updated.max(other.updated);
        case.symptom = case.symptom.or(other.symptom);
        case.answers = case.answers.or(&other.answers);
        case.looked = case.looked.or(other.looked);
        case.redacted |= other.redacted;
        for probed in other.probes {
            if !case.probes.iter().any(|known| known.at == probed.at) {
                case.probes.push(probed);
            }
        }
        case.probes.sort_by_key(|probed| probed.at);
        for letter in other.letters {
            if !case.letters.contains(&letter) {
                case.letters.push(letter);
            }
        }
        case.letters.sort_by_key(|letter| letter.at);
        for step in other.steps {
            match case.steps.iter_mut().find(|known| known.name() == step.name()) {
                Some(known) if step.by_hand > known.by_hand => {
                    (known.state, known.since) = (step.state, step.since);
                    (known.by_hand, known.was_ticked) = (step.by_hand, step.was_ticked);
                }
                Some(_) => {}
                None if step.noted_at().is_some() => case.steps.push(step),
                None => {}
            }
        }
        case.steps.sort_by_key(|step| step.earlier);
        for met in other.met {
            let is_it = |known: &&Met| known.fault == met.fault && known.ip == met.ip && known.host == met.host;
            if !case.met.iter().any(|known| is_it(&known)) {
                case.met.push(met);
            }
        }
        case.bounded()
    }
}

impl KeptStep {
    /// By what it is the same step, as [`Item::name`](super::Item::name).
    pub fn name(&self) -> StepId {
        named(&self.id, self.shared.as_deref())
    }

    /// When something became of it last.
    fn noted_at(&self) -> Option<Timestamp> {
        self.since.max(self.by_hand)
    }
}

/// A probe as it is kept: over, and with no more of what was said than a report has.
fn end(run: &mut Run) {
    let hosts = run.hosts.len();
    run.endpoints.retain(|endpoint| endpoint.host < hosts);
    let at_ms = run.elapsed_ms;
    run.stop(at_ms);
    for endpoint in &mut run.endpoints {
        for state in &mut endpoint.stages {
            if let StageState::Running { since_ms, .. } = *state {
                let took_ms = at_ms.saturating_sub(since_ms);
                *state = StageState::Ended { outcome: Outcome::Skipped, at_ms, took_ms };
            }
        }
        let mut bytes = 0;
        endpoint.transcript.retain(|line| {
            let is_first = bytes == 0;
            bytes += line.text.as_str().len();
            is_first || bytes <= MOST_SAID
        });
        for line in &mut endpoint.transcript {
            line.text = line.text.shortened(MOST_SAID);
        }
    }
}

/// Makes every text safe that a file holds, and bounds every number.
pub fn bounded_and_safe(value: &mut Value) {
    match value {
        Value::String(text) => {
            let safe = WireText::from_safe(text);
            if safe.as_str() != text {
                *text = safe.to_string();
            }
        }
        Value::Number(number) => {
            if let Some(bounded) = number.as_i64().map(|n| n.clamp(-MOST, MOST)) {
                *number = Number::from(bounded);
            } else if number.is_u64() {
                *number = Number::from(MOST);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(bounded_and_safe),
        Value::Object(values) => values.values_mut().for_each(bounded_and_safe),
        Value::Null | Value::Bool(_) => {}
    }
}
