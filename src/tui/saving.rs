//! Saving a report from any screen: at once under a name of ours, or where a person says. What found no place is asked
//! about on the message line, and nothing is lost meanwhile.

use crossterm::event::KeyEvent;

use super::{
    app::{Effect, Model, NotSaved},
    keys::{Action, Hint, hint},
    screens::{Screen, finding},
    theme::Glyph,
    walk::Walk,
    widgets::{input::Input, row::wrap},
};
use crate::{
    l10n::Args,
    report::{self, FileKind},
};

/// Whether a place is being asked for, and why.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// The place, while it is typed.
    asked: Option<Input>,
    /// The place that was typed last, offered again.
    last: String,
    /// Whether the last report found no place, so that the next wish to save asks for one.
    failed: bool,
}

/// Saves a report of the walk, or asks where, if the last one found no place.
pub(crate) fn save(model: &mut Model) -> Vec<Effect> {
    if model.saving.failed { ask(model) } else { save_to(model, "") }
}

/// Asks where to save a report of the walk.
pub(crate) fn ask(model: &mut Model) -> Vec<Effect> {
    if let Some(why_not) = nothing_yet(model) {
        return model.say(None, why_not, Args::new());
    }
    model.quitting = false;
    model.saving.asked = Some(Input::new(&model.saving.last));
    Vec::new()
}

/// Whether a place is being typed.
pub(crate) fn is_asking(model: &Model) -> bool {
    model.saving.asked.is_some() && model.help.is_none()
}

/// A key while a place is being typed.
pub(crate) fn act(model: &mut Model, action: Option<Action>, key: KeyEvent) -> Vec<Effect> {
    match (action, &mut model.saving.asked) {
        (Some(Action::Enter), Some(input)) => {
            let place = input.text().trim().to_owned();
            model.saving.asked = None;
            model.saving.last.clone_from(&place);
            return save_to(model, &place);
        }
        (Some(Action::Back), _) => {
            model.saving.asked = None;
            model.quit_after_save = false;
        }
        (Some(Action::Help), _) => model.help = Some(0),
        (_, Some(input)) => {
            input.key(key);
        }
        (_, None) => {}
    }
    Vec::new()
}

/// A paste while a place is being typed.
pub(crate) fn paste(model: &mut Model, text: &str) {
    if let Some(input) = &mut model.saving.asked {
        input.paste(text);
    }
}

/// A report was saved.
pub(crate) fn saved(model: &mut Model, name: String) -> Vec<Effect> {
    model.saving.failed = false;
    model.say(Some(Glyph::Ok), "saved", Args::new().text("name", name))
}

/// A report found no place: why, and what may be done.
pub(crate) fn not_saved(model: &mut Model, reason: &NotSaved) -> Vec<Effect> {
    model.saving.failed = true;
    // Only the finding's copy is the report itself.
    let id = if model.screen == Screen::Finding { "not-saved-copy" } else { "not-saved" };
    let reason = model.texts.with(&reason.message(), &reason.args());
    model.say(Some(Glyph::Fault), id, Args::new().text("reason", reason))
}

/// The keys while a place is being typed.
pub(crate) fn hints() -> Vec<Hint> {
    vec![hint(Action::Enter, "save"), hint(Action::Back, "back")]
}

/// The question in so many columns, what is typed below it, and the column of the cursor in the last row.
pub(crate) fn rows(model: &Model, columns: usize) -> Option<(Vec<String>, usize)> {
    let input = model.saving.asked.as_ref().filter(|_| is_asking(model))?;
    let mut rows = wrap(&model.texts.get("save-where"), columns);
    let pointer = format!("{} ", model.theme.pointer());
    let (seen, cursor) = input.window(columns.saturating_sub(3));
    rows.push(format!("{pointer}{seen}"));
    Some((rows, cursor + 2))
}

fn nothing_yet(model: &Model) -> Option<&'static str> {
    match &model.walk {
        Some(walk) if walk.hides_code() => Some("quiz-before"),
        Some(walk) if finding::told(walk).is_some() => None,
        Some(_) | None => Some("nothing-to-save"),
    }
}

/// Saves a report in that place; nothing: under our name in the current folder.
fn save_to(model: &mut Model, place: &str) -> Vec<Effect> {
    if let Some(why_not) = nothing_yet(model) {
        return model.say(None, why_not, Args::new());
    }
    let Some(walk) = &model.walk else { return Vec::new() };
    let kind = FileKind::of_name(place);
    let Some(text) = contents(model, walk, kind) else { return Vec::new() };
    let name = report::file_name(&walk.connector, model.now.wall);
    vec![Effect::Save { place: place.to_owned(), name, text }]
}

fn contents(model: &Model, walk: &Walk, kind: FileKind) -> Option<String> {
    let (run, diagnosis) = finding::told(walk)?;
    let (symptom, knowledge, texts) = (walk.symptom.as_ref(), model.knowledge, &model.texts);
    let document = report::check(&walk.connector, symptom, run, &diagnosis, knowledge, texts);
    let json = || report::json::check(&walk.connector, symptom, run, &diagnosis, knowledge, texts);
    Some(kind.contents(&document, json, texts.locale()))
}
