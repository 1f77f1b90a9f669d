//! What several screens show in the same way: the verdict, the mark of a step, the leading evidence, evidence in short.

use super::{
    shared::Shared,
    theme::{Glyph, Theme},
    widgets::row::{Row, wrap},
};
use crate::{
    l10n::{Args, Texts},
    model::{CertificateSeen, CodeId, Finding, ItemState, Run, Verdict},
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

/// The evidence behind the leading code, and how many faults stand beside it.
pub(crate) fn witness(shared: &Shared, walk: &Walk) -> Option<String> {
    phrases::witness(walk.run(), &walk.leading()?.finding, shared.size.0 >= 80, &shared.texts)
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
