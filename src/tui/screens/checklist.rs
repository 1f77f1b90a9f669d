//! The steps: *ticked* is what a person says, *verified* what a probe saw. Ticked and seen again is *still seen*.

use crate::{
    knowledge::Knowledge,
    l10n::{Args, StepWords},
    model::{Actor, Item, StepId},
    report::{self, phrases, reported},
    tui::{
        body::{Band, Body, list_rows, rule_row, scroll_detail},
        keys::{Action, Hint, hint, stopping},
        seen::seen,
        shared::Shared,
        theme::Glyph,
        turn::Turn,
        watching,
        widgets::{
            labelled::Labelled,
            list::{self, Focus, pointed},
            page::Page,
            row::{Row, fold_address, prose, width, wrap},
        },
        wording::{code_row, mark},
    },
    wizard::{Change, Ticked, Walk},
};

/// Below so many rows between header and footer (60×16 has 12), each has to earn its place.
const FEW_ROWS: usize = 14;
/// Those of them that the head leaves to the list and the step.
const FEW_FOR_BOTH: usize = FEW_ROWS - 2;

/// Below so many rows of the window a step that is opened has the screen for itself.
const ROWS_FOR_BOTH: u16 = 30;

/// The step that has the focus, and whether it has the screen for itself.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    focus: Option<StepId>,
    open: bool,
}

impl State {
    /// Its place; the first where none was chosen yet.
    fn place(&self, items: &[Item]) -> usize {
        items.iter().position(|item| Some(&item.id) == self.focus.as_ref()).unwrap_or(0)
    }

    /// Whether the step has the screen for itself: another window may have room for both.
    fn is_open_here(&self, shared: &Shared) -> bool {
        self.open && shared.size.1 < ROWS_FOR_BOTH && !shared.has_two_panes()
    }

    fn item<'a>(&self, shared: &'a Shared) -> Option<&'a Item> {
        let items = shared.walk.as_ref()?.items();
        items.get(self.place(items))
    }
}

/// The focus follows the step, not the row; where another fault has taken the place of its own, it goes to the first.
pub(super) fn hold_focus(state: &mut State, walk: &Walk, change: Change) {
    if state.focus.is_none() || change.set_aside > 0 {
        state.focus = walk.items().first().map(|item| item.id.clone());
    }
}

pub(super) fn hints(state: &State, shared: &Shared) -> Vec<Hint> {
    let letter = state.item(shared).and_then(|item| item.letter).map(|_| hint(Action::Letter, "letter"));
    let commands = state.item(shared).is_some_and(|item| !shared.texts.step(item).commands.is_empty());
    let mut hints = match (state.is_open_here(shared), shared.pane) {
        (true, _) => vec![hint(Action::Right, "another-step")],
        (false, true) => vec![hint(Action::Next, "back-to-list")],
        (false, false) => vec![hint(Action::Enter, "open")],
    };
    hints.push(hint(Action::Tick, "tick"));
    hints.extend(letter);
    hints.extend([
        hint(Action::ProbeAgain, "probe-again"),
        watching::key(shared),
        hint(Action::Copy, if commands { "copy-commands" } else { "copy" }),
        hint(Action::Save, "save"),
        hint(Action::Edit, "edit-connector"),
        hint(Action::Down, if state.is_open_here(shared) || shared.pane { "scroll" } else { "another-step" }),
        hint(Action::Back, if state.is_open_here(shared) { "back-to-list" } else { "back" }),
        hint(Action::SaveAs, "save-as"),
    ]);
    stopping(hints, shared.may_stop())
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    let height = shared.rows;
    let Some(walk) = &shared.walk else { return Turn::Nothing };
    let at = state.place(walk.items());
    let last = walk.items().len().saturating_sub(1);
    let to = match action {
        _ if state.is_open_here(shared) && action.moves() => {
            let page = opened(state, shared);
            return shared.scroll_page(action, &page, height);
        }
        Action::Left if state.is_open_here(shared) => at.saturating_sub(1),
        Action::Right if state.is_open_here(shared) => (at + 1).min(last),
        Action::Back if state.is_open_here(shared) => {
            state.open = false;
            shared.scroll = 0;
            return Turn::stay();
        }
        _ if shared.pane && action.moves() => {
            let list = list(state, shared);
            let rest = height.saturating_sub(head(shared, &list, height).len());
            let detail = below(state, shared, &list, rest);
            return scroll_detail(shared, action, &list, &detail, rest);
        }
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp | Action::Home => 0,
        Action::PageDown | Action::End => last,
        Action::Tick => return tick(shared, at),
        // A key that bounces must neither say nor unsay that a step is done, nor leave what it opened.
        Action::Enter => {
            state.open = shared.size.1 < ROWS_FOR_BOTH && !shared.has_two_panes();
            shared.pane = !state.open;
            return Turn::stay();
        }
        Action::Edit => return Turn::Edit,
        Action::Next | Action::Previous if state.is_open_here(shared) => return Turn::Nothing,
        Action::Next | Action::Previous => {
            shared.pane = !shared.pane;
            return Turn::stay();
        }
        Action::Copy => return copy(state, shared),
        Action::Letter => return letter(state, shared),
        Action::Save => return Turn::Save,
        Action::SaveAs => return Turn::SaveAs,
        Action::ProbeAgain => return Turn::ProbeAgain,
        Action::Watch => return watching::toggle(shared),
        Action::Back => return Turn::Back,
        _ => return Turn::Nothing,
    };
    state.focus = walk.items().get(to).map(|item| item.id.clone());
    shared.scroll = 0;
    Turn::stay()
}

