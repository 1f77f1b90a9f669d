//! The training lab: servers on this machine that break on purpose, chapter by chapter.

use crate::{
    l10n::Args,
    model::{LAB_CHAPTERS, Scenario},
    report::lab_answer,
    tui::{
        body::{Body, detail_rows, list_rows},
        keys::{Action, Hint, hint},
        shared::Shared,
        theme::Glyph,
        turn::Turn,
        widgets::{
            labelled::Labelled,
            list::{self, Focus, pointed},
            page::Page,
            row::{Row, prose, width},
        },
    },
};

/// The chapter and the exercise that have the focus.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// The chapter; none before one was chosen, which is the first.
    chapter: Option<u8>,
    exercise: usize,
    /// The exercise that is being started.
    starting: Option<String>,
}

/// Gives an exercise the focus; whether it is one.
pub(super) fn show(state: &mut State, id: &str, shared: &Shared) -> bool {
    let scenario = shared.exercises().iter().find(|scenario| scenario.id == id);
    if let Some(scenario) = scenario {
        let place = of_chapter(shared, scenario.chapter).iter().position(|other| other.id == scenario.id);
        (state.chapter, state.exercise) = (Some(scenario.chapter), place.unwrap_or(0));
    }
    scenario.is_some()
}

/// Notes which exercise is being started, if one is: it has the focus, from wherever it was started.
pub(super) fn set_starting(state: &mut State, exercise: Option<String>, shared: &Shared) {
    if let Some(id) = &exercise {
        show(state, id, shared);
    }
    state.starting = exercise;
}

/// Whether an exercise is being started.
pub(super) fn is_starting(state: &State) -> bool {
    state.starting.is_some()
}

fn chapters(shared: &Shared) -> Vec<u8> {
    let mut chapters: Vec<_> = shared.exercises().iter().map(|scenario| scenario.chapter).collect();
    chapters.sort_unstable();
    chapters.dedup();
    chapters
}

fn of_chapter(shared: &Shared, chapter: u8) -> Vec<&'static Scenario> {
    let mut found: Vec<_> = shared.exercises().iter().filter(|scenario| scenario.chapter == chapter).collect();
    found.sort_by_key(|scenario| scenario.order);
    found
}

impl State {
    fn chapter(&self, shared: &Shared) -> u8 {
        self.chapter.or_else(|| chapters(shared).first().copied()).unwrap_or(1)
    }

    fn focused(&self, shared: &Shared) -> Option<&'static Scenario> {
        let exercises = of_chapter(shared, self.chapter(shared));
        exercises.get(self.exercise.min(exercises.len().saturating_sub(1))).copied()
    }
}

fn is_solved(shared: &Shared, scenario: &Scenario) -> bool {
    shared.practised.solved.contains(&scenario.id)
}

/// Solved, tried and not solved, or not tried yet.
fn mark(shared: &Shared, scenario: &Scenario) -> Glyph {
    match is_solved(shared, scenario) {
        true => Glyph::Ok,
        false if shared.practised.wrong.contains_key(&scenario.id) => Glyph::Fault,
        false => Glyph::NotYet,
    }
}

/// How many exercises are solved; an id that is none any more does not count.
pub(super) fn count(shared: &Shared) -> String {
    let exercises = shared.exercises();
    let solved = exercises.iter().filter(|scenario| is_solved(shared, scenario)).count();
    shared.texts.with("lab-count", &Args::new().number("solved", solved).number("count", exercises.len()))
}

pub(super) fn hints(_: &State, _: &Shared) -> Vec<Hint> {
    vec![
        hint(Action::Enter, "start"),
        hint(Action::Down, "another-chapter"),
        hint(Action::Right, "another-exercise"),
        hint(Action::PageDown, "scroll"),
        hint(Action::Back, "back"),
    ]
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    let chapters = chapters(shared);
    let chapter = state.chapter(shared);
    let at = chapters.iter().position(|other| *other == chapter).unwrap_or(0);
    let last = chapters.len().saturating_sub(1);
    let exercises = of_chapter(shared, chapter).len();
    let to = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::Home => 0,
        Action::End => last,
        Action::PageUp | Action::PageDown => {
            let (list, detail) = (list(state, shared), detail(state, shared));
            let room = detail_rows(shared, list_height(&list, &detail, shared.rows), shared.rows);
            return shared.scroll_page(action, &detail, room);
        }
        Action::Right | Action::Next => {
            state.exercise = if state.exercise + 1 < exercises { state.exercise + 1 } else { 0 };
            shared.scroll = 0;
            return Turn::stay();
        }
        Action::Left | Action::Previous => {
            state.exercise = state.exercise.checked_sub(1).unwrap_or(exercises.saturating_sub(1));
            shared.scroll = 0;
            return Turn::stay();
        }
        Action::Enter => {
            let focused = state.focused(shared);
            return focused.map_or_else(Turn::stay, |scenario| Turn::Exercise(scenario.id.clone()));
        }
        Action::Back => return Turn::Back,
        _ => return Turn::Nothing,
    };
    state.chapter = chapters.get(to).copied();
    state.exercise = 0;
    shared.scroll = 0;
    Turn::stay()
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    let (list, detail) = (list(state, shared), detail(state, shared));
    let above = list_height(&list, &detail, height);
    Body::beside(shared, list, detail, above, height)
}

