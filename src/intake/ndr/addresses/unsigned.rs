//! Addresses without a sign: names of a directory (legacyExchangeDN, X.400, IMCEAEX) and bang paths.

use super::{
    domains::{dotted, host},
    reading::{Hit, MAX_REACH, ahead, back, break_ahead, is_blank, is_margin, is_sign, margin, starts_ignoring_case},
    signs::{Fold, Folds},
};
use crate::intake::ndr::fields;

pub(super) fn has_imcea(text: &str) -> bool {
    find_ignoring_case(text, "imcea").is_some()
}

fn find_ignoring_case(text: &str, what: &str) -> Option<usize> {
    text.as_bytes().windows(what.len()).position(|window| window.eq_ignore_ascii_case(what.as_bytes()))
}

/// The next name of a directory: `/o=…/cn=…`, `X400:c=…;s=…`, `IMCEAEX-_O=…`.
pub(super) fn directory_name(text: &str, from: usize, folds: &Folds) -> Option<Hit> {
    let bytes = text.as_bytes();
    let any = |_: &str| true;
    let mut at = from;
    // Up to where attributes are nobody's, and what parts them: those behind the first of them are not either.
    let mut nobodys = (from, ' ');
    while at < bytes.len() {
        let edge = at == 0 || !bytes[at - 1].is_ascii_alphanumeric() || folds.at(at).is_some();
        match bytes[at] {
            b'/' if edge => {
                if let Some(end) = segments(text, at, at + 1, '/', &any) {
                    return Some(Hit::on_one_line(at..end_of_line(text, at, end, folds)));
                }
            }
            b'i' | b'I' if edge && starts_ignoring_case(&bytes[at..], b"imcea") => {
                // What stands in it as itself (MS-OXOABK section 2.2.1.1), and its domain.
                let end = at + ahead(&text[at..], |c| c.is_alphanumeric() || "=_+-.%/".contains(c) || is_sign(c));
                let end = at + text[at..end].trim_end_matches('.').len();
                return Some(Hit::on_one_line(at..end_of_line(text, at, end, folds)));
            }
            b'x' | b'X' if edge && starts_ignoring_case(&bytes[at..], b"x400:") => {
                let first = at + 5 + ahead(&text[at + 5..], is_blank);
                if let Some((_, end)) = attributes(text, at + 4, first) {
                    return Some(Hit::on_one_line(at..end));
                }
            }
            b'=' => {
                let first = at - back(&text[from..at], |c| c.is_ascii_alphanumeric());
                let first = folds.within(first, at).last().map_or(first, |fold| fold.at);
                let known = first < nobodys.0 && text[..first].trim_end_matches(is_blank).ends_with(nobodys.1);
                if let Some((separator, end)) = Some(first).filter(|_| !known).and_then(|at| attributes(text, at, at)) {
                    if names_somebody(&text[first..end], separator) {
                        return Some(Hit::on_one_line(first..end));
                    }
                    nobodys = (end, separator);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where a name ends behind which a line may end as well: a host that begins the next one is none of it. Behind a hyphen the
/// name goes on, and what closes a record right behind the host closes one that the name stands in.
fn end_of_line(text: &str, start: usize, end: usize, folds: &Folds) -> usize {
    let is_host = |fold: &&Fold| {
        let host = fold.at + host(&text[fold.at..]);
        let apart = text[host..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, ':' | '[' | '('));
        apart && dotted(&text[fold.at..host]) && !text[..fold.at].ends_with('-')
    };
    let last = folds.within(start, end).last().filter(|fold| !fold.sure);
    last.filter(is_host).map_or(end, |fold| fold.at)
}

/// What the parts of an X.400 name are called (RFC 1685 section 2, RFC 2156 section 4.1), and what some call them who know the names
/// of X.500.
const ATTRIBUTES: [&str; 20] = [
    "c", "a", "admd", "p", "prmd", "o", "ou", "ou1", "ou2", "ou3", "ou4", "x", "cn", "s", "g", "i", "q", "pn", "gn",
    "sn",
];

/// How many parts an X.400 name has at most, each once, with those that a domain defined.
const MAX_ATTRIBUTES: usize = 24;

/// What parts the attributes that begin at a place, and where they end: `G=John; S=Doe/O=contoso`, in any order.
fn attributes(text: &str, start: usize, first: usize) -> Option<(char, usize)> {
    let is_known = |key: &str| ATTRIBUTES.contains(&key.to_ascii_lowercase().as_str());
    let value = first + named(&text[first..], &is_known)?;
    let reach = &text[value..text.floor_char_boundary(value + MAX_REACH)];
    let separator = reach[..reach.find('=')?].chars().rev().find(|c| ";/,".contains(*c))?;
    Some((separator, segments(text, start, first, separator, &is_known)?))
}

/// Whether attributes without their scheme are of a person, rather than of a certificate (`CN=mail.contoso.com, O=Contoso,
/// S=Washington`), a signature (`a=rsa-sha256; s=selector`) or a policy (`s=email; p=…`).
fn names_somebody(name: &str, separator: char) -> bool {
    let key = |part: &str| part.split('=').next().unwrap_or_default().trim_matches(is_margin).to_ascii_lowercase();
    let keys: Vec<_> = name.split(['\n', separator]).map(key).collect();
    let has = |wanted: &[&str]| keys.iter().any(|key| wanted.contains(&key.as_str()));
    let of_mail = has(&["a", "admd", "p", "prmd"]) || separator == ';';
    has(&["g", "gn", "sn", "pn"])
        || (has(&["s", "cn"]) && has(&["o", "p", "prmd"]) && of_mail && (keys.len() > 2 || !has(&["p"])))
}

/// Where `/key=value/key=value` ends that begins at a place with its first key behind it; at least two.
fn segments(text: &str, start: usize, first: usize, separator: char, is_key: &dyn Fn(&str) -> bool) -> Option<usize> {
    let opened = text[..start].chars().next_back();
    let closer = match opened {
        Some('\'') => Some('\''),
        Some('"') => Some('"'),
        Some('<') => Some('>'),
        Some('[') => Some(']'),
        Some('(') => Some(')'),
        _ => None,
    };
    let (mut at, mut count, mut end) = (first, 0, start);
    let key = |text: &str| key(text, is_key);
    while let Some(length) = text.get(at..).and_then(|rest| match count {
        0 => named(rest, is_key),
        _ => key(rest).filter(|_| rest.starts_with(separator)),
    }) {
        count += 1;
        let value = at + length;
        let reach = &text[value..text.floor_char_boundary(value + MAX_REACH)];
        let ends =
            |marks: &[char]| reach.match_indices(marks).find(|(at, mark)| is_mark(reach, *at, mark)).map(|(at, _)| at);
        // The next part, before what ends them all.
        let goes_on = |c: char| c == separator || STOPS.contains(&c);
        let mut marks = reach.match_indices(goes_on).filter(|(at, mark)| {
            is_mark(reach, *at, mark) && (!mark.starts_with(separator) || key(&reach[*at..]).is_some())
        });
        let is_part = |at: usize| is_value(&reach[..at]) && !begins_like(&reach[at..], &text[start..]);
        let next = if count < MAX_ATTRIBUTES { marks.next() } else { None };
        if let Some((next, _)) = next.filter(|(at, mark)| mark.starts_with(separator) && is_part(*at)) {
            at = value + next;
            continue;
        }
        let closed =
            ends(&['<', '>', '"', '\'', '{', '}', '[', ']', '(', ')', ',', ';', ':', '|']).unwrap_or(reach.len());
        let word = word_of(&reach[..closed], separator);
        let whole = closer.and_then(|closer| ends(&[closer])).filter(|found| is_one_name(&reach[..*found]));
        end = value + whole.unwrap_or_else(|| word + more_of_a_name(&reach[..word], &reach[word..]));
        break;
    }
    (count >= 2 && !(separator == '/' && is_of_a_host(&text[start..end]))).then_some(end)
}

/// How long `/key=` or `; key=` is that a text begins with; something may have broken the line behind the separator.
fn key(text: &str, is_key: &dyn Fn(&str) -> bool) -> Option<usize> {
    let behind = text.get(1..)?;
    let broken = break_ahead(behind);
    let spaced = if broken > 0 || text.starts_with('/') { broken } else { ahead(behind, is_blank) };
    Some(1 + spaced + named(&behind[spaced..], is_key)?)
}

/// How long `key=` is that a text begins with.
fn named(text: &str, is_key: &dyn Fn(&str) -> bool) -> Option<usize> {
    let length = ahead(&text[..text.floor_char_boundary(8)], |c| c.is_ascii_alphanumeric());
    let letter = text.starts_with(|c: char| c.is_ascii_alphabetic());
    (letter && length < 7 && text[length..].starts_with('=') && is_key(&text[..length])).then_some(length + 1)
}

/// Whether a mark ends what it stands in, or parts it.
fn is_mark(text: &str, at: usize, mark: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match mark {
        // `o'brien` has a quote that closes nothing.
        "'" => !(letter(text[..at].chars().next_back()) && letter(text[at + 1..].chars().next())),
        ">" => !is_of_margin(text, at),
        // The number of a line.
        ":" => text[..at].rfind('\n').is_none_or(|end| end + 1 + margin(&text[end + 1..]) <= at),
        // The side of a box is none of a cell.
        "|" => !(is_of_margin(text, at) || text[at + 1..].trim_start_matches(is_margin).starts_with('\n')),
        _ => true,
    }
}

/// Whether a mark is one of quoting, with initials or not, also where a page made spaces of its line ends.
fn is_of_margin(text: &str, at: usize) -> bool {
    let initials = back(&text[..at], |c| c.is_ascii_alphanumeric());
    let quoted = initials <= 4 && text[..at - initials].ends_with('\n');
    quoted || text[..at].ends_with(is_margin)
}

/// Whether a value is one name and no reply behind one: a line may end between two words of it.
fn is_one_name(value: &str) -> bool {
    let name = |c: char| c.is_alphanumeric() || is_margin(c) || ".-'\n".contains(c);
    let code = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_value(value)
        && !value.contains(['[', '{', '='])
        && !value.split_whitespace().any(code)
        && (!value.contains('\n') || (value.matches('\n').count() == 1 && value.chars().all(name)))
}

/// Whether a name is of a server's certificate, as OpenSSL writes it on one line: `/C=US/O=Contoso/CN=mail.contoso.com`.
fn is_of_a_host(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let host = lower.split("/cn=").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '*');
    lower.starts_with("/c=") && host.contains('.') && host.chars().all(plain) && !lower.contains("/s=")
}

/// How long the word is that a text begins with. Behind a hyphen a line may have been broken in it.
fn word_of(text: &str, separator: char) -> usize {
    let run = |at: usize| ahead(&text[at..], |c| !c.is_whitespace() && c != separator);
    let word = run(0);
    let broken = if word == 0 || text[..word].ends_with('-') { break_ahead(&text[word..]) } else { 0 };
    // Without a margin, what stands below a sign alone is another line.
    let goes_on = broken > usize::from(word == 0) && text[word + broken..].starts_with(|c: char| c.is_alphanumeric());
    if goes_on { word + broken + run(word + broken) } else { word }
}

/// Whether it may be what a part of a name says, and no report between two of them: no label, no code, no address of a host.
fn is_value(text: &str) -> bool {
    let numbers = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    let mut lines = text.split('\n').enumerate();
    !lines.any(|(number, line)| line[if number > 0 { margin(line) } else { 0 }..].contains(':'))
        && text.matches('\n').count() <= MAX_BREAKS
        && !numbers.into_iter().any(|number| number.trim_matches('.').matches('.').count() > 1)
}

/// Whether a part of a name has the key of the first, and so begins another name.
fn begins_like(part: &str, first: &str) -> bool {
    let key = |text: &str| text.get(1..text.find('=')?).map(str::to_ascii_lowercase);
    key(part) == key(first)
}

/// How many line ends one part may have in it.
const MAX_BREAKS: usize = 2;

/// What ends the parts of a name, whatever stands behind.
const STOPS: [char; 7] = ['<', '>', '"', '\'', '{', '}', '|'];

/// How many words of a name may follow its first.
const MAX_WORDS: usize = 4;

/// How long what goes on with a name is: `cn=John Doe`, `cn=9d1f-John van der Berg`. Nothing closes it, so that the words of a
/// sentence may be taken along, but no host and no number.
fn more_of_a_name(first: &str, behind: &str) -> usize {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let first = first.rsplit('-').next().unwrap_or(first);
    let (mut at, mut end) = (0, 0);
    if !capital(first) || first.contains(|c: char| c.is_ascii_digit()) {
        return end;
    }
    for _ in 0..MAX_WORDS {
        let comma = usize::from(behind[at..].starts_with(','));
        // `CN=JOHN.DOE, Socket error`: the name is whole.
        if comma > 0 && first.contains('.') {
            break;
        }
        // A line that goes on with one begins with a space (RFC 5322 section 2.2.3).
        let rest = &behind[at + comma..];
        let broken = break_ahead(rest);
        let Some(rest) = (if broken > 1 { Some(&rest[broken..]) } else { rest.strip_prefix(' ') }) else { break };
        let length = ahead(rest, |c| c.is_alphabetic() || matches!(c, '\'' | '-' | '.'));
        let word = rest[..length].trim_end_matches(['.', '\'', '-']);
        let ends = match rest[word.len()..].chars().next() {
            Some(':') => {
                !rest[word.len()..].starts_with("://")
                    && fields::label(rest.lines().next().unwrap_or_default()).is_none()
            }
            next => next.is_none_or(|c| !(c.is_alphanumeric() || "_@=/".contains(c))),
        };
        // `CN=DOE, UntrustedRoot`, `CN=DOE, Socket error`: no name is two words in one, nor an error's.
        let inner = word.contains(char::is_lowercase) && word.chars().skip(1).any(char::is_uppercase);
        let error = rest[word.len()..].starts_with(" error");
        // What has a point in it may be a host.
        if word.is_empty() || !ends || word.contains('.') || (comma > 0 && (inner || error)) {
            break;
        }
        at = behind.len() - rest.len() + word.len();
        if capital(word) {
            end = at;
        }
    }
    end
}

/// The next `host!user`. Every letter is looked at once, however many signs follow one another.
pub(super) fn bang_path(text: &str, from: usize) -> Option<Hit> {
    let (mut at, mut start, mut run, mut last) = (from, from, from, from);
    loop {
        let sign = at + text[at..].find('!')?;
        if let Some((other, c)) = text[at..sign].char_indices().rev().find(|(_, c)| !of_path(*c)) {
            start = at + other + c.len_utf8();
        }
        at = sign;
        // A mark before the first host, such as a dash that ends the line before, is none of it.
        start += ahead(&text[start..at], |c| !of_name(c));
        if at >= run {
            run = at + 1 + path_ahead(&text[at + 1..]);
            last = at + text[at..run].trim_end_matches(['.', '!', '-']).len();
        }
        let end = last.max(at);
        let host = start < at;
        let user = text[at + 1..end.max(at + 1)].starts_with(|c: char| of_name(c) && !c.is_numeric());
        if host && user && end > at + 2 {
            return Some(Hit::on_one_line(start..end));
        }
        at += 1;
    }
}

/// A letter that a name has, or a digit. Scripts without small letters part no words, so that a sentence would be one.
fn of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c.is_lowercase() || c.is_uppercase()
}

fn of_path(c: char) -> bool {
    of_name(c) || "._-+%=!".contains(c)
}

/// How long the hosts and the user are that a text begins with. `o'brien` has a quote that closes nothing.
fn path_ahead(text: &str) -> usize {
    let mut at = 0;
    loop {
        at += ahead(&text[at..], of_path);
        let quote = apostrophe(&text[at..]);
        let inside = text[..at].ends_with(of_name) && text[at + quote..].starts_with(char::is_alphabetic);
        if quote == 0 || !inside {
            return at;
        }
        at += quote;
    }
}

/// How long the apostrophe is that a text begins with: one, the one of a printer, two of them as a string of SQL or of
/// PowerShell has it, or one behind a backslash.
fn apostrophe(text: &str) -> usize {
    ["''", "'", "\u{2019}", r"\'"].iter().find(|mark| text.starts_with(**mark)).map_or(0, |mark| mark.len())
}
