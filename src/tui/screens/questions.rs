//! What tells the likely causes apart and no probe can see: a question at a time, why it is asked, how to find out. None
//! is forced, every answer can be changed, and finding and steps follow at once.

use crossterm::event::KeyEvent;

use crate::{
    knowledge::Question,
    l10n::Args,
    report::phrases,
    tui::{
        body::Body,
        keys::{Action, Hint, hint, stopping},
        shared::Shared,
        theme::Glyph,
        turn::Turn,
        widgets::{
            labelled::Labelled,
            list::{self, Focus, pointed},
            page::Page,
            row::{Row, prose, wrap},
        },
    },
    wizard::Walk,
};

/// The question that is looked at, and the answer that has the focus.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// Its id; none: the first that is open.
    question: Option<String>,
    choice: usize,
}

/// The questions, and the place of the one that is looked at.
fn asked(state: &State, shared: &Shared) -> Option<(Vec<&'static Question>, usize)> {
    let walk = shared.walk.as_ref()?;
    let all = walk.questions(shared.knowledge);
    let named = || all.iter().position(|question| Some(&question.id) == state.question.as_ref());
    let open = || all.iter().position(|question| walk.answers().to(&question.id).is_none());
    let place = named().or_else(open).unwrap_or(0);
    (!all.is_empty()).then_some((all, place))
}

/// The question that is looked at, and its answers by their ids.
fn question(state: &State, shared: &Shared) -> Option<(&'static Question, Vec<&'static str>)> {
    let (all, place) = asked(state, shared)?;
    Some((all[place], Walk::choices(all[place])))
}

/// A number goes to its answer.
pub(super) fn type_key(state: &mut State, shared: &Shared, key: KeyEvent) -> Turn {
    let count = question(state, shared).map_or(0, |(_, choices)| choices.len());
    let Some(place) = list::numbered(key, count) else { return Turn::Nothing };
    state.choice = place;
    Turn::stay()
}

/// Which question of how many.
pub(super) fn count(state: &State, shared: &Shared) -> String {
    let Some((all, place)) = asked(state, shared) else { return String::new() };
    let args = Args::new().number("place", place + 1).number("count", all.len());
    shared.texts.with("questions-place", &args)
}

pub(super) fn hints(state: &State, shared: &Shared) -> Vec<Hint> {
    let mut hints = Vec::new();
    if let Some((question, _)) = question(state, shared) {
        hints.push(hint(Action::Enter, "answer"));
        hints.push(hint(Action::Down, "move"));
        hints.push(hint(Action::Right, "next-question"));
        if !question.commands.is_empty() {
            hints.push(hint(Action::Copy, "copy"));
        }
    }
    hints.push(hint(Action::Back, "back"));
    stopping(hints, shared.may_stop())
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    let Some((question, choices)) = question(state, shared) else {
        return if action == Action::Back { Turn::Back } else { Turn::Nothing };
    };
    let last = choices.len() - 1;
    match action {
        Action::Enter => return answer(state, shared, question, choices[state.choice.min(last)]),
        Action::Right => return go(state, shared, 1),
        Action::Left => return go(state, shared, -1),
        Action::Back => return Turn::Back,
        Action::Copy if !question.commands.is_empty() => {
            let commands = shared.walk.as_ref().map(|walk| walk.question_commands(question)).unwrap_or_default();
            return shared.copy("copied", &commands);
        }
        Action::Up => state.choice = state.choice.saturating_sub(1),
        Action::Down => state.choice = (state.choice + 1).min(last),
        Action::Home | Action::PageUp => state.choice = 0,
        Action::End | Action::PageDown => state.choice = last,
        _ => return Turn::Nothing,
    }
    Turn::stay()
}

/// Goes to the question before or behind, in a circle.
fn go(state: &mut State, shared: &Shared, by: isize) -> Turn {
    let Some((all, place)) = asked(state, shared) else { return Turn::Nothing };
    let next = (place + all.len()).saturating_add_signed(by) % all.len();
    look_at(state, shared, all[next]);
    Turn::stay()
}

/// Looks at a question, with the focus on what was answered.
fn look_at(state: &mut State, shared: &Shared, question: &Question) {
    let answer = shared.walk.as_ref().and_then(|walk| walk.answers().to(&question.id));
    let place = Walk::choices(question).iter().position(|choice| Some(*choice) == answer);
    *state = State { question: Some(question.id.clone()), choice: place.unwrap_or(0) };
}

/// Takes the answer; behind the last open question the finding follows.
fn answer(state: &mut State, shared: &mut Shared, question: &Question, choice: &str) -> Turn {
    let knowledge = shared.knowledge;
    let Some(walk) = &mut shared.walk else { return Turn::Nothing };
    walk.answer(&question.id, Some(choice), knowledge);
    let next = walk.open_questions(knowledge).first().copied();
    let count = walk.items().len();
    match next {
        Some(next) => {
            look_at(state, shared, next);
            Turn::stay()
        }
        None => {
            *state = State::default();
            shared.scroll = 0;
            shared.say(Some(Glyph::Ok), "questions-follow", Args::new().number("count", count));
            Turn::Back
        }
    }
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    let Some((walk, (question, choices))) = shared.walk.as_ref().zip(question(state, shared)) else {
        let mut page = Page::new();
        page.extend(Row::at(2).block(prose(&shared.texts.get("questions-none"), shared.columns().saturating_sub(4))));
        return Body::of(page, height, 0);
    };
    let list = list(state, shared, walk, question, &choices);
    let detail = detail(shared, walk, question);
    let above = list.len().min(height.saturating_sub(detail.len() + 1).max(height / 2));
    Body::beside(shared, list, detail, above, height)
}

/// The question and its numbered answers; the given one has a mark.
fn list(state: &State, shared: &Shared, walk: &Walk, question: &Question, choices: &[&str]) -> Page {
    let (texts, columns) = (&shared.texts, shared.columns());
    let mut page = Page::new();
    let asks = prose(&texts.get(&format!("question-{}", question.id)), columns.saturating_sub(4));
    page.extend(Row::at(2).block(asks));
    page.gap();
    let given = walk.answers().to(&question.id);
    for (index, choice) in choices.iter().enumerate() {
        let focus = Focus::of(index == state.choice.min(choices.len() - 1), true);
        let row = pointed(2, focus, shared.theme).text(format!("{} ", index + 1));
        let row = if given == Some(choice) { row.glyph(shared.theme, Glyph::Ok).text(" ") } else { row };
        let room = columns.saturating_sub(row.width() + 2);
        let rows = row.block(prose(&phrases::answer(question, choice, texts), room));
        list::add(&mut page, rows, 2, columns, focus, shared.theme);
    }
    page.push(Row::default());
    page
}

/// Why it is asked, and how to find out.
fn detail(shared: &Shared, walk: &Walk, question: &Question) -> Page {
    let texts = &shared.texts;
    let labelled = Labelled::new(texts, &["label-why", "label-how"], 2, shared.detail_columns());
    let words = |part: &str| texts.try_get(&format!("question-{}.{part}", question.id));
    let mut page = Page::new();
    page.extend(labelled.words("label-why", words("why").as_deref()));
    page.extend(labelled.words("label-how", words("how").as_deref()));
    for command in walk.question_commands(question) {
        let rows =
            wrap(&command, shared.detail_columns().saturating_sub(6)).into_iter().map(|row| Row::default().text(row));
        page.extend(Row::at(4).block(rows.collect()));
    }
    page
}
