//! What in a line of a stranger is told by more than one word: people by any form of their addresses, their names beside
//! them, and thumbprints. What stands for each is told by [`StandIns`](super::stand_ins::StandIns).

use std::{net::IpAddr, ops::Range};

use super::{
    numbers::numbers,
    persons::{common_name, person},
    prints::{prints, serials},
    users::{Word, users, word},
    words::{QUOTES, is_host},
};
use crate::{
    intake::ndr::people,
    report::{
        nobody::{EVERYBODY, is_word},
        spelled::Spelled,
    },
};

/// How far back a name may stand before an address (the upper bound of a common name, RFC 5280 appendix A.1, in four bytes
/// a letter).
const LONGEST: usize = 256;

/// The most words of a name before an address.
const MAX_WORDS: usize = 5;

/// What stands for an address in a report that was read (`intake`): whose name stands beside it is a person all the same.
const BLOT: &str = "***";

/// What an address begins with behind a name.
const OPENING: [&str; 7] = ["<", "&lt;", "\u{2039}", "\u{ff1c}", "\u{27e8}", "[", "("];

/// Small words within names.
const WITHIN_NAMES: [&str; 14] =
    ["al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "la", "le", "van", "von"];

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Somebody's address, without a sign of its own.
    Person,
    /// Somebody's address with its `@`, and how long what stands before that is.
    Mailbox(usize),
    /// A name of somebody or of an organization.
    Name,
    /// An address with marks between its numbers that are none of a word.
    Address(IpAddr),
    /// The name of a host, however it is spelled.
    Host,
    /// The name of an organization that is known, in words apart.
    Organization,
    /// The fingerprint of a certificate or of a key.
    Print,
    /// The number of a certificate.
    Serial,
    /// Numbers with points that are an address only where it is one that is known.
    Numbers,
}

/// The parts of a line that are more than a word, those with them that are known otherwise, in order, none within another.
pub(super) fn named(text: &str, spelled: Vec<(Range<usize>, Kind)>) -> Vec<(Range<usize>, Kind)> {
    let people = people(text);
    let names = people.iter().flat_map(|at| beside(text, at, &is_no_word)).chain(names(text));
    let mut found: Vec<_> = names.chain(encoded(text)).map(|at| (at, Kind::Name)).collect();
    found.extend(users(text).into_iter().map(|at| (at, Kind::Person)));
    found.extend(people.into_iter().filter_map(|at| Some((at.clone(), kind(text, at)?))));
    found.extend(spelled);
    found.extend(of_hosts(text).map(|at| (at, Kind::Host)));
    found.extend(of_domains(text).map(|at| (at, Kind::Person)));
    found.extend(prints(text).into_iter().map(|at| (at, Kind::Print)));
    found.extend(serials(text).into_iter().map(|at| (at, Kind::Serial)));
    let numbers = numbers(text);
    // Whose key is such a number: that it is one is found by what stands before.
    found.extend(numbers.iter().filter(|at| text[at.end..].trim_start_matches(' ').starts_with('=')).filter_map(
        |at| {
            let reach = &text[at.start..text.floor_char_boundary(at.end + LONGEST)];
            common_name(reach).map(|name| (at.start + name.start..at.start + name.end, Kind::Name))
        },
    ));
    found.extend(numbers.into_iter().map(|at| (at, Kind::Numbers)));
    found.extend(Spelled::of(text).addresses().map(|(at, written)| (at, Kind::Address(written.ip))));
    // Of what overlaps the longest stays.
    found.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
    let mut end = 0;
    found.retain(|(at, _)| {
        let stays = at.start >= end;
        end = end.max(at.end);
        stays
    });
    found
}

/// What an address is; `None` where all of it is found by its `@` alone.
fn kind(text: &str, at: Range<usize>) -> Option<Kind> {
    let Some(length) = text[at.clone()].rfind('@') else { return Some(Kind::Person) };
    let sign = at.start + length;
    let reach = &text[text.ceil_char_boundary(sign.saturating_sub(LONGEST))..sign];
    let whole = person(reach).len() >= length && common_name(&text[at.start..sign + 1]).is_none();
    (!whole).then_some(Kind::Mailbox(length))
}

/// The names beside addresses that are masked already. Such a text has sentences of reports around them, in any language, so that
/// a name has to look more like one.
pub(super) fn names(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(BLOT).flat_map(|(at, blot)| beside(text, &(at..at + blot.len()), &is_named))
}

/// The names on both sides of an address, of words that the rule lets pass.
fn beside(text: &str, address: &Range<usize>, is_name: IsName<'_>) -> impl Iterator<Item = Range<usize>> + use<> {
    display_name(text, address.start, is_name).into_iter().chain(name_behind(text, address.end, is_name))
}

