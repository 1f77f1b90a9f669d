//! A configuration file (TOML 1.0): its keys, each with its line, and what is wrong with it.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    ops::Range,
    path::{Path, PathBuf},
};

use serde::Serialize;
use toml::{
    Spanned,
    de::{DeArray, DeFloat, DeInteger, DeTable, DeValue},
};

use super::{Config, Key, Kind, Origin, Value};
use crate::model::WireText;

/// The most that a file may have, in bytes: a hundred times what all keys need.
pub const MAX_FILE: usize = 64 * 1024;
/// The most values that one key may have.
const MOST_VALUES: usize = 64;

/// What is wrong with a file. Messages are `error-config-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
#[expect(missing_docs, reason = "line: counted from 1; key: as it stands there; the others are told at their variant")]
pub enum Problem {
    /// It is no text, or longer than [`MAX_FILE`].
    #[error("no configuration")]
    NoText,
    /// It is no TOML; `error` is the parser's word.
    #[error("line {line}: {error}")]
    Syntax { line: usize, error: WireText },
    /// There is no such key.
    #[error("line {line}: no key {key}")]
    Key { line: usize, key: WireText },
    /// The value is written in another way than this key's are; `wanted` is the id of that way.
    #[error("line {line}: {key} is no {wanted}")]
    Kind { line: usize, key: WireText, wanted: &'static str },
    /// Two keys that say the contrary of each other.
    #[error("line {line}: {key} beside {other}")]
    #[expect(missing_docs, reason = "the other of the two")]
    Rival { line: usize, key: WireText, other: WireText },
}

impl Problem {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 5] = ["config-no-text", "config-syntax", "config-key", "config-kind", "config-rival"];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NoText => "config-no-text",
            Self::Syntax { .. } => "config-syntax",
            Self::Key { .. } => "config-key",
            Self::Kind { .. } => "config-kind",
            Self::Rival { .. } => "config-rival",
        }
    }
}

/// What a file says. A file that it names lies beside it, or in the `home` folder where it begins with `~/`.
///
/// # Errors
/// [`Problem`], the first in the file.
pub fn read(bytes: &[u8], path: &Path, home: Option<&Path>) -> Result<Config, Problem> {
    if bytes.len() > MAX_FILE {
        return Err(Problem::NoText);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::NoText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let table = DeTable::parse(text).map_err(|error| Problem::Syntax {
        line: line(text, error.span()),
        error: WireText::from_text(error.message()).shortened(200),
    })?;
    // As they stand in the file, so that the first mistake is told.
    let mut entries: Vec<_> = table.into_inner().into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let mut values = BTreeMap::new();
    for (name, value) in entries {
        let line = line(text, Some(name.span()));
        let shown = || WireText::from_text(name.get_ref()).shortened(80);
        let Some(key) = Key::of_name(name.get_ref()) else { return Err(Problem::Key { line, key: shown() }) };
        let list = list(value, key.kind()).filter(|list| list.len() <= MOST_VALUES).ok_or_else(|| Problem::Kind {
            line,
            key: shown(),
            wanted: wanted(key.kind()),
        })?;
        if let Some(rival) = key.rival().filter(|rival| values.contains_key(rival)) {
            return Err(Problem::Rival { line, key: shown(), other: WireText::from_safe(rival.name()) });
        }
        let list = match key.kind() {
            Kind::File | Kind::Files => list.iter().map(|file| beside(path, file, home).into()).collect(),
            Kind::Text | Kind::List | Kind::Number | Kind::Switch => list.into_iter().map(OsString::from).collect(),
        };
        values.insert(key, Value { values: list, origin: Origin::File(path.to_owned(), line) });
    }
    Ok(Config { values })
}

/// The line in which a span begins.
fn line(text: &str, span: Option<Range<usize>>) -> usize {
    let start = span.map_or(0, |span| span.start).min(text.len());
    1 + text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count()
}

/// The id of a kind, as messages know it.
fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::File => "text",
        Kind::List | Kind::Files => "list",
        Kind::Number => "number",
        Kind::Switch => "switch",
    }
}

/// A value as that kind is written.
fn list(value: Spanned<DeValue<'_>>, kind: Kind) -> Option<Vec<String>> {
    match (kind, value.into_inner()) {
        (Kind::Text | Kind::File | Kind::List | Kind::Files, DeValue::String(text)) => Some(vec![text.into_owned()]),
        (Kind::List | Kind::Files, DeValue::Array(array)) => texts(array),
        (Kind::Number, DeValue::Integer(number)) => Some(vec![whole(&number)?]),
        (Kind::Number, DeValue::Float(number)) => Some(vec![fraction(&number)?]),
        (Kind::Switch, DeValue::Boolean(on)) => Some(vec![on.to_string()]),
        _ => None,
    }
}

fn texts(array: DeArray<'_>) -> Option<Vec<String>> {
    let text = |value: Spanned<DeValue<'_>>| match value.into_inner() {
        DeValue::String(text) => Some(text.into_owned()),
        _ => None,
    };
    array.into_iter().map(text).collect()
}

/// TOML has `0x10` and `1_000`; an option has not.
fn whole(number: &DeInteger<'_>) -> Option<String> {
    i64::from_str_radix(number.as_str(), number.radix()).ok().map(|number| number.to_string())
}

fn fraction(number: &DeFloat<'_>) -> Option<String> {
    number.as_str().parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number.to_string())
}

/// A file that is named in a file: beside that one, unless it says from where.
fn beside(path: &Path, named: &str, home: Option<&Path>) -> PathBuf {
    if let (Some(rest), Some(home)) = (named.strip_prefix("~/"), home) {
        return home.join(rest);
    }
    path.parent().unwrap_or(Path::new("")).join(named)
}
