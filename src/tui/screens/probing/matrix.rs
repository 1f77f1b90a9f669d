//! The matrix: addresses down, stages across, time in the cell. What is awaited or wrong is said in the row.

use std::net::IpAddr;

use super::wait::wait;
use crate::{
    l10n::Args,
    model::{Endpoint, Evidence, Fault, Level, Outcome, Stage, StageState},
    report::phrases,
    tui::{
        shared::Shared,
        theme::Glyph,
        widgets::{
            list::{self, Focus, pointed},
            page::Page,
            row::{self, Row, middle, prose, width},
        },
    },
    wizard::Walk,
};

/// The stages that have a column; a fault in the others gets a line under its address.
const COLUMNS: [Stage; 6] =
    [Stage::Connect, Stage::Greeting, Stage::Ehlo, Stage::StartTls, Stage::Handshake, Stage::Certificate];
/// The column where addresses begin, and the widest one: `255.255.255.255`, a short IPv6 address.
const ADDRESS: usize = 4;
const ADDRESS_WIDTH: usize = 15;
/// Where the first cell begins.
const CELLS: usize = ADDRESS + ADDRESS_WIDTH + 2;
/// The least width of a cell and of the gap behind it: glyph, blank, five columns of time; two blanks.
const CELL: usize = 8;

/// Widths of the cells in this language.
fn cells(shared: &Shared) -> [usize; 6] {
    COLUMNS.map(|stage| width(&head(shared, stage)).clamp(CELL, CELL + 2))
}

fn head(shared: &Shared, stage: Stage) -> String {
    shared.texts.get(&format!("stage-{}.short", stage.id()))
}

/// Where the cell of a column begins.
fn cell_at(cells: &[usize; 6], index: usize) -> usize {
    CELLS + cells[..index].iter().map(|cell| cell + 1).sum::<usize>()
}

pub(super) fn matrix(shared: &Shared, walk: &Walk, page: &mut Page) {
    let (texts, theme) = (&shared.texts, shared.theme);
    let columns = shared.columns();
    let run = walk.run();
    let narrow = columns < 80;
    let cells = cells(shared);
    if !narrow {
        let mut heads = Row::default();
        for (index, stage) in COLUMNS.into_iter().enumerate() {
            let place = cell_at(&cells, index);
            // The words of a language keep to ten columns; a test walks them.
            let room = if index + 1 == COLUMNS.len() { columns.saturating_sub(place + 2) } else { cells[index] };
            heads = heads.to(place).text(row::head(&head(shared, stage), room));
        }
        page.push(heads);
    }
    if run.hosts.is_empty() {
        let glyph = match (run.route, run.finished) {
            (Some(Outcome::Failed(_)), _) => Glyph::Fault,
            (_, true) => Glyph::Skipped,
            _ => Glyph::NotYet,
        };
        let id = if run.route.is_some() || run.finished { "no-address" } else { "addresses-follow" };
        let start = Row::at(4).glyph(theme, glyph).text(" ");
        page.extend(start.block(prose(&texts.get(id), columns.saturating_sub(8))));
    }
    for (index, host) in run.hosts.iter().enumerate() {
        let only_address = run.endpoints_of(index).count() == 1
            && run.endpoints_of(index).all(|endpoint| host.host == endpoint.ip.into());
        if !only_address {
            let name = match host.preference {
                Some(preference) => format!("{preference} {}", phrases::both_forms(&host.host)),
                None => phrases::both_forms(&host.host),
            };
            page.extend(Row::at(2).block(prose(&name, columns.saturating_sub(4))));
            if let Some(Outcome::Failed(fault)) = host.outcome {
                let start = Row::at(ADDRESS).glyph(theme, Glyph::Fault).text(" ");
                page.extend(start.block(prose(&texts.fault(fault), columns.saturating_sub(ADDRESS + 4))));
            }
        }
        for endpoint in run.endpoints_of(index) {
            let first = page.len();
            let mut rows = address_rows(shared, walk, endpoint, &cells).into_iter();
            // Only the row itself is marked, not what is said below it.
            let focus = Focus::of(shared.is_focused(endpoint), true);
            list::add(page, rows.next().into_iter().collect(), 2, columns, focus, theme);
            page.extend(rows);
            if focus != Focus::Elsewhere {
                page.focus_since(first);
            }
        }
    }
}

/// How much the failure of an address weighs.
fn weight(walk: &Walk, ip: IpAddr, fault: Fault) -> Glyph {
    let noted = walk.leading().into_iter().flat_map(|leading| &leading.finding.evidence);
    let level =
        noted.filter(|noted| noted.ip == Some(ip) && noted.evidence.fault() == Some(fault)).map(|n| n.level).max();
    match (level, fault.is_unknowable()) {
        (_, true) => Glyph::Unknown,
        (Some(Level::Warning), _) => Glyph::Warning,
        _ => Glyph::Fault,
    }
}

/// What a stage says where it is not merely over: a wait or a fault.
fn cell_words(shared: &Shared, walk: &Walk, endpoint: &Endpoint, stage: Stage, room: usize) -> Option<(Glyph, String)> {
    let texts = &shared.texts;
    match endpoint.stage(stage) {
        StageState::Running { since_ms, until_ms } => {
            let id = format!("wait-{}", stage.id());
            Some((Glyph::Running, wait(shared, walk, &id, since_ms, until_ms)))
        }
        StageState::Ended { outcome: Outcome::Failed(fault), .. } => {
            let glyph = weight(walk, endpoint.ip, fault);
            let seen = endpoint.evidence.iter().find(|seen| seen.fault() == Some(fault));
            let name = texts.fault(fault);
            let long = seen.and_then(|seen: &Evidence| {
                let detail = texts.evidence_detail(seen)?;
                Some(texts.with("fault-and-detail", &Args::new().text("fault", &name).text("detail", detail)))
            });
            let words = long.filter(|long| width(long) <= room).unwrap_or(name);
            Some((glyph, words))
        }
        StageState::NotYet | StageState::Ended { .. } => None,
    }
}

