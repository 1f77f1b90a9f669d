//! The state of the screen, what changes it, and what it asks for: [`Model`], [`Message`], [`Effect`], [`update`],
//! [`view`]. No I/O, no clock.
//!
//! Each screen has its own file under `screens/`; here is what they share: the way between them, the keys that
//! work everywhere. What they look like together is the work of `layout`.

pub use super::layout::view;
use super::{
    keys::Action,
    screens::{self, Screen},
    theme::{Glyph, Theme},
    walk::{Lesson, Walk},
    widgets::row::wrap,
};
use crate::{
    knowledge::Knowledge,
    l10n::{Args, Locale, Texts},
    model::{Connector, Control, LabAnswer, Limits, ProbeEvent, ProbePlan, Scenario, Symptom, View},
};
use std::collections::{BTreeMap, BTreeSet};

use crossterm::event::KeyEvent;
use jiff::Timestamp;

/// The least width at which the screens are whole, in columns.
pub const LEAST_WIDTH: u16 = 60;
/// The least height at which the screens are whole, in rows.
pub const LEAST_HEIGHT: u16 = 16;
/// From this width on there is a second pane.
pub(crate) const TWO_PANES: u16 = 120;
/// The width of the left one of two panes.
pub(crate) const LEFT_PANE: usize = 80;

/// Numbers the runs, so that late events of a cancelled one are harmless.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunId(pub u64);

/// What time it is: passed in, never asked for here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// By this machine's clock, to be shown.
    pub wall: Timestamp,
    /// Milliseconds that only go forward, to count waits with.
    pub ms: u64,
}

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key.
    Key(KeyEvent),
    /// A bracketed paste.
    Paste(String),
    /// The window has that many columns and rows.
    Resize(u16, u16),
    /// A second has passed while a probe runs.
    Tick,
    /// A probe saw something.
    Probe(RunId, ProbeEvent),
    /// An exercise of the lab listens, and is to be probed so.
    LabReady(Box<LabReady>),
    /// The lab could not be started; the reason as the system gives it.
    LabFailed(String),
    /// How an exercise was answered is remembered, or not, for that reason.
    Remembered(Result<(), NotSaved>),
    /// A report was saved under that name, or not, for that reason.
    Saved(Result<String, NotSaved>),
    /// The file of that name was read, or not, for that reason.
    FileRead(String, Result<Vec<u8>, NotRead>),
    /// A signal asks to stop: its number.
    Stop(i32),
    /// The terminal is ours again.
    Resumed,
}

/// Why a file was not saved, or not read: the message `error-<id>` and its values, made safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSaved {
    /// The id of the message, without `error-`.
    pub id: String,
    /// Values for it.
    pub values: BTreeMap<String, String>,
}

impl NotSaved {
    /// The id of its message.
    pub(crate) fn message(&self) -> String {
        format!("error-{}", self.id)
    }

    /// The values of its message.
    pub(crate) fn args(&self) -> Args {
        self.values.iter().fold(Args::new(), |args, (name, value)| args.text(name, value))
    }
}

/// What is remembered of the lab.
#[derive(Clone, Debug, Default)]
pub struct Practised {
    /// The exercises that were solved, by their ids.
    pub solved: BTreeSet<String>,
    /// The last wrong answers, by exercise.
    pub wrong: BTreeMap<String, LabAnswer>,
    /// Why nothing could be read of it.
    pub trouble: Option<NotSaved>,
}

/// Why a file was not read: the same.
pub type NotRead = NotSaved;

/// An exercise that listens.
#[derive(Debug)]
pub struct LabReady {
    /// Its id.
    pub id: String,
    /// The connector to be probed.
    pub connector: Connector,
    /// How long to wait.
    pub limits: Limits,
}

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Begin a run.
    StartRun(RunId, ProbePlan),
    /// Stop a run; what it saw stays.
    CancelRun(RunId),
    /// Make an exercise listen.
    StartLab(String),
    /// Save a report under a name in the current folder.
    Save(String, String),
    /// Remember how an exercise was answered: with that wrong answer, or rightly.
    Remember(String, Option<LabAnswer>),
    /// Read the beginning of a file that a person named.
    ReadFile(String),
    /// Hand a text to the terminal's clipboard.
    Copy(String),
    /// Give the terminal back to the shell until `fg`.
    Suspend,
    /// Leave.
    Quit(Exit),
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// By `q`: exit code 0.
    Asked,
    /// By Ctrl-C: exit code 130, as a shell expects it.
    Interrupted,
    /// By a signal of that number: exit code 128 + n.
    Signal(i32),
}

