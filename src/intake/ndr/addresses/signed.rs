//! Addresses with a sign: `local@domain`, and whatever stands for the sign, around it or in between.

use std::ops::Range;

use super::{
    reading::{Hit, MAX_REACH, above, ahead, back, break_ahead, domain, escaped, is_blank, is_margin, is_sign, local},
    words::{comment, comment_before, half_quoted, is_word, word_before},
    written,
};
use crate::intake::ndr::{
    codes,
    fields::{self, Label},
    server::INSIDE,
};

/// Keys before `=` that are no part of the address behind it. Any other may be the beginning of a VERP address.
const KEYS: [&str; 32] = [
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

/// How far a host is held against the ends of its lines, in bytes: four times what RFC 1035 (section 2.3.4) allows. Signs and
/// words without an end are read as one host, and would be held against each of theirs.
const MAX_HOST: usize = 1024;

/// How many pieces may be glued to a local part.
const MAX_GLUED: usize = 4;

/// What stands around a local part, or a part of it.
const PAIRS: [(char, char); 7] =
    [('<', '>'), ('[', ']'), ('(', ')'), ('\'', '\''), ('‹', '›'), ('［', '］'), ('"', '"')];

/// Where lines were broken that are read as one, and whether it is known that they were.
#[derive(Default)]
pub(super) struct Folds {
    pub(super) at: Vec<usize>,
    pub(super) sure: bool,
}

impl Folds {
    /// What lies behind a place, up to another.
    fn within(&self, start: usize, end: usize) -> &[usize] {
        let first = self.at.partition_point(|at| *at <= start);
        let last = self.at.partition_point(|at| *at < end);
        self.at.get(first..last).unwrap_or_default()
    }
}

/// What stands for `@`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `@` itself, or a character that looks like it.
    Sure,
    /// `%40`: a link has it.
    Percent,
    /// `=40`, `+40`: only between a word and a domain.
    Perhaps,
    /// `(at)`, ` at `: with spaces around it.
    Written,
}

/// The sign that a text begins with, and its length.
fn sign(text: &str) -> Option<(Sign, usize)> {
    let first = text.chars().next()?;
    if is_sign(first) {
        return Some((Sign::Sure, ahead(text, is_sign)));
    }
    coded(text).or_else(|| Some((Sign::Written, written::sign(text)?)))
}

/// The sign that a text begins with as a number, and its length.
pub(super) fn coded(text: &str) -> Option<(Sign, usize)> {
    codes::sign(text).map(|(sure, length)| (if sure { Sign::Percent } else { Sign::Perhaps }, length))
}

/// The next address with a sign in it.
pub(super) fn at_sign(text: &str, from: usize, folds: &Folds) -> Option<Hit> {
    let mut at = from;
    loop {
        at += text[at..].find(|c| is_sign(c) || codes::begins(c) || written::begins(c))?;
        let Some((kind, length)) = sign(&text[at..]) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let hit = match kind {
            Sign::Written => written_out(text, from, at, length),
            Sign::Sure | Sign::Percent | Sign::Perhaps => around(text, from, at, kind, length, folds),
        };
        if hit.is_some() {
            return hit;
        }
        // A space ends one word and begins the next.
        at += if kind == Sign::Written { 1 } else { length };
    }
}

/// The address around a sign that is a word.
fn written_out(text: &str, from: usize, at: usize, length: usize) -> Option<Hit> {
    let (end, host) = written::host(text, at + length)?;
    let mut start = at - back(&text[from..at], char::is_whitespace);
    // So a report begins, whatever stands before it.
    if text[from..start].ends_with("Server") && text[at..].starts_with(" at ") {
        return None;
    }
    loop {
        let word = word_before(text, from, start);
        let word = word + trimmed(&text[word..start], Sign::Sure)?;
        if word == start {
            return None;
        }
        start = word;
        match written::point_before(&text[from..start]) {
            Some(point) => start -= point,
            None => break,
        }
    }
    let sure = host.has_word || !text[at..].starts_with([' ', '\n']) || written::is_told(text, from, start);
    (sure && is_word(&text[start..at])).then(|| Hit::on_one_line(start..end))
}

