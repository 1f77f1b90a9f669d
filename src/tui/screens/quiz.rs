//! The questions of an exercise, between its probe and its finding: the cause, the first step, then what was really
//! broken. Nothing is forced: they can be skipped, and the probe can be looked at again meanwhile. What the probe saw
//! names the fault, so it is shown when it is asked for.

use crossterm::event::KeyEvent;

use crate::{
    l10n::Args,
    report::{lab_choice, solution},
    tui::{
        body::{Body, detail_rows},
        keys::{Action, Hint, hint},
        message::Effect,
        shared::Shared,
        theme::Glyph,
        turn::{Screen, Turn},
        widgets::{
            labelled::Labelled,
            list::{self, Focus, pointed},
            page::Page,
            row::{Row, prose},
        },
        wording::witness,
    },
    wizard::{Exercise, Question, Quiz, Walk},
};

/// The choice that has the focus, and whether it was asked what was seen.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    choice: usize,
    shows_seen: bool,
}

/// The exercise and its questions, while they are asked.
fn asked(shared: &Shared) -> Option<(&Walk, &Exercise, &Quiz)> {
    let walk = shared.walk.as_ref()?;
    let exercise = walk.exercise.as_ref()?;
    Some((walk, exercise, exercise.quiz.as_ref()?))
}

/// The question that waits for its answer.
fn question(shared: &Shared) -> Option<&Question> {
    asked(shared).and_then(|(.., quiz)| quiz.question())
}

/// A number goes to its choice.
pub(super) fn type_key(state: &mut State, shared: &Shared, key: KeyEvent) -> Turn {
    let count = question(shared).map_or(0, |question| question.choices.len());
    let Some(place) = list::numbered(key, count) else { return Turn::Nothing };
    state.choice = place;
    Turn::stay()
}

/// The number of the question, or what the exercise is called.
pub(super) fn count(shared: &Shared) -> String {
    let Some((_, exercise, quiz)) = asked(shared) else { return String::new() };
    let (place, count) = quiz.place();
    match quiz.question() {
        Some(_) => shared.texts.with("quiz-place", &Args::new().number("place", place).number("count", count)),
        None => shared.texts.get(&format!("lab-{}", exercise.scenario.id)),
    }
}

pub(super) fn hints(state: &State, shared: &Shared) -> Vec<Hint> {
    match question(shared) {
        Some(_) => vec![
            hint(Action::Enter, "answer"),
            hint(Action::Seen, if state.shows_seen { "hide-seen" } else { "show-seen" }),
            hint(Action::Down, "move"),
            hint(Action::Right, "skip"),
            hint(Action::PageDown, "scroll"),
            hint(Action::Back, "back"),
        ],
        None => vec![hint(Action::Enter, "finding"), hint(Action::Down, "scroll"), hint(Action::Back, "back")],
    }
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    let last = question(shared).map(|question| question.choices.len().saturating_sub(1));
    match (action, last) {
        (Action::Enter, Some(_)) => return answer(state, shared),
        (Action::Enter, None) | (Action::Right, Some(_)) => {
            // What is skipped is not solved, and nothing is remembered of it.
            if let Some(exercise) = shared.walk.as_mut().and_then(|walk| walk.exercise.as_mut()) {
                exercise.over = true;
            }
            // The way back from the finding leads to the probe.
            return Turn::Instead(Screen::Finding);
        }
        (Action::Back, _) => return Turn::Back,
        (Action::Seen, Some(_)) => {
            shared.scroll = 0;
            state.shows_seen = !state.shows_seen;
        }
        (Action::Up, Some(_)) => state.choice = state.choice.saturating_sub(1),
        (Action::Down, Some(last)) => state.choice = (state.choice + 1).min(last),
        (Action::Home, Some(_)) => state.choice = 0,
        (Action::End, Some(last)) => state.choice = last,
        (Action::PageUp | Action::PageDown, Some(_)) => return scroll_case(state, shared, action),
        (_, None) if action.moves() => {
            let page = answer_page(shared);
            return shared.scroll_page(action, &page, shared.rows);
        }
        _ => return Turn::Nothing,
    }
    Turn::stay()
}

