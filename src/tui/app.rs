//! The state of the screen, what changes it, and what it asks for: [`Model`], [`mod@update`]. No I/O, no clock.
//!
//! Here is the way between the screens, [`Model::follow`]: the only place where one leads to another, where the report at
//! hand changes, and where ticks may be lost. `update` has the keys that work everywhere. Each screen has its own file
//! under `screens/`; what they look like together is the work of `layout`.

mod update;

pub use self::update::update;
use super::{
    keys::Action,
    message::{Effect, Exit, LabReady, OpenCases, Practised},
    saving::{self, What},
    screens::{Screens, help::KeysHere},
    shared::{Note, Shared},
    theme::{Glyph, Theme},
    told,
    turn::{Letter, Screen, Turn},
    watching,
    widgets::row::wrap,
};
use crate::{
    intake::{ndr, outbound_connector},
    knowledge::Known,
    l10n::{Args, Texts},
    model::{Case, Connector, Settings, Symptom, View},
    wizard::{ConnectorForm, Field, Now, RunId, Walk},
};

/// Everything the screen shows.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) shared: Shared,
    pub(crate) screens: Screens,
    pub(crate) screen: Screen,
    trail: Vec<Screen>,
    /// How far the help is scrolled, while it is open.
    pub(crate) help: Option<usize>,
    /// What would lose something that no file knows of, while it is asked whether it may.
    leaving: Option<Leave>,
    /// What comes after a report is saved.
    after_saving: Option<Leave>,
    /// Whether ticks that no file knows of were given up for the exercise that is being started.
    pub(crate) given_up: bool,
    pub(crate) saving: saving::State,
    /// How the connector of the form is looked at: as the walk it came from.
    settings: Settings,
    runs: u64,
}

/// What leaves the walk that is under way.
#[derive(Clone, Debug)]
enum Leave {
    /// The end.
    Quit,
    /// The start of an exercise.
    Exercise(String),
    /// Another walk, and the answers that describe its connector, if they are not those of the form.
    Walk(Box<Walk>, Option<(ConnectorForm, Field)>),
    /// The finding of a walk that was probed elsewhere.
    Found(Box<Walk>),
    /// A case that is gone on from.
    Case(Box<Walk>),
    /// Another list of connectors.
    Export(String),
    /// Another list of connectors, of that file.
    ExportFile(String),
}

/// What would be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lost {
    Ticks,
    Rows,
}

impl Model {
    /// A session that begins at the welcome screen.
    pub fn new(texts: Texts, theme: Theme, here: View, settings: Settings, now: Now) -> Self {
        Self {
            settings: settings.clone(),
            shared: Shared::new(texts, theme, here, settings, now),
            screens: Screens::default(),
            screen: Screen::Welcome,
            trail: Vec::new(),
            help: None,
            leaving: None,
            after_saving: None,
            given_up: false,
            saving: saving::State::default(),
            runs: 0,
        }
    }

    /// With something newer than what was shipped.
    #[must_use]
    pub fn knowing(mut self, knowledge: &'static Known) -> Self {
        self.shared.knowledge = knowledge;
        self
    }

    /// Offers the training lab, of which so much is remembered.
    #[must_use]
    pub fn with_lab(mut self, practised: Practised) -> Self {
        self.shared.has_lab = true;
        self.shared.practised = practised;
        self
    }

    /// Keeps cases from now on, of which these are kept already.
    pub fn keep_cases(&mut self, cases: OpenCases) {
        let why: Vec<_> = cases.trouble.iter().map(|told| self.shared.texts.told("error", told)).collect();
        if !why.is_empty() {
            self.shared.note = Some(Note { glyph: Some(Glyph::Warning), text: why.join(" ") });
        }
        self.shared.cases = Some(cases);
    }

    /// Goes on from a case.
    pub fn open_case(&mut self, case: Case) -> Vec<Effect> {
        let walk = Walk::resume(case, self.shared.settings.clone(), self.shared.knowledge);
        self.leave(Leave::Case(Box::new(walk)))
    }

    /// Takes what Office 365 reported: the questions are answered from it as far as it tells.
    pub fn bring(&mut self, symptom: Symptom) {
        let form = ConnectorForm::of_symptom(&symptom);
        self.follow(Turn::Form(Box::new(form), Field::Party, Some(Box::new(symptom))));
    }

