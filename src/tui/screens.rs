//! The screens: the state of each, and who answers for which. A file per screen; none names another.
//!
//! A screen has its own `State` and is handed what all share: `hints` are the keys that work there, `act` says what a
//! key came to, `body` what is drawn. Where a turn leads is decided in `app`.

mod checklist;
mod codes;
mod connector;
mod details;
mod export;
mod finding;
mod lab;
mod letter;
mod paste;
mod probing;
mod questions;
mod quiz;
mod welcome;

pub(crate) mod help;
pub(crate) mod small;

use crossterm::event::KeyEvent;

use super::{
    body::{Body, Header},
    keys::{Action, Hint, hint, stopping},
    shared::Shared,
    turn::{Letter, Proof, Screen, Turn},
};
use crate::{
    model::{CodeId, Connector, ProbeEvent, Told},
    report::{Overview, phrases::target},
    wizard::{Change, ConnectorForm, Field, RunId, Walk},
};

/// What each screen knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Screens {
    welcome: welcome::State,
    connector: connector::State,
    paste: paste::State,
    export: export::State,
    probing: probing::State,
    details: details::State,
    quiz: quiz::State,
    finding: finding::State,
    questions: questions::State,
    checklist: checklist::State,
    letter: letter::State,
    codes: codes::State,
    lab: lab::State,
}

macro_rules! dispatch {
    ($screen:expr, $states:expr, $function:ident ( $($argument:expr),* ), $($borrow:tt)+) => {
        match $screen {
            Screen::Welcome => welcome::$function($($borrow)+ $states.welcome, $($argument),*),
            Screen::Connector => connector::$function($($borrow)+ $states.connector, $($argument),*),
            Screen::Paste => paste::$function($($borrow)+ $states.paste, $($argument),*),
            Screen::Export => export::$function($($borrow)+ $states.export, $($argument),*),
            Screen::Probing => probing::$function($($borrow)+ $states.probing, $($argument),*),
            Screen::Details => details::$function($($borrow)+ $states.details, $($argument),*),
            Screen::Quiz => quiz::$function($($borrow)+ $states.quiz, $($argument),*),
            Screen::Finding => finding::$function($($borrow)+ $states.finding, $($argument),*),
            Screen::Questions => questions::$function($($borrow)+ $states.questions, $($argument),*),
            Screen::Checklist => checklist::$function($($borrow)+ $states.checklist, $($argument),*),
            Screen::Letter => letter::$function($($borrow)+ $states.letter, $($argument),*),
            Screen::Codes => codes::$function($($borrow)+ $states.codes, $($argument),*),
            Screen::Lab => lab::$function($($borrow)+ $states.lab, $($argument),*),
        }
    };
}

/// What a screen answers.
impl Screens {
    /// The first line.
    pub(crate) fn header(&self, screen: Screen, shared: &Shared) -> Header {
        let is_titled = screen != Screen::Welcome;
        let title = if is_titled { shared.texts.get(&format!("title-{}", screen.id())) } else { String::new() };
        let right = match screen {
            Screen::Welcome => env!("CARGO_PKG_VERSION").to_owned(),
            Screen::Codes => codes::count(shared),
            Screen::Export => export::count(&self.export, shared),
            Screen::Lab => lab::count(shared),
            Screen::Quiz => quiz::count(shared),
            Screen::Connector | Screen::Paste => String::new(),
            Screen::Questions => questions::count(&self.questions, shared),
            Screen::Letter => letter::language(&self.letter, shared),
            Screen::Probing | Screen::Details | Screen::Finding | Screen::Checklist => {
                shared.walk.as_ref().map(|walk| target(&walk.connector)).unwrap_or_default()
            }
        };
        Header { step: screen.step(), title, right }
    }

    /// The keys that work there, the next step first.
    pub(crate) fn hints(&self, screen: Screen, shared: &Shared) -> Vec<Hint> {
        let mut hints = dispatch!(screen, self, hints(shared), &);
        if self.leads_on(screen, shared) {
            hints.insert(1.min(hints.len()), hint(Action::Following, "next-connector"));
        } else if next_exercise(screen, shared).is_some() {
            hints.push(hint(Action::Following, "next-exercise"));
        }
        stopping(hints, self.is_starting(screen))
    }

