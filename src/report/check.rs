//! What `mxray check` says about one connector, as a [`Document`].

use super::{
    Block, Document, Entry, Section,
    command::{Inquiry, command},
    phrases::{
        agreement, answer, asked, causes, code_line, concluded, connector_line, earlier, elsewhere, is_stopped,
        no_verdict, pool, provisional, question, repaired, setting_sentence, symptom_line, unseen, values,
    },
};
use crate::{
    knowledge::{Knowledge, Question},
    l10n::{Args, Texts},
    model::{
        Agreement, CodeId, Connector, Diagnosis, Endpoint, Evidence, Finding, Item, Level, Noted, Run, Symptom, Verdict,
    },
};

/// The report on one connector: verdict, where it was looked from, what was seen, what it means, causes, steps.
pub fn check(
    inquiry: &Inquiry<'_>,
    run: &Run,
    diagnosis: &Diagnosis,
    knowledge: &Knowledge,
    texts: &Texts,
) -> Document {
    let &Inquiry { connector, symptom, .. } = inquiry;
    let finding = &diagnosis.finding;
    let mut document =
        Document { title: title(run, finding, texts), lead: lead(run, finding, texts), ..Document::default() };
    document.add(facts(connector, symptom, run, finding, texts));
    let before_and_after = repaired(finding, texts).into_iter().map(Entry::new).collect();
    document.add(Section::headed(texts.get("report-repaired"), vec![Block::List(before_and_after)]));
    document.add(Section::headed(texts.get("report-seen"), vec![Block::List(seen(run, finding, texts))]));
    document.add(super::chain::certificates(run, finding, texts));
    let means = meaning(connector, finding, symptom, texts);
    document.add(Section::headed(texts.get("report-means"), vec![Block::Paragraph(means)]));
    let causes = causes(connector, finding, knowledge, texts).into_iter().map(Entry::new);
    document
        .add(Section::headed(texts.get("report-causes"), vec![Block::Numbered { from: 1, entries: causes.collect() }]));
    let elsewhere = elsewhere(connector, finding, knowledge, texts);
    let elsewhere = elsewhere.into_iter().map(|(what, causes)| Entry { more: causes, ..Entry::new(what) });
    document.add(Section::headed(texts.get("report-elsewhere"), vec![Block::List(elsewhere.collect())]));
    document.add(Section::headed(texts.get("report-answers"), vec![Block::List(answers(finding, knowledge, texts))]));
    document.add(Section::headed(texts.get("report-questions"), vec![Block::List(open(finding, knowledge, texts))]));
    if finding.verdict == Verdict::Fault {
        document.add(Section::headed(
            texts.get("report-meanwhile"),
            vec![Block::Paragraph(vec![texts.with("meanwhile", &values(knowledge))])],
        ));
    }
    // What is over is no order to do it again.
    let (settled, left): (Vec<&Item>, Vec<&Item>) =
        diagnosis.checklist.present().iter().partition(|item| item.is_settled());
    let settled = settled.into_iter().map(|item| Entry::new(step_line(item, texts))).collect();
    let steps = left.into_iter().map(|item| Entry {
        commands: texts.step(item).commands,
        more: unseen(item, texts),
        ..Entry::new(step_line(item, texts))
    });
    document
        .add(Section::headed(texts.get("report-steps"), vec![Block::Numbered { from: 1, entries: steps.collect() }]));
    document.add(Section::headed(texts.get("report-settled"), vec![Block::List(settled)]));
    let before = diagnosis.checklist.past().map(|(_, steps)| Entry {
        more: steps.iter().map(|item| step_line(item, texts)).collect(),
        ..Entry::new(earlier(steps, texts))
    });
    document.add(Section::headed(texts.get("report-earlier"), vec![Block::List(before.collect())]));
    let unknown = finding.unknown.iter().map(|unknown| Entry::new(texts.get(&format!("unknown-{}", unknown.id()))));
    document.add(Section::headed(texts.get("report-unknown"), vec![Block::List(unknown.collect())]));
    document.add(Section::plain(way_on(inquiry, finding, texts)));
    let left_out = document.bound();
    if left_out > 0 {
        let told = texts.with("report-left-out", &Args::new().number("count", left_out));
        document.add(Section::plain(vec![Block::Paragraph(vec![told])]));
    }
    document
}

/// What was answered to whoever asked.
fn answers(finding: &Finding, knowledge: &Knowledge, texts: &Texts) -> Vec<Entry> {
    let answered = asked(finding, knowledge).filter_map(|asked| {
        let args = Args::new()
            .text("question", question(asked, texts))
            .text("answer", answer(asked, finding.answers.to(&asked.id)?, texts));
        Some(Entry::new(texts.with("question-answered", &args)))
    });
    answered.collect()
}

