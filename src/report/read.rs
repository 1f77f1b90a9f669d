//! What was read from a report, as a [`Document`]: what it is, what it says, the likely cause, and where to go next.

use std::path::Path;

use super::{
    Block, Document, Entry, Section,
    command::check_of_report,
    explain::{item, way},
    reported::{established, reading, reason_meant, sends_elsewhere, symptom_line},
};
use crate::{
    intake::ndr,
    knowledge::{Article, Knowledge, Step},
    l10n::{Args, Texts},
    model::{CauseId, CodeId, ConclusionReason, MailDirection, Speaker, Symptom, WireText},
};

/// What one text says; `more` is how many further reports it holds, `file` where it was read from.
pub fn read(symptom: &Symptom, more: usize, file: Option<&Path>, knowledge: &Knowledge, texts: &Texts) -> Document {
    let mut document = Document { title: reading(symptom, texts), ..Document::default() };
    document.lead.extend(unwrapped(symptom, texts));
    document.add(Section::headed(texts.get("report-read-facts"), vec![Block::List(facts(symptom, knowledge, texts))]));
    let text = Entry::new(symptom.text.as_str());
    document.add(Section::headed(
        texts.get("report-read-text"),
        vec![Block::List((!symptom.text.is_empty()).then_some(text).into_iter().collect())],
    ));
    for (heading, fields) in
        [("report-read-unpublished", &symptom.unpublished), ("report-read-unread", &symptom.unread)]
    {
        let fields = fields.iter().map(|text| Entry::new(text.as_str()));
        document.add(Section::headed(texts.get(heading), vec![Block::List(fields.collect())]));
    }
    document.add(causes(symptom, knowledge, texts));
    document.add(Section::headed(texts.get("report-read-next"), next(symptom, file, knowledge, texts)));
    let mut notes = Vec::new();
    if symptom.addresses_dropped > 0 {
        notes.push(texts.with("report-read-dropped", &Args::new().number("count", symptom.addresses_dropped)));
    }
    if more > 0 {
        notes.push(texts.with("report-read-more", &Args::new().number("count", more)));
    }
    document.add(Section::plain(vec![Block::Facts(notes)]));
    document
}

/// Why the conclusion is not the code of the line, where it is another.
fn unwrapped(symptom: &Symptom, texts: &Texts) -> Option<String> {
    let (code, reported) = (symptom.code.as_ref()?, symptom.reported_code?);
    if code.reply().is_none() || reported.temporary().to_string() == code.as_str() {
        return None;
    }
    let reason = match symptom.reason {
        Some(ConclusionReason::Title) => "title",
        Some(ConclusionReason::NoArticle) => "no-article",
        Some(_) | None => "detail",
    };
    let args = Args::new().text("reported", reported).text("code", code).text("reason", reason);
    Some(texts.with("report-read-unwrapped", &args))
}

/// The cause that the report's words establish; else the likeliest of its article, as what they are. Of a code without an
/// article nothing is likely.
fn causes(symptom: &Symptom, knowledge: &Knowledge, texts: &Texts) -> Section {
    const SHOWN: usize = 3;
    if let Some(cause) = established(symptom, texts) {
        return Section::headed(texts.get("report-read-cause"), vec![Block::Paragraph(vec![cause])]);
    }
    let likely = left(symptom, knowledge).or_else(|| {
        let article = article(symptom, knowledge).filter(|_| !sends_elsewhere(symptom))?;
        Some((article, article.cause_ids()))
    });
    let likely = likely.into_iter().flat_map(|(article, causes)| {
        causes.into_iter().take(SHOWN).map(|cause| Entry::new(texts.cause(&article.id, &cause, &Args::new())))
    });
    Section::headed(texts.get("report-causes"), vec![Block::List(likely.collect())])
}

/// The article that a report comes to, where nothing else says more.
fn article<'k>(symptom: &Symptom, knowledge: &'k Knowledge) -> Option<&'k Article> {
    let code = symptom.code.as_ref().filter(|code| symptom.matter.is_none() && **code != CodeId::other())?;
    knowledge.article(code)
}

/// The causes that the words of the detail leave likely, of its article.
fn left<'k>(symptom: &Symptom, knowledge: &'k Knowledge) -> Option<(&'k Article, Vec<CauseId>)> {
    let article = article(symptom, knowledge)?;
    let detail = symptom.detail.as_ref().map_or(symptom.text.as_str(), WireText::as_str);
    Some((article, article.causes_left(detail))).filter(|(_, causes)| !causes.is_empty())
}

/// Whether nothing more is known of a failure than what its own words say: the article on all other codes has no step that
/// would suit it for certain.
fn says_itself(symptom: &Symptom) -> bool {
    symptom.code.as_ref() == Some(&CodeId::other()) && symptom.cause.is_none()
}

/// Whether the cause that is established lies in the server that answers, so that whoever sends begins there.
fn is_of_the_answering(symptom: &Symptom, knowledge: &Knowledge) -> bool {
    let article = symptom.code.as_ref().and_then(|code| knowledge.article(code));
    article
        .zip(symptom.cause.as_ref())
        .is_some_and(|(article, cause)| article.causes.iter().any(|own| own.of_the_answering && own.id == cause.name()))
}

