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
    model::WireText,
    report::{self, FileKind, Manner},
    store,
    wizard::Walk,
};

impl Session<'_> {
    /// Saves the report, the state of every step in it, as and where that says or, for nothing, in the current folder; whether
    /// that worked in the end.
    pub(super) async fn save(&mut self, walk: &mut Walk, place: &str) -> Result<bool, End> {
        let lines = |texts: &Texts| vec![texts.get("plain-save-where")];
        let help = |_: &Texts| Vec::new();
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
            let current = &self.options.folder;
            let error = match store::save_at(current, place, &name, &text) {
                Ok(path) => {
                    walk.saved();
                    self.unsaved = 0;
                    let path = WireText::from_path(&path);
                    self.tell("saved", &Args::new().text("name", path))?;
                    return Ok(true);
                }
                Err(error) => error,
            };
            let reason = self.texts.with(&format!("error-{}", error.id()), &self.texts.args_of(&error));
            self.tell("plain-not-saved", &Args::new().text("reason", reason))?;
            match self.ask(&Question { asked: Asked::Text, lines: &lines, help: &help, command: None }).await? {
                Reply::Text(other) => typed = other,
                Reply::Enter => typed.clear(),
                // The way out asks about ticks that no file knows of.
                Reply::Back | Reply::Quit => return Ok(false),
                Reply::Correction => {}
            }
        }
    }

    fn contents(&self, walk: &Walk, kind: FileKind, manner: Manner) -> Option<String> {
        let (run, diagnosis) = walk.told()?;
        Some(kind.contents(&self.inquiry(walk), run, &diagnosis, manner, self.knowledge, &self.texts))
    }
}
