//! What the wizard keeps and reads: reports, the progress of the lab, files that are named. What goes wrong is told by
//! its message.

use std::path::Path;

use jiff::Timestamp;

use crate::{
    model::{LabAnswer, Told, WireText},
    store::{self, LabProgress, StoreError},
    tui::message::Practised,
};

/// Saves a report in the place that was typed, or under its name in the current folder: nothing is ever overwritten.
pub(super) fn save(current: &Path, place: &str, name: &str, text: &str) -> Result<String, Told> {
    let path = store::save_at(current, place, name, text).map_err(|error| not_saved(&error))?;
    Ok(WireText::from_path(&path).to_string())
}

/// What is remembered of the lab in that folder. A file that cannot be read counts as none, and why is told.
pub fn practised(state: Option<&Path>) -> Practised {
    let (progress, trouble) = state.map(LabProgress::load).unwrap_or_default();
    let solved = progress.solved.into_keys().collect();
    Practised { solved, wrong: progress.wrong, trouble: trouble.as_ref().map(not_saved) }
}

/// Remembers how an exercise was answered: with that wrong answer, or rightly.
///
/// # Errors
/// [`Told`]; what was remembered before is then as it was.
pub fn remember(state: Option<&Path>, id: &str, wrong: Option<LabAnswer>) -> Result<(), Told> {
    let folder = state.ok_or(StoreError::NoHome);
    let remembered = folder.and_then(|folder| LabProgress::remember(folder, id, wrong, Timestamp::now()));
    remembered.map_err(|error| not_saved(&error))
}

fn not_saved(error: &StoreError) -> Told {
    Told::of(error.id(), error)
}