    /// What a key asks for.
    pub(crate) fn act(&mut self, screen: Screen, shared: &mut Shared, action: Action) -> Turn {
        if action == Action::Following && self.leads_on(screen, shared) {
            return export::following(&mut self.export, shared);
        }
        match next_exercise(screen, shared) {
            Some(id) if action == Action::Following => Turn::Exercise(id.to_owned()),
            Some(_) | None => dispatch!(screen, self, act(shared, action), &mut),
        }
    }

    /// Whether the finding of the next connector of a list can be gone to from there.
    fn leads_on(&self, screen: Screen, shared: &Shared) -> bool {
        matches!(screen, Screen::Finding | Screen::Checklist)
            && shared.walk.is_some()
            && export::is_opened(&self.export)
    }

    /// What it shows in so many rows.
    pub(crate) fn body(&self, screen: Screen, shared: &Shared, height: usize) -> Body {
        dispatch!(screen, self, body(shared, height), &)
    }

    /// Whether characters go into a text.
    pub(crate) fn is_typing(&self, screen: Screen) -> bool {
        match screen {
            Screen::Connector => connector::is_typing(&self.connector),
            Screen::Paste => paste::is_typing(&self.paste),
            Screen::Codes => codes::is_typing(&self.codes),
            Screen::Export => export::is_typing(&self.export),
            Screen::Welcome
            | Screen::Probing
            | Screen::Details
            | Screen::Quiz
            | Screen::Finding
            | Screen::Questions
            | Screen::Checklist
            | Screen::Letter
            | Screen::Lab => false,
        }
    }

    /// A key that asks for nothing: it goes into a text, or stands for a choice.
    pub(crate) fn type_key(&mut self, screen: Screen, shared: &mut Shared, key: KeyEvent) -> Turn {
        match screen {
            Screen::Connector => connector::type_key(&mut self.connector, key),
            Screen::Paste => paste::type_key(&mut self.paste, key),
            Screen::Codes => codes::type_key(&mut self.codes, key),
            Screen::Export => export::type_key(&mut self.export, key),
            Screen::Quiz => quiz::type_key(&mut self.quiz, shared, key),
            Screen::Questions => questions::type_key(&mut self.questions, shared, key),
            Screen::Welcome
            | Screen::Probing
            | Screen::Details
            | Screen::Finding
            | Screen::Checklist
            | Screen::Letter
            | Screen::Lab => Turn::Nothing,
        }
    }

    /// A paste; nothing where there is no place for it.
    pub(crate) fn paste(&mut self, screen: Screen, shared: &Shared, text: &str) -> Turn {
        match screen {
            Screen::Welcome => paste::taken(None, text),
            Screen::Paste => paste::taken(Some(&self.paste), text),
            Screen::Connector => connector::paste(&mut self.connector, text),
            Screen::Codes => codes::paste(&mut self.codes, text),
            Screen::Export => export::paste(&mut self.export, shared, text),
            Screen::Finding => Turn::Compare(text.to_owned()),
            Screen::Probing
            | Screen::Details
            | Screen::Quiz
            | Screen::Questions
            | Screen::Checklist
            | Screen::Letter
            | Screen::Lab => Turn::Nothing,
        }
    }
}

/// The exercise behind the one that is walked, where one can go on from there.
fn next_exercise(screen: Screen, shared: &Shared) -> Option<&'static str> {
    match screen {
        Screen::Probing | Screen::Details | Screen::Quiz | Screen::Finding | Screen::Checklist => {
            let here = shared.walk.as_ref()?.scenario()?;
            let mut behind = shared.exercises().iter().skip_while(|exercise| exercise.id != here);
            behind.nth(1).map(|exercise| exercise.id.as_str())
        }
        Screen::Welcome
        | Screen::Connector
        | Screen::Paste
        | Screen::Export
        | Screen::Questions
        | Screen::Letter
        | Screen::Codes
        | Screen::Lab => None,
    }
}

/// What `app` hands to a screen that is gone to.
impl Screens {
    /// Answers about a connector, one of which is to be looked at first.
    pub(crate) fn fill_in(&mut self, form: ConnectorForm, field: Field) {
        self.connector = connector::State::at(form, field);
    }

    /// Whether the answers that stand describe a connector.
    pub(crate) fn describes(&self, connector: &Connector) -> bool {
        connector::describes(&self.connector, connector)
    }

