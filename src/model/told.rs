//! [`Told`]: the id of a message and its values, where something is to be told and no words are at hand.

use serde::Serialize;
use serde_json::{Map, Value};

/// What is to be told: why a file was not read, what is wrong with an answer or an option.
///
/// The message is `<kind>-<id>`; which kind (`error`, `answer`) says whoever words it, because one mistake reads
/// differently on a command line and in a form. What a stranger sent is made safe before it gets here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The id of the message, without its kind.
    pub id: String,
    /// Its values, by the rule told at [`Evidence`](super::Evidence).
    pub values: Map<String, Value>,
}

impl Told {
    /// A message without values.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), values: Map::new() }
    }

    /// An error that is a value: its fields are the values of its message.
    pub fn of(id: impl Into<String>, error: &impl Serialize) -> Self {
        match serde_json::to_value(error) {
            Ok(Value::Object(values)) => Self { id: id.into(), values },
            // An error without fields has no values.
            Ok(_) | Err(_) => Self::new(id),
        }
    }

    /// Adds a text: a name, an address, a port, a code.
    #[must_use]
    pub fn text(mut self, name: &str, value: impl ToString) -> Self {
        self.values.insert(name.to_owned(), Value::String(value.to_string()));
        self
    }
}