/// Copies the commands of a step; all of it where it has none.
fn copy(state: &State, shared: &mut Shared) -> Turn {
    let commands = state.item(shared).map(|item| shared.texts.step(item).commands).unwrap_or_default();
    if commands.is_empty() {
        return shared.copy_page("copied-or-saved", |shared| detail(state, shared));
    }
    shared.copy("copied-or-saved", &to_hand_on(commands, shared.knowledge))
}

/// The letter to whoever takes a step.
fn letter(state: &State, shared: &mut Shared) -> Turn {
    match state.item(shared).map(|item| item.letter) {
        Some(Some(to)) => Turn::Letter(to),
        Some(None) => shared.say(None, "letter-none", Args::new().text("actor", Actor::You.id())),
        None => Turn::Nothing,
    }
}

/// What of a step is copied: where it is only about the addresses of Office 365, these, one a line.
fn to_hand_on(commands: Vec<String>, knowledge: &Knowledge) -> Vec<String> {
    if commands.iter().all(|command| command.starts_with("mxray ranges")) {
        knowledge.exchange().addresses.ranges.iter().map(ToString::to_string).collect()
    } else {
        commands
    }
}

fn tick(shared: &mut Shared, place: usize) -> Turn {
    let now = shared.now.wall;
    match shared.walk.as_mut().map(|walk| walk.tick(place, now)) {
        Some(Ticked::StaysVerified) => shared.say(Some(Glyph::Ok), "stays-verified", Args::new()),
        Some(Ticked::AllDone) => shared.say(Some(Glyph::Ok), "all-done", Args::new()),
        Some(Ticked::Toggled | Ticked::NoStep) | None => Turn::stay(),
    }
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    if shared.walk.is_none() {
        return Body::of(Page::new(), height, 0);
    }
    if state.is_open_here(shared) {
        return Body::of(opened(state, shared), height, shared.scroll);
    }
    let list = list(state, shared);
    let head = head(shared, &list, height);
    let rows = head.len().min(height);
    let detail = below(state, shared, &list, height - rows);
    let mut body = Body::list_and_detail(shared, list, detail, height - rows);
    body.bands.insert(0, Band { page: head, height: rows, scroll: 0 });
    if shared.has_two_panes()
        && let Some(list) = body.bands.last_mut()
    {
        // What is seen has its rows, and the list at least two thirds of all.
        let seen = seen_now(shared);
        let below = seen.len().min(height / 3);
        list.height -= below.min(list.height);
        body.bands.push(Band { page: seen, height: below, scroll: 0 });
    }
    body
}

