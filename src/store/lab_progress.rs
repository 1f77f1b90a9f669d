//! [`LabProgress`]: which exercises of the lab were solved.

use std::{collections::BTreeMap, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{StoreError, recall, remember};

/// The file's name in the state folder.
const FILE: &str = "lab.json";

/// What became of the exercises.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabProgress {
    /// The exercises that were solved, by their ids.
    #[serde(default)]
    pub solved: BTreeMap<String, Solved>,
}

/// A solved exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Solved {
    /// When it was solved first.
    pub at: Timestamp,
}

impl LabProgress {
    /// What is remembered in that folder. A file that cannot be read or understood counts as none, and why is told.
    pub fn load(folder: &Path) -> (Self, Option<StoreError>) {
        match recall(folder, FILE) {
            Ok(found) => (found.unwrap_or_default(), None),
            Err(error) => (Self::default(), Some(error)),
        }
    }

    /// Remembers it in that folder, which is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError`]; what was remembered before is then as it was.
    pub fn save(&self, folder: &Path) -> Result<(), StoreError> {
        remember(folder, FILE, self)
    }

    /// Notes that an exercise was solved; the first time counts.
    pub fn solve(&mut self, id: &str, at: Timestamp) {
        self.solved.entry(id.to_owned()).or_insert(Solved { at });
    }

    /// Whether it was solved.
    pub fn is_solved(&self, id: &str) -> bool {
        self.solved.contains_key(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_comes_back_and_the_first_time_counts() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut progress = LabProgress::default();
        progress.solve("refused", Timestamp::UNIX_EPOCH);
        progress.solve("refused", Timestamp::MAX);
        progress.save(folder.path()).expect("saved");
        let (read, error) = LabProgress::load(folder.path());
        assert_eq!((read.is_solved("refused"), read == progress, error), (true, true, None));
        assert_eq!(read.solved["refused"].at, Timestamp::UNIX_EPOCH);
    }

    #[test]
    fn a_damaged_file_is_told_with_its_place_and_counts_as_none() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (text, place) in [("{\n  \"solved\": 3\n}", "2"), ("", "1"), ("{\"other\": 1}", "1")] {
            std::fs::write(folder.path().join(FILE), text).expect("written");
            let (progress, error) = LabProgress::load(folder.path());
            assert_eq!(progress, LabProgress::default(), "{text}");
            assert!(matches!(&error, Some(StoreError::Damaged { line, .. }) if line == place), "{text}: {error:?}");
        }
    }
}
