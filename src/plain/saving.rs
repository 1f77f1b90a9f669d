//! Saving a report: under a name of ours, or in the place that is typed. What found no place is asked about until it has
//! one or is given up.

use jiff::Timestamp;

use super::{
    answer::{Asked, Saving, saving},
    dialogue::{Question, Reply},
    session::{End, Session},
};
use crate::{
    l10n::{Args, Locale, Texts},
    model::{Actor, WireText},
    report::{self, Document, FileKind, Manner, Overview},
    store,
    wizard::Walk,
};

/// What became of a file.
enum Put {
    Saved,
    /// It is to be tried there.
    Elsewhere(String),
    /// It was given up.
    Nowhere,
}

impl Session<'_> {
    /// Saves the report, the state of every step in it, as and where that says or, for nothing, in the current folder; whether
    /// that worked in the end.
    pub(super) async fn save(&mut self, walk: &mut Walk, place: &str) -> Result<bool, End> {
        let mut typed = place.to_owned();
        loop {
            let Saving { language, redact, place } = saving(&typed);
            let locale = language.and_then(Locale::parse);
            if let Some(tag) = language.filter(|_| locale.is_none()) {
                self.not_understood(tag)?;
                return Ok(false);
            }
            let manner = Manner { locale, redact };
            let Some(text) = self.contents(walk, FileKind::of_name(place), manner) else { return Ok(false) };
            walk.write();
            let name = report::file_name(&walk.connector, manner, Timestamp::now());
            match self.put(place, &name, &text).await? {
                Put::Saved => {
                    walk.saved();
                    self.unsaved = 0;
                    return Ok(true);
                }
                Put::Elsewhere(other) => typed = other,
                // The way out asks about ticks that no file knows of.
                Put::Nowhere => return Ok(false),
            }
        }
    }

    /// Saves a letter there; whether that worked in the end.
    pub(super) async fn save_letter(
        &mut self,
        walk: &Walk,
        to: Actor,
        letter: &Document,
        locale: Locale,
        place: &str,
    ) -> Result<bool, End> {
        let name = report::letter_file_name(&walk.connector, to, Timestamp::now());
        let mut typed = place.to_owned();
        loop {
            let text = FileKind::of_name(&typed).letter(letter, locale);
            match self.put(&typed, &name, &text).await? {
                Put::Saved => return Ok(true),
                Put::Elsewhere(other) => typed = other,
                Put::Nowhere => return Ok(false),
            }
        }
    }

    /// Saves the table of all connectors, as and where that says.
    pub(super) async fn save_table(&mut self, table: &Overview, place: &str) -> Result<(), End> {
        let name = report::table_file_name(Timestamp::now());
        let mut typed = place.to_owned();
        while let Put::Elsewhere(other) = {
            let text = FileKind::of_name(&typed).table(table, &self.texts);
            self.put(&typed, &name, &text).await?
        } {
            typed = other;
        }
        Ok(())
    }

    /// Puts a text there, under the name where that is a folder; says what became of it, and asks where else.
    async fn put(&mut self, place: &str, name: &str, text: &str) -> Result<Put, End> {
        let error = match store::save_at(&self.options.folder, place, name, text) {
            Ok(path) => {
                self.tell("saved", &Args::new().text("name", WireText::from_path(&path)))?;
                return Ok(Put::Saved);
            }
            Err(error) => error,
        };
        let reason = self.texts.with(&format!("error-{}", error.id()), &self.texts.args_of(&error));
        self.tell("plain-not-saved", &Args::new().text("reason", reason))?;
        let lines = |texts: &Texts| vec![texts.get("plain-save-where")];
        let help = |_: &Texts| Vec::new();
        Ok(match self.ask(&Question { asked: Asked::Text, lines: &lines, help: &help, command: None }).await? {
            Reply::Text(other) => Put::Elsewhere(other),
            Reply::Enter => Put::Elsewhere(String::new()),
            Reply::Back | Reply::Quit => Put::Nowhere,
            Reply::Correction => Put::Elsewhere(place.to_owned()),
        })
    }

    fn contents(&self, walk: &Walk, kind: FileKind, manner: Manner) -> Option<String> {
        let (run, diagnosis) = walk.told()?;
        Some(kind.contents(&Self::inquiry(walk), run, &diagnosis, manner, self.knowledge, &self.texts))
    }
}