    /// Begins at the training lab.
    pub fn open_lab(&mut self) {
        self.go(Screen::Lab);
    }

    /// Tells the case of an exercise, which Enter starts. A scenario of the bench has none to tell, and is started.
    pub fn open_exercise(&mut self, id: &str) -> Vec<Effect> {
        self.open_lab();
        match self.screens.show_exercise(id, &self.shared) {
            true => Vec::new(),
            false => self.follow(Turn::Exercise(id.to_owned())),
        }
    }

    /// Begins the probe of a connector.
    pub fn open_connector(&mut self, connector: Connector) -> Vec<Effect> {
        self.screens.fill_in(ConnectorForm::of(&connector), Field::Target);
        self.follow(Turn::Probe(Box::new(connector)))
    }

    /// Whether a probe runs, so that seconds count.
    pub fn is_probing(&self) -> bool {
        self.shared.is_probing() || self.screens.is_surveying()
    }

    /// When a tick is due, by the clock that only goes forward, in milliseconds: what is watched is probed again, or the words of a
    /// countdown change.
    pub fn next_tick_ms(&self) -> Option<u64> {
        let look = self.shared.walk.as_ref()?.next_look_ms();
        look.into_iter().chain(watching::next_words_ms(&self.shared, self.screen)).min()
    }

    /// The size of the window, in columns and rows, as it was told last.
    pub fn size(&self) -> (u16, u16) {
        self.shared.size
    }

