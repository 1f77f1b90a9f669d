//! The state of the screen, what changes it, and what it asks for: [`Model`], [`Message`], [`Effect`], [`mod@update`],
//! [`view`]. No I/O, no clock.
//!
//! Here is what the screens share, and the way between them; `message` has what comes in and goes out, `update` the keys
//! that work everywhere. Each screen has its own file under `screens/`; what they look like together is the work of
//! `layout`.

mod message;
mod update;

pub(crate) use self::update::ask_quit;
pub use self::{
    message::{Effect, Exit, LabReady, Message, NotRead, NotSaved, Now, Practised, RunId, Settings, Whom},
    update::update,
};
pub use super::layout::view;
use super::{
    keys::Action,
    saving,
    screens::{self, Screen},
    theme::{Glyph, Theme},
    walk::Walk,
    widgets::row::wrap,
};
use crate::{
    knowledge::Knowledge,
    l10n::{Args, Texts},
    model::{Connector, Limits, ProbePlan, Scenario, Symptom, View},
};

/// The least width at which the screens are whole, in columns.
pub const LEAST_WIDTH: u16 = 60;
/// The least height at which the screens are whole, in rows.
pub const LEAST_HEIGHT: u16 = 16;
/// From this width on there is a second pane.
pub(crate) const TWO_PANES: u16 = 120;
/// The width of the left one of two panes.
pub(crate) const LEFT_PANE: usize = 80;

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
    pub(crate) saving: saving::State,
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
            saving: saving::State::default(),
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

    /// Says why a file of ours was not written.
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
        if let Some((rows, _)) = saving::rows(self, columns) {
            return rows;
        }
        match self.message() {
            Some(note) => wrap(&self.texts.with(&note.id, &note.args), columns),
            None => Vec::new(),
        }
    }

    /// What the message line says: a note, a question, or that a probe goes on elsewhere.
    pub(crate) fn message(&self) -> Option<Note> {
        if saving::is_asking(self) {
            return Some(Note { glyph: None, id: "save-where".into(), args: Args::new() });
        }
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

/// Reading a language takes milliseconds, so its name is kept.
fn next_language(texts: &Texts) -> String {
    Texts::new(texts.locale().next()).get("locale-name")
}

pub(crate) fn is_too_small(model: &Model) -> bool {
    model.size.0 < LEAST_WIDTH || model.size.1 < LEAST_HEIGHT
}
