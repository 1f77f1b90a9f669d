//! Fingerprints and numbers of certificates in the forms in which servers and people write them, but for one word of
//! letters and that of colons, which are words like any other.

use std::ops::{Range, RangeInclusive};

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

/// Fingerprints that are more than a word, in any order.
pub(super) fn prints(text: &str) -> Vec<Range<usize>> {
    let mut found = groups(text);
    // Every letter is one byte still.
    let small = text.to_ascii_lowercase();
    found.extend(small.match_indices("sha").filter_map(|(at, _)| pin(text, at + 3)));
    found
}

/// Numbers behind the word that says what they are.
pub(super) fn serials(text: &str) -> Vec<Range<usize>> {
    let small = text.to_ascii_lowercase();
    let places = ["serial", "série", "serie"]
        .into_iter()
        .flat_map(|word| small.match_indices(word).map(|(at, word)| at + word.len()).collect::<Vec<_>>());
    places.filter_map(|behind| serial(text, behind)).collect()
}

/// `4F 1C 9A …` and `4f-1c-9a-…`, in groups of the same length.
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
        if length > 8 || text[..at].ends_with(char::is_alphanumeric) {
            at = end + bytes[end..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            continue;
        }
        let mark = bytes.get(end).copied().filter(|mark| matches!(mark, b' ' | b'-'));
        while let Some(mark) = mark.filter(|_| OF_GROUPS.contains(&length)) {
            // Windows puts two spaces in the middle.
            let twice = usize::from(mark == b' ' && bytes[end..].starts_with(b"  "));
            if bytes.get(end) != Some(&mark) || end + 1 + twice > bytes.len() || digits(end + 1 + twice) != length {
                break;
            }
            end += 1 + twice + length;
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

/// `sha256/…`, `SHA256:…`, `pin-sha256="…"`: the letters of base64 behind it.
fn pin(text: &str, behind: usize) -> Option<Range<usize>> {
    let rest = &text[behind..];
    let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').len();
    let marks = rest[number..].bytes().take(3).take_while(|byte| b"/:=\"' ".contains(byte)).count();
    let begin = behind + number + marks;
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    let letters = text.as_bytes()[begin..].iter().take(129).take_while(is_part).count();
    let end = begin + letters;
    let filled = text[end..].bytes().take(2).take_while(|byte| *byte == b'=').count();
    (number > 0 && marks > 0 && (SHORTEST_PIN..=128).contains(&letters)).then_some(begin..end + filled)
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
    begin += text[begin..]
        .chars()
        .take(6)
        .take_while(|c| " \u{a0}:=#.\"'([".contains(*c))
        .map(char::len_utf8)
        .sum::<usize>();
    begin += if bytes[begin..].get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"0x")) { 2 } else { 0 };
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    // A mark parts two bytes and nothing longer, so that no word behind goes along.
    let byte = |at: usize| is_digit(at) && is_digit(at + 1) && !is_digit(at + 2);
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
