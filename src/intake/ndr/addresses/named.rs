//! People whom only their place names: a local part alone in the field of a log or of a report.

use std::ops::Range;

use super::{
    reading::{Hit, MAX_REACH, ahead, ahead_escaped, back, is_blank, local},
    written::is_labelled,
};

/// Fields of logs whose value is somebody: Postfix, sendmail, Dovecot, Exim.
const KEYS: [&str; 12] = [
    "to",
    "orig_to",
    "from",
    "ctladdr",
    "sasl_sender",
    "uid",
    "rcpt",
    "sender",
    "recipient",
    "rfc822",
    "utf-8",
    "x-unix",
];

/// With what the key of somebody ends who gave a password: no server is one, whatever points its name has.
const USERS: [&str; 7] = ["user", "username", "userid", "login", "auth", "authid", "authzid"];

/// What such a field says where it names nobody: results (RFC 8601 section 2.7.4) and mechanisms (RFC 4422).
const NOBODY: [&str; 14] = [
    "pass",
    "fail",
    "none",
    "ok",
    "yes",
    "no",
    "true",
    "false",
    "success",
    "failed",
    "plain",
    "login",
    "ntlm",
    "anonymous",
];

/// Types of addresses, with `;` behind them (RFC 3461 section 4.2, RFC 6533 section 3).
const TYPES: [&str; 3] = ["rfc822", "utf-8", "x-unix"];

/// Before what Exim's main log names somebody: an arrival, deliveries, a delay, a failure (its specification, chapter 53).
const ARROWS: [&str; 7] = ["<= ", "=> ", "-> ", ">> ", "== ", "** ", "*> "];

/// The next local part that stands alone where somebody is named.
pub(super) fn alone(text: &str, from: usize) -> Option<Hit> {
    let mut at = from;
    loop {
        at += text[at..].find(['<', '=', ';', '{', '>', '*', 'l', 'r'])?;
        let rest = &text[at..];
        let found = match rest.as_bytes()[0] {
            b'<' => in_angles(text, from, at).or_else(|| behind_arrow(text, from, at)),
            b'=' => behind_key(text, from, at).or_else(|| behind_arrow(text, from, at)),
            b';' => behind_key(text, from, at),
            b'{' => in_braces(text, from, at),
            b'>' | b'*' => behind_arrow(text, from, at),
            _ => behind_words(text, from, at),
        };
        if let Some(found) = found.filter(|found| !is_field(text, found)) {
            return Some(Hit::on_one_line(found));
        }
        at += 1;
    }
}

fn is_name(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}

/// Whether a word is a field or a type that stands where somebody might: `RCPT TO:<to=<john>`, `to=rfc822;john`.
fn is_field(text: &str, word: &Range<usize>) -> bool {
    let behind = &text[word.end..];
    behind.starts_with("=<")
        || (behind.starts_with(';') && TYPES.iter().any(|kind| text[word.clone()].eq_ignore_ascii_case(kind)))
}

/// The word that stands at a place, without the mark that ends it.
fn word(text: &str, start: usize) -> Range<usize> {
    let reach = &text[start..text.floor_char_boundary(start + MAX_REACH)];
    let length = ahead_escaped(reach, |c| (local(c) && !"{}|".contains(c)) || c == '\'');
    start..start + reach[..length].trim_end_matches(['.', '\'', '=']).len()
}

/// `to=<john>`, `RCPT TO:<john>`, `for <john>`.
fn in_angles(text: &str, from: usize, at: usize) -> Option<Range<usize>> {
    let found = word(text, at + 1);
    // A line may have been broken at its edge right before either mark.
    let behind = &text[found.end..];
    let closed = behind.strip_prefix('\n').unwrap_or(behind).starts_with('>') && is_name(&text[found.clone()]);
    let before = &text[from.max(text.floor_char_boundary(at.saturating_sub(24)))..at];
    let before = before.strip_suffix('\n').unwrap_or(before);
    let plain = || {
        let word = before.trim_end_matches(is_blank);
        let begins = |name: &&str| {
            word.strip_suffix(*name).is_some_and(|before| before.ends_with(|c: char| is_blank(c) || c == '('))
        };
        ["from", "for", "to"].iter().any(begins) && !text[found.clone()].contains('.')
    };
    let key = || {
        let key = key_before(before, before.len() - usize::from(before.ends_with('=')));
        before.ends_with('=') && (KEYS.contains(&key) || is_user(key))
    };
    let exim = || before.ends_with(" F=") || before.ends_with("(envelope-from ");
    (closed && (key() || exim() || is_labelled(before) || plain())).then_some(found)
}

/// `user`, `sasl_username`, `auth_user`.
fn is_user(key: &str) -> bool {
    key.rsplit(['_', '-']).next().is_some_and(|last| USERS.contains(&last))
}

/// Whether what stands in the field of a user names nobody: a word of a result or, as `AUTH=` has them, a mechanism.
fn is_nobody(key: &str, name: &str) -> bool {
    let mechanism = key == "auth" && !name.contains(char::is_lowercase);
    mechanism || NOBODY.contains(&name.to_ascii_lowercase().as_str())
}

