//! The steps: *ticked* is what a person says, *verified* what a probe saw. Ticked and seen again is *still seen*.

use super::{Band, Body, scroll_detail};
use crate::{
    l10n::{Args, StepWords},
    model::{Item, ItemState},
    report::phrases,
    tui::{
        app::{Effect, Model},
        keys::{Action, Hint, hint},
        saving,
        theme::Glyph,
        widgets::{
            page::Page,
            row::{Row, fold, prose, width, wrap},
        },
    },
};

pub(super) fn hints(_: &Model) -> Vec<Hint> {
    vec![
        hint(Action::Tick, "tick"),
        hint(Action::Copy, "copy-commands"),
        hint(Action::ProbeAgain, "probe-again"),
        hint(Action::Save, "save"),
        hint(Action::Next, "scroll-step"),
        hint(Action::Back, "back"),
        hint(Action::SaveAs, "save-as"),
    ]
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let now = model.now;
    let pane = model.pane;
    let height = model.body_rows();
    let walk = model.walk.as_mut()?;
    let last = walk.checklist.items.len().saturating_sub(1);
    match action {
        _ if pane && action.moves() => {
            let rest = height.saturating_sub(head(model, height).len());
            let (list, detail) = (list(model), detail(model));
            return Some(scroll_detail(model, action, &list, &detail, rest));
        }
        Action::Up => walk.step = walk.step.saturating_sub(1),
        Action::Down => walk.step = (walk.step + 1).min(last),
        Action::PageUp | Action::Home => walk.step = 0,
        Action::PageDown | Action::End => walk.step = last,
        Action::Tick | Action::Enter => {
            let verified = walk.checklist.items.get(walk.step).is_some_and(|item| item.state == ItemState::Verified);
            if verified {
                return Some(model.say(Some(Glyph::Ok), "stays-verified", Args::new()));
            }
            walk.toggle(now);
            if walk.checklist.is_done() {
                return Some(model.say(Some(Glyph::Ok), "all-done", Args::new()));
            }
            return Some(Vec::new());
        }
        Action::Next | Action::Previous => {
            model.pane = !model.pane;
            return Some(Vec::new());
        }
        Action::Copy => {
            let commands = walk.checklist.items.get(walk.step).map(|item| item.commands.clone()).unwrap_or_default();
            if commands.is_empty() {
                let lines = detail(model).plain();
                return Some(model.copy(&lines.iter().map(|line| line.trim().to_owned()).collect::<Vec<_>>()));
            }
            return Some(model.copy(&commands));
        }
        Action::Save => return Some(saving::save(model)),
        Action::SaveAs => return Some(saving::ask(model)),
        Action::ProbeAgain => return Some(model.probe()),
        Action::Back => {
            model.go_back();
            return Some(Vec::new());
        }
        _ => return None,
    }
    model.scroll = 0;
    Some(Vec::new())
}

/// Whether nothing is left to do in a step.
pub(super) fn is_done(item: &Item) -> bool {
    matches!(item.state, ItemState::Ticked | ItemState::Verified)
}

/// `[x]`, its mark in its colour.
pub(super) fn mark(model: &Model, row: Row, state: ItemState) -> Row {
    let theme = model.theme;
    let row = row.text("[");
    let row = match state {
        ItemState::Open => row.text(" "),
        ItemState::Ticked => row.styled("x", theme.bold()),
        ItemState::Verified => row.glyph(theme, Glyph::Ok),
        ItemState::StillSeen => row.glyph(theme, Glyph::Warning),
    };
    row.text("]")
}

pub(super) fn body(model: &Model, height: usize) -> Body {
    if model.walk.is_none() {
        return Body::of(Page::new(), height, 0);
    }
    let head = head(model, height);
    let rows = head.len().min(height);
    let mut body = Body::list_and_detail(model, list(model), detail(model), height - rows, model.scroll);
    body.bands.insert(0, Band { page: head, height: rows, scroll: 0 });
    body
}

/// The code and how far one is: it stays where it is while the list scrolls.
fn head(model: &Model, height: usize) -> Page {
    let mut page = Page::fixed();
    let Some(walk) = &model.walk else { return page };
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let counts = phrases::counts(&walk.checklist, texts);
    match &walk.checklist.code {
        Some(code) => {
            let (reply, title) = super::finding::code_title(texts, code);
            let row = Row::at(2);
            let row = if reply.is_empty() { row } else { row.styled(reply, theme.bold()).text("  ") };
            let row = row.styled(title, theme.bold());
            if row.width() + 2 + width(&counts) <= columns - 2 {
                page.push(row.right(counts, columns - 2));
            } else {
                page.push(row);
                page.push(Row::at(4).text(counts));
            }
        }
        None => page.push(Row::at(2).text(counts)),
    }
    let all = page.len() + 1 + list(model).len() + 1 + detail(model).len();
    if all <= height {
        page.push(Row::default());
    }
    page
}

