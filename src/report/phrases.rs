//! Phrases that several documents and both faces share, so that each is worded once: the line of a code, of a
//! connector; a finding; causes; steps with their state. What was reported has its own in `reported`.
//!
//! Whole documents are made of them in `check`, `explain`, `chain` and `read`; how they stand on a screen is left to the
//! faces.

use crate::{
    intake::targets,
    knowledge::{Knowledge, Question},
    l10n::{Args, Texts},
    model::{
        Answers, CauseId, CertificateProblem, Checklist, CodeId, Connector, DONT_KNOW, Diagnosis, Fault, Finding, Host,
        Item, ItemState, Level, Noted, OtherFault, Repair, Route, Run, Stage, TlsPolicy, Unknown, Verdict, View,
    },
};

/// The code as Office 365 writes it, with its title: `450 4.4.316 Connection refused`.
pub fn code_line(code: &CodeId, texts: &Texts) -> String {
    match code.reply() {
        Some(reply) => format!("{reply} {}", texts.code_title(code)),
        None => texts.code_title(code),
    }
}

/// The code that is concluded, in words: where it has no number, a code and not the title of the article on all others.
pub fn concluded(code: &CodeId, texts: &Texts) -> String {
    if code.reply().is_some() { code_line(code, texts) } else { texts.concluded(code) }
}

/// The article a cause belongs to.
pub fn code_of(cause: &CauseId, knowledge: &Knowledge) -> Option<CodeId> {
    let short = cause.as_str().split('.').next()?;
    knowledge.articles().iter().map(|article| &article.id).find(|id| id.short() == short).cloned()
}

/// The likely causes in words, in the order of the finding.
pub fn causes(connector: &Connector, finding: &Finding, knowledge: &Knowledge, texts: &Texts) -> Vec<String> {
    worded(&finding.causes, connector, knowledge, texts)
}

/// What is wrong at other addresses than the one that decided: where and what, and the likely causes in words.
pub fn elsewhere(
    connector: &Connector,
    finding: &Finding,
    knowledge: &Knowledge,
    texts: &Texts,
) -> Vec<(String, Vec<String>)> {
    let told = |other: &OtherFault| {
        let at: Vec<_> = other.at.iter().map(ToString::to_string).collect();
        let args = Args::new()
            .text("addresses", texts.list(&at))
            .number("count", at.len())
            .text("stage", texts.stage(other.stage))
            .text("fault", texts.fault(other.fault));
        (texts.with("other-fault", &args), worded(&other.causes, connector, knowledge, texts))
    };
    finding.others.iter().map(told).collect()
}

fn worded(causes: &[CauseId], connector: &Connector, knowledge: &Knowledge, texts: &Texts) -> Vec<String> {
    let args = finding_args(connector);
    causes.iter().filter_map(|cause| Some(texts.cause(&code_of(cause, knowledge)?, cause, &args))).collect()
}

/// The values of the connector that words about a finding may use.
fn finding_args(connector: &Connector) -> Args {
    let first = connector.route.hosts().first().map(ToString::to_string).unwrap_or_default();
    Args::new()
        .text("connector", connector.name.as_ref().map(ToString::to_string).unwrap_or_default())
        .text("host", &first)
        .text("domain", &first)
        .text("tls-domain", connector.tls.tls_domain().map(ToString::to_string).unwrap_or_default())
        .text("port", connector.port)
}

/// A host as it is looked up, and behind it the form of an international name that people read.
pub fn both_forms(host: &Host) -> String {
    match host.name().and_then(targets::unicode) {
        Some(read) => format!("{host} ({read})"),
        None => host.to_string(),
    }
}

/// What a connector delivers to, in a word: its domain, or its first smart host and how many more there are.
pub fn target(connector: &Connector) -> String {
    match &connector.route {
        Route::Mx(domain) => domain.to_string(),
        Route::SmartHosts(hosts) => match hosts.as_slice() {
            [only] => only.to_string(),
            [first, others @ ..] => format!("{first} (+{})", others.len()),
            [] => String::new(),
        },
    }
}

/// What a connector is called: by its name, else by what it delivers to.
pub fn named(connector: &Connector) -> String {
    let name = connector.name.as_ref().map(ToString::to_string).filter(|name| !name.trim().is_empty());
    name.unwrap_or_else(|| target(connector))
}

/// The connector on one line.
pub fn connector_line(connector: &Connector, texts: &Texts) -> String {
    texts.with("report-connector", &connector_args(connector, texts))
}