fn key_before(text: &str, sign: usize) -> &str {
    let length = back(&text[..sign], |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    &text[sign - length..sign]
}

/// `to=john, ctladdr=john (1000/1000)`, `rfc822;john`. A name with a point may be a server, so another field of the
/// same list has to follow it.
fn behind_key(text: &str, from: usize, sign: usize) -> Option<Range<usize>> {
    let reach = from.max(text.ceil_char_boundary(sign.saturating_sub(24)));
    let key = key_before(&text[reach..sign], sign - reach).to_ascii_lowercase();
    let scheme = text[sign..].starts_with(';');
    if key == "u" {
        let found = word(text, sign + 1);
        return text[found.end..].starts_with(" P=").then_some(found).filter(|found| is_name(&text[found.clone()]));
    }
    let user = is_user(&key);
    if key == "a" && !scheme {
        return behind_method(text, sign + 1);
    }
    if !(KEYS.contains(&key.as_str()) || user)
        || scheme != TYPES.contains(&key.as_str())
        || text[reach..sign - key.len()].ends_with("charset=")
    {
        return None;
    }
    let found = word(text, sign + 1 + if scheme { ahead(&text[sign + 1..], is_blank).min(8) } else { 0 });
    // A point that ends the sentence is none of it.
    let behind = text[found.end..].trim_start_matches('.');
    let colon = behind.strip_prefix(':');
    let ends = behind.is_empty()
        || behind.starts_with(|c: char| c.is_whitespace() || ",;)]}>\"'<".contains(c))
        || colon.is_some_and(|rest| scheme || rest.is_empty() || rest.starts_with(char::is_whitespace));
    let listed = || {
        let next = behind.strip_prefix(", ").unwrap_or_default();
        let key = ahead(next, |c| c.is_ascii_lowercase() || c == '_');
        behind.starts_with(" (") || (key > 0 && next[key..].starts_with('='))
    };
    let name = &text[found.clone()];
    let known = (user && name.starts_with(char::is_alphabetic)) || scheme || !name.contains(['.', '/']) || listed();
    (ends && is_name(name) && known && !(user && is_nobody(&key, name))).then_some(found)
}

/// `A=plain_server:john`, as Exim names who gave a password (its specification, chapter 53).
fn behind_method(text: &str, start: usize) -> Option<Range<usize>> {
    let method = ahead(&text[start..], |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let behind = text[start + method..].strip_prefix(':')?;
    let found = word(text, start + method + 1);
    (method > 3 && behind.starts_with(char::is_alphabetic)).then_some(found)
}

/// `Recipients : {john, mary}` as PowerShell writes a list.
fn in_braces(text: &str, from: usize, at: usize) -> Option<Range<usize>> {
    let before = &text[from.max(text.ceil_char_boundary(at.saturating_sub(32)))..at];
    let reach = &text[at + 1..text.floor_char_boundary(at + MAX_REACH)];
    let inside = &reach[..reach.find(['}', '\n', '{', '[']).unwrap_or(reach.len())];
    let listed = is_labelled(before) && is_name(inside) && !inside.contains('=');
    listed.then_some(at + 1..at + 1 + inside.len())
}

/// `<= john`, `=> john <…> R=…`: a line of Exim has the number of its mail before the arrow, or its fields behind.
fn behind_arrow(text: &str, from: usize, at: usize) -> Option<Range<usize>> {
    let arrow = ARROWS.iter().find(|arrow| text[at..].starts_with(**arrow)).or_else(|| {
        // `->` is found at its end.
        let dash = at.checked_sub(1).filter(|dash| *dash >= from)?;
        ARROWS.iter().find(|arrow| text.get(dash..).is_some_and(|rest| rest.starts_with(**arrow)))
    })?;
    let start = if text[at..].starts_with(*arrow) { at } else { at - 1 };
    let found = word(text, start + arrow.len());
    let numbered = || {
        let before = &text[from.max(text.ceil_char_boundary(start.saturating_sub(32)))..start];
        let id = before.trim_end_matches(is_blank).rsplit(is_blank).next().unwrap_or_default();
        let parts: Vec<&str> = id.split('-').collect();
        parts.len() == 3 && parts.iter().all(|part| part.len() > 1 && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    let fields = || {
        let behind = &text[found.end..text.floor_char_boundary(found.end + MAX_REACH)];
        let line = behind.split('\n').next().unwrap_or_default();
        *arrow != "-> " && [" R=", " T=", " H=", " P=", " U="].iter().any(|field| line.contains(field))
    };
    let begins = text[found.clone()].starts_with(|c: char| c.is_alphabetic() || c == '_');
    (begins && (numbered() || fields())).then_some(found)
}

/// `starting delivery 3: msg 12 to local john`, as qmail writes it.
fn behind_words(text: &str, from: usize, at: usize) -> Option<Range<usize>> {
    let kind = ["local ", "remote "].iter().find(|kind| text[at..].starts_with(**kind))?;
    let before = &text[from.max(text.ceil_char_boundary(at.saturating_sub(48)))..at];
    let found = word(text, at + kind.len());
    let named = before.ends_with(" to ") && before.contains("msg ") && is_name(&text[found.clone()]);
    named.then_some(found)
}
