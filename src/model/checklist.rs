//! [`Checklist`]: the steps to the fix, who takes each, and what became of it.

use std::{collections::BTreeMap, net::IpAddr};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CodeId, Fault, Noted, Stage, StepId};

/// The steps for one finding, in the order in which to take them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// The article they come from; `None` when there is nothing to do.
    pub code: Option<CodeId>,
    /// The steps: those to the present fault, then those to earlier ones.
    pub items: Vec<Item>,
    /// How many of them, at the end, belong to faults that the latest probe saw no more when it met another.
    pub earlier: usize,
}

/// One step. Its words are `.step-<name>` of the message of its code, and `.step-<name>-here` where something
/// was seen that calls for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The step.
    pub id: StepId,
    /// The article it comes from: that of the finding, or another's for a warning.
    pub code: CodeId,
    /// Words shared by several articles: the message `step-<shared>`.
    pub shared: Option<String>,
    /// Who takes it. One step, one actor.
    pub actor: Actor,
    /// Whom a letter about it goes to: who takes it, or whom it has the reader write to.
    pub letter: Option<Actor>,
    /// The part of the article it stands under (`.group-<name>`), where it has parts.
    pub group: Option<String>,
    /// The stage whose success proves it done, where a probe can.
    pub verify: Option<Stage>,
    /// The faults it mends; empty: it belongs to the code as a whole.
    pub faults: Vec<Fault>,
    /// Ids of links that help.
    pub links: Vec<String>,
    /// Commands to copy: without prompt, values quoted for PowerShell where they need it.
    pub commands: Vec<String>,
    /// What was seen that calls for it; its fields, and `host` and `ip`, are values for the step's words here.
    pub noted: Option<Noted>,
    /// The other addresses where something was seen that it mends.
    pub also: Vec<IpAddr>,
    /// Values of the connector for its words: `connector`, `tls-domain`, `domain`, `port`.
    pub args: BTreeMap<String, String>,
    /// The thumbprint of the certificate that was sent where something was seen, in hex (SHA-1), for its commands.
    pub thumbprint: Option<String>,
    /// What became of it.
    pub state: ItemState,
    /// Since when it is so; `None` for an open step.
    pub since: Option<Timestamp>,
    /// Whether only a suspicion calls for it: what nobody saw missing, nobody can see done.
    pub suspected: bool,
    /// Whether nobody but who does it can say that it is done: once its fault is gone, something else may have mended that.
    pub unproven: bool,
    /// Whether it is still of use once its fault is gone.
    pub lasts: bool,
    /// Where the latest probe did not come as far as what it mends was seen before.
    pub unseen: Vec<Unseen>,
    /// Whether a person said that it is done, whatever a probe saw since.
    pub was_ticked: bool,
}

/// The name of a step: that of the words that several articles share, where it has such.
pub(super) fn named(id: &StepId, shared: Option<&str>) -> StepId {
    shared.map_or_else(|| id.clone(), StepId::new)
}

/// A place that a probe did not get far enough at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unseen {
    /// The address; `None` where names led to none.
    pub ip: Option<IpAddr>,
    /// What stopped it; `None` where it was not tried.
    pub fault: Option<Fault>,
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// The admin who reads this.
    You,
    /// Whoever runs the domain's authoritative name servers.
    DnsHost,
    /// The network team.
    NetworkTeam,
    /// The partner organization.
    Partner,
    /// Microsoft support.
    Microsoft,
}

impl Actor {
    /// All of them, for the tests that walk the words.
    pub const ALL: [Self; 5] = [Self::You, Self::DnsHost, Self::NetworkTeam, Self::Partner, Self::Microsoft];

    /// Whoever is not the reader, so that a letter may go there.
    pub const OTHERS: [Self; 4] = [Self::Partner, Self::DnsHost, Self::NetworkTeam, Self::Microsoft];

    /// The word of JSON, and of messages (`actor-<id>`).
    pub fn id(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::DnsHost => "dns-host",
            Self::NetworkTeam => "network-team",
            Self::Partner => "partner",
            Self::Microsoft => "microsoft",
        }
    }
}

