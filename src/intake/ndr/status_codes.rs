//! The enhanced status codes of a reply or of what somebody writes: which numbers are some, and which are versions, steps,
//! dates or names of something else.

use super::{elsewhere, mentions, titles};
use crate::{intake::status, knowledge::Knowledge, model::EnhancedCode};

/// The most codes that are looked at in one reply.
const MAX_CODES: usize = 32;

/// What stands in a text that may state something without a code.
const MARKS: [&str; 49] = [
    "essage",
    "Expected",
    "configured as part",
    "negotiation failed",
    "only over TLS",
    "ecurity status",
    ".outlook.com",
    "mx.microsoft",
    "LastAttempted",
    // Lines of other mail servers.
    "] said: ",
    "] refused to talk",
    "blocked using ",
    "reylist",
    "relay=",
    "status=",
    "stat=",
    "onnect to ",
    "onversation with ",
    "SMTP timeout ",
    "(Deferred: ",
    ">... Deferred: ",
    // … of what they list as waiting.
    "ost connection with ",
    "erver certificate not ",
    "temporarily suspended: ",
    "-Postfix;",
    // Gmail.
    ": timed out]",
    "NXDOMAIN",
    ": Connection refused]",
    "connect error (",
    "H=",
    "lookup",
    "Name service",
    "nullMX",
    "MX records point",
    "retry timeout",
    "orry, I",
    "uspiciousRemote",
    "insock error code",
    "mta error",
    "result=\"",
    "SSL_connect",
    "ertificate verif",
    "SMTP error from remote",
    "unable to read banner",
    // A number without its dots.
    "4431",
    "5431",
    "4732",
    "5732",
    "TLS",
];

/// Whether a text can state anything at all: a cheap look before the thorough one.
pub(super) fn may_state(text: &str, knowledge: &Knowledge) -> bool {
    let code = |at: usize| {
        let bytes = text.as_bytes();
        at > 0 && matches!(bytes[at - 1], b'4' | b'5') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    };
    text.match_indices('.').any(|(at, _)| code(at))
        || MARKS.iter().any(|mark| text.contains(mark))
        || titles::title(text, knowledge).is_some()
}

/// A code in a reply.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) code: EnhancedCode,
    /// The basic code right before it.
    pub(super) basic: Option<u16>,
    /// 0: outside brackets, and before any arrow.
    pub(super) depth: u32,
}

