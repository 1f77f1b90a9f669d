//! The questions about a connector. Only the focused field explains itself, below the rule; the row under each
//! field is kept free for its error, so nothing moves.

use crossterm::event::KeyEvent;

use crate::{
    intake::targets,
    l10n::Args,
    model::{Connector, Domain},
    tui::{
        body::Body,
        keys::{Action, Hint, hint},
        shared::Shared,
        theme::Glyph,
        turn::Turn,
        widgets::{
            input::Input,
            labelled::Labelled,
            list::{Focus, pointed},
            page::Page,
            row::{Row, prose, width, wrap},
        },
    },
    wizard::{AnswerError, ConnectorForm, Field},
};

/// Answers, which field has the focus, and the line being typed in it.
#[derive(Clone, Debug)]
pub(super) struct State {
    form: ConnectorForm,
    focus: Field,
    input: Option<Input>,
    /// What the field held when it got the focus.
    before: String,
}

impl Default for State {
    fn default() -> Self {
        Self::at(ConnectorForm::default(), Field::Target)
    }
}

impl State {
    /// Answers of which one is to be looked at first.
    pub(super) fn at(form: ConnectorForm, field: Field) -> Self {
        let mut state = Self { form, focus: field, input: None, before: String::new() };
        state.focus_on(field);
        state
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
    fn submit(&mut self) -> Option<Connector> {
        match self.form.connector() {
            Ok(connector) => {
                // What is probed is no longer taken back.
                self.before = self.form.text(self.focus).to_owned();
                Some(connector)
            }
            Err(field) => {
                self.focus_on(field);
                None
            }
        }
    }

    fn choose(&mut self, forward: bool) {
        let count = ConnectorForm::choices(self.focus).len();
        let chosen = self.form.chosen(self.focus).unwrap_or(0);
        let next = if forward { (chosen + 1) % count } else { (chosen + count - 1) % count };
        self.form.choose(self.focus, next);
    }
}

/// Whether the answers describe a connector.
pub(super) fn describes(state: &State, connector: &Connector) -> bool {
    state.form.clone().connector().as_ref() == Ok(connector)
}

pub(super) fn hints(state: &State, _: &Shared) -> Vec<Hint> {
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

pub(super) fn is_typing(state: &State) -> bool {
    state.input.is_some()
}

pub(super) fn type_key(state: &mut State, key: KeyEvent) -> Turn {
    let Some(input) = &mut state.input else { return Turn::Nothing };
    input.key(key);
    state.typed();
    Turn::stay()
}

pub(super) fn paste(state: &mut State, text: &str) -> Turn {
    let Some(input) = &mut state.input else { return Turn::Nothing };
    input.paste(text);
    state.typed();
    Turn::stay()
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    let field = state.focus;
    match action {
        Action::Next | Action::Down | Action::Previous | Action::Up => {
            state.form.leave(field);
            let next = state.form.neighbour(field, matches!(action, Action::Next | Action::Down));
            state.focus_on(next);
            shared.scroll = 0;
            if let Some(error) = state.form.error(field).filter(|_| !shows_both(state, shared, shared.rows)) {
                let label = shared.texts.get(&format!("field-{}", state.form.id(field)));
                let args = Args::new().text("field", label).text("error", shared.texts.told("answer", &error.told));
                return shared.say(Some(Glyph::Fault), "form-left", args);
            }
        }
        Action::Left | Action::Right if state.input.is_none() => state.choose(action == Action::Right),
        Action::Tick if state.input.is_none() => state.choose(true),
        Action::Right if state.input.as_ref().is_some_and(Input::at_end) && state.form.take_suggestion(field) => {
            state.input = Some(Input::new(state.form.text(field)));
        }
        Action::Left | Action::Right => {
            if let Some(input) = &mut state.input {
                input.step(action == Action::Left);
            }
        }
        Action::Back if state.input.is_some() && state.form.text(field) != state.before => {
            let before = state.before.clone();
            state.form.set_text(field, before);
            state.focus_on(field);
        }
        Action::Back => return Turn::Back,
        Action::PageUp => shared.scroll = shared.scroll.saturating_sub(1),
        Action::PageDown => {
            let rows = help(state, shared, shared.rows).len();
            shared.scroll = (shared.scroll + 1).min(rows.saturating_sub(1));
        }
        Action::Enter => {
            return match state.submit() {
                Some(connector) => Turn::Probe(Box::new(connector)),
                None => shared.say(Some(Glyph::Fault), "form-errors", Args::new()),
            };
        }
        _ => return Turn::Nothing,
    }
    Turn::stay()
}

/// The most columns of a label beside its value; a longer one takes a row of its own.
const LABEL: usize = 16;

/// Rows from which on each choice may take one of its own: all fields stand above their explanation then.
const ROOMY: usize = 30;

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    let both = shows_both(state, shared, height);
    let page = fields(state, shared, |field| both && state.form.error(field).is_some());
    let help = help(state, shared, height);
    let above = page.len().min(rows_above(shared, &help, height));
    Body::beside(shared, page, help, above, height)
}

/// The rows that the fields get of so many.
fn rows_above(shared: &Shared, help: &Page, height: usize) -> usize {
    if shared.has_two_panes() {
        return height;
    }
    let below = help.len().min(if height < 18 { height / 2 } else { height / 3 }).max(1);
    height.saturating_sub(below + 1)
}

/// Whether the focused field and a mistake beside it, in the field that was just left, are seen together.
fn shows_both(state: &State, shared: &Shared, height: usize) -> bool {
    let both = fields(state, shared, |field| state.form.error(field).is_some());
    both.shows_focus(rows_above(shared, &help(state, shared, height), height))
}

/// Where the values begin.
fn column(state: &State, shared: &Shared) -> usize {
    let label = |field: Field| shared.texts.get(&format!("field-{}", state.form.id(field)));
    let longest =
        Field::ALL.map(|field| width(&label(field))).into_iter().filter(|w| *w <= LABEL).max().unwrap_or(LABEL);
    4 + longest + 2
}

/// The fields one below the other; a neighbour of the focused one that `is_seen_too` is kept in sight with it.
fn fields(state: &State, shared: &Shared, is_seen_too: impl Fn(Field) -> bool) -> Page {
    let column = column(state, shared);
    let mut page = Page::fixed();
    let (mut before, mut since) = (None, None);
    for field in Field::ALL {
        let first = page.len();
        field_rows(state, shared, field, column, &mut page);
        page.push(row_below(state, shared, field, column));
        if state.focus == field {
            let from = before.unwrap_or(first);
            page.focus_since(from);
            since = Some(from);
        } else if let Some(from) = since.take().filter(|_| is_seen_too(field)) {
            page.focus_since(from);
        }
        before = is_seen_too(field).then_some(first);
    }
    page
}

/// A field: its label, and what is typed or chosen.
fn field_rows(state: &State, shared: &Shared, field: Field, column: usize, page: &mut Page) {
    let focused = state.focus == field;
    let label = shared.texts.get(&format!("field-{}", state.form.id(field)));
    let start = pointed(2, Focus::of(focused, true), shared.theme);
    let mut head = if focused { start.styled(label, shared.theme.focus()) } else { start.text(label) };
    if head.width() + 2 > column {
        page.push(head);
        head = Row::at(column);
    }
    let room = room(column, shared);
    if !ConnectorForm::choices(field).is_empty() {
        return choice_rows(state, shared, field, head.to(column), room, page);
    }
    let (texts, form) = (&shared.texts, &state.form);
    let row = head.to(column);
    match &state.input {
        Some(input) if focused => {
            let (seen, at) = input.window(room.saturating_sub(1));
            page.push(row.text(seen));
            page.cursor_here(column + at);
        }
        _ => page.push(match form.text(field) {
            _ if !form.is_asked(field) => row.styled(texts.get("not-asked"), shared.theme.dim()),
            "" if field == Field::Name => row.text(texts.get("optional")),
            text => row.text(Input::new(text).window_from_start(room)),
        }),
    }
}

/// The choices of a field, two in a row where there is room; the terminal's cursor stands on the chosen one.
fn choice_rows(state: &State, shared: &Shared, field: Field, head: Row, room: usize, page: &mut Page) {
    let form = &state.form;
    let column = head.width();
    let chosen = form.chosen(field).unwrap_or(0);
    let choices = ConnectorForm::choices(field);
    let ours: Vec<String> =
        choices.iter().map(|value| shared.texts.get(&format!("choice-{}-{value}", form.id(field)))).collect();
    let with_exchange = with_words_of_exchange(&ours, field, shared);
    let words = if has_room_for_exchange(&with_exchange, room, shared) { with_exchange } else { ours };
    let across = if fits_across(&words, room) { 2 } else { 1 };
    let cell = columns_across(&words).0;
    let mut head = Some(head);
    for (row_index, pair) in words.chunks(across).enumerate() {
        let mut row = head.take().unwrap_or_else(|| Row::at(column));
        let mut cursor = None;
        for (index, word) in pair.iter().enumerate() {
            let is_chosen = row_index * across + index == chosen;
            row = row.to(column + index * cell).text(shared.theme.radio(is_chosen)).text(" ").text(word.clone());
            if is_chosen {
                cursor = Some(column + index * cell + 1);
            }
        }
        page.push(row);
        if let Some(cursor) = cursor.filter(|_| state.focus == field) {
            page.cursor_here(cursor);
        }
    }
}

/// The choices with what Exchange Online calls them behind each.
fn with_words_of_exchange(ours: &[String], field: Field, shared: &Shared) -> Vec<String> {
    let both = |(place, ours): (usize, &String)| match ConnectorForm::in_exchange(field, place) {
        Some(word) => shared.texts.with("choice-in-exchange", &Args::new().text("choice", ours).text("word", word)),
        None => ours.clone(),
    };
    ours.iter().enumerate().map(both).collect()
}

/// Whether there is room for what Exchange Online calls the choices: two of them in a row, or enough rows for one each.
fn has_room_for_exchange(words: &[String], room: usize, shared: &Shared) -> bool {
    fits_across(words, room) || (shared.rows >= ROOMY && words.iter().all(|word| width(word) + 4 <= room))
}

fn fits_across(words: &[String], room: usize) -> bool {
    let (first, second) = columns_across(words);
    first + second <= room
}

/// The columns beside the labels.
fn room(column: usize, shared: &Shared) -> usize {
    shared.columns().saturating_sub(column + 2)
}

/// The columns of the first and the second of two choices in a row.
fn columns_across(words: &[String]) -> (usize, usize) {
    let cell = words.iter().step_by(2).map(|w| width(w) + 6).max().unwrap_or(0).max(26);
    let second = words.iter().skip(1).step_by(2).map(|w| width(w) + 4).max().unwrap_or(0);
    (cell, second)
}

/// The row under a field that is kept free: its error, what is doubtful about it, that it is guessed, under which name it is looked up.
fn row_below(state: &State, shared: &Shared, field: Field, column: usize) -> Row {
    let (texts, theme, form) = (&shared.texts, shared.theme, &state.form);
    match (form.error(field), form.is_guessed(field)) {
        (Some(error), _) => {
            let rows = mistake(&error, shared, column);
            let more = if rows.len() > 1 { theme.ellipsis() } else { "" };
            let text = rows.into_iter().next().unwrap_or_default();
            Row::at(column).glyph(theme, Glyph::Fault).text(" ").text(text).text(more)
        }
        (None, _) if !form.doubts(field).is_empty() => {
            let doubts: Vec<_> = form.doubts(field).iter().filter_map(|doubt| texts.evidence_label(doubt)).collect();
            Row::at(column).glyph(theme, Glyph::Warning).text(" ").text(texts.list(&doubts))
        }
        (None, true) => Row::at(column).glyph(theme, Glyph::Unknown).text(" ").text(texts.get("guessed")),
        (None, false) => match other_form(form.text(field)) {
            Some(ascii) if form.is_asked(field) => {
                Row::at(column).text(texts.with("looked-up-as", &Args::new().text("name", ascii)))
            }
            _ => Row::default(),
        },
    }
}

/// What is wrong with an answer, in rows of the room there is below it.
fn mistake(error: &AnswerError, shared: &Shared, column: usize) -> Vec<String> {
    wrap(&shared.texts.told("answer", &error.told), shared.columns().saturating_sub(column + 5))
}

/// The ASCII form of an international name, to be shown beside what was typed.
fn other_form(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    targets::domain(text).ok().as_ref().map(Domain::to_string)
}

/// What Exchange Online calls the choices, where that has no room beside them.
fn exchange_row(state: &State, shared: &Shared) -> Vec<Row> {
    let field = state.focus;
    let ours: Vec<_> = ConnectorForm::choices(field)
        .iter()
        .map(|value| shared.texts.get(&format!("choice-{}-{value}", state.form.id(field))))
        .collect();
    let words = with_words_of_exchange(&ours, field, shared);
    if words == ours || has_room_for_exchange(&words, room(column(state, shared), shared), shared) {
        return Vec::new();
    }
    let named: Vec<_> =
        words.into_iter().zip(&ours).filter(|(word, ours)| word != *ours).map(|(word, _)| word).collect();
    let text = shared.texts.with("tls-in-exchange", &Args::new().text("words", shared.texts.list(&named)));
    Row::at(2).block(prose(&text, shared.detail_columns().saturating_sub(4)))
}

/// What the focused field is, why it is asked, how to mend an error, where the answer is found.
fn help(state: &State, shared: &Shared, height: usize) -> Page {
    let texts = &shared.texts;
    let id = format!("field-{}", state.form.id(state.focus));
    let columns = shared.detail_columns();
    let mut page = Page::new();
    page.extend(Row::at(2).block(prose(&texts.get(&format!("{id}.help")), columns.saturating_sub(4))));
    page.extend(exchange_row(state, shared));
    // What is wrong stands below the field; here, whole, where it has no room there.
    let fix = state.form.error(state.focus).and_then(|error| {
        let is_whole = mistake(&error, shared, column(state, shared)).len() == 1;
        let whole = (!is_whole).then(|| texts.told("answer", &error.told));
        let meant = |meant| texts.with("fix-suggestion", &Args::new().text("suggestion", meant));
        let parts: Vec<_> = whole.into_iter().chain(error.suggestion.map(meant)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    });
    let doubts: Vec<_> = state.form.doubts(state.focus).iter().map(|doubt| texts.evidence(doubt)).collect();
    let doubts = (!doubts.is_empty()).then(|| doubts.join(" "));
    let mut parts = [
        ("label-why", texts.try_get(&format!("{id}.why"))),
        (if fix.is_none() && doubts.is_some() { "label-note" } else { "label-fix" }, fix.or(doubts)),
        ("label-find", texts.try_get(&format!("{id}.find"))),
    ];
    let labelled = Labelled::new(texts, &parts.each_ref().map(|(label, _)| *label), 2, columns);
    if height < 18 {
        // Where there are few rows, how to mend it comes first.
        parts.swap(0, 1);
    }
    page.extend(parts.iter().flat_map(|(label, words)| labelled.words(label, words.as_deref())));
    page
}