/// What became of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    /// Nobody said or saw that it is done.
    #[default]
    Open,
    /// A person says that it is done.
    Ticked,
    /// A probe saw that it is done.
    Verified,
    /// A person said so, and a later probe still saw the fault.
    StillSeen,
    /// The latest probe did not get as far as what it mends was seen at before.
    NotSeen,
    /// What it is for is gone, and no probe can see whether it was done.
    NotNeeded,
}

impl ItemState {
    /// The word of JSON, and of messages (`state-<id>`).
    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Ticked => "ticked",
            Self::Verified => "verified",
            Self::StillSeen => "still-seen",
            Self::NotSeen => "not-seen",
            Self::NotNeeded => "not-needed",
        }
    }

    /// Whether a person says that it is done, whatever a probe saw since.
    pub fn is_ticked(self) -> bool {
        matches!(self, Self::Ticked | Self::StillSeen)
    }

    /// Whether nothing of it is left to do, as far as anybody knows.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Ticked | Self::Verified | Self::NotNeeded)
    }
}

impl Item {
    /// By what it is the same step, under whatever code it is asked for: the words that articles share, or else itself.
    pub fn name(&self) -> StepId {
        named(&self.id, self.shared.as_deref())
    }

    /// Notes at which other addresses than the first something was seen that it mends.
    pub fn note_places<'a>(&mut self, seen: impl Iterator<Item = &'a Noted>) {
        let first = self.noted.as_ref().and_then(|noted| noted.ip);
        for ip in seen.filter_map(|noted| noted.ip).filter(|ip| Some(*ip) != first) {
            if !self.also.contains(&ip) {
                self.also.push(ip);
            }
        }
    }

    /// Whether a person says that it is done, whatever a probe saw since.
    pub fn is_ticked(&self) -> bool {
        self.state.is_ticked()
    }

    /// Whether nothing of it is left to do, as far as anybody knows.
    pub fn is_done(&self) -> bool {
        self.state.is_done()
    }

    /// Whether no person has to do anything about it, whatever a person said: a probe saw it done, or it is needless.
    pub fn is_settled(&self) -> bool {
        matches!(self.state, ItemState::Verified | ItemState::NotNeeded)
    }
}

impl Checklist {
    /// The steps to the present fault.
    pub fn present(&self) -> &[Item] {
        &self.items[..self.items.len() - self.earlier]
    }

    /// The steps to earlier faults, article by article, each group with the place of its first step.
    pub fn past(&self) -> impl Iterator<Item = (usize, &[Item])> {
        let mut place = self.items.len() - self.earlier;
        self.items[place..].chunk_by(|a, b| a.code == b.code).map(move |steps| {
            place += steps.len();
            (place - steps.len(), steps)
        })
    }

    /// Ticks an open step, or takes a tick back; a verified step stays verified.
    pub fn toggle(&mut self, index: usize, now: Timestamp) {
        if let Some(item) = self.items.get_mut(index) {
            (item.state, item.since) = match item.state {
                ItemState::Open | ItemState::NotSeen | ItemState::NotNeeded => (ItemState::Ticked, Some(now)),
                ItemState::Ticked | ItemState::StillSeen => (ItemState::Open, None),
                ItemState::Verified => (ItemState::Verified, item.since),
            };
            item.was_ticked = item.is_ticked() || item.was_ticked && item.state == ItemState::Verified;
        }
    }

    /// Whether there is something to write to that actor about.
    pub fn has_letter_to(&self, actor: Actor) -> bool {
        self.items.iter().any(|item| item.letter == Some(actor))
    }

    /// How many steps are in that state.
    pub fn count(&self, state: ItemState) -> usize {
        self.items.iter().filter(|item| item.state == state).count()
    }

    /// How many steps are neither said nor seen to be done, nor needless.
    pub fn open(&self) -> usize {
        self.count(ItemState::Open) + self.count(ItemState::NotSeen)
    }

    /// How many steps a person says are done, whatever a probe saw since.
    pub fn ticks(&self) -> usize {
        self.items.iter().filter(|item| item.is_ticked()).count()
    }

    /// Whether every step is ticked, verified or needless.
    pub fn is_done(&self) -> bool {
        self.items.iter().all(Item::is_done)
    }
}
