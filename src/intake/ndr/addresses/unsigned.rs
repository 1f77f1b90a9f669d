//! Addresses without a sign: names of a directory (legacyExchangeDN, X.400, IMCEAEX) and bang paths.

use super::{
    domains::{dotted, host},
    reading::{Hit, MAX_REACH, ahead, back, break_ahead, is_margin, is_sign, margin, starts_ignoring_case},
    signs::{Fold, Folds},
};

pub(super) fn has_imcea(text: &str) -> bool {
    find_ignoring_case(text, "imcea").is_some()
}

fn find_ignoring_case(text: &str, what: &str) -> Option<usize> {
    text.as_bytes().windows(what.len()).position(|window| window.eq_ignore_ascii_case(what.as_bytes()))
}

/// The next name of a directory: `/o=…/cn=…`, `X400:c=…;s=…`, `IMCEAEX-_O=…`.
pub(super) fn directory_name(text: &str, from: usize, folds: &Folds) -> Option<Hit> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let edge = at == 0 || !bytes[at - 1].is_ascii_alphanumeric() || folds.at(at).is_some();
        match bytes[at] {
            b'/' if edge => {
                if let Some(end) = segments(text, at, '/') {
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
                if let Some(end) = segments(text, at + 4, ';') {
                    return Some(Hit::on_one_line(at..end));
                }
            }
            b'=' if at > from + 1 && bytes[at - 1].is_ascii_alphabetic() && bytes[at - 2] == b';' => {
                // `G=John;S=Doe;O=contoso` without its scheme, from the second part on; the first stands before it.
                let first = at - 2 - back(&text[from..at - 2], |c| c.is_alphanumeric() || matches!(c, '=' | '-' | '.'));
                let key = ahead(&text[first..], |c| c.is_ascii_alphabetic());
                if (1..4).contains(&key)
                    && text[first + key..].starts_with('=')
                    && let Some(end) = segments(text, at - 2, ';')
                {
                    return Some(Hit::on_one_line(first..end));
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

/// Where `/key=value/key=value` ends that begins at a separator (after the scheme its first one is `:`); at least two.
fn segments(text: &str, start: usize, separator: char) -> Option<usize> {
    let opened = text[..start].chars().next_back();
    let closer = match opened {
        Some('\'') => Some('\''),
        Some('"') => Some('"'),
        Some('<') => Some('>'),
        Some('[') => Some(']'),
        Some('(') => Some(')'),
        _ => None,
    };
    let mut at = start;
    let mut count = 0;
    let mut end = start;
    while let Some(length) = text.get(at..).filter(|rest| count == 0 || rest.starts_with(separator)).and_then(key) {
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
        if let Some((next, _)) = marks.next().filter(|(at, mark)| mark.starts_with(separator) && is_part(*at)) {
            at = value + next;
            continue;
        }
        let closed = ends(&['<', '>', '"', '\'', '{', '}', '[', ']', '(', ')', ',', ';', '|']).unwrap_or(reach.len());
        let word = word_of(&reach[..closed], separator);
        let whole = closer.and_then(|closer| ends(&[closer])).filter(|found| is_one_name(&reach[..*found]));
        end = value + whole.unwrap_or_else(|| word + more_of_a_name(&reach[..word], &reach[word..]));
        break;
    }
    (count >= 2 && !(separator == '/' && is_of_a_host(&text[start..end]))).then_some(end)
}

/// How long `/key=` is that a text begins with; something may have broken the line behind the separator.
fn key(text: &str) -> Option<usize> {
    let behind = text.get(1..)?;
    let broken = break_ahead(behind);
    let length = ahead(&behind[broken..], |c| c.is_ascii_alphabetic());
    let named = (1..=6).contains(&length) && behind[broken + length..].starts_with('=');
    named.then_some(broken + length + 2)
}

/// Whether a mark ends what it stands in, or parts it.
fn is_mark(text: &str, at: usize, mark: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match mark {
        // `o'brien` has a quote that closes nothing.
        "'" => !(letter(text[..at].chars().next_back()) && letter(text[at + 1..].chars().next())),
        ">" => !is_of_margin(text, at),
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

/// Whether a value is one name: a line may end between two words of it.
fn is_one_name(value: &str) -> bool {
    let name = |c: char| c.is_alphanumeric() || is_margin(c) || ".-'\n".contains(c);
    !value.contains('\n') || (value.matches('\n').count() == 1 && value.chars().all(name))
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
const MAX_WORDS: usize = 3;

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
        let ends = rest[word.len()..].chars().next().is_none_or(|c| !(c.is_alphanumeric() || "_@=:/".contains(c)));
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
