//! What is known about one code: its titles, the faults that lead to it, its causes and its steps, as its file has them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::wording::{self, OtherCode, Wording};
use crate::model::{
    Actor, AuthorityAnswer, CauseId, CodeId, Connector, EnhancedCode, Evidence, Fault, Item, ItemState, Noted, Party,
    RecordType, Route, Stage, StepId, TlsPolicy,
};

/// The values that a command of a step may use, each in braces.
pub const COMMAND_VALUES: [&str; 9] =
    ["host", "ip", "connector", "port", "tls_domain", "presented", "domain", "thumbprint", "certificate_name"];

/// What is known about one code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The code: `4.4.316`, or `other`.
    pub id: CodeId,
    /// How an expired message carries it: `550 5.4.316`; none for `other`.
    pub expired: Option<String>,
    /// The title as Office 365 writes it, never translated; the newest first.
    #[serde(default)]
    pub titles: Vec<String>,
    /// Other titles that a report may carry, which are never shown: those of Microsoft's pages in other languages among
    /// them.
    #[serde(default)]
    pub other_titles: Vec<String>,
    /// What a socket error number, or words without a reason of their own, give as the reason: `refused`.
    pub reason: Option<String>,
    /// Causes that are likely where a report has this code for another reason than is seen.
    #[serde(default)]
    pub other_reason: Vec<String>,
    /// Codes without an article of their own that mean this one.
    #[serde(default)]
    pub other_codes: Vec<OtherCode>,
    /// Winsock error numbers that mean it.
    #[serde(default)]
    pub sockets: Vec<u32>,
    /// Whether such a number counts for more than the code of this article does.
    #[serde(default)]
    pub socket_decides: bool,
    /// Whether Office 365 gives its code to whatever it has no better one for: then the words behind it decide.
    #[serde(default)]
    pub catch_all: bool,
    /// Causes that the reply of the server behind its code establishes, by how that reply begins (`4`, `5`).
    #[serde(default)]
    pub cause_by_reply: BTreeMap<String, String>,
    /// How a reply begins, in lower case, that Exchange writes itself into the place of a reply of the server.
    #[serde(default)]
    pub own_words: Vec<String>,
    /// What is written in a report that means it.
    #[serde(default, rename = "wording")]
    pub wordings: Vec<Wording>,
    /// What the server's own words tell a probe.
    #[serde(default, rename = "reply")]
    pub replies: Vec<ReplyWords>,
    /// What a report leaves likely that is not seen again from here; the first that fits counts.
    #[serde(default, rename = "contrast")]
    pub contrasts: Vec<Contrast>,
    /// Where what it says is from, with the numbers and dates that hang on it.
    #[serde(default)]
    pub sources: Vec<String>,
    /// The lab scenario that shows it.
    pub lab: Option<String>,
    /// Causes that a fault establishes before all others, wherever in the run it was seen.
    #[serde(default)]
    pub cause_when: BTreeMap<Fault, String>,
    /// Causes that a fault makes likely, wherever in the run it was seen.
    #[serde(default)]
    pub causes_beside: BTreeMap<Fault, Vec<String>>,
    /// The faults that Office 365 reports under this code.
    #[serde(default, rename = "fault")]
    pub claims: Vec<Claim>,
    /// Causes, the likeliest first.
    #[serde(default, rename = "cause")]
    pub causes: Vec<Cause>,
    /// Steps, in the order in which to take them.
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
}

/// A fault and what it says about causes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The fault.
    pub id: Fault,
    /// The cause it establishes by itself (a cause of this article).
    pub cause: Option<String>,
    /// Causes that the server's own reply establishes instead, by how its code begins (`4`, `421`); the longest
    /// beginning counts.
    #[serde(default)]
    pub cause_by_reply: BTreeMap<String, String>,
    /// Causes that another fault, seen at the same address, establishes instead.
    #[serde(default)]
    pub cause_beside: BTreeMap<Fault, String>,
    /// Causes that something else in the run establishes instead; the likely ones are then none any more.
    #[serde(default)]
    pub cause_with: BTreeMap<Circumstance, String>,
    /// Causes it makes likely, the likeliest first (causes of this article).
    #[serde(default)]
    pub causes: Vec<String>,
    /// Those of them that are none unless that was seen, anywhere in the run.
    #[serde(default)]
    pub only_with: BTreeMap<Circumstance, Vec<String>>,
    /// What must have been seen for its own cause to be established; without, nothing establishes any.
    pub only_when: Option<Circumstance>,
    /// Causes that are none where that was seen (causes of this article).
    #[serde(default)]
    pub not_with: BTreeMap<Circumstance, Vec<String>>,
    /// Codes under which today's Office 365 also reports it.
    #[serde(default)]
    pub also_reported_as: Vec<CodeId>,
    /// The same, where it ended that stage.
    #[serde(default)]
    pub also_reported_at: BTreeMap<Stage, Vec<CodeId>>,
}

