//! The letter to whoever has to act and is not the reader: a partner, a DNS host, the network team, Microsoft support. What
//! Office 365 wrote, what was seen at *their* addresses, what is asked of them, how they can look for themselves.
//!
//! It leaves the house, so nothing of the own network is in it: what was seen passes [`Own`] first, before it becomes
//! words. How a letter is chosen, copied and saved is left to the faces.

mod own;

use own::Own;

use super::{
    Block, Document, Entry, Inquiry, Section, chain,
    command::command,
    phrases::{code_line, pool, target, values},
    reported::symptom_line,
    seen::seen,
    steps::whole,
};
use crate::{
    knowledge::{Article, Condition, Knowledge, Step},
    l10n::{Args, Texts},
    model::{
        Actor, Agreement, Answers, CertificateProblem, CodeId, Connector, Diagnosis, Direction, Domain, Endpoint,
        EnhancedCode, Evidence, Fault, Finding, Host, Item, Level, Noted, Party, Run, Settings, Stage, Symptom,
        TranscriptLine, WireText,
    },
};

/// Columns of a letter as text, whatever the window: a line of a mail should have no more (RFC 5322 section 2.1.1).
pub const LETTER_WIDTH: usize = 78;

/// The most of what Office 365 wrote that is quoted, in bytes.
const MAX_QUOTED: usize = 600;

/// The last lines of a conversation that are quoted.
const MAX_LINES: usize = 16;

/// The letter to that actor; `None` where no step has anything to write to them.
pub fn letter(
    inquiry: &Inquiry<'_>,
    run: &Run,
    diagnosis: &Diagnosis,
    actor: Actor,
    knowledge: &Knowledge,
    texts: &Texts,
) -> Option<Document> {
    if !diagnosis.checklist.has_letter_to(actor) {
        return None;
    }
    let is_of_it = |symptom: &&Symptom| !is_of_another_kind(symptom, &diagnosis.finding, knowledge);
    let inquiry = &Inquiry { symptom: inquiry.symptom.filter(is_of_it), ..*inquiry };
    let own = Own::of(inquiry, run, knowledge, texts);
    let (run, finding) = (own.run(run), own.finding(&diagnosis.finding, actor));
    let symptom = inquiry.symptom.map(|symptom| own.symptom(symptom));
    let code = finding.code.clone().or_else(|| symptom.as_ref()?.code.clone());
    let (run, finding) = theirs(run, finding, actor);
    let title = subject(inquiry.connector, symptom.as_ref(), code.as_ref(), texts);
    let mut document = Document { title, ..Document::default() };
    let mut opening = opening(inquiry.connector, code.as_ref(), &finding, actor, knowledge, texts);
    opening.splice(1..1, pool(&run, &finding, texts));
    opening.extend(inquiry.redacted.then(|| texts.get("letter-redacted")));
    document.add(Section::plain(vec![Block::Paragraph(vec![texts.get("letter-greeting")])]));
    document.add(Section::plain(vec![Block::Paragraph(opening)]));
    document.add(written(symptom.as_ref(), texts));
    document.add(which(actor, symptom.as_ref(), texts));
    let looked = Block::Paragraph(vec![looked(&run, texts)]);
    let seen = Block::List(seen(&run, &finding, texts));
    document.add(Section::headed(texts.get("letter-seen"), vec![looked, seen]));
    document.add(chain::certificates(&run, &finding, texts));
    document.add(conversation(&run, &finding, texts));
    let is_of_names = decisive(&run, &finding).is_none();
    document.add(asked(inquiry.connector, diagnosis, &finding, (actor, is_of_names), knowledge, texts));
    document.add(match actor {
        Actor::Microsoft => in_their_own(inquiry.connector, &run, &finding, texts),
        Actor::You | Actor::DnsHost | Actor::NetworkTeam | Actor::Partner => themselves(inquiry, &run, &finding, texts),
    });
    let is_returned =
        symptom.as_ref().and_then(|symptom| symptom.reported_code).is_some_and(EnhancedCode::is_permanent);
    let end = [if is_returned { "letter-returned" } else { "letter-retry" }, "letter-tell-us"]
        .map(|id| texts.with(id, &values(knowledge)));
    document.add(Section::plain(vec![Block::Paragraph(end.to_vec())]));
    document.add(Section::plain(vec![Block::Facts(vec![texts.get("letter-close")])]));
    document.bound();
    Some(document)
}

