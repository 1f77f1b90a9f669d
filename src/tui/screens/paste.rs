//! A report that was pasted: the text, what was read from it, what is guessed, and the way on.

mod reading;

use std::cell::OnceCell;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::{
    intake::{
        decoded, file_name,
        ndr::{self, MAX_PASTE, ReadError, Reading},
        outbound_connector::{ExportError, in_place_of_report},
    },
    knowledge::Knowledge,
    l10n::Args,
    model::{Symptom, Told, WireText},
    report::reported::report_age_in_short,
    tui::{
        body::Body,
        keys::{Action, Hint, hint},
        shared::Shared,
        theme::Glyph,
        turn::Turn,
        widgets::{
            list::{self, Focus, pointed},
            page::Page,
            row::{Row, fill, head, prose, width},
        },
    },
    wizard::{ConnectorForm, Field, ReportWay, ways},
};

/// Characters that are typed rather than pasted, at the most.
const TYPED: usize = 100_000;
/// Rows of the text that are shown above the reading.
const SHOWN: usize = 4;

/// What was pasted and what was read from it.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    text: String,
    /// What is in the text, once somebody looks: of what is typed in one go no letter is read before the last is there.
    read: OnceCell<Read>,
    /// The line at which the shown part begins; `None`: at the one that the reading rests on.
    top: Option<usize>,
    choice: usize,
    /// Which of the reports in the text is looked at.
    report: usize,
    /// Whether the text has the focus, so that keys go into it.
    in_text: bool,
    /// Whether it was pasted rather than typed.
    pasted: bool,
    /// The file that is being read, of which the text is the name.
    awaited: Option<String>,
    /// Why the file was not read of which the text is the name.
    not_read: Option<Told>,
    /// What a file holds that is no text: a message of Outlook.
    bytes: Option<Vec<u8>>,
}

/// What is in a text.
#[derive(Clone, Debug)]
struct Read {
    lines: Vec<WireText>,
    reading: Result<Reading, ReadError>,
    /// What is told where it is no report but connectors; their words are read anew where they are shown.
    export: Option<Result<(), ExportError>>,
}

impl Read {
    fn of(text: &str, bytes: &[u8]) -> Self {
        let reading = ndr::read(bytes, Knowledge::embedded());
        let is_report = reading.as_ref().is_ok_and(|reading| reading.first().is_some());
        let export = in_place_of_report(bytes, is_report).map(|export| export.map(drop));
        Self { lines: WireText::lines(text), reading, export }
    }

    /// The line the reading rests on.
    fn line_of(&self, symptom: &Symptom) -> Option<usize> {
        let mark = symptom.reported_code?.to_string();
        self.lines.iter().position(|line| line.as_str().contains(&mark))
    }
}

impl State {
    /// The text is another.
    fn changed(&mut self) {
        (self.read, self.top, self.choice, self.report) = (OnceCell::new(), None, 0, 0);
        (self.awaited, self.not_read, self.bytes) = (None, None, None);
    }

    fn read(&self) -> &Read {
        self.read.get_or_init(|| Read::of(&self.text, self.bytes.as_deref().unwrap_or(self.text.as_bytes())))
    }

    fn reports(&self) -> &[Symptom] {
        self.read().reading.as_ref().map_or(&[], |reading| &reading.reports)
    }

    /// The report that is looked at; at first the one that leads.
    fn first(&self) -> Option<&Symptom> {
        self.reports().get(self.report)
    }

    /// Looks at the report before or after.
    fn turn(&mut self, forward: bool) {
        let last = self.reports().len().saturating_sub(1);
        self.report = if forward { (self.report + 1).min(last) } else { self.report.saturating_sub(1) };
        (self.top, self.choice) = (None, 0);
    }

    fn top(&self) -> usize {
        self.top.or_else(|| self.read().line_of(self.first()?)).unwrap_or(0)
    }

    /// What one can do with it.
    fn ways(&self) -> Vec<ReportWay> {
        self.first().map(ways).unwrap_or_default()
    }

    /// The text, to be read as an export; nothing of it stays.
    fn take_export(&mut self) -> String {
        std::mem::take(self).text
    }
}

