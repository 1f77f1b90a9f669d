//! Fingerprints and numbers of certificates in the forms in which servers and people write them, but for one word of
//! letters and that of colons, which are words like any other.

use std::ops::{Range, RangeInclusive};

use crate::model::WireText;

/// How many digits a fingerprint has in all: MD5 to SHA-512.
const OF_PRINTS: RangeInclusive<usize> = 32..=128;

/// How long the groups are in which they are written.
const OF_GROUPS: [usize; 3] = [2, 4, 8];

/// The longest number of a certificate in bytes (RFC 5280 section 4.1.2.2), with a mark behind each, and its sign.
const LONGEST_SERIAL: usize = 64;

/// The shortest that is looked for, in digits: a shorter one stands for anything.
const SHORTEST_SERIAL: usize = 8;

/// How many letters of base64 the shortest hash has that a pin is made of: SHA-1.
const SHORTEST_PIN: usize = 27;

/// The fewest digits of a fingerprint that was cut at the end of a text.
const SHORTEST_CUT: usize = 8;

/// Fingerprints that are more than a word, in any order.
pub(super) fn prints(text: &str) -> Vec<Range<usize>> {
    let mut found = groups(text);
    found.extend(cut(text));
    // Every letter is one byte still.
    let small = text.to_ascii_lowercase();
    for (word, is_numbered) in
        [("sha", true), ("md", true), ("pin", false), ("fingerprint", false), ("thumbprint", false)]
    {
        let places = small.match_indices(word).map(|(at, word)| at + word.len());
        found.extend(places.filter_map(|behind| pin(text, behind, is_numbered)));
    }
    found
}

/// Numbers behind the word that says what they are.
pub(super) fn serials(text: &str) -> Vec<Range<usize>> {
    let small = text.to_ascii_lowercase();
    let places = ["serial", "série", "serie", "keyid", "s/n", "sn"].into_iter().flat_map(|word| {
        let whole = |at: usize| word.len() > 3 || !small[..at].ends_with(char::is_alphanumeric);
        small.match_indices(word).filter(move |(at, _)| whole(*at)).map(|(at, word)| at + word.len())
    });
    places.filter_map(|behind| serial(text, behind)).collect()
}

/// What stands between the groups of a fingerprint, a backslash as [`WireText`] has it, the longer ones
/// first. Windows puts two spaces in the middle.
const MARKS: [&str; 15] =
    [r"\\\\x", r"\\x", r"\x", ", 0x", ",0x", ":0x", " 0x", "%", ", ", "  ", " ", "-", "_", ",", "."];

/// `4F 1C 9A …`, `4f-1c-9a-…` and `\x4f\x1c…`, in groups of the same length; one of 40 or 64 digits behind `0x`.
fn groups(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take(9).take_while(|byte| byte.is_ascii_hexdigit()).count();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = digits(at);
        if length == 0 {
            at += 1;
            continue;
        }
        let mut end = at + length;
        let before = &text[..at];
        let is_marked = ["0x", "0X", r"\x"].iter().any(|mark| before.ends_with(mark));
        if length > 8 || before.ends_with(char::is_alphanumeric) && !is_marked {
            end += bytes[end..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let is_print = matches!(end - at, 32 | 40 | 64) && is_marked;
            found.extend(Some(at..end).filter(|_| is_print && bytes[at..end].iter().all(u8::is_ascii_hexdigit)));
            at = end;
            continue;
        }
        let mark = MARKS.iter().find(|mark| text[end..].starts_with(**mark) && digits(end + mark.len()) == length);
        while let Some(mark) = mark.filter(|_| OF_GROUPS.contains(&length)) {
            let twice = usize::from(*mark == " " && bytes[end..].starts_with(b"  "));
            let next = end + mark.len() + twice;
            if !text[end..].starts_with(mark) || next > bytes.len() || digits(next) != length {
                break;
            }
            end = next + length;
        }
        let apart = !text[end..].starts_with(char::is_alphanumeric);
        let count = bytes[at..end].iter().filter(|byte| byte.is_ascii_hexdigit()).count();
        if apart && end > at + length && OF_PRINTS.contains(&count) {
            found.push(at..end);
        }
        at = end;
    }
    found
}

