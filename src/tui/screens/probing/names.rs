//! The name look-ups: a row each for MX, A and AAAA, or one for all where the window is narrow.

use super::wait::wait;
use crate::{
    l10n::Args,
    model::{DnsOutcome, Lookup, Outcome, RecordType, Route, Run},
    tui::{
        shared::Shared,
        theme::Glyph,
        widgets::row::{Row, prose, width},
    },
    wizard::Walk,
};

/// The name look-ups: a row each for MX, A and AAAA, from the beginning.
pub(super) fn names(shared: &Shared, walk: &Walk) -> Vec<Row> {
    let (texts, theme) = (&shared.texts, shared.theme);
    let columns = shared.columns();
    let run = walk.run();
    let by_name = match &walk.connector.route {
        Route::Mx(_) => true,
        Route::SmartHosts(hosts) => hosts.iter().any(|host| host.name().is_some()),
    };
    let head = Row::at(2).text(texts.get("stage-dns"));
    if !by_name {
        let row = head.to(11).glyph(theme, Glyph::Skipped).text(" ");
        return row.block(prose(&texts.get("no-names-asked"), columns.saturating_sub(15)));
    }
    if columns < 80 {
        return head.to(7).block(vec![names_in_short(shared, run)]);
    }
    let mut rows = Vec::new();
    for record in [RecordType::Mx, RecordType::A, RecordType::Aaaa] {
        let asked: Vec<_> = run.route_lookups().filter(|lookup| lookup.record == record).collect();
        rows.push(lookup_row(shared, walk, record, &asked, columns.saturating_sub(13)));
    }
    head.to(11).block(rows)
}

fn lookup_row(shared: &Shared, walk: &Walk, record: RecordType, asked: &[&Lookup], room: usize) -> Row {
    let (texts, theme) = (&shared.texts, shared.theme);
    let start = |glyph: Glyph| Row::default().glyph(theme, glyph).text(" ").text(record.id()).to(9);
    let waiting = asked.iter().find(|lookup| lookup.answer.is_none());
    if asked.is_empty() {
        let skipped = walk.run().finished || record == RecordType::Mx && !walk.run().hosts.is_empty();
        return start(if skipped { Glyph::Skipped } else { Glyph::NotYet });
    }
    if walk.run().finished && waiting.is_some() {
        // Nobody waits for it any more: another answer decided.
        return start(Glyph::Skipped);
    }
    if let Some(lookup) = waiting {
        return start(Glyph::Running).text(wait(shared, walk, "wait-dns", lookup.asked_ms, lookup.until_ms));
    }
    let answers: Vec<_> = asked.iter().filter_map(|lookup| lookup.answer.as_ref()).collect();
    let took = answers.iter().map(|(took, _)| *took).max().unwrap_or(0);
    let bad = answers.iter().find(|(_, answer)| !matches!(answer.outcome, DnsOutcome::Answer | DnsOutcome::NoData));
    let mut records: Vec<String> = Vec::new();
    for (_, answer) in &answers {
        for text in &answer.records {
            let text = text.as_str().strip_suffix('.').unwrap_or(text.as_str()).to_owned();
            if !records.contains(&text) {
                records.push(text);
            }
        }
    }
    let time = texts.cell_time(took);
    let column = 9 + 5_usize.saturating_sub(width(&time));
    let glyph = if bad.is_some() { Glyph::Fault } else { Glyph::Ok };
    let row = start(glyph).to(column).text(time).to(16);
    let text = match bad {
        Some((_, answer)) => texts.dns_outcome(answer.outcome),
        None if records.is_empty() => texts.dns_outcome(DnsOutcome::NoData),
        None => shortened_list(&records, room.saturating_sub(16)),
    };
    row.text(text)
}

/// As many items as fit, the rest counted; the whole list is in the details and in the report.
fn shortened_list(items: &[String], room: usize) -> String {
    for shown in (1..=items.len()).rev() {
        let mut text = items[..shown].join(", ");
        if shown < items.len() {
            text.push_str(&format!(" (+{})", items.len() - shown));
        }
        if width(&text) <= room || shown == 1 {
            return text;
        }
    }
    String::new()
}

fn names_in_short(shared: &Shared, run: &Run) -> Row {
    let (texts, theme) = (&shared.texts, shared.theme);
    let failed = matches!(run.route, Some(Outcome::Failed(_)));
    let records = |record: RecordType| -> usize {
        let asked = run.route_lookups().filter(|lookup| lookup.record == record);
        asked.filter_map(|lookup| lookup.answer.as_ref()).map(|(_, answer)| answer.records.len()).sum()
    };
    let glyph = match (failed, run.route) {
        (true, _) => Glyph::Fault,
        (false, None) => Glyph::Running,
        (false, Some(_)) => Glyph::Ok,
    };
    let args = Args::new().number("hosts", records(RecordType::Mx)).number("count", run.endpoints.len());
    let text =
        if failed && run.endpoints.is_empty() { texts.get("dns-failed") } else { texts.with("dns-short", &args) };
    Row::default().glyph(theme, glyph).text(" ").text(text)
}
