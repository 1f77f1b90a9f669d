//! Numbers with points between them that are no addresses: versions, and identifiers of objects (X.660).

use std::ops::Range;

/// Words before a version, or before a section of what one refers to.
const OF_VERSIONS: [&str; 9] = ["version", "versión", "versão", "build", "release", "ver", "v", "section", "rfc"];

/// Words before or glued to an identifier of an object.
const OF_OBJECTS: [&str; 5] = ["oid", "extension", "eku", "extendedkeyusage", "identifier"];

/// What the identifiers of extensions and of attributes of names begin with, which four numbers are (X.509, X.520).
const OF_CERTIFICATES: [&str; 2] = ["2.5.29.", "2.5.4."];

/// How far back such a word is looked for.
const REACH: usize = 24;

/// Where they stand.
pub(super) fn numbers(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = text[at..].find(|c: char| c.is_ascii_digit()).map(|begin| at + begin) {
        let reach = text[begin..].find(|c| !is_part(c)).map_or(text.len(), |length| begin + length);
        let end = begin + text[begin..reach].trim_end_matches('.').len();
        let count = text[begin..end].split('.').count();
        let is_apart = !text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '@' | '-' | '_' | ':'));
        if is_apart && count >= 4 && is_no_address(text, begin..end, count) {
            found.push(begin..end);
        }
        at = reach;
    }
    found
}

fn is_no_address(text: &str, at: Range<usize>, count: usize) -> bool {
    let before = &text[text.ceil_char_boundary(at.start.saturating_sub(REACH))..at.start];
    let small = before.to_lowercase();
    let bare = small.trim_end_matches([' ', ':', '=', '.', '"', '(', '/', '#']);
    let mut words = bare.rsplit(|c: char| !c.is_alphanumeric());
    let word = words.next().unwrap_or_default();
    // `RFC 5321 4.1.1.1`
    let is_rfc = word.parse::<u32>().is_ok() && words.next() == Some("rfc");
    let word = if is_rfc { "rfc" } else { word };
    let is_begun = before.ends_with(char::is_alphanumeric) && !OF_VERSIONS.contains(&word);
    let is_behind = OF_VERSIONS.contains(&word) && count == 4 || OF_OBJECTS.contains(&word);
    // The first number is 0, 1 or 2, and the second below 40 but behind 2; five of them may be an address and its port.
    let is_named = OF_CERTIFICATES.iter().any(|begin| text[at.clone()].starts_with(begin)) && !before.ends_with('[');
    let mut numbers = text[at].split('.').map(|number| number.parse::<u32>());
    let first = [numbers.next(), numbers.next()].map(|number| number.and_then(Result::ok));
    let is_object = match first {
        [Some(0 | 1), Some(second)] => second < 40,
        [Some(2), Some(_)] => true,
        _ => false,
    };
    !is_begun && (is_behind || is_named && count == 4 || is_object && count > 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_identifiers_are_found_and_no_address() {
        for (text, expected) in [
            ("version 1.2.3.4, build: 8.17.1.9 v1.2.3.4.", "1.2.3.4 8.17.1.9 1.2.3.4"),
            ("EKU 1.3.6.1.5.5.7.3.1 is missing, 2.5.29.17.1.1", "1.3.6.1.5.5.7.3.1 2.5.29.17.1.1"),
            ("OID.2.5.29.17 oid=2.5.29.17 extension 2.5.29.17", "2.5.29.17 2.5.29.17 2.5.29.17"),
            ("2.5.29.17, (2.5.4.10) [2.5.29.17] 2.5.29.17:25 2.5.28.17", "2.5.29.17 2.5.4.10"),
            ("RFC 5321 4.1.1.1 section 4.1.1.1", "4.1.1.1 4.1.1.1"),
            ("5321 1.2.3.4 rfc x 1 1.2.3.4 203.0.113.9.25 198.51.100.7.1.1 77.1.2.3.4.5", ""),
            ("conversion 1.2.3.4 1.2.3.4@a.test version 1.2.3.4-5 x1.3.6.1.5.5.7", ""),
        ] {
            let found: Vec<_> = numbers(text).into_iter().map(|at| &text[at]).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
