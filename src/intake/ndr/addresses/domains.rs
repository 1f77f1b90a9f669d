//! What stands behind the sign of an address: its domain or address literal, and where it ends.

use std::ops::Range;

use super::{
    reading::{ahead, break_ahead, domain, escaped, is_blank},
    signs::{Fold, Folds, Sign, coded, sign},
    words::comment,
};

/// How far a host is held against the ends of its lines, in bytes: four times what RFC 1035 (section 2.3.4) allows. Signs and
/// words without an end are read as one host, and would be held against each of theirs.
const MAX_HOST: usize = 1024;

/// What stands behind a sign.
pub(super) struct Right {
    /// Where what belongs to the address on this line ends; at the sign, if nothing does.
    pub(super) end: usize,
    /// The domain, if it stands on the next line.
    pub(super) after: Option<Range<usize>>,
    /// Whether the domain follows the sign at once.
    pub(super) attached: bool,
    /// Whether there is a domain that cannot be another word: with a dot and a letter.
    pub(super) dotted: bool,
    /// Whether there is a word at all.
    pub(super) any: bool,
}

impl Right {
    /// A domain that follows the sign at once.
    pub(super) fn attached(text: &str, start: usize) -> Option<Self> {
        let attached = start + comment(&text[start..]);
        let end = attached + host(&text[attached..]);
        let dotted = dotted(&text[attached..end]);
        (end > attached).then_some(Self { end, after: None, attached: true, dotted, any: true })
    }

    /// What stands further on, or on the next line.
    pub(super) fn apart(text: &str, start: usize) -> Self {
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
pub(super) fn end_of(text: &str, begin: usize, right: &Right, folds: &Folds) -> usize {
    let whole = |fold: &&Fold| dotted(text[begin..fold.at].trim_end_matches(['.', '-']));
    let (mut end, mut seen, mut goes_on) = (right.end, begin, right.attached);
    loop {
        let near = end.min(begin + MAX_HOST);
        if let Some(fold) = folds.within(seen, near).iter().find(whole) {
            return fold.at;
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
pub(super) fn host(text: &str) -> usize {
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
pub(super) fn dotted(host: &str) -> bool {
    let last = host.rsplit(['.', '．', '。']).next().unwrap_or_default();
    last.len() < host.len() && last.contains(|c: char| c.is_alphabetic()) || host.starts_with(['[', '\\'])
}

/// Whether a host without a point is one all the same: a name with its number, `mailhost01`; no amount with its unit and no
/// number to the base of sixteen.
pub(super) fn numbered(host: &str) -> bool {
    let named = host.starts_with(|c: char| c.is_ascii_alphabetic()) && host.ends_with(|c: char| c.is_ascii_digit());
    named && host.contains(|c: char| c.is_ascii_alphabetic() && !c.is_ascii_hexdigit()) && !host.contains('_')
}