/// A letter as text: the subject on one line, and below it the letter in lines of a mail.
pub fn letter_text(letter: &Document) -> String {
    let text = letter.text(LETTER_WIDTH);
    let (_, body) = text.split_once("\n\n").unwrap_or_default();
    format!("{}\n\n{body}", letter.title)
}

/// That there is nothing to write to an actor, as a sentence.
pub fn no_letter(actor: Actor, texts: &Texts) -> String {
    texts.with("letter-none", &Args::new().text("actor", actor.id()))
}

/// Whether a report speaks of something that no connection fails with (a server that takes no mail for now, a limit), where what
/// is seen fails and is no such answer itself: whoever is asked to mend this has nothing to do with that.
fn is_of_another_kind(symptom: &Symptom, finding: &Finding, knowledge: &Knowledge) -> bool {
    let Some(fault) = finding.fault else { return false };
    let claim = || knowledge.claim(fault).zip(symptom.cause.as_ref());
    let is_answer = || claim().is_some_and(|((article, claim), cause)| article.names(&claim.causes, cause));
    match finding.agreement {
        Some(Agreement::Different { .. }) => symptom.matter.is_some() || knowledge.is_answer(symptom),
        Some(Agreement::OtherReason) => knowledge.is_answer(symptom) && !is_answer(),
        _ => false,
    }
}

/// What of a run is that actor's business: a DNS host has no addresses.
fn theirs(mut run: Run, mut finding: Finding, actor: Actor) -> (Run, Finding) {
    let of_names = |noted: &Noted| noted.ip.is_none();
    let local = |noted: &Noted| noted.evidence.fault().is_some_and(Fault::is_local);
    finding.evidence.retain(|noted| match actor {
        _ if local(noted) => false,
        Actor::DnsHost => of_names(noted),
        Actor::You | Actor::NetworkTeam | Actor::Partner | Actor::Microsoft => {
            !of_names(noted) || noted.level > Level::Info
        }
    });
    if actor == Actor::DnsHost {
        run.endpoints.clear();
    }
    (run, finding)
}

/// The first line, which becomes the subject of the mail: with what Office 365 wrote, which is what their log has, else
/// with what it would write.
fn subject(connector: &Connector, symptom: Option<&Symptom>, code: Option<&CodeId>, texts: &Texts) -> String {
    let args = Args::new().text("target", target(connector));
    let written = symptom.filter(|symptom| symptom.reported_code.is_some());
    let written = written.map(|symptom| symptom_line(&Symptom { detail: None, ..symptom.clone() }));
    let concluded = || Some(code_line(code.filter(|code| code.reply().is_some())?, texts));
    match written.or_else(concluded) {
        Some(error) => texts.with("letter-subject", &args.text("error", error)),
        None => texts.with("letter-subject-plain", &args),
    }
}

/// Why one writes: in which place the reader of the letter stands, and what the code means.
fn opening(
    connector: &Connector,
    code: Option<&CodeId>,
    finding: &Finding,
    actor: Actor,
    knowledge: &Knowledge,
    texts: &Texts,
) -> Vec<String> {
    let args = values(knowledge).text("target", target(connector)).text("actor", reader(actor, finding));
    let mut opening = vec![texts.with("letter-opening", &args)];
    // Of the article on every other code it would be no more than that something is wrong.
    if let Some(code) = code.filter(|code| code.reply().is_some() && !finding.faults.is_empty()) {
        let words = |part: &str| texts.try_get(&format!("{}.{part}", code.message()));
        opening.extend(words("verdict").or_else(|| words("meaning")));
    }
    opening.push(texts.with("letter-waits", &args));
    opening
}

/// What Office 365 wrote, word for word, when, and of which server.
fn written(symptom: Option<&Symptom>, texts: &Texts) -> Section {
    let Some(symptom) = symptom else { return Section::default() };
    let mut line = symptom_line(symptom);
    if let Some(detail) = &symptom.detail {
        let head = symptom_line(&Symptom { detail: None, ..symptom.clone() });
        line = format!("{head} [{}]", detail.shortened(MAX_QUOTED));
    }
    let mut facts = vec![line];
    if let Some(at) = symptom.at {
        facts.push(texts.with("letter-at", &Args::new().text("at", texts.date(at))));
    }
    if let Some(at) = symptom.last_attempt.as_ref().filter(|_| symptom.at.is_none()) {
        facts.push(texts.with("letter-last-attempt", &Args::new().text("at", at)));
    }
    if let Some(server) = &symptom.server_name {
        facts.push(texts.with("letter-server", &Args::new().text("server", server)));
    }
    if let Some(ip) = symptom.server_ip {
        facts.push(texts.with("letter-server-address", &Args::new().text("ip", ip)));
    }
    Section::headed(texts.get("letter-written"), vec![Block::Facts(facts)])
}

