//! Quoted-printable in text that was pasted with it, and how it is told from text that has signs like its.

use super::edges::edges;

/// Undoes quoted-printable (RFC 2045 section 6.7) in text that was pasted with it: soft line breaks, and, where
/// `=3D` proves it, every `=XX`. Without that proof `[Message=45…` stays as it is.
pub(super) fn undone(text: String) -> String {
    let encoded = text.contains("=3D");
    if !encoded && !text.contains("=\n") && !text.contains("=\r\n") {
        return text;
    }
    if !encoded && is_broken_at_its_edge(&text) {
        return text;
    }
    // What began to quote on the line below was no part of the word above it.
    let is_soft = |at: usize, below: usize| {
        let quotes = || text[below..].starts_with("> ") && margin_below(&text, at, below) == 0;
        let is_plain = || [last_line(&text[..at]), first_line(&text[below..])].into_iter().any(has_bare_sign);
        encoded || !(ends_with_key(&text.as_bytes()[..at]) || is_plain() || quotes())
    };
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| {
            bytes.get(i).and_then(|b| char::from(*b).to_digit(16)).filter(|_| !bytes[i].is_ascii_lowercase())
        };
        match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
            // `[Message=` at the end of a line that was wrapped by hand keeps its sign.
            (b'=', Some(b'\n'), _) if is_soft(at, at + 2) => at += 2 + margin_below(&text, at, at + 2),
            (b'=', Some(b'\r'), Some(b'\n')) if is_soft(at, at + 3) => {
                at += 3 + margin_below(&text, at, at + 3);
            }
            // `[LastAttemptedIP=20.1.2.3]` is no space: the sign of a key would be encoded itself.
            (b'=', Some(_), Some(_))
                if encoded && (bytes[at + 1..].starts_with(b"3D") || !ends_with_key(&bytes[..at])) =>
            {
                match (hex(at + 1), hex(at + 2)) {
                    (Some(high), Some(low)) => {
                        out.push(u8::try_from(high * 16 + low).expect("two hex digits are one byte"));
                        at += 3;
                    }
                    _ => {
                        out.push(b'=');
                        at += 1;
                    }
                }
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn last_line(text: &str) -> &str {
    &text[text.rfind('\n').map_or(0, |end| end + 1)..]
}

fn first_line(text: &str) -> &str {
    text.split(['\n', '\r']).next().unwrap_or_default()
}

/// Whether a line has a sign that quoted-printable would have encoded, `/cn=john`, `to=<john`, elsewhere than at its end.
fn has_bare_sign(line: &str) -> bool {
    let line = line.strip_suffix('=').unwrap_or(line);
    let is_encoded = |rest: &str| rest.bytes().take(2).filter(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F')).count() == 2;
    line.match_indices('=').any(|(at, _)| !is_encoded(&line[at + 1..]))
}

/// Whether a terminal broke the lines, so that an `=` at the end of one is no soft break: others are as long and have none.
fn is_broken_at_its_edge(text: &str) -> bool {
    edges(text, &[]).iter().any(|edge| edge.sure && !text[..edge.at].trim_end_matches('\r').ends_with('='))
}

/// How long the marks of quoting are before a line that a soft break joins to the one above: as many as that one has, which
/// came there after the text was encoded.
fn margin_below(text: &str, above: usize, below: usize) -> usize {
    let line = last_line(&text[..above]);
    let next = &text[below..];
    // Whatever a program puts there with a space behind it, and behind the number of the line.
    let number =
        |line: &str| line.len() - line.trim_start_matches(' ').trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (of_line, of_next) = (number(line), number(next));
    let behind = &line[of_line..];
    let behind = &behind[..behind.floor_char_boundary(64)];
    let marks = &behind[..behind.find(char::is_alphanumeric).unwrap_or(behind.len())];
    let spaced = |(at, c): (usize, char)| Some(&marks[..at + c.len_utf8()]).filter(|_| c.is_whitespace());
    let same = |marks: &&str| !marks.trim().is_empty() && next[of_next..].starts_with(*marks);
    if (of_line > 0) == (of_next > 0)
        && let Some(marks) = marks.char_indices().rev().filter_map(spaced).find(same)
    {
        return of_next + marks.len();
    }
    // The column of a list: more spaces than one part words no further.
    let column = next.len() - next.trim_start_matches(' ').len();
    if column > 1 {
        return column;
    }
    let initials = line.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    let marks = line[initials..].find(|c| !matches!(c, '>' | '|' | ' ')).unwrap_or(line.len() - initials);
    let margin = &line[..initials + marks];
    let Some(last) = margin.rfind(['>', '|']) else { return 0 };
    let whole = &margin[..(last + 2).min(margin.len())];
    [whole, &margin[..=last]].iter().find(|margin| next.starts_with(**margin)).map_or(0, |margin| margin.len())
}

fn ends_with_key(before: &[u8]) -> bool {
    ["Message", "Name", "IP", "MSG", "FQDN", "LED", "LRT", "SmtpSecurity", "relay", "dsn"]
        .iter()
        .any(|key| before.ends_with(key.as_bytes()))
}
