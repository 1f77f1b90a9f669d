//! What `mxray check` says about one connector, as a [`Document`].

use super::{Block, Document, Entry, Section};
use crate::{
    knowledge::Knowledge,
    l10n::{Args, Texts},
    model::{
        Agreement, CauseId, CertificateProblem, CodeId, Connector, Diagnosis, Endpoint, Evidence, Fault, Finding, Item,
        LabAnswer, Level, Noted, Party, Route, Run, Symptom, TlsPolicy, Verdict,
    },
};

/// The report on one connector: verdict, where it was looked from, what was seen, what it means, causes, steps.
pub fn check(
    connector: &Connector,
    symptom: Option<&Symptom>,
    run: &Run,
    diagnosis: &Diagnosis,
    knowledge: &Knowledge,
    texts: &Texts,
) -> Document {
    let finding = &diagnosis.finding;
    let mut document = Document { title: title(finding, texts), lead: lead(finding, texts), ..Document::default() };
    document.add(facts(connector, symptom, run, finding, texts));
    document.add(Section::headed(texts.get("report-seen"), vec![Block::List(seen(run, finding, texts))]));
    document.add(super::chain::certificates(run, finding, texts));
    let means = meaning(connector, finding, symptom, texts);
    document.add(Section::headed(texts.get("report-means"), vec![Block::Paragraph(means)]));
    let causes = causes(connector, finding, knowledge, texts).into_iter().map(Entry::new);
    document
        .add(Section::headed(texts.get("report-causes"), vec![Block::Numbered { from: 1, entries: causes.collect() }]));
    if finding.verdict == Verdict::Fault {
        document.add(Section::headed(
            texts.get("report-meanwhile"),
            vec![Block::Paragraph(vec![texts.with("meanwhile", &super::explain::values(knowledge))])],
        ));
    }
    let steps = diagnosis.checklist.items.iter().map(|item| {
        let step = Args::new().text("actor", texts.actor(item.actor)).text("step", texts.step(item).title);
        Entry { commands: item.commands.clone(), ..Entry::new(texts.with("report-step", &step)) }
    });
    document
        .add(Section::headed(texts.get("report-steps"), vec![Block::Numbered { from: 1, entries: steps.collect() }]));
    let unknown = finding.unknown.iter().map(|unknown| Entry::new(texts.get(&format!("unknown-{}", unknown.id()))));
    document.add(Section::headed(texts.get("report-unknown"), vec![Block::List(unknown.collect())]));
    document.add(Section::plain(way_on(connector, symptom, finding, texts)));
    document
}

/// The likely causes in words, in the order of the finding.
fn causes(connector: &Connector, finding: &Finding, knowledge: &Knowledge, texts: &Texts) -> Vec<String> {
    let args = finding_args(connector);
    let worded = finding.causes.iter().filter_map(|cause| {
        let code = code_of(cause, knowledge)?;
        Some(texts.cause(&code, cause, &args))
    });
    worded.collect()
}

/// What was seen of a connector, and nothing of what it means: what a trainee has before naming the cause.
pub fn evidence(run: &Run, finding: &Finding, texts: &Texts) -> Document {
    let mut document = Document { title: texts.get("report-seen"), ..Document::default() };
    document.add(Section::plain(vec![Block::List(seen(run, finding, texts))]));
    document
}

/// What a trainee named, in words: a code with its title, a cause, a step. A step of `items` has the words it has
/// there; `None` for an id that no article has any more.
pub fn lab_answer(answer: &LabAnswer, items: &[Item], knowledge: &Knowledge, texts: &Texts) -> Option<String> {
    match answer {
        LabAnswer::Code(code) => knowledge.article(code).map(|article| code_line(&article.id, texts)),
        LabAnswer::Cause(cause) => {
            let code = code_of(cause, knowledge)?;
            let known = knowledge.article(&code)?.cause_ids().contains(cause);
            known.then(|| texts.cause(&code, cause, &Args::new()))
        }
        LabAnswer::Step(id) => {
            if let Some(item) = items.iter().find(|item| item.id == *id) {
                return Some(texts.step(item).title);
            }
            let steps =
                knowledge.articles().iter().flat_map(|article| article.steps.iter().map(move |step| (article, step)));
            let (article, step) = steps.into_iter().find(|(article, step)| article.step_id(step) == *id)?;
            let values = knowledge.exchange().values();
            let args = values.iter().fold(Args::new(), |args, (name, value)| args.text(name, value));
            Some(texts.with(&article.words(step), &args))
        }
    }
}

