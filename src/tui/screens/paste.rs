//! A report that was pasted: the text, what was read from it, what is guessed, and the way on.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Body, Screen, connector, finding, import};
use crate::{
    intake::{
        ndr::{self, ReadError, Reading},
        outbound_connector::{ImportKind, recognized},
    },
    knowledge::Knowledge,
    l10n::Args,
    model::{MailDirection, Symptom, WireText},
    tui::{
        app::{Effect, Model},
        keys::{Action, Hint, hint},
        theme::{Glyph, Theme},
        widgets::{
            page::Page,
            row::{Row, fold, prose, width},
        },
    },
    wizard::{ConnectorForm, Field},
};

/// The most bytes that are kept; more is refused with a sentence by the reader.
const MOST: usize = 8 * 1024 * 1024;
/// Characters that are typed rather than pasted, at the most.
const TYPED: usize = 100_000;
/// Rows of the text that are shown above the reading.
const SHOWN: usize = 4;

/// What was pasted and what was read from it.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    text: String,
    lines: Vec<WireText>,
    reading: Option<Result<Reading, ReadError>>,
    /// The line at which the shown part begins.
    top: usize,
    choice: usize,
    /// Whether the text has the focus, so that keys go into it.
    in_text: bool,
    /// Whether it was pasted rather than typed.
    pasted: bool,
}

impl State {
    fn read(&mut self) {
        self.lines = WireText::lines(&self.text);
        self.reading = Some(ndr::read_text(&self.text, Knowledge::embedded()));
        self.choice = 0;
        self.top = self.first().and_then(|symptom| self.line_of(symptom)).unwrap_or(0);
    }

    /// The report that leads.
    fn first(&self) -> Option<&Symptom> {
        self.reading.as_ref()?.as_ref().ok()?.first()
    }

    /// The line the reading rests on.
    fn line_of(&self, symptom: &Symptom) -> Option<usize> {
        let mark = symptom.reported_code?.to_string();
        self.lines.iter().position(|line| line.as_str().contains(&mark))
    }

    /// What one can do with it.
    fn ways(&self) -> Vec<Way> {
        let Some(symptom) = self.first() else { return Vec::new() };
        let mut ways = Vec::new();
        if symptom.direction != MailDirection::Inbound {
            if ConnectorForm::of_symptom(symptom).connector().is_ok() {
                ways.push(Way::Probe);
            }
            ways.push(Way::Correct);
        }
        if symptom.code.is_some() {
            ways.push(Way::Explain);
        }
        ways
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Probe,
    Correct,
    Explain,
}

impl Way {
    fn id(self) -> &'static str {
        match self {
            Self::Probe => "paste-probe",
            Self::Correct => "paste-correct",
            Self::Explain => "paste-explain",
        }
    }
}

/// Takes a paste, from here or from the welcome screen.
pub(super) fn take(model: &mut Model, text: &str) {
    let state = &mut model.paste;
    // What was typed before is gone on: a paste may come in pieces.
    if state.pasted || model.screen != Screen::Paste {
        *state = State::default();
    }
    state.text.push_str(text);
    state.text.truncate(state.text.floor_char_boundary(MOST));
    state.pasted = true;
    state.in_text = false;
    state.read();
    if state.ways().is_empty() {
        state.in_text = true;
    }
    if leads_to_import(state) {
        let text = std::mem::take(&mut state.text);
        *state = State::default();
        return import::take(model, &text);
    }
    model.go(Screen::Paste);
}

/// Whether it is no report but an export of connectors. A list may quote anything, so a report in it goes first.
fn leads_to_import(state: &State) -> bool {
    match recognized(&state.text) {
        Some(ImportKind::Json | ImportKind::Csv | ImportKind::Clixml) => true,
        Some(ImportKind::List | ImportKind::Targets) => state.first().is_none(),
        None => false,
    }
}

pub(super) fn is_typing(model: &Model) -> bool {
    model.paste.in_text || model.paste.text.is_empty()
}

pub(super) fn type_key(model: &mut Model, key: KeyEvent) {
    let state = &mut model.paste;
    if let KeyCode::Char(c) = key.code
        && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
        && state.text.len() < TYPED
    {
        state.in_text = true;
        state.text.push(c);
        state.read();
    } else if key.code == KeyCode::Backspace {
        state.text.pop();
        state.in_text = true;
        state.read();
    }
}