impl Exit {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Asked => 0,
            Self::Interrupted => 130,
            Self::Signal(number) => u8::try_from(128 + number).unwrap_or(u8::MAX),
        }
    }
}

/// How probes are to be made; the same for all of a session.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How long to wait for what.
    pub limits: Limits,
    /// The name to greet with.
    pub ehlo: Option<String>,
    /// The control connection.
    pub control: Control,
}

/// One sentence on the message line, until the next key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Note {
    pub(crate) glyph: Option<Glyph>,
    pub(crate) id: String,
    pub(crate) args: Args,
}

/// Everything the screen shows.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) texts: Texts,
    pub(crate) theme: Theme,
    pub(crate) knowledge: &'static Knowledge,
    pub(crate) settings: Settings,
    pub(crate) here: View,
    pub(crate) now: Now,
    pub(crate) size: (u16, u16),
    pub(crate) screen: Screen,
    pub(crate) trail: Vec<Screen>,
    pub(crate) help: Option<usize>,
    pub(crate) quitting: bool,
    pub(crate) quit_after_save: bool,
    pub(crate) note: Option<Note>,
    pub(crate) welcome: usize,
    pub(crate) connector: screens::connector::State,
    pub(crate) paste: screens::paste::State,
    pub(crate) codes: screens::codes::State,
    pub(crate) import: screens::import::State,
    pub(crate) lab: screens::lab::State,
    pub(crate) symptom: Option<Symptom>,
    pub(crate) walk: Option<Walk>,
    pub(crate) scroll: usize,
    pub(crate) pane: bool,
    /// The name of the next language, in that language.
    pub(crate) next_language: String,
    runs: u64,
}

impl Model {
    /// A session that begins at the welcome screen.
    pub fn new(texts: Texts, theme: Theme, here: View, settings: Settings, now: Now) -> Self {
        Self {
            next_language: next_language(&texts),
            texts,
            theme,
            knowledge: Knowledge::embedded(),
            settings,
            here,
            now,
            size: (80, 24),
            screen: Screen::Welcome,
            trail: Vec::new(),
            help: None,
            quitting: false,
            quit_after_save: false,
            note: None,
            welcome: 0,
            connector: screens::connector::State::default(),
            paste: screens::paste::State::default(),
            codes: screens::codes::State::default(),
            import: screens::import::State::default(),
            lab: screens::lab::State::default(),
            symptom: None,
            walk: None,
            scroll: 0,
            pane: false,
            runs: 0,
        }
    }

    /// Offers the exercises of the training lab.
    #[must_use]
    pub fn with_lab(mut self, scenarios: Vec<Scenario>) -> Self {
        self.lab = screens::lab::State::new(scenarios);
        self
    }

    /// Takes what is remembered of the lab.
    #[must_use]
    pub fn with_practised(mut self, practised: Practised) -> Self {
        self.lab.remember(practised);
        self
    }

    /// Takes what Office 365 reported: the questions are answered from it as far as it tells.
    pub fn bring(&mut self, symptom: Symptom) {
        screens::connector::from_report(self, &symptom);
        self.symptom = Some(symptom);
    }

    /// Begins at the training lab.
    pub fn open_lab(&mut self) {
        self.go(Screen::Lab);
    }

    /// Asks for an exercise to be started.
    pub fn open_exercise(&mut self, id: &str) -> Vec<Effect> {
        self.lab.starting = Some(id.to_owned());
        vec![Effect::StartLab(id.to_owned())]
    }

    /// Begins the probe of a connector.
    pub fn open_connector(&mut self, connector: Connector) -> Vec<Effect> {
        self.connector = screens::connector::State::of(&connector);
        self.start_walk(connector, self.settings.limits)
    }

    /// Whether a probe runs, so that seconds count.
    pub fn is_probing(&self) -> bool {
        self.walk.as_ref().is_some_and(|walk| !walk.run.finished)
    }

    /// The last finding in plain lines, to be left on the normal screen; empty when nothing was probed.
    pub fn last_words(&self) -> Vec<String> {
        self.walk.as_ref().map(|walk| screens::finding::last_words(self, walk)).unwrap_or_default()
    }

