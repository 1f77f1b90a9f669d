//! The training lab: servers on this machine that break on purpose, chapter by chapter.

use std::collections::{BTreeMap, BTreeSet};

use super::{Body, Screen, list_rows};
use crate::{
    l10n::Args,
    model::{LabAnswer, Scenario},
    report::phrases,
    tui::{
        app::{Effect, Model, NotSaved, Practised},
        keys::{Action, Hint, hint},
        theme::Glyph,
        widgets::{
            page::Page,
            row::{Row, prose, width},
        },
    },
};

/// The exercises, which has the focus, which were walked to their finding.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    scenarios: Vec<Scenario>,
    chapter: u8,
    exercise: usize,
    /// The one that is being started.
    pub(crate) starting: Option<String>,
    solved: BTreeSet<String>,
    /// The last wrong answers, by exercise.
    wrong: BTreeMap<String, LabAnswer>,
    /// Why what was solved is not remembered, or was not.
    pub(crate) trouble: Option<NotSaved>,
}

impl State {
    /// The exercises of the lab; chapter 0, the bench, is no lesson.
    pub(crate) fn new(scenarios: Vec<Scenario>) -> Self {
        let scenarios: Vec<_> = scenarios.into_iter().filter(|scenario| scenario.chapter > 0).collect();
        let chapter = scenarios.iter().map(|scenario| scenario.chapter).min().unwrap_or(1);
        Self { scenarios, chapter, ..Self::default() }
    }

    /// Whether there is nothing to practise.
    pub(crate) fn is_empty(&self) -> bool {
        self.scenarios.is_empty()
    }

    /// Whether there is an exercise of that id.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.scenario(id).is_some()
    }

    /// The exercise of that id.
    pub(crate) fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.id == id)
    }

    /// Takes what is remembered.
    pub(crate) fn remember(&mut self, practised: Practised) {
        (self.solved, self.wrong, self.trouble) = (practised.solved, practised.wrong, practised.trouble);
    }

    /// Notes how an exercise was answered: with that wrong answer, or rightly.
    pub(crate) fn note(&mut self, id: &str, wrong: Option<LabAnswer>) {
        match wrong {
            Some(answer) => {
                self.wrong.insert(id.to_owned(), answer);
            }
            None => {
                self.wrong.remove(id);
                self.solved.insert(id.to_owned());
            }
        }
    }

    fn chapters(&self) -> Vec<u8> {
        let mut chapters: Vec<_> = self.scenarios.iter().map(|scenario| scenario.chapter).collect();
        chapters.sort_unstable();
        chapters.dedup();
        chapters
    }

    fn of_chapter(&self, chapter: u8) -> Vec<&Scenario> {
        let mut found: Vec<_> = self.scenarios.iter().filter(|scenario| scenario.chapter == chapter).collect();
        found.sort_by_key(|scenario| scenario.order);
        found
    }

    fn focused(&self) -> Option<&Scenario> {
        let exercises = self.of_chapter(self.chapter);
        exercises.get(self.exercise.min(exercises.len().saturating_sub(1))).copied()
    }
}

pub(super) fn count(model: &Model) -> String {
    let args = Args::new().number("solved", solved(&model.lab)).number("count", model.lab.scenarios.len());
    model.texts.with("lab-count", &args)
}

/// Exercises that are solved; an id that is none any more does not count.
fn solved(state: &State) -> usize {
    state.scenarios.iter().filter(|scenario| state.solved.contains(&scenario.id)).count()
}

pub(super) fn hints(_: &Model) -> Vec<Hint> {
    vec![
        hint(Action::Enter, "start"),
        hint(Action::Down, "another-chapter"),
        hint(Action::Right, "another-exercise"),
        hint(Action::PageDown, "scroll"),
        hint(Action::Back, "back"),
    ]
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let chapters = model.lab.chapters();
    let at = chapters.iter().position(|chapter| *chapter == model.lab.chapter).unwrap_or(0);
    let last = chapters.len().saturating_sub(1);
    let exercises = model.lab.of_chapter(model.lab.chapter).len();
    let to = |place: usize| chapters.get(place).copied().unwrap_or_default();
    let state = &mut model.lab;
    match action {
        Action::Up => state.chapter = to(at.saturating_sub(1)),
        Action::Down => state.chapter = to((at + 1).min(last)),
        Action::Home => state.chapter = to(0),
        Action::End => state.chapter = to(last),
        Action::PageUp | Action::PageDown => {
            let height = model.body_rows();
            let (list, detail) = (list(model), detail(model));
            let room = height.saturating_sub(list_height(&list, &detail, height) + 1);
            model.scroll_by(action, detail.scrollable(room), room);
            return Some(Vec::new());
        }
        Action::Right | Action::Next => {
            state.exercise = if state.exercise + 1 < exercises { state.exercise + 1 } else { 0 };
            model.scroll = 0;
            return Some(Vec::new());
        }
        Action::Left | Action::Previous => {
            state.exercise = state.exercise.checked_sub(1).unwrap_or(exercises.saturating_sub(1));
            model.scroll = 0;
            return Some(Vec::new());
        }
        Action::Enter => {
            let id = state.focused().map(|scenario| scenario.id.clone());
            return Some(id.map(|id| model.open_exercise(&id)).unwrap_or_default());
        }
        Action::Back => {
            if !model.go_back() {
                model.screen = Screen::Welcome;
            }
            return Some(Vec::new());
        }
        _ => return None,
    }
    model.lab.exercise = 0;
    model.scroll = 0;
    Some(Vec::new())
}