/// Where to go: what the matter asks for, else the first step of the article; then the command that probes that very
/// server, and the one that shows the article. Where nothing was found, what to bring instead.
fn next(symptom: &Symptom, file: Option<&Path>, knowledge: &Knowledge, texts: &Texts) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(matter) = symptom.matter.as_ref().and_then(|id| knowledge.matter(id)) {
        blocks.push(Block::List(vec![way(matter, knowledge, texts)]));
    } else if says_itself(symptom) {
        blocks.push(Block::List(vec![Entry::new(texts.get("report-read-reply"))]));
    } else if sends_elsewhere(symptom) && !is_of_the_answering(symptom, knowledge) {
        if symptom.code.is_some() {
            blocks.push(Block::List(vec![Entry::new(texts.get("report-read-elsewhere"))]));
        }
    } else if let Some(article) = symptom.code.as_ref().and_then(|code| knowledge.article(code))
        && let Some(step) = first_step(article, symptom, knowledge)
    {
        let words = texts.step(&item(article, step, knowledge));
        let more = words.how.into_iter().collect();
        blocks.push(Block::List(vec![Entry { more, commands: words.commands, ..Entry::new(words.title) }]));
    }
    if let Some(command) = check_of_report(symptom, file) {
        blocks.push(Block::Paragraph(vec![texts.get("report-read-compare")]));
        blocks.push(Block::Command(command));
    }
    if let Some(code) = symptom.code.as_ref().filter(|_| symptom.matter.is_none()) {
        blocks.push(Block::Paragraph(vec![texts.get("report-read-article")]));
        blocks.push(Block::Command(vec![format!("mxray explain {code}")]));
    }
    if blocks.is_empty() {
        blocks.push(Block::Paragraph(vec![texts.get("report-read-nothing")]));
        // There is nothing to probe of one's own where mail goes into Office 365.
        if symptom.direction != MailDirection::Inbound {
            blocks.push(Block::Paragraph(vec![texts.get("report-read-nothing-probe")]));
            blocks.push(Block::Command(vec![format!("mxray check {}", texts.get("value-target"))]));
        }
    }
    blocks
}

/// The step to begin with: against the cause that is established, or the likeliest that the words leave.
fn first_step<'k>(article: &'k Article, symptom: &Symptom, knowledge: &Knowledge) -> Option<&'k Step> {
    let of_words = left(symptom, knowledge).filter(|_| symptom.cause.is_none());
    let of_words = of_words.and_then(|(_, causes)| article.step_for(causes.first()?));
    of_words.or_else(|| article.first_step(symptom.cause.as_ref()))
}

fn facts(symptom: &Symptom, knowledge: &Knowledge, texts: &Texts) -> Vec<Entry> {
    let line = |id: &str, name: &str, value: String| Entry::new(texts.with(id, &Args::new().text(name, value)));
    let spoken = |args: Args| args.text("speaker", symptom.speaker.id());
    let mut facts = Vec::new();
    if symptom.reported_code.is_some() {
        facts.push(line("report-read-reported", "code", symptom_line(symptom)));
    }
    if symptom.speaker != Speaker::Unknown {
        facts.push(Entry::new(texts.with("report-read-speaker", &spoken(Args::new()))));
    }
    let direction = match symptom.direction {
        MailDirection::Outbound => "outbound",
        MailDirection::Inbound => "inbound",
        MailDirection::Unknown => "unknown",
    };
    let sender = if ndr::is_received(symptom) { Speaker::ExchangeOnline } else { symptom.speaker };
    let args = Args::new().text("direction", direction).text("speaker", sender.id());
    facts.push(Entry::new(texts.with("report-read-direction", &args)));
    if let Some(expired) = symptom.expired {
        // What Office 365 puts off of mail into it, the server retries that sends it.
        let sender = symptom.speaker == Speaker::ExchangeOnline && symptom.direction == MailDirection::Outbound;
        let args = Args::new().text("expired", if expired { "yes" } else { "no" });
        let args = args.text("speaker", if sender { symptom.speaker.id() } else { "other" });
        facts.push(Entry::new(texts.with("report-read-expired", &args)));
    }
    let ip = symptom.server_ip.map(|ip| ip.to_string());
    let server: Vec<_> = symptom.server_name.as_ref().map(ToString::to_string).into_iter().chain(ip).collect();
    if !server.is_empty() {
        facts.push(line("report-read-server", "server", texts.list(&server)));
    }
    for (id, name, value) in [
        ("report-read-detail", "detail", &symptom.detail),
        ("report-read-expected", "name", &symptom.expected_name),
        ("report-read-presented", "name", &symptom.presented_name),
        ("report-read-thumbprint", "thumbprint", &symptom.thumbprint),
        ("report-read-connector", "name", &symptom.connector_name),
        ("report-read-last", "at", &symptom.last_attempt),
    ] {
        facts.extend(value.as_ref().map(|value| line(id, name, value.to_string())));
    }
    facts.extend(reason_meant(symptom, knowledge, texts).map(Entry::new));
    facts.extend(symptom.at.map(|at| line("report-read-at", "at", texts.date(at))));
    facts.extend(symptom.retry_until.map(|at| line("report-read-until", "at", texts.date(at))));
    if !symptom.inner.is_empty() {
        let codes: Vec<_> = symptom.inner.iter().map(ToString::to_string).collect();
        facts.push(line("report-read-inner", "codes", texts.list(&codes)));
    }
    facts
}
