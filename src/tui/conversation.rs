//! One address, whole: what was said, what happened without a line, and the certificates as they were sent. In which order
//! it went is left to `report`.

use super::{
    shared::Shared,
    theme::{Glyph, Theme},
    turn::{CertificateField, Proof},
    widgets::{
        labelled::Labelled,
        page::Page,
        row::{LEAST_NAME, Row, fold, middle, prose, width},
    },
    wording::key,
};
use crate::{
    l10n::{Args, Texts},
    model::{CertificateProblem, CertificateSeen, Endpoint, Evidence, Fault, Stage},
    report::{self, Moment, MomentKind, phrases},
    wizard::Walk,
};

/// How much of a long answer is shown before the rest of its lines is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Folded {
    /// All of it.
    Not,
    /// The first line.
    ToOne,
}

impl Folded {
    /// The most lines of one answer.
    fn lines(self) -> usize {
        match self {
            Self::Not => usize::MAX,
            Self::ToOne => 1,
        }
    }
}

/// Rows of what was said at the address that has the focus, unfolded.
pub(crate) fn said_rows(shared: &Shared, walk: &Walk) -> usize {
    let mut page = Page::new();
    if let Some(endpoint) = shared.endpoint() {
        head(shared, walk, endpoint, &mut page);
        conversation(shared, endpoint, Folded::Not, None, &mut page);
    }
    page.len()
}

/// The address that has the focus; what is looked for is marked and seen.
pub(crate) fn page(shared: &Shared, walk: &Walk, folded: Folded, proof: Option<&Proof>) -> Page {
    let mut page = Page::new();
    let Some(endpoint) = shared.endpoint() else { return page };
    let stage = match proof {
        Some(Proof::Said(_, stage)) => *stage,
        Some(Proof::Certificate(..) | Proof::Lookups(_)) | None => None,
    };
    let field = match proof {
        Some(Proof::Certificate(_, field)) => Some(*field),
        Some(Proof::Said(..) | Proof::Lookups(_)) | None => None,
    };
    head(shared, walk, endpoint, &mut page);
    conversation(shared, endpoint, folded, stage, &mut page);
    page.gap();
    certificates(shared, walk, endpoint, field, &mut page);
    page
}

/// Which address it is.
fn head(shared: &Shared, walk: &Walk, endpoint: &Endpoint, page: &mut Page) {
    let texts = &shared.texts;
    let columns = shared.columns();
    let run = shared.run(walk);
    let place = run.endpoints.iter().position(|other| other.id == endpoint.id).unwrap_or(0) + 1;
    let host = phrases::both_forms(&run.host_of(endpoint).host);
    let row = |host: &str| {
        let args = Args::new().text("host", host).text("port", endpoint.port);
        let ip = Row::at(2).styled(endpoint.ip.to_string(), shared.theme.bold());
        ip.text("  ").text(texts.with("host-and-port", &args))
    };
    let count = texts.with("address-of", &Args::new().number("place", place).number("count", run.endpoints.len()));
    // A host that is too long is known by its two ends; port and count stay.
    let over = (row(&host).width() + 2 + width(&count)).saturating_sub(columns - 2);
    let whole = row(&middle(&host, width(&host).saturating_sub(over).max(LEAST_NAME), shared.theme));
    let has_room = whole.width() + 2 + width(&count) <= columns - 2;
    if has_room {
        page.push(whole.right(count, columns - 2));
    } else {
        page.push(whole);
        page.push(Row::default().right(count, columns - 2));
    }
    page.gap();
}

/// Adds rows, marked where they are what is looked for, and seen where they are the first such.
fn add(page: &mut Page, rows: Vec<Row>, is_sought: bool, shared: &Shared) {
    let first = page.len();
    let end = shared.columns().saturating_sub(2);
    page.extend(rows.into_iter().map(|row| match is_sought {
        true => row.highlighted(2, end, shared.theme.focus()),
        false => row,
    }));
    if is_sought && !page.has_focus() {
        page.focus_since(first);
    }
}