/// Takes the choice that has the focus; the last answer decides whether the exercise is solved.
fn answer(state: &mut State, shared: &mut Shared) -> Turn {
    shared.scroll = 0;
    let exercise = shared.walk.as_mut().and_then(|walk| walk.exercise.as_mut());
    let Some(Exercise { scenario, quiz: Some(quiz), .. }) = exercise else { return Turn::Nothing };
    quiz.answer(std::mem::take(&mut state.choice));
    if quiz.question().is_some() {
        return Turn::stay();
    }
    let (id, wrong) = (scenario.id.clone(), quiz.wrong().cloned());
    shared.practised.note(&id, wrong.clone());
    Turn::Stay(vec![Effect::Remember(id, wrong)])
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    let Some((walk, exercise, quiz)) = asked(shared) else { return Body::of(Page::new(), height, 0) };
    let Some(question) = quiz.question() else { return Body::of(answer_page(shared), height, shared.scroll) };
    let list = choices(shared, question, state.choice);
    let detail = case(state, shared, walk, exercise);
    let above = above(&list, &detail, height);
    Body::beside(shared, list, detail, above, height)
}

/// The rows of the choices. The case is what decides, so it stays in sight while they scroll.
fn above(list: &Page, detail: &Page, height: usize) -> usize {
    list.len().min(height.saturating_sub(detail.len() + 1).max(height / 2))
}

/// Scrolls the case, where it is longer than its half.
fn scroll_case(state: &State, shared: &mut Shared, action: Action) -> Turn {
    let Some((walk, exercise, quiz)) = asked(shared) else { return Turn::Nothing };
    let Some(question) = quiz.question() else { return Turn::Nothing };
    let (list, detail) = (choices(shared, question, state.choice), case(state, shared, walk, exercise));
    let room = detail_rows(shared, above(&list, &detail, shared.rows), shared.rows);
    shared.scroll_page(action, &detail, room)
}

/// The question and its numbered choices.
fn choices(shared: &Shared, question: &Question, place: usize) -> Page {
    let texts = &shared.texts;
    let columns = shared.columns();
    let mut page = Page::new();
    let asks = prose(&texts.get(&format!("quiz-{}", question.topic.id())), columns.saturating_sub(4));
    page.extend(Row::at(2).block(asks));
    page.gap();
    let digits = question.choices.len().to_string().len();
    for (index, choice) in question.choices.iter().enumerate() {
        let focus = Focus::of(index == place, true);
        let row = pointed(2, focus, shared.theme).text(format!("{:digits$} ", index + 1));
        let room = columns.saturating_sub(row.width() + 2);
        let rows = row.block(prose(&lab_choice(choice, shared.knowledge, &shared.texts), room));
        list::add(&mut page, rows, 2, columns, focus, shared.theme);
    }
    page.push(Row::default());
    page
}

/// Labelled parts, one below the other.
fn parts(shared: &Shared, parts: &[(&str, Option<String>)], columns: usize) -> Vec<Row> {
    let labels: Vec<_> = parts.iter().map(|(label, _)| *label).collect();
    let labelled = Labelled::new(&shared.texts, &labels, 2, columns);
    parts.iter().flat_map(|(label, words)| labelled.words(label, words.as_deref())).collect()
}

/// What the probe saw, if that was asked for, and the case again.
fn case(state: &State, shared: &Shared, walk: &Walk, exercise: &Exercise) -> Page {
    let seen = witness(shared, walk).filter(|_| state.shows_seen);
    let case = shared.texts.try_get(&format!("lab-{}.case", exercise.scenario.id));
    let mut page = Page::new();
    page.extend(parts(shared, &[("label-seen", seen), ("label-case", case)], shared.detail_columns()));
    page
}

/// Right or not, and what was really broken.
fn answer_page(shared: &Shared) -> Page {
    let mut page = Page::new();
    let Some((walk, exercise, quiz)) = asked(shared) else { return page };
    let texts = &shared.texts;
    let columns = shared.columns();
    let (glyph, id) = if quiz.is_solved() { (Glyph::Ok, "quiz-solved") } else { (Glyph::Fault, "quiz-not-solved") };
    let head = prose(&texts.get(id), columns.saturating_sub(6));
    page.extend(Row::at(2).glyph(shared.theme, glyph).text(" ").block(head));
    page.gap();
    let (mistakes, wide) = (quiz.mistakes(), shared.size.0 >= 80);
    let seen = walk.diagnosis().map(|diagnosis| (walk.settled_run(), diagnosis));
    let said = seen.map(|seen| solution(&exercise.scenario, &mistakes, seen, wide, (shared.knowledge, texts)));
    page.extend(parts(shared, &said.unwrap_or_default(), columns));
    page
}