/// The questions that are open, each with what `check --answer` takes for it.
fn open(finding: &Finding, knowledge: &Knowledge, texts: &Texts) -> Vec<Entry> {
    let open = asked(finding, knowledge).filter(|asked| finding.answers.to(&asked.id).is_none());
    let entry = |asked: &Question| {
        let args = Args::new().text("question", question(asked, texts)).text("options", asked.options());
        Entry::new(texts.with("report-question", &args))
    };
    open.map(entry).collect()
}

/// Who does what; where something became of the step, what and when.
fn step_line(item: &Item, texts: &Texts) -> String {
    let args = Args::new().text("actor", texts.actor(item.actor)).text("step", texts.step(item).title);
    match item.since {
        Some(at) => {
            let args = args.text("state", texts.state(item.state)).text("at", texts.date(at));
            texts.with("report-step-since", &args)
        }
        None => texts.with("report-step", &args),
    }
}

/// What was seen of a connector, and nothing of what it means: what a trainee has before naming the cause.
pub fn evidence(run: &Run, finding: &Finding, texts: &Texts) -> Document {
    let mut document = Document { title: texts.get("report-seen"), ..Document::default() };
    document.add(Section::plain(vec![Block::List(seen(run, finding, texts))]));
    document
}

fn title(run: &Run, finding: &Finding, texts: &Texts) -> String {
    let warnings = finding.evidence.iter().filter(|noted| noted.level == Level::Warning).count();
    match (finding.verdict, &finding.code) {
        (Verdict::Fault, Some(code)) => {
            texts.with("report-title-fault", &Args::new().text("code", concluded(code, texts)))
        }
        (Verdict::Fault, None) => {
            texts.with("report-title-fault", &Args::new().text("code", concluded(&CodeId::other(), texts)))
        }
        (Verdict::Healthy, _) if !run.finished => texts.get("report-title-running"),
        (Verdict::Healthy, _) if !finding.repaired.is_empty() => texts.get("report-title-repaired"),
        (Verdict::Healthy, _) if warnings > 0 => {
            texts.with("report-title-warnings", &Args::new().number("count", warnings))
        }
        (Verdict::Healthy, _) => texts.get("report-title-healthy"),
        (Verdict::Inconclusive, _) if is_stopped(run, finding) => texts.get("report-title-stopped"),
        (Verdict::Inconclusive, _) => texts.get("report-title-inconclusive"),
    }
}

fn lead(run: &Run, finding: &Finding, texts: &Texts) -> Vec<String> {
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
            if !is_stopped(run, finding) {
                lead.push(no_verdict(run, finding, texts).unwrap_or_else(|| texts.get("verdict-inconclusive")));
            }
            lead.extend(code.as_ref().map(|code| {
                let args = Args::new().text("code", code_line(code, texts)).text("article", code);
                texts.with("report-inconclusive-code", &args)
            }));
        }
        (Verdict::Fault, None) | (Verdict::Healthy, _) => {}
    }
    lead.extend(pool(run, finding, texts));
    lead.extend(provisional(run, finding, texts));
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

/// Everything that was seen: of the run, then address by address.
pub(super) fn seen(run: &Run, finding: &Finding, texts: &Texts) -> Vec<Entry> {
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
        (Level::Info, false) if !run.finished => "running",
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

fn meaning(connector: &Connector, finding: &Finding, symptom: Option<&Symptom>, texts: &Texts) -> Vec<String> {
    let mut meaning = Vec::new();
    if finding.faults.len() > 1 {
        meaning.push(texts.with("each-enough", &Args::new().number("n", finding.faults.len())));
    }
    if let (Verdict::Fault, Some(code)) = (finding.verdict, &finding.code) {
        meaning.extend(texts.try_get(&format!("{}.meaning", code.message())));
    }
    meaning.extend(setting_sentence(connector, finding, false, texts));
    match &finding.agreement {
        Some(agreed) => meaning.push(agreement(agreed, finding, symptom, false, texts)),
        None if !finding.repaired.is_empty() => meaning.push(texts.get("repaired-queue")),
        None => {}
    }
    meaning
}

/// What to do after reading this: the article, or the comparison with a report.
fn way_on(inquiry: &Inquiry<'_>, finding: &Finding, texts: &Texts) -> Vec<Block> {
    match (&finding.code, inquiry.symptom) {
        (Some(code), _) => {
            vec![Block::Facts(vec![texts.with("report-explain", &Args::new().text("code", code.as_str()))])]
        }
        // Nothing is known yet that could be laid beside a report.
        (None, _) if finding.provisional => Vec::new(),
        (None, None) if inquiry.scenario.is_none() => {
            let command = command(inquiry).map(|mut words| {
                words.push(format!("--reported {}", texts.get("value-reported")));
                vec![Block::Paragraph(vec![texts.get("report-compare")]), Block::Command(words)]
            });
            command.unwrap_or_default()
        }
        // Of the lab nobody has a report.
        (None, _) => Vec::new(),
    }
}
