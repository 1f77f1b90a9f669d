//! [`LabProgress`]: which exercises of the lab were solved, and what was answered wrongly last.

use std::{collections::BTreeMap, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{StoreError, alone, recall, remember};
use crate::model::LabAnswer;

/// The file's name in the state folder.
const FILE: &str = "lab.json";

/// What became of the exercises.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabProgress {
    /// The exercises that were solved, by their ids.
    #[serde(default)]
    pub solved: BTreeMap<String, Solved>,
    /// The last wrong answers to exercises that were not solved since, by their ids.
    #[serde(default)]
    pub wrong: BTreeMap<String, LabAnswer>,
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

    /// Notes how an exercise was answered: with that wrong answer, or rightly; the first time it was solved counts.
    pub fn note(&mut self, id: &str, wrong: Option<LabAnswer>, at: Timestamp) {
        match wrong {
            Some(answer) => {
                self.wrong.insert(id.to_owned(), answer);
            }
            None => {
                self.wrong.remove(id);
                self.solved.entry(id.to_owned()).or_insert(Solved { at });
            }
        }
    }

    /// Notes it in that folder, beside what is remembered there by now. A file that cannot be understood is left as
    /// it is: it may be mended by hand.
    ///
    /// # Errors
    /// [`StoreError`], [`StoreError::Damaged`] among them; what was remembered before is then as it was.
    pub fn remember(folder: &Path, id: &str, wrong: Option<LabAnswer>, at: Timestamp) -> Result<(), StoreError> {
        // Another lab may do the same just now: what is read must still be so when it is replaced.
        let _turn = alone(folder)?;
        let (mut progress, error) = Self::load(folder);
        match error {
            Some(error) => Err(error),
            None => {
                progress.note(id, wrong, at);
                progress.save(folder)
            }
        }
    }

    /// Whether it was solved.
    pub fn is_solved(&self, id: &str) -> bool {
        self.solved.contains_key(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CauseId, CodeId};

    #[test]
    fn progress_comes_back_and_the_first_time_counts() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut progress = LabProgress::default();
        progress.note("refused", None, Timestamp::UNIX_EPOCH);
        progress.note("refused", None, Timestamp::MAX);
        progress.save(folder.path()).expect("saved");
        let (read, error) = LabProgress::load(folder.path());
        assert_eq!((read.is_solved("refused"), read == progress, error), (true, true, None));
        assert_eq!(read.solved["refused"].at, Timestamp::UNIX_EPOCH);
    }

    #[test]
    fn a_wrong_answer_is_kept_until_the_exercise_is_solved() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let wrong = LabAnswer::Cause(CauseId::of(&CodeId::new("4.4.316"), "by-design"));
        let remember = |wrong: Option<&LabAnswer>| {
            LabProgress::remember(folder.path(), "refused", wrong.cloned(), Timestamp::UNIX_EPOCH).expect("remembered");
            let (progress, error) = LabProgress::load(folder.path());
            assert_eq!(error, None);
            (progress.is_solved("refused"), progress.wrong.get("refused").cloned())
        };
        assert_eq!(remember(Some(&wrong)), (false, Some(wrong.clone())));
        assert_eq!(remember(None), (true, None));
        assert_eq!(remember(Some(&wrong)), (true, Some(wrong.clone())), "solved once is solved");
    }

    #[test]
    fn labs_at_once_lose_no_answer() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let note =
            |id: &str| LabProgress::remember(folder.path(), id, None, Timestamp::UNIX_EPOCH).expect("remembered");
        std::thread::scope(|scope| {
            for lab in 0..4 {
                scope.spawn(move || (0..5).for_each(|exercise| note(&format!("{lab}-{exercise}"))));
            }
        });
        let (progress, error) = LabProgress::load(folder.path());
        assert_eq!((progress.solved.len(), error), (20, None));
    }

    #[test]
    fn a_damaged_file_is_never_overwritten() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(FILE);
        std::fs::write(&path, "{\"solved\": 3}").expect("written");
        let remembered = LabProgress::remember(folder.path(), "refused", None, Timestamp::UNIX_EPOCH);
        assert!(matches!(remembered, Err(StoreError::Damaged { .. })), "{remembered:?}");
        assert_eq!(std::fs::read_to_string(&path).expect("read"), "{\"solved\": 3}");
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