/// Where all of it has room the list needs no more than its rows; else it gives way.
fn list_height(list: &Page, detail: &Page, height: usize) -> usize {
    if list.len() + 1 + detail.len() <= height { list.len() } else { list_rows(list, height) }
}

fn list(state: &State, shared: &Shared) -> Page {
    let (texts, theme) = (&shared.texts, shared.theme);
    let columns = shared.columns();
    let mut page = Page::new();
    page.extend(Row::at(2).block(prose(&texts.get("lab-about"), columns.saturating_sub(4))));
    if let Some(trouble) = &shared.practised.trouble {
        let row = Row::at(2).glyph(theme, Glyph::Warning).text(" ");
        page.extend(row.block(prose(&texts.told("error", trouble), columns.saturating_sub(6))));
    }
    page.gap();
    let chapters = chapters(shared);
    let title = |chapter: u8| texts.get(&format!("lab-chapter-{chapter}"));
    let code = |chapter: u8| {
        let mut codes: Vec<_> = of_chapter(shared, chapter).iter().map(|scenario| scenario.code.clone()).collect();
        codes.dedup();
        match codes.as_slice() {
            [Some(code)] if chapter != LAB_CHAPTERS => code.to_string(),
            _ => texts.get("chapter-no-code"),
        }
    };
    let code_at = 7 + chapters.iter().map(|chapter| width(&title(*chapter))).max().unwrap_or(0) + 2;
    let marks_at = code_at + chapters.iter().map(|chapter| width(&code(*chapter))).max().unwrap_or(0) + 2;
    let most = chapters.iter().map(|chapter| of_chapter(shared, *chapter).len()).max().unwrap_or(0);
    let state_at = marks_at + most * 2 + 2;
    for chapter in chapters {
        let exercises = of_chapter(shared, chapter);
        let solved = exercises.iter().filter(|scenario| is_solved(shared, scenario)).count();
        let focus = Focus::of(chapter == state.chapter(shared), true);
        let row = pointed(2, focus, theme).text(chapter.to_string()).to(7).text(title(chapter));
        let mut row = row.to(code_at).text(code(chapter)).to(marks_at);
        for scenario in &exercises {
            row = row.glyph(theme, mark(shared, scenario)).text(" ");
        }
        let args = Args::new().number("solved", solved).number("count", exercises.len());
        let words =
            if solved == exercises.len() { texts.get("chapter-solved") } else { texts.with("chapter-state", &args) };
        if state_at + width(&words) <= columns - 2 {
            row = row.to(state_at).text(words);
        }
        list::add(&mut page, vec![row], 2, columns, focus, theme);
    }
    page.push(Row::default());
    page
}

fn detail(state: &State, shared: &Shared) -> Page {
    let (texts, theme) = (&shared.texts, shared.theme);
    let mut page = Page::new();
    let Some(scenario) = state.focused(shared) else { return page };
    let exercises = of_chapter(shared, scenario.chapter);
    let place = exercises.iter().position(|other| other.id == scenario.id).unwrap_or(0) + 1;
    let args = Args::new()
        .text("chapter", texts.get(&format!("lab-chapter-{}", scenario.chapter)))
        .number("place", place)
        .number("count", exercises.len());
    page.push(Row::at(2).text(format!("{}  ", scenario.chapter)).text(texts.with("exercise-of", &args)));
    if state.starting.as_ref() == Some(&scenario.id) {
        page.push(Row::at(2).glyph(theme, Glyph::Running).text(" ").text(texts.get("lab-starting")));
    }
    let labels = ["label-title", "label-case", "label-task", "label-last"];
    let parts = Labelled::new(texts, &labels, 2, shared.detail_columns());
    let id = format!("lab-{}", scenario.id);
    page.extend(parts.words("label-title", Some(&texts.try_get(&id).unwrap_or_else(|| scenario.id.clone()))));
    page.extend(parts.words("label-case", texts.try_get(&format!("{id}.case")).as_deref()));
    let task = texts.try_get(&format!("{id}.task")).unwrap_or_else(|| texts.get("lab-task"));
    let wrong = shared.practised.wrong.get(&scenario.id);
    let last = wrong.and_then(|wrong| lab_answer(wrong, &[], shared.knowledge, texts));
    // Whoever was asked knows that one is asked.
    let task = if last.is_none() { format!("{task} {}", texts.get("lab-asks")) } else { task };
    page.extend(parts.words("label-task", Some(&task)));
    let chosen = |answer| texts.with("lab-last", &Args::new().text("answer", answer));
    let last = last.map(|answer| format!("{}\n{}", chosen(answer), texts.get("lab-read-again")));
    page.extend(parts.words("label-last", last.as_deref()));
    page
}
