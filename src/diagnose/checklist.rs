//! From a finding to the steps, and from one probe to the next: what was ticked stays, what a probe can
//! prove is proved.

use std::collections::BTreeMap;

use super::{
    dedup::dedup,
    past::{Became, Past},
};
use crate::{
    knowledge::{Article, COMMAND_VALUES, Knowledge, Step},
    model::{
        Actor, Checklist, Connector, Diagnosis, EnhancedCode, Evidence, Fault, Finding, Host, Item, ItemState,
        KeptStep, Level, Noted, OtherFault, Outcome, Route, Run, Speaker, Stage, Symptom, Unseen, Verdict,
        powershell_word,
    },
};

/// The subject of the codes of network and routing (RFC 3463 section 3.5).
const NETWORK: u16 = 4;

/// The steps for a finding: those of its code that fit, then those that warnings call for.
pub(super) fn checklist(
    connector: &Connector,
    symptom: Option<&Symptom>,
    finding: &Finding,
    knowledge: &Knowledge,
) -> Checklist {
    let wrong: Vec<&Noted> = finding.evidence.iter().filter(|noted| noted.level > Level::Info).collect();
    let mut items = Vec::new();
    // With nothing to see from here, the steps of the reported code are what is left to do.
    let reported = || symptom.and_then(|symptom| symptom.code.clone());
    let code = match finding.verdict {
        Verdict::Healthy if finding.provisional => None,
        Verdict::Healthy => reported(),
        Verdict::Fault | Verdict::Inconclusive => finding.code.clone(),
    };
    if let Some(article) = code.as_ref().and_then(|code| knowledge.article(code)) {
        let general = finding.verdict != Verdict::Inconclusive;
        items.extend(
            article
                .steps
                .iter()
                .filter(|step| !step.unseen || explains(step, symptom, finding, knowledge))
                .filter_map(|step| item(connector, knowledge, (article, step), &wrong, finding, general)),
        );
    }
    // What warnings call for stands before the steps that end every list (validate, probe again).
    let warned = knowledge.articles().iter().filter(|article| Some(&article.id) != code.as_ref()).flat_map(|article| {
        article.steps.iter().filter_map(|step| item(connector, knowledge, (article, step), &wrong, finding, false))
    });
    let mut more: Vec<Item> = Vec::new();
    for item in warned {
        // A step that several articles share is taken once, for all that it mends.
        match items.iter_mut().chain(&mut more).find(|other| is_same(other, &item)) {
            Some(other) => {
                other.faults.extend(item.faults);
                dedup(&mut other.faults);
                other.suspected &= item.suspected;
            }
            None => more.push(item),
        }
    }
    let end = ending(&items);
    items.splice(end..end, more);
    // Without a verdict the list is about no code: it is what Office 365 would report, if it met the same.
    let code = code.filter(|_| finding.verdict != Verdict::Inconclusive);
    Checklist { code, items, earlier: 0 }
}

/// Whether a step against what only Office 365 meets may mend what is reported: Microsoft is asked about its own part, and the
/// way to a destination is not what the destination itself answers.
fn explains(step: &Step, symptom: Option<&Symptom>, finding: &Finding, knowledge: &Knowledge) -> bool {
    if step.letter == Some(Actor::Microsoft) {
        return is_of_office(symptom, finding, knowledge);
    }
    !symptom.is_some_and(|symptom| knowledge.is_answer(symptom))
}