/// The values of a connector for a sentence about it.
pub fn connector_args(connector: &Connector, texts: &Texts) -> Args {
    let hosts: Vec<_> = connector.route.hosts().iter().map(ToString::to_string).collect();
    Args::new()
        .text("named", if connector.name.is_some() { "yes" } else { "no" })
        .text("name", connector.name.as_ref().map(ToString::to_string).unwrap_or_default())
        .text("route", connector.route.id())
        .text("hosts", texts.list(&hosts))
        .number("count", hosts.len())
        .text("port", connector.port)
        .text("party", connector.party.id())
        .text("tls", connector.tls.id())
        .text("tls-domain", connector.tls.tls_domain().map(ToString::to_string).unwrap_or_default())
}

/// How a pool is weighed, some of whose addresses take mail where others stop it, of one preference or each the end of
/// another smart host; `None` where all are alike.
pub fn pool(run: &Run, finding: &Finding, texts: &Texts) -> Option<String> {
    let decided = finding.decided_by.filter(|_| finding.verdict == Verdict::Fault).and_then(|id| run.endpoint(id))?;
    let (of, preference) = (&run.host_of(decided).of, run.preference_of(decided));
    let tried: Vec<_> = run.endpoints.iter().filter(|endpoint| endpoint.tried).collect();
    let well = tried.iter().filter(|endpoint| endpoint.is_healthy());
    let beside = well.clone().any(|endpoint| {
        let is_alike = run.host_of(endpoint).of == *of && run.preference_of(endpoint) == preference;
        is_alike || run.host_of(endpoint).of != *of && run.ends_up_at(endpoint)
    });
    let failures: Vec<_> = tried.iter().filter_map(|endpoint| endpoint.failure()).collect();
    let firsts = failures.iter().enumerate().filter(|(at, failure)| !failures[..*at].contains(failure));
    let faults: Vec<_> = firsts
        .map(|(_, (stage, fault))| {
            let count = failures.iter().filter(|failure| **failure == (*stage, *fault)).count();
            let args = Args::new().text("stage", texts.stage(*stage)).text("fault", texts.fault(*fault));
            texts.with("pool-fault", &args.number("count", count))
        })
        .collect();
    let args = Args::new().number("well", well.count()).number("count", tried.len());
    beside.then(|| texts.with("pool-mixed", &args.text("faults", texts.list(&faults))))
}

/// What a repair means where there is no report to lay it beside.
pub fn since_repair(finding: &Finding, texts: &Texts) -> Option<String> {
    let id = if finding.may_remain { Some("may-remain") } else { finding.is_repaired().then_some("repaired-queue") };
    id.filter(|_| finding.agreement.is_none()).map(|id| texts.get(id))
}

/// What was wrong before and is gone, with both times: a line for what several places have in common.
pub fn repaired(finding: &Finding, texts: &Texts) -> Vec<String> {
    let alike = |one: &Repair, other: &Repair| {
        (one.fault, one.stage, one.seen, one.gone, one.listed)
            == (other.fault, other.stage, other.seen, other.gone, other.listed)
    };
    let place = |repair: &Repair| match (repair.ip, &repair.host) {
        (Some(ip), _) => ip.to_string(),
        (None, Some(host)) => host.to_string(),
        (None, None) => texts.stage(Stage::Dns),
    };
    let all = &finding.repaired;
    let firsts = all.iter().enumerate().filter(|(at, repair)| !all[..*at].iter().any(|before| alike(before, repair)));
    let told = firsts.map(|(_, repair)| {
        let places: Vec<_> = all.iter().filter(|other| alike(other, repair)).map(place).collect();
        let args = Args::new()
            .text("places", texts.list(&places))
            .text("fault", texts.fault(repair.fault))
            .text("stage", texts.stage(repair.stage))
            .text("seen", texts.date(repair.seen))
            .text("gone", texts.date(repair.gone))
            .text("listed", if repair.listed { "yes" } else { "no" });
        texts.with("repaired-at", &args)
    });
    told.collect()
}

/// Why nothing is known of what a step mends, place by place.
pub fn unseen(item: &Item, texts: &Texts) -> Vec<String> {
    let told = item.unseen.iter().map(|place| match place.ip {
        Some(ip) => {
            let fault = place.fault.map_or("none".to_owned(), |fault| texts.fault(fault));
            texts.with("step-not-seen", &Args::new().text("ip", ip).text("fault", fault))
        }
        None => texts.get("step-not-seen-name"),
    });
    told.collect()
}

