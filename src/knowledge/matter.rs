//! What a report may be about beside the articles: mail into Office 365, a limit of the sender's own, a refusal of the
//! destination. How it is written is data; that it comes before an article is decided in `intake`.

use serde::Deserialize;

use crate::model::{EnhancedCode, MailDirection, MatterId};

/// Something that is no delivery over a connector, or none that an article has. Its words are `matter-<id>`, and `.next`
/// for where to go with it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// Its name.
    pub id: MatterId,
    /// Which way the mail went, where it says so; without, the rest of the report tells.
    pub direction: Option<MailDirection>,
    /// Whether it keeps mail from a destination all the same: the conclusion is then `other`, else none.
    #[serde(default)]
    pub is_delivery: bool,
    /// Whether only Office 365 says it, of mail that it does not send.
    #[serde(default)]
    pub of_exchange_online: bool,
    /// Whether an Exchange server says it as Office 365 does: behind an arrow it is the destination that refuses.
    #[serde(default)]
    pub said_by_destinations: bool,
    /// Whether it is all that can be said where nothing else is concluded: a code that only wraps another.
    #[serde(default)]
    pub last_resort: bool,
    /// Whether the host that was tried says more: it is only where none is named, or one of Office 365.
    #[serde(default)]
    pub host_tells: bool,
    /// Whether it lies in the server that sends: with a host of Office 365 it is about mail into it.
    #[serde(default)]
    pub of_the_sender: bool,
    /// How it is written.
    #[serde(default)]
    pub when: Vec<Writing>,
    /// Where to read on, by the names of links.
    #[serde(default)]
    pub links: Vec<String>,
}

/// One way in which it is written: all that is given must hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Writing {
    /// One of these codes, as they are written.
    #[serde(default)]
    pub codes: Vec<EnhancedCode>,
    /// Or one between these two, of the same class and subject.
    #[serde(default)]
    pub range: Option<(EnhancedCode, EnhancedCode)>,
    /// One of these words, in lower case.
    #[serde(default)]
    pub any: Vec<String>,
    /// And one of these.
    #[serde(default)]
    pub with: Vec<String>,
    /// None of these.
    #[serde(default)]
    pub none: Vec<String>,
    /// Which way the mail went, where this writing tells it better than the matter.
    pub direction: Option<MailDirection>,
}

impl Writing {
    /// Whether it is written so, and how many letters say it.
    pub(super) fn holds(&self, code: Option<EnhancedCode>, lower: &str) -> Option<usize> {
        let within = |code| self.range.is_some_and(|(from, to)| (from..=to).contains(&code));
        let coded = (self.codes.is_empty() && self.range.is_none())
            || code.is_some_and(|code| self.codes.contains(&code) || within(code));
        let beside = self.with.is_empty() || self.with.iter().any(|words| lower.contains(words.as_str()));
        if !coded || !beside || self.none.iter().any(|words| lower.contains(words.as_str())) {
            return None;
        }
        if self.any.is_empty() {
            return (!self.codes.is_empty() || self.range.is_some()).then_some(0);
        }
        self.any.iter().filter(|words| lower.contains(words.as_str())).map(String::len).max()
    }
}