/// Whether Office 365's own part explains a report that is not seen again: it is of the way (RFC 3463 section 3.5), nobody
/// else wrote it, and neither its words nor a reply that they quote name another reason. That something else failed is none,
/// where Office 365 is known to say it.
fn is_of_office(symptom: Option<&Symptom>, finding: &Finding, knowledge: &Knowledge) -> bool {
    let Some(symptom) = symptom else { return false };
    let matter = symptom.matter.as_ref().and_then(|matter| knowledge.matter(matter));
    let is_unexplained = match symptom.speaker {
        Speaker::ExchangeOnline => matter.is_none_or(|matter| matter.last_resort),
        Speaker::Unknown => matter.is_none(),
        Speaker::ExchangeServer | Speaker::Destination | Speaker::MailServer => false,
    };
    let of_way = |code: EnhancedCode| code.subject == NETWORK;
    let quoted = symptom.detail.iter().flat_map(|detail| detail.as_str().split_whitespace());
    let mut quoted = symptom.inner.iter().copied().chain(quoted.filter_map(|word| word.parse().ok()));
    let is_of_way = symptom.reported_code.is_some_and(of_way) && quoted.all(of_way);
    is_of_way && is_unexplained && symptom.cause.is_none() && finding.causes.is_empty()
}

/// Where the shared steps at the end of a list begin.
fn ending(items: &[Item]) -> usize {
    items.iter().rposition(|item| item.shared.is_none()).map_or(0, |last| last + 1)
}

fn item(
    connector: &Connector,
    knowledge: &Knowledge,
    (article, step): (&Article, &Step),
    wrong: &[&Noted],
    finding: &Finding,
    general: bool,
) -> Option<Item> {
    let holds = step.when.iter().all(|condition| condition.holds(connector));
    let elsewhere =
        |other: &OtherFault| step.faults.contains(&other.fault) && article.serves(step, other.cause.as_ref());
    if !holds || !(article.serves(step, finding.cause.as_ref()) || finding.others.iter().any(elsewhere)) {
        return None;
    }
    if step.unseen && !(finding.is_unseen() && general) {
        return None;
    }
    let is_wrong = |fault: Option<Fault>| fault.is_some_and(|fault| step.faults.contains(&fault));
    let noted = wrong.iter().find(|noted| is_wrong(noted.evidence.fault())).map(|noted| (*noted).clone());
    let mut likely = finding.causes.iter().chain(finding.others.iter().flat_map(|other| &other.causes));
    let is_suspected = likely.any(|cause| article.names(&step.suspects, cause));
    let is_limited = !step.faults.is_empty() || !step.suspects.is_empty();
    let is_seen = noted.is_some() || is_wrong(finding.fault);
    if !(is_seen || is_suspected || (!is_limited && general)) {
        return None;
    }
    let thumbprint = noted.as_ref().and_then(|noted| thumbprint_at(finding, noted));
    let mut item = filled(connector, knowledge, (article, step), noted, thumbprint);
    item.note_places(wrong.iter().filter(|noted| is_wrong(noted.evidence.fault())).copied());
    item.suspected = !is_seen && is_suspected;
    if !is_seen && finding.verdict == Verdict::Healthy && is_suspected {
        // What only Office 365 meets, no probe from here can show to be mended.
        (item.faults, item.verify) = (Vec::new(), None);
    }
    Some(item)
}

/// A step as an open item, its words and commands filled in from the connector and from what was seen.
fn filled(
    connector: &Connector,
    knowledge: &Knowledge,
    (article, step): (&Article, &Step),
    noted: Option<Noted>,
    thumbprint: Option<String>,
) -> Item {
    let values = Values { connector, noted: noted.as_ref(), thumbprint: thumbprint.as_deref() };
    let commands = step.commands.iter().map(|command| values.fill(command)).collect();
    let args = values.args().into_iter().chain(knowledge.exchange().values()).collect();
    Item { thumbprint, ..article.item(step, commands, args, noted) }
}

/// The thumbprint of the certificate that was sent where something was seen.
fn thumbprint_at(finding: &Finding, place: &Noted) -> Option<String> {
    let ip = place.ip?;
    finding.evidence.iter().filter(|noted| noted.ip == Some(ip)).find_map(|noted| match &noted.evidence {
        Evidence::Thumbprint { sha1 } => Some(sha1.clone()),
        _ => None,
    })
}