/// Which TLS setting refuses the certificate, and (if not in `short`) which would take it; `None` where something else
/// is wrong.
pub fn setting_sentence(connector: &Connector, finding: &Finding, short: bool, texts: &Texts) -> Option<String> {
    let problem = finding.fault.filter(|_| finding.verdict == Verdict::Fault).and_then(Fault::problem)?;
    let only_name = finding.faults.iter().all(|fault| fault.problem() == Some(CertificateProblem::NameMismatch));
    let (setting, minds) = match (&connector.tls, problem) {
        // No setting takes an old version.
        (_, CertificateProblem::UnsupportedVersion) => return None,
        (TlsPolicy::DomainValidation(_), _) if only_name => ("DomainValidation", "name"),
        (TlsPolicy::DomainValidation(_), _) => ("DomainValidation", "domain"),
        (TlsPolicy::CertificateValidation, _) => ("CertificateValidation", "certificate"),
        (TlsPolicy::Opportunistic | TlsPolicy::EncryptionOnly, _) => return None,
    };
    let name = connector.tls.tls_domain().map(ToString::to_string).unwrap_or_default();
    let args = Args::new().text("minds", minds).text("setting", setting).text("tls-domain", name);
    Some(texts.with(if short { "setting-minds.short" } else { "setting-minds" }, &args))
}

/// From where this machine looks: the message `<id>`, `<id>-name` or `<id>-address`, as far as it is known; `None` where
/// nothing is.
pub fn vantage(view: &View, id: &str, texts: &Texts) -> Option<String> {
    let args = Args::new()
        .text("host", view.host.as_ref().map(ToString::to_string).unwrap_or_default())
        .text("ip", view.ip.map(|ip| ip.to_string()).unwrap_or_default());
    match (&view.host, view.ip) {
        (Some(_), Some(_)) => Some(texts.with(id, &args)),
        (Some(_), None) => Some(texts.with(&format!("{id}-name"), &args)),
        (None, Some(_)) => Some(texts.with(&format!("{id}-address"), &args)),
        (None, None) => None,
    }
}

/// The heading of the part of its article that a step stands under, where it stands under one.
pub fn group(code: &CodeId, name: Option<&String>, texts: &Texts) -> Option<String> {
    texts.try_get(&format!("{}.group-{}", code.message(), name?))
}

/// `Case: Since the new firewall …`
pub fn labelled(label: &str, detail: impl ToString, texts: &Texts) -> String {
    texts.with("report-detail", &Args::new().text("label", texts.get(label)).text("detail", detail))
}

/// What becomes of the steps to an earlier fault, in one line.
pub fn earlier(steps: &[Item], texts: &Texts) -> String {
    let of = Checklist { items: steps.to_vec(), ..Checklist::default() };
    let title = steps.first().map(|item| concluded(&item.code, texts)).unwrap_or_default();
    texts.with("earlier-steps", &Args::new().text("title", title).text("states", counts(&of, texts)))
}

/// How many steps are verified, ticked and open. What is ticked and still seen is ticked: its tick is lost like another.
pub fn counts(checklist: &Checklist, texts: &Texts) -> String {
    let args = Args::new()
        .number("verified", checklist.count(ItemState::Verified))
        .number("ticked", checklist.ticks())
        .number("needless", checklist.count(ItemState::NotNeeded))
        .number("open", checklist.open());
    texts.with("checklist-counts", &args)
}

/// Why the steps are those of an earlier probe, where this one came to no verdict or did not see that fault from here;
/// `named`: and what that fault is, where it does not stand beside it.
pub fn standing(diagnosis: &Diagnosis, named: bool, texts: &Texts) -> Option<String> {
    let Diagnosis { finding, checklist } = diagnosis;
    let code = checklist.code.as_ref()?;
    let stands = match finding.verdict {
        Verdict::Inconclusive => true,
        Verdict::Fault => finding.code.as_ref() != Some(code),
        Verdict::Healthy => false,
    };
    let args = Args::new().text("title", concluded(code, texts)).text("verdict", finding.verdict.id());
    stands.then(|| texts.with(if named { "steps-stand.of" } else { "steps-stand" }, &args))
}

/// That the fault is another one than the probe before saw, and which that was: as long as steps to that one are listed.
pub fn another(diagnosis: &Diagnosis, texts: &Texts) -> Option<String> {
    let Diagnosis { finding, checklist } = diagnosis;
    let is_present = finding.verdict == Verdict::Fault && finding.code == checklist.code;
    let (_, steps) = checklist.past().next().filter(|_| is_present)?;
    let before = steps.first().filter(|item| Some(&item.code) != finding.code.as_ref())?;
    let title = before.code.reply().unwrap_or_else(|| concluded(&before.code, texts));
    Some(texts.with("another-fault-stands", &Args::new().text("title", title)))
}

/// A fact about connectors in general, as a sentence.
pub(super) fn fact(id: &str, knowledge: &Knowledge, texts: &Texts) -> String {
    texts.with(&id.replace('.', "-"), &values(knowledge))
}

/// The numbers of Exchange Online, for messages that use them.
pub(super) fn values(knowledge: &Knowledge) -> Args {
    knowledge.exchange().values().iter().fold(Args::new(), |args, (name, value)| args.text(name, value))
}

