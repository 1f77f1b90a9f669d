//! The display name before an address (RFC 5322 section 3.4), which is masked already.

use std::ops::Range;

use super::{
    super::legible::MASK,
    domains::dotted,
    reading::{Hit, MAX_REACH, ahead, is_blank, is_side, margin, starts_ignoring_case},
    written::is_labelled,
};

/// How many lines a name and its address may stand on: a line of a header that is too long has one end in it, and an empty
/// line counts.
const MAX_LINES: usize = 3;

/// What opens an address behind its name, and what closes it.
const OPEN: [char; 4] = ['<', '[', '(', '‹'];
const CLOSE: [char; 4] = ['>', ']', ')', '›'];

/// What may stand before the address in there: Outlook writes either.
const SCHEMES: [&str; 2] = ["mailto:", "smtp:"];

/// Words of errors, in lower case and each language of the program: what has one in quotes was said, and is nobody's name.
const SAID: [&str; 47] = [
    "server",
    "service",
    "busy",
    "support",
    "contact",
    "system",
    "delivery",
    "access",
    "denied",
    "refused",
    "rejected",
    "blocked",
    "failed",
    "failure",
    "error",
    "timeout",
    "timed",
    "expired",
    "unavailable",
    "unknown",
    "invalid",
    "unreachable",
    "connection",
    "relay",
    "relaying",
    "recipient",
    "mailbox",
    "undeliverable",
    "not",
    "cannot",
    "connexion",
    "refusé",
    "refusée",
    "accès",
    "erreur",
    "échec",
    "expiré",
    "indisponible",
    "inconnu",
    "conexão",
    "recusada",
    "acesso",
    "negado",
    "erro",
    "falha",
    "expirou",
    "desconhecido",
];

/// The next display name: `"John Doe" <…>` at the beginning of a line, of a cell or of an entry of a list, and
/// `To: John Doe <…>`. Before any other address the same words may be what a server said.
pub(super) fn name(text: &str, from: usize) -> Option<Hit> {
    let mut next = from;
    loop {
        let open = next + text[next..].find(|c| c == '"' || OPEN.contains(&c))?;
        next = open + text[open..].chars().next().map_or(1, char::len_utf8);
        let behind = &text[next..];
        let scheme = SCHEMES.iter().find(|scheme| starts_ignoring_case(behind.as_bytes(), scheme.as_bytes()));
        let address = &behind[scheme.map_or(0, |scheme| scheme.len())..];
        let mark = scheme.and(text[open..].chars().next());
        if address.starts_with(MASK)
            && let Some(name) = found(text, open, address, mark)
            && name.before.as_ref().unwrap_or(&name.at).start >= from
        {
            return Some(name);
        }
    }
}

/// Where the name stands that belongs to the address behind a mark, which may be the quote of its cell.
fn found(text: &str, open: usize, address: &str, mark: Option<char>) -> Option<Hit> {
    if text[open..].starts_with('"') {
        return beside(text, open);
    }
    before(text, open, address, mark)
        .or_else(|| (2..=MAX_LINES).find_map(|lines| on_lines(text, open, address, mark, lines)))
}

/// Where the name stands before the mark that opens an address; the mark tells the program where a scheme stands behind it.
fn before(text: &str, open: usize, address: &str, mark: Option<char>) -> Option<Hit> {
    let (outlook, linked) = (mark == Some('['), mark == Some('('));
    let least = text.ceil_char_boundary(open.saturating_sub(MAX_REACH));
    let line = text[least..open].rfind('\n').map_or(least, |end| least + end + 1);
    let begins = line == 0 || text[..line].ends_with('\n');
    let before = text[line..open].trim_end_matches(is_blank);
    let name = in_quotes(before, begins)
        .or_else(|| in_cell(before, address, begins))
        .or_else(|| behind_label(before).filter(|_| begins))
        .or_else(|| capitals(before).filter(|_| outlook))
        .or_else(|| in_link(before).filter(|_| linked))?;
    Some(Hit::on_one_line(line + name.start..line + name.end))
}

/// `"John Doe","john@…"`: a cell in quotes before that of the address. A host and what a server said look like no full name.
fn beside(text: &str, open: usize) -> Option<Hit> {
    let least = text.ceil_char_boundary(open.saturating_sub(MAX_REACH));
    let cell = text[least..open].trim_end_matches(is_blank).strip_suffix([',', ';'])?.trim_end_matches(is_blank);
    let name = in_quotes(cell, false).filter(|name| text[open..].starts_with('"') && is_full(&cell[name.clone()]))?;
    Some(Hit::on_one_line(least + name.start..least + name.end))
}

/// The same where lines end before the mark or within the name. A host may end the line above, and what a label says be a
/// sentence, so that such a name has to look like one.
fn on_lines(text: &str, open: usize, address: &str, mark: Option<char>, most: usize) -> Option<Hit> {
    let least = text.ceil_char_boundary(open.saturating_sub(MAX_REACH));
    let (lines, begins) = lines_above(text, least, open, most);
    let (mut whole, mut places) = (String::new(), Vec::new());
    for line in lines.into_iter().rev() {
        places.push((whole.len(), line.clone()));
        whole.push_str(&text[line]);
        whole.push(' ');
    }
    let before = whole.trim_end_matches(is_blank);
    let is_name = |name: &Range<usize>| is_somebody(&before[name.clone()]) && is_full(&before[name.clone()]);
    let is_host =
        |name: &Range<usize>| before[name.clone()].split_whitespace().any(|word| dotted(word.trim_matches('.')));
    let name = in_quotes(before, begins)
        .or_else(|| in_cell(before, address, begins))
        .or_else(|| behind_label(before).filter(|name| begins && is_name(name)))
        .or_else(|| in_link(before).filter(|_| mark == Some('(')))
        .filter(|name| places.len() > 1 && !is_host(name))?;
    let mut parts = places.into_iter().filter_map(|(at, line)| {
        let (first, last) = (name.start.max(at), name.end.min(at + line.len()));
        (first < last).then(|| line.start + first - at..line.start + last - at)
    });
    Some(match (parts.next()?, parts.next(), parts.next()) {
        (at, after, None) => Hit { before: None, at, after },
        (before, Some(at), after) => Hit { before: Some(before), at, after },
        (at, None, after) => Hit { before: None, at, after },
    })
}

