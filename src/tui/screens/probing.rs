//! Every address and stage, live. Addresses down, stages across, time in the cell; the leading code stands where
//! the verdict will stand, and rows never change their places.

mod leading;
mod matrix;
mod names;

pub(super) use self::leading::witness;
use self::{
    leading::{leading, still_open},
    matrix::matrix,
    names::names,
};
use super::{Band, Body, Screen, details, finding, quiz, vantage};
use crate::{
    l10n::Args,
    report::phrases::{connector_args, detail_word},
    tui::{
        app::{Effect, LEAST_HEIGHT, Model, TWO_PANES},
        keys::{Action, Hint, hint},
        saving,
        theme::Glyph,
        walk::Walk,
        widgets::{
            page::Page,
            row::{Row, prose},
        },
    },
};

pub(super) fn hints(model: &Model) -> Vec<Hint> {
    let running = model.is_probing();
    let mut hints = vec![hint(Action::Enter, "finding")];
    if running {
        hints.push(hint(Action::Back, "stop"));
    }
    hints.push(hint(Action::Next, "conversation"));
    if !running {
        hints.push(hint(Action::ProbeAgain, "probe-again"));
    }
    hints.push(hint(Action::Copy, "copy"));
    hints.push(hint(Action::Down, "address"));
    if running {
        hints.push(hint(Action::ProbeAgain, "probe-again"));
    }
    hints.push(hint(Action::Save, "save-report"));
    if !running {
        hints.push(hint(Action::Back, "back"));
    }
    hints.push(hint(Action::SaveAs, "save-as"));
    hints
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let page = model.body_rows().saturating_sub(2).max(1);
    let walk = model.walk.as_mut()?;
    match action {
        Action::Enter => {
            if walk.leading.is_none() {
                return Some(model.say(None, "nothing-seen-yet", Args::new()));
            }
            if let Some(effects) = quiz::before_finding(model) {
                return Some(effects);
            }
            let walk = model.walk.as_mut()?;
            // Before the end the finding is provisional; at the end of the run it is settled by itself.
            if !walk.run.finished {
                walk.settle();
            }
            model.go(Screen::Finding);
        }
        Action::Back => {
            let stopping = model.cancel();
            if !stopping.is_empty() && model.walk.as_ref().is_some_and(|walk| !walk.run.endpoints.is_empty()) {
                model.say(None, "stopped", Args::new());
                return Some(stopping);
            }
            model.go_back();
            return Some(stopping);
        }
        Action::Next | Action::Previous => {
            if walk.run.endpoints.is_empty() {
                return Some(model.say(None, "no-address-yet", Args::new()));
            }
            model.go(Screen::Details);
        }
        Action::Up => walk.focus_address(|at, _| at.saturating_sub(1)),
        Action::Down => walk.focus_address(|at, _| at + 1),
        Action::PageUp => walk.focus_address(|at, _| at.saturating_sub(page)),
        Action::PageDown => walk.focus_address(|at, _| at + page),
        Action::Home => walk.focus_address(|_, _| 0),
        Action::End => walk.focus_address(|_, count| count),
        Action::ProbeAgain => return Some(model.probe()),
        Action::Copy if walk.hides_code() => return Some(model.say(None, "quiz-before", Args::new())),
        Action::Copy => {
            let lines = copied(model);
            return Some(model.copy(&lines));
        }
        Action::Save => return Some(saving::save(model)),
        Action::SaveAs => return Some(saving::ask(model)),
        _ => return None,
    }
    Some(Vec::new())
}

/// The table as text: the report, once something can be said.
fn copied(model: &Model) -> Vec<String> {
    match &model.walk {
        Some(walk) if walk.leading.is_some() => finding::report(model, walk),
        _ => Vec::new(),
    }
}

