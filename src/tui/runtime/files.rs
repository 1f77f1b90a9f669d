//! What the wizard keeps and reads: reports, the progress of the lab, files that are named. What goes wrong is told by
//! its message.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    model::{LabAnswer, WireText},
    store::{self, LabProgress, StoreError},
    tui::app::{NotSaved, Practised},
};

/// Saves a report under its name, or with a number behind it where that is taken: nothing is ever overwritten.
pub(super) fn save(folder: &Path, name: &str, text: &str) -> Result<String, NotSaved> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let numbered = (2..=99).map(|number| format!("{stem}-{number}.{ending}"));
    let mut taken = None;
    for name in std::iter::once(name.to_owned()).chain(numbered) {
        match store::save_report(folder, &name, text) {
            Ok(path) => return Ok(WireText::from_path(&path).to_string()),
            Err(error @ StoreError::Exists { .. }) => taken = Some(error),
            Err(error) => return Err(not_saved(&error)),
        }
    }
    Err(taken.map_or_else(|| not_saved(&StoreError::NoHome), |error| not_saved(&error)))
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
/// [`NotSaved`]; what was remembered before is then as it was.
pub fn remember(state: Option<&Path>, id: &str, wrong: Option<LabAnswer>) -> Result<(), NotSaved> {
    let folder = state.ok_or(StoreError::NoHome);
    let remembered = folder.and_then(|folder| LabProgress::remember(folder, id, wrong, Timestamp::now()));
    remembered.map_err(|error| not_saved(&error))
}

fn not_saved(error: &StoreError) -> NotSaved {
    told(error.id(), error)
}

/// What is wrong with a file, for the screen.
pub(super) fn told(id: &str, error: &impl Serialize) -> NotSaved {
    let values = match serde_json::to_value(error) {
        Ok(serde_json::Value::Object(fields)) => {
            fields.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect()
        }
        _ => BTreeMap::new(),
    };
    NotSaved { id: id.to_owned(), values }
}

/// The file a person means: of the current folder, and with `~` as every shell reads it.
pub(super) fn named(folder: &Path, name: &str) -> PathBuf {
    match (name.strip_prefix("~/"), store::home_folder()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => folder.join(name),
    }
}
