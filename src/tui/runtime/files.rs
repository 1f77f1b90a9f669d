//! What the wizard keeps and reads: reports, the progress of the lab, files that are named. What goes wrong is told by
//! its message.

use std::{collections::BTreeMap, path::Path};

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    model::{LabAnswer, WireText},
    store::{self, LabProgress, StoreError},
    tui::app::{NotSaved, Practised},
};

/// Saves a report in the place that was typed, or under its name in the current folder: nothing is ever overwritten.
pub(super) fn save(current: &Path, place: &str, name: &str, text: &str) -> Result<String, NotSaved> {
    let saved = match place {
        "" => store::save_numbered(current, name, text),
        place => store::save_at(current, place, name, text),
    };
    let path = saved.map_err(|error| not_saved(&error))?;
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
