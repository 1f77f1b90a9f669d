//! The scenarios of the training lab: every `assets/lab/*.toml`, found by being there.
//!
//! A new scenario is a new file. What a file may say is in [`ScenarioFile`]; setting it up is left to `lab`.

use super::packed;
use crate::model::{Scenario, ScenarioError, ScenarioFile};

/// Each scenario's name and its file.
const FILES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/assets/lab.tsv"));

/// A scenario's file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ScenariosError {
    /// It is not that of a scenario.
    #[error("assets/lab/{id}.toml: {source}")]
    Form {
        /// The scenario.
        id: String,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// It is one, and makes no sense.
    #[error("assets/lab/{id}.toml: {source}")]
    Scenario {
        /// The scenario.
        id: String,
        /// What is wrong.
        source: ScenarioError,
    },
}

/// Every scenario, by chapter and place; those of chapter 0 (the bench) last.
///
/// # Errors
/// [`ScenariosError`] for the first file that cannot be used: a fault of this program's own assets.
pub fn all() -> Result<Vec<Scenario>, ScenariosError> {
    let files = packed::text(FILES);
    let mut scenarios = packed::files(&files).map(|(id, text)| read(id, text)).collect::<Result<Vec<_>, _>>()?;
    scenarios.sort_by(|a, b| place(a).cmp(&place(b)));
    Ok(scenarios)
}

/// One scenario of its own text: what a file of that name would say, as the JSON that `build.rs` makes of it.
///
/// # Errors
/// [`ScenariosError`] says what cannot be used.
pub fn read(id: &str, text: &str) -> Result<Scenario, ScenariosError> {
    let file: ScenarioFile =
        serde_json::from_str(text).map_err(|source| ScenariosError::Form { id: id.to_owned(), source })?;
    file.into_scenario(id).map_err(|source| ScenariosError::Scenario { id: id.to_owned(), source })
}

fn place(scenario: &Scenario) -> (bool, u8, u8, &str) {
    (scenario.chapter == 0, scenario.chapter, scenario.order, &scenario.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_loads_and_stands_at_a_place_of_its_own() {
        let scenarios = all().expect("the assets are right");
        assert!(!scenarios.is_empty());
        for pair in scenarios.windows(2) {
            assert_ne!(place(&pair[0]), place(&pair[1]));
            if pair[0].chapter == pair[1].chapter && pair[0].chapter != 0 {
                assert_eq!(pair[0].order + 1, pair[1].order, "{} before {}", pair[0].id, pair[1].id);
            }
        }
    }

    #[test]
    fn a_word_the_file_may_not_use_is_named_with_the_file() {
        let text = r#"{"chapter": 1, "order": 1, "verdict": "healthy", "colour": 3}"#;
        let error = read("x", text).expect_err("unknown").to_string();
        assert!(error.contains("`colour`") && error.contains("assets/lab/x.toml"), "{error}");
    }
}