pub(super) fn hints(model: &Model) -> Vec<Hint> {
    let state = &model.paste;
    if state.text.is_empty() {
        return vec![hint(Action::Back, "back")];
    }
    if state.in_text {
        return vec![
            hint(Action::Next, "reading"),
            hint(Action::Enter, "new-line"),
            hint(Action::Down, "scroll"),
            hint(Action::Back, "back"),
        ];
    }
    let first = match state.ways().get(state.choice) {
        Some(Way::Probe) => "probe",
        Some(Way::Correct | Way::Explain) | None => "open",
    };
    vec![
        hint(Action::Enter, first),
        hint(Action::Down, "choose"),
        hint(Action::Next, "scroll-text"),
        hint(Action::Back, "back"),
    ]
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let state = &mut model.paste;
    let last_line = state.lines.len().saturating_sub(1);
    let ways = state.ways();
    let last = ways.len().saturating_sub(1);
    let typing = state.in_text || state.text.is_empty();
    match action {
        Action::Back => {
            model.go_back();
        }
        Action::Next | Action::Previous => {
            if ways.is_empty() && leads_to_import(state) {
                let text = std::mem::take(&mut state.text);
                *state = State::default();
                import::take(model, &text);
                return Some(Vec::new());
            }
            if ways.is_empty() {
                return Some(model.say(None, "nothing-read-yet", Args::new()));
            }
            state.in_text = !state.in_text;
        }
        // A terminal without bracketed paste sends line ends as Enter: they must start nothing.
        Action::Enter if typing => {
            if !state.text.is_empty() && state.text.len() < TYPED {
                state.text.push('\n');
                state.read();
            }
        }
        Action::Up if typing => state.top = state.top.saturating_sub(1),
        Action::Down if typing => state.top = (state.top + 1).min(last_line),
        Action::PageUp => state.top = state.top.saturating_sub(SHOWN),
        Action::PageDown => state.top = (state.top + SHOWN).min(last_line),
        Action::Home => state.top = 0,
        Action::End => state.top = last_line,
        Action::Up => state.choice = state.choice.saturating_sub(1),
        Action::Down => state.choice = (state.choice + 1).min(last),
        Action::Enter => return Some(follow(model)),
        _ => return None,
    }
    Some(Vec::new())
}

fn follow(model: &mut Model) -> Vec<Effect> {
    let Some(symptom) = model.paste.first().cloned() else { return Vec::new() };
    let ways = model.paste.ways();
    match ways.get(model.paste.choice.min(ways.len().saturating_sub(1))) {
        Some(Way::Probe) => {
            let mut form = ConnectorForm::of_symptom(&symptom);
            match form.connector() {
                Ok(wanted) => {
                    model.connector = connector::State::of_symptom(&symptom);
                    model.symptom = Some(symptom);
                    let limits = model.settings.limits;
                    model.start_walk(wanted, limits)
                }
                Err(_) => Vec::new(),
            }
        }
        Some(Way::Correct) => {
            connector::from_report(model, &symptom);
            model.symptom = Some(symptom);
            Vec::new()
        }
        Some(Way::Explain) => {
            if let Some(code) = &symptom.code {
                model.codes.show(code);
            }
            model.go(Screen::Codes);
            Vec::new()
        }
        None => Vec::new(),
    }
}

