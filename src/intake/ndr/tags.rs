//! The small grammar inside a reply: bracketed and braced fields, chains, addresses, stamps.

use std::net::{IpAddr, SocketAddr};

use jiff::Timestamp;

use crate::{
    intake::targets,
    model::{EnhancedCode, Host},
};

/// The longest value of a field.
const MAX_VALUE: usize = 4 * 1024;

/// The most fields that are looked at in one reply.
const MAX_TAGS: usize = 64;

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