/// Something that evidence of a fault may show beside the fault itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Circumstance {
    /// What was sent of a chain goes up to its root: it lacks nothing.
    RootSent,
    /// Where a resolver failed, the servers of the zone failed too when they were asked the same.
    ZoneFails,
    /// The domain that mail is routed by has no MX record, so its own addresses are tried (RFC 5321 section 5.1).
    NoMx,
    /// Another address of the same connector takes mail.
    OthersHealthy,
    /// The name has an IPv6 address.
    HasIpv6,
    /// The server's reply says "not you", whenever it is asked (5yz, RFC 5321 section 4.2.1).
    RefusedForGood,
}

impl Circumstance {
    /// The word of the assets.
    pub fn id(self) -> &'static str {
        match self {
            Self::RootSent => "root-sent",
            Self::ZoneFails => "zone-fails",
            Self::NoMx => "no-mx",
            Self::OthersHealthy => "others-healthy",
            Self::HasIpv6 => "has-ipv6",
            Self::RefusedForGood => "refused-for-good",
        }
    }

    /// The fact about the connector without which it says nothing: a smart host's name needs no MX record.
    pub fn needs(self) -> Option<Condition> {
        match self {
            Self::NoMx => Some(Condition::Mx),
            Self::RootSent | Self::ZoneFails | Self::OthersHealthy | Self::HasIpv6 | Self::RefusedForGood => None,
        }
    }

    /// Whether that evidence shows it.
    pub fn is_shown_by(self, evidence: &Evidence) -> bool {
        match self {
            Self::RootSent => matches!(evidence, Evidence::CertificateUnknownIssuer { root_sent: true, .. }),
            Self::ZoneFails => matches!(
                evidence,
                Evidence::DnsServFail { authority: AuthorityAnswer::Fails | AuthorityAnswer::Silent, .. }
            ),
            Self::NoMx => matches!(evidence, Evidence::ImplicitMx { .. }),
            Self::OthersHealthy => matches!(evidence, Evidence::Healthy { .. }),
            Self::HasIpv6 => matches!(evidence, Evidence::Records { record: RecordType::Aaaa, .. }),
            Self::RefusedForGood => evidence.reply_status().is_some_and(|status| status.starts_with('5')),
        }
    }
}

/// Words of the server that tell a cause, whichever of its replies they stand in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyWords {
    /// One of them is enough; lower case.
    pub any: Vec<String>,
    /// The cause that they establish.
    pub cause: Option<String>,
    /// Those that they only make likely, before all others.
    #[serde(default)]
    pub causes: Vec<String>,
}

impl ReplyWords {
    /// Whether one of them stands in a text of lower case.
    pub fn stand_in(&self, text: &str) -> bool {
        self.any.iter().any(|words| text.contains(words.as_str()))
    }
}

/// A report of this code beside a probe that got further: what only Office 365 meets is then likely.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contrast {
    /// The causes that the report may name; empty: any or none.
    #[serde(default)]
    pub reported: Vec<String>,
    /// The stage that every address got through which could be connected to.
    pub passed: Stage,
    /// Facts that must all hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// What is likely then, the likeliest first.
    pub causes: Vec<String>,
    /// Those of them that are none unless that was seen.
    #[serde(default)]
    pub only_with: BTreeMap<Circumstance, Vec<String>>,
}

/// A cause; its words are `.cause-<id>`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// Its name within the article: `firewall` of `316.cause.firewall`.
    pub id: String,
    /// Whether it lies in the server that answers, or its domain, and its first step says nothing of Office 365: it is then
    /// where to begin, whoever sends.
    #[serde(default)]
    pub of_the_answering: bool,
}