/// What is left of a fingerprint at the end of a text that was cut: digits and letters, in groups of two or in one.
fn cut(text: &str) -> Option<Range<usize>> {
    let whole = text.strip_suffix(WireText::CUT)?;
    let is_hex = |group: &str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut groups = whole.rsplit([':', '-', ' ']).take(LONGEST_SERIAL);
    let last = groups.next().filter(|last| is_hex(last))?;
    let pairs = groups.take_while(|group| last.len() <= 2 && group.len() == 2 && is_hex(group)).count();
    let begin = whole.len() - last.len() - pairs * 3;
    let digits = whole[begin..].bytes().filter(u8::is_ascii_hexdigit).count();
    let of_both = [u8::is_ascii_digit, u8::is_ascii_alphabetic].iter().all(|is| whole[begin..].bytes().any(|c| is(&c)));
    (digits >= SHORTEST_CUT && of_both).then_some(begin..whole.len())
}

/// `sha256/…`, `SHA256:…`, `pin-sha256="…"`, `fingerprint …`: the letters of base64 or the digits behind it. Only behind a
/// word that has a number does it stand at once.
fn pin(text: &str, behind: usize, is_numbered: bool) -> Option<Range<usize>> {
    let rest = &text[behind..];
    let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').len();
    let said = behind + number;
    let said = said + [" is", " was"].iter().find(|word| text[said..].starts_with(**word)).map_or(0, |word| word.len());
    let marks = text[said..].bytes().take(3).take_while(|byte| b"/:=\"' ".contains(byte)).count();
    let begin = said + marks;
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    let letters = text.as_bytes()[begin..].iter().take(129).take_while(is_part).count();
    let end = begin + letters;
    let filled = text[end..].bytes().take(2).take_while(|byte| *byte == b'=').count();
    let shortest = if text[end..] == *WireText::CUT { SHORTEST_CUT } else { SHORTEST_PIN };
    let is_pin = marks > 0 && (shortest..=128).contains(&letters);
    // What is named by itself is found there.
    let is_named = text[begin..].get(..3).is_some_and(|start| start.eq_ignore_ascii_case("sha"));
    (is_pin && !is_named && (number > 0 || !is_numbered)).then_some(begin..end + filled)
}

