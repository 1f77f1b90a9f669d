//! The code that leads, its witness, and what could still change it.

use super::super::finding;
use crate::{
    l10n::Args,
    model::{CodeId, Endpoint, Fault, Level, Noted, Stage, StageState, Verdict},
    tui::{
        app::{Model, TWO_PANES},
        theme::Glyph,
        walk::Walk,
        widgets::row::{Row, prose, width},
    },
};

/// The code that leads and its witness, and what could still change it.
pub(super) fn leading(model: &Model, walk: &Walk) -> Vec<Row> {
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let run = &walk.run;
    let time = Args::new().text("time", texts.duration(walk.elapsed_ms(model.now) / 1_000 * 1_000));
    let state = match (run.finished, run.cancelled) {
        (false, _) => texts.with("so-far", &time),
        (true, false) => texts.with("took", &Args::new().text("time", texts.duration(run.elapsed_ms))),
        (true, true) => texts.with("stopped-after", &Args::new().text("time", texts.duration(run.elapsed_ms))),
    };
    let Some(diagnosis) = &walk.leading else {
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
        finding::verdict_rows(model, found)
    };
    let fits = rows[0].width() + 2 + width(&state) <= columns - 2;
    if fits {
        rows[0] = std::mem::take(&mut rows[0]).right(state.clone(), columns - 2);
    }
    if let Some(witness) = witness(model, walk) {
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
    if model.size.0 < TWO_PANES {
        for (code, sentence) in still_open(model, walk).into_iter().take(1) {
            rows.extend(open_rows(model, &code, &sentence, columns));
        }
    }
    rows
}

fn open_rows(model: &Model, code: &CodeId, sentence: &str, columns: usize) -> Vec<Row> {
    let (reply, _) = finding::code_title(&model.texts, code);
    let row = Row::at(2).glyph(model.theme, Glyph::Unknown).text(" ").styled(reply, model.theme.bold()).text("  ");
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

/// The evidence behind the leading code, and how many faults stand beside it.
pub(in crate::tui::screens) fn witness(model: &Model, walk: &Walk) -> Option<String> {
    let found = &walk.leading.as_ref()?.finding;
    if found.verdict == Verdict::Inconclusive {
        return Some(finding::no_verdict(&model.texts, found));
    }
    let deciding = |noted: &&Noted| {
        noted.level == Level::Fault && noted.evidence.fault().is_some() && noted.evidence.fault() == found.fault
    };
    let noted =
        found.evidence.iter().find(deciding).or_else(|| found.evidence.iter().find(|n| n.level == Level::Fault))?;
    let more = found.faults.len().saturating_sub(1);
    let label = model.texts.evidence_label(&noted.evidence)?;
    let detail = model.texts.evidence_detail(&finding::shortened(&noted.evidence)).filter(|_| model.size.0 >= 80);
    let seen = match detail {
        Some(detail) => {
            let args = Args::new().text("fault", label).text("detail", detail);
            model.texts.with("witness-says", &args)
        }
        None => label,
    };
    let args = Args::new().text("seen", seen).number("count", more);
    let args = match noted.ip {
        Some(ip) => args.text("at", ip),
        None => return Some(model.texts.with(if more > 0 { "witness-alone-more" } else { "witness-alone" }, &args)),
    };
    Some(model.texts.with(if more > 0 { "witness-more" } else { "witness" }, &args))
}

/// Codes that may still come true, and when.
pub(super) fn still_open(model: &Model, walk: &Walk) -> Vec<(CodeId, String)> {
    if walk.hides_code() {
        return Vec::new();
    }
    let run = &walk.run;
    let total = run.endpoints.iter().filter(|endpoint| endpoint.tried).count();
    let mut open: Vec<(CodeId, String)> = Vec::new();
    // What is decided soonest comes first.
    let mut waiting: Vec<_> = run.endpoints.iter().filter(|endpoint| running(endpoint).is_some()).collect();
    waiting.sort_by_key(|endpoint| until(endpoint));
    for endpoint in waiting {
        let Some(stage) = running(endpoint) else { continue };
        let fault = if stage == Stage::Connect { Fault::TcpTimedOut } else { Fault::Silent };
        let Some((article, _)) = model.knowledge.claim(fault) else { continue };
        if open.iter().any(|(code, _)| *code == article.id) {
            continue;
        }
        let leads = walk.leading.as_ref().is_some_and(|leading| leading.finding.code.as_ref() == Some(&article.id));
        if leads {
            continue;
        }
        let args = Args::new()
            .text("title", model.texts.code_title(&article.id))
            .text("ip", endpoint.ip)
            .number("count", total);
        let id = match (stage, total) {
            (Stage::Connect, 0 | 1) => "open-silent",
            (Stage::Connect, _) => "open-silent-of",
            (Stage::Greeting, _) => "open-greeting",
            _ => "open-later",
        };
        open.push((article.id.clone(), model.texts.with(id, &args)));
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
