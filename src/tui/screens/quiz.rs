//! The questions of an exercise, between its probe and its finding: the cause, the first step, then what was really
//! broken. Nothing is forced: they can be skipped, and the probe can be looked at again meanwhile.

use crossterm::event::{KeyCode, KeyEvent};

use super::{Body, Screen, finding, probing, scroll_page};
use crate::{
    l10n::Args,
    model::{Item, LabAnswer},
    report::phrases,
    tui::{
        app::{Effect, Model},
        keys::{Action, Hint, hint},
        theme::Glyph,
        walk::{Lesson, Walk},
        widgets::{
            page::Page,
            row::{Row, prose, width},
        },
    },
    wizard::{Question, Quiz},
};

/// The exercise and its questions, while they are asked.
fn asked(model: &Model) -> Option<(&Walk, &Lesson, &Quiz)> {
    let walk = model.walk.as_ref()?;
    let lesson = walk.lesson.as_ref()?;
    Some((walk, lesson, lesson.quiz.as_ref()?))
}

/// Where an exercise has questions still, they come before the finding; `None` where it has none.
pub(super) fn before_finding(model: &mut Model) -> Option<Vec<Effect>> {
    let knowledge = model.knowledge;
    let walk = model.walk.as_mut()?;
    let finished = walk.run.finished;
    let lesson = walk.lesson.as_mut().filter(|lesson| !lesson.over && !walk.stopped)?;
    if !finished {
        return Some(model.say(None, "quiz-later", Args::new()));
    }
    if lesson.quiz.is_none() {
        let (_, diagnosis) = walk.settled.as_ref()?;
        lesson.quiz = Quiz::of(&lesson.scenario, diagnosis, knowledge);
        lesson.over = lesson.quiz.is_none();
    }
    if lesson.over {
        return None;
    }
    model.go(Screen::Quiz);
    Some(Vec::new())
}

/// A number goes to its choice; whether the key was one.
pub(crate) fn takes(model: &mut Model, key: KeyEvent) -> bool {
    let KeyCode::Char(digit) = key.code else { return false };
    let count = asked(model).and_then(|(.., quiz)| quiz.question()).map_or(0, |question| question.choices.len());
    match digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) {
        Some(number) if model.screen == Screen::Quiz && (1..=count).contains(&number) => {
            focus(model, |_| number - 1);
            true
        }
        _ => false,
    }
}

fn focus(model: &mut Model, to: impl FnOnce(usize) -> usize) {
    if let Some(lesson) = model.walk.as_mut().and_then(|walk| walk.lesson.as_mut()) {
        lesson.choice = to(lesson.choice);
    }
}

/// The number of the question, or what the exercise is called.
pub(super) fn count(model: &Model) -> String {
    let Some((_, lesson, quiz)) = asked(model) else { return String::new() };
    let (place, count) = quiz.place();
    match quiz.question() {
        Some(_) => model.texts.with("quiz-place", &Args::new().number("place", place).number("count", count)),
        None => model.texts.get(&format!("lab-{}", lesson.scenario.id)),
    }
}