pub(super) fn body(model: &Model, height: usize) -> Body {
    let (texts, theme) = (&model.texts, model.theme);
    let state = &model.paste;
    let columns = model.columns();
    let mut page = Page::new();
    let in_text = is_typing(model);

    let most = if height < 18 { 1 } else { SHOWN };
    let shown = state.lines.iter().skip(state.top);
    let room = columns.saturating_sub(6);
    let mut rows: Vec<String> = Vec::new();
    let mut until = state.top;
    for line in shown {
        if rows.len() >= most {
            break;
        }
        let folded = fold(line.as_str(), room);
        let over = rows.len() + folded.len() > most;
        rows.extend(folded);
        until += 1;
        if over {
            break;
        }
    }
    let long = rows.len() > most;
    rows.truncate(most);
    if long && let Some(last) = rows.last_mut() {
        let mark = format!(" {}", theme.ellipsis());
        while width(last) + width(&mark) > room && last.pop().is_some() {}
        last.push_str(&mark);
    }
    if state.text.is_empty() {
        page.extend(Row::at(2).block(prose(&texts.get("paste-empty"), columns.saturating_sub(4))));
        page.push(Row::at(2).text(if in_text { theme.pointer() } else { " " }).text(" "));
        page.cursor_here(4);
    } else {
        let form = match &state.reading {
            Some(Ok(reading)) => serde_json::to_value(reading.form).ok(),
            _ => None,
        };
        let form = form.and_then(|form| form.as_str().map(str::to_owned)).unwrap_or_default();
        let args = Args::new().text("form", form).number("count", state.lines.len());
        let args = args.text("how", if state.pasted { "pasted" } else { "typed" });
        let part = Args::new().number("from", state.top + 1).number("to", until);
        let head = Row::at(2).text(texts.with("paste-what", &args));
        let id = if until > state.top + 1 { "paste-lines" } else { "paste-line" };
        page.push(if state.lines.len() > 1 { head.right(texts.with(id, &part), columns - 2) } else { head });
        for (index, row) in rows.iter().enumerate() {
            let start = if in_text && index == 0 { Row::at(2).text(theme.pointer()).text(" ") } else { Row::at(4) };
            page.push(start.text(row.clone()));
            if in_text && index + 1 == rows.len() {
                page.cursor_here((4 + width(row)).min(columns - 1));
            }
        }
    }
    page.gap();

    match &state.reading {
        None => {}
        Some(Err(error)) => {
            let args = match serde_json::to_value(error) {
                Ok(serde_json::Value::Object(fields)) => fields.iter().fold(Args::new(), |args, (name, value)| {
                    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    args.text(&name.replace('_', "-"), text)
                }),
                _ => Args::new(),
            };
            if !state.text.trim().is_empty() {
                let words = texts.with(&format!("error-{}", error.id()), &args);
                page.extend(
                    Row::at(2).glyph(theme, Glyph::Fault).text(" ").block(prose(&words, columns.saturating_sub(6))),
                );
            }
        }
        Some(Ok(reading)) => match reading.first() {
            Some(symptom) => facts(model, reading, symptom, &mut page),
            None => {
                let start = Row::at(2).glyph(theme, Glyph::Unknown).text(" ");
                page.extend(start.block(prose(&texts.get("paste-no-report"), columns.saturating_sub(6))));
            }
        },
    }
    page.gap();
    let ways = state.ways();
    for (index, way) in ways.iter().enumerate() {
        let focused = index == state.choice.min(ways.len() - 1);
        let start = if focused { Row::at(2).text(theme.pointer()).text(" ") } else { Row::at(4) };
        let args = Args::new().text("server", server_of(state));
        let first = page.len();
        let code = state.first().and_then(|symptom| symptom.code.as_ref()).map(ToString::to_string).unwrap_or_default();
        let words = texts.with(way.id(), &args.text("code", code));
        let rows = start.block(prose(&words, columns.saturating_sub(6)));
        page.extend(
            rows.into_iter()
                .map(|row| if focused && !in_text { row.highlighted(2, columns - 2, theme.focus()) } else { row }),
        );
        if focused && !in_text {
            page.focus_since(first);
        }
    }
    Body::of(page, height, 0)
}

fn server_of(state: &State) -> String {
    let symptom = state.first();
    let name = symptom.and_then(|symptom| symptom.server_name.as_ref()).map(ToString::to_string);
    name.or_else(|| symptom.and_then(|symptom| symptom.server_ip).map(|ip| ip.to_string())).unwrap_or_default()
}

/// A thumbprint in its two ends: the only place where one is not shown whole.
fn thumbprint_in_short(thumbprint: &str, theme: Theme) -> String {
    match (thumbprint.get(..8), thumbprint.get(thumbprint.len().saturating_sub(8)..)) {
        (Some(front), Some(back)) if thumbprint.len() > 16 => format!("{front}{}{back}", theme.ellipsis()),
        _ => thumbprint.to_owned(),
    }
}

