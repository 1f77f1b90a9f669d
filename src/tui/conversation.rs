//! One address, whole: what was said, what happened without a line, and the certificates as they were sent.

use super::{
    shared::Shared,
    theme::{Glyph, Theme},
    widgets::{
        labelled::Labelled,
        page::Page,
        row::{Row, fold, prose, width},
    },
    wording::key,
};
use crate::{
    l10n::{Args, Texts},
    model::{CertificateProblem, CertificateSeen, Direction, Endpoint, Evidence, Fault, Stage, StageState},
    wizard::Walk,
};

/// Lines of one reply that are shown before the rest of it is counted.
const LINES: usize = 1;

/// The address that has the focus; `whole`: with every line of long answers, else they are counted after the first.
pub(crate) fn page(shared: &Shared, walk: &Walk, whole: bool) -> Page {
    let mut page = Page::new();
    let Some(endpoint) = shared.endpoint() else { return page };
    let texts = &shared.texts;
    let columns = shared.columns();
    let run = walk.run();
    let place = run.endpoints.iter().position(|other| other.id == endpoint.id).unwrap_or(0) + 1;
    let host = run.host_of(endpoint).host.to_string();
    let args = Args::new().text("host", host).text("port", endpoint.port);
    let count = Args::new().number("place", place).number("count", run.endpoints.len());
    page.push(
        Row::at(2)
            .styled(endpoint.ip.to_string(), shared.theme.bold())
            .text("  ")
            .text(texts.with("host-and-port", &args))
            .right(texts.with("address-of", &count), columns - 2),
    );
    page.gap();
    conversation(shared, endpoint, whole, &mut page);
    page.gap();
    certificates(shared, walk, endpoint, &mut page);
    page
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

fn conversation(shared: &Shared, endpoint: &Endpoint, whole: bool, page: &mut Page) {
    let texts = &shared.texts;
    let columns = shared.columns();
    page.push(heading(&texts.get("conversation"), &texts.get("directions")));
    let mut lines = said(shared, endpoint, whole);
    for (at_ms, glyph, text) in happened(texts, endpoint) {
        let start = match glyph {
            Some(glyph) => time(at_ms, texts).to(14).glyph(shared.theme, glyph).text(" "),
            None => time(at_ms, texts).to(16),
        };
        let rows = start.block(prose(&text, columns.saturating_sub(18)));
        let place = lines.iter().rposition(|(line, _)| *line <= at_ms).map_or(0, |place| place + 1);
        let place = if glyph.is_none() && lines.first().is_some_and(|(first, _)| at_ms <= *first) { 0 } else { place };
        for (index, row) in rows.into_iter().enumerate() {
            lines.insert(place + index, (at_ms, row));
        }
    }
    if lines.is_empty() {
        page.push(Row::at(4).text(texts.get("nothing-said")));
    }
    page.extend(lines.into_iter().map(|(_, row)| row));
}

/// What went over the wire and when, the long answers counted after their first lines.
fn said(shared: &Shared, endpoint: &Endpoint, whole: bool) -> Vec<(u64, Row)> {
    let texts = &shared.texts;
    let columns = shared.columns();
    let room = columns.saturating_sub(18);
    let mut lines: Vec<(u64, Row)> = Vec::new();
    let mut transcript = endpoint.transcript.iter().peekable();
    let mut run = 0;
    while let Some(line) = transcript.next() {
        let same = transcript.peek().is_some_and(|next| next.direction == line.direction && next.at_ms == line.at_ms);
        let mark = match line.direction {
            Direction::In => "< ",
            Direction::Out => "> ",
        };
        run += 1;
        if whole || run <= LINES {
            for (index, part) in fold(line.text.as_str(), room).into_iter().enumerate() {
                let row = if index == 0 { time(line.at_ms, texts).to(14).text(mark) } else { Row::at(16) };
                lines.push((line.at_ms, row.text(part)));
            }
        } else if !same {
            let count = Args::new().number("count", run - LINES);
            if let Some((_, last)) = lines.last_mut() {
                *last = std::mem::take(last).right(texts.with("lines-more", &count), columns - 2);
            }
        }
        if !same {
            run = 0;
        }
    }
    lines
}

/// What happened without a line, and when.
fn happened(texts: &Texts, endpoint: &Endpoint) -> Vec<(u64, Option<Glyph>, String)> {
    let mut happened = Vec::new();
    let mut at_ms = 0;
    for (stage, state) in Stage::OF_ADDRESS.into_iter().zip(endpoint.stages) {
        let StageState::Ended { took_ms, .. } = state else { continue };
        at_ms += took_ms;
        // What is wrong with the certificate stands beside it.
        if stage == Stage::Certificate && endpoint.tls.is_some() {
            continue;
        }
        if let Some(fault) = state.fault() {
            let seen = endpoint.evidence.iter().find(|seen| seen.fault() == Some(fault));
            let text = seen.map_or_else(|| texts.fault(fault), |seen| texts.evidence(seen));
            happened.push((at_ms, Some(Glyph::Fault), text));
        } else if state.passed() && stage == Stage::Connect {
            let from = endpoint.evidence.iter().find_map(|seen| match seen {
                Evidence::Connected { from: Some(from), .. } => Some(*from),
                _ => None,
            });
            // Before anything is said: stage and line are each told in whole milliseconds, rounded on their own.
            let at_ms = endpoint.transcript.first().map_or(at_ms, |line| at_ms.min(line.at_ms));
            let words = from.map(|from| texts.with("connected-from", &Args::new().text("from", from)));
            happened.push((at_ms, None, words.unwrap_or_else(|| texts.get("connected"))));
        } else if let Some(tls) = endpoint.tls.as_ref().filter(|_| state.passed() && stage == Stage::Handshake) {
            let args = Args::new().text("version", &tls.version).text("cipher", &tls.cipher);
            happened.push((at_ms, None, texts.with("tls-stands", &args)));
        }
    }
    happened
}

fn certificates(shared: &Shared, walk: &Walk, endpoint: &Endpoint, page: &mut Page) {
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
        page.extend(start.block(prose(certificate.subject.as_str(), shared.columns().saturating_sub(8))));
        let judge = Judge { texts, walk, endpoint, certificate, leaf: index == 0 };
        for (label, value, verdict) in facts(shared, &judge) {
            page.extend(fact_rows(&parts, label, &value, verdict, shared.columns(), shared.theme));
        }
        // Longer than what is left beside the labels: below its own, and never broken where it fits there.
        page.push(Row::at(6).text(texts.get("cert-sha256")));
        let columns = shared.columns().saturating_sub(10);
        page.extend(fold(&certificate.sha256, columns).into_iter().map(|part| Row::at(8).text(part)));
    }
}