/// What became of a step, and when.
fn state(model: &Model, item: &Item) -> String {
    let word = model.texts.state(item.state);
    match item.since {
        Some(at) => format!("{word}\u{a0}{}", model.texts.clock(at)),
        None => word,
    }
}

fn list(model: &Model) -> Page {
    let mut page = Page::new();
    let Some(walk) = &model.walk else { return page };
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let items = &walk.checklist.items;

    let actors = items.iter().map(|item| width(&texts.actor(item.actor))).max().unwrap_or(0);
    let states = items.iter().map(|item| width(&state(model, item))).max().unwrap_or(0).max(16);
    let state_at = columns.saturating_sub(2 + states);
    let actor_at = state_at.saturating_sub(actors + 2);
    // Where the window is narrow, actor and state stand under the step.
    let narrow = actor_at < 40;
    let room = if narrow { columns.saturating_sub(10) } else { actor_at.saturating_sub(10) };
    let mut group = None;
    for (index, item) in items.iter().enumerate() {
        if item.group != group {
            group.clone_from(&item.group);
            if let Some(name) = &group {
                let id = format!("{}.group-{name}", item.code.message());
                page.extend(
                    Row::at(4).block(prose(&texts.try_get(&id).unwrap_or_default(), columns.saturating_sub(6))),
                );
            }
        }
        let first = page.len();
        let focused = index == walk.step;
        let start = if focused { Row::at(2).text(theme.pointer()).text(" ") } else { Row::at(4) };
        let mut rows = mark(model, start, item.state).text(" ").block(prose(&texts.step(item).title, room));
        let tail =
            |row: Row| row.to(actor_at.max(8)).text(texts.actor(item.actor)).to(state_at).text(state(model, item));
        if narrow {
            rows.push(Row::at(8).text(texts.actor(item.actor)).right(state(model, item), columns - 2));
        } else if let Some(row) = rows.first_mut() {
            *row = tail(std::mem::take(row));
        }
        page.extend(
            rows.into_iter()
                .map(|row| if focused && !model.pane { row.highlighted(2, columns - 2, theme.focus()) } else { row }),
        );
        if focused {
            page.focus_since(first);
        }
    }
    page
}

/// What belongs to the focused step: why, how, commands, links, when it is done.
fn detail(model: &Model) -> Page {
    let mut page = Page::new();
    let Some(item) = model.walk.as_ref().and_then(|walk| walk.checklist.items.get(walk.step)) else { return page };
    let (texts, theme) = (&model.texts, model.theme);
    let StepWords { title, why, how, done } = texts.step(item);
    let room = model.columns().saturating_sub(4);
    page.extend(prose(&title, room).into_iter().flat_map(|row| {
        let text = row.plain();
        Row::at(2).block(vec![Row::default().styled(text, theme.bold())])
    }));
    let labels = ["label-why", "label-how", "label-done", "label-see"];
    let column = 2 + labels.iter().map(|label| width(&texts.get(label))).max().unwrap_or(0) + 2;
    let room = room.saturating_sub(column - 2);
    let mut part = |label: &str, block: Vec<Row>| {
        if !block.is_empty() {
            page.extend(Row::at(2).text(texts.get(label)).to(column).block(block));
        }
    };
    let text = |words: Option<String>| words.map(|words| prose(&words, room)).unwrap_or_default();
    part("label-why", text(why));
    let mut how = text(how);
    for command in &item.commands {
        // A command is never changed; where it is longer than the row it goes on in the next. `y` copies it whole.
        for (index, line) in wrap(command, room.saturating_sub(4)).into_iter().enumerate() {
            how.push(Row::at(if index == 0 { 2 } else { 4 }).text(line));
        }
    }
    part("label-how", how);
    part("label-done", text(done));
    let links = item.links.iter().filter_map(|id| Some((id, model.knowledge.link(id)?))).flat_map(|(id, link)| {
        let mut rows = prose(&texts.get(&format!("link-{id}")), room);
        rows.extend(fold(&link.url, room.saturating_sub(2)).into_iter().map(|line| Row::at(2).text(line)));
        rows
    });
    part("label-see", links.collect());
    page
}
