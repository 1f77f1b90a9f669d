//! In which order the reports of a text stand, and which of them only say again, or less, what another says.

use super::{dates, entries, protocol, retold};
use crate::model::{CodeId, EnhancedCode, ReportForm, Symptom};

/// In order of appearance, but what says less never leads what says more: a conclusion, a code without one, neither; and
/// before a code that is only mentioned, what names a server or a detail.
pub(super) fn in_order(reports: &mut [Symptom], order: dates::Order) {
    let mentions = |report: &Symptom| {
        let Symptom { server_name, server_ip, detail, expected_name, form, status, .. } = report;
        matches!(form, ReportForm::Line | ReportForm::Code)
            && status.is_none()
            && server_name.is_none()
            && server_ip.is_none()
            && detail.is_none()
            && expected_name.is_none()
    };
    let concludes = |report: &Symptom| report.code.is_some() || report.matter.is_some();
    let is_whole =
        |report: &Symptom| report.form == ReportForm::Ndr && concludes(report) && report.server_name.is_some();
    let whole = reports.iter().any(is_whole);
    let is_traced =
        |report: &Symptom| report.form == ReportForm::Trace && concludes(report) && report.server_name.is_some();
    let traced = reports.iter().any(is_traced);
    // A sentence above a whole report, or a whole item of a trace, only tells of another one.
    let retells = |report: &Symptom| {
        let of_nobody = report.form == ReportForm::Line && report.server_name.is_none() && report.server_ip.is_none();
        (whole || traced) && of_nobody && report.text.as_str().starts_with(char::is_alphabetic)
    };
    let latest = entries::latest(reports.iter().map(|report| report.text.as_str()));
    // Of the events of a trace the last one tells, in whatever order they stand.
    let tried = |report: &Symptom| {
        let date = report.last_attempt.as_ref().filter(|_| report.form == ReportForm::Trace)?;
        dates::instant(date.as_str(), order)
    };
    let last = reports.iter().filter_map(tried).max();
    // Of the sessions of an Exchange server's log that one tells whose server an NDR names, and without any the last.
    let reported: Vec<_> = reports.iter().filter(|report| is_whole(report)).filter_map(|it| it.server_ip).collect();
    let rows = reports.iter().filter(|report| concludes(report)).map(|report| report.text.as_str());
    let last_row = entries::last_row(rows).filter(|_| !whole).map(str::to_owned);
    let of_another = |report: &Symptom| {
        let is_row = protocol::begins(report.text.as_str()) && !reported.is_empty();
        let is_elsewhere = is_row && report.server_ip.is_some_and(|ip| !reported.contains(&ip));
        is_elsewhere || last_row.as_ref().is_some_and(|last| entries::is_of_another_session(report.text.as_str(), last))
    };
    let earlier = |report: &Symptom| {
        if of_another(report) {
            return true;
        }
        entries::is_earlier(report.text.as_str(), &latest) || tried(report).is_some_and(|tried| Some(tried) < last)
    };
    reports.sort_by_cached_key(|report| {
        let aside = mentions(report) || retells(report) || tells_its_end(report.text.as_str());
        (aside, !concludes(report), earlier(report), report.code.is_none(), report.reported_code.is_none())
    });
}

/// What stands in quoted lines of a short text behind what somebody writes now.
pub(super) fn quoted_last(reports: &mut [Symptom], text: &str) {
    const MAX_TEXT: usize = 16 * 1024;
    const MAX_START: usize = 24;
    if reports.len() < 2 || text.len() > MAX_TEXT {
        return;
    }
    reports.sort_by_cached_key(|report| {
        let said = report.text.as_str();
        let start = &said[..said.floor_char_boundary(MAX_START)];
        let mut lines = text.lines().filter(|line| line.contains(start)).peekable();
        lines.peek().is_some() && lines.all(|line| line.trim_start().starts_with('>'))
    });
}

