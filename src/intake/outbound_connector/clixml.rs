//! `Export-Clixml`: PowerShell's own XML (MS-PSRP section 2.2.5), which Microsoft advises for backups.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    ExportError, MAX_CONNECTORS,
    properties::{MAX_ITEMS, Properties, Value},
};

/// How deep objects may lie in each other; PowerShell writes two or three levels.
const MAX_DEPTH: usize = 64;

pub(super) fn looks_like(text: &str) -> bool {
    let start = &text[..text.floor_char_boundary(512)];
    start.starts_with('<') && start.contains("<Objs")
}

/// An `<Obj>` that is being read.
#[derive(Default)]
struct Open {
    name: Option<String>,
    properties: Properties,
    items: Vec<String>,
    is_list: bool,
    words: Option<String>,
}

pub(super) fn read(text: &str) -> Result<Vec<Properties>, ExportError> {
    let mut reader = Reader::from_str(text);
    let mut all = Vec::new();
    let mut stack: Vec<Open> = Vec::new();
    let mut scalar: Option<Scalar> = None;
    loop {
        // Positions in the text, so that the error can name a line.
        let broken = |position: u64| {
            let end = usize::try_from(position).unwrap_or(text.len()).min(text.len());
            let lines = text.as_bytes()[..end].iter().filter(|b| **b == b'\n').count();
            ExportError::Broken { kind: "CLIXML", line: lines as u64 + 1 }
        };
        let event = reader.read_event().map_err(|_| broken(reader.error_position()))?;
        match event {
            Event::Eof if stack.is_empty() && scalar.is_none() => return Ok(all),
            Event::Eof => return Err(broken(text.len() as u64)),
            Event::Start(tag) => match tag.local_name().as_ref() {
                "Obj" if stack.len() == MAX_DEPTH => return Err(broken(reader.buffer_position())),
                "Obj" => stack.push(Open { name: name_of(&tag), ..Open::default() }),
                "LST" | "IE" | "STK" | "QUE" => stack.last_mut().into_iter().for_each(|open| open.is_list = true),
                "Objs" | "Props" | "MS" | "TN" | "T" | "DCT" | "En" => {}
                other => scalar = Some(Scalar { tag: other.to_owned(), name: name_of(&tag), text: String::new() }),
            },
            Event::Empty(tag) => {
                if let (Some(open), Some(name)) = (stack.last_mut(), name_of(&tag)) {
                    open.properties.set(&name, Value::Text(String::new()));
                }
            }
            Event::Text(words) => add(&mut scalar, &words),
            Event::CData(words) => add(&mut scalar, &words),
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(c)) => add(&mut scalar, c.encode_utf8(&mut [0; 4])),
                Ok(None) | Err(_) => {
                    add(&mut scalar, quick_xml::escape::resolve_predefined_entity(&entity).unwrap_or_default());
                }
            },
            Event::End(tag) if tag.local_name().as_ref() == "Obj" => {
                let Some(done) = stack.pop() else { continue };
                close(done, &mut stack, &mut all);
                if all.len() > MAX_CONNECTORS {
                    return Err(ExportError::TooMany { limit: MAX_CONNECTORS });
                }
            }
            Event::End(_) => {
                if let (Some(scalar), Some(open)) = (scalar.take(), stack.last_mut()) {
                    open.take(scalar);
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// A scalar element that is open: its tag, its property, its text.
struct Scalar {
    tag: String,
    name: Option<String>,
    text: String,
}

/// Goes on with the text of the scalar, where one is open.
fn add(scalar: &mut Option<Scalar>, text: &str) {
    if let Some(scalar) = scalar {
        scalar.text.push_str(text);
    }
}

impl Open {
    /// Takes a scalar that was closed: a property, the object in words, or an item.
    fn take(&mut self, Scalar { tag, name, text }: Scalar) {
        match name {
            Some(name) => self.properties.set(&name, Value::scalar(&text)),
            None if tag == "ToString" => self.words = Some(text),
            None if self.is_list && self.items.len() < MAX_ITEMS => self.items.push(text),
            None => {}
        }
    }
}

/// What a finished object is to the one around it: a property, an item, or a connector.
fn close(done: Open, stack: &mut [Open], all: &mut Vec<Properties>) {
    let value = match (done.is_list, done.words) {
        (true, _) => Value::list(done.items, false),
        (false, words) => Value::scalar(&words.unwrap_or_default()),
    };
    match (done.name, stack.last_mut()) {
        (Some(name), Some(parent)) => parent.properties.set(&name, value),
        (_, _) if !done.properties.is_empty() => all.push(done.properties),
        (None, Some(parent)) if parent.is_list && parent.items.len() < MAX_ITEMS => match value {
            Value::Text(text) if !text.is_empty() => parent.items.push(text),
            Value::Text(_) | Value::List { .. } | Value::Lost => {}
        },
        (None | Some(_), _) => {}
    }
}

fn name_of(tag: &BytesStart<'_>) -> Option<String> {
    let attribute = tag.try_get_attribute("N").ok().flatten()?;
    Some(attribute.value.into_owned())
}