/// The code and how far one is: it stays where it is while the list scrolls, whatever step has the focus.
fn head(shared: &Shared, list: &Page, height: usize) -> Page {
    let mut page = Page::fixed();
    let Some(walk) = &shared.walk else { return page };
    let columns = shared.columns();
    let counts = phrases::counts(walk.checklist(), &shared.texts);
    if let Some((_, diagnosis)) = walk.told() {
        let standing = phrases::standing(&diagnosis, false, &shared.texts).map(|why| (Glyph::Unknown, why));
        let another = phrases::another(&diagnosis, &shared.texts).map(|why| (Glyph::Warning, why));
        for (glyph, why) in standing.into_iter().chain(another) {
            let why = prose(&why, columns.saturating_sub(6));
            page.extend(Row::at(2).glyph(shared.theme, glyph).text(" ").block(why));
        }
    }
    match &walk.checklist().code {
        Some(code) => {
            let row = code_row(Row::at(2), code, &shared.texts, shared.theme);
            if row.width() + 2 + width(&counts) <= columns - 2 {
                page.push(row.right(counts, columns - 2));
            } else {
                page.push(row);
                page.extend(Row::at(4).block(prose(&counts, columns.saturating_sub(6))));
            }
        }
        None => page.extend(Row::at(2).block(prose(&counts, columns.saturating_sub(4)))),
    }
    let aged = walk.symptom.as_ref().filter(|_| height >= FEW_ROWS);
    let aged = aged.and_then(|symptom| reported::report_age_in_days(symptom, shared.now.wall, &shared.texts));
    page.extend(aged.iter().flat_map(|age| Row::at(4).block(prose(age, columns.saturating_sub(6)))));
    let wait = report::watch_wait(walk.checklist(), shared.now.wall, shared.knowledge, &shared.texts);
    page.extend(
        wait.iter()
            .flat_map(|wait| prose(wait, columns.saturating_sub(6)))
            .map(|row| Row::at(4).block(vec![row]).remove(0)),
    );
    let most = if height < FEW_ROWS { 1 } else { 4 };
    page.extend(
        Row::at(4)
            .block(watching::timeline(shared, walk, columns.saturating_sub(6), most))
            .into_iter()
            .filter(|row| !row.is_blank()),
    );
    // Half of the rows are the step's.
    if page.len() + 1 + list.len() + 1 + height / 2 <= height {
        page.push(Row::default());
    }
    page
}

/// What became of a step, and when.
fn state_word(shared: &Shared, item: &Item) -> String {
    let word = shared.texts.state(item.state);
    match item.since {
        Some(at) => format!("{word}\u{a0}{}", shared.texts.clock(at)),
        None => word,
    }
}

fn list(state: &State, shared: &Shared) -> Page {
    let mut page = Page::new();
    let Some(walk) = &shared.walk else { return page };
    let texts = &shared.texts;
    let columns = shared.columns();
    let items = walk.items();
    let place = state.place(items);

    let actors = items.iter().map(|item| width(&texts.actor(item.actor))).max().unwrap_or(0);
    let states = items.iter().map(|item| width(&state_word(shared, item))).max().unwrap_or(0).max(16);
    let state_at = columns.saturating_sub(2 + states);
    let actor_at = state_at.saturating_sub(actors + 2);
    // Where the window is narrow, actor and state stand under the step.
    let narrow = actor_at < 40;
    let room = if narrow { columns.saturating_sub(10) } else { actor_at.saturating_sub(10) };
    let mut group = None;
    let present = walk.checklist().present().len();
    let past: Vec<_> = walk.checklist().past().collect();
    for (index, item) in items.iter().enumerate() {
        let above = page.len();
        if let Some((_, steps)) = past.iter().find(|(first, _)| *first == index) {
            page.extend(Row::at(4).block(prose(&phrases::earlier(steps, texts), columns.saturating_sub(6))));
        }
        // What is over is folded until one goes there.
        if index >= present && place < present {
            continue;
        }
        if item.group != group {
            group.clone_from(&item.group);
            if let Some(heading) = phrases::group(&item.code, group.as_ref(), texts) {
                page.extend(Row::at(4).block(prose(&heading, columns.saturating_sub(6))));
            }
        }
        let focus = Focus::of(index == place, !shared.pane);
        let start = mark(pointed(2, focus, shared.theme), item.state, shared.theme).text(" ");
        let mut rows = start.block(prose(&texts.step(item).title, room));
        let tail = |row: Row| {
            row.to(actor_at.max(8)).text(texts.actor(item.actor)).to(state_at).text(state_word(shared, item))
        };
        if narrow {
            rows.push(Row::at(8).text(texts.actor(item.actor)).right(state_word(shared, item), columns - 2));
        } else if let Some(row) = rows.first_mut() {
            *row = tail(std::mem::take(row));
        }
        let at = page.len();
        list::add(&mut page, rows, 2, columns, focus, shared.theme);
        page.together_since(above, at);
    }
    page
}