/// The code as Office 365 writes it, with its title: `450 4.4.316 Connection refused`.
pub(super) fn code_line(code: &CodeId, texts: &Texts) -> String {
    match code.reply() {
        Some(reply) => format!("{reply} {}", texts.code_title(code)),
        None => texts.code_title(code),
    }
}

/// The article a cause belongs to.
fn code_of(cause: &CauseId, knowledge: &Knowledge) -> Option<CodeId> {
    let short = cause.as_str().split('.').next()?;
    knowledge.articles().iter().map(|article| &article.id).find(|id| id.short() == short).cloned()
}

/// The values of the connector that words about a finding may use.
fn finding_args(connector: &Connector) -> Args {
    let hosts: Vec<_> = connector.route.hosts().iter().map(ToString::to_string).collect();
    Args::new()
        .text("connector", connector.name.as_ref().map(ToString::to_string).unwrap_or_default())
        .text("host", hosts.first().cloned().unwrap_or_default())
        .text("domain", hosts.first().cloned().unwrap_or_default())
        .text("tls-domain", connector.tls.tls_domain().map(ToString::to_string).unwrap_or_default())
        .text("port", connector.port)
}

fn title(finding: &Finding, texts: &Texts) -> String {
    let warnings = finding.evidence.iter().filter(|noted| noted.level == Level::Warning).count();
    match (finding.verdict, &finding.code) {
        (Verdict::Fault, Some(code)) => {
            texts.with("report-title-fault", &Args::new().text("code", code_line(code, texts)))
        }
        (Verdict::Fault, None) => {
            texts.with("report-title-fault", &Args::new().text("code", texts.code_title(&CodeId::other())))
        }
        (Verdict::Healthy, _) if warnings > 0 => {
            texts.with("report-title-warnings", &Args::new().number("count", warnings))
        }
        (Verdict::Healthy, _) => texts.get("report-title-healthy"),
        (Verdict::Inconclusive, _) => texts.get("report-title-inconclusive"),
    }
}

fn lead(finding: &Finding, texts: &Texts) -> Vec<String> {
    let mut lead = Vec::new();
    match (finding.verdict, &finding.code) {
        (Verdict::Fault, Some(code)) => {
            lead.extend(texts.try_get(&format!("{}.verdict", code.message())));
            let also: Vec<_> = finding.also_reported_as.iter().filter_map(CodeId::reply).collect();
            if !also.is_empty() {
                lead.push(texts.with("also-reported.short", &Args::new().text("code", texts.list(&also))));
            }
        }
        (Verdict::Inconclusive, code) => {
            let decisive =
                finding.evidence.iter().find(|n| finding.fault.is_some() && n.evidence.fault() == finding.fault);
            lead.push(texts.inconclusive(decisive.map(|noted| &noted.evidence)));
            lead.extend(
                code.as_ref().map(|code| {
                    texts.with("report-inconclusive-code", &Args::new().text("code", code_line(code, texts)))
                }),
            );
        }
        (Verdict::Fault, None) | (Verdict::Healthy, _) => {}
    }
    if finding.provisional {
        lead.push(texts.get("report-provisional"));
    }
    lead
}

fn facts(connector: &Connector, symptom: Option<&Symptom>, run: &Run, finding: &Finding, texts: &Texts) -> Section {
    let mut facts = vec![connector_line(connector, texts)];
    if let Some(symptom) = symptom {
        facts.push(
            texts.with(
                "report-reported",
                &Args::new()
                    .text("line", symptom_line(symptom))
                    .text("agreement", finding.agreement.as_ref().map_or("none", Agreement::id)),
            ),
        );
        if symptom.addresses_dropped > 0 {
            facts.push(texts.with("report-dropped", &Args::new().number("count", symptom.addresses_dropped)));
        }
    }
    if let Some(at) = run.started {
        let view = match (&run.view.host, run.view.ip) {
            (Some(_), Some(_)) => "both",
            (Some(_), None) => "host",
            (None, Some(_)) => "ip",
            (None, None) => "none",
        };
        facts.push(
            texts.with(
                "report-looked",
                &Args::new()
                    .text("at", texts.date(at))
                    .text("view", view)
                    .text("host", run.view.host.as_ref().map(ToString::to_string).unwrap_or_default())
                    .text("ip", run.view.ip.map(|ip| ip.to_string()).unwrap_or_default()),
            ),
        );
    }
    Section::plain(vec![Block::Facts(facts)])
}

