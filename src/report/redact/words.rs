//! How a text is cut into words whatever nobody sees in it, and what a word looks like. What stands for it is told by
//! [`StandIns`](super::stand_ins::StandIns).

use std::ops::RangeInclusive;

use crate::report::addresses::STOPS;

/// What a name stands between, in the quotes of the languages that servers speak.
pub(super) const QUOTES: [(&str, &str); 8] = [
    ("&quot;", "&quot;"),
    ("\"", "\""),
    ("'", "'"),
    ("\u{201c}", "\u{201d}"),
    ("\u{201e}", "\u{201c}"),
    ("\u{2018}", "\u{2019}"),
    ("\u{ab}", "\u{bb}"),
    ("\u{2039}", "\u{203a}"),
];

/// The shortest and longest fingerprint that is looked for between colons, in bytes: MD5 and SHA-512.
const OF_FINGERPRINTS: RangeInclusive<usize> = 16..=64;

/// The longest name of somebody between `<` and `>` that is looked for (RFC 5321 section 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// Whether a word looks like the name of a host: several labels, the last one of letters (RFC 3696 section 2), or, in a
/// house's own domain, of letters and digits behind them; a version (`3.7.rc1`) has no letters before.
pub(super) fn is_host(word: &str) -> bool {
    let Some((before, last)) = word.rsplit_once('.') else { return false };
    let of_letters = last.chars().count() > 1 && last.chars().all(char::is_alphabetic);
    let labels = before.split('.').all(|label| !label.is_empty() && !label.contains(char::is_whitespace));
    let written = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let numbered = last.starts_with(char::is_alphabetic) && last.chars().count() > 1 && !last.contains(['-', '_']);
    let of_house = numbered && before.contains(char::is_alphabetic);
    labels && (of_letters || of_house || last.to_ascii_lowercase().starts_with("xn--")) && word.chars().all(written)
}

/// What classes of the system and reasons in reports of Exchange begin with.
const OF_DOTNET: [&str; 8] = ["System", "Microsoft", "RESOLVER", "ROUTING", "SMTPSEND", "STOREDRV", "QUEUE", "DSNGEN"];

/// Whether a word is the name of a class or a reason: `System.Net.Sockets.SocketException`, `RESOLVER.ADR.RecipNotFound`.
pub(super) fn is_of_dotnet(word: &str) -> bool {
    let mut parts = word.split('.');
    parts.next().is_some_and(|first| OF_DOTNET.contains(&first))
        && parts.all(|part| part.starts_with(char::is_uppercase))
}

/// Where a phrase stands, no letter or digit beside it.
pub(super) fn whole(text: &str, phrase: &str) -> Option<usize> {
    let places = text.match_indices(phrase).map(|(at, _)| at);
    places.into_iter().find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[*at + phrase.len()..].chars().next();
        let is_apart = |c: Option<char>, edge: Option<char>| {
            !(c.is_some_and(char::is_alphanumeric) && edge.is_some_and(char::is_alphanumeric))
        };
        is_apart(before, phrase.chars().next()) && is_apart(after, phrase.chars().next_back())
    })
}

/// Whether a letter is a part of a word.
pub(super) fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | ':' | '-' | '_') || STOPS.contains(&c)
}

/// How long the escape of a character that nobody sees is, with which a text begins.
fn unseen(text: &str) -> usize {
    if text.starts_with("\\u{") { Some(escape(text)).filter(|length| *length > 1).unwrap_or(0) } else { 0 }
}

/// How long the word is that a text begins with, whatever nobody sees in it.
pub(super) fn reach(text: &str) -> usize {
    let (mut end, mut at) = (0, 0);
    loop {
        let letters = text[at..].find(|c| !is_part(c)).unwrap_or(text.len() - at);
        if letters > 0 {
            at += letters;
            end = at;
        }
        match unseen(&text[at..]) {
            0 => return end,
            length => at += length,
        }
    }
}

/// The pieces of such a word, each with what nobody sees behind it.
pub(super) fn pieces(run: &str) -> Vec<(&str, &str)> {
    let mut pieces = Vec::new();
    let mut rest = run;
    while !rest.is_empty() {
        let letters = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let mut end = letters;
        while end < rest.len() && !rest[end..].starts_with(is_part) {
            end += unseen(&rest[end..]).max(1);
        }
        pieces.push((&rest[..letters], &rest[letters..end]));
        rest = &rest[end..];
    }
    pieces
}

/// A fingerprint in a word, written with colons, between what stands before and behind it.
pub(super) fn fingerprint(word: &str) -> Option<(&str, &str, &str)> {
    let is_byte = |group: &str| group.len() == 2 && group.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (mut begin, mut bytes, mut at) = (0, 0, 0);
    for group in word.split(':').chain(Some("")) {
        if is_byte(group) {
            begin = if bytes == 0 { at } else { begin };
            bytes += 1;
        } else if OF_FINGERPRINTS.contains(&bytes) {
            return Some((&word[..begin], &word[begin..at - 1], &word[at - 1..]));
        } else {
            bytes = 0;
        }
        at += group.len() + 1;
    }
    None
}

/// What a text begins with between `<` and `>`.
pub(super) fn local(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('<')?;
    let reach = &inner[..inner.floor_char_boundary(LONGEST_LOCAL + 1)];
    Some(&reach[..reach.find('>')?])
}

/// How long the escape is that a text begins with (the forms of [`WireText`](crate::model::WireText)).
pub(super) fn escape(text: &str) -> usize {
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let begin = &text[..text.floor_char_boundary("\\u{10ffff}".len())];
    let of_code = begin.strip_prefix("\\u{").and_then(|rest| rest.split_once('}'));
    match (text.get(..4), of_code) {
        (_, Some((code, _))) if is_hex(code) => code.len() + 4,
        (Some(byte), _) if byte.starts_with("\\x") && is_hex(&byte[2..]) => 4,
        _ if text.starts_with("\\\\") => 2,
        _ => 1,
    }
}