/// How many of the last words that begin with a capital are a name; of all that stand there up to a small one.
type IsName<'a> = &'a dyn Fn(&[&str]) -> usize;

/// A sentence of the server goes before a name, and a department is a part of one.
fn is_no_word(words: &[&str]) -> usize {
    let first = words.iter().position(|bare| !is_small(bare) && !is_word(&bare.to_lowercase()));
    first.map_or(0, |first| words.len() - first)
}

/// The same where the words may be those of a report: what says who somebody is or what became of it ends a name, and what
/// may be either is none alone.
fn is_named(words: &[&str]) -> usize {
    let kinds: Vec<_> = words.iter().map(|bare| word(&bare.to_lowercase())).collect();
    let said = kinds.iter().rposition(|kind| *kind == Word::Said);
    let mut begin = said.map_or(0, |said| said + 1);
    if said.is_some() {
        begin = kinds.iter().rposition(|kind| *kind != Word::Name).map_or(begin, |weak| weak + 1);
    }
    let large = words[begin..].iter().filter(|bare| !is_small(bare)).count();
    let begins = words[begin..].iter().position(|bare| !is_small(bare)).unwrap_or_default();
    let is_name = kinds[begin..].contains(&Word::Name) && (large > 1 || said.is_none());
    if is_name { words.len() - begin - begins } else { 0 }
}

fn is_small(bare: &str) -> bool {
    WITHIN_NAMES.contains(&bare)
}

/// The name that stands before `<` and an address: in quotes, or words with capitals, a department in brackets behind them.
fn display_name(text: &str, address: usize, is_name: IsName<'_>) -> Option<Range<usize>> {
    let before = &text[..address];
    let before = ["mailto:", "smtp:", "SMTP:"].iter().find_map(|tag| before.strip_suffix(tag)).unwrap_or(before);
    let Some(open) = OPENING.iter().find_map(|open| before.strip_suffix(open)) else {
        return before_bare(before).filter(|_| text[address..].starts_with(BLOT));
    };
    let open = ["<", "&lt;"].iter().find_map(|again| open.strip_suffix(again)).unwrap_or(open);
    let before = open.trim_end();
    let reach = before.ceil_char_boundary(before.len().saturating_sub(LONGEST));
    for (open, close) in QUOTES {
        if let Some(inner) = before[reach..].strip_suffix(close) {
            let begin = inner.rfind(open)? + open.len();
            let is_somebody = inner[begin..].contains(char::is_alphabetic)
                && (!text[address..].starts_with(BLOT) || names_nothing_else(&inner[begin..]));
            return is_somebody.then_some(reach + begin..reach + inner.len());
        }
    }
    let bare = without_department(&before[reach..]);
    let begin = reach + capitals(bare, is_name)?;
    // Before a parenthesis one word alone is one of a sentence.
    let is_whole = !text[..address].ends_with('(') || text[begin..before.len()].contains(' ');
    is_whole.then_some(begin..before.len())
}

/// The same where nothing opens the address: two words with capitals or more, and none of a sentence.
fn before_bare(before: &str) -> Option<Range<usize>> {
    let before = before.strip_suffix(' ').map(|before| before.strip_suffix(':').unwrap_or(before))?;
    let is_name = |words: &[&str]| {
        let is = |bare: &&str| is_small(bare) || word(&bare.to_lowercase()) == Word::Name;
        if words.len() > 1 && words.iter().all(is) { is_named(words) } else { 0 }
    };
    let reach = before.ceil_char_boundary(before.len().saturating_sub(LONGEST));
    Some(reach + capitals(&before[reach..], &is_name)?..before.len())
}

/// Whether words in quotes say nothing of an address, as a reply does that is quoted.
fn names_nothing_else(quoted: &str) -> bool {
    let is_said = |part: &str| word(&part.to_lowercase()) == Word::Said;
    !quoted.contains(|c: char| c.is_ascii_digit()) && !quoted.split(|c: char| !c.is_alphanumeric()).any(is_said)
}

/// `Quixote, John (CONTOSO)` without what stands in brackets at its end.
fn without_department(before: &str) -> &str {
    let inner = before.strip_suffix(')').and_then(|inner| Some(inner[..inner.rfind('(')?].trim_end()));
    inner.unwrap_or(before)
}