/// Whether it is one: SHA-1 in hex.
fn is_thumbprint(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A step of a case, made anew with what became of it; `None` where there is no such step any more.
pub fn remade(connector: &Connector, kept: &KeptStep, knowledge: &Knowledge) -> Option<Item> {
    let article = knowledge.article(&kept.code)?;
    let step = article.steps.iter().find(|step| article.step_id(step) == kept.id)?;
    let thumbprint = kept.thumbprint.clone().filter(|text| is_thumbprint(text));
    let mut item = filled(connector, knowledge, (article, step), kept.noted.clone(), thumbprint);
    item.verify = kept.verify;
    item.faults.clone_from(&kept.faults);
    (item.state, item.since, item.suspected) = (kept.state, kept.since, kept.suspected);
    item.unseen.clone_from(&kept.unseen);
    item.also.clone_from(&kept.also);
    item.was_ticked = kept.was_ticked;
    Some(item)
}

/// The values that commands and words may use.
struct Values<'a> {
    connector: &'a Connector,
    noted: Option<&'a Noted>,
    thumbprint: Option<&'a str>,
}

impl Values<'_> {
    fn get(&self, name: &str) -> Option<String> {
        match name {
            "host" => {
                let seen = self.noted.and_then(|noted| noted.host.clone());
                seen.or_else(|| self.connector.route.hosts().into_iter().next()).map(|host: Host| host.to_string())
            }
            "ip" => self.noted.and_then(|noted| noted.ip).map(|ip| ip.to_string()),
            "server" => self.get("host").map(|host| match host.parse::<std::net::Ipv6Addr>() {
                Ok(ip) => format!("[{ip}]:{}", self.connector.port),
                Err(_) => format!("{host}:{}", self.connector.port),
            }),
            "thumbprint" => self.thumbprint.map(str::to_owned),
            // A certificate has to have the name that the connector asks for, else that of the host.
            "certificate_name" => {
                let asked = self.connector.tls.tls_domain().map(ToString::to_string);
                let seen = || self.noted.and_then(|noted| noted.host.as_ref()?.name().map(ToString::to_string));
                let hosts =
                    || self.connector.route.hosts().iter().find_map(|host| host.name().map(ToString::to_string));
                asked.or_else(seen).or_else(hosts)
            }
            "connector" => self.connector.name.as_ref().map(ToString::to_string),
            "port" => Some(self.connector.port.to_string()),
            "tls_domain" => self.connector.tls.tls_domain().map(ToString::to_string),
            "presented" => match self.noted.map(|noted| &noted.evidence) {
                Some(Evidence::CertificateNameMismatch { presented, .. }) => presented.first().map(ToString::to_string),
                _ => None,
            },
            "domain" => match &self.connector.route {
                Route::Mx(domain) => Some(domain.to_string()),
                Route::SmartHosts(hosts) => hosts.iter().find_map(Host::name).map(ToString::to_string),
            },
            _ => None,
        }
    }

    fn args(&self) -> BTreeMap<String, String> {
        ["connector", "port", "tls_domain", "domain"]
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), self.get(name)?)))
            .collect()
    }

    /// Puts the values into a command, each as one inert word of PowerShell; what is not known stands in
    /// angle brackets.
    fn fill(&self, command: &str) -> String {
        // Host and port are one word, which an address of IPv6 stands in brackets in.
        ["server"].into_iter().chain(COMMAND_VALUES).fold(
            command.replace("{host}:{port}", "{server}"),
            |command, name| {
                let placeholder = format!("{{{name}}}");
                if !command.contains(&placeholder) {
                    return command;
                }
                let value =
                    self.get(name).map_or_else(|| format!("<{}>", name.replace('_', "-")), |v| powershell_word(&v));
                command.replace(&placeholder, &value)
            },
        )
    }
}

/// A command with what is known of a connector filled in.
pub fn command(command: &str, connector: &Connector) -> String {
    Values { connector, noted: None, thumbprint: None }.fill(command)
}