/// `serial 0A1B…`, `serial number: 0a:1b:…`, `serialNumber=0x0A1B…`.
fn serial(text: &str, behind: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut begin = behind;
    for word in ["number", "no", "nr", "num"] {
        let marks = bytes[begin..].iter().take(3).take_while(|byte| b" -_#".contains(byte)).count();
        let at = begin + marks;
        if bytes.get(at..at + word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes())) {
            begin = at + word.len();
            break;
        }
    }
    begin += [" is", " was", " est", " \u{e9}"]
        .iter()
        .find(|word| text[begin..].starts_with(**word))
        .map_or(0, |word| word.len());
    begin += text[begin..]
        .chars()
        .take(6)
        .take_while(|c| " \u{a0}:=#.\"'([".contains(*c))
        .map(char::len_utf8)
        .sum::<usize>();
    begin += if bytes[begin..].get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"0x")) { 2 } else { 0 };
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    // A mark parts groups of one length, two or four, so that no word behind goes along.
    let group = |at: usize| (at..at + 5).take_while(|at| is_digit(*at)).count();
    let length = group(begin);
    let of_groups = matches!(length, 2 | 4);
    let byte = |at: usize| of_groups && group(at) == length && !text[at + length..].starts_with(char::is_alphanumeric);
    let mut end = begin;
    while end < begin + LONGEST_SERIAL {
        let marked = bytes.get(end).is_some_and(|mark| matches!(mark, b':' | b'-' | b' ')) && byte(end + 1);
        match is_digit(end) || end > begin && marked {
            true => end += 1,
            false => break,
        }
    }
    let count = bytes[begin..end].iter().filter(|byte| byte.is_ascii_hexdigit()).count();
    let apart = begin > behind && !text[end..].starts_with(char::is_alphanumeric);
    (apart && count >= SHORTEST_SERIAL).then_some(begin..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_pins_and_numbers_are_found_whole_and_nothing_else() {
        let print = ["4F", "1C", "9A", "0B", "7D", "3E", "52", "A8", "66", "10"].repeat(2);
        for (text, expected) in [
            (format!("554 refused {} x", print.join(" ")), print.join(" ")),
            (format!("554 {}.", print.join("-").to_lowercase()), print.join("-").to_lowercase()),
            (
                format!("{}  {}", print[..10].join(" "), print[10..].join(" ")),
                format!("{}  {}", print[..10].join(" "), print[10..].join(" ")),
            ),
            (
                "4F1C 9A0B 7D3E 52A8 6610 FB94 C7D2 E839 5A1B 6CA7".into(),
                "4F1C 9A0B 7D3E 52A8 6610 FB94 C7D2 E839 5A1B 6CA7".into(),
            ),
            (
                "pin sha256/cXVpeG90ZXF1aXhvdGVxdWl4b3RlcXVpeG90ZXF1aQ== x".into(),
                "cXVpeG90ZXF1aXhvdGVxdWl4b3RlcXVpeG90ZXF1aQ==".into(),
            ),
            (
                "pin-sha256=\"cXVpeG90ZXF1aXhvdGVxdWl4b3RlcXVpeG90ZXF1aQ==\"".into(),
                "cXVpeG90ZXF1aXhvdGVxdWl4b3RlcXVpeG90ZXF1aQ==".into(),
            ),
            ("serial 0A1B2C3D4E5F60718293A4B5 x".into(), "0A1B2C3D4E5F60718293A4B5".into()),
            ("Serial Number: 0a:1b:2c:3d:4e:5f expired".into(), "0a:1b:2c:3d:4e:5f".into()),
            ("serialNumber=0x0A1B2C3D, x".into(), "0A1B2C3D".into()),
            (print.join("_"), print.join("_")),
            (format!(r"\\x{}", print.join(r"\\x")), print.join(r"\\x")),
            (print.join(","), print.join(",")),
            (print.join("."), print.join(".")),
            (format!("0x{}", print.concat()), print.concat()),
            (format!("fingerprint is {}=", &print.concat()[..39]), format!("{}=", &print.concat()[..39])),
            (format!("pin {}", "TxyaC30+UqhmEPuUx9LoOVobbKdP"), "TxyaC30+UqhmEPuUx9LoOVobbKdP".into()),
            ("md5 4f1c9a0b7d3e52a86610fb94c7d2e839".into(), "4f1c9a0b7d3e52a86610fb94c7d2e839".into()),
            ("serial number is 4F1C9A0B7D3E x".into(), "4F1C9A0B7D3E".into()),
            ("Serial Number: 4F1C 9A0B 7D3E beef-eater".into(), "4F1C 9A0B 7D3E beef".into()),
            ("S/N 4F1C9A0B7D3E, SN 4F1C9A0B7D3F".into(), "4F1C9A0B7D3E|4F1C9A0B7D3F".into()),
            ("x 4F1C9A0B7D […]".into(), "4F1C9A0B7D".into()),
            ("x 4F:1C:9A:0B:7 […]".into(), "4F:1C:9A:0B:7".into()),
            ("cafe 4F 1C 9A 0B 7D […]".into(), "4F 1C 9A 0B 7D".into()),
            ("pin sha256/cXVpeG90ZX […]".into(), "cXVpeG90ZX".into()),
            ("10:20:30:40:5 […]".into(), String::new()),
            ("a deadbeef […]".into(), String::new()),
            ("dsn 4F1C9A0B7D3E pinning failed fingerprint of the certificate 0x80090325".into(), String::new()),
            (
                "serial port, serial 12, sha256 and SHA1 12 11 10 9 8, 2026-11-21 14-12-07 a b c d e f".into(),
                String::new(),
            ),
            ("450 4.4.316 550e8400-e29b-41d4-a716-446655440000 deadbeef".into(), String::new()),
        ] {
            let found: Vec<_> = prints(&text).into_iter().chain(serials(&text)).map(|at| text[at].to_owned()).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
