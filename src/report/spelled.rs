//! [`Spelled`]: a line as it reads, however its points are written and whatever nobody sees in it, and where each of its
//! letters stood.

use std::ops::Range;

use super::addresses::{STOPS, Written, addresses};
use super::nobody::{EVERYBODY, OF_HOSTS, is_word};
use crate::model::WireText;

/// How a point is written so that no program makes a link of it, or so that one may: RFC 3986 section 2.1, RFC 2045 section
/// 6.7, entities of HTML, and brackets; a backslash as [`WireText`] has it.
const POINTS: [&str; 21] = [
    r"\\056", r"\\x2e", r"\\u002e", " (dot) ", " [dot] ", "%2e", "%252e", "=2e", "+2e", "&#46;", "&#x2e;", "&period;",
    r"\\.", "[.]", "(.)", "[dot]", "(dot)", "{.}", " dot ", " . ", r"\.",
];

/// How many of them, the first ones, stand in names alone.
const OF_NAMES: usize = 18;

/// Those that stand in sentences too: two of them in a word make a name of it.
const PERHAPS_OF_NAMES: [&str; 2] = [" dot ", "\u{b7}"];

/// What of these stands in addresses, beside the stops of other scripts.
const OF_ADDRESSES: [char; 10] = ['%', '=', '+', '&', '\\', '[', '(', '{', LIKE_POINTS[0], LIKE_POINTS[1]];

/// Letters that look like a point: one dot leader and the middle dot.
const LIKE_POINTS: [char; 2] = ['\u{2024}', '\u{b7}'];

/// Tags of HTML that only change how letters look.
const TAGS: [&str; 9] = ["b", "i", "u", "em", "tt", "wbr", "span", "strong", "code"];

/// The longest escape of a character that nobody sees: `\u{10ffff}`.
const LONGEST_ESCAPE: usize = 12;

/// A line as it reads.
pub(super) struct Spelled<'a> {
    came: &'a str,
    plain: String,
    /// Where each byte of it stood, and the end.
    origins: Vec<usize>,
}

impl<'a> Spelled<'a> {
    pub(super) fn of(came: &'a str) -> Self {
        let mut it =
            Self { came, plain: String::with_capacity(came.len()), origins: Vec::with_capacity(came.len() + 1) };
        let mut at = 0;
        while let Some(first) = came[at..].chars().next() {
            let rest = &came[at..];
            let length = match unseen(rest) {
                0 => {
                    let point = POINTS
                        .iter()
                        .find(|point| rest.get(..point.len()).is_some_and(|start| start.eq_ignore_ascii_case(point)));
                    let is_point = point.is_some() || STOPS.contains(&first) || LIKE_POINTS.contains(&first);
                    let read = if is_point { '.' } else { narrow(first) };
                    it.plain.push(read);
                    it.origins.resize(it.plain.len(), at);
                    point.map_or(first.len_utf8(), |point| point.len())
                }
                length => length,
            };
            at += length;
        }
        it.origins.push(came.len());
        it
    }

    /// What is read.
    pub(super) fn plain(&self) -> &str {
        &self.plain
    }

    /// Where a part of it stood, without what nobody sees behind it.
    pub(super) fn origin(&self, at: Range<usize>) -> Range<usize> {
        let start = self.origins.get(at.start).copied().unwrap_or(self.came.len());
        let end = self.origins.get(at.end).copied().unwrap_or(self.came.len());
        start..end
    }

    /// Whether a part of it came as something else.
    pub(super) fn is_odd(&self, at: Range<usize>) -> bool {
        self.came.get(self.origin(at.clone())) != self.plain.get(at)
    }

    /// Words whose points are written as nobody writes any that is none, in brackets or in the codes of pages and mail, and
    /// those in letters of full width, whose last label is in such letters too.
    pub(super) fn hosts(&self) -> impl Iterator<Item = Range<usize>> {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let mut at = 0;
        let words = std::iter::from_fn(move || {
            let begin = at + self.plain[at..].find(is_part)?;
            at = self.plain[begin..].find(|c| !is_part(c)).map_or(self.plain.len(), |length| begin + length);
            Some(begin..at)
        });
        let words = words.map(|at| {
            let word = &self.plain[at.clone()];
            let begin = at.start + word.len() - word.trim_start_matches('.').len();
            begin..begin.max(at.start + word.trim_end_matches('.').len())
        });
        words.filter(|at| {
            let came = self.came[self.origin(at.clone())].to_ascii_lowercase();
            let twice = |point: &&str| came.matches(*point).count() > 1;
            let last = self.plain[at.clone()].rsplit('.').next().unwrap_or_default();
            came.contains(LIKE_POINTS[0])
                || last.is_ascii() && came.contains(is_wide)
                || POINTS[..OF_NAMES].iter().any(|point| came.contains(point))
                || PERHAPS_OF_NAMES.iter().any(twice)
        })
    }

