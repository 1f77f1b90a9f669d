//! What a report calls connectors: the names in quotes beside such a word, behind a label, and behind the word alone.

use super::words::{QUOTES, is_host};
use crate::report::nobody::{OF_SENTENCES, is_word};

/// How a connector is called, in lower case.
const WORDS: [&str; 6] = ["connector", "konnektor", "connecteur", "conector", "connettore", "konektor"];

/// What may stand between such a word and the sign of a label, beside words of sentences.
const OF_LABELS: &str = "name id identity used nom nome sortant sortie de du da do sa\u{ed}da usado utilis\u{e9}";

/// The longest name of a connector that is looked for, in bytes (`New-OutboundConnector`: 64 letters).
const LONGEST: usize = 256;

/// How far behind the word its name may begin.
const REACH: usize = 32;

/// The most words of a name without quotes behind the word alone.
const MAX_WORDS: usize = 5;

/// The names, as they stand.
pub(super) fn connectors(text: &str) -> Vec<&str> {
    let small = text.to_ascii_lowercase();
    let places = WORDS.iter().flat_map(|word| small.match_indices(word).map(|(at, _)| at..at + word.len()));
    let names = places.flat_map(|at| {
        let end = text[at.end..].find(|c: char| !c.is_alphabetic()).map_or(text.len(), |length| at.end + length);
        let rest = &text[end..text.floor_char_boundary(end + REACH + LONGEST)];
        // The key of an object in JSON.
        let value = rest.strip_prefix('"').filter(|value| value.trim_start().starts_with([':', '=']));
        let rest = value.unwrap_or(rest);
        let is_title = text[at.start..].starts_with(char::is_uppercase);
        let behind = quoted(rest).or_else(|| labelled(&text[..at.start], rest)).or_else(|| alone(rest, is_title));
        [before(&text[..at.start]), behind]
    });
    let is_name = |name: &&str| name.contains(char::is_alphabetic) && !is_host(name);
    names.flatten().map(str::trim).filter(is_name).collect()
}

/// A name in quotes before the word.
fn before(text: &str) -> Option<&str> {
    let text = text.strip_suffix(' ')?;
    let reach = &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST))..];
    QUOTES.iter().find_map(|(open, close)| {
        let inside = reach.strip_suffix(close)?;
        Some(&inside[inside.rfind(open)? + open.len()..])
    })
}

/// A name in quotes behind the word, no more than a few others between.
fn quoted(rest: &str) -> Option<&str> {
    let is_between = |text: &str| text.len() <= REACH && !text.contains(['.', ',', ';', '(', '\\', '\n']);
    let places = QUOTES.iter().filter_map(|(open, close)| Some((rest.find(open)?, open, close)));
    let (at, open, close) = places.min_by_key(|(at, ..)| *at).filter(|(at, ..)| is_between(&rest[..*at]))?;
    let inside = &rest[at + open.len()..];
    // `'the Quux's'`
    let mut ends = inside.match_indices(close).map(|(end, _)| end);
    let end = ends.find(|end| !inside[end + close.len()..].starts_with(char::is_alphanumeric))?;
    Some(&inside[..end])
}

/// What stands behind a label, up to the end of its part of the line.
fn labelled<'a>(before: &str, rest: &'a str) -> Option<&'a str> {
    let (label, value) = rest.split_once([':', '='])?;
    let is_of_label = |word: &str| OF_LABELS.split(' ').any(|known| word.eq_ignore_ascii_case(known));
    // A sentence goes on behind a colon.
    let line = before.rsplit(['\\', '\n', ',', ';', '|', '{']).next().unwrap_or_default();
    let line = line.strip_prefix("x0a").or_else(|| line.strip_prefix("x0d")).unwrap_or(line);
    let is_label = line.split_whitespace().count() < 3
        && !line.split_whitespace().any(|word| OF_SENTENCES.contains(&word.to_lowercase().as_str()));
    let value = value.trim_start();
    let end = value.find(['\\', '\n', ',', ';', '|', '(', '[', '}']).unwrap_or(value.len());
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let is_code = digits == 3 && value[digits..].starts_with([' ', '-']);
    (is_label && label.split_whitespace().all(is_of_label) && !is_code).then_some(&value[..end])
}

/// Words behind it that are none of a sentence: with capitals, marks or numbers; in a title with these alone.
fn alone(rest: &str, is_title: bool) -> Option<&str> {
    let rest = rest.strip_prefix(' ')?;
    let mut end = 0;
    for word in rest.split(' ').take(MAX_WORDS) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_odd =
            bare.contains(char::is_alphabetic) && bare.contains(|c: char| c.is_ascii_digit() || "-_".contains(c));
        let is_capital = bare.starts_with(char::is_uppercase) && (!is_title || end > 0);
        if !word.starts_with(char::is_alphanumeric) || !(is_odd || is_capital) || is_word(&bare.to_lowercase()) {
            break;
        }
        end += usize::from(end > 0) + bare.len();
        if bare.len() < word.len() {
            break;
        }
    }
    (end > 0).then_some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_report_calls_a_connector_is_found_and_no_sentence() {
        for (text, expected) in [
            ("to the connector \"Quixote-Plumb\" is", "Quixote-Plumb"),
            ("connector 'the Quux's plant' is", "the Quux's plant"),
            ("the 'Quixote plumb' connector is", "Quixote plumb"),
            (r"OutboundConnector: Quixote to you\x0aError: 450", "Quixote to you"),
            (r"x\x0aOutbound connector name = Quixote, 450", "Quixote"),
            ("Outbound connector Quixote-Plumb (id 12)", "Quixote-Plumb"),
            ("the connector Quixote Plumb, is", "Quixote Plumb"),
            ("Connecteur sortant : quixote", "quixote"),
            ("\"ConnectorName\":\"quixote\"", "quixote"),
            ("Connector: 450 4.4.317 x, connector mail.contoso.com, connector: mail.contoso.com", ""),
            ("Connector Validation failed. The connector fails: Cannot connect; connectors", ""),
            ("Connector: ab\u{e9}", "ab\u{e9}"),
            ("the connector: Cannot connect. connector (\"x\") connector is not used", ""),
        ] {
            assert_eq!(connectors(text).join("|"), expected, "{text}");
        }
    }
}