fn facts(model: &Model, reading: &Reading, symptom: &Symptom, page: &mut Page) {
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let sections = ["label-read", "label-guessed", "label-not-read"];
    let column = 2 + sections.iter().map(|label| width(&texts.get(label))).max().unwrap_or(0) + 2;
    let ids = ["fact-code", "fact-detail", "fact-server", "fact-wanted", "fact-shown", "fact-last", "fact-connector"];
    let labels = ids.iter().chain(&["fact-tls", "fact-owner"]);
    let value_at = labels.map(|id| width(&texts.get(id))).max().unwrap_or(0) + 2 + 3;
    let room = columns.saturating_sub(column + value_at + 2);
    let row = |glyph: Glyph, id: &str, value: String| -> Vec<Row> {
        let start = Row::default().glyph(theme, glyph).text(" ").text(texts.get(id)).to(value_at);
        start.block(prose(&value, room))
    };
    let mut read: Vec<Row> = Vec::new();
    let status = symptom.status.map(|status| format!("{status} ")).unwrap_or_default();
    if let Some(code) = &symptom.reported_code {
        let expired = symptom.expired_code;
        let args = Args::new()
            .text("code", format!("{status}{code}"))
            .text("expired", expired.map(|code| format!("550 {code}")).unwrap_or_default());
        let id = if expired.is_some() { "fact-code-expired" } else { "fact-code-alone" };
        read.extend(row(Glyph::Ok, "fact-code", texts.with(id, &args)));
    }
    if symptom.direction == MailDirection::Inbound {
        read.extend(row(Glyph::Warning, "fact-direction", texts.get("fact-inbound")));
    }
    if let Some(code) = &symptom.code {
        let concluded = symptom.reported_code.map(|code| code.to_string()) != Some(code.to_string());
        let word = symptom.detail.as_ref().and_then(|detail| finding::detail_word(detail)).map(str::to_owned);
        let args = Args::new().text("code", code).text("title", texts.code_title(code));
        match (word, concluded) {
            (Some(word), true) => {
                read.extend(row(Glyph::Ok, "fact-detail", texts.with("fact-concluded", &args.text("detail", word))));
            }
            (Some(word), false) => read.extend(row(Glyph::Ok, "fact-detail", word)),
            (None, _) => read.extend(row(Glyph::Ok, "fact-means", texts.with("fact-article", &args))),
        }
    } else if symptom.direction != MailDirection::Inbound {
        read.extend(row(Glyph::Unknown, "fact-means", texts.get("fact-no-article")));
    }
    let port = symptom.server_port.unwrap_or(crate::model::SMTP_PORT);
    let server = Args::new()
        .text("name", symptom.server_name.as_ref().map(ToString::to_string).unwrap_or_default())
        .text("ip", symptom.server_ip.map(|ip| ip.to_string()).unwrap_or_default())
        .text("port", port);
    match (&symptom.server_name, symptom.server_ip) {
        (Some(_), Some(_)) => read.extend(row(Glyph::Ok, "fact-server", texts.with("fact-server-both", &server))),
        (Some(name), None) => read.extend(row(Glyph::Ok, "fact-server", name.to_string())),
        (None, Some(ip)) => read.extend(row(Glyph::Ok, "fact-server", ip.to_string())),
        (None, None) => read.extend(row(Glyph::Unknown, "fact-server", texts.get("fact-no-server"))),
    }
    if let Some(name) = &symptom.expected_name {
        read.extend(row(Glyph::Ok, "fact-wanted", name.to_string()));
    }
    let shown: Vec<_> = [
        symptom.presented_name.as_ref().map(ToString::to_string),
        symptom.thumbprint.as_ref().map(|print| format!("SHA-1\u{a0}{}", thumbprint_in_short(print.as_str(), theme))),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !shown.is_empty() {
        read.extend(row(Glyph::Ok, "fact-shown", texts.list(&shown)));
    }
    if let Some(name) = &symptom.connector_name {
        read.extend(row(Glyph::Ok, "fact-connector", name.to_string()));
    }
    if let Some(last) = &symptom.last_attempt {
        read.extend(row(Glyph::Ok, "fact-last", texts.with("fact-last-by-sender", &Args::new().text("at", last))));
    }
    let mut section = |label: &str, rows: Vec<Row>| {
        if !rows.is_empty() {
            page.extend(Row::at(2).text(texts.get(label)).to(column).block(rows));
        }
    };
    section("label-read", read);
    if symptom.direction != MailDirection::Inbound && symptom.code.is_some() {
        let form = ConnectorForm::of_symptom(symptom);
        let tls = if form.is_asked(Field::TlsDomain) { "fact-tls-domain" } else { "fact-tls-certificate" };
        let mut guessed = row(Glyph::Unknown, "fact-tls", texts.get(tls));
        guessed.extend(row(Glyph::Unknown, "fact-owner", texts.get("fact-owner-own")));
        section("label-guessed", guessed);
    }
    let mut unread: Vec<Row> = Vec::new();
    for text in symptom.unread.iter().take(3) {
        let start = Row::default().glyph(theme, Glyph::Skipped).text(" ");
        unread.extend(start.block(prose(text.shortened(120).as_str(), columns.saturating_sub(column + 4))));
    }
    let dropped = reading.addresses_dropped.max(symptom.addresses_dropped);
    let more = reading.reports.len().saturating_sub(1);
    let mut note = |id: &str, count: u64| {
        if count > 0 {
            let start = Row::default().glyph(theme, Glyph::Skipped).text(" ");
            let words = texts.with(id, &Args::new().number("count", count));
            unread.extend(start.block(prose(&words, columns.saturating_sub(column + 4))));
        }
    };
    note("fact-addresses", dropped);
    note("fact-more-reports", more as u64 + reading.left_out);
    section("label-not-read", unread);
}
