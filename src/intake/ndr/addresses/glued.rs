//! What belongs to a local part though a bracket or a colon parts it: `john[x]@`, `john:x@`, `<john>@`; and the words before such
//! a mark that are of no address.

use super::{
    reading::{MAX_REACH, back, is_margin, is_sign, local},
    words::{comment_before, is_word},
    written,
};

/// Keys before `=` that are no part of the address behind it. Any other may be the beginning of a VERP address.
pub(super) const KEYS: [&str; 32] = [
    "address",
    "bcc",
    "cc",
    "e-mail",
    "email",
    "envelope-from",
    "fqdn",
    "from",
    "header.from",
    "header.i",
    "ip",
    "lastattemptedip",
    "lastattemptedservername",
    "led",
    "lrt",
    "mail",
    "mailbox",
    "mailfrom",
    "message",
    "msg",
    "name",
    "orcpt",
    "primary",
    "rcpt",
    "recipient",
    "recipients",
    "reply-to",
    "return-path",
    "sender",
    "smtp",
    "smtp.mailfrom",
    "user",
];

/// What stands before the colon of a URI or of a proxy address, or of a word about somebody.
const SCHEMES: [&str; 26] = [
    "acct",
    "addr",
    "detail",
    "error",
    "eum",
    "ex",
    "failed",
    "for",
    "ftp",
    "host",
    "http",
    "https",
    "im",
    "imap",
    "ldap",
    "mailto",
    "reason",
    "recipient",
    "refused",
    "server",
    "sip",
    "sips",
    "spo",
    "status",
    "x400",
    "xmpp",
];

/// How many pieces may be glued to a local part.
const MAX_GLUED: usize = 4;

/// What stands around a local part, or a part of it.
const PAIRS: [(char, char); 7] =
    [('<', '>'), ('[', ']'), ('(', ')'), ('\'', '\''), ('‹', '›'), ('［', '］'), ('"', '"')];

/// How long what belongs to a local part is before its bracket or its colon, piece by piece: `john[x]@`, `john:x@`,
/// `(john)x@`, `smtp://john:x@`, `john<x@` that nothing closes.
pub(super) fn glued(text: &str, from: usize, start: usize, end: usize) -> usize {
    let mut begin = start;
    for _ in 0..MAX_GLUED {
        let piece = match text[from..begin].chars().next_back() {
            Some(':' | ';') => before_colon(text, from, begin),
            Some(open @ ('<' | '[')) => before_open(text, from, begin, end, open),
            Some(close) => in_brackets(&text[from..begin], close),
            None => 0,
        };
        let word = if text[begin..].starts_with(['[', '<']) { word_at(text, from, begin) } else { "" };
        let word = word.rsplit('/').next().unwrap_or_default();
        let piece = if is_word(word) { word.len() } else { piece };
        if piece == 0 {
            break;
        }
        begin -= piece;
    }
    start - begin
}

/// The word that ends at a place, its points and marks included.
fn word_at(text: &str, from: usize, end: usize) -> &str {
    let least = from.max(text.ceil_char_boundary(end.saturating_sub(MAX_REACH)));
    let length = back(&text[least..end], |c| c.is_alphanumeric() || "._-+/".contains(c));
    &text[end - length..end]
}

/// Whether a word is of no address, because it is a label or a scheme.
pub(super) fn is_told(text: &str, begin: usize, end: usize) -> bool {
    let lower = text[begin..end].to_ascii_lowercase();
    let labelled = || written::is_labelled(&format!("{}:", &text[begin..end]));
    KEYS.contains(&lower.as_str()) || SCHEMES.contains(&lower.as_str()) || labelled()
}