/// Where the words with capitals begin that are the name at the end of a text.
fn capitals(before: &str, is_name: IsName<'_>) -> Option<usize> {
    let of_name = |c: char| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | ',' | '_' | '\u{2019}' | '/');
    let mut begins = Vec::new();
    let mut at = before.len();
    for _ in 0..MAX_WORDS {
        let (begin, next) = last_word(&before[..at]);
        let word = &before[begin..at];
        // What stands right before a word is none of it: a bracket, the sign of a field, the escape of a tab.
        let glued = word.char_indices().rfind(|(_, c)| !of_name(*c)).map_or(0, |(at, c)| at + c.len_utf8());
        let part = &word[glued..];
        let bare = bare(part);
        let is_of_name = is_small(bare) || bare.starts_with(char::is_uppercase);
        // A sentence that ends before is none of it.
        let ends = at < before.len() && part.ends_with('.') && bare.chars().count() > 2;
        // Two blanks may part two words.
        let nothing = word.is_empty() && at < before.len();
        if !nothing && (bare.is_empty() || !is_of_name || is_host(bare) || ends) {
            break;
        }
        begins.extend((!nothing).then_some((begin + glued, bare)));
        if glued > 0 || begin == 0 {
            break;
        }
        at = next;
    }
    begins.reverse();
    let words: Vec<_> = begins.iter().map(|(_, bare)| *bare).collect();
    let named = is_name(&words);
    begins.get(begins.len() - named).map(|(begin, _)| *begin)
}

/// Where the last word of a text begins, and where what stands before it ends: at a blank, or at a tab as
/// [`WireText`](crate::model::WireText) has it.
fn last_word(text: &str) -> (usize, usize) {
    const TAB: &str = r"\x09";
    let blank = text.rfind(' ').map(|at| (at + 1, at));
    let tab = text.rfind(TAB).map(|at| (at + TAB.len(), text[..at].trim_end_matches('\\').len()));
    blank.max(tab).unwrap_or_default()
}

fn bare(word: &str) -> &str {
    word.trim_matches([',', '.', '\''])
}

/// The name that stands behind an address, as comments do (RFC 5322 section 3.4) or in quotes: two words with capitals or more.
fn name_behind(text: &str, end: usize, is_name: IsName<'_>) -> Option<Range<usize>> {
    let reach = text.floor_char_boundary(end + LONGEST);
    let rest = &text[end..reach];
    let rest = ["&gt;", ">", "]"].iter().find_map(|close| rest.strip_prefix(close)).unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', ',']);
    let close = if rest.starts_with('(') { ')' } else { '"' };
    let inside = rest.strip_prefix(['(', '"'])?;
    let name = &inside[..inside.find(close)?];
    let words: Vec<_> = name.split(' ').map(bare).collect();
    let of_name = |bare: &&str| {
        is_small(bare)
            || bare.starts_with(char::is_uppercase)
                && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}'))
                && !is_word(&bare.to_lowercase())
    };
    let is_name = (2..=MAX_WORDS).contains(&words.len()) && words.iter().all(of_name) && is_name(&words) == words.len();
    let begin = reach - inside.len();
    is_name.then_some(begin..begin + name.len())
}

/// Encoded words (RFC 2047 section 2), which nobody reads as they stand, and what was cut of one.
fn encoded(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("=?").filter_map(|(at, _)| {
        let reach = &text[at..text.floor_char_boundary(at + LONGEST)];
        let word = &reach[..reach.find(char::is_whitespace).unwrap_or(reach.len())];
        let (charset, rest) = word[2..].split_once('?').filter(|(charset, _)| (1..64).contains(&charset.len()))?;
        let is_kind = rest.starts_with(['B', 'b', 'Q', 'q']) && rest[1..].starts_with('?');
        let inside = rest.get(2..).filter(|_| is_kind && charset.is_ascii())?;
        Some(at..at + word.len() - inside.len() + inside.find("?=").map_or(inside.len(), |end| end + 2))
    })
}

/// Hosts of one label in the address of a page or a file: `https://mail/`.
fn of_hosts(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("://").filter_map(|(at, mark)| {
        let begin = at + mark.len();
        let reach = &text[begin..text.floor_char_boundary(begin + LONGEST)];
        let length = reach.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(reach.len());
        let is_name = reach.starts_with(char::is_alphabetic) && !EVERYBODY.contains(&&reach[..length]);
        let is_whole = !reach[length..].starts_with(['.', '@', '_', '\\', '%', '=', '&', '[', '(']);
        (is_name && is_whole && !reach[..length].eq_ignore_ascii_case("localhost")).then_some(begin..begin + length)
    })
}