/// The connector on one line.
pub(super) fn connector_line(connector: &Connector, texts: &Texts) -> String {
    let hosts: Vec<_> = connector.route.hosts().iter().map(ToString::to_string).collect();
    let args = Args::new()
        .text("named", if connector.name.is_some() { "yes" } else { "no" })
        .text("name", connector.name.as_ref().map(ToString::to_string).unwrap_or_default())
        .text(
            "route",
            match connector.route {
                Route::Mx(_) => "mx",
                Route::SmartHosts(_) => "smart-host",
            },
        )
        .text("hosts", texts.list(&hosts))
        .number("count", hosts.len())
        .text("port", connector.port)
        .text(
            "party",
            match connector.party {
                Party::Own => "own",
                Party::Partner => "partner",
            },
        )
        .text("tls", connector.tls.id())
        .text("tls-domain", connector.tls.tls_domain().map(ToString::to_string).unwrap_or_default());
    texts.with("report-connector", &args)
}

/// What Office 365 wrote, as it wrote it: `450 4.4.317 [CertificateExpired]`.
pub(super) fn symptom_line(symptom: &Symptom) -> String {
    let mut words = Vec::new();
    words.extend(symptom.status.map(|status| status.to_string()));
    match (&symptom.reported_code, &symptom.code) {
        (Some(code), _) => words.push(code.to_string()),
        (None, Some(code)) => words.push(code.to_string()),
        (None, None) => {}
    }
    // The whole detail may be a paragraph; a line of a ticket holds its begin.
    words.extend(symptom.detail.as_ref().map(|detail| format!("[{}]", detail.shortened(120))));
    words.join(" ")
}

/// Everything that was seen: of the run, then address by address.
fn seen(run: &Run, finding: &Finding, texts: &Texts) -> Vec<Entry> {
    let belongs = |noted: &Noted, endpoint: &Endpoint| {
        noted.ip == Some(endpoint.ip) && noted.host.as_ref().is_none_or(|host| *host == run.host_of(endpoint).host)
    };
    let mut entries: Vec<_> = finding
        .evidence
        .iter()
        .filter(|noted| !run.endpoints.iter().any(|endpoint| belongs(noted, endpoint)))
        .map(|noted| Entry::new(noted_line(noted, texts)))
        .collect();
    for (place, endpoint) in run.endpoints.iter().enumerate() {
        let notes: Vec<_> = finding.evidence.iter().filter(|noted| belongs(noted, endpoint)).collect();
        let same = run.endpoints[..place].iter().any(|other| has_same_certificate(endpoint, other));
        entries.push(row(run, endpoint, &notes, same, texts));
    }
    entries
}

/// A fact that belongs to no address.
fn noted_line(noted: &Noted, texts: &Texts) -> String {
    let fact = texts.evidence(&noted.evidence);
    match noted.level {
        Level::Info => fact,
        Level::Warning => texts.with("report-warning", &Args::new().text("fact", fact)),
        Level::Fault => texts.with("report-fault", &Args::new().text("fact", fact)),
    }
}

/// Whether both showed the same certificate and the same problems with it.
fn has_same_certificate(endpoint: &Endpoint, other: &Endpoint) -> bool {
    let (Some(tls), Some(others)) = (&endpoint.tls, &other.tls) else { return false };
    let leaf = |tls: &crate::model::TlsSeen| tls.chain.first().map(|leaf| leaf.sha256.clone());
    leaf(tls).is_some() && leaf(tls) == leaf(others) && tls.problems == others.problems
}

/// An address and what was seen there.
fn row(run: &Run, endpoint: &Endpoint, notes: &[&Noted], same: bool, texts: &Texts) -> Entry {
    let host = run.host_of(endpoint).host.to_string();
    let ip = endpoint.ip.to_string();
    let level = notes.iter().map(|noted| noted.level).max().unwrap_or(Level::Info);
    let state = match (level, endpoint.failure().is_some()) {
        _ if !endpoint.tried => "not-tried",
        (Level::Fault, _) => "fault",
        (Level::Warning, _) => "warning",
        (Level::Info, true) => "warning",
        (Level::Info, false) if endpoint.is_healthy() => "ok",
        (Level::Info, false) => "stopped",
    };
    let failed = if endpoint.failure().is_some() { "yes" } else { "no" };
    let args = Args::new()
        .text("named", if host == ip { "no" } else { "yes" })
        .text("host", host)
        .text("ip", ip)
        .text("stage", endpoint.decided_at().id())
        .text("failed", failed)
        .text("elapsed", texts.duration(endpoint.elapsed_ms()))
        .text("tls", endpoint.tls.as_ref().map_or("none", |tls| tls.version.as_str()));
    let mut more: Vec<_> = notes
        .iter()
        .filter(|noted| !is_told_by_row(&noted.evidence))
        .filter(|noted| !same || !noted.evidence.is_about_certificate())
        .map(|noted| match (texts.evidence_label(&noted.evidence), texts.evidence_detail(&noted.evidence)) {
            (Some(label), Some(detail)) => {
                texts.with("report-detail", &Args::new().text("label", label).text("detail", detail))
            }
            _ => texts.evidence(&noted.evidence),
        })
        .collect();
    if same {
        more.insert(0, texts.get("report-same-certificate"));
    }
    Entry { more, ..Entry::new(texts.with(&format!("report-row-{state}"), &args)) }
}

