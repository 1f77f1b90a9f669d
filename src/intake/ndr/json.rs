//! Reports inside JSON: the answer of an API, an export of a trace, a line of a log. Their texts, each behind its name, as
//! the fields of a text would stand; of a piece that is no whole document, only the escapes are undone.

use std::fmt;

use crate::intake::quoted::unquoted;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

/// How many documents are looked for one inside the other; a line of a log that holds an answer holds two. Each of them may
/// be as deep as the library lets it, and a stack has an end.
const MAX_WITHIN: u8 = 4;

/// The texts of one or several documents, a line each; `None` if it is no JSON.
pub(super) fn texts(text: &str) -> Option<String> {
    texts_within(text, MAX_WITHIN)
}

/// A text in which lines are documents of their own, the entries of a gateway's log, with the texts of those in their place.
pub(super) fn texts_of_lines(text: String) -> String {
    let is_document = |line: &str| line.starts_with("{\"") && line.ends_with('}');
    if !text.contains("{\"") || !text.lines().any(|line| is_document(unquoted(line).trim())) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let inside = unquoted(line).trim();
        match texts(inside).filter(|_| is_document(inside)) {
            Some(texts) => out.push_str(&texts),
            None => out.push_str(line),
        }
    }
    out
}

fn texts_within(text: &str, within: u8) -> Option<String> {
    let inside = text.trim_start();
    let inside = inside.strip_prefix(['{', '[']).map(str::trim_start)?;
    if !inside.starts_with(['"', '{', '[']) {
        return None;
    }
    let mut out = String::new();
    // Of a slice, each look for its end would count the lines anew from its beginning.
    let mut reader = serde_json::Deserializer::from_reader(text.trim().as_bytes());
    // A line of a log each is a document.
    while reader.end().is_err() {
        Texts { name: "", within, out: &mut out }.deserialize(&mut reader).ok()?;
    }
    Some(out)
}

/// Text with the escapes of JSON undone (RFC 8259 section 7), where a quote or a name shows that it is a piece of JSON.
pub(super) fn unescaped(text: String) -> String {
    let escaped = [r"\n", r"\r", r"\u", r"\/", r"\t"].iter().any(|mark| text.contains(mark));
    if !escaped || !(text.contains(r#"\""#) || text.contains("\":")) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let hex = behind.strip_prefix('u').and_then(|hex| hex.get(..4));
        let letter = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        let (c, taken) = match (behind.as_bytes().first(), letter) {
            (Some(b'n' | b'r'), _) => ('\n', 1),
            (Some(b't'), _) => (' ', 1),
            (Some(b'/'), _) => ('/', 1),
            (Some(b'"'), _) => ('"', 1),
            (Some(b'u'), Some(letter)) => (letter, 5),
            _ => ('\\', 0),
        };
        out.push(c);
        rest = &behind[taken..];
    }
    out + rest
}

/// Writes the texts of a value.
struct Texts<'a> {
    name: &'a str,
    /// How many documents more may be inside one another.
    within: u8,
    out: &'a mut String,
}

impl<'de> DeserializeSeed<'de> for Texts<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Texts<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        // A document inside a text, as logs have it.
        let inner = self.within.checked_sub(1).and_then(|within| texts_within(text, within));
        if !self.name.is_empty() && inner.is_none() {
            self.out.push_str(self.name);
            self.out.push_str(": ");
        }
        self.out.push_str(inner.as_deref().unwrap_or(text));
        self.out.push('\n');
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { name, within, out } = self;
        while items.next_element_seed(Texts { name, within, out: &mut *out })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self { within, out, .. } = self;
        while let Some(name) = entries.next_key::<String>()? {
            if name.len() > 1024 {
                return Err(A::Error::custom("no name of a field"));
            }
            entries.next_value_seed(Texts { name: &name, within, out: &mut *out })?;
        }
        out.push('\n');
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_inside_one_another_are_read_as_deep_as_logs_go_and_no_stack_ends() {
        let mut text = "450 4.4.316 Connection refused".to_owned();
        for depth in 0..16 {
            let read = if depth == 0 { None } else { texts(&text) };
            let bare = read.as_deref().map(str::trim) == Some("450 4.4.316 Connection refused");
            assert_eq!(bare, (1..=usize::from(MAX_WITHIN) + 1).contains(&depth), "{depth}: {read:?}");
            text = format!("{}{}{}", "[".repeat(120), serde_json::Value::from(text), "]".repeat(120));
        }
    }
}
