//! What the wizard keeps and reads: reports, the progress of the lab, files that are named. What goes wrong is told by
//! its message.

use std::path::Path;

use jiff::Timestamp;

use crate::{
    model::{Case, CaseId, LabAnswer, Told, WireText},
    store::{self, Cases, Hold, LabProgress, StoreError},
    tui::message::{Message, OpenCases, Practised},
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

/// The cases that are kept in that folder.
pub fn open_cases(state: Option<&Path>) -> OpenCases {
    let cases = state.map(Cases::read).unwrap_or_default();
    OpenCases { lines: cases.still_open(), trouble: cases.trouble.iter().map(not_saved).collect(), told: None }
}

/// Keeps a case in that folder, and tells what became of it.
pub(super) fn keep(state: Option<&Path>, case: Case, hold: &mut Hold) -> Message {
    let line = Box::new(case.line());
    let ticked = case.ticked();
    let kept = state.ok_or(StoreError::NoHome).and_then(|state| Cases::keep(state, case, hold));
    Message::Kept { line, ticked, kept: kept.map_err(|error| not_saved(&error)), shared: hold.tells_of_another() }
}

/// Reads a case of that folder.
pub(super) fn open(state: Option<&Path>, id: &CaseId) -> Message {
    let opened = state.ok_or(StoreError::NoHome).and_then(|state| Cases::open(state, id));
    Message::CaseOpened(opened.map(Box::new).map_err(|error| not_saved(&error)))
}

fn not_saved(error: &StoreError) -> Told {
    Told::of(error.id(), error)
}
