//! Mail addresses, found by what people and servers write rather than by one grammar, and masked before anything else is
//! read: what comes later cannot keep what it never saw.
//!
//! Known are `local@domain` (RFC 5321 section 4.1.2) with all that the signs allow, quoted and commented local parts, VERP,
//! a percent or quoted-printable sign, signs that only look like `@`, spaces and line ends around it, bang paths,
//! legacyExchangeDN and X.400 names, and IMCEAEX. In doubt a word too much is masked: a report says the same without it.

use std::{
    cmp::Ordering,
    collections::HashSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    ops::Range,
};

use super::legible::{Legible, MASK};

/// What stands in place of a mail address.
pub(super) const BLOT: &str = "***";
/// Distinct addresses that are counted one by one; beyond it every occurrence counts.
const MAX_DISTINCT: usize = 4096;
/// How far a quote, a comment or a part of a name may reach, in bytes.
const MAX_REACH: usize = 256;
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

/// One address: where it lies, and its parts on the line before and the line after.
struct Hit {
    before: Option<Range<usize>>,
    at: Range<usize>,
    after: Option<Range<usize>>,
}

impl Hit {
    fn on_one_line(at: Range<usize>) -> Self {
        Self { before: None, at, after: None }
    }
}

/// The text with every mail address masked, letter by letter, so that its lines keep their lengths; and how many there
/// were, each once.
pub(super) fn masked(text: Legible) -> (Legible, u64) {
    let mut count = Count::default();
    let broken = longest(text.as_str());
    let mut text = if let Some((width, _)) = broken { text.folded(width) } else { text };
    let names = |text: &str| text.contains('=') && text.contains(['/', ';']) || has_imcea(text);
    if names(text.as_str()) {
        text = pass(text, &mut count, directory_name);
    }
    let folds = Folds { at: text.folds().collect(), sure: broken.is_some_and(|(_, times)| times > 1) };
    text = pass(text, &mut count, |text, from| at_sign(text, from, &folds));
    if text.as_str().contains('!') {
        text = pass(text, &mut count, bang_path);
    }
    (text.unfolded(), count.total())
}

/// The length of the longest lines, and how many there are, if it may be the edge of a terminal.
fn longest(text: &str) -> Option<(usize, usize)> {
    let (mut longest, mut times) = (0, 0);
    for line in text.split('\n') {
        let length = if line.len() < longest { continue } else { line.chars().count() };
        match length.cmp(&longest) {
            Ordering::Greater => (longest, times) = (length, 1),
            Ordering::Equal => times += 1,
            Ordering::Less => {}
        }
    }
    (40..=400).contains(&longest).then_some((longest, times))
}

/// Where lines were broken that are read as one, and whether it is known that they were.
struct Folds {
    at: Vec<usize>,
    sure: bool,
}

impl Folds {
    /// What lies behind a place, up to another.
    fn within(&self, start: usize, end: usize) -> &[usize] {
        let first = self.at.partition_point(|at| *at <= start);
        let last = self.at.partition_point(|at| *at < end);
        self.at.get(first..last).unwrap_or_default()
    }
}

/// A text in which each mask is [`BLOT`].
pub(super) fn blotted(text: &Legible) -> Legible {
    let came = text.as_str();
    let mut out = Legible::with_capacity(came.len());
    let mut from = 0;
    while let Some(start) = came[from..].find(MASK).map(|found| from + found) {
        let end = came[start..].find(|c| c != MASK).map_or(came.len(), |length| start + length);
        out.append(text, &came[from..start], &came[from..start]);
        out.push_str(BLOT);
        from = end;
    }
    out.append(text, &came[from..], &came[from..]);
    out
}

#[derive(Default)]
struct Count {
    seen: HashSet<u64>,
    beyond: u64,
}

impl Count {
    fn add<'a>(&mut self, parts: impl Iterator<Item = &'a str>) {
        if self.seen.len() == MAX_DISTINCT {
            self.beyond += 1;
            return;
        }
        let mut hasher = DefaultHasher::new();
        parts.flat_map(str::chars).flat_map(char::to_lowercase).for_each(|c| c.hash(&mut hasher));
        self.seen.insert(hasher.finish());
    }

    fn total(&self) -> u64 {
        self.seen.len() as u64 + self.beyond
    }
}