pub(super) fn body(model: &Model, height: usize) -> Body {
    let list = list(model);
    let detail = detail(model);
    let above = list_height(&list, &detail, height);
    let mut body = Body::list_and_detail(model, list, detail, height, model.scroll);
    body.bands[0].height = above;
    body.bands[2].height = height.saturating_sub(above + 1);
    body
}

/// Where all of it has room the list needs no more than its rows; else it gives way.
fn list_height(list: &Page, detail: &Page, height: usize) -> usize {
    if list.len() + 1 + detail.len() <= height { list.len() } else { list_rows(list, height) }
}

fn list(model: &Model) -> Page {
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let state = &model.lab;
    let mut page = Page::new();
    page.extend(Row::at(2).block(prose(&texts.get("lab-about"), columns.saturating_sub(4))));
    if let Some(trouble) = &state.trouble {
        let row = Row::at(2).glyph(theme, Glyph::Warning).text(" ");
        page.extend(row.block(prose(&texts.with(&trouble.message(), &trouble.args()), columns.saturating_sub(6))));
    }
    page.gap();
    let chapters = state.chapters();
    let title = |chapter: u8| texts.get(&format!("lab-chapter-{chapter}"));
    let code = |chapter: u8| {
        let mut codes: Vec<_> = state.of_chapter(chapter).iter().map(|scenario| scenario.code.clone()).collect();
        codes.dedup();
        match codes.as_slice() {
            [Some(code)] if chapter != crate::model::LAB_CHAPTERS => code.to_string(),
            _ => texts.get("chapter-no-code"),
        }
    };
    let code_at = 7 + chapters.iter().map(|chapter| width(&title(*chapter))).max().unwrap_or(0) + 2;
    let marks_at = code_at + chapters.iter().map(|chapter| width(&code(*chapter))).max().unwrap_or(0) + 2;
    let most = chapters.iter().map(|chapter| state.of_chapter(*chapter).len()).max().unwrap_or(0);
    let state_at = marks_at + most * 2 + 2;
    for chapter in chapters {
        let exercises = state.of_chapter(chapter);
        let solved = exercises.iter().filter(|scenario| state.solved.contains(&scenario.id)).count();
        let first = page.len();
        let focused = chapter == state.chapter;
        let start = if focused { Row::at(2).text(theme.pointer()).text(" ") } else { Row::at(4) };
        let mut row =
            start.text(chapter.to_string()).to(7).text(title(chapter)).to(code_at).text(code(chapter)).to(marks_at);
        for scenario in &exercises {
            let glyph = if state.solved.contains(&scenario.id) { Glyph::Ok } else { Glyph::NotYet };
            row = row.glyph(theme, glyph).text(" ");
        }
        let args = Args::new().number("solved", solved).number("count", exercises.len());
        let words =
            if solved == exercises.len() { texts.get("chapter-solved") } else { texts.with("chapter-state", &args) };
        if state_at + width(&words) <= columns - 2 {
            row = row.to(state_at).text(words);
        }
        page.push(if focused { row.highlighted(2, columns - 2, theme.focus()) } else { row });
        if focused {
            page.focus_since(first);
        }
    }
    page.push(Row::default());
    page
}

fn detail(model: &Model) -> Page {
    let (texts, theme) = (&model.texts, model.theme);
    let state = &model.lab;
    let mut page = Page::new();
    let Some(scenario) = state.focused() else { return page };
    let exercises = state.of_chapter(state.chapter);
    let place = exercises.iter().position(|other| other.id == scenario.id).unwrap_or(0) + 1;
    let args = Args::new()
        .text("chapter", texts.get(&format!("lab-chapter-{}", scenario.chapter)))
        .number("place", place)
        .number("count", exercises.len());
    let head = Row::at(2).text(format!("{}  ", scenario.chapter)).text(texts.with("exercise-of", &args));
    page.push(head);
    if state.starting.as_ref() == Some(&scenario.id) {
        page.push(Row::at(2).glyph(theme, Glyph::Running).text(" ").text(texts.get("lab-starting")));
    }
    let labels = ["label-title", "label-case", "label-task", "label-last"];
    let column = 2 + labels.iter().map(|label| width(&texts.get(label))).max().unwrap_or(0) + 2;
    let room = model.columns().saturating_sub(column + 2);
    let mut part = |label: &str, words: Option<String>| {
        if let Some(words) = words {
            page.extend(Row::at(2).text(texts.get(label)).to(column).block(prose(&words, room)));
        }
    };
    let id = format!("lab-{}", scenario.id);
    part("label-title", texts.try_get(&id).or_else(|| Some(scenario.id.clone())));
    part("label-case", texts.try_get(&format!("{id}.case")));
    let task = texts.try_get(&format!("{id}.task")).unwrap_or_else(|| texts.get("lab-task"));
    let last = state.wrong.get(&scenario.id).and_then(|wrong| phrases::lab_answer(wrong, &[], model.knowledge, texts));
    // Whoever was asked knows that one is asked.
    let task = if last.is_none() { format!("{task} {}", texts.get("lab-asks")) } else { task };
    part("label-task", Some(task));
    let chosen = |answer| texts.with("lab-last", &Args::new().text("answer", answer));
    part("label-last", last.map(|answer| format!("{}\n{}", chosen(answer), texts.get("lab-read-again"))));
    page
}