/// What is said of a value: its weight and the words.
type Verdict = (Glyph, String);

/// The facts of a certificate: label, value, and what is said of it.
fn facts(shared: &Shared, judge: &Judge<'_>) -> Vec<(&'static str, String, Option<Verdict>)> {
    let Judge { texts, walk, certificate, leaf, .. } = judge;
    let mut facts = Vec::new();
    let names: Vec<_> = certificate.sans.iter().map(ToString::to_string).collect();
    if *leaf || !names.is_empty() {
        let wanted = walk.connector.tls.tls_domain().map(ToString::to_string).unwrap_or_default();
        let value = if names.is_empty() { texts.get("cert-no-names") } else { texts.list(&names) };
        let args = Args::new().text("name", wanted);
        facts.push(("cert-names", value, judge.says(&[CertificateProblem::NameMismatch], "cert-not-named", &args)));
    }
    let days =
        |from: jiff::Timestamp, to: jiff::Timestamp| u64::try_from((to - from).get_seconds() / 86_400).unwrap_or(0);
    let now = walk.run().started.unwrap_or(shared.now.wall);
    let ended = Args::new().number("days", days(certificate.not_after, now));
    let begins = Args::new().number("days", days(now, certificate.not_before));
    let dates = judge
        .says(&[CertificateProblem::Expired], "cert-ended", &ended)
        .or_else(|| judge.says(&[CertificateProblem::NotYetValid], "cert-begins", &begins));
    let span = Args::new()
        .text("from", texts.date(certificate.not_before).split(' ').next().unwrap_or_default())
        .text("until", texts.date(certificate.not_after));
    facts.push(("cert-valid", texts.with("cert-span", &span), dates));
    let none = Args::new();
    let issuer = judge
        .says(&[CertificateProblem::SelfSigned], "cert-self-signed", &none)
        .or_else(|| judge.says(&[CertificateProblem::IncompleteChain], "cert-issuer-missing", &none))
        .or_else(|| judge.says(&[CertificateProblem::UnknownIssuer], "cert-issuer-unknown", &none));
    facts.push(("cert-issuer", certificate.issuer.to_string(), issuer));
    let weak = [CertificateProblem::WeakKey, CertificateProblem::WeakSignature];
    let strength =
        judge.says(&weak, "cert-weak", &none).or_else(|| leaf.then(|| (Glyph::Ok, texts.get("cert-accepted"))));
    facts.push(("cert-key", key(certificate, texts), strength));
    let reported = walk.symptom.as_ref().and_then(|symptom| symptom.thumbprint.as_ref()).filter(|_| *leaf);
    let compared = reported.map(|reported| {
        let same = reported.as_str().eq_ignore_ascii_case(&certificate.sha1);
        let (glyph, id) = if same { (Glyph::Ok, "cert-as-reported") } else { (Glyph::Warning, "cert-not-reported") };
        (glyph, texts.get(id))
    });
    facts.push(("cert-sha1", certificate.sha1.clone(), compared));
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