pub(super) fn hints(model: &Model) -> Vec<Hint> {
    match asked(model).and_then(|(.., quiz)| quiz.question()) {
        Some(_) => vec![
            hint(Action::Enter, "answer"),
            hint(Action::Down, "move"),
            hint(Action::Right, "skip"),
            hint(Action::Back, "back"),
        ],
        None => vec![hint(Action::Enter, "finding"), hint(Action::Down, "scroll"), hint(Action::Back, "back")],
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let question = asked(model).and_then(|(.., quiz)| quiz.question());
    let last = question.map(|question| question.choices.len().saturating_sub(1));
    match (action, last) {
        (Action::Enter, Some(_)) => return Some(answer(model)),
        // What is skipped is not solved, and nothing is remembered of it.
        (Action::Enter, None) | (Action::Right, Some(_)) => leave(model),
        (Action::Back, _) => {
            model.go_back();
        }
        (Action::Up, Some(_)) => focus(model, |at| at.saturating_sub(1)),
        (Action::Down, Some(last)) => focus(model, |at| (at + 1).min(last)),
        (Action::Home | Action::PageUp, Some(_)) => focus(model, |_| 0),
        (Action::End | Action::PageDown, Some(last)) => focus(model, |_| last),
        (_, None) if action.moves() => {
            let page = answer_page(model);
            return Some(scroll_page(model, action, &page));
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Goes on to the finding; the way back from there leads to the probe.
fn leave(model: &mut Model) {
    if let Some(lesson) = model.walk.as_mut().and_then(|walk| walk.lesson.as_mut()) {
        lesson.over = true;
    }
    model.go_back();
    model.go(Screen::Finding);
}

/// Takes the choice that has the focus; the last answer decides whether the exercise is solved.
fn answer(model: &mut Model) -> Vec<Effect> {
    model.scroll = 0;
    let Some(lesson) = model.walk.as_mut().and_then(|walk| walk.lesson.as_mut()) else { return Vec::new() };
    let Some(quiz) = &mut lesson.quiz else { return Vec::new() };
    quiz.answer(lesson.choice);
    lesson.choice = 0;
    if quiz.question().is_some() {
        return Vec::new();
    }
    let (id, wrong) = (lesson.scenario.id.clone(), quiz.wrong().cloned());
    model.lab.note(&id, wrong.clone());
    vec![Effect::Remember(id, wrong)]
}

pub(super) fn body(model: &Model, height: usize) -> Body {
    let Some((walk, lesson, quiz)) = asked(model) else { return Body::of(Page::new(), height, 0) };
    let Some(question) = quiz.question() else { return Body::of(answer_page(model), height, model.scroll) };
    let list = choices(model, walk, question, lesson.choice);
    let detail = case(model, walk, lesson);
    // The case is what decides, so it stays in sight while the choices scroll.
    let above = list.len().min(height.saturating_sub(detail.len() + 1).max(height / 2));
    let mut body = Body::list_and_detail(model, list, detail, height, 0);
    body.bands[0].height = above;
    body.bands[2].height = height.saturating_sub(above + 1);
    body
}

fn items(walk: &Walk) -> &[Item] {
    walk.diagnosis().map_or(&[], |diagnosis| &diagnosis.checklist.items)
}

fn words(model: &Model, walk: &Walk, answer: &LabAnswer) -> String {
    phrases::lab_answer(answer, items(walk), model.knowledge, &model.texts).unwrap_or_default()
}

/// The question and its numbered choices.
fn choices(model: &Model, walk: &Walk, question: &Question, focus: usize) -> Page {
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let mut page = Page::new();
    let asks = prose(&texts.get(&format!("quiz-{}", question.topic.id())), columns.saturating_sub(4));
    page.extend(Row::at(2).block(asks));
    page.gap();
    let digits = question.choices.len().to_string().len();
    for (place, choice) in question.choices.iter().enumerate() {
        let first = page.len();
        let focused = place == focus;
        let start = if focused { Row::at(2).text(theme.pointer()).text(" ") } else { Row::at(4) };
        let row = start.text(format!("{:digits$} ", place + 1));
        let room = columns.saturating_sub(row.width() + 2);
        let rows = row.block(prose(&words(model, walk, choice), room));
        page.extend(rows.into_iter().map(
            |row| {
                if focused { row.highlighted(2, columns - 2, theme.focus()) } else { row }
            },
        ));
        if focused {
            page.focus_since(first);
        }
    }
    page.push(Row::default());
    page
}

/// Labelled parts, one below the other.
fn parts(model: &Model, parts: Vec<(&str, Option<String>)>) -> Vec<Row> {
    let texts = &model.texts;
    let column = 2 + parts.iter().map(|(label, _)| width(&texts.get(label))).max().unwrap_or(0) + 2;
    let room = model.columns().saturating_sub(column + 2);
    let told = parts.into_iter().filter_map(|(label, words)| Some((label, words?)));
    told.flat_map(|(label, words)| Row::at(2).text(texts.get(label)).to(column).block(prose(&words, room))).collect()
}

/// The case again, and what the probe saw.
fn case(model: &Model, walk: &Walk, lesson: &Lesson) -> Page {
    let case = model.texts.try_get(&format!("lab-{}.case", lesson.scenario.id));
    let mut page = Page::new();
    page.extend(parts(model, vec![("label-case", case), ("label-seen", probing::witness(model, walk))]));
    page
}

/// Right or not, and what was really broken.
fn answer_page(model: &Model) -> Page {
    let mut page = Page::new();
    let Some((walk, lesson, quiz)) = asked(model) else { return page };
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let (glyph, id) = if quiz.is_solved() { (Glyph::Ok, "quiz-solved") } else { (Glyph::Fault, "quiz-not-solved") };
    let head = prose(&texts.get(id), columns.saturating_sub(6));
    page.extend(Row::at(2).glyph(theme, glyph).text(" ").block(head));
    page.gap();
    let scenario = &lesson.scenario;
    let told = |answer: Option<LabAnswer>| answer.map(|answer| words(model, walk, &answer));
    let code = walk.diagnosis().and_then(|diagnosis| diagnosis.finding.code.as_ref()).map(|code| {
        let (reply, title) = finding::code_title(texts, code);
        if reply.is_empty() { title } else { format!("{reply} {title}") }
    });
    let broken = [code, probing::witness(model, walk)].into_iter().flatten().collect::<Vec<_>>().join("\n");
    let step = scenario.step.as_ref().and_then(|step| items(walk).iter().find(|item| item.id == *step));
    let why = step.and_then(|item| texts.step(item).why);
    page.extend(parts(
        model,
        vec![
            ("label-chosen", told(quiz.wrong().cloned())),
            ("label-broken", Some(broken)),
            ("label-cause", told(scenario.answer.clone().map(LabAnswer::Cause))),
            ("label-first-step", told(scenario.step.clone().map(LabAnswer::Step))),
            ("label-why", why),
        ],
    ));
    page
}