/// A heading of this page, and what stands behind it in a column of its own.
fn heading(head: &str, behind: &str) -> Row {
    Row::at(2).text(head).to((2 + width(head) + 2).max(24)).text(behind)
}

/// The beginning of a line: when it was.
fn time(at_ms: u64, texts: &Texts) -> Row {
    let text = texts.duration(at_ms);
    Row::at(12_usize.saturating_sub(width(&text)).max(4)).text(text)
}

fn conversation(shared: &Shared, endpoint: &Endpoint, folded: Folded, sought: Option<Stage>, page: &mut Page) {
    let texts = &shared.texts;
    let columns = shared.columns();
    let room = columns.saturating_sub(18);
    page.push(heading(&texts.get("conversation"), &texts.get("directions")));
    let moments = report::conversation(endpoint, texts);
    if moments.is_empty() {
        page.push(Row::at(4).text(texts.get("nothing-said")));
    }
    // What decided is the answer, or what came in its place; where neither came, what was sent.
    let answers = |moment: &Moment| Some(moment.stage) == sought && moment.kind != MomentKind::Sent;
    let is_answered = moments.iter().any(answers);
    // The lines of one answer came together.
    for reply in moments.chunk_by(|a, b| (a.at_ms, a.kind, a.stage) == (b.at_ms, b.kind, b.stage)) {
        let shown = reply.len().min(folded.lines());
        let mut rows: Vec<Row> = reply[..shown].iter().flat_map(|moment| moment_rows(moment, room, shared)).collect();
        if shown < reply.len()
            && let Some(last) = rows.last_mut()
        {
            let count = Args::new().number("count", reply.len() - shown);
            let more = texts.with("lines-more", &count);
            let row = std::mem::take(last);
            let has_room = row.width() + 2 + width(&more) <= columns - 2 || columns > usize::from(u16::MAX);
            *last = if has_room { row.clone().right(more.clone(), columns - 2) } else { row };
            rows.extend((!has_room).then(|| Row::at(16).text(more)));
        }
        let is_sought = answers(&reply[0]) || (!is_answered && Some(reply[0].stage) == sought);
        add(page, rows, is_sought, shared);
    }
}

fn moment_rows(moment: &Moment, room: usize, shared: &Shared) -> Vec<Row> {
    let start = time(moment.at_ms, &shared.texts);
    let line = |mark| {
        let parts = fold(&moment.text, room).into_iter().map(|part| Row::default().text(part));
        start.clone().to(14).text(mark).block(parts.collect())
    };
    match moment.kind {
        MomentKind::Received => line("< "),
        MomentKind::Sent => line("> "),
        MomentKind::Happened => start.to(16).block(prose(&moment.text, room)),
        MomentKind::Fault => start.to(14).glyph(shared.theme, Glyph::Fault).text(" ").block(prose(&moment.text, room)),
    }
}

fn certificates(shared: &Shared, walk: &Walk, endpoint: &Endpoint, sought: Option<CertificateField>, page: &mut Page) {
    let texts = &shared.texts;
    let head = texts.get("certificates-sent");
    let Some(tls) = &endpoint.tls else {
        page.push(Row::at(2).text(head).text("  ").text(texts.get("certificates-none")));
        return;
    };
    page.push(heading(&head, &tls.chain.len().to_string()));
    let labels = ["cert-names", "cert-valid", "cert-issuer", "cert-key", "cert-sha1"];
    let parts = Labelled::new(texts, &labels, 6, shared.columns());
    for (index, certificate) in tls.chain.iter().enumerate() {
        let start = Row::at(4).text(format!("{} ", index + 1));
        let subject = start.block(prose(certificate.subject.as_str(), shared.columns().saturating_sub(8)));
        add(page, subject, index == 0 && sought == Some(CertificateField::Subject), shared);
        let judge = Judge { texts, walk, endpoint, certificate, leaf: index == 0 };
        for Fact { field, label, value, verdict } in facts(shared, &judge) {
            // Dates may be those of a certificate above the server's own.
            let is_told = index == 0 || (field == CertificateField::Valid && verdict.is_some());
            let rows = fact_rows(&parts, label, &value, verdict, shared.columns(), shared.theme);
            add(page, rows, sought == Some(field) && is_told, shared);
        }
        // Longer than what is left beside the labels: below its own, and never broken where it fits there.
        page.push(Row::at(6).text(texts.get("cert-sha256")));
        let columns = shared.columns().saturating_sub(10);
        page.extend(fold(&certificate.sha256, columns).into_iter().map(|part| Row::at(8).text(part)));
    }
}