/// A step; its words are `.step-<id>`, with `.step-<id>-why`, `-how` and `-done` where there is more to say, and
/// `.step-<id>-here` for a step of certain faults, made concrete with the fields of their evidence.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name within the article: `firewall` of `316.fix.firewall`.
    pub id: String,
    /// Who takes it.
    pub actor: Actor,
    /// Whom it has the reader write to, where that is not who takes it.
    pub letter: Option<Actor>,
    /// Words shared by several articles: the message `step-<shared>` of `steps.ftl`, with `.why`, `.how`, `.done`.
    pub shared: Option<String>,
    /// The part of the article it stands under: `.group-<group>`.
    pub group: Option<String>,
    /// The cause of this article that it is against, or several that it is to tell apart. Once a cause is established,
    /// steps against others and those that tell apart are left out. None: it is always of use.
    #[serde(default)]
    pub causes: Vec<String>,
    /// Facts that must all hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Only when one of these faults was seen, as a fault or as a warning; empty: always.
    #[serde(default)]
    pub faults: Vec<Fault>,
    /// Only when one of these causes is established or likely, or one of its faults was seen; empty: no such limit.
    #[serde(default)]
    pub suspects: Vec<String>,
    /// Not once one of these causes is established, which make it pointless.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Whether the reason for it (`.step-<id>-why`) is a fact of the article under an id of its own, `<id>-why`.
    /// Machine output lists it behind the step, so that every fact can be found by its id ([`Article::entries`]).
    #[serde(default)]
    pub reason: bool,
    /// Only where all is well from here, and the report says otherwise.
    #[serde(default)]
    pub unseen: bool,
    /// The stage whose success proves it done; none where no probe can tell.
    pub verify: Option<Stage>,
    /// Whether that stage proves its fault gone, and not that this was done: one of several remedies, a look at something,
    /// or something that only mail from Office 365 meets.
    #[serde(default)]
    pub unproven: bool,
    /// Whether it is still of use once its faults are gone: it keeps them from coming again, or makes sure that they are.
    #[serde(default)]
    pub lasts: bool,
    /// For a step that waits: how many minutes, at least and at most, after the last change before it in its group.
    pub minutes: Option<(u32, u32)>,
    /// Ids in `assets/links.toml`.
    #[serde(default)]
    pub links: Vec<String>,
    /// Commands to copy, with `{host}`, `{ip}`, `{connector}`, `{tls_domain}`, `{presented}`, `{domain}` for values.
    #[serde(default)]
    pub commands: Vec<String>,
}

/// A fact about the connector that a step may depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// The server is our own organization's.
    Own,
    /// The server is a partner's.
    Partner,
    /// The connector names smart hosts.
    SmartHost,
    /// The connector routes by MX.
    Mx,
    /// TLS is required.
    TlsRequired,
    /// TlsSettings is DomainValidation.
    DomainValidation,
}

impl Condition {
    /// The word of the assets.
    pub fn id(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Partner => "partner",
            Self::SmartHost => "smart-host",
            Self::Mx => "mx",
            Self::TlsRequired => "tls-required",
            Self::DomainValidation => "domain-validation",
        }
    }

    /// Whether it holds for that connector.
    pub fn holds(self, connector: &Connector) -> bool {
        match self {
            Self::Own => connector.party == Party::Own,
            Self::Partner => connector.party == Party::Partner,
            Self::SmartHost => matches!(connector.route, Route::SmartHosts(_)),
            Self::Mx => matches!(connector.route, Route::Mx(_)),
            Self::TlsRequired => connector.tls.requires_tls(),
            Self::DomainValidation => matches!(connector.tls, TlsPolicy::DomainValidation(_)),
        }
    }
}

impl Article {
    /// Its code; none for `other`.
    pub fn number(&self) -> Option<EnhancedCode> {
        self.id.as_str().parse().ok()
    }

    /// The long ids of its causes, the likeliest first.
    pub fn cause_ids(&self) -> Vec<CauseId> {
        self.causes.iter().map(|cause| CauseId::of(&self.id, &cause.id)).collect()
    }

    /// Whether a step is of use, given the cause that is established.
    pub fn serves(&self, step: &Step, established: Option<&CauseId>) -> bool {
        let of_ours = established.filter(|cause| self.cause_ids().contains(cause));
        let is_against = |cause: &CauseId| matches!(&step.causes[..], [only] if CauseId::of(&self.id, only) == *cause);
        let is_pointless = |cause: &CauseId| self.names(&step.unless, cause);
        (step.causes.is_empty() || of_ours.is_none_or(is_against)) && !established.is_some_and(is_pointless)
    }

    /// Whether one of those causes of this article is that one.
    pub fn names(&self, causes: &[String], cause: &CauseId) -> bool {
        causes.iter().any(|name| CauseId::of(&self.id, name) == *cause)
    }

    /// The step to begin with where only a report is known: the first against the cause that it establishes, or against
    /// the likeliest one; else the first that nothing but the code asks for. A partner's steps are none to begin with.
    pub fn first_step(&self, established: Option<&CauseId>) -> Option<&Step> {
        let own = || self.steps.iter().filter(|step| !step.when.contains(&Condition::Partner));
        let cause = established.map(CauseId::name).or_else(|| Some(self.causes.first()?.id.as_str()))?;
        let names = |all: &[String]| all.iter().any(|name| name == cause);
        let claimed = |fault: &Fault| {
            let claims = self.claims.iter().filter(|claim| claim.id == *fault);
            claims.into_iter().any(|claim| match established {
                Some(_) => claim.cause.as_deref() == Some(cause),
                None => claim.causes.first().is_some_and(|first| first == cause),
            })
        };
        let against = |step: &&Step| names(&step.causes) || names(&step.suspects) || step.faults.iter().any(claimed);
        let open = |step: &&Step| step.faults.is_empty() && step.causes.is_empty() && step.suspects.is_empty();
        own().find(against).or_else(|| own().find(open)).or_else(|| own().next())
    }