/// What a paste is: the name of a file where nothing was typed before, else a report.
pub(super) fn taken(state: Option<&State>, text: &str) -> Turn {
    let is_first = state.is_none_or(|state| state.pasted || state.text.trim().is_empty());
    match file_name(text).filter(|_| is_first) {
        Some(name) => Turn::ReportFile(name.to_owned()),
        None => Turn::Report(text.to_owned()),
    }
}

/// A file is read whose name was typed or pasted: the name is the text until then.
pub(super) fn await_file(state: &mut State, name: &str, is_shown: bool) {
    let pasted = !is_shown || state.pasted || state.text.is_empty();
    *state = State { text: name.to_owned(), in_text: true, pasted, awaited: Some(name.to_owned()), ..State::default() };
}

pub(super) fn is_awaited(state: &State, name: &str) -> bool {
    state.awaited.as_deref() == Some(name)
}

/// The file was read, or not: what is in it takes the place of its name.
pub(super) fn file_read(state: &mut State, read: Result<Vec<u8>, Told>) -> Turn {
    state.awaited = None;
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(why) => {
            state.not_read = Some(why);
            return Turn::stay();
        }
    };
    let name = std::mem::take(&mut state.text);
    let (text, bytes) = match decoded(&bytes) {
        Some(text) => (text, None),
        None => (name, Some(bytes)),
    };
    let pasted = true;
    *state = State { text, bytes, pasted, ..State::default() };
    state.in_text = state.ways().is_empty();
    match state.read().export {
        Some(_) => Turn::Export(state.take_export()),
        None => Turn::stay(),
    }
}

/// Takes a paste, which goes on what was typed where this screen is shown; gives it back where it is an export instead.
pub(super) fn take(state: &mut State, text: &str, is_shown: bool) -> Option<String> {
    // What was typed before is gone on: a paste may come in pieces.
    if state.pasted || !is_shown {
        *state = State::default();
    }
    state.text.push_str(text);
    state.text.truncate(state.text.floor_char_boundary(MAX_PASTE));
    state.pasted = true;
    state.in_text = false;
    state.changed();
    if state.ways().is_empty() {
        state.in_text = true;
    }
    state.read().export.is_some().then(|| state.take_export())
}

pub(super) fn is_typing(state: &State) -> bool {
    state.in_text || state.text.is_empty()
}

pub(super) fn type_key(state: &mut State, key: KeyEvent) -> Turn {
    if key.code == KeyCode::Char('u') && key.modifiers.contains(KeyModifiers::CONTROL) {
        // As a field does, so that another can be pasted.
        *state = State::default();
    } else if let KeyCode::Char(c) = key.code
        && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
        && state.text.len() < TYPED
    {
        state.in_text = true;
        state.text.push(c);
        state.changed();
    } else if key.code == KeyCode::Backspace {
        state.text.pop();
        state.in_text = true;
        state.changed();
    }
    Turn::stay()
}

/// The file whose name is all that was typed.
fn named(state: &State) -> Option<&str> {
    file_name(&state.text).filter(|_| !state.text.contains('\n') && state.bytes.is_none())
}