/// The codes of a reply in order. A number alone counts only where a code is expected: at the beginning, after
/// `#`, after a word that announces one, or if it is one of those that Exchange gives.
pub(super) fn codes(text: &str, knowledge: &Knowledge) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut depth: u32 = 0;
    let mut at = 0;
    while at < bytes.len() && all.len() < MAX_CODES {
        match bytes[at] {
            // JSON that was cut wraps everything.
            b'[' | b'{' if ["\"", "{\""].iter().any(|json| text[at + 1..].starts_with(json)) => {}
            b'[' | b'(' | b'{' => depth += 1,
            b']' | b')' | b'}' => depth = depth.saturating_sub(1),
            b'-' if bytes.get(at + 1) == Some(&b'>') => depth += 1000,
            b'2' | b'4' | b'5'
                if at == 0
                    || text[..at].ends_with("4/")
                    || !matches!(bytes[at - 1], b'0'..=b'9' | b'.' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'/') =>
            {
                let end = at
                    + bytes[at..]
                        .iter()
                        .take(9)
                        .position(|b| !(b.is_ascii_digit() || *b == b'.'))
                        .unwrap_or(9.min(bytes.len() - at));
                // A final dot ends a sentence; four numbers are an address.
                let word = text[at..end].trim_end_matches('.');
                if let Some(code) = undotted(text, at, word, knowledge) {
                    all.push(Found { code, basic: None, depth });
                    at += word.len();
                    continue;
                }
                let more = bytes.get(at + word.len()).is_some_and(|b| b.is_ascii_digit())
                    || (bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) && word.len() == end - at);
                if let (Ok(code), false) = (word.parse::<EnhancedCode>(), more) {
                    let basic = basic_before(&text[..at]);
                    let behind = &text[at + word.len()..];
                    let is_else = mentions::is_amount(behind)
                        || mentions::is_dialled(&text[..at])
                        || (basic.is_none() && mentions::is_section(text, word))
                        || mentions::is_numbered(text[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '))
                        || mentions::is_in_a_name(&text[..at])
                        || (basic.is_none()
                            && (mentions::is_identifier(&text[..at])
                                || mentions::is_step(&text[..at])
                                || mentions::is_key(behind)
                                || elsewhere::begins_with_service(text)
                                || is_raised(text, at, code)
                                || mentions::is_denied(&text[..at], behind)
                                || mentions::is_name_of_theirs(&text[..at], behind)));
                    if code.class != 2 && !is_else && (basic.is_some() || expected(text, at, code, knowledge)) {
                        all.push(Found { code, basic, depth });
                    }
                    at += word.len();
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    all
}

/// The basic code of a refusal that a text begins with (RFC 5321 section 4.2).
pub(super) fn basic_of(text: &str) -> Option<u16> {
    let (digits, rest) = text.split_at_checked(3)?;
    let basic = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
    basic.filter(|basic| (400..600).contains(basic) && rest.starts_with([' ', '-']))
}

/// Whether a number like a code is that of a step or a test, which a connection of its own may have failed.
pub(super) fn numbers_a_step(text: &str) -> bool {
    let near = &text[..text.floor_char_boundary(512)];
    let words = near.match_indices(' ').map(|(at, _)| at);
    words.filter(|at| mentions::is_step(&near[..*at])).any(|at| {
        let number = near[at..].trim_start().split([' ', ':', ',']).next().unwrap_or_default();
        number.parse::<EnhancedCode>().is_ok()
    })
}

/// The code of an article without its dots, `error code 44315`, where a word announces one.
fn undotted(text: &str, at: usize, word: &str, knowledge: &Knowledge) -> Option<EnhancedCode> {
    let bare = word.len() == 5 && word.bytes().all(|b| b.is_ascii_digit());
    let before = text[..at].trim_end_matches([' ', '\'', '"', '(', ':', '=']);
    let code = status::code(word).ok().filter(|_| bare && is_announced(before))?;
    knowledge.numbered(code).map(|_| code)
}

/// The basic code (RFC 5321 section 4.2) that stands right before an enhanced one.
fn basic_before(before: &str) -> Option<u16> {
    // IronPort writes `('550', ['5.4.1 …'])`.
    let digits = before.strip_suffix("', ['").unwrap_or(before).trim_end_matches([' ', '-', '#', ':']);
    let start = digits.len().checked_sub(3)?;
    let basic = digits.get(start..)?;
    let alone = !digits[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
    (before.len() > digits.len() && alone && basic.bytes().all(|b| b.is_ascii_digit()))
        .then(|| basic.parse().ok())
        .flatten()
        .filter(|basic| (400..600).contains(basic))
}

/// Words in front of the number of a version, in lower case.
const VERSIONED: [&str; 22] = [
    "release",
    "version",
    "v",
    "ver",
    "kernel",
    "build",
    "firmware",
    "linux",
    "mysql",
    "update",
    "library",
    "lib",
    "package",
    "module",
    "plugin",
    "dependency",
    "upgraded",
    "upgrade",
    "updated",
    "bumped",
    "bump",
    "downgraded",
];

/// Whether a number is the version of a program: `Release 4.4.317`, `5.4.315-generic`, `image:4.4.316`.
fn is_version(text: &str, at: usize, code: EnhancedCode) -> bool {
    let behind = &text[(at + code.to_string().len()).min(text.len())..];
    // `foo==4.4.315`, `foo>=4.4.315`
    let pinned = ["==", ">=", "<=", "~=", "!="].iter().any(|mark| text[..at].ends_with(mark));
    let suffixed = behind.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
    let before = text[..at].trim_end_matches([' ', '"', '\'', '(']);
    let word = mentions::last_of(before).rsplit([' ', '/', '\n', '\t']).next().unwrap_or_default().to_ascii_lowercase();
    // `"version": "4.4.317"`
    let is_key = ["\"version\":", "'version':", "version:", "version="].contains(&word.as_str());
    // A cell, or a sentence that somebody quotes, begins with it.
    let is_versioned = is_key || word.rsplit(['"', '\'', '(']).next().is_some_and(|word| VERSIONED.contains(&word));
    // `module NAME 4.4.316`
    let of = mentions::last_of(before).rsplit(' ').nth(1).unwrap_or_default().to_ascii_lowercase();
    let is_versioned = is_versioned || ["module", "package", "library", "plugin"].contains(&of.as_str());
    let name = word.trim_end_matches(':');
    let tagged = text[..at].ends_with(':') && !name.is_empty() && name.is_ascii() && !is_announced(before);
    pinned || suffixed || is_versioned || tagged || is_next_version(before)
}

/// Whether a line ends where the number of a version is still to come.
pub(super) fn awaits_version(tail: &str) -> bool {
    tail.rsplit(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("version")) || is_next_version(tail)
}

/// Whether a number stands behind a version, joined to it or to what was done with it: `library 4.4.316 to 4.4.317 and …`,
/// `upgraded from …`. No report parts its codes so.
fn is_next_version(before: &str) -> bool {
    const JOINTS: [&str; 8] = ["to", "from", "and", "or", "à", "et", "para", "e"];
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(80))..];
    let mut words = near.split_whitespace().rev().map(|word| word.trim_matches([',', '`', '"', '\'', '(', ')']));
    let is_joint = |word: &str| JOINTS.contains(&word);
    let is_number = |word: &str| word.parse::<EnhancedCode>().is_ok();
    if !words.next().is_some_and(is_joint) {
        return false;
    }
    let first = words.find(|word| !is_joint(word) && !is_number(word));
    first.is_some_and(|word| VERSIONED.contains(&word.to_ascii_lowercase().as_str()))
}

/// Whether a number is one of two versions, of which one was made the other: `bump NAME 4.4.316 -> 4.4.317`, `NAME 4.7.320 upgraded to
/// 4.7.321`, `from 4.4.315 to 4.4.316`. What tells of mail may tell of two codes so, unless a word says what was done.
fn is_raised(text: &str, at: usize, code: EnhancedCode) -> bool {
    const TO: [&str; 9] = ["->", "→", "=>", "to", "nach", "auf", "vers", "para", "a"];
    let number = |word: &str| word.trim_matches([',', '`', '"', '\'', '(', ')', '.', ';']).parse::<EnhancedCode>().ok();
    let does = |word: &&str| VERSIONED.contains(&word.to_ascii_lowercase().as_str());
    let before: Vec<&str> = mentions::last_of(&text[..at]).split_whitespace().collect();
    let behind = &text[at + code.to_string().len()..];
    let behind: Vec<&str> = behind[..behind.floor_char_boundary(40)].split_whitespace().take(3).collect();
    // What joins it to the number that stands behind it, or to the one before it.
    let joined = |words: &[&str]| {
        matches!(words, [to] if TO.contains(to)) || matches!(words, [done, to] if does(done) && TO.contains(to))
    };
    let same = |word: &str| number(word).is_some_and(|other| other.class == code.class && other != code);
    let next = (1..behind.len()).find(|end| same(behind[*end])).filter(|end| joined(&behind[..*end]));
    let last = before.iter().rposition(|word| same(word)).filter(|last| joined(&before[last + 1..]));
    if next.is_none() && last.is_none() {
        return false;
    }
    let head = &before[..last.unwrap_or(before.len())];
    let is_done = head.iter().rev().take(4).any(does);
    let between = last.map_or(&behind[..next.unwrap_or_default()], |last| &before[last + 1..]);
    is_done || between.iter().any(does) || !mentions::tells_of_mail(text)
}

/// Whether a word stands before it that announces a code.
fn is_announced(before: &str) -> bool {
    ANNOUNCE.iter().any(|word| {
        before.get(before.len().wrapping_sub(word.len())..).is_some_and(|end| end.eq_ignore_ascii_case(word))
    })
}

/// Whether the words behind a code say what it stands for: `5.4.8 MX hosts of 'x' failed MTA-STS validation`.
fn is_followed_by_its_fault(text: &str, at: usize, code: EnhancedCode, knowledge: &Knowledge) -> bool {
    let behind = &text[at..text.floor_char_boundary(at + 160)];
    knowledge.is_matter(code) && knowledge.matter_of(None, &behind.to_ascii_lowercase()).is_some()
}

/// What announces a code.
const ANNOUNCE: [&str; 18] = [
    "status",
    "code",
    "error",
    "erreur",
    "erro",
    "returned",
    "status:",
    "code:",
    "error:",
    "erreur:",
    "erro:",
    "smtp;",
    "code d'erreur",
    "ndr",
    // A log of Go programs; bytes of Python.
    "smtp_enchcode\":",
    " b",
    "dsn",
    "->",
];

fn expected(text: &str, at: usize, code: EnhancedCode, knowledge: &Knowledge) -> bool {
    if is_version(text, at, code) {
        return false;
    }
    if knowledge.numbered(code).is_some()
        || (status::is_wrapper(code.temporary()) && code.detail > 99)
        || (code.detail > 99 && (knowledge.is_matter(code) || knowledge.meant_by(code).is_some()))
        || is_followed_by_its_fault(text, at, code, knowledge)
    {
        return true;
    }
    let before = text[..at].trim_end_matches([' ', '\'', '"', '(', '[', '=']);
    before.is_empty() || before.ends_with('#') || is_announced(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn a_code_is_told_from_an_address_a_version_and_a_date() {
        let read = |text: &str| {
            codes(text, Knowledge::embedded()).iter().map(|found| found.code.to_string()).collect::<Vec<_>>().join(" ")
        };
        for (text, expected) in [
            ("450 4.4.316 Connection refused", "4.4.316"),
            ("from 4.4.4.4 and 5.4.3.2:25", ""),
            ("Exim 4.92.3, Postfix 2.11.1, v5.2.14", ""),
            ("on 4.2.2025", ""),
            ("550 5.4.317 x(450-4.4.317 y [Message=550-5.7.0 z", "5.4.317 4.4.317 5.7.0"),
            ("#5.7.1 smtp;530 5.7.1 Client", "5.7.1 5.7.1"),
            ("code 5.1.1.", "5.1.1"),
            ("250 2.0.0 OK", ""),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