    /// The id of the screen that is shown, and of every screen there is.
    pub fn screen(&self) -> (&'static str, [&'static str; Screen::ALL.len()]) {
        (self.screen.id(), Screen::ALL.map(Screen::id))
    }

    /// The last finding in plain lines, to be left on the normal screen, and how many ticks are lost; empty when nothing
    /// was probed.
    pub fn last_words(&self) -> Vec<String> {
        told::last_words(&self.shared, self.unsaved())
    }

    /// Does what a turn asks for.
    fn follow(&mut self, turn: Turn) -> Vec<Effect> {
        match turn {
            Turn::Nothing => self.does_nothing(None),
            Turn::Stay(effects) => effects,
            Turn::Back => self.turn_back(),
            Turn::Go(screen) => {
                match screen {
                    // Who is asked about a connector brings no report.
                    Screen::Connector => {
                        self.shared.symptom = None;
                        self.screens.leave_list();
                    }
                    Screen::Export => self.screens.ask_for_export(),
                    Screen::Welcome
                    | Screen::Paste
                    | Screen::Probing
                    | Screen::Details
                    | Screen::Quiz
                    | Screen::Finding
                    | Screen::Questions
                    | Screen::Checklist
                    | Screen::Letter
                    | Screen::Codes
                    | Screen::Lab => {}
                }
                self.go(screen);
                Vec::new()
            }
            Turn::Instead(screen) => {
                self.go_back();
                self.go(screen);
                Vec::new()
            }
            Turn::Form(form, field, symptom) => {
                self.screens.fill_in(*form, field);
                if self.screen != Screen::Export {
                    self.screens.leave_list();
                }
                self.settings.clone_from(&self.shared.settings);
                self.shared.symptom = symptom.map(|symptom| *symptom);
                self.go(Screen::Connector);
                Vec::new()
            }
            Turn::Report(text) => match self.screens.read_report(&text, self.screen == Screen::Paste) {
                Some(export) => self.follow(Turn::Export(export)),
                None => {
                    self.go(Screen::Paste);
                    Vec::new()
                }
            },
            Turn::ReportFile(name) => {
                self.screens.await_report(&name, self.screen == Screen::Paste);
                self.go(Screen::Paste);
                vec![Effect::ReadFile(name)]
            }
            // What holds no connector takes no list's place.
            Turn::Export(text) => match outbound_connector::connectors(text.as_bytes()) {
                Err(error) if self.screens.unsaved_rows() > 0 => {
                    let args = self.shared.texts.args_of(&error);
                    self.say(Some(Glyph::Fault), &format!("error-{}", error.id()), args)
                }
                Ok(_) | Err(_) => self.leave(Leave::Export(text)),
            },
            Turn::ExportFile(name) => self.leave(Leave::ExportFile(name)),
            Turn::Article(code) => {
                self.screens.show_article(&code);
                self.go(Screen::Codes);
                Vec::new()
            }
            Turn::Exercise(id) => self.leave(Leave::Exercise(id)),
            Turn::Probe(connector) => {
                let walk = Walk::new(*connector, self.shared.symptom.clone(), self.settings.clone());
                self.leave(Leave::Walk(Box::new(walk), None))
            }
            Turn::ProbeReported(connector, symptom) => {
                let form = (ConnectorForm::of_symptom(&symptom), Field::Party);
                self.screens.leave_list();
                let walk = Walk::new(*connector, Some(*symptom), self.shared.settings.clone());
                self.leave(Leave::Walk(Box::new(walk), Some(form)))
            }
            Turn::Survey => self.survey(),
            Turn::Found(connector, run) => {
                let mut walk = Walk::new(*connector, None, self.shared.settings.clone());
                self.runs += 1;
                walk.begin(RunId(self.runs), self.shared.now.ms);
                walk.take(*run, self.shared.now, self.shared.knowledge);
                self.leave(Leave::Found(Box::new(walk)))
            }
            Turn::SaveTable(table) => self.save(What::Table(*table)),
            Turn::SaveTableAs(table) => self.ask_where(What::Table(*table)),
            // What is being probed or watched is nowhere but here.
            Turn::Case(id) if self.shared.walk.as_ref().and_then(Walk::case_id) == Some(&id) => {
                self.go_where_it_was_left();
                Vec::new()
            }
            Turn::Case(id) => vec![Effect::OpenCase(id)],
            Turn::Edit => self.edit(),
            Turn::Compare(text) => self.compare(&text),
            Turn::Open(proof) => {
                // What is read stays, whatever becomes known of others meanwhile.
                self.shared.address = proof.address().or(self.shared.address);
                self.screens.open(proof);
                let looks_back = self.screen == Screen::Finding;
                self.go(Screen::Details);
                self.shared.looks_back = looks_back;
                Vec::new()
            }
            Turn::ProbeAgain => {
                // It is watched where the addresses are; the steps show for themselves what it verifies.
                if self.screen != Screen::Checklist {
                    self.go(Screen::Probing);
                }
                self.probe()
            }
            Turn::Letter(to) => {
                self.screens.write(Letter { to, locale: self.shared.texts.locale() });
                self.go(Screen::Letter);
                Vec::new()
            }
            Turn::SaveLetter(letter) => self.save(What::Letter(letter)),
            Turn::SaveLetterAs(letter) => self.ask_where(What::Letter(letter)),
            Turn::Save => self.save(What::Report),
            Turn::SaveAs => self.ask_where(What::Report),
        }
    }

    fn save(&mut self, what: What) -> Vec<Effect> {
        let turn = self.saving.save(what, &mut self.shared);
        self.follow(turn)
    }

    fn ask_where(&mut self, what: What) -> Vec<Effect> {
        let turn = self.saving.ask(what, &mut self.shared);
        self.follow(turn)
    }

    /// Holds a pasted report against the finding.
    fn compare(&mut self, text: &str) -> Vec<Effect> {
        let shared = &mut self.shared;
        let Some(walk) = &mut shared.walk else { return Vec::new() };
        if walk.scenario().is_some() {
            return self.say(None, "paste-nowhere", Args::new());
        }
        let report = ndr::read(text.as_bytes(), shared.knowledge).ok().and_then(|reading| reading.first().cloned());
        let Some(symptom) = report else { return self.say(Some(Glyph::Unknown), "paste-no-report", Args::new()) };
        walk.compare_with(symptom.clone(), shared.knowledge);
        shared.symptom = Some(symptom);
        shared.scroll = 0;
        self.say(Some(Glyph::Ok), "compared-with-report", Args::new())
    }

    /// To the answers that describe the connector of the walk. What was typed stays as it was typed.
    fn edit(&mut self) -> Vec<Effect> {
        let Some(walk) = &self.shared.walk else { return Vec::new() };
        if walk.scenario().is_some() {
            return self.say(None, "edit-exercise", Args::new());
        }
        self.shared.symptom.clone_from(&walk.symptom);
        self.settings.clone_from(&walk.settings);
        if !self.screens.describes(&walk.connector) {
            self.screens.fill_in(ConnectorForm::of(&walk.connector), Field::Target);
        }
        self.go(Screen::Connector);
        Vec::new()
    }

    /// One screen back, once there is nothing that is stopped first, whatever is shown of it.
    fn turn_back(&mut self) -> Vec<Effect> {
        if self.screen.is_beside_the_probe() && self.shared.may_stop() {
            let effects = self.shared.cancel();
            self.say(None, "stopped", Args::new());
            return effects;
        }
        if self.screens.is_starting(self.screen) {
            self.screens.set_starting(None, &self.shared);
            self.given_up = false;
            return vec![Effect::GiveUpLab];
        }
        // Nobody watches a probe that is left, unless something of it is shown meanwhile.
        let is_left = self.screen == Screen::Probing && self.shared.may_stop();
        let effects = if is_left { self.shared.cancel() } else { Vec::new() };
        self.go_back();
        effects
    }

    /// The keys of the screen, for the help.
    pub(crate) fn keys_here(&self) -> KeysHere {
        let hints = self.screens.hints(self.screen, &self.shared);
        KeysHere { screen: self.screen, hints, is_typing: self.screens.is_typing(self.screen) }
    }

    /// Whether it is asked if something may be lost.
    pub(crate) fn is_asking_to_leave(&self) -> bool {
        self.leaving.is_some()
    }

    /// An exercise listens, and is to be probed so.
    fn practise(&mut self, ready: LabReady) -> Vec<Effect> {
        let given_up = std::mem::take(&mut self.given_up);
        // Who is being asked something else has gone on; what listens can be started again.
        if self.leaving.is_some() || self.after_saving.is_some() || self.saving.is_asking() {
            return Vec::new();
        }
        let exercise = self.shared.exercises().iter().find(|scenario| scenario.id == ready.id);
        self.screens.leave_list();
        // The form stays as it is: the lab's connector leads nowhere outside of the lab.
        let settings = Settings { limits: ready.limits, ..self.shared.settings.clone() };
        let walk = Walk::in_lab(&ready.id, ready.connector, settings, exercise.cloned());
        let leave = Leave::Walk(Box::new(walk), None);
        if given_up { self.go_on(leave) } else { self.leave(leave) }
    }

    /// Leaves the walk or the list, or asks first whether what no file knows of may be lost.
    fn leave(&mut self, leave: Leave) -> Vec<Effect> {
        if self.would_lose(&leave).is_some() {
            self.leaving = Some(leave);
            return Vec::new();
        }
        self.go_on(leave)
    }

    /// What would be lost that no file knows of: ticks of the walk, or what a probe of all saw; and how many.
    fn would_lose(&self, leave: &Leave) -> Option<(Lost, usize)> {
        let (ticks, rows) = (self.unsaved(), self.screens.unsaved_rows());
        match leave {
            Leave::Quit if ticks == 0 => Some((Lost::Rows, rows)),
            Leave::Export(_) | Leave::ExportFile(_) => Some((Lost::Rows, rows)),
            Leave::Quit | Leave::Exercise(_) | Leave::Walk(..) | Leave::Found(_) | Leave::Case(_) => {
                Some((Lost::Ticks, ticks))
            }
        }
        .filter(|(_, count)| *count > 0)
    }

    /// How many ticks no file knows of.
    fn unsaved(&self) -> usize {
        self.shared.walk.as_ref().map_or(0, Walk::unsaved)
    }

    /// Nothing is lost any more, or it may be.
    fn go_on(&mut self, leave: Leave) -> Vec<Effect> {
        match leave {
            Leave::Quit => self.quit(Exit::Asked),
            Leave::Exercise(id) => {
                self.screens.set_starting(Some(id.clone()), &self.shared);
                vec![Effect::StartLab(id)]
            }
            Leave::Walk(walk, form) => {
                let mut effects = self.take_up(*walk, form);
                effects.extend(self.probe());
                self.go(Screen::Probing);
                effects
            }
            Leave::Found(walk) => {
                let form = (ConnectorForm::of(&walk.connector), Field::Target);
                let effects = self.take_up(*walk, Some(form));
                self.go(Screen::Finding);
                effects
            }
            Leave::Case(walk) => self.go_on_from(*walk),
            Leave::ExportFile(name) => {
                self.screens.await_export(&name);
                self.go(Screen::Export);
                vec![Effect::ReadFile(name)]
            }
            Leave::Export(text) => {
                self.screens.read_export(&text, self.screen == Screen::Export);
                self.go(Screen::Export);
                Vec::new()
            }
        }
    }

    /// Another walk is the one at hand.
    fn take_up(&mut self, walk: Walk, form: Option<(ConnectorForm, Field)>) -> Vec<Effect> {
        let effects = self.shared.cancel();
        if let Some((form, field)) = form {
            self.screens.fill_in(form, field);
            self.settings.clone_from(&walk.settings);
        }
        self.shared.symptom.clone_from(&walk.symptom);
        self.shared.walk = Some(walk);
        self.shared.address = None;
        self.screens.begin_walk();
        effects
    }

    /// To where a walk was left: at the probe that goes on, else at the steps, or where there are none at the finding.
    fn go_where_it_was_left(&mut self) {
        let Some(walk) = &self.shared.walk else { return };
        let (is_probed, has_steps) = (!walk.is_settled() || walk.is_earlier(), !walk.items().is_empty());
        if is_probed {
            return self.go(Screen::Probing);
        }
        self.go(Screen::Finding);
        if has_steps {
            self.go(Screen::Checklist);
        }
    }

    /// Goes on from a case where it was left. One that has no finding is probed first.
    fn go_on_from(&mut self, walk: Walk) -> Vec<Effect> {
        let form = (ConnectorForm::of(&walk.connector), Field::Target);
        self.screens.leave_list();
        let is_settled = walk.is_settled();
        let at = walk.run().started;
        let held = walk.case_id().filter(|_| self.shared.cases.is_some()).cloned();
        let mut effects = self.take_up(walk, Some(form));
        effects.extend(held.map(Effect::HoldCase));
        if !is_settled {
            effects.extend(self.probe());
            self.go(Screen::Probing);
            return effects;
        }
        self.go_where_it_was_left();
        let at = at.map(|at| self.shared.texts.date(at)).unwrap_or_default();
        self.say(None, "case-resumed", Args::new().text("at", at));
        effects
    }

    /// Probes the connector of the walk, again.
    fn probe(&mut self) -> Vec<Effect> {
        let mut effects = self.shared.cancel();
        self.runs += 1;
        let id = RunId(self.runs);
        self.screens.begin_run();
        if let Some(walk) = &mut self.shared.walk {
            walk.begin(id, self.shared.now.ms);
            effects.push(start(id, walk));
        }
        effects
    }

    /// Probes all connectors of the export, as the options of the program say.
    fn survey(&mut self) -> Vec<Effect> {
        self.runs += 1;
        let id = RunId(self.runs);
        let settings = self.shared.settings.clone();
        let plans = self.screens.begin_survey(id).into_iter();
        let plans = plans.map(|(place, connector)| (place, Walk::new(connector, None, settings.clone()).plan()));
        vec![Effect::StartSurvey(id, plans.collect(), Box::new(settings))]
    }

    /// Probes the connector that is watched, if it is time.
    fn look_again(&mut self) -> Vec<Effect> {
        let now_ms = self.shared.now.ms;
        let Some(walk) = self.shared.walk.as_mut() else { return Vec::new() };
        let Some(due_ms) = walk.next_look_ms().filter(|due_ms| *due_ms <= now_ms) else { return Vec::new() };
        self.runs += 1;
        let id = RunId(self.runs);
        walk.begin_look(id, now_ms, due_ms);
        vec![start(id, walk)]
    }

    fn quit(&mut self, exit: Exit) -> Vec<Effect> {
        let mut effects = self.shared.cancel();
        let (now, knowledge) = (self.shared.now.ms, self.shared.knowledge);
        self.shared.walk.iter_mut().for_each(|walk| walk.end(now, knowledge));
        effects.push(Effect::Quit(exit));
        effects
    }

    /// Goes to a screen; back leads here.
    fn go(&mut self, screen: Screen) {
        if self.screen != screen {
            // A screen that was passed before is not passed twice on the way back.
            if let Some(place) = self.trail.iter().position(|passed| *passed == screen) {
                self.trail.truncate(place);
            } else {
                self.trail.push(self.screen);
            }
            self.screen = screen;
        }
        self.shared.halves = screen.halves();
        self.shared.scroll = 0;
        self.shared.pane = false;
        self.shared.looks_back = false;
    }

    /// Goes back one screen, where there is one.
    fn go_back(&mut self) {
        self.shared.scroll = 0;
        self.shared.pane = false;
        self.shared.looks_back = false;
        self.screen = self.trail.pop().unwrap_or(self.screen);
        self.shared.halves = self.screen.halves();
    }

    /// Says that a key does nothing here, and why.
    fn does_nothing(&mut self, action: Option<Action>) -> Vec<Effect> {
        let why = action.map_or("other", |action| action.why_nothing(self.shared.walk.is_some()));
        self.say(None, "does-nothing", Args::new().text("why", why))
    }

    /// Says something on the message line.
    fn say(&mut self, glyph: Option<Glyph>, id: &str, args: Args) -> Vec<Effect> {
        self.shared.say(glyph, id, args);
        Vec::new()
    }

    /// Rows of the body: what header, rule, message line and footer leave.
    pub(crate) fn body_rows(&self) -> usize {
        usize::from(self.shared.size.1).saturating_sub(3 + self.message_rows().len().max(1))
    }

    /// The message line, wrapped; usually one row.
    pub(crate) fn message_rows(&self) -> Vec<String> {
        let columns = usize::from(self.shared.size.0).saturating_sub(5);
        if let Some((rows, _)) = self.saving_rows() {
            return rows;
        }
        self.message().map(|note| wrap(&note.text, columns)).unwrap_or_default()
    }

    /// The question where to save, what is typed below it, and the column of the cursor in the last row.
    pub(crate) fn saving_rows(&self) -> Option<(Vec<String>, usize)> {
        let columns = usize::from(self.shared.size.0).saturating_sub(5);
        self.saving.rows(&self.shared, columns).filter(|_| self.help.is_none())
    }

    /// The question whether something may be lost, while it is asked.
    pub(crate) fn question(&self) -> Option<String> {
        let leave = self.leaving.as_ref()?;
        let (lost, count) = self.would_lose(leave)?;
        let id = match (lost, leave) {
            (Lost::Ticks, Leave::Quit) => "quit-unsaved",
            (Lost::Ticks, _) => "leave-unsaved",
            (Lost::Rows, Leave::Quit) => "quit-unsaved-table",
            (Lost::Rows, _) => "leave-unsaved-table",
        };
        Some(self.shared.texts.with(id, &Args::new().number("count", count)))
    }

    /// What the message line says: a question, a note, or that a probe goes on elsewhere.
    pub(crate) fn message(&self) -> Option<Note> {
        let texts = &self.shared.texts;
        if let Some(text) = self.question() {
            return Some(Note { glyph: Some(Glyph::Warning), text });
        }
        if self.shared.note.is_some() {
            return self.shared.note.clone();
        }
        let walk = self.shared.walk.as_ref()?;
        if !walk.is_probing() || walk.is_looking_by_itself() {
            return watching::note(&self.shared).filter(|_| self.screen.is_beside_the_probe());
        }
        self.screen.is_beside_the_probe().then(|| {
            let endpoints = &walk.run().endpoints;
            let args = Args::new()
                .number("done", endpoints.iter().filter(|endpoint| endpoint.is_over()).count())
                .number("count", endpoints.len())
                .text("time", texts.duration(walk.elapsed_ms(self.shared.now.ms) / 1_000 * 1_000));
            // What is shown is what an earlier run found, until this one is over.
            let id = if walk.is_earlier() { "still-probing-earlier" } else { "still-probing" };
            Note { glyph: Some(Glyph::Running), text: texts.with(id, &args) }
        })
    }
}

/// The probe of a walk.
fn start(id: RunId, walk: &Walk) -> Effect {
    Effect::StartRun(id, walk.plan(), walk.seen_from.clone(), Box::new(walk.settings.clone()))
}
