//! The machine outputs of `docs/contract.md`. Keys, ids, codes and enum values are never localized; only values under
//! `lang`, `text`, `title`, `summary` and `meaning` change with the language.
//!
//! The JSON Schemas in `assets/schema/` are made from these structs (`tests/cli/json_schema.rs` compares them), so an
//! output and its schema cannot part.

mod cases;
mod check;
mod compared;
mod config;
mod explain;
mod lab;
mod ranges;
mod read;
mod watch;

pub use cases::{CaseJson, Cases};
pub use check::{Check, List, ReportedHere, check};
pub use compared::{Compared, compared};
pub use config::{ConfigFile, Setting, Settings};
pub use explain::{Articles, Explained, MatterText, WordText, articles, explain, explain_matter, explain_word};
pub use lab::{Lab, LabScenario};
pub use ranges::{AskedAddress, Ranges, ranges};
pub use read::{Read, Reported, read};
pub use watch::{Watched, watch_ended, watched};

use serde::Serialize;

/// What stands before the first result of a list that is written result by result; see [`List`].
pub const LIST_BEGIN: &str = "{\"schema\": \"mxray-list/1\", \"results\": [\n";
/// What stands after its last result; between two stands a comma.
pub const LIST_END: &str = "\n]}\n";

/// A value as one JSON document that ends in a newline.
pub fn document<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("these structs have string keys and finite numbers only");
    text.push('\n');
    text
}

/// A value as one line of JSON.
pub fn line<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string(value).expect("these structs have string keys and finite numbers only");
    text.push('\n');
    text
}

/// The word of a value of ours that serde writes as one.
fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Every word that serde writes for a closed list of ours, in order: a new one is in the schema by being there.
fn words<T: schemars::JsonSchema>() -> Vec<String> {
    fn collect(schema: &serde_json::Value, words: &mut Vec<String>) {
        let list = |key: &str| schema.get(key).and_then(serde_json::Value::as_array).into_iter().flatten();
        let here = schema.get("const").into_iter().chain(list("enum")).filter_map(serde_json::Value::as_str);
        words.extend(here.map(str::to_owned));
        list("oneOf").for_each(|one| collect(one, words));
    }
    let mut words = Vec::new();
    collect(schemars::schema_for!(T).as_value(), &mut words);
    words
}

/// The JSON Schema (draft 2020-12) of an output, as it is written by us: what may be null is always there.
pub fn schema<T: schemars::JsonSchema>() -> String {
    let schema =
        schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    document(&schema)
}