/// The words of a line up to a place and those of the lines above, without margins and from the last on; and whether the first
/// of them begins its line.
fn lines_above(text: &str, least: usize, place: usize, most: usize) -> (Vec<Range<usize>>, bool) {
    let (mut lines, mut end) = (Vec::new(), place);
    while lines.len() < most {
        let line = text[least..end].rfind('\n').map(|found| least + found + 1);
        let begin = line.unwrap_or(least);
        let first = lines.len() + 1 == most || line.is_none();
        let words = if first { begin } else { begin + margin(&text[begin..end]) };
        lines.push(words..end);
        let Some(line) = line.filter(|_| !first) else { return (lines, begin == 0 || text[..begin].ends_with('\n')) };
        end = line - 1;
        end = least + text[least..end].trim_end_matches(is_side).len();
    }
    (lines, false)
}

/// `"John Doe"`, `""John Doe""` in a cell that has quotes of its own, `'John Doe'`.
fn in_quotes(before: &str, begins: bool) -> Option<Range<usize>> {
    let inner = before.trim_end_matches('"');
    let (opening, inner) = if inner.len() < before.len() {
        (inner.rfind('"')?, inner)
    } else {
        let inner = before.strip_suffix('\'')?;
        let outside = |at: &usize| !inner[..*at].ends_with(|c: char| c.is_alphanumeric());
        (inner.rmatch_indices('\'').map(|(at, _)| at).find(outside)?, inner)
    };
    let name = &inner[opening + 1..];
    let named = is_entry(inner[..opening].trim_end_matches('"'), begins) || is_full(name);
    (named && is_somebody(name)).then_some(opening + 1..inner.len())
}

/// `"Doe, John <…>"`: the quotes of a cell that hold the address too.
fn in_cell(before: &str, address: &str, begins: bool) -> Option<Range<usize>> {
    let quote = before.rfind('"')?;
    let closed = address.trim_start_matches(MASK).strip_prefix(CLOSE)?.starts_with('"');
    let named = closed
        && is_entry(before[..quote].trim_end_matches('"'), begins)
        && is_somebody(before[quote + 1..].trim_matches('\''));
    named.then_some(quote + 1..before.len())
}

/// `To: John Doe`, `*To:* Doe, John`, and the next one of such a list.
fn behind_label(before: &str) -> Option<Range<usize>> {
    let colon = before.find(':').filter(|colon| is_labelled(&before[..=*colon]))?;
    let least = colon + 1;
    let behind = |marks: &[char]| {
        let mark = before[least..].rfind(marks).map_or(least, |at| least + at);
        mark + ahead(&before[mark..], |c| is_blank(c) || marks.contains(&c) || ",*_\"'".contains(c))
    };
    let starts = [behind(&[':', ';', '>', ']', '›', MASK]), behind(&[':', ';', '>', ']', '›', MASK, ','])];
    let start = starts.into_iter().find(|start| is_plain(&before[*start..]))?;
    Some(start..before.len())
}

/// `[John Doe](mailto:…)`, as Markdown links it.
fn in_link(before: &str) -> Option<Range<usize>> {
    let inner = before.strip_suffix(']')?;
    let start = inner.rfind('[')? + 1;
    is_somebody(&inner[start..]).then_some(start..inner.len())
}

/// `John Doe`, each word with a capital letter, at the end of an entry.
fn capitals(before: &str) -> Option<Range<usize>> {
    let start = before.rfind([':', ',', ';', '>', '\t', '"']).map_or(0, |mark| mark + 1);
    let start = start + if start == 0 { margin(before) } else { 0 };
    let start = start + ahead(&before[start..], is_blank);
    let name = &before[start..];
    let named = is_somebody(name) && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    named.then_some(start..before.len())
}

/// Whether an entry of a list, a cell or a line begins at the end of a text.
fn is_entry(before: &str, begins: bool) -> bool {
    let bare = before.trim_end_matches(|c| is_blank(c) && c != '\t');
    bare.ends_with([':', ',', ';', '>', '\t', '(', '=', '|']) || (begins && margin(before) == before.len())
}

/// Whether a name has several words with a capital letter each, but for such as `de` and `von`: within a sentence nothing else
/// shows that it is one.
fn is_full(name: &str) -> bool {
    let capital = |word: &&str| word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    let small = |word: &str| word.len() < 4 && word.chars().all(char::is_lowercase);
    let words = || name.split_whitespace().map(|word| word.trim_start_matches('('));
    words().filter(capital).count() > 1 && words().all(|word| word.starts_with(char::is_uppercase) || small(word))
}

fn is_plain(name: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() || is_blank(c) || ".-'\",()/&".contains(c);
    name.contains(char::is_alphabetic) && name.chars().all(letter)
}

fn is_somebody(name: &str) -> bool {
    let said = |word: &str| SAID.contains(&word.to_lowercase().as_str());
    is_plain(name) && !name.split(|c: char| !c.is_alphanumeric()).any(said)
}
