//! The articles: a list, and below it what the focused one says.

use crossterm::event::KeyEvent;

use crate::{
    knowledge::{Article, Knowledge},
    l10n::{Args, Texts},
    model::CodeId,
    tui::{
        body::{Body, scroll_detail},
        keys::{Action, Hint, hint},
        shared::Shared,
        turn::Turn,
        widgets::{
            find::Find,
            labelled::Labelled,
            list::{self, Focus, pointed},
            page::Page,
            row::{Row, prose, width},
        },
        wording::code_row,
    },
};

/// Which article has the focus, and what is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    focus: Option<CodeId>,
    find: Find,
}

/// Puts the focus on an article.
pub(super) fn show(state: &mut State, code: &CodeId) {
    state.focus = Some(code.clone());
    state.find.close();
}

/// The articles that are listed: all, or those with what is looked for.
fn listed(state: &State, shared: &Shared) -> Vec<&'static Article> {
    let wanted = state.find.wanted();
    let texts = &shared.texts;
    let has = |article: &&Article| {
        let message = article.id.message();
        let mut words = vec![article.id.to_string(), texts.code_title(&article.id)];
        words.extend(article.titles.iter().cloned());
        words.extend(article.expired.iter().cloned());
        words.extend(["short", "meaning"].iter().filter_map(|part| texts.try_get(&format!("{message}.{part}"))));
        words.iter().any(|word| word.to_lowercase().contains(&wanted))
    };
    let knowledge: &'static Knowledge = shared.knowledge;
    knowledge.articles().iter().filter(has).collect()
}

fn focused(state: &State, shared: &Shared) -> Option<(usize, &'static Article)> {
    let listed = listed(state, shared);
    let place = listed.iter().position(|article| Some(&article.id) == state.focus.as_ref()).unwrap_or(0);
    listed.get(place).map(|article| (place, *article))
}

/// The exercise that shows an article for real, if the lab has it.
fn exercise(shared: &Shared, article: &Article) -> Option<String> {
    article.lab.clone().filter(|id| shared.exercises().iter().any(|exercise| exercise.id == *id))
}

pub(super) fn count(shared: &Shared) -> String {
    shared.texts.with("codes-count", &Args::new().number("count", shared.knowledge.articles().len()))
}

pub(super) fn is_typing(state: &State) -> bool {
    state.find.is_searching()
}

pub(super) fn type_key(state: &mut State, key: KeyEvent) -> Turn {
    if state.find.key(key) { Turn::stay() } else { Turn::Nothing }
}

pub(super) fn paste(state: &mut State, text: &str) -> Turn {
    if state.find.paste(text) { Turn::stay() } else { Turn::Nothing }
}

pub(super) fn hints(state: &State, shared: &Shared) -> Vec<Hint> {
    if state.find.is_searching() {
        return vec![hint(Action::Enter, "done"), hint(Action::Back, "show-all")];
    }
    let mut hints = Vec::new();
    if focused(state, shared).is_some_and(|(_, article)| exercise(shared, article).is_some()) {
        hints.push(hint(Action::Enter, "practise"));
    }
    hints.extend([
        hint(Action::Down, if shared.pane { "scroll" } else { "another-code" }),
        hint(Action::Find, "find"),
        hint(Action::Next, if shared.pane { "back-to-list" } else { "scroll-article" }),
        hint(Action::Copy, "copy"),
        hint(Action::Back, "back"),
    ]);
    hints
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    let listed = listed(state, shared);
    let last = listed.len().saturating_sub(1);
    let at = focused(state, shared).map_or(0, |(place, _)| place);
    let to = |place: usize| listed.get(place).map(|article| article.id.clone());
    if state.find.is_searching() {
        match action {
            Action::Enter | Action::Next => state.find.done(),
            Action::Back => state.find.close(),
            Action::Up => state.focus = to(at.saturating_sub(1)),
            Action::Down => state.focus = to((at + 1).min(last)),
            _ => return Turn::Nothing,
        }
        return Turn::stay();
    }
    match action {
        _ if shared.pane && action.moves() => {
            let (list, detail) = (list(state, shared), detail(state, shared));
            return scroll_detail(shared, action, &list, &detail, shared.rows);
        }
        Action::Up => state.focus = to(at.saturating_sub(1)),
        Action::Down => state.focus = to((at + 1).min(last)),
        Action::Home | Action::PageUp => state.focus = to(0),
        Action::End | Action::PageDown => state.focus = to(last),
        Action::Next | Action::Previous => {
            shared.pane = !shared.pane;
            return Turn::stay();
        }
        Action::Find => state.find.open(),
        Action::Enter => {
            return match focused(state, shared).and_then(|(_, article)| exercise(shared, article)) {
                Some(id) => Turn::Exercise(id),
                None => shared.say(None, "no-exercise", Args::new()),
            };
        }
        Action::Copy => {
            return shared.copy_page("copied", |shared| detail(state, shared));
        }
        Action::Back if state.find.is_open() => state.find.close(),
        Action::Back => return Turn::Back,
        _ => return Turn::Nothing,
    }
    shared.scroll = 0;
    Turn::stay()
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    Body::list_and_pane(shared, list(state, shared), detail(state, shared), height)
}