    /// The addresses that stand in it and did not come as they read.
    pub(super) fn addresses(&self) -> impl Iterator<Item = (Range<usize>, Written)> {
        let odd = addresses(&self.plain).into_iter().filter(|written| {
            let came = &self.came[self.origin(written.at.clone())];
            let is_mark = |c| OF_ADDRESSES.contains(&c) || STOPS.contains(&c) || is_wide(c);
            self.is_odd(written.at.clone()) && came.contains(is_mark)
        });
        odd.map(|written| (self.origin(written.at.clone()), written))
    }
}

/// The fewest letters of a name that was cut.
const SHORTEST_CUT: usize = 4;

/// What is left of one of these names, in small letters, at the end of a text that was cut; no word that many have is one.
pub(super) fn cut<'a>(text: &str, names: impl Iterator<Item = &'a String>) -> Option<Range<usize>> {
    let whole = text.strip_suffix(WireText::CUT)?.to_ascii_lowercase();
    let left = |name: &'a String| (SHORTEST_CUT..name.len()).rev().filter_map(|length| name.get(..length));
    let is_left = |left: &&str| {
        let bare = left.trim_end_matches('.');
        let begin = whole.strip_suffix(left).filter(|before| !before.ends_with(char::is_alphanumeric));
        begin.is_some() && !is_word(bare) && !EVERYBODY.contains(&bare) && !OF_HOSTS.contains(&bare)
    };
    let longest = names.filter_map(|name| left(name).find(is_left)).max_by_key(|left| left.len())?;
    Some(whole.len() - longest.len()..whole.len())
}

/// A letter of full width as the one of ASCII (UAX 15: what NFKC makes of it).
fn narrow(c: char) -> char {
    match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xff01 + 0x21).unwrap_or(c),
        _ => c,
    }
}

/// Whether a letter is one of full width, and no stop that ends sentences.
fn is_wide(c: char) -> bool {
    narrow(c) != c && !STOPS.contains(&c)
}

/// How long the escape of a control character, or of one that nobody sees, is that a text begins with.
fn unseen(text: &str) -> usize {
    let reach = &text[..text.floor_char_boundary(LONGEST_ESCAPE)];
    let is_hex = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let Some((code, _)) = reach.strip_prefix(r"\u{").and_then(|rest| rest.split_once('}')) {
        return if is_hex(code) { code.len() + 4 } else { 0 };
    }
    if let Some((tag, _)) = reach.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        let name = tag.strip_prefix('/').unwrap_or(tag);
        return if TAGS.iter().any(|known| name.eq_ignore_ascii_case(known)) { tag.len() + 2 } else { 0 };
    }
    // How letters look on a terminal (ECMA-48 section 8.3.117).
    let look = reach.strip_prefix(r"\x1b[").and_then(|rest| rest.split_once('m'));
    if let Some((look, _)) = look.filter(|(look, _)| look.bytes().all(|byte| byte.is_ascii_digit() || byte == b';')) {
        return r"\x1b[m".len() + look.len();
    }
    if reach.starts_with(r"\x") && reach.get(2..4).is_some_and(is_hex) { 4 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_however_its_points_are_written_and_where_it_stood_is_known() {
        for came in [
            "ü a%2Eb x",
            "ü a=2eb x",
            r"ü a\\.b x",
            "ü a&#46;b x",
            "ü a[.]b x",
            "ü a\u{ff0e}b x",
            r"ü a\u{200b}.b x",
            r"ü a.\x01b x",
            r"ü a\\056b x",
            r"ü a\\x2Eb x",
            r"ü a\\u002eb x",
            "ü a . b x",
            "ü a (dot) b x",
            "ü a\u{2024}b x",
            "ü a\u{b7}b x",
            "ü a.</B>b x",
            r"ü a.\x1b[1mb x",
        ] {
            let spelled = Spelled::of(came);
            assert_eq!(spelled.plain(), "ü a.b x");
            let at = spelled.origin(3..6);
            assert!(came[at.clone()].starts_with('a') && came[at].ends_with('b') && spelled.is_odd(3..6), "{came}");
        }
        assert_eq!(Spelled::of("\u{ff41}\u{ff42}\u{ff13}").plain(), "ab3");
        let names = ["gate3.contoso.com".to_owned(), "mail.contoso.com".to_owned()];
        for (text, expected) in [
            ("x GATE3.cont […]", Some(2..12)),
            ("x gate […]", Some(2..6)),
            ("x mail.c […]", Some(2..8)),
            ("x mail. […]", None),
            ("xgate3.c […]", None),
            ("x gate3.c", None),
        ] {
            assert_eq!(cut(text, names.iter()), expected, "{text}");
        }
        let spelled = Spelled::of("ip 198%2E51%2E100%2E77, 198.51.100.78");
        let found: Vec<_> = spelled.addresses().map(|(at, written)| (at, written.ip.to_string())).collect();
        assert_eq!(found, [(3..22, "198.51.100.77".to_owned())]);
    }
}
