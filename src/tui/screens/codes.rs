//! The articles: a list, and below it what the focused one says.

use crossterm::event::KeyEvent;

use super::{Body, finding, scroll_detail};
use crate::{
    knowledge::{Article, Knowledge},
    l10n::{Args, Texts},
    model::CodeId,
    tui::{
        app::{Effect, Model},
        keys::{Action, Hint, hint},
        widgets::{
            input::Input,
            page::Page,
            row::{Row, prose, width},
        },
    },
};

/// Which article has the focus, and what is looked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    focus: Option<CodeId>,
    find: Option<Input>,
    /// Whether the line to find in takes the keys.
    finding: bool,
}

impl State {
    /// Puts the focus on an article.
    pub(crate) fn show(&mut self, code: &CodeId) {
        self.focus = Some(code.clone());
        self.find = None;
        self.finding = false;
    }
}

/// The articles that are listed: all, or those with what is looked for.
fn listed(model: &Model) -> Vec<&'static Article> {
    let wanted = model.codes.find.as_ref().map(|input| input.text().to_lowercase()).unwrap_or_default();
    let texts = &model.texts;
    let has = |article: &&Article| {
        let message = article.id.message();
        let mut words = vec![article.id.to_string(), texts.code_title(&article.id)];
        words.extend(article.titles.iter().cloned());
        words.extend(article.expired.iter().cloned());
        words.extend(["short", "meaning"].iter().filter_map(|part| texts.try_get(&format!("{message}.{part}"))));
        words.iter().any(|word| word.to_lowercase().contains(&wanted))
    };
    let knowledge: &'static Knowledge = model.knowledge;
    knowledge.articles().iter().filter(has).collect()
}

fn focused(model: &Model) -> Option<(usize, &'static Article)> {
    let listed = listed(model);
    let place = listed.iter().position(|article| Some(&article.id) == model.codes.focus.as_ref()).unwrap_or(0);
    listed.get(place).map(|article| (place, *article))
}

/// The exercise that shows an article for real, if the lab has it.
fn exercise(model: &Model, article: &Article) -> Option<String> {
    article.lab.clone().filter(|id| model.lab.has(id))
}

pub(super) fn count(model: &Model) -> String {
    model.texts.with("codes-count", &Args::new().number("count", model.knowledge.articles().len()))
}

pub(super) fn is_typing(model: &Model) -> bool {
    model.codes.finding
}

pub(super) fn type_key(model: &mut Model, key: KeyEvent) {
    if let Some(find) = &mut model.codes.find {
        find.key(key);
    }
}

pub(super) fn paste(model: &mut Model, text: &str) -> bool {
    match (&mut model.codes.find, model.codes.finding) {
        (Some(find), true) => {
            find.paste(text);
            true
        }
        _ => false,
    }
}

pub(super) fn hints(model: &Model) -> Vec<Hint> {
    if model.codes.finding {
        return vec![hint(Action::Enter, "done"), hint(Action::Back, "show-all")];
    }
    let mut hints = Vec::new();
    if focused(model).is_some_and(|(_, article)| exercise(model, article).is_some()) {
        hints.push(hint(Action::Enter, "practise"));
    }
    hints.extend([
        hint(Action::Down, if model.pane { "scroll" } else { "another-code" }),
        hint(Action::Find, "find"),
        hint(Action::Next, if model.pane { "back-to-list" } else { "scroll-article" }),
        hint(Action::Copy, "copy"),
        hint(Action::Back, "back"),
    ]);
    hints
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let listed = listed(model);
    let last = listed.len().saturating_sub(1);
    let at = focused(model).map_or(0, |(place, _)| place);
    let to = |place: usize| listed.get(place).map(|article| article.id.clone());
    if model.codes.finding {
        match action {
            Action::Enter | Action::Next => model.codes.finding = false,
            Action::Back => {
                model.codes.finding = false;
                model.codes.find = None;
            }
            Action::Up => model.codes.focus = to(at.saturating_sub(1)),
            Action::Down => model.codes.focus = to((at + 1).min(last)),
            _ => return None,
        }
        return Some(Vec::new());
    }
    match action {
        _ if model.pane && action.moves() => {
            let (list, detail, rows) = (list(model), detail(model), model.body_rows());
            return Some(scroll_detail(model, action, &list, &detail, rows));
        }
        Action::Up => model.codes.focus = to(at.saturating_sub(1)),
        Action::Down => model.codes.focus = to((at + 1).min(last)),
        Action::Home | Action::PageUp => model.codes.focus = to(0),
        Action::End | Action::PageDown => model.codes.focus = to(last),
        Action::Next | Action::Previous => {
            model.pane = !model.pane;
            return Some(Vec::new());
        }
        Action::Find => {
            model.codes.finding = true;
            model.codes.find.get_or_insert_with(|| Input::new(""));
        }
        Action::Enter => {
            return Some(match focused(model).and_then(|(_, article)| exercise(model, article)) {
                Some(id) => model.open_exercise(&id),
                None => model.say(None, "no-exercise", Args::new()),
            });
        }
        Action::Copy => {
            let lines: Vec<_> = detail(model).plain().iter().map(|line| line.trim().to_owned()).collect();
            return Some(model.copy(&lines));
        }
        Action::Back if model.codes.find.is_some() => model.codes.find = None,
        Action::Back => {
            model.go_back();
            return Some(Vec::new());
        }
        _ => return None,
    }
    model.scroll = 0;
    Some(Vec::new())
}