fn list(state: &State, shared: &Shared) -> Page {
    let texts = &shared.texts;
    let columns = shared.columns();
    let mut page = Page::new();
    state.find.add(&mut page, texts, columns);
    let articles = listed(state, shared);
    if articles.is_empty() {
        page.extend(Row::at(4).block(prose(&texts.get("found-none"), columns.saturating_sub(6))));
    }
    let titles = articles.iter().map(|article| width(&texts.code_title(&article.id))).max().unwrap_or(0);
    let short_at = 13 + titles + 2;
    let place = focused(state, shared).map(|(place, _)| place);
    for (index, article) in articles.iter().enumerate() {
        let focus = Focus::of(place == Some(index), !shared.pane);
        let row = pointed(2, focus, shared.theme)
            .text(article.id.reply().map(|_| article.id.to_string()).unwrap_or_default());
        let row = row.to(13).text(texts.code_title(&article.id));
        let short = texts.try_get(&format!("{}.short", article.id.message())).unwrap_or_default();
        let row = if short_at + width(&short) <= columns - 2 { row.to(short_at).text(short) } else { row };
        list::add(&mut page, vec![row], 2, columns, focus, shared.theme);
    }
    page
}

/// Values that words of an article may use.
fn article_args(shared: &Shared) -> Args {
    let exchange = shared.knowledge.exchange();
    let ranges: Vec<_> = exchange.addresses.ranges.iter().map(ToString::to_string).collect();
    Args::new()
        .text("ranges", ranges.join(", "))
        .text("list-version", &exchange.addresses.version)
        .text("list-date", &exchange.addresses.date)
        .number("retry-hours", exchange.retry.hours)
        .number("retry-hours-before", exchange.retry.hours_before)
}

fn detail(state: &State, shared: &Shared) -> Page {
    let mut page = Page::new();
    let Some((_, article)) = focused(state, shared) else { return page };
    let texts = &shared.texts;
    let columns = shared.detail_columns();
    let message = article.id.message();
    let args = article_args(shared);

    let row = code_row(Row::at(2), &article.id, texts, shared.theme);
    match &article.expired {
        Some(expired) => {
            let words = texts.with("expired-as", &Args::new().text("code", expired));
            if row.width() + 2 + width(&words) <= columns - 2 {
                page.push(row.right(words, columns - 2));
            } else {
                page.push(row);
                page.push(Row::at(4).text(words));
            }
        }
        None => page.push(row),
    }
    let labels = ["label-means", "label-causes", "label-do", "label-lab", "label-see"];
    let parts = Labelled::new(texts, &labels, 2, columns);
    let room = parts.room();
    page.extend(parts.words("label-means", Some(&texts.with(&format!("{message}.meaning"), &args))));
    let causes = article.causes.iter().enumerate().flat_map(|(index, cause)| {
        let start = Row::default().text(format!("{} ", index + 1));
        let words = texts.with(&format!("{message}.cause-{}", cause.id), &args);
        let room = room.saturating_sub(start.width());
        start.block(prose(&words, room))
    });
    page.extend(parts.rows("label-causes", causes.collect()));
    page.extend(parts.rows("label-do", steps(texts, article, &args, room)));
    let lab = exercise(shared, article).map(|id| texts.with("codes-lab", &Args::new().text("exercise", id)));
    page.extend(parts.words("label-lab", lab.as_deref()));
    page
}

/// The steps of an article under the heads of their parts.
fn steps(texts: &Texts, article: &Article, args: &Args, room: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut group: Option<&String> = None;
    for step in &article.steps {
        if step.group.as_ref() != group {
            group = step.group.as_ref();
            if let Some(name) = group {
                let head = texts.with(&format!("{}.group-{name}", article.id.message()), args);
                rows.extend(prose(&head, room));
            }
        }
        let id = match &step.shared {
            Some(shared) => format!("step-{shared}"),
            None => format!("{}.step-{}", article.id.message(), step.id),
        };
        let words = Args::new().text("actor", texts.actor(step.actor)).text("step", texts.with(&id, args));
        let start = Row::default().text("- ");
        rows.extend(start.block(prose(&texts.with("actor-does", &words), room.saturating_sub(2))));
    }
    rows
}