/// What was found where there is no code, in a sentence. A person who stopped the probe is told that, and not that this
/// machine could not look.
pub fn verdict(run: &Run, finding: &Finding, texts: &Texts) -> String {
    if is_stopped(run, finding) {
        return texts.get("verdict-stopped");
    }
    if finding.verdict == Verdict::Healthy && !run.finished {
        return texts.get("nothing-wrong-yet");
    }
    if finding.is_repaired() {
        return texts.get("verdict-repaired");
    }
    let untried = || {
        finding.unknown.contains(&Unknown::Untried)
            || finding.evidence.iter().any(|noted| noted.evidence.tells_of_untried())
    };
    if finding.verdict == Verdict::Inconclusive && finding.fault.is_none() && untried() {
        return texts.get("report-title-inconclusive");
    }
    texts.get(&format!("verdict-{}", finding.verdict.id()))
}

/// Why there is no verdict, where more can be said of it than [`verdict`] says.
pub fn no_verdict(run: &Run, finding: &Finding, texts: &Texts) -> Option<String> {
    let mut evidence = finding.evidence.iter().map(|noted| &noted.evidence);
    let decisive = evidence.find(|seen| match finding.fault {
        Some(fault) => seen.fault() == Some(fault),
        // Nothing wrong was seen that decides, and not all was seen.
        None => seen.tells_of_untried(),
    })?;
    (!is_stopped(run, finding)).then(|| texts.inconclusive(decisive)).flatten()
}

/// The evidence behind the code that is concluded, and how many faults stand beside it; with its numbers where there is
/// room for them. `None` where nothing wrong was seen.
pub fn witness(run: &Run, finding: &Finding, wide: bool, texts: &Texts) -> Option<String> {
    if finding.verdict == Verdict::Inconclusive {
        return no_verdict(run, finding, texts);
    }
    let fault = |noted: &&Noted| noted.level == Level::Fault;
    let deciding =
        |noted: &&Noted| fault(noted) && noted.evidence.fault().is_some() && noted.evidence.fault() == finding.fault;
    let noted = finding.evidence.iter().find(deciding).or_else(|| finding.evidence.iter().find(fault))?;
    let more = finding.faults.len().saturating_sub(1);
    let label = texts.evidence_label(&noted.evidence)?;
    let seen = match texts.evidence_in_short(&noted.evidence).filter(|_| wide) {
        Some(detail) => texts.with("witness-says", &Args::new().text("fault", label).text("detail", detail)),
        None => label,
    };
    let args = Args::new().text("seen", seen).number("count", more);
    let args = match noted.ip {
        Some(ip) => args.text("at", ip),
        None => return Some(texts.with(if more > 0 { "witness-alone-more" } else { "witness-alone" }, &args)),
    };
    Some(texts.with(if more > 0 { "witness-more" } else { "witness" }, &args))
}

/// That more could still be seen, because the probe goes on or was stopped; `None` where that is no news.
pub fn provisional(run: &Run, finding: &Finding, texts: &Texts) -> Option<String> {
    if !finding.provisional || is_stopped(run, finding) {
        return None;
    }
    Some(texts.get(if run.cancelled { "report-provisional" } else { "provisional" }))
}

/// Whether there is no verdict because a person stopped the probe.
pub(super) fn is_stopped(run: &Run, finding: &Finding) -> bool {
    run.cancelled && finding.verdict == Verdict::Inconclusive && finding.fault.is_none()
}

/// The questions that are worth asking at a finding, answered ones among them.
pub fn asked<'a>(finding: &'a Finding, knowledge: &Knowledge) -> impl Iterator<Item = &'static Question> + use<'a> {
    knowledge.questions().iter().filter(|question| finding.questions.contains(&question.id))
}

/// What was answered to questions that are not worth asking at a finding.
pub fn idle_answers<'a>(
    answers: &'a Answers,
    finding: &'a Finding,
    knowledge: &Knowledge,
) -> impl Iterator<Item = (&'static Question, &'a str)> + use<'a> {
    let idle = knowledge.questions().iter().filter(|question| !finding.questions.contains(&question.id));
    idle.filter_map(|question| Some((question, answers.to(&question.id)?)))
}

/// The words of a question.
pub fn question(question: &Question, texts: &Texts) -> String {
    texts.get(&format!("question-{}", question.id))
}

/// The words of an answer, by its id.
pub fn answer(question: &Question, id: &str, texts: &Texts) -> String {
    match id {
        DONT_KNOW => texts.get("question-dont-know"),
        id => texts.get(&format!("question-{}.answer-{id}", question.id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_international_host_is_told_in_both_forms() {
        let host = |name: &str| both_forms(&Host::Name(name.parse().expect("a name")));
        assert_eq!(host("xn--bcher-kva.example"), "xn--bcher-kva.example (bücher.example)");
        assert_eq!(host("mail.contoso.com"), "mail.contoso.com");
    }
}