    /// Columns of the left or only pane.
    pub(crate) fn columns(&self) -> usize {
        if self.size.0 >= TWO_PANES { LEFT_PANE } else { usize::from(self.size.0) }
    }

    /// Rows of the body.
    pub(crate) fn body_rows(&self) -> usize {
        let message = self.message_rows().len().max(1);
        usize::from(self.size.1).saturating_sub(3 + message)
    }

    /// Goes to a screen; back leads here.
    pub(crate) fn go(&mut self, screen: Screen) {
        if self.screen != screen {
            // A screen that was passed before is not passed twice on the way back.
            if let Some(place) = self.trail.iter().position(|passed| *passed == screen) {
                self.trail.truncate(place);
            } else {
                self.trail.push(self.screen);
            }
            self.screen = screen;
        }
        self.scroll = 0;
        self.pane = false;
    }

    /// Goes back one screen; whether there was one.
    pub(crate) fn go_back(&mut self) -> bool {
        self.scroll = 0;
        self.pane = false;
        match self.trail.pop() {
            Some(screen) => {
                self.screen = screen;
                true
            }
            None => false,
        }
    }

    /// Says something on the message line.
    pub(crate) fn say(&mut self, glyph: Option<Glyph>, id: &str, args: Args) -> Vec<Effect> {
        self.note = Some(Note { glyph, id: id.to_owned(), args });
        Vec::new()
    }

    /// Says why a file was not saved.
    fn complain(&mut self, reason: &NotSaved) -> Vec<Effect> {
        self.say(Some(Glyph::Fault), &reason.message(), reason.args())
    }

    /// Begins the probe of a connector and shows it.
    pub(crate) fn start_walk(&mut self, connector: Connector, limits: Limits) -> Vec<Effect> {
        let mut effects = self.cancel();
        self.walk = Some(Walk::new(connector, self.symptom.clone(), limits));
        effects.extend(self.probe());
        self.go(Screen::Probing);
        effects
    }

    /// Probes the connector of the walk, again.
    pub(crate) fn probe(&mut self) -> Vec<Effect> {
        let mut effects = self.cancel();
        self.runs += 1;
        let id = RunId(self.runs);
        let now = self.now;
        if let Some(walk) = &mut self.walk {
            walk.begin(id, now.ms);
            let plan = ProbePlan {
                connector: walk.connector.clone(),
                ehlo: self.settings.ehlo.clone(),
                limits: walk.limits,
                samples: 1,
                control: self.settings.control.clone(),
            };
            effects.push(Effect::StartRun(id, plan));
        }
        effects
    }

    /// Stops a run that goes on.
    pub(crate) fn cancel(&mut self) -> Vec<Effect> {
        match &mut self.walk {
            Some(walk) if !walk.run.finished => {
                walk.stopped = true;
                vec![Effect::CancelRun(walk.run_id)]
            }
            _ => Vec::new(),
        }
    }

    /// Copies rows: what was sent is told, because the terminal never answers.
    pub(crate) fn copy(&mut self, lines: &[String]) -> Vec<Effect> {
        let text = lines.join("\n").replace('\u{a0}', " ");
        let count = lines.len();
        self.say(Some(Glyph::Ok), "copied", Args::new().number("count", count));
        vec![Effect::Copy(text)]
    }

    /// Scrolls a page of so many hidden rows.
    pub(crate) fn scroll_by(&mut self, action: Action, hidden: usize, height: usize) {
        let page = height.saturating_sub(2).max(1);
        self.scroll = match action {
            Action::Up => self.scroll.min(hidden).saturating_sub(1),
            Action::Down => (self.scroll + 1).min(hidden),
            Action::PageUp => self.scroll.min(hidden).saturating_sub(page),
            Action::PageDown => (self.scroll + page).min(hidden),
            Action::Home => 0,
            Action::End => hidden,
            _ => self.scroll,
        };
    }

    /// The message line, wrapped; usually one row.
    pub(crate) fn message_rows(&self) -> Vec<String> {
        let columns = usize::from(self.size.0).saturating_sub(5);
        match self.message() {
            Some(note) => wrap(&self.texts.with(&note.id, &note.args), columns),
            None => Vec::new(),
        }
    }

