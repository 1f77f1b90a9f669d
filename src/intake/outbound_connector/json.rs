//! `Get-OutboundConnector | ConvertTo-Json`: an object or an array, as several versions of PowerShell write it.
//!
//! Enums may be objects, lists may be wrapped in `{"value": […], "Count": n}`, and what does not matter is never
//! built in memory.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::{
    ExportError, MAX_CONNECTORS,
    properties::{MAX_ITEMS, Properties, Value},
};

/// Whether the text begins like JSON: `[203.0.113.25]` is a target.
pub(super) fn looks_like(text: &str) -> bool {
    let inside = text.get(1..).unwrap_or_default().trim_start();
    match text.as_bytes().first() {
        Some(b'{') => inside.starts_with(['"', '}']),
        Some(b'[') => inside.starts_with(['{', '[', ']']),
        _ => false,
    }
}

/// An export without the quotes in which a chat, a log or a shell put it as a whole, and without what they did to the quotes
/// inside it: a backslash of JSON and of shells, a second one of a table.
pub(super) fn unquoted(text: &str) -> Cow<'_, str> {
    const QUOTES: [(char, char); 4] = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')];
    let within = |(open, close): (char, char)| text.strip_prefix(open)?.strip_suffix(close).map(str::trim);
    let Some(inside) = QUOTES.into_iter().find_map(within) else { return Cow::Borrowed(text) };
    let bare = match serde_json::from_str::<String>(text) {
        Ok(whole) => Cow::Owned(whole.trim().to_owned()),
        Err(_) => match inside.trim_start_matches(['[', '{', ' ']).get(..2) {
            Some(escaped @ (r#"\""# | "\"\"")) => Cow::Owned(inside.replace(escaped, "\"")),
            Some(_) | None => Cow::Borrowed(inside),
        },
    };
    if looks_like(&bare) { bare } else { Cow::Borrowed(text) }
}

pub(super) fn read(text: &str) -> Result<Vec<Properties>, ExportError> {
    let mut all = Vec::new();
    // Two exports in one file (rule-scoped ones are exported apart) are two documents.
    for document in serde_json::Deserializer::from_str(text).into_iter::<Document>() {
        let document = document.map_err(|error| ExportError::Broken { kind: "JSON", line: error.line() as u64 })?;
        all.extend(document.0);
        if all.len() > MAX_CONNECTORS {
            return Err(ExportError::TooMany { limit: MAX_CONNECTORS });
        }
    }
    Ok(all)
}

/// The connectors in one value, at whatever depth arrays and wrappers hold them.
struct Document(Vec<Properties>);

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DocumentVisitor)
    }
}

struct DocumentVisitor;

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("connectors")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Document, A::Error> {
        let mut all = Vec::new();
        while let Some(Document(more)) = seq.next_element()? {
            all.extend(more);
            if all.len() > MAX_CONNECTORS {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
            }
        }
        Ok(Document(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
        let mut found = Properties::default();
        let mut wrapped = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if key.eq_ignore_ascii_case("value") {
                wrapped = map.next_value::<Document>()?.0;
            } else if Properties::known(&key).is_some() {
                found.set(&key, map.next_value::<Cell>()?.0);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if !found.is_empty() {
            wrapped.insert(0, found);
        }
        Ok(Document(wrapped))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Document, E> {
        Ok(Document(Vec::new()))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Document, E> {
        Ok(Document(Vec::new()))
    }
    fn visit_u64<E>(self, _: u64) -> Result<Document, E> {
        Ok(Document(Vec::new()))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Document, E> {
        Ok(Document(Vec::new()))
    }
    fn visit_str<E>(self, _: &str) -> Result<Document, E> {
        Ok(Document(Vec::new()))
    }
    fn visit_unit<E>(self) -> Result<Document, E> {
        Ok(Document(Vec::new()))
    }
}

/// The value of one property.
struct Cell(Value);

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl CellVisitor {
    fn text<E>(text: impl fmt::Display) -> Result<Cell, E> {
        Ok(Cell(Value::scalar(&text.to_string())))
    }
}

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Cell, A::Error> {
        let mut items = Vec::new();
        let mut cut = false;
        while items.len() < MAX_ITEMS {
            match seq.next_element::<Cell>()? {
                None => break,
                Some(Cell(Value::Text(text))) => items.push(text),
                Some(Cell(Value::List { items: more, .. })) => items.extend(more),
                Some(Cell(Value::Lost)) => return drain(seq, Value::Lost),
            }
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {
            cut = true;
        }
        items.retain(|item| !item.is_empty());
        Ok(Cell(Value::list(items, cut)))
    }

    /// An enum (`{"value": 3, "Value": "DomainValidation"}`), a wrapped list, or a host object of an old export.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cell, A::Error> {
        const NAMES: [&str; 6] = ["value", "Domain", "DomainName", "Address", "Name", "SmartHostString"];
        let mut best = Value::Text(String::new());
        while let Some(key) = map.next_key::<String>()? {
            if !NAMES.iter().any(|name| name.eq_ignore_ascii_case(&key)) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let Cell(value) = map.next_value::<Cell>()?;
            let number = |value: &Value| matches!(value, Value::Text(t) if t.bytes().all(|b| b.is_ascii_digit()));
            if number(&best) {
                best = value;
            }
        }
        Ok(Cell(best))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Cell, E> {
        Self::text(value)
    }
    fn visit_i64<E>(self, value: i64) -> Result<Cell, E> {
        Self::text(value)
    }
    fn visit_u64<E>(self, value: u64) -> Result<Cell, E> {
        Self::text(value)
    }
    fn visit_f64<E>(self, value: f64) -> Result<Cell, E> {
        Self::text(value)
    }
    fn visit_str<E>(self, value: &str) -> Result<Cell, E> {
        Self::text(value)
    }
    fn visit_unit<E>(self) -> Result<Cell, E> {
        Self::text("")
    }
}

fn drain<'de, A: SeqAccess<'de>>(mut seq: A, value: Value) -> Result<Cell, A::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(Cell(value))
}