/// By what Microsoft finds the messages, to be filled in where the report does not tell it.
fn which(actor: Actor, symptom: Option<&Symptom>, texts: &Texts) -> Section {
    if actor != Actor::Microsoft {
        return Section::default();
    }
    let told = |of: fn(&Symptom) -> Option<&WireText>| {
        let id = symptom.and_then(of).map_or_else(|| "none".to_owned(), ToString::to_string);
        Args::new().text("id", id)
    };
    let message = texts.with("letter-message", &told(|symptom| symptom.message_id.as_ref()));
    let tenant = texts.with("letter-tenant", &told(|symptom| symptom.tenant.as_ref()));
    Section::headed(texts.get("letter-which"), vec![Block::Facts(vec![message, tenant])])
}

/// When and from where it was looked, as far as that is told to others.
fn looked(run: &Run, texts: &Texts) -> String {
    match run.started {
        Some(at) => texts.with("letter-looked", &Args::new().text("at", texts.date(at))),
        None => texts.get("letter-looked-never"),
    }
}

/// The address that decided, else the first that failed.
fn decisive<'a>(run: &'a Run, finding: &Finding) -> Option<&'a Endpoint> {
    let decided = finding.decided_by.and_then(|id| run.endpoint(id));
    decided.or_else(|| run.endpoints.iter().find(|endpoint| endpoint.failure().is_some()))
}

/// What was said at the address that decided, byte for byte as far as it can be shown.
fn conversation(run: &Run, finding: &Finding, texts: &Texts) -> Section {
    let Some(endpoint) = decisive(run, finding).filter(|endpoint| !endpoint.transcript.is_empty()) else {
        return Section::default();
    };
    let line = |line: &TranscriptLine| {
        let mark = match line.direction {
            Direction::In => "<",
            Direction::Out => ">",
        };
        format!("{mark} {}", line.text)
    };
    let from = endpoint.transcript.len().saturating_sub(MAX_LINES);
    let said = endpoint.transcript[from..].iter().map(line).collect();
    let args = Args::new().text("ip", endpoint.ip).text("host", &run.host_of(endpoint).host);
    Section::headed(texts.with("letter-said", &args), vec![Block::Facts(said)])
}

/// What is asked of the reader of the letter; `is_of_names`: no server answered anything, because the names lead to none.
fn asked(
    connector: &Connector,
    diagnosis: &Diagnosis,
    finding: &Finding,
    (actor, is_of_names): (Actor, bool),
    knowledge: &Knowledge,
    texts: &Texts,
) -> Section {
    let items = diagnosis.checklist.items.iter().filter(|item| item.actor == actor);
    let mut entries: Vec<_> = items.map(|item| whole(item, knowledge, texts)).collect();
    // Whoever reads it need not have this program, but what it would list once.
    let is_list = |command: &String| command == "mxray ranges";
    if let Some(entry) = entries.iter_mut().find(|entry| entry.commands.iter().any(is_list)) {
        entry.commands.extend(knowledge.exchange().addresses.ranges.iter().map(ToString::to_string));
    }
    entries.iter_mut().for_each(|entry| entry.commands.retain(|command| !command.starts_with("mxray ")));
    if actor == Actor::Partner {
        let items = of_partner(connector, finding, knowledge);
        entries.extend(items.iter().map(|item| Entry { commands: Vec::new(), ..whole(item, knowledge, texts) }));
    }
    if entries.is_empty() {
        let of_names = match finding.fault {
            Some(Fault::NullMx) => "null-mx",
            Some(_) if is_of_names => "names",
            Some(_) | None => actor.id(),
        };
        let about = if actor == Actor::Partner { of_names } else { reader(actor, finding) };
        entries.push(Entry::new(texts.with("letter-ask", &values(knowledge).text("about", about))));
    }
    let needs = needs(connector, finding, texts).map(|needs| Block::Paragraph(vec![needs]));
    let asked = Block::Numbered { from: 1, entries };
    Section::headed(texts.get("letter-asked"), needs.into_iter().chain([asked]).collect())
}

