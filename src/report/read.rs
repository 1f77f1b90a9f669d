//! What was read from a report of Office 365, as a [`Document`].

use super::{
    Block, Document, Entry, Section,
    phrases::{code_line, symptom_line},
};
use crate::{
    l10n::{Args, Texts},
    model::{MailDirection, Symptom},
};

/// What one text says; `more` is how many further reports it holds.
pub fn read(symptom: &Symptom, more: usize, texts: &Texts) -> Document {
    let title = match (&symptom.code, symptom.direction) {
        (Some(code), _) => {
            texts.with("report-read-found", &Args::new().text("code", code_line(code, texts)).text("article", code))
        }
        (None, MailDirection::Inbound) => texts.get("report-read-inbound"),
        (None, MailDirection::Outbound | MailDirection::Unknown) => texts.get("report-read-none"),
    };
    let mut document = Document { title, ..Document::default() };
    if let (Some(code), Some(reported)) = (&symptom.code, &symptom.reported_code)
        && reported.temporary().to_string() != code.as_str()
    {
        document.lead.push(texts.with(
            "report-read-unwrapped",
            &Args::new().text("reported", reported.to_string()).text("code", code.as_str()),
        ));
    }
    document.add(Section::headed(texts.get("report-read-facts"), vec![Block::List(facts(symptom, texts))]));
    let text = Entry::new(symptom.text.as_str());
    document.add(Section::headed(
        texts.get("report-read-text"),
        vec![Block::List((!symptom.text.is_empty()).then_some(text).into_iter().collect())],
    ));
    let unread = symptom.unread.iter().map(|text| Entry::new(text.as_str()));
    document.add(Section::headed(texts.get("report-read-unread"), vec![Block::List(unread.collect())]));
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

fn facts(symptom: &Symptom, texts: &Texts) -> Vec<Entry> {
    let line = |id: &str, name: &str, value: String| Entry::new(texts.with(id, &Args::new().text(name, value)));
    let mut facts = Vec::new();
    if symptom.reported_code.is_some() {
        facts.push(line("report-read-reported", "code", symptom_line(symptom)));
    }
    let direction = match symptom.direction {
        MailDirection::Outbound => "outbound",
        MailDirection::Inbound => "inbound",
        MailDirection::Unknown => "unknown",
    };
    facts.push(line("report-read-direction", "direction", direction.to_owned()));
    if let Some(expired) = symptom.expired {
        facts.push(line("report-read-expired", "expired", if expired { "yes" } else { "no" }.to_owned()));
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
    facts.extend(symptom.at.map(|at| line("report-read-at", "at", texts.date(at))));
    if !symptom.inner.is_empty() {
        let codes: Vec<_> = symptom.inner.iter().map(ToString::to_string).collect();
        facts.push(line("report-read-inner", "codes", texts.list(&codes)));
    }
    facts
}
