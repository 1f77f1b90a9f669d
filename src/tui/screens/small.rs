//! The message of a window that is too small: what is there, what is needed, that nothing is lost, the way
//! without a window. Smaller still, it loses lines from the bottom.

use crate::{
    l10n::Args,
    report::{command, continued},
    tui::{
        keys::Action,
        shared::{LEAST_HEIGHT, LEAST_WIDTH, Shared},
        told,
        widgets::row::{Row, prose},
    },
};

/// The rows; a question that waits for its answer stands in the place of what is said else.
pub(crate) fn rows(shared: &Shared, question: Option<String>) -> Vec<Row> {
    let texts = &shared.texts;
    let (width, height) = shared.size;
    let columns = usize::from(width).saturating_sub(2);
    let block = |text: &str, indent: usize| {
        let rows = prose(text, (columns + 1).saturating_sub(indent));
        rows.into_iter().flat_map(|row| Row::at(indent).block(vec![row])).collect::<Vec<_>>()
    };
    let lack = match (width < LEAST_WIDTH, height < LEAST_HEIGHT) {
        (true, false) => "columns",
        (false, _) => "rows",
        (true, true) => "both",
    };
    let args = Args::new()
        .text("lack", lack)
        .text("width", width)
        .text("height", height)
        .text("least-width", LEAST_WIDTH)
        .text("least-height", LEAST_HEIGHT)
        .number("columns", LEAST_WIDTH.saturating_sub(width))
        .number("rows", LEAST_HEIGHT.saturating_sub(height));
    let size = block(&texts.with("small-size", &args), 1);
    let mut parts = vec![vec![Row::at(1).styled("mxray", shared.theme.bold())], size];
    if let Some(question) = question {
        parts.push(block(&question, 1));
        return fitted(parts, usize::from(height), shared);
    }
    parts.push(block(&texts.get(if shared.is_probing() { "small-probing" } else { "small-nothing-lost" }), 1));
    let key = texts.get(&Action::QuitAtOnce.key());
    let way_out = vec![Row::at(1).styled(key, shared.theme.bold()).text(" ").text(texts.get("do-quit"))];
    if shared.walk.is_some() {
        let height = usize::from(height).saturating_sub(parts.iter().map(Vec::len).sum::<usize>() + way_out.len());
        let without =
            whole_command(shared, columns).map(|command| [block(&texts.get("small-without"), 1), command].concat());
        // Half a command would check something else.
        let without = without.filter(|rows| rows.len() <= height);
        parts.push(without.unwrap_or_else(|| block(&texts.get("small-no-command"), 1)));
    }
    parts.push(way_out);
    fitted(parts, usize::from(height), shared)
}

/// The command that does the same without a window, whole and as it can be pasted, where it has room in so many columns.
fn whole_command(shared: &Shared, columns: usize) -> Option<Vec<Row>> {
    let inquiry = told::inquiry(shared.walk.as_ref()?);
    let mut words = command(&inquiry);
    // What keeps no cases remembers nothing of the lab either.
    words.extend((inquiry.scenario.is_some() && shared.cases.is_none()).then(|| "--no-state".to_owned()));
    let rows = continued(&words, columns.saturating_sub(4))?;
    Some(rows.into_iter().enumerate().map(|(place, row)| Row::at(if place == 0 { 3 } else { 5 }).text(row)).collect())
}

/// The parts one below the other with a blank row between, where there is room; else without, and what is cut is marked.
fn fitted(parts: Vec<Vec<Row>>, height: usize, shared: &Shared) -> Vec<Row> {
    let tall = parts.iter().map(Vec::len).sum::<usize>();
    let blanks = tall + parts.len() - 1 <= height;
    let mut rows: Vec<Row> = Vec::new();
    for part in parts {
        if blanks && !rows.is_empty() {
            rows.push(Row::default());
        }
        rows.extend(part);
    }
    if rows.len() > height {
        rows.truncate(height.saturating_sub(1));
        rows.push(Row::at(1).text(shared.theme.ellipsis()));
        rows.truncate(height);
    }
    rows
}
