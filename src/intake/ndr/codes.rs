//! Signs of mail addresses that stand as numbers: as octets behind a mark, however often they were encoded again, as
//! characters by their number in Unicode, and in UTF-7.

/// What writes an octet, where it may stand in any text: RFC 3986, RFC 2045, RFC 3461 (xtext), C and RFC 4514.
const MARKS: &str = "%=+\\";
/// The same in a link that a filter for mail wrote: URL Defense (Proofpoint) has `-40` and `*40`, others have either.
pub(super) const MARKS_OF_LINKS: &str = "*-_";

/// `@`, `＠` and `﹫` in UTF-8, and the latter two where it was read as Windows-1252 and made UTF-8 anew.
const OCTETS: [&[&str]; 5] = [
    &["40"],
    &["EF", "BC", "A0"],
    &["EF", "B9", "AB"],
    &["C3", "AF", "C2", "BC", "C2", "A0"],
    &["C3", "AF", "C2", "B9", "C2", "AB"],
];
/// The marks as octets: what was encoded once is encoded again.
const AGAIN: [&str; 6] = ["25", "3D", "2B", "2D", "2A", "5F"];

/// What opens the number of a character, how many digits it has, and what closes it: Unicode, C, RFC 6533, `escape` of
/// ECMAScript (annex B.2.1.1), names in XML of .NET (`XmlConvert.EncodeName`), Perl. 0 digits: as many as there are.
const NUMBERS: [(&str, usize, &str); 9] = [
    ("U+", 4, ""),
    ("\\u", 4, ""),
    ("\\u", 8, ""),
    ("%u", 4, ""),
    ("\\x", 4, ""),
    ("\\u{", 0, "}"),
    ("\\x{", 0, "}"),
    ("\\N{U+", 0, "}"),
    ("_x", 4, "_"),
];
/// The longest number with as many digits as there are.
const MAX_DIGITS: usize = 8;

/// In octal, which may be a number of its own, and in UTF-7 (RFC 2152).
const OTHERS: [(&str, bool); 6] = [
    (r"\100", false),
    (r"\357\274\240", true),
    (r"\357\271\253", true),
    ("+AEA-", true),
    ("+/yA-", true),
    ("+/ms-", true),
];

/// With what any of them begins.
pub(super) fn begins(c: char) -> bool {
    matches!(narrow(c), '%' | '=' | '+' | '\\' | '_' | 'U' | 'u')
}

/// How long the sign is that a text begins with as a number, and whether it is for nothing else.
pub(super) fn sign(text: &str) -> Option<(bool, usize)> {
    // It is asked of every letter of a paste.
    let first = text.chars().next().filter(|c| begins(*c))?;
    let other = || OTHERS.iter().find_map(|(code, sure)| Some((*sure, starts(text, code)?)));
    let octets = || octets(text, MARKS).filter(|_| MARKS.contains(narrow(first)));
    number(text).map(|length| (true, length)).or_else(octets).or_else(other)
}

/// The same of octets behind one of such marks.
pub(super) fn octets(text: &str, marks: &str) -> Option<(bool, usize)> {
    OCTETS.iter().find_map(|octets| {
        let (mut sure, mut at) = (octets.len() > 1, 0);
        for octet in *octets {
            let (percent, length) = octet_at(&text[at..], marks, octet)?;
            sure |= percent;
            at += length;
        }
        Some((sure, at))
    })
}

/// How long an octet is behind its mark, and whether nothing else is written so.
fn octet_at(text: &str, marks: &str, octet: &str) -> Option<(bool, usize)> {
    let first = text.chars().next()?;
    let mark = narrow(first);
    if !marks.contains(mark) {
        return None;
    }
    let (mut sure, mut at) = (mark == '%', first.len_utf8());
    if sure && text[at..].starts_with('\n') {
        // A line may end behind it, and the next one be quoted.
        at = text.len() - text[at + 1..].trim_start_matches([' ', '>', '|', '\t']).len();
    }
    if mark == '\\' {
        // A string in a string has it twice.
        at += usize::from(text[at..].starts_with('\\'));
        let hex = starts(&text[at..], "x").unwrap_or_default();
        sure = hex > 0;
        at += hex;
    }
    loop {
        if let Some(length) = starts(&text[at..], octet) {
            return Some((sure, at + length));
        }
        let (code, length) = AGAIN.iter().find_map(|code| Some((code, starts(&text[at..], code)?)))?;
        sure &= *code == "25";
        at += length;
    }
}

/// How long a sign is that stands by its number in Unicode.
fn number(text: &str) -> Option<usize> {
    NUMBERS.iter().find_map(|(opening, digits, closing)| {
        let open = starts(text, opening)?;
        let most = if *digits > 0 { *digits } else { MAX_DIGITS };
        let hex = text[open..].bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
        let value = u32::from_str_radix(&text[open..open + hex], 16).ok()?;
        let whole = matches!(value, 0x40 | 0xFF20 | 0xFE6B) && (*digits == 0 || hex == *digits);
        let close = starts(&text[open + hex..], closing)?;
        whole.then_some(open + hex + close)
    })
}

/// How long a code is that a text begins with, in letters of any width and case.
fn starts(text: &str, code: &str) -> Option<usize> {
    let mut chars = text.chars();
    let same = |want: char| chars.next().is_some_and(|c| narrow(c).eq_ignore_ascii_case(&want));
    if !code.chars().all(same) {
        return None;
    }
    Some(text.len() - chars.as_str().len())
}

/// A letter of full width as the one of ASCII (Unicode, "Halfwidth and Fullwidth Forms").
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_as_numbers_are_known_however_often_they_were_encoded() {
        for text in [
            "%40",
            "％４０",
            "%2540",
            "%25252540",
            "%ef%bc%a0",
            "%25EF%25BC%25A0",
            "=C3=AF=C2=BC=C2=A0",
            "=EF=B9=AB",
            r"\x40",
            r"\\x40",
        ] {
            assert_eq!(sign(text), Some((true, text.len())), "{text}");
        }
        for text in ["=40", "+40", "=2540", "=3D40", "%3D40", "%2B40", r"\40", r"\100"] {
            assert_eq!(sign(text), Some((false, text.len())), "{text}");
        }
        for text in
            ["U+0040", r"\u0040", r"\U00000040", r"\u{40}", r"\x{0040}", "%uFF20", "_x0040_", "+AEA-", r"\N{U+40}"]
        {
            assert_eq!(sign(text), Some((true, text.len())), "{text}");
        }
        for text in ["%41", "40", "*40", "-40", r"\u00400", "_x0041_", "=25", "%EF%BC", "u0040", r"\x4"] {
            assert_eq!(sign(text).filter(|(_, length)| *length == text.len()), None, "{text}");
        }
        assert_eq!(octets("-252540x", MARKS_OF_LINKS), Some((false, 7)));
    }
}