    /// The step to begin with where the words of a report leave that cause likely: the one that is for the fewest others.
    pub fn step_for(&self, cause: &CauseId) -> Option<&Step> {
        let own = self.steps.iter().filter(|step| !step.when.contains(&Condition::Partner));
        let claimed = |fault: &Fault| {
            self.claims.iter().any(|claim| claim.id == *fault && claim.cause.as_deref() == Some(cause.name()))
        };
        let against = |step: &&Step| self.names(&step.suspects, cause) || step.faults.iter().any(claimed);
        own.filter(against).min_by_key(|step| step.faults.len())
    }

    /// The long id of a step.
    pub fn step_id(&self, step: &Step) -> StepId {
        StepId::of(&self.id, &step.id)
    }

    /// A step as an open item of a checklist, with its commands filled in and the values of its sentences.
    pub fn item(
        &self,
        step: &Step,
        commands: Vec<String>,
        args: BTreeMap<String, String>,
        noted: Option<Noted>,
    ) -> Item {
        Item {
            id: self.step_id(step),
            code: self.id.clone(),
            shared: step.shared.clone(),
            actor: step.actor,
            letter: step.letter.or((step.actor != Actor::You).then_some(step.actor)),
            group: step.group.clone(),
            verify: step.verify,
            faults: if step.lasts { Vec::new() } else { step.faults.clone() },
            links: step.links.clone(),
            commands,
            noted,
            also: Vec::new(),
            thumbprint: None,
            args,
            state: ItemState::Open,
            since: None,
            suspected: false,
            unproven: step.unproven,
            lasts: step.lasts,
            unseen: Vec::new(),
            was_ticked: false,
        }
    }

    /// What there is to list of the steps: each step, and behind it its reason where that is a fact of its own.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let mut entries = Vec::new();
        for step in &self.steps {
            entries.push(Entry { id: self.step_id(step), step, reason_of: None });
            if step.reason {
                let id = StepId::of(&self.id, &format!("{}-why", step.id));
                entries.push(Entry { id, step, reason_of: Some(self.step_id(step)) });
            }
        }
        entries
    }

    /// The message of a step's words: `code-4-4-316.step-firewall`, or `step-partner` where they are shared.
    /// [`more_words`](Self::more_words) has the ids of what follows it.
    pub fn words(&self, step: &Step) -> String {
        match &step.shared {
            Some(shared) => format!("step-{shared}"),
            None => format!("{}.step-{}", self.id.message(), step.id),
        }
    }

    /// The message of what a step has to say besides its title: `part` is `here`, `why`, `how` or `done`.
    pub fn more_words(&self, step: &Step, part: &str) -> String {
        let separator = if step.shared.is_some() { '.' } else { '-' };
        format!("{}{separator}{part}", self.words(step))
    }
}

/// One line of [`Article::entries`]: a step, or the reason for one.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Its long id: `316.fix.fix-now`, or `316.fix.fix-now-why` for the reason.
    pub id: StepId,
    /// The step itself, or the one that the reason is of.
    pub step: &'a Step,
    /// The long id of the step, where this is its reason; the words are then `.step-<id>-why`.
    pub reason_of: Option<StepId>,
}

impl Entry<'_> {
    /// The message of its words.
    pub fn words(&self, article: &Article) -> String {
        match self.reason_of {
            Some(_) => article.more_words(self.step, "why"),
            None => article.words(self.step),
        }
    }
}

impl Claim {
    /// The cause that is established, given the code of the server's reply (`421`) where it sent one, and what else
    /// was seen at the address.
    pub fn cause_for(&self, reply: Option<&str>, beside: impl Fn(Fault) -> bool) -> Option<&str> {
        let by_reply = self.cause_by(reply);
        by_reply.or_else(|| self.cause_beside(beside)).or(self.cause.as_deref())
    }

    /// The cause that something else seen at the address establishes; the likely ones are then none any more.
    pub fn cause_beside(&self, beside: impl Fn(Fault) -> bool) -> Option<&str> {
        self.cause_beside.iter().find(|(fault, _)| beside(**fault)).map(|(_, cause)| cause.as_str())
    }

    fn cause_by(&self, reply: Option<&str>) -> Option<&str> {
        wording::by_beginning(&self.cause_by_reply, reply?)
    }
}