pub(super) fn body(model: &Model, height: usize) -> Body {
    Body::list_and_detail(model, list(model), detail(model), height, model.scroll)
}

fn list(model: &Model) -> Page {
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let mut page = Page::new();
    if let Some(find) = &model.codes.find {
        let row = Row::at(2).text(texts.get("find-label")).text(" ");
        let column = row.width();
        let (seen, at) = find.window(columns.saturating_sub(column + 2));
        page.push(row.text(seen));
        if model.codes.finding {
            page.cursor_here(column + at);
        }
    }
    let articles = listed(model);
    if articles.is_empty() {
        page.extend(Row::at(4).block(prose(&texts.get("found-none"), columns.saturating_sub(6))));
    }
    let titles = articles.iter().map(|article| width(&texts.code_title(&article.id))).max().unwrap_or(0);
    let short_at = 13 + titles + 2;
    let focus = focused(model).map(|(place, _)| place);
    for (index, article) in articles.iter().enumerate() {
        let first = page.len();
        let here = focus == Some(index);
        let start = if here { Row::at(2).text(theme.pointer()).text(" ") } else { Row::at(4) };
        let row = start.text(article.id.to_string()).to(13).text(texts.code_title(&article.id));
        let short = texts.try_get(&format!("{}.short", article.id.message())).unwrap_or_default();
        let row = if short_at + width(&short) <= columns - 2 { row.to(short_at).text(short) } else { row };
        page.push(if here && !model.pane { row.highlighted(2, columns - 2, theme.focus()) } else { row });
        if here {
            page.focus_since(first);
        }
    }
    page
}

/// Values that words of an article may use.
fn article_args(model: &Model) -> Args {
    let exchange = model.knowledge.exchange();
    let ranges: Vec<_> = exchange.addresses.ranges.iter().map(ToString::to_string).collect();
    Args::new()
        .text("ranges", ranges.join(", "))
        .text("list-version", &exchange.addresses.version)
        .text("list-date", &exchange.addresses.date)
        .number("retry-hours", exchange.retry.hours)
        .number("retry-hours-before", exchange.retry.hours_before)
}

fn detail(model: &Model) -> Page {
    let mut page = Page::new();
    let Some((_, article)) = focused(model) else { return page };
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let message = article.id.message();
    let args = article_args(model);

    let (reply, title) = finding::code_title(texts, &article.id);
    let row = Row::at(2);
    let row = if reply.is_empty() { row } else { row.styled(reply, theme.bold()).text("  ") };
    let row = row.styled(title, theme.bold());
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
    let column = 2 + labels.iter().map(|label| width(&texts.get(label))).max().unwrap_or(0) + 2;
    let room = columns.saturating_sub(column + 2);
    let mut part = |label: &str, block: Vec<Row>| {
        if !block.is_empty() {
            page.extend(Row::at(2).text(texts.get(label)).to(column).block(block));
        }
    };
    part("label-means", prose(&texts.with(&format!("{message}.meaning"), &args), room));
    let causes = article.causes.iter().enumerate().flat_map(|(index, cause)| {
        let start = Row::default().text(format!("{} ", index + 1));
        let words = texts.with(&format!("{message}.cause-{}", cause.id), &args);
        let room = room.saturating_sub(start.width());
        start.block(prose(&words, room))
    });
    part("label-causes", causes.collect());
    part("label-do", steps(texts, article, &args, room));
    if let Some(id) = exercise(model, article) {
        let words = texts.with("codes-lab", &Args::new().text("exercise", id));
        part("label-lab", prose(&words, room));
    }
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