/// What is seen now, below a rule: it stands under the list where the step stands beside it.
fn seen_now(shared: &Shared) -> Page {
    let mut page = Page::new();
    if let Some((walk, diagnosis)) = shared.walk.as_ref().and_then(|walk| Some((walk, walk.diagnosis()?))) {
        page.push(rule_row(shared));
        let parts = Labelled::new(&shared.texts, &["label-seen"], 2, shared.columns());
        seen(shared, walk.settled_run(), &diagnosis.finding, None, &parts, &mut page);
    }
    page
}

/// The focused step by its title, and what belongs to it.
fn detail(state: &State, shared: &Shared) -> Page {
    let mut page = titled(state, shared);
    page.extend(state.item(shared).into_iter().flat_map(|item| explained(item, shared)));
    page
}

/// The focused step with the screen for itself: who does it and what became of it stand here too.
fn opened(state: &State, shared: &Shared) -> Page {
    let mut page = titled(state, shared);
    let Some(item) = state.item(shared) else { return page };
    let actor = Row::at(2).text(shared.texts.actor(item.actor));
    page.push(actor.right(state_word(shared, item), shared.columns().saturating_sub(2)));
    page.push(Row::default());
    page.extend(explained(item, shared));
    page
}

/// What stands below the list, of so many rows for both. Where they are few, the title is left to the list if that shows
/// it whole; else who does it and what became of it, which the list has no room for, stand here too.
fn below(state: &State, shared: &Shared, list: &Page, rows: usize) -> Page {
    let whole = list.shows_focus(list_rows(list, rows));
    if shared.has_two_panes() || (rows >= FEW_FOR_BOTH && whole) {
        return detail(state, shared);
    }
    let mut page = if whole { Page::new() } else { titled(state, shared) };
    let Some(item) = state.item(shared) else { return page };
    if !whole {
        let actor = Row::at(2).text(shared.texts.actor(item.actor));
        page.push(actor.right(state_word(shared, item), shared.detail_columns().saturating_sub(2)));
    }
    page.extend(explained(item, shared));
    page
}

/// The title of the focused step.
fn titled(state: &State, shared: &Shared) -> Page {
    let mut page = Page::new();
    let title = state.item(shared).map(|item| shared.texts.step(item).title).unwrap_or_default();
    let bold = shared.theme.bold();
    let rows = wrap(&title, shared.detail_columns().saturating_sub(4))
        .into_iter()
        .map(|line| Row::default().styled(line, bold));
    page.extend(Row::at(2).block(rows.collect()));
    page
}

/// Why a step is taken, how, its commands and links, and when it is done.
fn explained(item: &Item, shared: &Shared) -> Vec<Row> {
    let mut page = Vec::new();
    let (texts, theme) = (&shared.texts, shared.theme);
    let StepWords { also, why, how, done, commands, .. } = texts.step(item);
    let columns = shared.detail_columns();
    let parts = Labelled::new(texts, &["label-why", "label-how", "label-done", "label-see"], 2, columns);
    let room = parts.room();
    for sentence in phrases::unseen(item, texts) {
        let row = Row::at(2).glyph(theme, Glyph::Unknown).text(" ");
        page.extend(row.block(prose(&sentence, columns.saturating_sub(6))));
    }
    page.extend(also.iter().flat_map(|also| Row::at(2).block(prose(also, columns.saturating_sub(4)))));
    page.extend(parts.words("label-why", why.as_deref()));
    let mut how = how.map(|how| prose(&how, room)).unwrap_or_default();
    for command in &commands {
        // A command is never changed; where it is longer than the row it goes on in the next. `y` copies it whole.
        for (index, line) in wrap(command, room.saturating_sub(4)).into_iter().enumerate() {
            how.push(Row::at(if index == 0 { 2 } else { 4 }).text(line));
        }
    }
    page.extend(parts.rows("label-how", how));
    page.extend(parts.words("label-done", done.as_deref()));
    for (index, (id, (number, link))) in
        item.links.iter().filter_map(|id| Some((id, shared.knowledge.numbered_link(id)?))).enumerate()
    {
        let words = prose(&texts.get(&format!("link-{id}")), room);
        let start = if index == 0 { Row::at(2).text(texts.get("label-see")) } else { Row::default() };
        page.extend(start.to(parts.column()).block(words));
        // An address has the row for itself, so that it is whole in most windows.
        let style = theme.link(number);
        let lines = fold_address(&link.url, columns.saturating_sub(4)).into_iter();
        page.extend(lines.flat_map(|line| Row::at(2).block(vec![Row::default().styled(line, style)])));
    }
    page
}
