//! What is set once: the keys of a configuration, what a file and the environment say of them, and which of them holds.
//!
//! A key is an option of the same name, so what its value may be is judged where options are; here is how a value is
//! written, where it stood, and what wins. Files and the environment are read elsewhere.

mod file;
mod key;

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    path::PathBuf,
};

pub use file::{MAX_FILE, Problem, read};
pub use key::{Key, Kind, schema};

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In that line of that file, counted from 1.
    File(PathBuf, usize),
    /// In the variable of that name.
    Variable(String),
}

/// A value, as an option would have it: several where the option may be repeated, `true` or `false` for a switch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The values of the option.
    pub values: Vec<OsString>,
    /// Where they stand.
    pub origin: Origin,
}

/// What one source says, or several together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    values: BTreeMap<Key, Value>,
}

impl Config {
    /// What is said of a key.
    pub fn get(&self, key: Key) -> Option<&Value> {
        self.values.get(&key)
    }

    /// Everything that is said.
    pub fn values(&self) -> impl Iterator<Item = (Key, &Value)> {
        self.values.iter().map(|(key, value)| (*key, value))
    }

    /// The same with what a source says that counts more. A host for the control connection ends the wish for none, and the
    /// other way round.
    #[must_use]
    pub fn under(mut self, higher: Self) -> Self {
        for (key, value) in higher.values {
            // A wish that is taken back ends nothing but itself.
            let is_wish = key.kind() != Kind::Switch || value.values.iter().any(|value| value == "true");
            if let Some(rival) = key.rival().filter(|_| is_wish) {
                self.values.remove(&rival);
            }
            self.values.insert(key, value);
        }
        self
    }

    /// What the environment says: [`Key::variable`] for each key. Lists are split: files as the system's own lists of
    /// files are, which `files` does, all else at commas and blanks. A variable that is empty says nothing.
    ///
    /// # Errors
    /// The key whose variable is no switch, with what it says.
    pub fn of_environment(
        variable: impl Fn(&str) -> Option<OsString>,
        files: impl Fn(&OsStr) -> Vec<OsString>,
    ) -> Result<Self, (Key, OsString)> {
        let mut values = BTreeMap::new();
        for key in Key::ALL {
            let name = key.variable();
            let Some(said) = variable(&name).filter(|said| !said.is_empty()) else { continue };
            let list = match key.kind() {
                Kind::Switch => vec![switch(&said).ok_or_else(|| (key, said.clone()))?.into()],
                Kind::Files => files(&said),
                Kind::List => {
                    said.to_string_lossy().split([',', ' ']).filter(|part| !part.is_empty()).map(Into::into).collect()
                }
                Kind::Text | Kind::File | Kind::Number => vec![said],
            };
            values.insert(key, Value { values: list, origin: Origin::Variable(name) });
        }
        Ok(Self { values })
    }
}

/// What people write for yes and no.
fn switch(said: &OsStr) -> Option<&'static str> {
    match said.to_str()?.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Some("true"),
        "0" | "false" | "no" | "off" => Some("false"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