/// Brings a checklist up to a new probe: ticks are carried over, what the probe saw mended wherever it was wrong is
/// verified, what was ticked and is seen again is still seen. Steps never vanish, but for those against trouble of this
/// machine once it is over, and change places only where another fault takes the place of the one before: its steps come
/// first then, and those of the earlier one behind them. A probe without a verdict met no other fault: what it asks for
/// comes first, and all else stays in its place. So it does where this machine could not see the fault.
pub fn reconcile(before: &Checklist, after: &Diagnosis, run: &Run, past: &Past) -> Checklist {
    if !run.finished || run.cancelled {
        return before.clone();
    }
    let is_settled = after.finding.verdict != Verdict::Inconclusive;
    let is_over = after.finding.verdict == Verdict::Healthy && past.is_over();
    let after = after.checklist.clone();
    let mut items: Vec<Item> = Vec::with_capacity(before.items.len());
    let (mut present, mut is_hidden) = (0, false);
    for (place, old) in before.items.iter().enumerate() {
        let still = after.items.iter().find(|item| is_same(old, item));
        if still.is_none() && is_of_here(old) && !old.is_ticked() {
            continue;
        }
        let is_present = place < before.present().len();
        present += usize::from(is_present);
        // What the present fault asks for goes by that fault, whatever an earlier one asked it for.
        let became = match became(still.unwrap_or(old), still.is_some(), run, past) {
            // It is asked for again, and no probe sees it done, or needless, any more.
            Became::NeverMet if still.is_some() && old.is_settled() => Became::There,
            // Nothing of it can be seen, and what it was asked for is gone.
            Became::NeverMet if is_over && still.is_none() && !old.lasts && old.verify.is_none() => Became::Gone,
            became => became,
        };
        let mut item = still.unwrap_or(old).clone();
        let state = next_state(old, &became);
        (item.state, item.since) = match state {
            _ if state == old.state => (state, old.since),
            ItemState::Open => (state, None),
            _ => (state, run.started),
        };
        item.suspected = old.suspected && item.suspected;
        item.was_ticked = old.was_ticked;
        is_hidden |= is_present && matches!(&became, Became::Unseen(places) if places.iter().any(is_hidden_here));
        item.unseen = if let Became::Unseen(places) = became { places } else { Vec::new() };
        items.push(item);
    }
    let wanted: Vec<_> = after.items.iter().map(|item| item.id.clone()).collect();
    let is_new = |item: &Item| !before.items.iter().any(|old| is_same(old, item));
    let new: Vec<Item> = after.items.into_iter().filter(is_new).collect();
    let place = if is_settled { ending(&items[..present]) } else { 0 };
    let past = items.len() - present;
    items.splice(place..place, new);
    if !is_settled || is_hidden {
        return Checklist { code: before.code.clone(), items, earlier: past };
    }
    // A list that outlived its fault has no code of its own any more.
    let own = before.present().iter().find(|item| item.shared.is_none()).map(|item| &item.code);
    let is_other = after.code.is_some() && own.is_some() && after.code.as_ref() != before.code.as_ref().or(own);
    let was_earlier = |item: &Item| before.past().any(|(_, steps)| steps.iter().any(|old| old.id == item.id));
    let is_earlier = |item: &Item| !wanted.contains(&item.id) && (is_other || was_earlier(item));
    let (earlier, mut items): (Vec<Item>, Vec<Item>) = items.into_iter().partition(is_earlier);
    if is_other {
        // What both faults ask for stands where the present one has it.
        items.sort_by_key(|item| wanted.iter().position(|id| *id == item.id).unwrap_or(usize::MAX));
    }
    let count = earlier.len();
    items.extend(earlier);
    Checklist { code: after.code, items, earlier: count }
}

