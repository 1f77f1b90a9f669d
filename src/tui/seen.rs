//! What was seen, as the finding tells it: host by host, the same said once, in a line where one will do.

use crate::{
    l10n::{Args, Texts},
    model::{Endpoint, Evidence, Finding, Level, Noted, Run, Verdict, WireText, common_name},
    report::{fault_first, phrases},
    tui::{
        shared::Shared,
        theme::Glyph,
        widgets::{
            labelled::Labelled,
            list::{self, Focus},
            page::Page,
            row::{Row, prose, width},
        },
    },
};

/// The column of what stands below its short name: 40 digits of a thumbprint, and a comma, have room behind it in every window.
const BELOW: usize = 1;

/// Addresses that showed the same, and what they showed.
struct Group<'a> {
    host: String,
    addresses: Vec<String>,
    notes: Vec<&'a Noted>,
}

/// What was seen, host by host, what is wrong before what is only odd, so that a small window shows it; addresses of one
/// host that showed the same stand together.
fn groups<'a>(run: &Run, finding: &'a Finding) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let nowhere: Vec<_> = finding
        .evidence
        .iter()
        .filter(|noted| noted.ip.is_none() && (noted.level > Level::Info || finding.verdict == Verdict::Healthy))
        .collect();
    if !nowhere.is_empty() {
        groups.push(Group { host: String::new(), addresses: Vec::new(), notes: nowhere });
    }
    let alike = |a: &[&Noted], b: &[&Noted]| {
        let ids = |notes: &[&Noted]| -> Vec<_> { notes.iter().map(|n| (n.level, n.evidence.id())).collect() };
        ids(a) == ids(b)
    };
    for endpoint in &run.endpoints {
        let host = &run.host_of(endpoint).host;
        let notes = notes_of(finding, run, endpoint);
        let host = if *host == endpoint.ip.into() { String::new() } else { phrases::both_forms(host) };
        let same = groups.iter_mut().find(|group| {
            group.host == host && !group.addresses.is_empty() && !notes.is_empty() && alike(&group.notes, &notes)
        });
        match same {
            Some(group) => group.addresses.push(endpoint.ip.to_string()),
            None => groups.push(Group { host, addresses: vec![endpoint.ip.to_string()], notes }),
        }
    }
    fault_first(&mut groups, |group| &mut group.notes);
    groups
}

/// What was seen at an address and is worth a row: the wrong, or that all is well.
fn notes_of<'a>(finding: &'a Finding, run: &Run, endpoint: &Endpoint) -> Vec<&'a Noted> {
    let host = &run.host_of(endpoint).host;
    let here = |noted: &&Noted| {
        noted.ip == Some(endpoint.ip) && noted.host.as_ref().is_none_or(|noted_host| noted_host == host)
    };
    let wrong: Vec<_> = finding.evidence.iter().filter(here).filter(|noted| noted.level > Level::Info).collect();
    if !wrong.is_empty() {
        return wrong;
    }
    finding.evidence.iter().filter(here).filter(|noted| !matches!(noted.evidence, Evidence::Connected { .. })).collect()
}

/// What was seen, in the order in which it is told.
pub(crate) fn lines<'a>(run: &Run, finding: &'a Finding) -> Vec<&'a Noted> {
    groups(run, finding).into_iter().flat_map(|group| group.notes).collect()
}