    /// What the message line says: a note, a question, or that a probe goes on elsewhere.
    pub(crate) fn message(&self) -> Option<Note> {
        if self.quitting {
            let count = self.walk.as_ref().map_or(0, |walk| walk.unsaved.len());
            let args = Args::new().number("count", count);
            return Some(Note { glyph: Some(Glyph::Warning), id: "quit-unsaved".into(), args });
        }
        if self.note.is_some() {
            return self.note.clone();
        }
        let walk = self.walk.as_ref().filter(|walk| !walk.run.finished)?;
        let elsewhere = matches!(self.screen, Screen::Finding | Screen::Checklist | Screen::Details);
        elsewhere.then(|| Note {
            glyph: Some(Glyph::Running),
            id: "still-probing".into(),
            args: Args::new()
                .number("done", walk.run.endpoints.iter().filter(|endpoint| endpoint.is_over()).count())
                .number("count", walk.run.endpoints.len())
                .text("time", self.texts.duration(walk.elapsed_ms(self.now) / 1_000 * 1_000)),
        })
    }
}

/// Takes one message in and tells what is to be done outside.
pub fn update(model: &mut Model, now: Now, message: Message) -> Vec<Effect> {
    model.now = now;
    match message {
        Message::Key(key) => on_key(model, key),
        Message::Paste(text) => on_paste(model, &text),
        Message::Resize(columns, rows) => {
            model.size = (columns, rows);
            Vec::new()
        }
        Message::Tick | Message::Resumed => Vec::new(),
        Message::Probe(id, event) => {
            let knowledge = model.knowledge;
            if let Some(walk) = model.walk.as_mut().filter(|walk| walk.run_id == id) {
                let verified = walk.see(event, now, knowledge);
                if verified > 0 && model.screen == Screen::Checklist {
                    return model.say(Some(Glyph::Ok), "steps-verified", Args::new().number("count", verified));
                }
            }
            Vec::new()
        }
        Message::LabReady(ready) => {
            model.lab.starting = None;
            model.symptom = None;
            model.connector = screens::connector::State::of(&ready.connector);
            let effects = model.start_walk(ready.connector, ready.limits);
            let lesson = model.lab.scenario(&ready.id).cloned().map(Lesson::new);
            if let Some(walk) = &mut model.walk {
                walk.lesson = lesson;
            }
            effects
        }
        Message::LabFailed(reason) => {
            model.lab.starting = None;
            model.go(Screen::Lab);
            model.say(Some(Glyph::Fault), "lab-failed", Args::new().text("reason", reason))
        }
        Message::Remembered(remembered) => {
            model.lab.trouble = remembered.err();
            match model.lab.trouble.clone() {
                Some(reason) => model.complain(&reason),
                None => Vec::new(),
            }
        }
        Message::Saved(Ok(name)) => {
            if let Some(walk) = &mut model.walk {
                walk.unsaved.clear();
            }
            if model.quit_after_save {
                return quit(model, Exit::Asked);
            }
            model.say(Some(Glyph::Ok), "saved", Args::new().text("name", name))
        }
        Message::Saved(Err(reason)) => {
            model.quit_after_save = false;
            model.quitting = false;
            model.complain(&reason)
        }
        Message::FileRead(name, read) => screens::import::file_read(model, &name, read),
        Message::Stop(signal) => quit(model, Exit::Signal(signal)),
    }
}

fn quit(model: &mut Model, exit: Exit) -> Vec<Effect> {
    let mut effects = model.cancel();
    effects.push(Effect::Quit(exit));
    effects
}

fn on_key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let typing = model.help.is_none() && !model.quitting && model.screen.is_typing(model);
    let action = Action::of(key, typing);
    match action {
        Some(Action::QuitAtOnce) => return quit(model, Exit::Interrupted),
        Some(Action::Suspend) => return vec![Effect::Suspend],
        _ => {}
    }
    if model.quitting {
        return answer_quit(model, action);
    }
    model.note = None;
    if action == Some(Action::Language) {
        let locale = model.texts.locale().next();
        return switch_language(model, locale);
    }
    if is_too_small(model) {
        return match action {
            Some(Action::Quit) => ask_quit(model),
            _ => Vec::new(),
        };
    }
    if let Some(scroll) = model.help {
        return screens::help::act(model, action, scroll);
    }
    match action {
        Some(Action::Help) => {
            model.help = Some(0);
            Vec::new()
        }
        Some(Action::Quit) => ask_quit(model),
        Some(action) => match model.screen.act(model, action) {
            Some(effects) => effects,
            None => model.say(None, "does-nothing", Args::new()),
        },
        None if typing => {
            model.screen.type_key(model, key);
            Vec::new()
        }
        None if screens::quiz::takes(model, key) => Vec::new(),
        None => model.say(None, "does-nothing", Args::new()),
    }
}