/// The steps after an answer of a person: those that the diagnosis asks for now, in its order, each with what became of it.
/// What was touched and is asked for no more stays behind them, so that nothing that was done is lost.
#[must_use]
pub fn answered(before: &Checklist, after: Checklist) -> Checklist {
    let mut items = after.items;
    for item in &mut items {
        if let Some(old) = before.items.iter().find(|old| is_same(old, item)) {
            (item.state, item.since, item.unseen) = (old.state, old.since, old.unseen.clone());
            item.was_ticked = old.was_ticked;
        }
    }
    let is_left = |old: &&Item| !items.iter().any(|item| is_same(old, item));
    let touched = before.present().iter().filter(|old| old.state != ItemState::Open).filter(is_left).cloned();
    let past = before.past().flat_map(|(_, steps)| steps).filter(is_left).cloned();
    let (touched, past): (Vec<_>, Vec<_>) = (touched.collect(), past.collect());
    let earlier = past.len();
    items.extend(touched.into_iter().chain(past));
    Checklist { code: after.code, items, earlier }
}

/// Whether two steps are one: several articles have steps in common, at their ends above all.
fn is_same(a: &Item, b: &Item) -> bool {
    a.name() == b.name()
}

/// Whether a step is against trouble of this machine alone.
fn is_of_here(item: &Item) -> bool {
    !item.faults.is_empty() && item.faults.iter().all(|fault| fault.is_local())
}

/// Whether it is this machine that did not get far enough there.
fn is_hidden_here(place: &Unseen) -> bool {
    place.fault.is_some_and(Fault::is_local)
}

/// What became of what a step mends. A step of the code as a whole goes by its stage, at every address.
fn became(item: &Item, still: bool, run: &Run, past: &Past) -> Became {
    let by_stage = || match item.verify {
        // Where nobody saw what was wrong pass, that others pass shows nothing of it mended.
        Some(stage) if stage_passed(run, stage) => match past.became_by(stage) {
            became @ (Became::Left | Became::Unseen(_)) => became,
            Became::NeverMet | Became::There | Became::Gone => Became::Gone,
        },
        Some(stage) if stage_failed(run, stage) => Became::There,
        Some(_) | None => Became::NeverMet,
    };
    match past.became(&item.faults) {
        // Its fault was expected and not met at a place of its own.
        Became::NeverMet if item.faults.is_empty() || !still => by_stage(),
        Became::NeverMet => Became::There,
        met => met,
    }
}

/// What a step is now. No probe says that done which none can see: it is needless, unless a person did it.
fn next_state(item: &Item, became: &Became) -> ItemState {
    // That a fault is seen again shows that a step was not enough, whoever else could have mended it.
    let is_provable = item.verify.is_some() && !item.suspected;
    match (became, item.state) {
        (Became::NeverMet, state) => state,
        (Became::Gone, _) if is_provable && !item.unproven => ItemState::Verified,
        (Became::Gone | Became::Left, ItemState::Open | ItemState::NotSeen) => ItemState::NotNeeded,
        // A person did it, and what it was not enough for is over.
        (Became::Gone | Became::Left, ItemState::StillSeen) => ItemState::Ticked,
        (Became::There, ItemState::Ticked | ItemState::StillSeen) if is_provable => ItemState::StillSeen,
        (Became::There, ItemState::Verified) if is_provable && item.was_ticked => ItemState::StillSeen,
        (Became::There, ItemState::Verified) if is_provable => ItemState::Open,
        (Became::There, ItemState::NotSeen | ItemState::NotNeeded) => ItemState::Open,
        (Became::Unseen(_), ItemState::Open | ItemState::Verified) => ItemState::NotSeen,
        (Became::Gone | Became::Left | Became::There | Became::Unseen(_), state) => state,
    }
}

/// Whether every address that was tried got through that stage.
fn stage_passed(run: &Run, stage: Stage) -> bool {
    let mut tried = run.endpoints.iter().filter(|endpoint| endpoint.tried).peekable();
    tried.peek().is_some()
        && match stage {
            Stage::Dns => !matches!(run.route, Some(Outcome::Failed(_))),
            stage => tried.all(|endpoint| endpoint.stage(stage).passed()),
        }
}

/// Whether something failed at that stage.
fn stage_failed(run: &Run, stage: Stage) -> bool {
    match stage {
        Stage::Dns => matches!(run.route, Some(Outcome::Failed(_))),
        stage => run.endpoints.iter().any(|endpoint| endpoint.stage(stage).fault().is_some()),
    }
}
