//! Microsoft365DSC: a configuration of PowerShell in which a block is a connector,
//! `EXOOutboundConnector "name" { SmartHosts = @("mail.contoso.com"); … }` (Microsoft365DSC, resource EXOOutboundConnector).
//! Other resources around it are passed over.

use super::{
    ExportError, MAX_CONNECTORS,
    properties::{MAX_ITEMS, Properties, Value},
};

/// The resources that are connectors of Exchange Online.
const RESOURCES: [&str; 2] = ["EXOOutboundConnector", "EXOInboundConnector"];

/// Whether a line begins the block of a connector.
pub(super) fn begins(line: &str) -> bool {
    let mut words = line.trim_start().splitn(2, |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '{'));
    let is_resource = words.next().is_some_and(|first| RESOURCES.iter().any(|name| name.eq_ignore_ascii_case(first)));
    // A name in quotes or a brace follows; in a sentence the word stands alone.
    is_resource && (line.trim_end().ends_with(['"', '\'', '{', '}']) || line.contains('='))
}

/// Whether a text has such a block.
pub(super) fn looks_like(text: &str) -> bool {
    text.lines().any(begins)
}

pub(super) fn read(text: &str) -> Result<Vec<Properties>, ExportError> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n').or((!rest.is_empty()).then_some((rest, ""))) {
        // The brace stands behind the name, or on a row of its own.
        let brace = if begins(line) { line.find('{').map(|at| &rest[at + 1..]) } else { None };
        let brace = brace.or_else(|| after.trim_start().strip_prefix('{').filter(|_| begins(line)));
        let Some(inside) = brace else {
            rest = after;
            continue;
        };
        let (found, after) = block(inside);
        // What is to be gone is no connector.
        if !found.is_empty() {
            all.push(found);
        }
        if all.len() > MAX_CONNECTORS {
            return Err(ExportError::TooMany { limit: MAX_CONNECTORS });
        }
        // Each character is read once, whatever stands there.
        rest = after;
    }
    Ok(all)
}

/// The most bytes of a property's name, the spaces that align it among them.
const NAME: usize = 120;

/// The properties up to the brace that closes the block, or as far as it can be read; and what follows.
fn block(text: &str) -> (Properties, &str) {
    let mut found = Properties::default();
    let mut is_absent = false;
    let mut rest = text;
    loop {
        rest = without_comments(rest);
        let name = &rest[..rest.floor_char_boundary(NAME)];
        let name = name.split_once('=').map_or("", |(name, _)| name);
        let is_name = !name.trim().is_empty() && name.trim().bytes().all(|b| b.is_ascii_alphanumeric());
        if !is_name {
            break;
        }
        let (value, after) = value(&rest[name.len() + 1..]);
        is_absent |= name.trim().eq_ignore_ascii_case("Ensure") && value == Value::Text("Absent".to_owned());
        found.set(name.trim(), value);
        rest = after;
    }
    (if is_absent { Properties::default() } else { found }, rest)
}

/// Without the spaces, ends of statements and comments in front.
fn without_comments(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == ';');
        match text.strip_prefix('#') {
            Some(comment) => text = comment.split_once('\n').map_or("", |(_, rest)| rest),
            None => return text,
        }
    }
}

/// The value in front, and what follows it.
fn value(text: &str) -> (Value, &str) {
    let text = text.trim_start();
    if let Some(inside) = text.strip_prefix("@(") {
        return list(inside);
    }
    let (word, rest) = word(text, &[';', '}', '\n', '#']);
    let word = if word.eq_ignore_ascii_case("$null") { String::new() } else { word };
    (Value::scalar(&word), rest)
}

/// The values of a list, up to its bracket.
fn list(text: &str) -> (Value, &str) {
    let (mut items, mut rest) = (Vec::new(), text);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() || rest.starts_with(')') {
            return (Value::list(items, rest.is_empty()), rest.strip_prefix(')').unwrap_or_default());
        }
        let (item, after) = word(rest, &[',', ')', '\n']);
        if items.len() < MAX_ITEMS && !item.is_empty() {
            items.push(item);
        }
        rest = after;
    }
}

/// A text in quotes, as PowerShell reads it (about_Quoting_Rules: a doubled quote is one, a backtick before it too), or a
/// word up to one of those marks; and what follows.
fn word<'a>(text: &'a str, ends: &[char]) -> (String, &'a str) {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        let at = text.find(ends).unwrap_or(text.len());
        return (text[..at].trim().to_owned(), &text[at..]);
    };
    let mut found = String::new();
    let mut marks = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = marks.next() {
        if c == quote && marks.next_if(|(_, next)| *next == quote).is_none() {
            return (found, &text[at + 1..]);
        }
        let escaped = if c == '`' && quote == '"' { marks.next() } else { None };
        found.push(escaped.map_or(c, |(_, c)| c));
    }
    (found, "")
}