    /// A pasted report, which goes on what was typed before where that screen is shown; an export, if it is one instead.
    pub(crate) fn read_report(&mut self, text: &str, is_shown: bool) -> Option<String> {
        paste::take(&mut self.paste, text, is_shown)
    }

    /// Asks for an export.
    pub(crate) fn ask_for_export(&mut self) {
        export::ask(&mut self.export);
    }

    /// An export; where that screen is shown, what leads back from it stays.
    pub(crate) fn read_export(&mut self, text: &str, is_shown: bool) {
        export::take(&mut self.export, text, is_shown);
    }

    /// A file was read, or not; one that nobody waits for any more changes nothing.
    pub(crate) fn file_read(&mut self, name: &str, read: Result<Vec<u8>, Told>) -> Turn {
        if paste::is_awaited(&self.paste, name) {
            return paste::file_read(&mut self.paste, read);
        }
        export::file_read(&mut self.export, name, read);
        Turn::stay()
    }

    /// A report is read of a file; what was typed of its name stays where that screen is shown.
    pub(crate) fn await_report(&mut self, name: &str, is_shown: bool) {
        paste::await_file(&mut self.paste, name, is_shown);
    }

    /// Begins the probe of all connectors of the export: by place, each that can be probed.
    pub(crate) fn begin_survey(&mut self, id: RunId) -> Vec<(usize, Connector)> {
        export::begin_survey(&mut self.export, id)
    }

    /// An export is read of a file.
    pub(crate) fn await_export(&mut self, name: &str) {
        export::await_file(&mut self.export, name);
    }

    /// How many connectors of a list were probed of which no file tells.
    pub(crate) fn unsaved_rows(&self) -> usize {
        export::unsaved(&self.export)
    }

    /// The walk at hand is no longer that of a connector of the list.
    pub(crate) fn leave_list(&mut self) {
        export::is_left(&mut self.export);
    }

    /// The table of a list that was probed.
    pub(crate) fn table(&self, shared: &Shared) -> Option<Overview> {
        export::table(&self.export, shared)
    }

    /// A file has the table, or it is given up.
    pub(crate) fn let_table_go(&mut self) {
        export::let_go(&mut self.export);
    }

    /// What a probe of all saw; whether anybody waits for it.
    pub(crate) fn surveyed(&mut self, shared: &Shared, id: RunId, place: usize, event: ProbeEvent) -> bool {
        export::surveyed(&mut self.export, shared, id, place, event)
    }

    /// Whether a probe of all goes on.
    pub(crate) fn is_surveying(&self) -> bool {
        export::goes_on(&self.export)
    }

    /// The article on a code.
    pub(crate) fn show_article(&mut self, code: &CodeId) {
        codes::show(&mut self.codes, code);
    }

    /// What a line of the finding rests on.
    pub(crate) fn open(&mut self, proof: Proof) {
        self.details = details::State::of(proof);
    }

    /// The letter that is written.
    pub(crate) fn write(&mut self, letter: Letter) {
        self.letter = letter::State::of(letter);
    }

    /// Gives an exercise of the lab the focus; whether it is one.
    pub(crate) fn show_exercise(&mut self, id: &str, shared: &Shared) -> bool {
        lab::show(&mut self.lab, id, shared)
    }

    /// Whether an exercise is being started, and which.
    pub(crate) fn set_starting(&mut self, exercise: Option<String>, shared: &Shared) {
        lab::set_starting(&mut self.lab, exercise, shared);
    }

    /// Whether an exercise is being started where exercises can be started from.
    pub(crate) fn is_starting(&self, screen: Screen) -> bool {
        matches!(screen, Screen::Lab | Screen::Codes) && lab::is_starting(&self.lab)
    }

    /// Another walk begins: its steps and questions are looked at from the first.
    pub(crate) fn begin_walk(&mut self) {
        self.checklist = checklist::State::default();
        self.questions = questions::State::default();
        self.begin_run();
    }

    /// Another run begins: questions are asked from the first.
    pub(crate) fn begin_run(&mut self) {
        self.quiz = quiz::State::default();
    }

    /// The steps were concluded anew.
    pub(crate) fn steps_changed(&mut self, walk: &Walk, change: Change) {
        checklist::hold_focus(&mut self.checklist, walk, change);
    }
}
