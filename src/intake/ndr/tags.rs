//! The small grammar inside a reply: bracketed and braced fields, codes, titles, chains, stamps.

use std::net::{IpAddr, SocketAddr};

use jiff::Timestamp;

use super::{elsewhere, mentions, titles};
use crate::{
    intake::{status, targets},
    knowledge::Knowledge,
    model::{EnhancedCode, Host},
};

/// The longest value of a field.
const MAX_VALUE: usize = 4 * 1024;
/// The most fields that are looked at in one reply.
const MAX_TAGS: usize = 64;
/// The most codes that are looked at in one reply.
const MAX_CODES: usize = 32;

/// The fields that count in round brackets too, in lower case.
const ROUND: [&str; 3] = ["message", "lastattemptedservername", "lastattemptedip"];

/// `[Key=value]`, `{KEY=value}`, or `[value]` with an empty key.
pub(super) struct Tag<'a> {
    /// The key without spaces, in lower case.
    pub(super) key: String,
    pub(super) value: &'a str,
    /// Whether its end is there: what was cut is no name and no address.
    pub(super) closed: bool,
    /// The field as it stands, brackets included.
    pub(super) whole: &'a str,
}

/// The fields of a reply in order; those inside `LED=` too, whose brackets need not match.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(['[', '{', '(']).map(|found| at + found) {
        if all.len() == MAX_TAGS {
            break;
        }
        let inside = &text[open + 1..];
        at = open + 1;
        // JSON that was cut begins with a quote.
        if inside.trim_start().starts_with(['[', '{', '"']) {
            continue;
        }
        let (key, start) = key(inside);
        // Prose stands in round brackets; a field does where its own were misread.
        if text.as_bytes()[open] == b'(' && !ROUND.contains(&key.as_str()) {
            continue;
        }
        if key == "led" {
            continue;
        }
        // A list of PowerShell's, `{450 4.4.317 … [LastAttemptedIP=…]}`: its fields are inside.
        if key.is_empty() && text.as_bytes()[open] == b'{' && holds_fields(inside) {
            continue;
        }
        let value = &inside[start..];
        let (end, closed) = value_end(value, text.as_bytes()[open]);
        let value_text = &value[..end];
        let close = (open + 1 + start + end + 1).min(text.len());
        let close = if text.is_char_boundary(close) { close } else { open + 1 + start + end };
        let whole = text[open..close].trim_end();
        let (mut key, mut value) = (key, value_text);
        // Several fields may stand in one bracket.
        while let Some((own, next_key, next)) = parted(value) {
            all.push(Tag { key, value: own, closed: true, whole });
            (key, value) = (next_key.to_ascii_lowercase(), next);
        }
        all.push(Tag { key, value, closed, whole });
        at = close;
    }
    all
}

/// Whether an error with fields of its own stands behind a brace.
fn holds_fields(inside: &str) -> bool {
    let near = &inside[..inside.floor_char_boundary(MAX_VALUE)];
    let near = near.split(['{', '}']).next().unwrap_or(near);
    near.trim_start().starts_with(['4', '5']) && ["[Message=", "[LastAttempted"].iter().any(|key| near.contains(key))
}

/// The key before `=`, squeezed and in lower case, and where the value begins; an empty key if there is none.
fn key(inside: &str) -> (String, usize) {
    let window = &inside[..inside.floor_char_boundary(48)];
    match window.split_once('=') {
        Some((key, _)) if !key.trim().is_empty() && key.chars().all(|c| c.is_ascii_alphabetic() || c == ' ') => {
            (squeeze(key).to_ascii_lowercase(), key.len() + 1)
        }
        Some(_) | None => (String::new(), 0),
    }
}

/// Where a value ends: at the bracket that closes it; if it was cut, before the next field or sentence.
fn value_end(value: &str, open: u8) -> (usize, bool) {
    let close = match open {
        b'[' => b']',
        b'{' => b'}',
        _ => b')',
    };
    let limit = value.floor_char_boundary(MAX_VALUE);
    let mut depth = 1;
    for (at, byte) in value.as_bytes()[..limit].iter().enumerate() {
        if *byte == open {
            depth += 1;
        } else if *byte == close {
            depth -= 1;
        }
        if depth == 0 {
            let end = cut(&value[..at]);
            return (end, end == at);
        }
    }
    let next = ["] [", "};{", ". OutboundProxy"].iter().filter_map(|mark| value[..limit].find(mark)).min();
    (next.unwrap_or(limit), next.is_some_and(|end| value[end..].starts_with(['}', ']'])))
}

/// What stands before another field in a value, its name, and what stands behind it.
fn parted(value: &str) -> Option<(&str, &'static str, &str)> {
    const NAMES: [&str; 3] = ["LastAttemptedServerName", "LastAttemptedIP", "SmtpSecurity"];
    let at = |name: &&'static str| {
        let found = value.match_indices(*name).find(|(at, _)| {
            *at > 0 && value[..*at].ends_with([' ', ';', ',']) && value[at + name.len()..].starts_with('=')
        })?;
        Some((found.0, *name))
    };
    let (at, name) = NAMES.iter().filter_map(at).min()?;
    Some((value[..at].trim_end_matches([' ', ';', ',']), name, &value[at + name.len() + 1..]))
}

