//! What `mxray check` says about one connector, as a [`Document`].

use super::{
    Block, Document, Entry, Section,
    command::{Inquiry, command},
    phrases::{
        another, answer, asked, causes, code_line, concluded, connector_line, elsewhere, idle_answers, is_stopped,
        named, no_verdict, pool, provisional, question, repaired, setting_sentence, since_repair, values,
    },
    reported::{agreement, symptom_line},
    seen::seen,
    steps::{self, Depth},
    way::way,
};
use crate::{
    knowledge::{Knowledge, Question},
    l10n::{Args, Texts},
    model::{Agreement, CodeId, Connector, Diagnosis, Finding, Level, Run, Symptom, Verdict},
};

/// The report on one connector: what was reported, seen and concluded, what was done and is verified, what is left.
pub fn check(
    inquiry: &Inquiry<'_>,
    run: &Run,
    diagnosis: &Diagnosis,
    depth: Depth,
    knowledge: &Knowledge,
    texts: &Texts,
) -> Document {
    let &Inquiry { connector, symptom, .. } = inquiry;
    let finding = &diagnosis.finding;
    let args = Args::new().text("verdict", title(run, finding, texts)).text("connector", named(connector));
    let title = texts.with("report-title", &args);
    let mut document = Document { title, lead: lead(run, finding, texts), ..Document::default() };
    document.lead.extend(another(diagnosis, texts));
    document.lead.extend(inquiry.redacted.then(|| texts.get("report-redacted")));
    document.add(way(connector, run, finding, texts));
    document.add(facts(connector, symptom, run, finding, texts));
    document.add(Section::headed(texts.get("report-seen"), vec![Block::List(seen(run, finding, texts))]));
    document.add(super::chain::certificates(run, finding, texts));
    let unknown = finding.unknown.iter().map(|unknown| Entry::new(texts.get(&format!("unknown-{}", unknown.id()))));
    document.add(Section::headed(texts.get("report-unknown"), vec![Block::List(unknown.collect())]));
    concluded_parts(inquiry, finding, knowledge, texts).into_iter().for_each(|section| document.add(section));
    let steps = steps::sections(diagnosis, depth, knowledge, texts);
    steps.into_iter().for_each(|section| document.add(section));
    document.add(Section::plain(way_on(inquiry, diagnosis, depth, knowledge, texts)));
    let left_out = document.bound();
    if left_out > 0 {
        let told = texts.with("report-left-out", &Args::new().number("count", left_out));
        document.add(Section::plain(vec![Block::Paragraph(vec![told])]));
    }
    document
}

/// What is concluded of what was seen, and what could narrow it.
fn concluded_parts(inquiry: &Inquiry<'_>, finding: &Finding, knowledge: &Knowledge, texts: &Texts) -> [Section; 7] {
    let &Inquiry { connector, symptom, .. } = inquiry;
    let before_and_after = repaired(finding, texts).into_iter().map(Entry::new).collect();
    let means = meaning(connector, finding, symptom, texts);
    let causes = causes(connector, finding, knowledge, texts).into_iter().map(Entry::new).collect();
    let elsewhere = elsewhere(connector, finding, knowledge, texts).into_iter();
    let elsewhere = elsewhere.map(|(what, causes)| Entry { more: causes, ..Entry::new(what) }).collect();
    let open = open(finding, knowledge).map(|asked| Entry::new(question(asked, texts))).collect();
    let meanwhile = (finding.verdict == Verdict::Fault).then(|| texts.with("meanwhile", &values(knowledge)));
    [
        Section::headed(texts.get("report-repaired"), vec![Block::List(before_and_after)]),
        Section::headed(texts.get("report-means"), vec![Block::Paragraph(means)]),
        Section::headed(texts.get("report-causes"), vec![Block::Numbered { from: 1, entries: causes }]),
        Section::headed(texts.get("report-elsewhere"), vec![Block::List(elsewhere)]),
        Section::headed(texts.get("report-answers"), vec![Block::List(answers(inquiry, finding, knowledge, texts))]),
        Section::headed(texts.get("report-questions"), vec![Block::List(open)]),
        Section::headed(texts.get("report-meanwhile"), vec![Block::Paragraph(meanwhile.into_iter().collect())]),
    ]
}

/// The verdict in a sentence, for programs: what it means, or else what it is.
pub(super) fn summary(run: &Run, finding: &Finding, texts: &Texts) -> String {
    lead(run, finding, texts).into_iter().next().unwrap_or_else(|| title(run, finding, texts))
}

/// What was answered to whoever asked; what changes nothing at this finding is told with that.
fn answers(inquiry: &Inquiry<'_>, finding: &Finding, knowledge: &Knowledge, texts: &Texts) -> Vec<Entry> {
    let told = |id: &str, asked: &Question, given: &str| {
        let args = Args::new().text("question", question(asked, texts)).text("answer", answer(asked, given, texts));
        Entry::new(texts.with(id, &args))
    };
    let counting = asked(finding, knowledge).filter_map(|asked| Some((asked, finding.answers.to(&asked.id)?)));
    let idle = idle_answers(inquiry.answers, finding, knowledge);
    let counting = counting.map(|(asked, given)| told("question-answered", asked, given));
    counting.chain(idle.map(|(asked, given)| told("question-answered-idle", asked, given))).collect()
}

/// The questions that are open.
fn open(finding: &Finding, knowledge: &Knowledge) -> impl Iterator<Item = &'static Question> {
    asked(finding, knowledge).filter(|asked| finding.answers.to(&asked.id).is_none())
}

/// What `check` takes as an answer to each open question; `None` where there is none, and in the lab, which takes none.
fn answered_by(inquiry: &Inquiry<'_>, finding: &Finding, knowledge: &Knowledge, texts: &Texts) -> Option<Block> {
    let options: Vec<_> = open(finding, knowledge).map(|asked| format!("--answer {}", asked.options())).collect();
    let is_worth_telling = !options.is_empty() && inquiry.scenario.is_none();
    is_worth_telling
        .then(|| Block::Facts(vec![texts.with("report-answered-by", &Args::new().text("options", options.join(" ")))]))
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
        (Verdict::Healthy, _) if finding.is_repaired() => texts.get("report-title-repaired"),
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
        None => meaning.extend(since_repair(finding, texts)),
    }
    meaning
}

/// What to do after reading this: the answers that would narrow it, the article, or the comparison with a report.
fn way_on(
    inquiry: &Inquiry<'_>,
    diagnosis: &Diagnosis,
    depth: Depth,
    knowledge: &Knowledge,
    texts: &Texts,
) -> Vec<Block> {
    let finding = &diagnosis.finding;
    // The steps may be those of what an earlier probe saw.
    match (diagnosis.checklist.code.as_ref().or(finding.code.as_ref()), inquiry.symptom) {
        // They stand above.
        (Some(_), _) if depth == Depth::Full => Vec::new(),
        (Some(code), _) => {
            let explain = Block::Facts(vec![texts.with("report-explain", &Args::new().text("code", code.as_str()))]);
            answered_by(inquiry, finding, knowledge, texts).into_iter().chain([explain]).collect()
        }
        // Nothing is known yet that could be laid beside a report.
        (None, _) if finding.provisional => Vec::new(),
        (None, None) if inquiry.scenario.is_none() => {
            let mut words = command(inquiry);
            words.push(format!("--reported {}", texts.get("value-reported")));
            vec![Block::Paragraph(vec![texts.get("report-compare")]), Block::Command(words)]
        }
        // Of the lab nobody has a report.
        (None, _) => Vec::new(),
    }
}