/// `john:` and `//john:`, `//john;`. What stands before a colon at the beginning of a line, or where a label or a scheme does,
/// is none of it.
fn before_colon(text: &str, from: usize, colon: usize) -> usize {
    let colon = colon - 1;
    let word = word_at(text, from, colon);
    let named = is_word(word.trim_start_matches('/'));
    if let Some(user) = word.strip_prefix("//").filter(|user| named && !user.contains('/')) {
        return user.len() + 1;
    }
    let begin = colon - word.len();
    let before = &text[from..begin];
    let inside = before.ends_with([' ', '(', '[', '"', '\'', ',', '=', ':']);
    let begins_line =
        before.trim_end_matches(is_margin).ends_with('\n') || (from == 0 && before.trim_start().is_empty());
    let plain = named && !word.contains(['.', '+', '/']) && !word.contains(|c: char| c.is_ascii_digit());
    let parts = plain && inside && !begins_line && text[colon..].starts_with(':');
    if parts && !is_told(text, begin, colon) { word.len() + 1 } else { 0 }
}

/// `john<`, where nothing on the line closes what is open.
fn before_open(text: &str, from: usize, begin: usize, end: usize, open: char) -> usize {
    let close = if open == '<' { '>' } else { ']' };
    let behind = &text[end..text.floor_char_boundary(end + MAX_REACH)];
    let word = word_at(text, from, begin - 1);
    let plain = is_word(word) && !word.contains(|c: char| c.is_ascii_digit() || "./".contains(c));
    let closed = behind.split('\n').next().is_some_and(|line| line.contains(close));
    if plain && !closed && !is_told(text, begin - 1 - word.len(), begin - 1) { word.len() + 1 } else { 0 }
}

/// `(john)`, `[john]`: a name in brackets. A host is none.
fn in_brackets(before: &str, close: char) -> usize {
    let Some((open, _)) = PAIRS.iter().find(|(_, last)| *last == close) else { return 0 };
    let reach =
        &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_REACH))..before.len() - close.len_utf8()];
    let inside = match close {
        ')' => reach.len() + 1 - comment_before(&before[before.len() - reach.len() - 1..]),
        _ => reach.rfind(*open).unwrap_or(reach.len()),
    };
    let Some(name) = reach.get(inside + open.len_utf8()..) else { return 0 };
    let letter = |c: char| c.is_alphabetic() || " ._-'()".contains(c);
    let spaced = matches!(close, '"' | '\'') && name.contains(' ');
    let named = is_word(name) && name.chars().all(letter) && name.matches('.').count() < 2 && !spaced;
    if named { name.len() + open.len_utf8() + close.len_utf8() } else { 0 }
}

/// Where the brackets open that stand around the local part: `<john.doe>@contoso.com`.
pub(super) fn bracketed(text: &str, from: usize, at: usize) -> Option<usize> {
    let before = &text[from.max(text.ceil_char_boundary(at.saturating_sub(MAX_REACH)))..at];
    let close = before.chars().next_back()?;
    // Quotes that were lost on the way are the same on both sides.
    let lost = matches!(close, '\u{fffd}' | '?');
    let open = if lost { close } else { PAIRS.iter().find(|(_, last)| *last == close && close != '"')?.0 };
    // There may be several of them: `[[john]]@`.
    let bare = if lost { &before[..before.len() - close.len_utf8()] } else { before.trim_end_matches(close) };
    let inside = &bare[bare.rfind(open)? + open.len_utf8()..];
    // A terminal may have broken the line in it.
    let letter = |c: char| (local(c) && !is_sign(c)) || c.is_whitespace() || "'\"\\,".contains(c);
    let outside = &bare[..bare.len() - inside.len() - open.len_utf8()];
    let times = if lost { 0 } else { back(&before[bare.len() + close.len_utf8()..], |_| true) / close.len_utf8() };
    let opened = outside.chars().rev().take(times).take_while(|c| *c == open).count() * open.len_utf8();
    let edge = outside.ends_with(|c: char| c.is_alphanumeric());
    // `john[1]@`, `john[1][2]@`.
    let numbered = edge && inside.len() < 4 && inside.bytes().all(|byte| byte.is_ascii_digit());
    let name = (is_word(inside) || (numbered && !lost))
        && !(lost && (edge || inside.contains(|c: char| c.is_ascii_digit())))
        && inside.chars().all(letter)
        && inside.matches('\n').count() < 2;
    name.then(|| at - (before.len() - outside.len()) - opened)
}