/// A value that swallowed the sentence behind a cut field ends before it.
fn cut(value: &str) -> usize {
    value.find(". OutboundProxy").unwrap_or(value.len())
}

/// Without any white space.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

/// `203.0.113.25`, `203.0.113.25:25`, `[2001:db8::25]:25`; the unspecified address says that there was none.
pub(super) fn socket_address(text: &str) -> Option<(IpAddr, Option<u16>)> {
    let text = squeeze(text);
    let text = text.trim_matches(['"', '\'', '.', ';', ',']);
    let (ip, port) = match targets::target(text) {
        Ok(target) => match (target.hosts.first(), target.port) {
            (Some(Host::Ip(ip)), port) => (*ip, port),
            (Some(Host::Name(_)) | None, _) => return None,
        },
        Err(_) => text.parse::<SocketAddr>().map(|address| (address.ip(), Some(address.port()))).ok()?,
    };
    (!ip.is_unspecified()).then_some((ip, port))
}

/// The UTC stamp of the host block: `HOST 2025-01-04T16:37:07.429Z 08DD2CB85E2F0000`.
pub(super) fn stamp(value: &str) -> Option<Timestamp> {
    value.split_whitespace().filter(|word| word.ends_with('Z') && word.contains('T')).find_map(|word| word.parse().ok())
}

/// Whether a bracketed text is the host that speaks, an address, or an id: nothing that a reader misses.
pub(super) fn is_noise(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    lower.contains("outlook.com")
        || value.is_empty()
        || lower == "internal"
        || socket_address(value).is_some()
        || value.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, '-' | '.'))
}

/// Whether a text can state anything at all: a cheap look before the thorough one.
pub(super) fn may_state(text: &str, knowledge: &Knowledge) -> bool {
    let code = |at: usize| {
        let bytes = text.as_bytes();
        at > 0 && matches!(bytes[at - 1], b'4' | b'5') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    };
    text.match_indices('.').any(|(at, _)| code(at))
        || [
            "essage",
            "Expected",
            "configured as part",
            "negotiation failed",
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
            "-Postfix;",
            // Gmail.
            ": timed out]",
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
            "certificate verify failed",
            // A number without its dots.
            "4431",
            "5431",
            "4732",
            "5732",
            "TLS",
        ]
        .iter()
        .any(|mark| text.contains(mark))
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
    let digits = before.trim_end_matches([' ', '-', '#', ':']);
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

/// The detail of a reply that names no field: the end of a chain, what stands in quotes, what stands in (…).
pub(super) fn inside(words: &str) -> Option<String> {
    let value = if let Some((_, last)) = words.rsplit_once("->") {
        last
    } else if let Some((_, quoted)) = words.split_once('"') {
        quoted.split('"').next().unwrap_or_default()
    } else {
        let open = words.find('(')?;
        let value = &words[open + 1..];
        &value[..value_end_round(value)]
    };
    let value = value.trim().trim_matches(['\'', '"']);
    // `AS(1450)`, `(S77719)`: what Office 365 numbers its refusals by is no detail.
    // Nor is the number by which Exim says why it puts off, `(-1)`, `(110)`, or the day in the first cell of a row.
    let numbers = value.strip_prefix(['S', 's', '-']).unwrap_or(value);
    if (numbers.len() > 2 || value.starts_with('-'))
        && !numbers.is_empty()
        && numbers.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    {
        return None;
    }
    let link = ["http://", "https://", "mailto:"].iter().any(|scheme| value.starts_with(scheme));
    // A number alone says nothing.
    let is_number = value.parse::<EnhancedCode>().is_ok();
    (!value.is_empty() && !link && !is_number && socket_address(value).is_none()).then(|| value.to_owned())
}

fn value_end_round(value: &str) -> usize {
    let mut depth = 1;
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    value.len()
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

    #[test]
    fn fields_are_found_by_name_wherever_they_stand_and_however_they_are_cut() {
        let read = |text: &str| {
            tags(text).iter().map(|tag| format!("{}:{}", tag.key, tag.value)).collect::<Vec<_>>().join("|")
        };
        for (text, expected) in [
            ("[Message = a] [LastAttemptedIP=[2001:db8::1]:25]", "message: a|lastattemptedip:[2001:db8::1]:25"),
            ("[{LRT=};{LED=450 4.4.316 x [Message=y]};{FQDN=z}]", "lrt:|message:y|fqdn:z"),
            ("{LED=450 x [Message=Sock", "message:Sock"),
            ("{MSG=4. OutboundProxyTargetIP: 192.0.2.1. OutboundProxyTargetHostName: a", "msg:4"),
            (
                "[Message=from [203.0.113.9]. x] [SmtpSecurity=-1;-1]",
                "message:from [203.0.113.9]. x|smtpsecurity:-1;-1",
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