pub(super) fn body(model: &Model, height: usize) -> Body {
    let Some(walk) = &model.walk else { return Body::of(Page::new(), height, 0) };
    let mut page = Page::new();
    let columns = model.columns();
    let leading = leading(model, walk);
    // The leading code has its rows from the beginning, so nothing moves when there is one.
    let kept = match model.size.0 {
        TWO_PANES.. => 2,
        80.. => 4,
        _ => 3,
    };
    let used = leading.len();
    page.extend(leading);
    for _ in used..kept {
        page.push(Row::default());
    }
    page.push(Row::default());
    page.extend(names(model, walk));
    page.push(Row::default());
    matrix(model, walk, &mut page);

    // Where there are rows enough, the conversation stands below the table.
    let spare = height.saturating_sub(page.len() + 2);
    if spare >= usize::from(LEAST_HEIGHT) && model.size.0 >= TWO_PANES && walk.endpoint().is_some() {
        page.push(Row::default());
        page.push(super::rule_row(model));
        let above = page.len();
        let below = Band { page: details::page(model, walk, false), height: height.saturating_sub(above), scroll: 0 };
        let body = Body { bands: vec![Band { page, height: above, scroll: 0 }, below], right: None };
        return body.with_right(right(model, walk));
    }
    page.push(Row::default());
    let sentences = [
        (columns >= 80).then(|| model.texts.with("summary", &connector_args(&walk.connector, &model.texts))),
        vantage(model, "vantage"),
    ];
    for sentence in sentences.into_iter().flatten() {
        page.extend(Row::at(2).block(prose(&sentence, columns.saturating_sub(4))));
    }
    Body::of(page, height, 0).with_right(right(model, walk))
}

/// The second pane: what could still change it, the report, the connector, why it takes a while, whose view it is.
fn right(model: &Model, walk: &Walk) -> Page {
    let (texts, theme) = (&model.texts, model.theme);
    let room = usize::from(model.size.0).saturating_sub(crate::tui::app::LEFT_PANE + 4);
    let mut page = Page::new();
    let mut section = |id: &str, block: Vec<Row>| {
        if !block.is_empty() {
            page.gap();
            page.push(Row::at(0).text(texts.get(id)));
            page.extend(block);
        }
    };
    let inset = |text: &str| Row::at(2).block(prose(text, room.saturating_sub(2)));
    let open = still_open(model, walk).into_iter().flat_map(|(code, sentence)| {
        let (reply, _) = finding::code_title(texts, &code);
        let mut rows = vec![Row::at(0).glyph(theme, Glyph::Unknown).text(" ").styled(reply, theme.bold())];
        rows.extend(inset(&sentence));
        rows
    });
    section("pane-open", open.collect());
    if let Some(symptom) = &walk.symptom {
        let code = symptom.reported_code.map(|code| code.to_string()).unwrap_or_default();
        let status = symptom.status.map(|status| format!("{status} ")).unwrap_or_default();
        let word = symptom.detail.as_ref().and_then(|detail| detail_word(detail));
        let word = word.map(|word| format!(" [{word}]")).unwrap_or_default();
        section("pane-reported", inset(&format!("{status}{code}{word}")));
    }
    let mut connector = inset(&texts.with("summary-long", &connector_args(&walk.connector, &model.texts)));
    if let Some(resolver) = walk.run.view.resolvers.first() {
        connector.extend(inset(&texts.with("asked-from", &Args::new().text("server", resolver.ip()))));
    }
    section("pane-connector", connector);
    let limits = walk.run.limits;
    let args = Args::new()
        .text("connect", texts.duration(limits.connect_ms))
        .text("reply", texts.duration(limits.reply_ms))
        .text("total", texts.duration(limits.address_total_ms()));
    section("pane-patience", inset(&texts.with("patience", &args)));
    if let Some(view) = vantage(model, "vantage-long") {
        section("pane-view", inset(&view));
    }
    page
}

/// What is left of a wait, once a second.
fn wait(model: &Model, walk: &Walk, id: &str, since_ms: u64, until_ms: u64) -> String {
    let total = until_ms.saturating_sub(since_ms).div_ceil(1_000);
    let left = ((until_ms.saturating_sub(walk.elapsed_ms(model.now)) + 500) / 1_000).min(total);
    let seconds = |seconds: u64| model.texts.duration(seconds * 1_000);
    let left = if left == 0 { model.texts.with("duration-s", &Args::new().text("n", "0")) } else { seconds(left) };
    model.texts.with(id, &Args::new().text("left", left).text("total", seconds(total)))
}