/// Whether somebody wrote beside an error that it is over: `… is gone since we fixed the zone`, `… - solved, closed that ticket`.
fn tells_its_end(text: &str) -> bool {
    const OVER: [&str; 20] = [
        "solved",
        "resolved",
        "is gone",
        "went away",
        "no longer occurs",
        "was fixed",
        "is fixed",
        "ticket closed",
        "behoben",
        "gelöst",
        "erledigt",
        "résolu",
        "résolue",
        "réglé",
        "corrigé",
        "corrigée",
        "resolvido",
        "resolvida",
        "corrigido",
        "corrigida",
    ];
    const NOT: [&str; 9] = ["not", "never", "be", "nicht", "pas", "être", "não", "ser", "isn't"];
    let lower = text.to_lowercase();
    OVER.iter().flat_map(|words| lower.match_indices(words)).any(|(at, words)| {
        let apart = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '=');
        let alone = !lower[..at].ends_with(apart) && !lower[at + words.len()..].starts_with(char::is_alphanumeric);
        let before = lower[..at].split_whitespace().next_back().unwrap_or_default();
        // A name that resolved to an address is another matter.
        let is_of_name = lower[at + words.len()..].trim_start().starts_with("to ");
        alone && !is_of_name && !NOT.contains(&before)
    })
}

/// A report that says a code and nothing else belongs to one that tells the same code's story: the status line
/// above a bounce, the delivery status below it; and one that only says that the message waits, to any that says why. What
/// is told twice is one.
pub(super) fn absorb(reports: Vec<Symptom>) -> Vec<Symptom> {
    let tail = |code: Option<EnhancedCode>| code.map(EnhancedCode::temporary);
    let bare = |report: &Symptom| report.server_name.is_none() && report.detail.is_none() && report.server_ip.is_none();
    let stories: Vec<Option<EnhancedCode>> = reports
        .iter()
        .filter(|report| !bare(report))
        .flat_map(|report| [tail(report.reported_code), tail(report.expired_code)])
        .filter(Option::is_some)
        .collect();
    let waits = |report: &Symptom| {
        // A class and nothing else, of a delivery status whose text says why.
        let class = |code: EnhancedCode| bare(report) && report.status.is_none() && is_vague(code);
        let envelope = |code: EnhancedCode| matches!((code.subject, code.detail), (4, 7 | 300)) || class(code);
        report.inner.is_empty() && report.code == Some(CodeId::other()) && report.reported_code.is_some_and(envelope)
    };
    // The sentence of a bounce that its delivery status repeats behind the type of the diagnostic.
    let repeated: Vec<bool> = reports.iter().map(|report| is_repeated(report, &reports)).collect();
    let told = reports.iter().any(|report| (report.code.is_some() || report.matter.is_some()) && !waits(report));
    let dropped = |report: &Symptom, repeated: bool| {
        repeated || (told && waits(report)) || (bare(report) && stories.contains(&tail(report.reported_code)))
    };
    let (kept, dropped): (Vec<_>, Vec<_>) =
        reports.into_iter().zip(repeated).partition(|(report, repeated)| !dropped(report, *repeated));
    let mut kept: Vec<Symptom> = kept.into_iter().map(|(report, _)| report).collect();
    // Until when it is tried stands in the delivery status alone, which may say no more.
    let mut until = dropped.iter().filter_map(|(report, _)| report.retry_until);
    if let (Some(first), true) = (until.next(), kept.len() == 1) {
        kept[0].retry_until = kept[0].retry_until.or(Some(first).filter(|first| until.all(|other| other == *first)));
    }
    retold::once(kept)
}

/// Whether a report is `<recipient>: words` alone, and another says the same words and whom it is about.
fn is_repeated(report: &Symptom, all: &[Symptom]) -> bool {
    let bare = report.reported_code.is_none() && report.server_name.is_none() && report.server_ip.is_none();
    let said = report.text.as_str().split_once(">: ").map_or("", |(_, said)| said.trim());
    let tells = |other: &Symptom| other.server_name.is_some() && other.text.as_str().contains(said);
    bare && said.len() >= 8 && all.iter().filter(|other| other.form == ReportForm::Dsn).take(8).any(tells)
}

/// Whether a code says no more than that something failed (RFC 3463 sections 3.1 to 3.8: `x.y.0`).
pub(super) fn is_vague(code: EnhancedCode) -> bool {
    code.detail == 0 || matches!((code.subject, code.detail), (4, 395 | 397 | 400))
}
