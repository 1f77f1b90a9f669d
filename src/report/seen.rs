//! What was seen, as a list: of the run and address by address, what stops the mail first.

use std::cmp::Reverse;

use super::{Block, Document, Entry, Section, phrases::both_forms};
use crate::{
    l10n::{Args, Texts},
    model::{Endpoint, Evidence, Finding, Level, Noted, Run, TlsSeen},
};

/// What was seen of a connector, and nothing of what it means: what a trainee has before naming the cause.
pub fn evidence(run: &Run, finding: &Finding, texts: &Texts) -> Document {
    let mut document = Document { title: texts.get("report-seen"), ..Document::default() };
    document.add(Section::plain(vec![Block::List(seen(run, finding, texts))]));
    document
}

/// Puts what stops the mail first: within each group what is wrong before what is only odd or known, and a group with a
/// fault before the others. All else stays in its order, so that reports and screens tell the same in the same order.
pub fn fault_first<'a, G>(groups: &mut [G], notes: impl Fn(&mut G) -> &mut Vec<&'a Noted>) {
    for group in groups.iter_mut() {
        notes(group).sort_by_key(|noted| Reverse(noted.level));
    }
    let has_fault = |group: &mut G| notes(group).first().is_some_and(|noted| noted.level == Level::Fault);
    // Each moves up behind those before it.
    let mut next = 0;
    for place in 0..groups.len() {
        if has_fault(&mut groups[place]) {
            groups[next..=place].rotate_right(1);
            next += 1;
        }
    }
}

/// Everything that was seen, of the run and address by address, what stops the mail first.
pub(super) fn seen(run: &Run, finding: &Finding, texts: &Texts) -> Vec<Entry> {
    let of = |endpoint: &Endpoint| finding.evidence.iter().filter(|noted| belongs(noted, endpoint, run)).collect();
    let nowhere = |noted: &&Noted| !run.endpoints.iter().any(|endpoint| belongs(noted, endpoint, run));
    let mut groups: Vec<(Option<&Endpoint>, Vec<&Noted>)> =
        vec![(None, finding.evidence.iter().filter(nowhere).collect())];
    groups.extend(run.endpoints.iter().map(|endpoint| (Some(endpoint), of(endpoint))));
    fault_first(&mut groups, |(_, notes)| notes);
    let mut told: Vec<&Endpoint> = Vec::new();
    let mut entries = Vec::new();
    for (endpoint, notes) in &groups {
        let Some(endpoint) = endpoint else {
            entries.extend(notes.iter().map(|noted| Entry::new(noted_line(noted, texts))));
            continue;
        };
        let same = told.iter().any(|other| has_same_certificate(endpoint, other));
        entries.push(row(run, endpoint, notes, same, texts));
        told.push(endpoint);
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
    let leaf = |tls: &TlsSeen| tls.chain.first().map(|leaf| leaf.sha256.clone());
    leaf(tls).is_some() && leaf(tls) == leaf(others) && tls.problems == others.problems
}

/// Whether a fact was seen at that address.
pub(super) fn belongs(noted: &Noted, endpoint: &Endpoint, run: &Run) -> bool {
    noted.ip == Some(endpoint.ip) && noted.host.as_ref().is_none_or(|host| *host == run.host_of(endpoint).host)
}

/// An address and how far one came there, in one line.
pub(super) fn address_line(run: &Run, endpoint: &Endpoint, notes: &[&Noted], texts: &Texts) -> String {
    let host = both_forms(&run.host_of(endpoint).host);
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
    texts.with(&format!("report-row-{state}"), &args)
}

/// An address and what was seen there.
fn row(run: &Run, endpoint: &Endpoint, notes: &[&Noted], same: bool, texts: &Texts) -> Entry {
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
    Entry { more, ..Entry::new(address_line(run, endpoint, notes, texts)) }
}

/// Evidence that says what the row of its address says already.
fn is_told_by_row(evidence: &Evidence) -> bool {
    matches!(evidence, Evidence::Connected { .. } | Evidence::Healthy { .. })
}