/// Masks what one reader finds. It gets the text and where the last address ended, and never looks before that.
fn pass(text: Legible, count: &mut Count, mut find: impl FnMut(&str, usize) -> Option<Hit>) -> Legible {
    let came = text.as_str();
    let mut out: Option<Legible> = None;
    let mut from = 0;
    while let Some(hit) = find(came, from) {
        let parts = [hit.before, Some(hit.at), hit.after];
        if !names_a_mail(came, from, parts[0].as_ref().or(parts[1].as_ref()).map_or(from, |part| part.start)) {
            count.add(parts.iter().flatten().map(|part| &came[part.clone()]));
        }
        let out = out.get_or_insert_with(|| Legible::with_capacity(came.len()));
        for part in parts.into_iter().flatten() {
            let between = &came[from..part.start];
            out.append(&text, between, between);
            out.append_masked(&text, &came[part.clone()]);
            from = part.end;
        }
    }
    match out {
        Some(mut out) => {
            out.append(&text, &came[from..], &came[from..]);
            out
        }
        None => text,
    }
}

/// Whether what stands there names a mail and nobody: its field says so (RFC 5322 section 3.6.4). It goes all the same.
fn names_a_mail(text: &str, from: usize, at: usize) -> bool {
    let line = text[from..at].rfind('\n').map_or(from, |end| from + end + 1);
    let field = text[line..at].trim_start_matches(is_margin);
    ["message-id:", "in-reply-to:", "references:"]
        .iter()
        .any(|name| starts_ignoring_case(field.as_bytes(), name.as_bytes()))
}

/// What may stand in a local part without quotes (RFC 5321 `Atom`, RFC 6531 beyond ASCII), but for the quote in `o'brien`.
fn local(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || "!#$%&*+/=?^_`{|}~.-".contains(c);
    }
    !(c.is_whitespace() || c.is_control() || "«»“”‘’‚„‹›（）［］｛｝【】《》〈〉「」『』、。，：；".contains(c))
}

/// What may stand in a domain, the underscore that many have included.
fn domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '．' | '。') || (!c.is_ascii() && local(c) && !is_sign(c))
}

fn is_sign(c: char) -> bool {
    matches!(c, '@' | '＠' | '﹫')
}

fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

/// Marks of quoting at the beginning of a line, as `lines` takes them off.
fn is_margin(c: char) -> bool {
    is_blank(c) || c == '>' || c == '|'
}

/// How long the end of a text is in which each character is of a kind.
fn back(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.chars().rev().take_while(|c| is(*c)).map(char::len_utf8).sum()
}

/// How long the beginning of a text is in which each character is of a kind.
fn ahead(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| is(*c)).map(char::len_utf8).sum()
}

/// What stands for `@`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// `@` itself, or a character that looks like it.
    Sure,
    /// `%40`: a link has it.
    Percent,
    /// `=40`, `(at)`: only between a word and a domain.
    Perhaps,
}

/// The sign that a text begins with, and its length.
fn sign(text: &str) -> Option<(Sign, usize)> {
    let first = text.chars().next()?;
    let starts = |mark: &str| text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    let one = match first {
        c if is_sign(c) => (Sign::Sure, ahead(text, is_sign)),
        '%' if starts("%40") => (Sign::Percent, 3),
        '%' if starts("%2540") => (Sign::Percent, 5),
        '=' if starts("=40") => (Sign::Perhaps, 3),
        '(' if starts("(at)") => (Sign::Perhaps, 4),
        '[' if starts("[at]") => (Sign::Perhaps, 4),
        _ => return None,
    };
    Some(one)
}

/// The next address with a sign in it.
fn at_sign(text: &str, from: usize, folds: &Folds) -> Option<Hit> {
    let mut at = from;
    loop {
        at += text[at..].find(|c| is_sign(c) || matches!(c, '%' | '=' | '(' | '['))?;
        let Some((kind, length)) = sign(&text[at..]) else {
            at += 1;
            continue;
        };
        if let Some(hit) = around(text, from, at, kind, length, folds) {
            return Some(hit);
        }
        at += length;
    }
}