/// Users of a domain of Windows, `CONTOSO\john`, with the mark as [`WireText`](crate::model::WireText) has it; a path is none.
fn of_domains(text: &str) -> impl Iterator<Item = Range<usize>> {
    const MARK: &str = r"\\";
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '$');
    text.match_indices(MARK).filter_map(move |(at, _)| {
        let reach = text.ceil_char_boundary(at.saturating_sub(LONGEST));
        let domain: usize = text[reach..at].chars().rev().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
        let domain = text[at - domain..at].trim_start_matches(['.', '-', '_', '$']).len();
        let rest = &text[at + MARK.len()..text.floor_char_boundary(at + LONGEST)];
        let user = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let user = rest[..user].trim_end_matches('.').len();
        let is_path = text[..at - domain].ends_with(['\\', '/', ':']) || rest[user..].starts_with(['\\', '/']);
        let begins = text[at - domain..].starts_with(char::is_alphanumeric) && rest.starts_with(char::is_alphabetic);
        // `Access\denied` is a sentence.
        let is_sentence = is_word(&text[at - domain..at].to_lowercase()) && is_word(&rest[..user].to_lowercase());
        (begins && !is_path && !is_sentence).then_some(at - domain..at + MARK.len() + user)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_name_stands_beside_a_mask_is_found_and_no_sentence_with_it() {
        for (text, expected) in [
            ("(John Quixote <***>)", "John Quixote"),
            ("refused for Quixote, John (CONTOSO) <***>", "Quixote, John (CONTOSO)"),
            ("refused for Dr. John van der Quixote \u{2039}***\u{203a}", "Dr. John van der Quixote"),
            ("John Quixote (***) John Quixote [mailto:***]", "John Quixote|John Quixote"),
            (r"550 x\x09John\x09Quixote  <<***>> ", r"John\x09Quixote"),
            ("Recipient John Quixote <***> Will Smith <***>", "John Quixote|Will Smith"),
            ("[Message=John Quixote <***>] x;John Quixote <*** ***>", "John Quixote|John Quixote"),
            ("*** (John Quixote) <***> \"John Quixote\"", "John Quixote|John Quixote"),
            ("Quixote <***> John Quixote: *** John Quixote ***", "Quixote|John Quixote|John Quixote"),
            ("\"450 4.4.316 Connection refused\" <***> \"Mailbox unknown\" <***>", ""),
            ("\"***\" <***> *** <***>, *** (***)", ""),
            ("could not deliver to <***> RCPT TO:<***> MAIL FROM:<***> 550 5.1.1 <***> User unknown", ""),
            ("Recipient <***> Recipient Not Found <***> Access Denied. Address <***> Sender Address (***)", ""),
            ("*** (User Unknown) *** (Mailbox Full) Connection Refused (***) Connection Refused: ***", ""),
            ("Mail Delivery Subsystem <***> Exchange Online <***> MX1.FABRIKAM.COM <***> Message ID <***>", ""),
            ("Destinataire <***> inconnu Utilisateur Inconnu <***> Impossible de remettre \u{e0} <***>", ""),
            ("Destinat\u{e1}rio <***> Usu\u{e1}rio Desconhecido <***> Endere\u{e7}o de Destino <***>", ""),
            ("Die Zustellung an den Empf\u{e4}nger <***> Unbekannter Benutzer <***> Postfach <***> voll", ""),
            ("Empf\u{e4}ngeradresse <***> abgelehnt Zieladresse Ung\u{fc}ltig <***> Benutzer Unbekannt: ***", ""),
        ] {
            let found: Vec<_> = names(text).map(|at| &text[at]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }

    #[test]
    fn what_is_more_than_a_word_is_found_whole_and_no_sentence_with_it() {
        for (text, expected) in [
            ("554 \"John Quixote\" <j@a.test>", "John Quixote"),
            ("554 refused John van der Quixote <j@a.test>", "John van der Quixote"),
            ("554 Sender Address <j@a.test> Rejected. Unknown User <j@a.test>", ""),
            ("554 Denied. J. Quixote <j@a.test>", "J. Quixote"),
            ("554 =?utf-8?Q?John_Quixote?= <j@a.test>", "=?utf-8?Q?John_Quixote?="),
            ("554 =?utf-8?B?Sm9obg", "=?utf-8?B?Sm9obg"),
            (r"554 CONTOSO\\quixote.", r"CONTOSO\\quixote"),
            (r"554 -CONTOSO\\quixote Access\\denied", r"CONTOSO\\quixote"),
            ("554 \u{201c}John Quixote\u{201d} \u{2039}j@a.test>", "John Quixote"),
            ("554 \u{ab}john quixote\u{bb} <j@a.test>", "john quixote"),
            ("554 Unknown User John_Quixote <j@a.test>", "John_Quixote"),
            ("554 Contact Support <j@a.test> Server Busy [SMTP:j@a.test]", ""),
            ("554 John Quixote [SMTP:j@a.test] John Support <j@a.test>", "John Quixote|John Support"),
            (r"554 C:\\Users\\x \\\\fs01\\share a\\.b \\x", ""),
            ("554 quixote(at)a.test x", "quixote(at)a.test"),
            ("554 a=b=?c ?= =?", ""),
            ("554 Quixote, John (CONTOSO) <j@a.test>", "Quixote, John (CONTOSO)"),
        ] {
            let found: Vec<_> = named(text, Vec::new()).into_iter().map(|(at, _)| &text[at]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