/// What is said of a value: its weight and the words.
type Verdict = (Glyph, String);

/// A fact of a certificate, and what is said of it.
struct Fact {
    field: CertificateField,
    /// A message.
    label: &'static str,
    value: String,
    verdict: Option<Verdict>,
}

impl Fact {
    fn new(field: CertificateField, value: String, verdict: Option<Verdict>) -> Self {
        let label = match field {
            CertificateField::Subject | CertificateField::Names => "cert-names",
            CertificateField::Valid => "cert-valid",
            CertificateField::Issuer => "cert-issuer",
            CertificateField::Key => "cert-key",
            CertificateField::Thumbprint => "cert-sha1",
        };
        Self { field, label, value, verdict }
    }
}

/// The facts of a certificate below its subject.
fn facts(shared: &Shared, judge: &Judge<'_>) -> Vec<Fact> {
    let Judge { texts, walk, certificate, leaf, .. } = judge;
    let mut facts = Vec::new();
    let names: Vec<_> = certificate.sans.iter().map(ToString::to_string).collect();
    if *leaf || !names.is_empty() {
        let wanted = walk.connector.tls.tls_domain().map(ToString::to_string).unwrap_or_default();
        let value = if names.is_empty() { texts.get("cert-no-names") } else { texts.list(&names) };
        let args = Args::new().text("name", wanted);
        let verdict = judge.says(&[CertificateProblem::NameMismatch], "cert-not-named", &args);
        facts.push(Fact::new(CertificateField::Names, value, verdict));
    }
    let days =
        |from: jiff::Timestamp, to: jiff::Timestamp| u64::try_from((to - from).get_seconds() / 86_400).unwrap_or(0);
    let now = shared.run(walk).started.unwrap_or(shared.now.wall);
    let ended = Args::new().number("days", days(certificate.not_after, now));
    let begins = Args::new().number("days", days(now, certificate.not_before));
    let dates = judge
        .says(&[CertificateProblem::Expired], "cert-ended", &ended)
        .or_else(|| judge.says(&[CertificateProblem::NotYetValid], "cert-begins", &begins));
    let span = Args::new()
        .text("from", texts.date(certificate.not_before).split(' ').next().unwrap_or_default())
        .text("until", texts.date(certificate.not_after));
    facts.push(Fact::new(CertificateField::Valid, texts.with("cert-span", &span), dates));
    let none = Args::new();
    let issuer = judge
        .says(&[CertificateProblem::SelfSigned], "cert-self-signed", &none)
        .or_else(|| judge.says(&[CertificateProblem::IncompleteChain], "cert-issuer-missing", &none))
        .or_else(|| judge.says(&[CertificateProblem::UnknownIssuer], "cert-issuer-unknown", &none));
    facts.push(Fact::new(CertificateField::Issuer, certificate.issuer.to_string(), issuer));
    let weak = [CertificateProblem::WeakKey, CertificateProblem::WeakSignature];
    let strength =
        judge.says(&weak, "cert-weak", &none).or_else(|| leaf.then(|| (Glyph::Ok, texts.get("cert-accepted"))));
    facts.push(Fact::new(CertificateField::Key, key(certificate, texts), strength));
    let reported = walk.symptom.as_ref().and_then(|symptom| symptom.thumbprint.as_ref()).filter(|_| *leaf);
    let compared = reported.map(|reported| {
        let same = reported.as_str().eq_ignore_ascii_case(&certificate.sha1);
        let (glyph, id) = if same { (Glyph::Ok, "cert-as-reported") } else { (Glyph::Warning, "cert-not-reported") };
        (glyph, texts.get(id))
    });
    facts.push(Fact::new(CertificateField::Thumbprint, certificate.sha1.clone(), compared));
    facts
}

