//! Signs that are written out as words: `john (at) contoso (dot) com`, in each language that the program speaks.

use super::reading::{ahead, break_ahead, is_blank, starts_ignoring_case};

/// The word for `@`, and the one for a point.
const AT: [&str; 5] = ["at", "arobase", "arroba", "a", "@"];
const DOT: [&str; 6] = ["dot", "point", "ponto", "punto", "punkt", "."];
const OPEN: [char; 4] = ['(', '[', '{', '<'];
const CLOSE: [char; 4] = [')', ']', '}', '>'];
/// How many spaces may stand around such a word on one line.
const MAX_SPACES: usize = 4;
/// How many parts a host may have.
const MAX_LABELS: usize = 12;

/// What says before an address that it is one, on its line.
const LABELS: [&str; 24] = [
    "from",
    "to",
    "cc",
    "bcc",
    "sender",
    "reply-to",
    "return-path",
    "recipient",
    "recipients",
    "final-recipient",
    "original-recipient",
    "mail from",
    "rcpt to",
    "rfc822",
    "mailto",
    "e-mail",
    "email",
    "address",
    "mailbox",
    "user",
    "de",
    "para",
    "à",
    "destinataire",
];

/// With what such a sign begins.
pub(super) fn begins(c: char) -> bool {
    matches!(c, ' ' | '\n' | '_') || OPEN.contains(&c)
}

/// How long the sign is that a text begins with: ` at `, `(at)`, `[ at ]`, `_at_`. In brackets anything that says it does;
/// bare it is a word with spaces.
pub(super) fn sign(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|c| begins(*c))?;
    let inside = if first.is_whitespace() { spaces(text) } else { 1 + spaces(&text[1..]) };
    let word = AT.iter().find(|word| starts_ignoring_case(&text.as_bytes()[inside..], word.as_bytes()))?;
    let end = inside + word.len();
    let closed = end + spaces(&text[end..]);
    let marked = || text[closed..].starts_with(CLOSE).then_some(closed + 1);
    match first {
        ' ' | '\n' => (text[end..].starts_with([' ', '\n']) && word.len() > 1).then_some(closed),
        '_' => (text[end..].starts_with('_') && inside == 1 && *word == "at").then_some(end + 1),
        _ => marked(),
    }
}

/// What the host behind such a sign is made of.
pub(super) struct Host {
    /// Whether a point of it is a word too: no server is written so.
    pub(super) has_word: bool,
}

/// Where the host ends that stands behind a sign; `None` if no host does.
pub(super) fn host(text: &str, from: usize) -> Option<(usize, Host)> {
    let mut end = from + spaces(&text[from..]);
    let (mut has_word, mut labels) = (false, 0);
    loop {
        let label =
            ahead(&text[end..text.floor_char_boundary(end + 64)], |c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        if label == 0 {
            break;
        }
        end += label;
        labels += 1;
        let Some((length, word)) = point(&text[end..]).filter(|_| labels < MAX_LABELS) else { break };
        if !text[end + length..].starts_with(char::is_alphanumeric) {
            break;
        }
        has_word |= word;
        end += length;
    }
    (labels > 1).then_some((end, Host { has_word }))
}

/// How long the point is that a text begins with, and whether it is a word.
fn point(text: &str) -> Option<(usize, bool)> {
    let space = spaces(text);
    let open = text[space..].starts_with(OPEN);
    let word = space + usize::from(open);
    let word = word + if open { spaces(&text[word..]) } else { 0 };
    let dot = DOT.iter().find(|dot| starts_ignoring_case(&text.as_bytes()[word..], dot.as_bytes()))?;
    let end = word + dot.len();
    let behind = end + spaces(&text[end..]);
    if open {
        return text[behind..].starts_with(CLOSE).then(|| (behind + 1 + spaces(&text[behind + 1..]), true));
    }
    if *dot == "." { (space == 0).then_some((1, false)) } else { (space > 0 && behind > end).then_some((behind, true)) }
}

/// How long the written point is that a text ends with: `john dot ` before `doe`.
pub(super) fn point_before(text: &str) -> Option<usize> {
    let reach = text.ceil_char_boundary(text.len().saturating_sub(20));
    let mut starts = text[reach..].char_indices().filter(|(_, c)| c.is_whitespace() || OPEN.contains(c));
    starts.find_map(|(at, _)| {
        let (length, word) = point(&text[reach + at..])?;
        (word && reach + at + length == text.len()).then_some(length)
    })
}

/// Whether what stands before a place says that an address begins there.
pub(super) fn is_told(text: &str, from: usize, place: usize) -> bool {
    let before = &text[from.max(text.ceil_char_boundary(place.saturating_sub(32)))..place];
    before.ends_with('<') || is_labelled(before.trim_end_matches(['<', '"']))
}

/// Whether a text ends with a label of somebody, and its sign.
pub(super) fn is_labelled(text: &str) -> bool {
    let Some(label) = text.trim_end_matches(is_blank).strip_suffix([':', '=', ';']) else { return false };
    let label = label.trim_end_matches(is_blank).to_lowercase();
    LABELS.iter().any(|name| {
        label.strip_suffix(name).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
    })
}

/// How long what parts two words is: spaces, or where the line was broken, the margin of the next one too.
fn spaces(text: &str) -> usize {
    let broken = break_ahead(text);
    if broken > 0 {
        return broken;
    }
    text.chars().take(MAX_SPACES).take_while(|c| c.is_whitespace()).map(char::len_utf8).sum()
}
