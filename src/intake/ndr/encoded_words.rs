//! Encoded words (RFC 2047), whole, cut before their end, or broken at the edge of a line.

use mail_parser::decoders::charsets::map::charset_decoder;

use super::{encoded::base64, legible::Mark};
use crate::intake::decode;

/// The longest encoded word, several times what RFC 2047 section 2 allows.
const MAX_WORD: usize = 1024;
/// The longest charset with its language (RFC 2231 section 5).
const MAX_CHARSET: usize = 64;
/// How many lines a word goes on that was broken at an edge and cut.
const MAX_LINES: usize = 8;
/// Stands for the rest of an address in a word that is not whole: where in it somebody stands is not known (RFC 2606).
const REST: &str = "@cut.invalid";

/// The text with its encoded words as what they say. What stands between two of them is none of it (section 6.2), marks of
/// quoting included. One that is not whole and has a sign is an address as a whole.
pub(super) fn undone(text: String) -> String {
    if !text.contains("=?") && !text.contains("=\n") && !text.contains("=\r") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut next = 0;
    let mut behind_word = false;
    while let Some(at) = text[next..].find('=').map(|found| next + found) {
        next = at + 1;
        let Some(word) = word(&text[at..]) else { continue };
        let between = &text[from..at];
        if !(behind_word && between.chars().all(is_edge)) {
            out.push_str(between);
        }
        behind_word = true;
        word.said.chars().for_each(|c| out.push(if c.is_control() { ' ' } else { c }));
        (from, next) = (at + word.length, at + word.length);
    }
    out.push_str(&text[from..]);
    out
}

/// An encoded word that a text begins with.
struct Word {
    /// What it says.
    said: String,
    length: usize,
}

/// How a word begins: its charset and encoding.
struct Head {
    charset: String,
    in_base64: bool,
    length: usize,
}

fn word(text: &str) -> Option<Word> {
    let head = head(text)?;
    let rest = &text[head.length..];
    let (inside, length, whole) = match closed(rest) {
        Some((inside, length)) => (inside, length, !inside.contains(char::is_whitespace)),
        None => {
            let cut = Some(cut(rest, &head)).filter(|cut| !cut.is_empty())?;
            (cut, cut.len(), false)
        }
    };
    let said = head.decoded(inside);
    if whole {
        return Some(Word { said, length: head.length + length });
    }
    // A blank may stand in the midst of a letter: `= 40`.
    let joined = head.decoded(&inside.split_whitespace().collect::<String>());
    let sign = [&said, &joined].into_iter().find(|said| has_sign(said, inside)).map(|said| as_address(said));
    Some(Word { said: sign.unwrap_or(said), length: head.length + length })
}

/// What stands at the edges of lines: blanks, and marks of quoting.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '>' | '|') || Mark::of(c).is_some()
}

/// How long the edge is at which a line was broken: a text goes on behind it.
fn edge(text: &str) -> usize {
    let ends = text.strip_prefix('\r').unwrap_or(text).starts_with('\n');
    if ends { text.find(|c| !is_edge(c)).unwrap_or(text.len()) } else { 0 }
}

/// The beginning of a word, lines that were broken in it included.
fn head(text: &str) -> Option<Head> {
    let mut at = 0;
    let mut charset = String::new();
    let (mut marks, mut ends) = (0, 0);
    // `=?charset?Q?`
    for _ in 0..MAX_CHARSET {
        let c = text[at..].chars().next()?;
        match (at, c) {
            (0, '=') => {}
            (_, '?') => {
                marks += 1;
                ends = if marks == 2 { charset.len() } else { ends };
            }
            (_, c) if marks > 0 && (c.is_ascii_alphanumeric() || "-_*:.+'".contains(c)) => charset.push(c),
            _ => return None,
        }
        at += c.len_utf8();
        if marks == 3 {
            let kind = charset.pop()?.to_ascii_lowercase();
            let known = matches!(kind, 'b' | 'q') && ends > 0 && charset.len() == ends;
            return known.then_some(Head { charset, in_base64: kind == 'b', length: at + edge(&text[at..]) });
        }
        at += edge(&text[at..]);
    }
    None
}