fn address_rows(shared: &Shared, walk: &Walk, endpoint: &Endpoint, cells: &[usize; 6]) -> Vec<Row> {
    let (texts, theme) = (&shared.texts, shared.theme);
    let start = pointed(ADDRESS - 2, Focus::of(shared.is_focused(endpoint), true), theme);
    let start = start.text(middle(&endpoint.ip.to_string(), ADDRESS_WIDTH, theme)).to(CELLS);
    if !endpoint.tried {
        let start = start.glyph(theme, Glyph::Skipped).text(" ");
        return start.block(prose(&texts.get("outcome-not-tried"), shared.columns().saturating_sub(CELLS + 4)));
    }
    if shared.columns() < 80 {
        narrow_rows(shared, walk, endpoint, start)
    } else {
        wide_rows(shared, walk, endpoint, cells, start)
    }
}

/// An address where the window is narrow: a glyph for each stage, and what is awaited or wrong behind them or below.
fn narrow_rows(shared: &Shared, walk: &Walk, endpoint: &Endpoint, start: Row) -> Vec<Row> {
    let columns = shared.columns();
    let row = COLUMNS.into_iter().fold(start, |row, stage| row.glyph(shared.theme, glyph_of(walk, endpoint, stage)));
    let speaking = Stage::OF_ADDRESS.into_iter().find_map(|stage| {
        let (_, words) = cell_words(shared, walk, endpoint, stage, 0)?;
        let short = match endpoint.stage(stage) {
            StageState::Running { since_ms, until_ms } => wait(shared, walk, "wait-short", since_ms, until_ms),
            StageState::NotYet | StageState::Ended { .. } => words,
        };
        Some(says(shared, stage, &short))
    });
    match speaking {
        Some(words) if row.width() + 1 + width(&words) <= columns.saturating_sub(2) => vec![row.text(" ").text(words)],
        Some(words) => {
            let mut rows = vec![row];
            rows.extend(Row::at(6).block(prose(&words, columns.saturating_sub(8))));
            rows
        }
        None => vec![row],
    }
}

/// An address in cells, as far as it got; what does not fit into its row is said below it.
fn wide_rows(shared: &Shared, walk: &Walk, endpoint: &Endpoint, cells: &[usize; 6], start: Row) -> Vec<Row> {
    let (texts, theme) = (&shared.texts, shared.theme);
    let right = shared.columns().saturating_sub(2);
    let mut under = Vec::new();
    let mut row = start;
    for (index, stage) in COLUMNS.into_iter().enumerate() {
        row = row.to(cell_at(cells, index));
        let room = right.saturating_sub(row.width() + 2);
        if let Some((glyph, words)) = cell_words(shared, walk, endpoint, stage, room) {
            row = row.glyph(theme, glyph).text(" ");
            if width(&words) <= room {
                row = row.text(words);
            } else {
                under.push((glyph, words));
            }
            break;
        }
        row = match endpoint.stage(stage) {
            StageState::Ended { outcome: Outcome::Passed, took_ms, .. } => {
                let time = texts.cell_time(took_ms);
                let pad = 5_usize.saturating_sub(width(&time));
                row.glyph(theme, Glyph::Ok).text(" ".repeat(pad + 1)).text(time)
            }
            StageState::Ended { .. } => row.glyph(theme, Glyph::Skipped),
            StageState::NotYet | StageState::Running { .. } => row.glyph(theme, Glyph::NotYet),
        };
    }
    for stage in [Stage::EhloTls, Stage::Quit] {
        if let Some((glyph, words)) = cell_words(shared, walk, endpoint, stage, right.saturating_sub(CELLS + 20)) {
            under.push((glyph, says(shared, stage, &words)));
        }
    }
    let mut rows = vec![row];
    for (glyph, words) in under {
        let start = Row::at(CELLS).glyph(theme, glyph).text(" ");
        rows.extend(start.block(prose(&words, right.saturating_sub(CELLS + 2))));
    }
    rows
}

/// A stage and what it says.
fn says(shared: &Shared, stage: Stage, what: &str) -> String {
    shared.texts.with("stage-says", &Args::new().text("stage", head(shared, stage)).text("what", what))
}

fn glyph_of(walk: &Walk, endpoint: &Endpoint, stage: Stage) -> Glyph {
    match endpoint.stage(stage) {
        StageState::NotYet => Glyph::NotYet,
        StageState::Running { .. } => Glyph::Running,
        StageState::Ended { outcome: Outcome::Passed, .. } => Glyph::Ok,
        StageState::Ended { outcome: Outcome::Skipped, .. } => Glyph::Skipped,
        StageState::Ended { outcome: Outcome::Failed(fault), .. } => weight(walk, endpoint.ip, fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::{Locale, Texts};

    #[test]
    fn the_heads_of_the_matrix_fit_in_every_language() {
        for locale in Locale::all() {
            let texts = Texts::new(locale);
            let heads = COLUMNS.map(|stage| width(&texts.get(&format!("stage-{}.short", stage.id()))));
            let cells = heads.map(|head| head.max(CELL));
            assert!(heads[..5].iter().all(|head| *head <= CELL + 2), "{}: {heads:?}", locale.tag());
            assert!(cell_at(&cells, 5) + heads[5] <= 78, "{}: {heads:?}", locale.tag());
        }
    }
}