/// The address around a sign, if it is one.
fn around(text: &str, from: usize, at: usize, kind: Sign, length: usize, folds: &Folds) -> Option<Hit> {
    // Quoted-printable of `john @ contoso.com` has its spaces, too.
    let spaced = kind == Sign::Perhaps && text[at..].starts_with("=40") && text[..at].ends_with(is_blank);
    let right = match Right::attached(text, at + length) {
        Some(right) if kind != Sign::Perhaps || right.dotted => right,
        Some(right) if text[at..].starts_with("=40") && numbered(&text[at + length..right.end]) => {
            Right { dotted: true, ..right }
        }
        None if kind != Sign::Perhaps => Right::apart(text, at + length),
        None if spaced => Some(Right::apart(text, at + length)).filter(|right| right.dotted)?,
        Some(_) | None => return None,
    };
    // `"450 4.4.316 …"`, and somebody who is called on the line below.
    if !right.dotted && !folds.sure && folds.at.binary_search(&at).is_ok() && text[..at].ends_with('"') {
        return None;
    }
    let left = left_of(text, from, at, if spaced { Sign::Sure } else { kind }, &right)?;
    if spaced && is_told(text, left.start, at) {
        return None;
    }
    let (mut start, end) = (left.start, end_of(text, at + length, &right, folds));
    if let Some(fold) = folds.within(start, at).last()
        && !folds.sure
        && (!is_word(&text[start..*fold])
            || is_generator(text, start, *fold)
            || (right.dotted && is_named_host(text, start, *fold)))
    {
        start = *fold;
    }
    start += inside_host(&text[start..at]);
    start -= glued(text, from, start, end);
    Some(Hit { before: left.before, at: start..end, after: right.after })
}

