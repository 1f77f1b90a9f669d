//! Saving a report from any screen: at once under a name of ours, or where a person says. What found no place is asked
//! about on the message line, and nothing is lost meanwhile.

use crossterm::event::KeyEvent;

use super::{
    keys::{Action, Hint, hint},
    message::Effect,
    shared::Shared,
    told,
    turn::{Letter, Turn},
    widgets::{input::Input, row::wrap},
};
use crate::{
    l10n::Args,
    report::{self, FileKind, Manner, Overview},
};

/// What is saved.
#[derive(Clone, Debug, Default)]
pub(crate) enum What {
    /// A report of the walk, which holds its ticks.
    #[default]
    Report,
    /// A letter; it has its own language, and is for who knows the names.
    Letter(Letter),
    /// A table, in the language of the screen.
    Table(Overview),
}

/// Whether a place is being asked for, and why.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// The place, while it is typed.
    asked: Option<Input>,
    /// Why it is asked, where something found no place.
    why: Option<String>,
    /// The place that was typed last, offered again.
    last: String,
    /// Whether what was saved last found no place, so that the next wish to save asks for one.
    failed: bool,
    /// What a place is asked for.
    what: What,
    /// What was written last.
    sent: What,
    /// How a report is saved.
    manner: Manner,
}

impl State {
    /// Saves something; or asks where, if the last found no place.
    pub(crate) fn save(&mut self, what: What, shared: &mut Shared) -> Turn {
        if self.failed {
            return self.ask(what, shared);
        }
        self.what = what;
        // What nobody is asked about is as usual.
        self.manner = Manner::default();
        self.save_to(shared, "")
    }

    /// Asks where to save something.
    pub(crate) fn ask(&mut self, what: What, shared: &mut Shared) -> Turn {
        if let (What::Report | What::Letter(_), Some(why_not)) = (&what, nothing_yet(shared)) {
            return shared.say(None, why_not, Args::new());
        }
        self.what = what;
        self.asked = Some(Input::new(&self.last));
        self.why = None;
        Turn::stay()
    }

    /// Whether it is a report that is being saved.
    fn is_report(&self) -> bool {
        matches!(self.what, What::Report)
    }

    /// Asks for another place for what found none, for this reason.
    pub(crate) fn ask_again(&mut self, reason: String, shared: &mut Shared) -> Turn {
        let what = std::mem::take(&mut self.sent);
        let turn = self.ask(what, shared);
        self.why = Some(reason);
        turn
    }

    /// Whether a place is being typed.
    pub(crate) fn is_asking(&self) -> bool {
        self.asked.is_some()
    }

    /// Takes the place that was typed.
    pub(crate) fn enter(&mut self, shared: &mut Shared) -> Turn {
        let Some(input) = self.asked.take() else { return Turn::stay() };
        input.text().trim().clone_into(&mut self.last);
        let place = self.last.clone();
        self.save_to(shared, &place)
    }

    /// Asks no more.
    pub(crate) fn give_up(&mut self) {
        self.asked = None;
    }

    /// Takes the next language for the report; whether it is a report that is being saved.
    pub(crate) fn next_language(&mut self, shared: &Shared) -> bool {
        let next = self.manner.locale.unwrap_or(shared.texts.locale()).next();
        self.manner.locale = Some(next).filter(|_| self.is_report());
        self.is_report()
    }

    /// Replaces the names in the report, or does so no more; whether it is a report that is being saved.
    pub(crate) fn toggle_names(&mut self) -> bool {
        self.manner.redact = !self.manner.redact && self.is_report();
        self.is_report()
    }

    /// Takes a key that goes into the place.
    pub(crate) fn key(&mut self, key: KeyEvent) {
        if let Some(input) = &mut self.asked {
            input.key(key);
        }
    }

    /// Takes a paste that goes into the place.
    pub(crate) fn paste(&mut self, text: &str) {
        if let Some(input) = &mut self.asked {
            input.paste(text);
        }
    }

    /// What was to be saved found a place, or not; what that was.
    pub(crate) fn ended(&mut self, saved: bool) -> &What {
        self.failed = !saved;
        &self.sent
    }

    /// Saves in that place; nothing: under our name in the current folder.
    fn save_to(&mut self, shared: &mut Shared, place: &str) -> Turn {
        if let (What::Report | What::Letter(_), Some(why_not)) = (&self.what, nothing_yet(shared)) {
            return shared.say(None, why_not, Args::new());
        }
        let kind = FileKind::of_name(place);
        let file = match &self.what {
            What::Table(table) => Some((report::table_file_name(shared.now.wall), kind.table(table, &shared.texts))),
            What::Letter(letter) => told::letter_file(shared, *letter, kind),
            What::Report => told::file(shared, kind, self.manner),
        };
        let Some((name, text)) = file else { return Turn::stay() };
        self.sent = self.what.clone();
        if let Some(walk) = shared.walk.as_mut().filter(|_| self.is_report()) {
            walk.write();
        }
        Turn::Stay(vec![Effect::Save { place: place.to_owned(), name, text }])
    }

    /// The keys while a place is being typed.
    pub(crate) fn hints(&self) -> Vec<Hint> {
        let mut hints = vec![hint(Action::Enter, "save"), hint(Action::Back, "back")];
        if self.is_report() {
            let names = if self.manner.redact { "keep-names" } else { "replace-names" };
            hints.extend([hint(Action::FileLanguage, "file-language"), hint(Action::Names, names)]);
        }
        hints
    }

    /// The question in so many columns, what is typed below it, and the column of the cursor in the last row.
    pub(crate) fn rows(&self, shared: &Shared, columns: usize) -> Option<(Vec<String>, usize)> {
        let input = self.asked.as_ref()?;
        let mut rows = self.why.as_ref().map(|why| wrap(why, columns)).unwrap_or_default();
        rows.extend(wrap(
            &shared.texts.get(match self.what {
                What::Report => "save-where",
                What::Letter(_) => "save-letter-where",
                What::Table(_) => "save-table-where",
            }),
            columns,
        ));
        if self.is_report() {
            let texts = &shared.texts;
            let language = texts.in_language(self.manner.locale.unwrap_or(texts.locale())).get("locale-name");
            let args = Args::new()
                .text("language", language)
                .text("language-key", texts.get(&Action::FileLanguage.key()))
                .text("names", if self.manner.redact { "replaced" } else { "kept" })
                .text("names-key", texts.get(&Action::Names.key()));
            rows.extend(wrap(&shared.texts.with("save-manner", &args), columns));
        }
        let pointer = format!("{} ", shared.theme.pointer());
        let (seen, cursor) = input.window(columns.saturating_sub(3));
        rows.push(format!("{pointer}{seen}"));
        Some((rows, cursor + 2))
    }
}

fn nothing_yet(shared: &Shared) -> Option<&'static str> {
    match &shared.walk {
        Some(walk) if walk.hides_code() => Some("quiz-before"),
        Some(walk) if walk.told().is_some() => None,
        Some(_) | None => Some("nothing-to-save"),
    }
}