impl Head {
    fn decoded(&self, inside: &str) -> String {
        let bytes = if self.in_base64 { base64(inside) } else { in_hex(inside) };
        let charset = self.charset.split('*').next().unwrap_or_default();
        match charset_decoder(charset.as_bytes()) {
            Some(decode) => decode(&bytes),
            None => decode::text(&bytes).unwrap_or_default(),
        }
    }

    /// What ends a word that was cut, whoever cut it: a blank, and the quote of a field.
    fn ends(&self, c: char) -> bool {
        let is_letter = c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
        if self.in_base64 { !is_letter } else { c.is_whitespace() || !c.is_ascii() || c == '"' }
    }
}

/// What stands before the end of a word, and the length up to there; `None` if it was cut.
fn closed(text: &str) -> Option<(&str, usize)> {
    let reach = &text[..text.floor_char_boundary(MAX_WORD)];
    let end = reach.match_indices('?').find_map(|(at, _)| {
        let behind = at + 1 + edge(&reach[at + 1..]);
        reach[behind..].starts_with('=').then_some((at, behind + 1))
    });
    let (end, length) = end?;
    let inside = &reach[..end];
    // Before its end another one begins.
    let another = inside.match_indices("=?").any(|(at, _)| head(&inside[at..]).is_some());
    (!another && is_one(inside)).then_some((inside, length))
}

/// Whether what stands before an end is one word: no word has a blank (RFC 2047 section 2), but for one that a program wrote
/// wrongly on one line, and the edges at which a line was broken. A word that was cut has the end of another.
fn is_one(said: &str) -> bool {
    !said.contains('\n')
        || said.split('\n').map(|line| line.trim_matches(is_edge)).all(|line| !line.is_empty() && !line.contains(' '))
}

/// What is left of a word that was cut, with the lines on which it goes on up to a sign, if a line was broken in it.
fn cut<'a>(text: &'a str, head: &Head) -> &'a str {
    let another = |at: usize| text[at..].starts_with("=?") && self::head(&text[at..]).is_some();
    let end_of = |from: usize| {
        let mut letters = text[from..].char_indices().map(|(at, c)| (from + at, c));
        let end = letters.find(|(at, c)| head.ends(*c) || (*c == '=' && another(*at))).map_or(text.len(), |(at, _)| at);
        // What parts fields may stand in a word, too: before a letter that is coded it does.
        let coded = text[from..end].rfind(['=', '@', '_']).map_or(from, |at| from + at);
        text[coded..end].find([',', ';', '|']).map_or(end, |at| coded + at)
    };
    let first = end_of(0);
    let mut end = first;
    for _ in 0..MAX_LINES {
        let inside = &text[..end];
        if has_sign(&head.decoded(inside), inside) {
            return inside;
        }
        let behind = edge(&text[end..]);
        let next = end_of(end + behind);
        // A field is no part of a word.
        if behind == 0 || next == end + behind || text[end + behind..next].contains(['[', ':', '{']) {
            break;
        }
        end = next;
    }
    &text[..first]
}

/// Whether a word that is not whole may have an address in it: it has a sign, or half of one at its end.
fn has_sign(said: &str, inside: &str) -> bool {
    said.contains(['@', '＠', '﹫']) || said.contains("=40") || inside.ends_with("=4")
}

/// All of what a word says as one address.
fn as_address(said: &str) -> String {
    said.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect::<String>() + REST
}