pub(super) fn hints(state: &State, _: &Shared) -> Vec<Hint> {
    if state.text.is_empty() {
        return vec![hint(Action::Back, "back")];
    }
    if state.in_text {
        let enter = hint(Action::Enter, if named(state).is_some() { "open" } else { "new-line" });
        let rest = [hint(Action::Down, "scroll"), hint(Action::Back, "back")];
        // Where nothing was read there is no reading to go to.
        let reading = (!state.ways().is_empty()).then(|| hint(Action::Next, "reading"));
        return reading.into_iter().chain([enter]).chain(rest).collect();
    }
    let first = match state.ways().get(state.choice) {
        Some(ReportWay::Probe(_)) => "probe",
        Some(ReportWay::Correct | ReportWay::Explain(_)) | None => "open",
    };
    let mut hints = vec![hint(Action::Enter, first), hint(Action::Down, "choose")];
    if state.reports().len() > 1 {
        hints.push(hint(Action::Right, "next-report"));
    }
    hints.extend([hint(Action::Next, "scroll-text"), hint(Action::Back, "back")]);
    hints
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    let typing = is_typing(state);
    // A terminal without bracketed paste sends line ends as Enter: they must start nothing, and are read with the rest.
    if typing && action == Action::Enter {
        if state.text.is_empty() {
            return shared.say(None, "nothing-read-yet", Args::new());
        }
        if let Some(name) = named(state) {
            return Turn::ReportFile(name.to_owned());
        }
        if state.text.len() < TYPED {
            state.text.push('\n');
            state.changed();
        }
        return Turn::stay();
    }
    let (top, last_line) = (state.top(), state.read().lines.len().saturating_sub(1));
    let last = state.ways().len().saturating_sub(1);
    match action {
        Action::Back => return Turn::Back,
        Action::Next | Action::Previous if state.ways().is_empty() => {
            return match state.read().export {
                Some(_) => Turn::Export(state.take_export()),
                None => shared.say(None, "nothing-read-yet", Args::new()),
            };
        }
        Action::Next | Action::Previous => state.in_text = !state.in_text,
        Action::Up if typing => state.top = Some(top.saturating_sub(1)),
        Action::Down if typing => state.top = Some((top + 1).min(last_line)),
        // One that leads nowhere keeps the keys, or nobody could go back from it.
        Action::Left | Action::Right if state.reports().len() > 1 => state.turn(action == Action::Right),
        Action::PageUp => state.top = Some(top.saturating_sub(SHOWN)),
        Action::PageDown => state.top = Some((top + SHOWN).min(last_line)),
        Action::Home => state.top = Some(0),
        Action::End => state.top = Some(last_line),
        Action::Up => state.choice = state.choice.saturating_sub(1),
        Action::Down => state.choice = (state.choice + 1).min(last),
        Action::Enter => return follow(state),
        _ => return Turn::Nothing,
    }
    Turn::stay()
}

/// The way that has the focus.
fn follow(state: &State) -> Turn {
    let Some(symptom) = state.first().cloned() else { return Turn::stay() };
    let mut ways = state.ways();
    let choice = state.choice.min(ways.len().saturating_sub(1));
    if choice >= ways.len() {
        return Turn::stay();
    }
    match ways.swap_remove(choice) {
        ReportWay::Probe(connector) => Turn::ProbeReported(connector, Box::new(symptom)),
        ReportWay::Correct => {
            Turn::Form(Box::new(ConnectorForm::of_symptom(&symptom)), Field::Party, Some(Box::new(symptom)))
        }
        ReportWay::Explain(code) => Turn::Article(code),
    }
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    let mut page = Page::new();
    text_rows(state, shared, height, &mut page);
    if shared.has_two_panes() {
        let mut read = Page::new();
        what_was_read(state, shared, &mut read);
        return Body::of(page, height, 0).with_right(read);
    }
    page.gap();
    what_was_read(state, shared, &mut page);
    Body::of(page, height, 0)
}

