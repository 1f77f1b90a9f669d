//! Saving a report from any screen: at once under a name of ours, or where a person says. What found no place is asked
//! about on the message line, and nothing is lost meanwhile.

use crossterm::event::KeyEvent;

use super::{
    keys::{Action, Hint, hint},
    message::Effect,
    shared::Shared,
    told,
    turn::Turn,
    widgets::{input::Input, row::wrap},
};
use crate::{l10n::Args, report::FileKind};

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
}

impl State {
    /// Saves a report of the walk, or asks where, if the last one found no place.
    pub(crate) fn save(&mut self, shared: &mut Shared) -> Turn {
        if self.failed { self.ask(shared) } else { save_to(shared, "") }
    }

    /// Asks where to save a report of the walk.
    pub(crate) fn ask(&mut self, shared: &mut Shared) -> Turn {
        if let Some(why_not) = nothing_yet(shared) {
            return shared.say(None, why_not, Args::new());
        }
        self.asked = Some(Input::new(&self.last));
        self.why = None;
        Turn::stay()
    }

    /// Asks for another place, because that report found none for this reason.
    pub(crate) fn ask_again(&mut self, reason: String, shared: &mut Shared) -> Turn {
        let turn = self.ask(shared);
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
        save_to(shared, &self.last)
    }

    /// Asks no more.
    pub(crate) fn give_up(&mut self) {
        self.asked = None;
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

    /// A report found a place, or not.
    pub(crate) fn ended(&mut self, saved: bool) {
        self.failed = !saved;
    }

    /// The question in so many columns, what is typed below it, and the column of the cursor in the last row.
    pub(crate) fn rows(&self, shared: &Shared, columns: usize) -> Option<(Vec<String>, usize)> {
        let input = self.asked.as_ref()?;
        let mut rows = self.why.as_ref().map(|why| wrap(why, columns)).unwrap_or_default();
        rows.extend(wrap(&shared.texts.get("save-where"), columns));
        let pointer = format!("{} ", shared.theme.pointer());
        let (seen, cursor) = input.window(columns.saturating_sub(3));
        rows.push(format!("{pointer}{seen}"));
        Some((rows, cursor + 2))
    }
}

/// The keys while a place is being typed.
pub(crate) fn hints() -> Vec<Hint> {
    vec![hint(Action::Enter, "save"), hint(Action::Back, "back")]
}

fn nothing_yet(shared: &Shared) -> Option<&'static str> {
    match &shared.walk {
        Some(walk) if walk.hides_code() => Some("quiz-before"),
        Some(walk) if walk.told().is_some() => None,
        Some(_) | None => Some("nothing-to-save"),
    }
}

/// Saves a report in that place; nothing: under our name in the current folder.
fn save_to(shared: &mut Shared, place: &str) -> Turn {
    if let Some(why_not) = nothing_yet(shared) {
        return shared.say(None, why_not, Args::new());
    }
    let Some((name, text)) = told::file(shared, FileKind::of_name(place)) else { return Turn::stay() };
    if let Some(walk) = &mut shared.walk {
        walk.write();
    }
    Turn::Stay(vec![Effect::Save { place: place.to_owned(), name, text }])
}