/// How long what belongs to a local part is before its bracket or its colon, piece by piece: `john[x]@`, `john:x@`,
/// `(john)x@`, `smtp://john:x@`, `john<x@` that nothing closes.
fn glued(text: &str, from: usize, start: usize, end: usize) -> usize {
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
fn is_told(text: &str, begin: usize, end: usize) -> bool {
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

/// Whether what ends at a fold is the server that a report says wrote it: an address stands on the line below.
fn is_generator(text: &str, start: usize, fold: usize) -> bool {
    let least = text.ceil_char_boundary(start.saturating_sub(MAX_REACH));
    let line = &text[text[least..start].rfind('\n').map_or(least, |end| least + end + 1)..fold];
    matches!(fields::label(line), Some((Label::Generator, _))) && dotted(&text[start..fold])
}

/// Whether what ends at a fold is the host of a sentence, `refused by mail.contoso.com`: an address stands on the line below.
fn is_named_host(text: &str, start: usize, fold: usize) -> bool {
    const BEFORE: [&str; 8] = ["by", "at", "from", "host", "server", "connect to", "connection to", "connecting to"];
    let near = text[text.ceil_char_boundary(start.saturating_sub(MAX_REACH))..start].trim_end_matches(is_blank);
    let is_before = |word: &str| near.strip_suffix(word).is_some_and(|rest| rest.ends_with([' ', '\n', '(']));
    dotted(&text[start..fold]) && BEFORE.into_iter().any(is_before)
}

/// How long the name of a host inside Exchange Online is that a word begins with, where a local part stands behind it: a page
/// that lost its line ends puts the address of the recipient there.
fn inside_host(word: &str) -> usize {
    let lower = word.to_ascii_lowercase();
    let end = INSIDE.iter().filter_map(|end| Some(lower.rfind(end)? + end.len())).max();
    end.filter(|end| is_word(&word[*end..])).unwrap_or_default()
}

/// What stands behind a sign.
struct Right {
    /// Where what belongs to the address on this line ends; at the sign, if nothing does.
    end: usize,
    /// The domain, if it stands on the next line.
    after: Option<Range<usize>>,
    /// Whether the domain follows the sign at once.
    attached: bool,
    /// Whether there is a domain that cannot be another word: with a dot and a letter.
    dotted: bool,
    /// Whether there is a word at all.
    any: bool,
}

impl Right {
    /// A domain that follows the sign at once.
    fn attached(text: &str, start: usize) -> Option<Self> {
        let attached = start + comment(&text[start..]);
        let end = attached + host(&text[attached..]);
        let dotted = dotted(&text[attached..end]);
        (end > attached).then_some(Self { end, after: None, attached: true, dotted, any: true })
    }

    /// What stands further on, or on the next line.
    fn apart(text: &str, start: usize) -> Self {
        let mut it = Self { end: start, after: None, attached: false, dotted: false, any: false };
        let mut spaced = start + comment(&text[start..]);
        spaced += ahead(&text[spaced..], is_blank);
        spaced += comment(&text[spaced..]);
        spaced += ahead(&text[spaced..], is_blank);
        let broken = break_ahead(&text[spaced..]);
        let below = broken > 0;
        spaced += broken;
        let end = spaced + host(&text[spaced..]);
        it.any = end > spaced && text[spaced..end].contains(|c: char| c.is_alphabetic());
        it.dotted = dotted(&text[spaced..end]);
        match (it.dotted, below) {
            (true, true) => it.after = Some(spaced..end),
            (true, false) => it.end = end,
            (false, _) => {}
        }
        it
    }
}

/// Where the domain ends that begins at a place, its relays included: `user@domain@relay`, `user%40domain@relay`. It is asked
/// of an address only, or a text of signs alone would be read anew from each of them. A line may end where the address does,
/// and the next one begin with another word.
fn end_of(text: &str, begin: usize, right: &Right, folds: &Folds) -> usize {
    let whole = |fold: &&usize| dotted(text[begin..**fold].trim_end_matches(['.', '-']));
    let (mut end, mut seen, mut goes_on) = (right.end, begin, right.attached);
    loop {
        let near = end.min(begin + MAX_HOST);
        if let Some(fold) = folds.within(seen, near).iter().find(whole) {
            return *fold;
        }
        seen = near.saturating_sub(1);
        let is_relay = |(kind, length): &(Sign, usize)| match kind {
            Sign::Sure | Sign::Percent => true,
            Sign::Perhaps => {
                let behind = &text[end + length..];
                dotted(&behind[..host(behind)])
            }
            Sign::Written => false,
        };
        let relay = sign(&text[end..]).filter(|_| goes_on).filter(is_relay);
        let Some((_, length)) = relay else { return end };
        let more = host(&text[end + length..]);
        end += length + more;
        goes_on = more > 0;
    }
}

/// How long the domain or the address literal is that a text begins with. A sign that is written as a number ends it, though it
/// looks like a letter that is.
fn host(text: &str) -> usize {
    if let Some(literal) = text.strip_prefix('[') {
        let inside = ahead(literal, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-' | '%'));
        return if inside > 0 && literal[inside..].starts_with(']') { inside + 2 } else { 0 };
    }
    let letters = |at: usize| at + ahead(&text[at..], domain);
    let mut end = letters(0);
    while let Some(length) = escaped(&text[end..]).filter(|_| coded(&text[end..]).is_none()) {
        end = letters(end + length);
    }
    let run = &text[..end];
    if run.starts_with('.') { 0 } else { run.trim_end_matches(['.', '-', '．', '。']).len() }
}

/// Whether a host has a point, and so is one; a literal and one that is written in numbers are no other word either.
fn dotted(host: &str) -> bool {
    let last = host.rsplit(['.', '．', '。']).next().unwrap_or_default();
    last.len() < host.len() && last.contains(|c: char| c.is_alphabetic()) || host.starts_with(['[', '\\'])
}

/// Whether a host without a point is one all the same: a name with its number, `mailhost01`; no amount with its unit and no
/// number to the base of sixteen.
fn numbered(host: &str) -> bool {
    let named = host.starts_with(|c: char| c.is_ascii_alphabetic()) && host.ends_with(|c: char| c.is_ascii_digit());
    named && host.contains(|c: char| c.is_ascii_alphabetic() && !c.is_ascii_hexdigit()) && !host.contains('_')
}

/// Where the local part begins.
struct Left {
    start: usize,
    /// What of it stands on the line before.
    before: Option<Range<usize>>,
}

fn left_of(text: &str, from: usize, at: usize, kind: Sign, right: &Right) -> Option<Left> {
    let attached = right.attached && (right.dotted || kind == Sign::Sure);
    let fenced = || bracketed(text, from, at).filter(|_| attached).map(|start| Left { start, before: None });
    // Round brackets are a comment's, where a word stands before them.
    let commented = text[from..at - comment_before(&text[from..at])].trim_end();
    if commented.len() == at - from || !commented.ends_with(|c| local(c) || c == '"') {
        return fenced().or_else(|| bare(text, from, at, kind, right));
    }
    let left = bare(text, from, at, kind, right).or_else(fenced)?;
    // The word may stand on the line before, and be none.
    let start = fenced().filter(|_| left.before.is_some()).map_or(left.start, |fence| fence.start.min(left.start));
    Some(Left { start, ..left })
}

/// Where the brackets open that stand around the local part: `<john.doe>@contoso.com`.
fn bracketed(text: &str, from: usize, at: usize) -> Option<usize> {
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

/// Where a local part without brackets begins.
fn bare(text: &str, from: usize, at: usize, kind: Sign, right: &Right) -> Option<Left> {
    let mut start = at - comment_before(&text[from..at]);
    let mut word = word_before(text, from, start);
    if word == start && kind == Sign::Sure {
        word = half_quoted(text, from, start);
    }
    let on_line_above = || {
        let end = above(text, from, start).filter(|_| kind == Sign::Sure && right.dotted)?;
        let word = word_before(text, from, end);
        let whole = word + trimmed(&text[word..end], kind)?;
        is_word(&text[whole..end]).then_some(Left { start: at, before: Some(whole..end) })
    };
    if word < start {
        let trimmed = word + trimmed(&text[word..start], kind)?;
        if !is_word(&text[trimmed..start])
            && let Some(left) = on_line_above()
        {
            return Some(left);
        }
        if trimmed == start {
            return None;
        }
        // A comment may stand between the end of a line and the word.
        let commented = word - comment_before(&text[from..word]);
        let before = (trimmed == word).then(|| broken(text, from, commented)).flatten();
        return Some(Left { start: if before.is_some() { commented } else { trimmed }, before });
    }
    // Nothing right before the sign: a word further to the left, if the sign says that there is one.
    if kind != Sign::Sure || !(right.any && (right.dotted || !right.attached)) {
        return None;
    }
    if let Some(left) = on_line_above() {
        return Some(left);
    }
    start -= back(&text[from..start], is_blank);
    start -= comment_before(&text[from..start]);
    start -= back(&text[from..start], is_blank);
    let word = word_before(text, from, start);
    if word < start {
        let whole = word + trimmed(&text[word..start], kind)?;
        return is_word(&text[whole..start]).then_some(Left { start: whole, before: None });
    }
    let end = above(text, from, start).filter(|_| right.dotted)?;
    let word = word_before(text, from, end);
    let whole = word + trimmed(&text[word..end], kind)?;
    is_word(&text[whole..end]).then_some(Left { start: at, before: Some(whole..end) })
}

/// How many bytes at the beginning of a word are no part of the local part: marks, a field's key, the way of a link.
/// `None`: with this sign it is none at all.
fn trimmed(word: &str, kind: Sign) -> Option<usize> {
    // What stands in quotes is of the local part, whatever it looks like.
    let (whole, word) = (word, &word[..word.find('"').unwrap_or(word.len())]);
    let mut start = word.len() - word.trim_start_matches(['|', '*', '#', '`', '~', '>', '{', '}']).len();
    // A link: what is asked for, or the last part of its path.
    if word[start..].starts_with("//") {
        start += word[start..].rfind(['?', '&']).or(word[start..].rfind('/')).map_or(0, |edge| edge + 1);
        if let Some(sign) = word[start..].find('=') {
            start += sign + 1;
        }
    }
    // A brace that opens a field; one within a local part has no key behind it.
    if let Some(brace) = word[start..].rfind('{').map(|found| start + found)
        && word[brace..].contains('=')
    {
        start = brace + 1;
    }
    while let Some(sign) = word[start..].find('=') {
        let key = &word[start..start + sign];
        let bare = key.rsplit(['?', '&', '/']).next().unwrap_or(key).to_ascii_lowercase();
        // `john/=?doe`: nothing is no key behind something.
        let nothing = bare.is_empty() && !key.is_empty();
        if nothing || !(KEYS.contains(&bare.as_str()) || bare.len() < 2) {
            break;
        }
        start += sign + 1;
    }
    let known_key = start > 0 && word[..start].ends_with('=');
    (kind != Sign::Perhaps || !(known_key && start == whole.len())).then_some(start).filter(|_| {
        // `[LastAttemptedServerName=40gb.contoso.com]` is a field and no quoted-printable.
        kind != Sign::Perhaps || !KEYS.contains(&whole.to_ascii_lowercase().as_str())
    })
}

/// What of a local part stands on the line before, where something broke the line inside it.
fn broken(text: &str, from: usize, word: usize) -> Option<Range<usize>> {
    let end = above(text, from, word)?;
    let named = end - comment_before(&text[from..end]);
    let start = word_before(text, from, named);
    let part = &text[start..named];
    let bracket = text[from..start].ends_with('<') || written::is_told(text, from, start);
    let hangs = part.len() > 1 && part.ends_with(['_', '+', '-', '=', '.']) && !part.ends_with("=3D") && {
        let head = part.trim_end_matches(['_', '+', '-', '=', '.']);
        // A sentence ends with a point too.
        !part.ends_with('.') && head.ends_with(|c: char| c.is_alphanumeric())
    };
    ((bracket || hangs) && !part.is_empty()).then_some(start..end)
}