/// The address around a sign, if it is one.
fn around(text: &str, from: usize, at: usize, kind: Sign, length: usize, folds: &Folds) -> Option<Hit> {
    let right = Right::of(text, at + length);
    if kind == Sign::Perhaps && !(right.attached && right.dotted) {
        return None;
    }
    let left = left_of(text, from, at, kind, &right)?;
    let (mut start, mut end) = (left.start, right.end);
    // A line may end where the address does, and the next one begin with another word.
    let whole = |fold: &&usize| dotted(text[at + length..**fold].trim_end_matches(['.', '-']));
    if let Some(fold) = folds.within(at + length, end).iter().find(whole) {
        end = *fold;
    }
    if let Some(fold) = folds.within(start, at).last()
        && !folds.sure
        && !is_word(&text[start..*fold])
    {
        start = *fold;
    }
    Some(Hit { before: left.before, at: start..end, after: right.after })
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
    fn of(text: &str, start: usize) -> Self {
        let mut it = Self { end: start, after: None, attached: false, dotted: false, any: false };
        let attached = start + comment(&text[start..]);
        let mut end = attached + host(&text[attached..]);
        if end > attached {
            it.dotted = dotted(&text[attached..end]);
            // `user@domain@relay`, `user%40domain@relay`.
            while let Some((Sign::Sure | Sign::Percent, length)) = sign(&text[end..]) {
                let more = host(&text[end + length..]);
                end += length + more;
                if more == 0 {
                    break;
                }
            }
            (it.end, it.attached, it.any) = (end, true, true);
            return it;
        }
        let mut spaced = attached + ahead(&text[attached..], is_blank);
        spaced += comment(&text[spaced..]);
        spaced += ahead(&text[spaced..], is_blank);
        let below = text[spaced..].starts_with('\n');
        if below {
            spaced += 1 + ahead(&text[spaced + 1..], is_margin);
        }
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

/// How long the domain or the address literal is that a text begins with.
fn host(text: &str) -> usize {
    if let Some(literal) = text.strip_prefix('[') {
        let inside = ahead(literal, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-' | '%'));
        return if inside > 0 && literal[inside..].starts_with(']') { inside + 2 } else { 0 };
    }
    let run = &text[..ahead(text, domain)];
    if run.starts_with('.') { 0 } else { run.trim_end_matches(['.', '-', '．', '。']).len() }
}

fn dotted(host: &str) -> bool {
    let last = host.rsplit(['.', '．', '。']).next().unwrap_or_default();
    last.len() < host.len() && last.contains(|c: char| c.is_alphabetic()) || host.starts_with('[')
}

/// How long the comment is that a text begins with (RFC 5322 section 3.2.2).
fn comment(text: &str) -> usize {
    if !text.starts_with('(') {
        return 0;
    }
    let reach = &text[..text.floor_char_boundary(MAX_REACH)];
    let end = reach.find([')', '\'']).filter(|end| reach[*end..].starts_with(')'));
    end.filter(|end| reach[..*end].matches('\n').count() < 2).map_or(0, |end| end + 1)
}

/// How long the comment is that a text ends with.
fn comment_before(text: &str) -> usize {
    let Some(inside) = text.strip_suffix(')') else { return 0 };
    let reach = &inside[inside.ceil_char_boundary(inside.len().saturating_sub(MAX_REACH))..];
    // It may lie on two lines, where something broke it.
    let open = reach.rfind('(').filter(|open| reach[*open..].matches('\n').count() < 2);
    open.map_or(0, |open| reach.len() - open + 1)
}

/// Where the local part begins.
struct Left {
    start: usize,
    /// What of it stands on the line before.
    before: Option<Range<usize>>,
}

fn left_of(text: &str, from: usize, at: usize, kind: Sign, right: &Right) -> Option<Left> {
    let mut start = at - comment_before(&text[from..at]);
    let word = word_before(text, from, start);
    if word < start {
        let trimmed = word + trimmed(&text[word..start], kind)?;
        if trimmed == start {
            return None;
        }
        let before = (trimmed == word).then(|| broken(text, from, word)).flatten();
        return Some(Left { start: trimmed, before });
    }
    // Nothing right before the sign: a word further to the left, if the sign says that there is one.
    if kind != Sign::Sure || !(right.any && (right.dotted || !right.attached)) {
        return None;
    }
    start -= back(&text[from..start], is_blank);
    start -= comment_before(&text[from..start]);
    start -= back(&text[from..start], is_blank);
    let word = word_before(text, from, start);
    if word < start {
        let whole = word + trimmed(&text[word..start], kind)?;
        return is_word(&text[whole..start]).then_some(Left { start: whole, before: None });
    }
    let margin = back(&text[from..start], is_margin);
    let line = text[from..start - margin].strip_suffix('\n')?;
    let end = from + line.trim_end_matches(is_blank).len();
    let word = word_before(text, from, end);
    let whole = word + trimmed(&text[word..end], kind)?;
    (right.dotted && is_word(&text[whole..end])).then_some(Left { start: at, before: Some(whole..end) })
}

/// Whether it may be somebody's name, rather than a number, a time or a mark.
fn is_word(text: &str) -> bool {
    text.contains(|c: char| c.is_alphabetic())
}

/// Where the word or the quoted words begin that stand right before a place.
fn word_before(text: &str, from: usize, end: usize) -> usize {
    let before = &text[from..end];
    if before.ends_with('"')
        && let Some(start) = quoted(before)
    {
        return from + start;
    }
    let mut start = before.len();
    loop {
        start -= back(&before[..start], local);
        let rest = &before[..start];
        let goes_on = |mark: usize| {
            rest[..rest.len() - mark].ends_with(|c: char| c.is_alphanumeric())
                && before[start..].starts_with(|c: char| c.is_alphanumeric())
        };
        // `o'brien`; a quote or a word in quotes inside (`a."b c".d@e`); a quoted pair (RFC 5322 section 3.2.4).
        if rest.ends_with('\'') && goes_on(1) {
            start -= 1;
        } else if rest.ends_with('"')
            && start < before.len()
            && before[start..].starts_with(['.', '+'])
            && let Some(quote) = quoted(rest)
        {
            start = quote;
        } else if rest.ends_with('\\') && !before[start..].starts_with(|c: char| c.is_alphanumeric()) {
            start -= 1;
        } else if rest.ends_with("\\ ") || rest.ends_with("\\@") {
            start -= 2;
        } else {
            return from + start;
        }
    }
}

/// Where the quoted words begin that a text ends with. Quotes inside them are in pairs, as their backslashes are gone.
fn quoted(text: &str) -> Option<usize> {
    let window = text.ceil_char_boundary(text.len().saturating_sub(MAX_REACH));
    let mut quotes = 1;
    let mut end = text.trim_end_matches('"').len();
    while let Some(open) = text[window..end].rfind('"').map(|found| window + found) {
        if text[open..end].matches('\n').count() > 2 {
            return None;
        }
        quotes += 1;
        let first = text[..open].trim_end_matches('"').len();
        let edge = !text[..first].ends_with(|c: char| c.is_alphanumeric());
        if quotes % 2 == 0 && edge {
            return Some(first);
        }
        end = first;
    }
    None
}

/// How many bytes at the beginning of a word are no part of the local part: marks, a field's key, the way of a link.
/// `None`: with this sign it is none at all.
fn trimmed(word: &str, kind: Sign) -> Option<usize> {
    if word.starts_with('"') {
        return Some(0);
    }
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
        if !(KEYS.contains(&bare.as_str()) || bare.len() < 2) {
            break;
        }
        start += sign + 1;
    }
    let known_key = start > 0 && word[..start].ends_with('=');
    (kind != Sign::Perhaps || !(known_key && start == word.len())).then_some(start).filter(|_| {
        // `[LastAttemptedServerName=40gb.contoso.com]` is a field and no quoted-printable.
        kind != Sign::Perhaps || !KEYS.contains(&word.to_ascii_lowercase().as_str())
    })
}

/// What of a local part stands on the line before, where something broke the line inside it.
fn broken(text: &str, from: usize, word: usize) -> Option<Range<usize>> {
    let margin = back(&text[from..word], is_margin);
    let before = text[from..word - margin].strip_suffix('\n')?;
    let trimmed_end = before.trim_end_matches(is_blank).len();
    let start = word_before(text, from, from + trimmed_end);
    let part = &text[start..from + trimmed_end];
    let bracket = text[from..start].ends_with('<');
    let hangs = part.len() > 1 && part.ends_with(['_', '+', '-', '=', '.']) && !part.ends_with("=3D") && {
        let head = part.trim_end_matches(['_', '+', '-', '=', '.']);
        // A sentence ends with a point too.
        !part.ends_with('.') && head.ends_with(|c: char| c.is_alphanumeric())
    };
    ((bracket || hangs) && !part.is_empty()).then(|| start..from + trimmed_end)
}

fn has_imcea(text: &str) -> bool {
    find_ignoring_case(text, "imcea").is_some()
}

fn find_ignoring_case(text: &str, what: &str) -> Option<usize> {
    text.as_bytes().windows(what.len()).position(|window| window.eq_ignore_ascii_case(what.as_bytes()))
}

/// The next name of a directory: `/o=…/cn=…`, `X400:c=…;s=…`, `IMCEAEX-_O=…`.
fn directory_name(text: &str, from: usize) -> Option<Hit> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let edge = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        match bytes[at] {
            b'/' if edge => {
                if let Some(end) = segments(text, at, '/') {
                    return Some(Hit::on_one_line(at..end));
                }
            }
            b'i' | b'I' if edge && starts_ignoring_case(&bytes[at..], b"imcea") => {
                let end = at + ahead(&text[at..], |c| local(c) || is_sign(c));
                return Some(Hit::on_one_line(at..end));
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

fn starts_ignoring_case(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))
}

/// Where `/key=value/key=value` ends that begins at a separator (after the scheme its first one is `:`); at least two.
fn segments(text: &str, start: usize, separator: char) -> Option<usize> {
    let opened = text[..start].chars().next_back();
    let closer = match opened {
        Some('\'') => Some('\''),
        Some('"') => Some('"'),
        Some('<') => Some('>'),
        Some('[') => Some(']'),
        _ => None,
    };
    let key = |rest: &str| {
        let length = ahead(&rest[1.min(rest.len())..], |c| c.is_ascii_alphabetic());
        ((1..=6).contains(&length) && rest[1 + length..].starts_with('=')).then_some(length + 2)
    };
    let mut at = start;
    let mut count = 0;
    let mut end = start;
    while let Some(length) = text.get(at..).filter(|rest| count == 0 || rest.starts_with(separator)).and_then(key) {
        count += 1;
        let value = at + length;
        let reach = &text[value..text.floor_char_boundary(value + MAX_REACH)];
        // `o'brien` has a quote that closes nothing.
        let inner = |at: usize| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            letter(reach[..at].chars().next_back()) && letter(reach[at + 1..].chars().next())
        };
        let ends = |marks: &[char]| {
            reach.match_indices(marks).find(|(at, mark)| *mark != "'" || !inner(*at)).map(|(at, _)| at)
        };
        let stop = ends(&['<', '>', '"', '\'', '{', '}']).unwrap_or(reach.len());
        let next = reach[..stop].match_indices(separator).map(|(found, _)| found);
        if let Some(next) = next.into_iter().find(|found| key(&reach[*found..]).is_some()) {
            at = value + next;
            continue;
        }
        let closed = ends(&['<', '>', '"', '\'', '{', '}', '[', ']', '(', ')', ',', ';']).unwrap_or(reach.len());
        let word = ahead(&reach[..closed], |c| !c.is_whitespace() && c != separator);
        let whole = closer.and_then(|closer| ends(&[closer, '\n']).filter(|found| reach[*found..].starts_with(closer)));
        end = value + whole.unwrap_or(word);
        break;
    }
    (count >= 2).then_some(end)
}

/// The next `host!user`. Every letter is looked at once, however many signs follow one another.
fn bang_path(text: &str, from: usize) -> Option<Hit> {
    let part = |c: char| c.is_ascii_alphanumeric() || "._-+%=!".contains(c);
    let (mut at, mut start, mut run, mut last) = (from, from, from, from);
    loop {
        let sign = at + text[at..].find('!')?;
        if let Some((other, c)) = text[at..sign].char_indices().rev().find(|(_, c)| !part(*c) || c.is_ascii_uppercase())
        {
            start = at + other + c.len_utf8();
        }
        at = sign;
        if at >= run {
            run = at + 1 + ahead(&text[at + 1..], part);
            last = at + text[at..run].trim_end_matches(['.', '!', '-']).len();
        }
        let end = last.max(at);
        let host = text[start..at].starts_with(|c: char| c.is_ascii_alphanumeric());
        let user = text[at + 1..end.max(at + 1)].starts_with(|c: char| c.is_ascii_alphabetic());
        if host && user && end > at + 2 {
            return Some(Hit::on_one_line(start..end));
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, u64) {
        let (text, count) = masked(Legible::new(text.to_owned()));
        (blotted(&text).shown(), count)
    }

    #[test]
    fn mail_addresses_are_counted_once_each_and_not_kept() {
        let text = "User@Contoso.com, <us\u{200b}er@contoso.com>; x=a.b@c.example. @ 4.4.316\u{200b} x";
        assert_eq!(read(text), ("***, <***>; x=***. @ 4.4.316\u{200b} x".into(), 2));
    }

    #[test]
    fn whatever_form_an_address_has_it_is_masked_and_counted() {
        for (came, left) in [
            ("to bounces+john.doe=fabrikam.com@lists.contoso.com now", "to *** now"),
            ("to john=fabrikam.com@lists.contoso.com now", "to *** now"),
            ("[Odd=john@x.example] y", "[***] y"),
            ("[Message=john@x.example said] y", "[Message=*** said] y"),
            ("spf=pass smtp.mailfrom=john@x.example; y", "spf=pass smtp.mailfrom=***; y"),
            ("/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=john.doe now", "*** now"),
            ("'/O=CONTOSO/OU=FIRST/CN=RECIPIENTS/CN=John Doe' now", "'***' now"),
            ("EX:/o=a b/ou=c/cn=Recipients/cn=0a1b-john.doe;450 x", "EX:***;450 x"),
            ("X400:c=us;a= ;p=contoso;o=exchange;s=doe;g=john; x", "***; x"),
            ("G=John;S=Doe;O=contoso x", "*** x"),
            ("IMCEAEX-_O=CONTOSO_OU=EXCHANGE+20ADMIN_cn=Recipients_cn=john+2Edoe@contoso.com x", "*** x"),
            ("IMCEAEX-_O=CONTOSO_OU=EXCHANGE_cn=jo\nhn+2Edoe@contoso.com x", "***\n*** x"),
            ("to john.doe@\n contoso.com x", "to ***\n *** x"),
            ("> to john.doe@\n> contoso.com x", "> to ***\n> *** x"),
            ("> to john.doe\n> @contoso.com x", "> to ***\n> *** x"),
            ("<john.\ndoe@contoso.com>", "<***\n***>"),
            ("to \"john doe\"@contoso.com x", "to *** x"),
            ("to <\"john doe\"@contoso.com>", "to <***>"),
            ("unknown \"john \"x\" doe\"@contoso.com x", "unknown *** x"),
            ("returned \"550 unknown \"john doe\"@contoso.com\"", "returned \"550 unknown ***\""),
            ("o'brien@contoso.com 'd@e.example'", "*** '***'"),
            ("https://x.example/?to=john%40contoso.com&a=1", "https://x.example/?to=***&a=1"),
            ("john=40contoso.com john%2540contoso.com", "*** ***"),
            (
                "[LastAttemptedServerName=40gb.contoso.com] [LastAttemptedIP=40.107.1.2:25]",
                "[LastAttemptedServerName=40gb.contoso.com] [LastAttemptedIP=40.107.1.2:25]",
            ),
            ("to john.doe@mailhost01 x john@con_toso.com", "to *** x ***"),
            (&format!("{}@contoso.com x", "j".repeat(300)), "*** x"),
            ("uunet!host!user x", "*** x"),
            ("Error! Please try! 450", "Error! Please try! 450"),
            ("to user @ host x", "to *** host x"),
            ("to user @ contoso.com x", "to *** x"),
            ("to user\t@contoso.com x", "to *** x"),
            ("to user＠contoso.com and user﹫contoso.com", "to *** and ***"),
            ("a(x)@b.example a@(x)b.example a@@b.example a @ (x) b.example", "*** *** *** ***"),
            ("john@[192.0.2.1] [LastAttemptedIP=192.0.2.1:25]", "*** [LastAttemptedIP=192.0.2.1:25]"),
            ("john@contoso.com[Message=x] john@contoso.com:550 5.1.1", "***[Message=x] ***:550 5.1.1"),
            ("[john@x.com, a@b.c]", "[***, ***]"),
            ("**a@b.example** |c@d.example|", "******* |***|"),
        ] {
            let (text, count) = read(came);
            assert_eq!(text, left, "{came}");
            assert_eq!(count > 0, left.contains(BLOT), "{came}");
        }
    }
}
