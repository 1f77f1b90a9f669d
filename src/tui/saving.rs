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
    report::{self, Document, FileKind, Manner},
};

/// Whether a place is being asked for, and why.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// The place, while it is typed.
    asked: Option<Input>,
    /// Why it is asked, where a report found no place.
    why: Option<String>,
    /// The place that was typed last, offered again.
    last: String,
    /// Whether the last report found no place, so that the next wish to save asks for one.
    failed: bool,
    /// The letter that a place is asked for; none: a report.
    letter: Option<Letter>,
    /// The table that a place is asked for; none: a letter or a report.
    table: Option<Document>,
    /// Whether what is being saved is no report of the walk, so that it does not hold its ticks.
    is_letter: bool,
    /// How a report is saved; a letter has its own language, and is for who knows the names.
    manner: Manner,
}

impl State {
    /// Saves a letter or, for none, a report of the walk; or asks where, if the last one found no place.
    pub(crate) fn save(&mut self, letter: Option<Letter>, shared: &mut Shared) -> Turn {
        if self.failed {
            return self.ask(letter, shared);
        }
        (self.letter, self.table) = (letter, None);
        // What nobody is asked about is as usual.
        self.manner = Manner::default();
        self.save_to(shared, "")
    }

    /// Asks where to save a letter or, for none, a report of the walk.
    pub(crate) fn ask(&mut self, letter: Option<Letter>, shared: &mut Shared) -> Turn {
        if let Some(why_not) = nothing_yet(shared) {
            return shared.say(None, why_not, Args::new());
        }
        (self.letter, self.table) = (letter, None);
        self.asked = Some(Input::new(&self.last));
        self.why = None;
        Turn::stay()
    }

    /// Saves a table; or asks where, if what was to be saved last found no place.
    pub(crate) fn save_table(&mut self, table: Document, shared: &mut Shared) -> Turn {
        (self.letter, self.table) = (None, Some(table));
        if self.failed {
            self.asked = Some(Input::new(&self.last));
            self.why = None;
            return Turn::stay();
        }
        self.save_to(shared, "")
    }

    /// Whether it is a report that is being saved: a letter has its own language, a table that of the screen.
    fn is_report(&self) -> bool {
        self.letter.is_none() && self.table.is_none()
    }

    /// Asks for another place, because that report found none for this reason.
    pub(crate) fn ask_again(&mut self, reason: String, shared: &mut Shared) -> Turn {
        let turn = self.ask(None, shared);
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

    /// What was to be saved found a place, or not; whether that was a report, which holds the ticks.
    pub(crate) fn ended(&mut self, saved: bool) -> bool {
        self.failed = !saved;
        !self.is_letter
    }

    /// The letter that was saved last, if it was one.
    pub(crate) fn letter(&self) -> Option<Letter> {
        self.letter.filter(|_| self.is_letter)
    }

    /// Saves in that place; nothing: under our name in the current folder.
    fn save_to(&mut self, shared: &mut Shared, place: &str) -> Turn {
        if let Some(table) = &self.table {
            let text = FileKind::of_name(place).table(table, shared.texts.locale());
            let name = report::table_file_name(shared.now.wall);
            self.is_letter = true;
            return Turn::Stay(vec![Effect::Save { place: place.to_owned(), name, text }]);
        }
        if let Some(why_not) = nothing_yet(shared) {
            return shared.say(None, why_not, Args::new());
        }
        let kind = FileKind::of_name(place);
        let file = match self.letter {
            Some(letter) => told::letter_file(shared, letter, kind),
            None => told::file(shared, kind, self.manner),
        };
        let Some((name, text)) = file else { return Turn::stay() };
        self.is_letter = self.letter.is_some();
        if let Some(walk) = shared.walk.as_mut().filter(|_| !self.is_letter) {
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
            &shared.texts.get(if self.letter.is_some() { "save-letter-where" } else { "save-where" }),
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
