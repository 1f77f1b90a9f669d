//! One address: what was said, and the certificates as they were sent. Whole, unlike the table.

use super::{Body, Screen, probe_again, scroll_page};
use crate::{
    l10n::Args,
    model::{CertificateProblem, CertificateSeen, Direction, Endpoint, Evidence, Fault, Stage, StageState},
    tui::{
        app::{Effect, Model},
        keys::{Action, Hint, hint},
        saving,
        theme::Glyph,
        walk::Walk,
        widgets::{
            page::Page,
            row::{Row, fold, prose, width},
        },
    },
};

/// Lines of one reply that are shown before the rest of it is counted.
const LINES: usize = 1;

pub(super) fn hints(_: &Model) -> Vec<Hint> {
    vec![
        hint(Action::Next, "back-to-table"),
        hint(Action::Down, "scroll"),
        hint(Action::Right, "address"),
        hint(Action::Copy, "copy-all"),
        hint(Action::Save, "save"),
        hint(Action::Back, "back"),
        hint(Action::SaveAs, "save-as"),
    ]
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::Next | Action::Previous | Action::Back => {
            if !model.go_back() {
                model.go(Screen::Probing);
            }
        }
        Action::Left | Action::Right => {
            if let Some(walk) = &mut model.walk {
                walk.focus_address(|at, _| if action == Action::Right { at + 1 } else { at.saturating_sub(1) });
            }
            model.scroll = 0;
        }
        _ if action.moves() => {
            let page = model.walk.as_ref().map(|walk| page(model, walk, true))?;
            return Some(scroll_page(model, action, &page));
        }
        Action::Copy => {
            let lines = model.walk.as_ref().map(|walk| page(model, walk, true).plain()).unwrap_or_default();
            let lines: Vec<_> = lines.into_iter().map(|line| line.trim_start().to_owned()).collect();
            return Some(model.copy(&lines));
        }
        Action::ProbeAgain => return Some(probe_again(model)),
        Action::Save => return Some(saving::save(model)),
        Action::SaveAs => return Some(saving::ask(model)),
        _ => return None,
    }
    Some(Vec::new())
}

pub(super) fn body(model: &Model, height: usize) -> Body {
    match &model.walk {
        Some(walk) => Body::of(page(model, walk, model.scroll > 0), height, model.scroll),
        None => Body::of(Page::new(), height, 0),
    }
}

/// One address; `whole`: with every line of long answers, else they are counted after the first.
pub(super) fn page(model: &Model, walk: &Walk, whole: bool) -> Page {
    let mut page = Page::new();
    let Some(endpoint) = walk.endpoint() else { return page };
    let texts = &model.texts;
    let columns = model.columns();
    let place = walk.run.endpoints.iter().position(|other| other.id == endpoint.id).unwrap_or(0) + 1;
    let host = walk.run.host_of(endpoint).host.to_string();
    let args = Args::new().text("host", host).text("port", endpoint.port);
    let count = Args::new().number("place", place).number("count", walk.run.endpoints.len());
    page.push(
        Row::at(2)
            .styled(endpoint.ip.to_string(), model.theme.bold())
            .text("  ")
            .text(texts.with("host-and-port", &args))
            .right(texts.with("address-of", &count), columns - 2),
    );
    page.gap();
    conversation(model, endpoint, columns, whole, &mut page);
    page.gap();
    certificates(model, walk, endpoint, columns, &mut page);
    page
}