/// What was read in the text, or why nothing was, and the ways on.
fn what_was_read(state: &State, shared: &Shared, page: &mut Page) {
    let (texts, theme) = (&shared.texts, shared.theme);
    let columns = shared.detail_columns();
    let say = |glyph: Glyph, words: &str| {
        Row::at(2).glyph(theme, glyph).text(" ").block(prose(words, columns.saturating_sub(6)))
    };
    match &state.read().reading {
        _ if state.awaited.is_some() => {
            let args = Args::new().text("file", WireText::from_text(&state.text));
            page.extend(say(Glyph::Running, &texts.with("export-reading", &args)));
        }
        Ok(read) if read.first().is_none() && state.not_read.is_some() => {
            page.extend(state.not_read.iter().flat_map(|why| say(Glyph::Fault, &texts.told("error", why))));
        }
        Err(_) if state.text.trim().is_empty() => {}
        Err(error) => {
            let words = texts.with(&format!("error-{}", error.id()), &texts.args_of(error));
            page.extend(say(Glyph::Fault, &words));
        }
        Ok(read) => match read.reports.get(state.report) {
            Some(symptom) => {
                if read.reports.len() > 1 {
                    let args = Args::new().number("place", state.report + 1).number("count", read.reports.len());
                    page.push(Row::at(2).text(texts.with("paste-place", &args)));
                }
                reading::facts(shared, read, symptom, page);
            }
            None => page.extend(match &state.read().export {
                None => say(Glyph::Unknown, &texts.get("paste-no-report")),
                Some(Ok(())) => say(Glyph::Unknown, &texts.get("paste-export")),
                Some(Err(error)) => {
                    say(Glyph::Fault, &texts.with(&format!("error-{}", error.id()), &texts.args_of(error)))
                }
            }),
        },
    }
    page.gap();
    let ways = state.ways();
    for (index, way) in ways.iter().enumerate() {
        let focus = Focus::of(index == state.choice.min(ways.len() - 1), !is_typing(state));
        let rows = pointed(2, focus, theme).block(prose(&texts.told("paste", &way.told()), columns.saturating_sub(6)));
        match focus {
            Focus::Here => list::add(page, rows, 2, columns, focus, theme),
            // Where the text has the keys it is the text that must be seen.
            Focus::Elsewhere | Focus::Kept => page.extend(rows),
        }
    }
}

/// The text above the reading, as many rows of it as there is room for, and what it is.
fn text_rows(state: &State, shared: &Shared, height: usize, page: &mut Page) {
    let (texts, theme) = (&shared.texts, shared.theme);
    let columns = shared.columns();
    let in_text = is_typing(state);
    if state.text.is_empty() {
        page.extend(Row::at(2).block(prose(&texts.get("paste-empty"), columns.saturating_sub(4))));
        page.push(Row::at(2).text(if in_text { theme.pointer() } else { " " }).text(" "));
        page.cursor_here(4);
        return;
    }
    let most = match height {
        _ if shared.has_two_panes() => height.saturating_sub(2),
        ..18 => 1,
        _ => SHOWN,
    };
    let (rows, until) = shown(state, columns.saturating_sub(6), most, theme.ellipsis());
    let (read, top) = (state.read(), state.top());
    let form = read.reading.as_ref().map_or("", |reading| reading.form.id());
    let args = Args::new().text("form", form).number("count", read.lines.len());
    let args = args.text("how", if state.pasted { "pasted" } else { "typed" });
    let part = Args::new().number("from", top + 1).number("to", until);
    let age = state.first().and_then(|report| report_age_in_short(report, shared.now.wall, texts));
    let what = [Some(texts.with("paste-what", &args)), age].into_iter().flatten().collect::<Vec<_>>();
    let head = Row::at(2).text(texts.list(&what));
    let id = if until > top + 1 { "paste-lines" } else { "paste-line" };
    page.push(if read.lines.len() > 1 { head.right(texts.with(id, &part), columns - 2) } else { head });
    for (index, row) in rows.iter().enumerate() {
        page.push(pointed(2, Focus::of(in_text && index == 0, true), theme).text(row.clone()));
        if in_text && index + 1 == rows.len() {
            page.cursor_here((4 + width(row)).min(columns - 1));
        }
    }
}

/// The rows of the text from its top, at most so many, the last one marked where its line is longer; and the line that
/// follows.
fn shown(state: &State, room: usize, most: usize, ellipsis: &str) -> (Vec<String>, usize) {
    let mut rows: Vec<String> = Vec::new();
    let mut until = state.top();
    for line in state.read().lines.iter().skip(until) {
        if rows.len() >= most {
            break;
        }
        // No more of a line than can be seen: one may hold megabytes.
        rows.extend(fill(&head(line.as_str(), (most + 1) * room), room));
        until += 1;
    }
    let long = rows.len() > most;
    rows.truncate(most);
    if long && let Some(last) = rows.last_mut() {
        let mark = format!(" {ellipsis}");
        while width(last) + width(&mark) > room && last.pop().is_some() {}
        last.push_str(&mark);
    }
    (rows, until)
}