/// A fact in rows: the verdict stands beside the value where there is room, else below it.
fn fact_rows(
    parts: &Labelled<'_>,
    label: &str,
    value: &str,
    verdict: Option<Verdict>,
    columns: usize,
    theme: Theme,
) -> Vec<Row> {
    let mut rows = parts.words(label, Some(value));
    let Some((glyph, words)) = verdict else { return rows };
    let need = width(&words) + 2;
    let used = rows.last().map_or(0, Row::width);
    // Verdicts stand below each other where the values leave room.
    let lined_up = (used + 2).max(57).max(parts.column());
    let at = if lined_up + need <= columns - 2 && columns >= 80 {
        Some(lined_up)
    } else {
        (used + 2 + need <= columns - 2).then(|| columns - 2 - need)
    };
    match (at, rows.last_mut()) {
        (Some(at), Some(last)) => *last = std::mem::take(last).to(at).glyph(theme, glyph).text(" ").text(words),
        _ => {
            let start = Row::at(parts.column()).glyph(theme, glyph).text(" ");
            rows.extend(start.block(prose(&words, parts.room().saturating_sub(2))));
        }
    }
    rows
}

/// What was seen to be wrong with one certificate of a chain.
struct Judge<'a> {
    texts: &'a Texts,
    walk: &'a Walk,
    endpoint: &'a Endpoint,
    certificate: &'a CertificateSeen,
    /// Whether it is the server's own.
    leaf: bool,
}

impl Judge<'_> {
    /// The words for one of these problems, if it has it, and whether the TLS setting minds it.
    fn says(&self, problems: &[CertificateProblem], id: &str, args: &Args) -> Option<Verdict> {
        let problem = problems.iter().find(|problem| self.has(**problem))?;
        let glyph = if self.walk.connector.tls.minds(*problem) { Glyph::Fault } else { Glyph::Warning };
        Some((glyph, self.texts.with(id, args)))
    }

    fn has(&self, problem: CertificateProblem) -> bool {
        // The word of `problems` (`docs/contract.md`) does not say of which certificate it is; the evidence does.
        let of_leaf = |fault: Fault| self.endpoint.evidence.iter().any(|seen| seen.fault() == Some(fault));
        match problem {
            CertificateProblem::Expired if self.leaf => of_leaf(Fault::CertificateExpired),
            CertificateProblem::NotYetValid if self.leaf => of_leaf(Fault::CertificateNotYetValid),
            CertificateProblem::Expired | CertificateProblem::NotYetValid => {
                is_told_of(self.endpoint, problem, &self.certificate.sha1)
            }
            _ => self.leaf && self.endpoint.tls.as_ref().is_some_and(|tls| tls.problems.contains(&problem)),
        }
    }
}

/// Whether a date of a certificate above the server's own is among what was seen.
fn is_told_of(endpoint: &Endpoint, problem: CertificateProblem, thumbprint: &str) -> bool {
    endpoint.evidence.iter().any(|seen| match seen {
        Evidence::ChainExpired { sha1, .. } => problem == CertificateProblem::Expired && sha1 == thumbprint,
        Evidence::ChainNotYetValid { sha1, .. } => problem == CertificateProblem::NotYetValid && sha1 == thumbprint,
        _ => false,
    })
}