fn conversation(model: &Model, endpoint: &Endpoint, columns: usize, whole: bool, page: &mut Page) {
    let texts = &model.texts;
    let head = texts.get("conversation");
    page.push(Row::at(2).text(head.clone()).to((2 + width(&head) + 2).max(24)).text(texts.get("directions")));
    let time = |at_ms: u64| {
        let text = texts.duration(at_ms);
        Row::at(12_usize.saturating_sub(width(&text)).max(4)).text(text)
    };
    let mut lines: Vec<(u64, Row)> = Vec::new();
    // What went over the wire, the long answers counted after their first lines.
    let room = columns.saturating_sub(18);
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
                let row = if index == 0 { time(line.at_ms).to(14).text(mark) } else { Row::at(16) };
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
    // What happened without a line.
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
        } else if state.passed() {
            match stage {
                Stage::Connect => {
                    let from = endpoint.evidence.iter().find_map(|seen| match seen {
                        Evidence::Connected { from: Some(from), .. } => Some(*from),
                        _ => None,
                    });
                    let words = from.map(|from| texts.with("connected-from", &Args::new().text("from", from)));
                    happened.push((at_ms, None, words.unwrap_or_else(|| texts.get("connected"))));
                }
                Stage::Handshake => {
                    if let Some(tls) = &endpoint.tls {
                        let args = Args::new().text("version", &tls.version).text("cipher", &tls.cipher);
                        happened.push((at_ms, None, texts.with("tls-stands", &args)));
                    }
                }
                _ => {}
            }
        }
    }
    for (at_ms, glyph, text) in happened {
        let start = match glyph {
            Some(glyph) => time(at_ms).to(14).glyph(model.theme, glyph).text(" "),
            None => time(at_ms).to(16),
        };
        let rows = start.block(prose(&text, columns.saturating_sub(18)));
        let place = lines.iter().rposition(|(line, _)| *line <= at_ms).map_or(0, |place| place + 1);
        // A connection stands before anything is said.
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

fn certificates(model: &Model, walk: &Walk, endpoint: &Endpoint, columns: usize, page: &mut Page) {
    let (texts, theme) = (&model.texts, model.theme);
    let head = texts.get("certificates-sent");
    let Some(tls) = &endpoint.tls else {
        page.push(Row::at(2).text(head).text("  ").text(texts.get("certificates-none")));
        return;
    };
    page.push(Row::at(2).text(head.clone()).to((2 + width(&head) + 2).max(24)).text(tls.chain.len().to_string()));
    let labels = ["cert-names", "cert-valid", "cert-issuer", "cert-key", "cert-sha1"];
    let column = 6 + labels.iter().map(|label| width(&texts.get(label))).max().unwrap_or(0) + 2;
    for (index, certificate) in tls.chain.iter().enumerate() {
        let leaf = index == 0;
        // The word of machine output does not say of which certificate it is; the evidence does.
        let of_leaf = |fault: Fault| endpoint.evidence.iter().any(|seen| seen.fault() == Some(fault));
        let has = |problem: CertificateProblem| match problem {
            CertificateProblem::Expired if leaf => of_leaf(Fault::CertificateExpired),
            CertificateProblem::NotYetValid if leaf => of_leaf(Fault::CertificateNotYetValid),
            CertificateProblem::Expired | CertificateProblem::NotYetValid => {
                is_told_of(endpoint, problem, &certificate.sha1)
            }
            _ => leaf && tls.problems.contains(&problem),
        };
        let judged = |problem: CertificateProblem, id: &str, args: Args| {
            has(problem).then(|| {
                let glyph = if walk.connector.tls.minds(problem) { Glyph::Fault } else { Glyph::Warning };
                (glyph, texts.with(id, &args))
            })
        };
        let start = Row::at(4).text(format!("{} ", index + 1));
        page.extend(start.block(prose(certificate.subject.as_str(), columns.saturating_sub(8))));
        let mut line = |label: &str, value: String, verdict: Option<(Glyph, String)>| {
            let room = columns.saturating_sub(column + 2);
            let mut rows = Row::at(6).text(texts.get(label)).to(column).block(prose(&value, room));
            if let Some((glyph, words)) = verdict {
                let need = width(&words) + 2;
                // Verdicts stand below each other where the values leave room.
                let at = 57.max(column);
                let place = rows.last().map_or(0, |row| row.width() + 2).max(at);
                if place + need <= columns - 2 && columns >= 80 {
                    if let Some(last) = rows.last_mut() {
                        *last = std::mem::take(last).to(place).glyph(theme, glyph).text(" ").text(words);
                    }
                } else if rows.last().is_some_and(|row| row.width() + 2 + need <= columns - 2) {
                    if let Some(last) = rows.last_mut() {
                        let at = columns - 2 - need;
                        *last = std::mem::take(last).to(at).glyph(theme, glyph).text(" ").text(words);
                    }
                } else {
                    let start = Row::at(column).glyph(theme, glyph).text(" ");
                    rows.extend(start.block(prose(&words, room.saturating_sub(2))));
                }
            }
            page.extend(rows);
        };
        let names: Vec<_> = certificate.sans.iter().map(ToString::to_string).collect();
        if leaf || !names.is_empty() {
            let wanted = walk.connector.tls.tls_domain().map(ToString::to_string).unwrap_or_default();
            let value = if names.is_empty() { texts.get("cert-no-names") } else { texts.list(&names) };
            let verdict = judged(CertificateProblem::NameMismatch, "cert-not-named", Args::new().text("name", wanted));
            line("cert-names", value, verdict);
        }
        let days =
            |from: jiff::Timestamp, to: jiff::Timestamp| u64::try_from((to - from).get_seconds() / 86_400).unwrap_or(0);
        let now = walk.run.started.unwrap_or(model.now.wall);
        let ended = Args::new().number("days", days(certificate.not_after, now));
        let begins = Args::new().number("days", days(now, certificate.not_before));
        let verdict = judged(CertificateProblem::Expired, "cert-ended", ended)
            .or_else(|| judged(CertificateProblem::NotYetValid, "cert-begins", begins));
        let span = Args::new()
            .text("from", texts.date(certificate.not_before).split(' ').next().unwrap_or_default())
            .text("until", texts.date(certificate.not_after));
        line("cert-valid", texts.with("cert-span", &span), verdict);
        let verdict = judged(CertificateProblem::SelfSigned, "cert-self-signed", Args::new())
            .or_else(|| judged(CertificateProblem::IncompleteChain, "cert-issuer-missing", Args::new()))
            .or_else(|| judged(CertificateProblem::UnknownIssuer, "cert-issuer-unknown", Args::new()));
        line("cert-issuer", certificate.issuer.to_string(), verdict);
        let verdict = judged(CertificateProblem::WeakKey, "cert-weak", Args::new())
            .or_else(|| judged(CertificateProblem::WeakSignature, "cert-weak", Args::new()))
            .or_else(|| leaf.then(|| (Glyph::Ok, texts.get("cert-accepted"))));
        line("cert-key", key(model, certificate), verdict);
        let reported = walk.symptom.as_ref().and_then(|symptom| symptom.thumbprint.as_ref()).filter(|_| leaf);
        let verdict = reported.map(|reported| {
            let same = reported.as_str().eq_ignore_ascii_case(&certificate.sha1);
            let (glyph, id) =
                if same { (Glyph::Ok, "cert-as-reported") } else { (Glyph::Warning, "cert-not-reported") };
            (glyph, texts.get(id))
        });
        line("cert-sha1", certificate.sha1.clone(), verdict);
        // Longer than what is left beside the labels: below its own, and never broken where it fits there.
        page.push(Row::at(6).text(texts.get("cert-sha256")));
        page.extend(
            fold(&certificate.sha256, columns.saturating_sub(10)).into_iter().map(|part| Row::at(8).text(part)),
        );
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

fn key(model: &Model, certificate: &CertificateSeen) -> String {
    let args = Args::new().text("key", &certificate.key).text("signature", &certificate.signature);
    model.texts.with("cert-key-signed", &args)
}

/// A certificate in four lines, for the second pane.
pub(super) fn certificate_in_short(model: &Model, certificate: &CertificateSeen) -> Vec<String> {
    let day = |at| model.texts.date(at).split(' ').next().unwrap_or_default().to_owned();
    let span = Args::new().text("from", day(certificate.not_before)).text("until", day(certificate.not_after));
    let issuer = Args::new().text("issuer", super::finding::common_name(certificate.issuer.as_str()));
    vec![
        certificate.subject.to_string(),
        model.texts.with("cert-span", &span),
        model.texts.with("cert-issued-by", &issuer),
        key(model, certificate),
    ]
}