/// Reading a language takes milliseconds, so its name is kept.
fn next_language(texts: &Texts) -> String {
    Texts::new(texts.locale().next()).get("locale-name")
}

fn switch_language(model: &mut Model, locale: Locale) -> Vec<Effect> {
    model.texts = Texts::new(locale);
    model.next_language = next_language(&model.texts);
    model.say(None, "language-now", Args::new().text("name", model.texts.get("locale-name")))
}

pub(crate) fn ask_quit(model: &mut Model) -> Vec<Effect> {
    if model.walk.as_ref().is_some_and(|walk| !walk.unsaved.is_empty()) {
        model.quitting = true;
        Vec::new()
    } else {
        quit(model, Exit::Asked)
    }
}

fn answer_quit(model: &mut Model, action: Option<Action>) -> Vec<Effect> {
    match action {
        Some(Action::Quit) => quit(model, Exit::Asked),
        Some(Action::Save) => {
            model.quit_after_save = true;
            screens::save(model)
        }
        Some(Action::Back) => {
            model.quitting = false;
            Vec::new()
        }
        // The question stays until it is answered.
        _ => Vec::new(),
    }
}

fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if model.quitting {
        return Vec::new();
    }
    model.note = None;
    if model.help.is_some() || is_too_small(model) {
        return Vec::new();
    }
    if model.screen.paste(model, text) { Vec::new() } else { model.say(None, "paste-nowhere", Args::new()) }
}

pub(crate) fn is_too_small(model: &Model) -> bool {
    model.size.0 < LEAST_WIDTH || model.size.1 < LEAST_HEIGHT
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyModifiers};

    use super::*;

    const NOW: Now = Now { wall: Timestamp::UNIX_EPOCH, ms: 0 };

    fn model() -> Model {
        let texts = Texts::new(Locale::english());
        Model::new(texts, Theme::new(false, false), View::default(), Settings::default(), NOW)
    }

    fn press(model: &mut Model, code: KeyCode) -> Vec<Effect> {
        update(model, NOW, Message::Key(KeyEvent::from(code)))
    }

    #[test]
    fn a_signal_leaves_with_128_and_its_number() {
        let mut model = model();
        assert_eq!(update(&mut model, NOW, Message::Stop(15)), [Effect::Quit(Exit::Signal(15))]);
        assert_eq!(Exit::Signal(15).code(), 143);
    }

    #[test]
    fn a_key_that_does_nothing_says_so_until_the_next_key() {
        let mut model = model();
        assert_eq!(press(&mut model, KeyCode::Char('y')), []);
        assert_eq!(model.note.as_ref().map(|note| note.id.as_str()), Some("does-nothing"));
        press(&mut model, KeyCode::Down);
        assert_eq!(model.note, None);
    }

    #[test]
    fn letters_typed_into_a_field_are_no_commands() {
        let mut model = model();
        model.go(Screen::Connector);
        for letter in "qsry?/".chars() {
            assert_eq!(press(&mut model, KeyCode::Char(letter)), [], "{letter}");
        }
        let quit = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(update(&mut model, NOW, Message::Key(quit)), [Effect::Quit(Exit::Interrupted)]);
    }

    #[test]
    fn the_way_back_passes_no_screen_twice() {
        let mut model = model();
        for screen in [Screen::Connector, Screen::Probing, Screen::Finding, Screen::Probing, Screen::Finding] {
            model.go(screen);
        }
        let mut back = Vec::new();
        while model.go_back() {
            back.push(model.screen);
        }
        assert_eq!(back, [Screen::Probing, Screen::Connector, Screen::Welcome]);
    }

    #[test]
    fn a_failed_save_keeps_the_program_and_says_why() {
        let mut model = model();
        model.quit_after_save = true;
        let values = BTreeMap::from([("path".to_owned(), "/x".to_owned())]);
        let effects = update(&mut model, NOW, Message::Saved(Err(NotSaved { id: "store-denied".into(), values })));
        assert_eq!(effects, []);
        assert_eq!(model.note.as_ref().map(|note| note.id.as_str()), Some("error-store-denied"));
    }

    #[test]
    fn nothing_is_awaited_on_an_idle_screen() {
        assert!(!model().is_probing());
    }
}