/// The encoding "Q" (section 4.2), lines that were broken in it included.
fn in_hex(text: &str) -> Vec<u8> {
    let mut letters = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = edge(rest);
        if length == 0 && !matches!(c, '\r' | '\n') {
            letters.extend_from_slice(&rest.as_bytes()[..c.len_utf8()]);
        }
        rest = &rest[length.max(c.len_utf8())..];
    }
    let mut out = Vec::with_capacity(letters.len());
    let mut at = 0;
    while let Some(byte) = letters.get(at) {
        let pair = letters.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        let coded = pair.filter(|_| *byte == b'=').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (byte, coded) {
            (_, Some(coded)) => {
                out.push(coded);
                at += 2;
            }
            (b'_', None) => out.push(b' '),
            (byte, None) => out.push(*byte),
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_what_they_say_and_what_is_between_them_is_nothing() {
        for (came, said) in [
            ("x =?utf-8?B?am9obkBjb250b3NvLmNvbQ==?= y", "x john@contoso.com y"),
            ("=?iso-8859-1*de?q?j=F6hn=40contoso=2Ecom_x?=", "jöhn@contoso.com x"),
            ("=?utf-8?Q?john=40?=\r\n =?utf-8?Q?contoso.com?= z", "john@contoso.com z"),
            ("=?utf-8?Q?jo?=\n> =?utf-8?B?aG5AeC5jb20?=", "john@x.com"),
            ("a =? b =?utf-8?X?y?= =?utf-8", "a =? b =?utf-8?X?y?= =?utf-8"),
            ("=?utf-8?Q?Mail to you?= a=b =?q?b", "Mail to you a=b =?q?b"),
        ] {
            assert_eq!(undone(came.to_owned()), said, "{came}");
        }
    }

    #[test]
    fn a_word_that_is_not_whole_is_what_is_left_of_it_and_with_a_sign_an_address() {
        for (came, said) in [
            ("T=\"=?utf-8?Q?Mail_to_jo=2Ehn\" x", "T=\"Mail to jo.hn\" x"),
            ("=?utf-8?Q?Mail_to_jo=2Ehn=40con... x", "Mail_to_jo_hn_con___@cut.invalid x"),
            ("a|=?utf-8?Q?John_<jo=40con|450 4.4.316", "a|John__jo_con@cut.invalid|450 4.4.316"),
            ("=?utf-8?Q?jo=2Ehn=40;450 4.4.316", "jo_hn_@cut.invalid;450 4.4.316"),
            ("=?utf-8?Q?jo;x,a=2Ehn=40,Pending,450 4.4.316", "jo_x_a_hn_@cut.invalid,Pending,450 4.4.316"),
            ("=?utf-8?Q?jo=2Ehn=4… x", "jo_hn_4@cut.invalid… x"),
            ("=?utf-8?B?am9obkBjb250b3Nv,Pending", "john_contoso@cut.invalid,Pending"),
            ("=?utf-8?B?TWFpbCB0byBq...", "Mail to j..."),
            ("=?utf-8?Q?jo hn=40x.com?= y", "jo_hn_x_com@cut.invalid y"),
            ("=?utf-8?Q?jo=2Ehn= 40x.com?= y", "jo_hn_x_com@cut.invalid y"),
            ("=?utf-8?Q?jo=2E\n> hn=40x.com?= y", "jo_hn_x_com@cut.invalid y"),
            ("=?ut\r\n| f-8?\r\n| Q?jo=2\r\n| Ehn=40x.com?\r\n| = y", "jo_hn_x_com@cut.invalid y"),
            ("> =?utf-8?Q?Mail_to_jo\n> hn=40x.c y", "> Mail_to_john_x_c@cut.invalid y"),
            ("=?utf-8?Q?Mail_to_jo\n450 4.4.316 x", "Mail to jo\n450 4.4.316 x"),
            ("=?utf-8?Q?Mail_to_jo =?utf-8?Q?hn?=", "Mail to john"),
            ("=?utf-8?Q?Mail_to_jo=?utf-8?B?aG5AeC5jb20=?=", "Mail to john@x.com"),
            ("=?utf-8?B?TWFpbCB0byBq=?utf-8?Q?ohn?=", "Mail to john"),
        ] {
            assert_eq!(undone(came.to_owned()), said, "{came}");
        }
    }
}
