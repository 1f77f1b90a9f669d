//! The questions about a connector. Only the focused field explains itself, below the rule; the row under each
//! field is kept free for its error, so nothing moves.

use crossterm::event::{KeyCode, KeyEvent};

use super::{Band, Body, Screen, rule_row};
use crate::{
    intake::targets,
    l10n::Args,
    model::{Connector, Domain, Symptom},
    tui::{
        app::{Effect, Model},
        keys::{Action, Hint, hint},
        theme::Glyph,
        widgets::{
            input::Input,
            page::Page,
            row::{Row, prose, width, wrap},
        },
    },
    wizard::{AnswerError, ConnectorForm, Field},
};

/// Answers, which field has the focus, and the line being typed in it.
#[derive(Clone, Debug)]
pub(crate) struct State {
    form: ConnectorForm,
    focus: Field,
    input: Option<Input>,
    /// What the field held when it got the focus.
    before: String,
}

impl Default for State {
    fn default() -> Self {
        Self::with(ConnectorForm::default())
    }
}

impl State {
    fn with(form: ConnectorForm) -> Self {
        let mut state = Self { form, focus: Field::Target, input: None, before: String::new() };
        state.focus_on(Field::Target);
        state
    }

    /// The answers that describe a connector.
    pub(crate) fn of(connector: &Connector) -> Self {
        Self::with(ConnectorForm::of(connector))
    }

    /// The answers a report gives.
    pub(crate) fn of_symptom(symptom: &Symptom) -> Self {
        let mut state = Self::with(ConnectorForm::of_symptom(symptom));
        state.focus_on(Field::Party);
        state
    }

    /// Answers of which one is to be looked at first.
    pub(crate) fn at(form: ConnectorForm, field: Field) -> Self {
        let mut state = Self::with(form);
        state.focus_on(field);
        state
    }

    /// The answers.
    pub(crate) fn form(&self) -> &ConnectorForm {
        &self.form
    }

    fn focus_on(&mut self, field: Field) {
        self.focus = field;
        self.before = self.form.text(field).to_owned();
        self.input = ConnectorForm::choices(field).is_empty().then(|| Input::new(&self.before));
    }

    fn typed(&mut self) {
        if let Some(input) = &self.input
            && input.text() != self.form.text(self.focus)
        {
            self.form.set_text(self.focus, input.text());
        }
    }

    /// The connector as it stands, or the first wrong field, focused.
    pub(crate) fn submit(&mut self) -> Option<Connector> {
        match self.form.connector() {
            Ok(connector) => Some(connector),
            Err(field) => {
                self.focus_on(field);
                None
            }
        }
    }
}

pub(super) fn hints(model: &Model) -> Vec<Hint> {
    let state = &model.connector;
    let mut hints = vec![hint(Action::Enter, "probe"), hint(Action::Next, "next-field")];
    if ConnectorForm::choices(state.focus).is_empty() {
        let changed = state.form.text(state.focus) != state.before;
        hints.push(hint(Action::Back, if changed { "undo" } else { "undo-back" }));
    } else {
        hints.push(hint(Action::Tick, "choose"));
        hints.push(hint(Action::Back, "back"));
    }
    hints
}

pub(super) fn is_typing(model: &Model) -> bool {
    model.connector.input.is_some()
}

pub(super) fn type_key(model: &mut Model, key: KeyEvent) {
    let state = &mut model.connector;
    if let Some(input) = &mut state.input {
        input.key(key);
        state.typed();
    }
}