/// What the connector demands of a certificate, where that is what stops the mail: they do not know its settings.
fn needs(connector: &Connector, finding: &Finding, texts: &Texts) -> Option<String> {
    let problem = finding.fault.and_then(Fault::problem)?;
    if problem == CertificateProblem::UnsupportedVersion || !connector.tls.requires_trust() {
        return None;
    }
    let name = connector.tls.tls_domain().map(ToString::to_string);
    let minds = if name.is_some() { "domain" } else { "certificate" };
    Some(texts.with("letter-needs", &Args::new().text("minds", minds).text("name", name.unwrap_or_default())))
}

/// What a partner does about what was seen, at the address that decided and at the others: what one would do oneself if
/// the servers were one's own.
fn of_partner(connector: &Connector, finding: &Finding, knowledge: &Knowledge) -> Vec<Item> {
    if connector.party != Party::Partner {
        return Vec::new();
    }
    let theirs = Connector { party: Party::Own, ..connector.clone() };
    let args = || {
        let name = connector.tls.tls_domain().map(ToString::to_string).unwrap_or_default();
        let own = [("port", connector.port.to_string()), ("tls_domain", name)];
        let own = own.map(|(name, value)| (name.to_owned(), value));
        knowledge.exchange().values().into_iter().chain(own).collect()
    };
    // What is wrong at several addresses may be of one article, with another cause at each.
    let elsewhere = finding.others.iter().map(|other| (other.code.as_ref(), other.cause.as_ref()));
    let explained: Vec<_> = std::iter::once((finding.code.as_ref(), finding.cause.as_ref())).chain(elsewhere).collect();
    let firsts =
        explained.iter().enumerate().filter(|(at, (code, _))| !explained[..*at].iter().any(|one| one.0 == *code));
    let articles = firsts.filter_map(|(_, (code, _))| knowledge.article((*code)?));
    let fits = |article: &Article, step: &Step| {
        let mut causes = explained.iter().filter(|(code, _)| *code == Some(&article.id)).map(|(_, cause)| *cause);
        is_of_server(step, &theirs, finding) && causes.any(|cause| article.serves(step, cause))
    };
    let steps = articles.flat_map(|article| article.steps.iter().map(move |step| (article, step)));
    let steps = steps.filter(|(article, step)| fits(article, step));
    let item = |(article, step): (&Article, &Step)| {
        let calls = |noted: &&Noted| noted.evidence.fault().is_some_and(|fault| step.faults.contains(&fault));
        let noted = finding.evidence.iter().find(calls);
        let mut item = article.item(step, Vec::new(), args(), noted.cloned());
        item.note_places(finding.evidence.iter().filter(calls));
        item
    };
    steps.map(item).collect()
}

/// Whether a step is one for whoever runs the server, against what was seen there.
fn is_of_server(step: &Step, theirs: &Connector, finding: &Finding) -> bool {
    let of_server = step.actor != Actor::You || step.when.contains(&Condition::Own);
    let is_seen = step.faults.iter().any(|fault| {
        finding.fault == Some(*fault)
            || finding.evidence.iter().any(|noted| noted.level > Level::Info && noted.evidence.fault() == Some(*fault))
    });
    let holds = step.when.iter().all(|condition| condition.holds(theirs));
    of_server && is_seen && holds && step.shared.is_none()
}

/// Who reads the letter, as messages select on it; Microsoft is asked something else where nothing is wrong from here.
fn reader(actor: Actor, finding: &Finding) -> &'static str {
    // A block list is of their addresses, and what it refuses is never met from here.
    let is_listed = finding.causes.iter().any(|cause| cause.name() == "blocklist");
    let is_well = finding.is_unseen() && !is_listed;
    if actor == Actor::Microsoft && is_well { "microsoft-well" } else { actor.id() }
}

/// Where Microsoft sees it: no look from outside shows what their servers met.
fn in_their_own(connector: &Connector, run: &Run, finding: &Finding, texts: &Texts) -> Section {
    let host = decisive(run, finding).map(|endpoint| run.host_of(endpoint).host.clone());
    let host = host.or_else(|| connector.route.hosts().into_iter().next());
    let args = Args::new().text("host", host.map(|host| host.to_string()).unwrap_or_default());
    let ways = ["letter-look-trace", "letter-look-queue"].map(|id| Entry::new(texts.with(id, &args)));
    Section::headed(texts.get("letter-themselves"), vec![Block::List(ways.to_vec())])
}