/// Evidence that says what the row of its address says already.
fn is_told_by_row(evidence: &Evidence) -> bool {
    matches!(evidence, Evidence::Connected { .. } | Evidence::Healthy { .. })
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

fn meaning(connector: &Connector, finding: &Finding, symptom: Option<&Symptom>, texts: &Texts) -> Vec<String> {
    let mut meaning = Vec::new();
    if finding.faults.len() > 1 {
        meaning.push(texts.with("each-enough", &Args::new().number("n", finding.faults.len())));
    }
    if let (Verdict::Fault, Some(code)) = (finding.verdict, &finding.code) {
        meaning.extend(texts.try_get(&format!("{}.meaning", code.message())));
    }
    meaning.extend(setting_sentence(connector, finding, false, texts));
    if let Some(agreement) = &finding.agreement {
        meaning.push(agreement_sentence(agreement, finding, symptom, texts));
    }
    meaning
}

/// How the report and what is seen from here go together.
fn agreement_sentence(agreement: &Agreement, finding: &Finding, symptom: Option<&Symptom>, texts: &Texts) -> String {
    let concluded = symptom.and_then(|symptom| symptom.code.clone());
    let reported = symptom.and_then(|symptom| symptom.reported_code.map(|code| code.to_string()));
    let reported = match agreement {
        Agreement::Different { reported } => reported.to_string(),
        Agreement::Confirmed | Agreement::NotReproduced => {
            reported.or(concluded.map(|code| code.to_string())).unwrap_or_default()
        }
    };
    let code = finding.code.as_ref().map(ToString::to_string).unwrap_or_default();
    let detail = symptom.and_then(|symptom| symptom.detail.as_ref()).map(|detail| detail.shortened(120).to_string());
    let args = Args::new().text("reported", reported).text("code", code).text("detail", detail.unwrap_or_default());
    texts.with(&format!("agreement-{}", agreement.id()), &args)
}

/// What to do after reading this: the article, or the comparison with a report.
fn way_on(connector: &Connector, symptom: Option<&Symptom>, finding: &Finding, texts: &Texts) -> Vec<Block> {
    match (&finding.code, symptom) {
        (Some(code), _) => {
            vec![Block::Facts(vec![texts.with("report-explain", &Args::new().text("code", code.as_str()))])]
        }
        (None, None) => vec![
            Block::Paragraph(vec![texts.get("report-compare")]),
            Block::Command(format!("{} --reported CODE", command(connector))),
        ],
        (None, Some(_)) => Vec::new(),
    }
}

/// The command that looks at this connector again. Its values are checked names and numbers, so no shell minds them.
fn command(connector: &Connector) -> String {
    let hosts: Vec<_> = connector.route.hosts().iter().map(ToString::to_string).collect();
    let mut command = format!("mxray check {}", hosts.join(","));
    if matches!(connector.route, Route::Mx(_)) {
        command.push_str(" --mx");
    }
    match &connector.tls {
        TlsPolicy::CertificateValidation => {}
        TlsPolicy::Opportunistic | TlsPolicy::EncryptionOnly => {
            command.push_str(&format!(" --tls {}", connector.tls.id()));
        }
        // A wildcard is quoted, or a shell might look for files of that name.
        TlsPolicy::DomainValidation(name) if name.is_wildcard() => {
            command.push_str(&format!(" --tls domain --tls-domain '{name}'"));
        }
        TlsPolicy::DomainValidation(name) => command.push_str(&format!(" --tls domain --tls-domain {name}")),
    }
    if connector.port != crate::model::SMTP_PORT {
        command.push_str(&format!(" --port {}", connector.port));
    }
    if connector.party == Party::Partner {
        command.push_str(" --partner");
    }
    command
}