pub(super) fn paste(model: &mut Model, text: &str) -> bool {
    let state = &mut model.connector;
    match &mut state.input {
        Some(input) => {
            input.paste(text);
            state.typed();
            true
        }
        None => false,
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let state = &mut model.connector;
    let field = state.focus;
    match action {
        Action::Next | Action::Down | Action::Previous | Action::Up => {
            state.form.leave(field);
            let next = state.form.neighbour(field, matches!(action, Action::Next | Action::Down));
            state.focus_on(next);
            model.scroll = 0;
        }
        Action::Left | Action::Right if state.input.is_none() => choose(state, matches!(action, Action::Right)),
        Action::Tick if state.input.is_none() => choose(state, true),
        Action::Right if state.input.as_ref().is_some_and(Input::at_end) && state.form.take_suggestion(field) => {
            state.input = Some(Input::new(state.form.text(field)));
        }
        Action::Left | Action::Right => {
            let code = if action == Action::Left { KeyCode::Left } else { KeyCode::Right };
            if let Some(input) = &mut state.input {
                input.key(KeyEvent::from(code));
            }
        }
        Action::Back if state.input.is_some() && state.form.text(field) != state.before => {
            let before = state.before.clone();
            state.form.set_text(field, before);
            state.focus_on(field);
        }
        Action::Back => {
            model.go_back();
        }
        Action::PageUp => model.scroll = model.scroll.saturating_sub(1),
        Action::PageDown => {
            let rows = help(model, field).len();
            model.scroll = (model.scroll + 1).min(rows.saturating_sub(1));
        }
        Action::Enter => {
            if let Some(connector) = state.submit() {
                let limits = model.settings.limits;
                return Some(model.start_walk(connector, limits));
            }
            return Some(model.say(Some(Glyph::Fault), "form-errors", Args::new()));
        }
        _ => return None,
    }
    Some(Vec::new())
}

fn choose(state: &mut State, forward: bool) {
    let count = ConnectorForm::choices(state.focus).len();
    let chosen = state.form.chosen(state.focus).unwrap_or(0);
    let next = if forward { (chosen + 1) % count } else { (chosen + count - 1) % count };
    state.form.choose(state.focus, next);
}

/// The words for what is wrong with an answer.
fn error_text(model: &Model, error: &AnswerError) -> String {
    let args = error.values.iter().fold(Args::new(), |args, (name, value)| args.text(&name.replace('_', "-"), value));
    let id = format!("answer-{}", error.id);
    model.texts.try_with(&id, &args).unwrap_or_else(|| model.texts.get("answer-target"))
}

/// The most columns of a label beside its value; a longer one takes a row of its own.
const LABEL: usize = 16;

pub(super) fn body(model: &Model, height: usize) -> Body {
    let texts = &model.texts;
    let state = &model.connector;
    let form = &state.form;
    let label = |field: Field| texts.get(&format!("field-{}", form.id(field)));
    let longest =
        Field::ALL.map(|field| width(&label(field))).into_iter().filter(|w| *w <= LABEL).max().unwrap_or(LABEL);
    let column = 4 + longest + 2;

    let mut page = Page::fixed();
    for field in Field::ALL {
        field_rows(model, &mut page, field, &label(field), column);
    }
    let help = help(model, state.focus);
    let below = help.len().min(if height < 18 { height / 2 } else { height / 3 }).max(1);
    let mut rule = Page::new();
    rule.push(rule_row(model));
    let above = page.len().min(height.saturating_sub(below + 1));
    Body {
        bands: vec![
            Band { page, height: above, scroll: 0 },
            Band { page: rule, height: 1, scroll: 0 },
            Band { page: help, height: height.saturating_sub(above + 1), scroll: model.scroll },
        ],
        right: None,
    }
}

fn field_rows(model: &Model, page: &mut Page, field: Field, label: &str, column: usize) {
    let (texts, theme) = (&model.texts, model.theme);
    let state = &model.connector;
    let form = &state.form;
    let columns = model.columns();
    let room = columns.saturating_sub(column + 2);
    let focused = state.focus == field;
    let first = page.len();
    let start = if focused { Row::at(2).text(theme.pointer()).text(" ") } else { Row::at(4) };
    let mut head = if focused { start.styled(label, theme.focus()) } else { start.text(label) };
    if head.width() + 2 > column {
        page.push(head);
        head = Row::at(column);
    }
    let mut cursor = None;
    let choices = ConnectorForm::choices(field);
    if choices.is_empty() {
        let row = head.to(column);
        let row = match (&state.input, focused) {
            (Some(input), true) => {
                let (seen, at) = input.window(room.saturating_sub(1));
                cursor = Some(column + at);
                row.text(seen)
            }
            _ if !form.is_asked(field) => row.styled(texts.get("not-asked"), theme.dim()),
            _ if field == Field::Name && form.text(field).is_empty() => row.text(texts.get("optional")),
            _ => row.text(Input::new(form.text(field)).window_from_start(room)),
        };
        page.push(row);
    } else {
        let chosen = form.chosen(field).unwrap_or(0);
        let words: Vec<String> =
            choices.iter().map(|value| texts.get(&format!("choice-{}-{value}", form.id(field)))).collect();
        let cell = words.iter().step_by(2).map(|w| width(w) + 6).max().unwrap_or(0).max(26);
        let second = words.iter().skip(1).step_by(2).map(|w| width(w) + 4).max().unwrap_or(0);
        let across = if cell + second <= room { 2 } else { 1 };
        for (row_index, pair) in words.chunks(across).enumerate() {
            let mut row = if row_index == 0 { std::mem::take(&mut head).to(column) } else { Row::at(column) };
            for (index, word) in pair.iter().enumerate() {
                let number = row_index * across + index;
                row = row.to(column + index * cell).text(theme.radio(number == chosen)).text(" ").text(word.clone());
                if number == chosen {
                    cursor = Some(column + index * cell + 1);
                }
            }
            let holds = (row_index * across..row_index * across + pair.len()).contains(&chosen);
            page.push(row);
            if focused
                && holds
                && let Some(column) = cursor
            {
                page.cursor_here(column);
            }
        }
        cursor = None;
    }
    if focused && let Some(column) = cursor {
        page.cursor_here(column);
    }
    // The row that is kept free.
    page.push(match (form.error(field), form.is_guessed(field)) {
        (Some(error), _) => {
            let text = wrap(&error_text(model, &error), room.saturating_sub(2)).into_iter().next().unwrap_or_default();
            Row::at(column).glyph(theme, Glyph::Fault).text(" ").text(text)
        }
        (None, true) => Row::at(column).glyph(theme, Glyph::Unknown).text(" ").text(texts.get("guessed")),
        (None, false) => match other_form(form.text(field)) {
            Some(ascii) if form.is_asked(field) => {
                Row::at(column).text(texts.with("looked-up-as", &Args::new().text("name", ascii)))
            }
            _ => Row::default(),
        },
    });
    if focused {
        page.focus_since(first);
    }
}

/// The ASCII form of an international name, to be shown beside what was typed.
fn other_form(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    targets::domain(text).ok().as_ref().map(Domain::to_string)
}

/// What the focused field is, why it is asked, how to mend an error, where the answer is found.
fn help(model: &Model, field: Field) -> Page {
    let texts = &model.texts;
    let form = model.connector.form();
    let id = format!("field-{}", form.id(field));
    let columns = model.columns().saturating_sub(4);
    let mut page = Page::new();
    page.extend(
        prose(&texts.get(&format!("{id}.help")), columns).into_iter().flat_map(|row| Row::at(2).block(vec![row])),
    );
    let fix = form.error(field).map(|error| {
        let args = Args::new().text("suggestion", error.suggestion.clone().unwrap_or_default());
        if error.suggestion.is_some() { texts.with("fix-suggestion", &args) } else { error_text(model, &error) }
    });
    let mut parts = [
        ("label-why", texts.try_get(&format!("{id}.why"))),
        ("label-fix", fix),
        ("label-find", texts.try_get(&format!("{id}.find"))),
    ];
    let column = 2 + parts.iter().map(|(label, _)| width(&texts.get(label))).max().unwrap_or(0) + 2;
    if model.body_rows() < 18 {
        // Where there are few rows, how to mend it comes first.
        parts.swap(0, 1);
    }
    for (label, text) in parts {
        if let Some(text) = text {
            page.extend(
                Row::at(2).text(texts.get(label)).to(column).block(prose(&text, columns.saturating_sub(column - 2))),
            );
        }
    }
    page
}

/// Whether the answers came from a report, so that the way back is the report.
pub(crate) fn from_report(model: &mut Model, symptom: &Symptom) {
    model.connector = State::of_symptom(symptom);
    model.go(Screen::Connector);
}
