//! What several screens show in the same way: the verdict, the mark of a step, the leading evidence, evidence in short.

use super::{
    shared::Shared,
    theme::{Glyph, Theme},
    widgets::row::{Row, prose, wrap},
};
use crate::{
    l10n::{Args, Texts},
    model::{CertificateSeen, CodeId, Evidence, Finding, ItemState, Level, Noted, Run, Verdict},
    report::phrases,
    wizard::Walk,
};

/// A row that begins with a code as Office 365 writes it and its title.
pub(crate) fn code_row(row: Row, code: &CodeId, texts: &Texts, theme: Theme) -> Row {
    coded(row, code, theme).styled(texts.code_title(code), theme.bold())
}

/// A row with a code as Office 365 writes it; the code of no reply has none.
pub(crate) fn coded(row: Row, code: &CodeId, theme: Theme) -> Row {
    match code.reply() {
        Some(reply) => row.styled(reply, theme.bold()).text("  "),
        None => row,
    }
}

/// The first line: what it is. Where the window is narrow it may take two.
pub(crate) fn verdict_rows(shared: &Shared, run: &Run, finding: &Finding) -> Vec<Row> {
    let (texts, theme) = (&shared.texts, shared.theme);
    let glyph = match finding.verdict {
        Verdict::Healthy if !run.finished => Glyph::Running,
        Verdict::Healthy => Glyph::Ok,
        Verdict::Fault => Glyph::Fault,
        Verdict::Inconclusive => Glyph::Unknown,
    };
    let row = Row::at(2).glyph(theme, glyph).text(" ");
    let (row, title) = match &finding.code {
        Some(code) => (coded(row, code, theme), texts.concluded(code)),
        None => (row, phrases::verdict(run, finding, texts)),
    };
    let room = shared.columns().saturating_sub(row.width() + 2);
    row.block(wrap(&title, room).into_iter().map(|line| Row::default().styled(line, theme.bold())).collect())
}

/// That what is shown is an earlier run's, where another goes on.
pub(crate) fn earlier(shared: &Shared, walk: &Walk, column: usize) -> Vec<Row> {
    if !walk.is_earlier() {
        return Vec::new();
    }
    Row::at(column).block(prose(&shared.texts.get("earlier-run"), shared.columns().saturating_sub(column + 2)))
}

/// The evidence behind the leading code, and how many faults stand beside it.
pub(crate) fn witness(shared: &Shared, walk: &Walk) -> Option<String> {
    let texts = &shared.texts;
    let found = &walk.leading()?.finding;
    if found.verdict == Verdict::Inconclusive {
        return phrases::no_verdict(walk.run(), found, texts);
    }
    let deciding = |noted: &&Noted| {
        noted.level == Level::Fault && noted.evidence.fault().is_some() && noted.evidence.fault() == found.fault
    };
    let noted =
        found.evidence.iter().find(deciding).or_else(|| found.evidence.iter().find(|n| n.level == Level::Fault))?;
    let more = found.faults.len().saturating_sub(1);
    let label = texts.evidence_label(&noted.evidence)?;
    let detail = texts.evidence_detail(&shortened(&noted.evidence)).filter(|_| shared.size.0 >= 80);
    let seen = match detail {
        Some(detail) => texts.with("witness-says", &Args::new().text("fault", label).text("detail", detail)),
        None => label,
    };
    let args = Args::new().text("seen", seen).number("count", more);
    let args = match noted.ip {
        Some(ip) => args.text("at", ip),
        None => return Some(texts.with(if more > 0 { "witness-alone-more" } else { "witness-alone" }, &args)),
    };
    Some(texts.with(if more > 0 { "witness-more" } else { "witness" }, &args))
}

/// The same evidence with its lists as `first (+n)` and certificate names as their common name; whole in the details.
pub(crate) fn shortened(evidence: &Evidence) -> Evidence {
    let Ok(serde_json::Value::Object(mut fields)) = serde_json::to_value(evidence) else { return evidence.clone() };
    for (name, value) in &mut fields {
        match value {
            serde_json::Value::Array(items) if items.len() > 1 => {
                let more = items.len() - 1;
                if let Some(first) = items.first().and_then(|item| item.as_str()) {
                    *items = vec![format!("{first} (+{more})").into()];
                }
            }
            serde_json::Value::String(text) if matches!(name.as_str(), "subject" | "issuer") => {
                *text = common_name(text).to_owned();
            }
            _ => {}
        }
    }
    serde_json::from_value(serde_json::Value::Object(fields)).unwrap_or_else(|_| evidence.clone())
}

/// `CN=owa.contoso.com` of `CN=owa.contoso.com, O=Contoso`.
pub(crate) fn common_name(subject: &str) -> &str {
    match subject.split_once(", ") {
        Some((first, _)) if first.starts_with("CN=") && !first.ends_with('\\') => first,
        _ => subject,
    }
}

/// The key of a certificate and how it is signed.
pub(crate) fn key(certificate: &CertificateSeen, texts: &Texts) -> String {
    let args = Args::new().text("key", &certificate.key).text("signature", texts.signature(&certificate.signature));
    texts.with("cert-key-signed", &args)
}

/// `[x]`, its mark in its colour.
pub(crate) fn mark(row: Row, state: ItemState, theme: Theme) -> Row {
    let row = row.text("[");
    let row = match state {
        ItemState::Open => row.text(" "),
        ItemState::Ticked => row.styled("x", theme.bold()),
        ItemState::Verified => row.glyph(theme, Glyph::Ok),
        ItemState::StillSeen => row.glyph(theme, Glyph::Warning),
        ItemState::NotSeen => row.glyph(theme, Glyph::Unknown),
        ItemState::NotNeeded => row.glyph(theme, Glyph::Skipped),
    };
    row.text("]")
}
