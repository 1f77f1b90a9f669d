//! The code that leads, its witness, and what could still change it.

use crate::{
    l10n::Args,
    model::{CodeId, Endpoint, Fault, Stage, StageState, Verdict},
    tui::{
        shared::Shared,
        theme::Glyph,
        widgets::row::{Row, prose, width},
        wording::{coded, verdict_rows, witness},
    },
    wizard::Walk,
};

/// The code that leads and its witness, and what could still change it.
pub(super) fn leading(shared: &Shared, walk: &Walk) -> Vec<Row> {
    let (texts, theme) = (&shared.texts, shared.theme);
    let columns = shared.columns();
    let run = walk.run();
    let time = Args::new().text("time", texts.duration(walk.elapsed_ms(shared.now.ms) / 1_000 * 1_000));
    let state = match (run.finished, run.cancelled) {
        (false, _) => texts.with("so-far", &time),
        (true, false) => texts.with("took", &Args::new().text("time", texts.duration(run.elapsed_ms))),
        (true, true) => texts.with("stopped-after", &Args::new().text("time", texts.duration(run.elapsed_ms))),
    };
    let Some(diagnosis) = walk.leading() else {
        let first = Row::at(2).glyph(theme, Glyph::Running).text(" ").text(texts.get("asking-names"));
        return vec![first.right(state, columns - 2)];
    };
    let found = &diagnosis.finding;
    let nothing_yet = found.code.is_none() && found.verdict == Verdict::Healthy && !run.finished;
    let mut rows = if nothing_yet {
        vec![Row::at(2).glyph(theme, Glyph::Running).text(" ").styled(texts.get("nothing-wrong-yet"), theme.bold())]
    } else if walk.hides_code() {
        vec![Row::at(2).glyph(theme, Glyph::Unknown).text(" ").styled(texts.get("quiz-code"), theme.bold())]
    } else {
        verdict_rows(shared, run, found)
    };
    let fits = rows[0].width() + 2 + width(&state) <= columns - 2;
    if fits {
        rows[0] = std::mem::take(&mut rows[0]).right(state.clone(), columns - 2);
    }
    if let Some(witness) = witness(shared, walk) {
        rows.extend(Row::at(4).block(prose(&witness, columns.saturating_sub(6))));
    }
    if !fits {
        let last = rows.pop().unwrap_or_default();
        if last.width() + 2 + width(&state) <= columns - 2 && last.width() > 4 {
            rows.push(last.right(state, columns - 2));
        } else {
            rows.push(last);
            rows.push(Row::default().right(state, columns - 2));
        }
    }
    if !shared.has_two_panes() {
        for (code, sentence) in still_open(shared, walk).into_iter().take(1) {
            rows.extend(open_rows(shared, &code, &sentence, columns));
        }
    }
    rows
}

fn open_rows(shared: &Shared, code: &CodeId, sentence: &str, columns: usize) -> Vec<Row> {
    let row = coded(Row::at(2).glyph(shared.theme, Glyph::Unknown).text(" "), code, shared.theme);
    let first = row.width();
    // The first line begins behind the code, the next ones under the title's row.
    let mut words = prose(sentence, columns.saturating_sub(first + 2)).into_iter();
    let head = words.next().map(|row| row.plain()).unwrap_or_default();
    let rest = sentence.get(head.len()..).unwrap_or_default().trim_start().to_owned();
    let mut rows = vec![row.text(head)];
    if !rest.is_empty() {
        rows.extend(Row::at(4).block(prose(&rest, columns.saturating_sub(6))));
    }
    rows
}

/// Codes that may still come true, and when.
pub(super) fn still_open(shared: &Shared, walk: &Walk) -> Vec<(CodeId, String)> {
    if walk.hides_code() {
        return Vec::new();
    }
    let run = walk.run();
    let total = run.endpoints.iter().filter(|endpoint| endpoint.tried).count();
    let mut open: Vec<(CodeId, String)> = Vec::new();
    // What is decided soonest comes first.
    let mut waiting: Vec<_> = run.endpoints.iter().filter(|endpoint| running(endpoint).is_some()).collect();
    waiting.sort_by_key(|endpoint| until(endpoint));
    for endpoint in waiting {
        let Some(stage) = running(endpoint) else { continue };
        let fault = if stage == Stage::Connect { Fault::TcpTimedOut } else { Fault::Silent };
        let Some((article, _)) = shared.knowledge.claim(fault) else { continue };
        if open.iter().any(|(code, _)| *code == article.id) {
            continue;
        }
        let leads = walk.leading().is_some_and(|leading| leading.finding.code.as_ref() == Some(&article.id));
        if leads {
            continue;
        }
        let args = Args::new()
            .text("title", shared.texts.code_title(&article.id))
            .text("ip", endpoint.ip)
            .number("count", total);
        let id = match (stage, total) {
            (Stage::Connect, 0 | 1) => "open-silent",
            (Stage::Connect, _) => "open-silent-of",
            (Stage::Greeting, _) => "open-greeting",
            _ => "open-later",
        };
        open.push((article.id.clone(), shared.texts.with(id, &args)));
    }
    open
}

/// When the wait for an address ends.
fn until(endpoint: &Endpoint) -> u64 {
    let ends = endpoint.stages.iter().filter_map(|state| match state {
        StageState::Running { until_ms, .. } => Some(*until_ms),
        StageState::NotYet | StageState::Ended { .. } => None,
    });
    ends.min().unwrap_or(u64::MAX)
}

fn running(endpoint: &Endpoint) -> Option<Stage> {
    let state = |stage: &Stage| matches!(endpoint.stage(*stage), StageState::Running { .. });
    Stage::OF_ADDRESS.into_iter().find(state)
}
