//! The DNS lookups of a run, question by question. What is told of each is the work of `report`.

use super::{
    shared::Shared,
    turn::Sought,
    widgets::{
        labelled::Labelled,
        page::Page,
        row::{Row, fold, prose},
    },
};
use crate::{
    report::{self, LOOKUP_LABELS, LookupTold},
    wizard::Walk,
};

/// Every lookup; those that are looked for are marked and seen.
pub(crate) fn page(shared: &Shared, walk: &Walk, sought: Option<&Sought>) -> Page {
    let mut page = Page::new();
    let texts = &shared.texts;
    let columns = shared.columns();
    let title = Row::default().styled(texts.get("lookups"), shared.theme.bold());
    page.push(Row::at(2).block(vec![title]).remove(0));
    let all = report::lookups(shared.run(walk), shared.now.wall, texts);
    if all.is_empty() {
        page.gap();
        page.extend(Row::at(2).block(prose(&texts.get("lookups-none"), columns.saturating_sub(4))));
    }
    let fits: Vec<u8> = all.iter().map(|told| sought.map_or(0, |sought| fit(told, sought))).collect();
    let best = fits.iter().copied().max().unwrap_or(0);
    let mut purpose = "";
    let mut is_marked = false;
    for (told, fit) in all.iter().zip(fits) {
        page.gap();
        if purpose != told.purpose {
            purpose = &told.purpose;
            page.extend(Row::at(2).block(prose(purpose, columns.saturating_sub(4))));
        }
        let first = page.len();
        let is_wanted = fit > 0 && fit == best;
        question(shared, told, is_wanted, &mut page);
        if is_wanted && !is_marked {
            is_marked = true;
            page.focus_since(first);
        }
    }
    page
}

/// How well a lookup is what is looked for: 0 where it is not.
fn fit(told: &LookupTold, sought: &Sought) -> u8 {
    let is_of_name = sought.name.as_ref() == Some(&told.name);
    let is_of_type = sought.record.as_deref() == Some(told.record.id());
    match (is_of_name, is_of_type) {
        (true, true) => 4,
        (true, false) if told.failed => 3,
        (true, false) => 2,
        (false, _) => u8::from(told.failed),
    }
}

fn question(shared: &Shared, told: &LookupTold, is_wanted: bool, page: &mut Page) {
    let columns = shared.columns();
    let name = fold(&told.question, columns.saturating_sub(6)).into_iter();
    let mut rows: Vec<Row> = name.map(|part| Row::at(4).styled(part, shared.theme.bold())).collect();
    let parts = Labelled::new(&shared.texts, &LOOKUP_LABELS, 6, columns);
    for (label, lines) in &told.parts {
        let lines = lines.iter().flat_map(|line| fold(line, parts.room())).map(|line| Row::default().text(line));
        rows.extend(parts.rows(label, lines.collect()));
    }
    page.extend(rows.into_iter().map(|row| match is_wanted {
        true => row.highlighted(2, columns.saturating_sub(2), shared.theme.focus()),
        false => row,
    }));
}
