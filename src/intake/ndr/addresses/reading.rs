//! What the readers of mail addresses share: what they find, and which letters may stand where.

use std::ops::Range;

/// How far a quote, a comment or a part of a name may reach, in bytes.
pub(super) const MAX_REACH: usize = 256;
/// How long the margin of a line is at most, in bytes.
const MAX_MARGIN: usize = 64;
/// How many line ends may lie between the parts of an address.
const MAX_BREAKS: usize = 4;

/// One address: where it lies, and its parts on the line before and the line after.
pub(super) struct Hit {
    pub(super) before: Option<Range<usize>>,
    pub(super) at: Range<usize>,
    pub(super) after: Option<Range<usize>>,
}

impl Hit {
    pub(super) fn on_one_line(at: Range<usize>) -> Self {
        Self { before: None, at, after: None }
    }
}

/// What may stand in a local part without quotes (RFC 5321 `Atom`, RFC 6531 beyond ASCII), but for the quote in `o'brien`.
pub(super) fn local(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || "!#$%&*+/=?^_`{|}~.-".contains(c);
    }
    !(c.is_whitespace()
        || c.is_control()
        || "«»“”‘’‚„‹›（）［］｛｝【】《》〈〉「」『』，：；".contains(c)
        || is_stop(c))
}

/// The stops of East Asia that end words: a keyboard there writes them for a point, which the narrow one and the full-width one
/// are everywhere.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '。' | '、')
}

/// What may stand in a domain, the underscore that many have included.
pub(super) fn domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '．' | '。') || (!c.is_ascii() && local(c) && !is_sign(c))
}

pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '@' | '＠' | '﹫')
}

pub(super) fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

/// Marks of quoting at the beginning of a line, as `lines` takes them off.
pub(super) fn is_margin(c: char) -> bool {
    is_blank(c) || c == '>' || c == '|'
}

/// What draws the side of a box, which a line may end with too.
pub(super) fn is_side(c: char) -> bool {
    is_blank(c) || c == '|' || matches!(c, '\u{2500}'..='\u{259f}')
}

/// How long what stands before the words of a line is, whatever put it there: quoting with or without initials (`JD> `),
/// a box, a list, a comment of a program, the number of the line.
pub(super) fn margin(line: &str) -> usize {
    let line = &line[..line.floor_char_boundary(MAX_MARGIN)];
    let mark = |c: char| is_side(c) || ">*#/:;!%-+•·‣◦▪»›~?,.".contains(c);
    let mut at = 0;
    loop {
        at += ahead(&line[at..], mark);
        let rest = &line[at..];
        let who = ahead(rest, |c| c.is_ascii_alphanumeric());
        let digits = rest[..who].bytes().all(|byte| byte.is_ascii_digit());
        let space = if digits { ahead(&rest[who..], is_blank) } else { 0 };
        let behind = &rest[who + space..];
        let names = (1..=4).contains(&who)
            && (behind.starts_with(|c| c == '>' || (is_side(c) && !is_blank(c)))
                || (digits && behind.starts_with(": ")));
        if !names {
            return at;
        }
        at += who + space;
    }
}

/// How long what stands between two words is where a line was broken between them: the side of its box, empty lines, the
/// margin of the next one. 0 where none was.
pub(super) fn break_ahead(text: &str) -> usize {
    let side = ahead(&text[..text.floor_char_boundary(MAX_REACH)], is_side);
    let mut at = 0;
    for _ in 0..MAX_BREAKS {
        let line = if at == 0 { side } else { at };
        if !text[line..].starts_with('\n') {
            break;
        }
        at = line + 1 + margin(&text[line + 1..]);
    }
    at
}

/// Where the words of a line above end, if nothing but a margin stands before a place.
pub(super) fn above(text: &str, from: usize, place: usize) -> Option<usize> {
    let mut end = place;
    for breaks in 0..=MAX_BREAKS {
        let reach = from.max(text.floor_char_boundary(end.saturating_sub(MAX_MARGIN)));
        let begin = text[reach..end].rfind('\n').map(|found| reach + found + 1);
        let edge = begin.unwrap_or(reach);
        if (begin.is_none() && reach > from) || edge + margin(&text[edge..end]) < end {
            return (breaks > 0).then_some(end);
        }
        let line = begin.filter(|begin| *begin > from)? - 1;
        let least = from.max(text.floor_char_boundary(line.saturating_sub(MAX_REACH)));
        end = line - back(&text[least..line], is_side);
    }
    None
}

/// How long the character is that a text begins with, where it is written as a number behind a backslash: `\x{E9}` (RFC 6533
/// section 3), `\xC3`, `\303`, `\u00E9`.
pub(super) fn escaped(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\\')?;
    let digits = |rest: &str, radix: u32| ahead(&rest[..rest.floor_char_boundary(8)], |c| c.is_digit(radix));
    let braced = |rest: &str| {
        let inside = rest.strip_prefix('{')?;
        let length = digits(inside, 16);
        (length > 0 && inside[length..].starts_with('}')).then_some(length + 4)
    };
    let fixed = |rest: &str, length: usize| (digits(rest, 16) >= length).then_some(length + 2);
    match body.as_bytes().first()? {
        b'x' | b'X' => braced(&body[1..]).or_else(|| fixed(&body[1..], 2)),
        b'u' | b'U' => braced(&body[1..]).or_else(|| fixed(&body[1..], 4)),
        _ => (digits(body, 8) >= 3).then_some(4),
    }
}

/// How long the beginning of a text is in which each character is of a kind, or written as a number.
pub(super) fn ahead_escaped(text: &str, is: impl Fn(char) -> bool) -> usize {
    let mut at = ahead(text, &is);
    while let Some(length) = escaped(&text[at..]) {
        at += length;
        at += ahead(&text[at..], &is);
    }
    at
}

/// How long the end of a text is in which each character is of a kind.
pub(super) fn back(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.chars().rev().take_while(|c| is(*c)).map(char::len_utf8).sum()
}

/// How long the beginning of a text is in which each character is of a kind.
pub(super) fn ahead(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| is(*c)).map(char::len_utf8).sum()
}

pub(super) fn starts_ignoring_case(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))
}