/// Adds what was seen, one line of it with the focus, if one has.
pub(crate) fn seen(
    shared: &Shared,
    run: &Run,
    finding: &Finding,
    focus: Option<usize>,
    parts: &Labelled<'_>,
    page: &mut Page,
) {
    let (texts, room) = (&shared.texts, parts.room());
    let groups = groups(run, finding);
    let longest =
        groups.iter().flat_map(|group| &group.notes).map(|noted| width(&label(texts, noted))).max().unwrap_or(0);
    let column = 2 + longest.min(room / 3) + 2;
    page.gap();
    let first = page.len();
    // The pointer stands in the blanks before what the label says.
    let pointer = parts.column().saturating_sub(2);
    let mut add = |rows: Vec<Row>, focus: Focus| {
        let start = if page.len() == first { Row::at(2).text(texts.get("label-seen")) } else { Row::default() };
        let start = match focus {
            Focus::Elsewhere => start.to(parts.column()),
            Focus::Kept | Focus::Here => start.to(pointer).text(shared.theme.pointer()).text(" "),
        };
        list::add(page, start.block(rows), pointer, shared.columns(), focus, shared.theme);
    };
    let mut number = 0;
    for group in &groups {
        if let Some(heading) = heading(texts, group, room) {
            add(prose(&heading, room), Focus::Elsewhere);
        }
        for noted in &group.notes {
            add(line(shared, noted, column, room), Focus::of(focus == Some(number), true));
            number += 1;
        }
        if group.notes.is_empty() {
            let glyph = if run.finished { Glyph::Skipped } else { Glyph::NotYet };
            let text = texts.get(if run.finished { "not-looked-at" } else { "still-running" });
            add(vec![Row::default().glyph(shared.theme, glyph).text(" ").text(text)], Focus::Elsewhere);
        }
    }
}

fn label(texts: &Texts, noted: &Noted) -> String {
    texts.evidence_label(&noted.evidence).unwrap_or_default()
}

/// A line of what was seen, its words from that column on.
fn line(shared: &Shared, noted: &Noted, column: usize, room: usize) -> Vec<Row> {
    let texts = &shared.texts;
    let glyph = match noted.level {
        Level::Fault => Glyph::Fault,
        Level::Warning => Glyph::Warning,
        Level::Info => Glyph::Ok,
    };
    let start = Row::default().glyph(shared.theme, glyph).text(" ").text(label(texts, noted));
    // A name that is too long for the column keeps its distance all the same.
    let start = if start.width() + 2 > column { start.text("  ") } else { start.to(column) };
    match detail(texts, &noted.evidence, room.saturating_sub(start.width())) {
        Some(block) => start.block(block),
        None => {
            let whole = detail_words(texts, &noted.evidence);
            let below = Row::at(BELOW).block(prose(&whole, room.saturating_sub(BELOW)));
            [start].into_iter().chain(below).collect()
        }
    }
}

fn heading(texts: &Texts, group: &Group<'_>, room: usize) -> Option<String> {
    let addresses = texts.list(&group.addresses);
    match (group.host.is_empty(), group.addresses.is_empty()) {
        (_, true) => None,
        (true, false) => Some(addresses),
        (false, false) => {
            let args = |list: &str| Args::new().text("host", &group.host).text("addresses", list);
            let whole = texts.with("host-addresses", &args(&addresses));
            if width(&whole) <= room {
                return Some(whole);
            }
            let count = Args::new().text("host", &group.host).number("count", group.addresses.len());
            Some(texts.with("host-count", &count))
        }
    }
}

/// What stands beside the short name: whole where it fits, with lists shortened where only that fits, else wrapped. `None`
/// where a word of it would be broken, as a thumbprint is: that stands below.
fn detail(texts: &Texts, evidence: &Evidence, room: usize) -> Option<Vec<Row>> {
    let whole = detail_words(texts, evidence);
    if width(&whole) <= room {
        return Some(prose(&whole, room));
    }
    let short = texts.evidence_in_short(&with_common_name(evidence)).unwrap_or(whole);
    short.split_whitespace().all(|word| width(word) <= room).then(|| prose(&short, room))
}

fn detail_words(texts: &Texts, evidence: &Evidence) -> String {
    let evidence = &with_common_name(evidence);
    texts.evidence_detail(evidence).unwrap_or_else(|| texts.evidence(evidence))
}

/// Of the name of a certificate the first part tells it apart.
fn with_common_name(evidence: &Evidence) -> Evidence {
    let mut evidence = evidence.clone();
    if let Evidence::CertificateIncompleteChain { issuer: name }
    | Evidence::CertificateUnknownIssuer { issuer: name, .. }
    | Evidence::ChainExpired { subject: name, .. }
    | Evidence::ChainNotYetValid { subject: name, .. }
    | Evidence::ChainEndsSoon { subject: name, .. }
    | Evidence::CertificateAccepted { subject: name, .. } = &mut evidence
    {
        *name = WireText::from_safe(common_name(name.as_str()));
    }
    evidence
}
