//! What hides a mail address in another alphabet: base64 that stands alone, and quoted pairs (RFC 5321 section 4.1.2),
//! which would end the quotes that they stand in.

use std::ops::Range;

use mail_parser::decoders::base64::base64_decode;

/// How far the quotes of a local part are apart at most.
const MAX_QUOTED: usize = 256;
/// The fewest letters of base64 that can hold an address with a dot in it.
const MIN_BASE64: usize = 12;
/// The most of one block that is looked at.
const MAX_BASE64: usize = 64 * 1024;

/// As much as is whole: a word may have been cut.
pub(super) fn base64(letters: &str) -> Vec<u8> {
    let mut letters: Vec<u8> =
        letters.bytes().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')).collect();
    // One letter too many holds no whole byte.
    if letters.len() % 4 == 1 {
        letters.pop();
    }
    letters.resize(letters.len().next_multiple_of(4), b'=');
    base64_decode(&letters).unwrap_or_default()
}

/// Where base64 stands in a text that says a mail address, as a log of a session has it; what is one is asked of another. A block
/// whose lines are broken in the midst of one is looked at as a whole.
pub(super) fn in_base64(text: &str, from: usize, names: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    let run = |at: usize| {
        let reach = &text[at..text.floor_char_boundary(at + MAX_BASE64)];
        let letters = reach.find(|c| !letter(c)).unwrap_or(reach.len());
        at + letters + reach[letters..].bytes().take(2).take_while(|byte| *byte == b'=').count()
    };
    let mut start = from;
    loop {
        start += text[start..].find(letter)?;
        let end = run(start);
        let mut whole = end;
        // The lines of a block are as long as its first one, but for the last.
        if end - start >= 60 && text[..start].chars().next_back().is_none_or(|c| c == '\n') {
            while text[whole..].starts_with('\n') && whole - start < MAX_BASE64 {
                let length = run(whole + 1) - whole - 1;
                whole += if length < 4 { 0 } else { 1 + length };
                if length < end - start {
                    break;
                }
            }
        }
        if end - start >= MIN_BASE64 && said(&base64(&text[start..whole])).is_some_and(&names) {
            return Some(start..whole);
        }
        start = whole;
    }
}

/// The text that bytes are, if they are one.
fn said(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    (!text.chars().any(|c| c.is_control() && !matches!(c, '\r' | '\n' | '\t' | '\0'))).then_some(text)
}

/// With a plain letter in place of each quoted pair in the quotes right before an `@`. How many backslashes a quote has
/// tells the ones that hold the local part from those inside it, however often it was quoted anew.
pub(super) fn pairs_undone(text: String) -> String {
    if !text.contains('\\') {
        return text;
    }
    let mut out: Option<Vec<u8>> = None;
    for (quote, _) in text.match_indices("\"@") {
        let Some(inside) = pairs(&text, quote) else { continue };
        let bytes = out.get_or_insert_with(|| text.clone().into_bytes());
        let mut after_mark = false;
        for at in inside {
            let byte = text.as_bytes()[at];
            if byte == b'\\' || (after_mark && byte.is_ascii()) {
                bytes[at] = b'x';
            }
            after_mark = byte == b'\\' && !after_mark;
        }
    }
    out.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or(text)
}

/// What lies between the quotes of which the latter is given, if a quoted pair is in it.
fn pairs(text: &str, quote: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let least = quote.saturating_sub(MAX_QUOTED);
    let level = |at: usize| bytes[least..at].iter().rev().take_while(|byte| **byte == b'\\').count();
    let closing = level(quote);
    let end = quote - closing;
    let opening = (least..end).rev().find(|at| bytes[*at] == b'"' && level(*at) <= closing)?;
    bytes[opening + 1..end].contains(&b'\\').then_some(opening + 1..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_pairs_end_no_quotes() {
        for (came, left) in [
            (r#""a\"b"@c.org"#, r#""axxb"@c.org"#),
            (r#"\"a b\\\"c\"@c.org"#, r#"\"a bxxxxc\"@c.org"#),
            (r#"said \"550 x \"a b\"@c.org"#, r#"said \"550 x \"a b\"@c.org"#),
            (r#""john\@doe"@c.org"#, r#""johnxxdoe"@c.org"#),
        ] {
            assert_eq!(pairs_undone(came.to_owned()), left, "{came}");
        }
    }

    #[test]
    fn base64_that_says_an_address_is_found_and_nothing_else() {
        let block = "RGVhciByZWFkZXIgb2YgYSBsb25nIGxldHRlciB0aGF0IGlzIG5vdCBmb3IgeW91LCBqb2hu\nQGNvbnRvc28uY29t";
        for (text, found) in [
            ("334 am9obkBjb250b3NvLmNvbQ==", Some(4..28)),
            ("x=am9obkBjb250b3NvLmNvbQ==", Some(2..26)),
            ("B7DD1B2F4F7B1E7B4F4F0A0C9A2E0B6A7C8D9E0F VXNlcm5hbWU6", None),
            (block, Some(0..block.len())),
        ] {
            assert_eq!(in_base64(text, 0, |said| said.contains('@')), found, "{text}");
        }
    }
}