/// How the reader of the letter can see the same, with tools that are at hand and with this program.
fn themselves(inquiry: &Inquiry<'_>, run: &Run, finding: &Finding, texts: &Texts) -> Section {
    let connector = inquiry.connector;
    let decisive = decisive(run, finding);
    let stage = decisive.and_then(Endpoint::failure).map_or(Stage::Dns, |(stage, _)| stage);
    let host = decisive.map(|endpoint| run.host_of(endpoint).host.clone());
    let host = host.or_else(|| connector.route.hosts().into_iter().next());
    let mut entries = Vec::new();
    let mut way = |id: &str, commands: Vec<String>| {
        entries.push(Entry { commands, ..Entry::new(texts.get(id)) });
    };
    let of_names: Vec<_> =
        finding.evidence.iter().filter(|noted| noted.evidence.fault().is_some() && noted.ip.is_none()).collect();
    if let Some(Host::Name(name)) = host.as_ref().filter(|_| decisive.is_none() || !of_names.is_empty()) {
        way("letter-look-dns", records(name, &of_names));
    }
    if let Some(endpoint) = decisive {
        // The very address: others of the same name may be well.
        let (ip, port) = (endpoint.ip, endpoint.port);
        match stage {
            Stage::Dns => {}
            Stage::Connect | Stage::Greeting | Stage::Ehlo => {
                way("letter-look-port", vec![format!("Test-NetConnection {ip} -Port {port}")]);
            }
            Stage::StartTls | Stage::Handshake | Stage::Certificate | Stage::EhloTls | Stage::Quit => {
                let server = std::net::SocketAddr::new(ip, port);
                let name = match &host {
                    Some(Host::Name(name)) => format!(" -servername {name}"),
                    Some(Host::Ip(_)) | None => String::new(),
                };
                let command = format!("openssl s_client -starttls smtp -connect {server}{name} -showcerts");
                way("letter-look-tls", vec![command]);
            }
        }
    }
    // As anybody may ask it: what this network is like, and which files lie here, is nobody's business.
    let settings = Settings::default();
    let theirs = Connector { party: Party::Own, ..connector.clone() };
    let anybody = Inquiry {
        connector: &theirs,
        symptom: inquiry.symptom,
        settings: &settings,
        answers: &Answers::default(),
        scenario: None,
        redacted: false,
    };
    way("letter-look-mxray", vec![command(&anybody).join(" ")]);
    Section::headed(texts.get("letter-themselves"), vec![Block::List(entries)])
}

/// Commands for the records that are wrong: of the name that leads to the servers, and of the servers that its MX names.
fn records(name: &Domain, of_names: &[&Noted]) -> Vec<String> {
    let mut asked: Vec<(&Domain, &[&str])> = Vec::new();
    for noted in of_names {
        let (asks, kinds): (Option<&Domain>, &[&str]) = match &noted.evidence {
            Evidence::MxTargetMissing { target, .. } => (Some(target), &["A", "AAAA"]),
            // What is wrong is the record itself, and what stands in it is no name to ask for.
            Evidence::MxTargetAddress { .. } => (Some(name), &["MX"]),
            Evidence::MxTargetAlias { target: alias, .. } | Evidence::DnsLoop { name: alias, .. } => {
                (Some(alias), &["CNAME"])
            }
            _ => (noted.host.as_ref().and_then(Host::name).filter(|host| *host != name), &["A", "AAAA"]),
        };
        asked.extend(asks.map(|asks| (asks, kinds)).filter(|ask| !asked.contains(ask)));
    }
    let ask = |name: &Domain, kind: &str| format!("Resolve-DnsName {name} -Type {kind}");
    let own: &[&str] = if asked.is_empty() { &["MX", "A", "AAAA"] } else { &["MX"] };
    let mut commands: Vec<String> = own.iter().map(|kind| ask(name, kind)).collect();
    for command in asked.iter().flat_map(|(name, kinds)| kinds.iter().map(|kind| ask(name, kind))) {
        if !commands.contains(&command) {
            commands.push(command);
        }
    }
    commands
}
