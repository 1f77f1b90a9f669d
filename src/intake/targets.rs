//! Targets as people type them: a host, its port, several smart hosts, a recipient domain, a TlsDomain.
//!
//! What comes out is in the one form of [`model`](crate::model): lower case, no final dot, IDN in ASCII by
//! UTS 46. What was typed by mistake (a URL, a mail address, a range, a zone id) is answered with what it is
//! and, where one can be guessed, with what would be right. Choosing a TLS setting or a route is left to the
//! caller.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use idna::AsciiDenyList;

mod mistakes;

pub use mistakes::TargetError;

use crate::model::{Domain, Host, NameError, NamePattern, WireText};

/// The longest target that is read, in bytes: room for some 60 smart hosts of the greatest length.
pub const MAX_TARGET: usize = 16 * 1024;
/// The most lines of a list of targets that are taken; a tenant has far fewer connectors.
pub const MAX_TARGETS: usize = 10_000;
/// The longest single name before IDN mapping, in bytes; 253 is the limit after it.
const MAX_NAME: usize = 1024;

/// Where to deliver: one connector's smart hosts, and a port where one was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The smart hosts in the order given, each once; never empty.
    pub hosts: Vec<Host>,
    /// The port after a host. It beats `--port`.
    pub port: Option<u16>,
}

/// One line of a list of targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The line it stands on, from 1.
    pub line: usize,
    /// It, without its comment.
    pub text: WireText,
    /// What it says.
    pub target: Result<Target, TargetError>,
}

/// Reads a TARGET: `HOST`, `HOST:PORT`, an IP, `[IPV6]:PORT`, `[IPV4]`; commas join the smart hosts of one
/// connector.
///
/// # Errors
/// [`TargetError`] names the first thing that is wrong.
pub fn target(text: &str) -> Result<Target, TargetError> {
    if text.len() > MAX_TARGET {
        return Err(TargetError::TooLong { limit: MAX_TARGET });
    }
    let mut target = Target { hosts: Vec::new(), port: None };
    for item in text.split(',').map(tidy).filter(|item| !item.is_empty()) {
        let (host, port) = host_and_port(item)?;
        match (target.port, port) {
            (Some(first), Some(second)) if first != second => {
                return Err(TargetError::PortsDiffer { first: first.to_string(), second: second.to_string() });
            }
            (before, port) => target.port = before.or(port),
        }
        if !target.hosts.contains(&host) {
            target.hosts.push(host);
        }
    }
    if target.hosts.is_empty() { Err(TargetError::Empty) } else { Ok(target) }
}

/// What was probably meant by a text of which something is no host: each smart host as it stands, or in its right form,
/// itself a target. `None` where nothing is likely.
pub fn meant(text: &str) -> Option<String> {
    if text.len() > MAX_TARGET {
        return None;
    }
    let items = text.split(BETWEEN).map(tidy).filter(|item| !item.is_empty());
    let items: Vec<_> = items.map(meant_by_one).collect::<Option<_>>()?;
    let whole = items.join(", ");
    (whole != text.trim() && target(&whole).is_ok()).then_some(whole)
}

/// What stands between smart hosts: a comma, and what other programs and other keyboards put there.
const BETWEEN: [char; 6] = [',', ';', '|', '；', '，', '、'];

fn meant_by_one(item: &str) -> Option<String> {
    let Err(error) = host_and_port(item) else { return Some(item.to_owned()) };
    let good = |text: &String| target(text).is_ok();
    if let Some(suggestion) = error.suggestion() {
        return Some(suggestion.to_owned());
    }
    let is_of_a_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    // Quotes and brackets around it, and a port that is none behind it.
    let bare = item.trim_matches(|c: char| !is_of_a_name(c));
    let words: Vec<_> = bare.split_whitespace().collect();
    if let [words @ .., last] = &words[..]
        && !bare.contains(':')
        && let Some(before) = Some(words.join(".")).filter(|before| good(before) && before.contains('.'))
        && port(last).is_ok()
    {
        return Some(format!("{before}:{last}"));
    }
    let candidates = [
        (words.len() > 1 && words.iter().all(|word| word.trim_matches('.').contains('.'))).then(|| words.join(", ")),
        bare.contains(':').then(|| words.concat()),
        Some(words.join(".")),
        bare.split_once(':').map(|(host, _)| host.to_owned()),
    ];
    candidates.into_iter().flatten().map(|text| without_empty_labels(&text)).find(good)
}

fn without_empty_labels(text: &str) -> String {
    text.split('.').filter(|label| !label.is_empty()).collect::<Vec<_>>().join(".")
}

/// Reads one host without a port: a name, or an address with or without brackets.
///
/// # Errors
/// [`TargetError`] names the first thing that is wrong.
pub fn host(text: &str) -> Result<Host, TargetError> {
    match host_and_port(bounded(text)?)? {
        (host, None) => Ok(host),
        (_, Some(_)) => {
            Err(TargetError::Character { text: WireText::from_text(tidy(text)), character: WireText::from_text(":") })
        }
    }
}

/// Reads a DNS name, international or not: the recipient domain of `--mx`.
///
/// # Errors
/// [`TargetError`] names the first thing that is wrong; an address is [`TargetError::NotAName`].
pub fn domain(text: &str) -> Result<Domain, TargetError> {
    match host(text)? {
        Host::Name(domain) => Ok(domain),
        Host::Ip(_) => Err(TargetError::NotAName { text: WireText::from_text(tidy(text)) }),
    }
}

/// Reads a TlsDomain: a name, or `*.` and a name.
///
/// # Errors
/// [`TargetError`] of the name.
pub fn name_pattern(text: &str) -> Result<NamePattern, TargetError> {
    let text = bounded(text)?;
    match text.strip_prefix("*.") {
        None => domain(text).map(NamePattern::exact),
        Some(base) => {
            let pattern = format!("*.{}", domain(base)?);
            NamePattern::from_ascii(&pattern).map_err(|error| name_error(text, error))
        }
    }
}

/// Reads a port: a number from 1 to 65535.
///
/// # Errors
/// [`TargetError::Port`].
pub fn port(text: &str) -> Result<u16, TargetError> {
    let text = tidy(text);
    let number = if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None };
    number.filter(|port| *port != 0).ok_or_else(|| TargetError::Port { text: WireText::from_text(text).shortened(64) })
}

/// The form of an international name that people read, to show beside the one that is looked up: `None` if
/// it has no other form, or none that is safe to print.
pub fn unicode(domain: &Domain) -> Option<String> {
    if !domain.as_str().split('.').any(|label| label.starts_with("xn--")) {
        return None;
    }
    let (text, valid) = idna::domain_to_unicode(domain.as_str());
    (valid.is_ok() && text != domain.as_str() && WireText::from_text(&text).as_str() == text).then_some(text)
}

/// Reads a list of targets: one a line; what follows `#` is a comment, empty lines are passed over.
///
/// # Errors
/// [`TargetError::TooMany`] beyond [`MAX_TARGETS`]; what is wrong with one line stands in its [`Listed`].
pub fn targets(text: &str) -> Result<Vec<Listed>, TargetError> {
    let mut list = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.split('#').next().map_or("", tidy);
        if line.is_empty() {
            continue;
        }
        if list.len() == MAX_TARGETS {
            return Err(TargetError::TooMany { limit: MAX_TARGETS });
        }
        list.push(Listed { line: number + 1, text: shown(line), target: target(line) });
    }
    Ok(list)
}

/// As it stands, made safe, no longer than a message bears.
fn shown(text: &str) -> WireText {
    WireText::from_text(&text[..text.floor_char_boundary(300)])
}

/// Without what a clipboard adds: spaces of any kind, zero-width characters, a byte order mark.
fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
}

fn bounded(text: &str) -> Result<&str, TargetError> {
    match tidy(text) {
        "" => Err(TargetError::Empty),
        text if text.len() > MAX_NAME => {
            Err(TargetError::NameTooLong { text: WireText::from_text(&text[..text.floor_char_boundary(80)]) })
        }
        text => Ok(text),
    }
}

fn host_and_port(item: &str) -> Result<(Host, Option<u16>), TargetError> {
    let item = bounded(item)?;
    if let Some(mistake) = mistake(item) {
        return Err(mistake);
    }
    if let Ok(ip) = item.parse::<IpAddr>() {
        return Ok((Host::Ip(ip), None));
    }
    if let Some(rest) = item.strip_prefix('[') {
        let (inside, after) = rest.split_once(']').ok_or_else(|| not_an_address(item))?;
        let ip = bracketed(inside).ok_or_else(|| not_an_address(item))?;
        return match (after, after.strip_prefix(':')) {
            ("", _) => Ok((Host::Ip(ip), None)),
            (_, Some(digits)) => Ok((Host::Ip(ip), Some(port(digits)?))),
            (_, None) => Err(not_an_address(item)),
        };
    }
    match item.split_once(':') {
        None => Ok((name_or_v4(item)?, None)),
        Some((_, rest)) if rest.contains(':') => Err(not_an_address(item)),
        Some((name, digits)) => Ok((name_or_v4(name)?, Some(port(digits)?))),
    }
}

/// The address of `[203.0.113.25]`, `[2001:db8::25]`, `[IPv6:2001:db8::25]` (RFC 5321 section 4.1.3).
fn bracketed(inside: &str) -> Option<IpAddr> {
    let inside = inside.trim();
    if inside.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case("IPv6:")) {
        return inside[5..].parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    }
    inside.parse().ok()
}

fn name_or_v4(text: &str) -> Result<Host, TargetError> {
    if let Ok(ip) = text.strip_suffix('.').unwrap_or(text).parse::<Ipv4Addr>() {
        return Ok(Host::Ip(IpAddr::V4(ip)));
    }
    let ascii = if text.is_ascii() {
        text.into()
    } else {
        // UTS 46 without a deny list keeps the underscore; `Domain` judges every character after it.
        idna::domain_to_ascii_cow(text.as_bytes(), AsciiDenyList::EMPTY)
            .map_err(|_| TargetError::Idn { text: WireText::from_text(text) })?
    };
    Domain::from_ascii(&ascii).map(Host::Name).map_err(|error| name_error(text, error))
}

fn name_error(text: &str, error: NameError) -> TargetError {
    let whole = text;
    let text = WireText::from_text(text).shortened(300);
    match error {
        NameError::Empty if whole.is_empty() => TargetError::Empty,
        NameError::Empty | NameError::EmptyLabel => TargetError::EmptyLabel { text },
        NameError::LabelTooLong | NameError::TooLong => TargetError::NameTooLong { text: text.shortened(80) },
        NameError::Hyphen => TargetError::Hyphen { text },
        NameError::Character(c) if c.is_whitespace() => {
            let before = whole.split(c).next().unwrap_or_default();
            TargetError::Space { text, before: WireText::from_text(before).shortened(60) }
        }
        NameError::Character(c) => {
            TargetError::Character { text, character: WireText::from_text(c.encode_utf8(&mut [0; 4])) }
        }
        NameError::NumericEnd => TargetError::NotAnAddress { text },
    }
}

fn not_an_address(text: &str) -> TargetError {
    TargetError::NotAnAddress { text: WireText::from_text(text).shortened(300) }
}

/// What people give instead of a host, recognized before it is read as one.
fn mistake(item: &str) -> Option<TargetError> {
    let text = || WireText::from_text(item).shortened(300);
    // The right form is offered only if it is one.
    let name = |candidate: &str| name_or_v4(candidate).ok().map(|host| host.to_string());
    if let Some(base) = item.strip_prefix("*.") {
        return name(base).map(|suggestion| TargetError::Wildcard { text: text(), suggestion });
    }
    if let Some((before, path)) = item.split_once('/') {
        let address = before.strip_prefix('[').map_or(before, |inside| inside.strip_suffix(']').unwrap_or(inside));
        if !path.is_empty()
            && path.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && let Ok(ip) = address.parse::<IpAddr>()
        {
            return Some(TargetError::Cidr { text: text(), suggestion: ip.to_string() });
        }
        let after_scheme = item.split_once("//").map_or(item, |(_, rest)| rest);
        let authority = after_scheme.split(['/', '?', '#']).next().unwrap_or_default();
        let without_user = authority.rsplit('@').next().unwrap_or_default();
        let host = match without_user.strip_prefix('[') {
            Some(rest) => rest.split(']').next().and_then(|inside| bracketed(inside).map(|ip| ip.to_string())),
            // The port of a URL is that of another service.
            None => without_user.split(':').next().and_then(name),
        };
        return host.map(|suggestion| TargetError::Url { text: text(), suggestion });
    }
    if let Some((_, after)) = item.rsplit_once('@') {
        let domain = after.split(['>', '?', ' ']).next().unwrap_or_default();
        return name(domain).map(|suggestion| TargetError::MailAddress { text: text(), suggestion });
    }
    // `smtp:mail.contoso.com`: a scheme without its slashes. No port has a dot.
    if let Some((scheme, host)) = item.split_once(':')
        && scheme.bytes().all(|b| b.is_ascii_alphabetic())
        && host.contains('.')
        && let Ok((host, port)) = host_and_port(host)
    {
        let suggestion = port.map_or_else(|| host.to_string(), |port| format!("{host}:{port}"));
        return Some(TargetError::Url { text: text(), suggestion });
    }
    if let Some((before, after)) = item.split_once('%') {
        let ip = before.strip_prefix('[').unwrap_or(before).parse::<Ipv6Addr>().ok()?;
        let suggestion = match after.split_once("]:") {
            Some((_, digits)) if port(digits).is_ok() => format!("[{ip}]:{digits}"),
            _ => ip.to_string(),
        };
        return Some(TargetError::ZoneId { text: text(), suggestion });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        match target(text) {
            Ok(target) => {
                let hosts: Vec<String> = target.hosts.iter().map(ToString::to_string).collect();
                format!("{}{}", hosts.join(","), target.port.map_or(String::new(), |port| format!(" port {port}")))
            }
            Err(error) => format!("{}{}", error.id(), error.suggestion().map_or(String::new(), |s| format!(" → {s}"))),
        }
    }

    #[test]
    fn every_form_of_a_target_is_read_into_one_form() {
        for (text, expected) in [
            ("mail.contoso.com", "mail.contoso.com"),
            (" Mail.Contoso.COM. ", "mail.contoso.com"),
            ("mail.contoso.com:2525", "mail.contoso.com port 2525"),
            ("mail_1.contoso.com", "mail_1.contoso.com"),
            ("localhost", "localhost"),
            ("203.0.113.25", "203.0.113.25"),
            ("203.0.113.25:25", "203.0.113.25 port 25"),
            ("[203.0.113.25]", "203.0.113.25"),
            ("[203.0.113.25]:25", "203.0.113.25 port 25"),
            ("2001:DB8::25", "2001:db8::25"),
            ("[2001:db8::25]:2525", "2001:db8::25 port 2525"),
            ("[IPv6:2001:db8::25]", "2001:db8::25"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("BÜCHER.example:26", "xn--bcher-kva.example port 26"),
            ("東京。example", "xn--1lqs71d.example"),
            ("mail.contoso.com\u{200b}\u{feff}", "mail.contoso.com"),
            ("a.example, b.example,a.example:2525", "a.example,b.example port 2525"),
            ("a.example,", "a.example"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_mistake_is_named_and_the_right_form_offered() {
        for (text, expected) in [
            ("", "target-empty"),
            (" , ", "target-empty"),
            ("https://mail.contoso.com/owa", "target-url → mail.contoso.com"),
            ("smtp://mail.contoso.com:587", "target-url → mail.contoso.com"),
            ("http://user@[2001:db8::1]:80/", "target-url → 2001:db8::1"),
            ("mail.contoso.com/", "target-url → mail.contoso.com"),
            ("user@contoso.com", "target-mail-address → contoso.com"),
            ("mailto:user@contoso.com", "target-mail-address → contoso.com"),
            ("User <user@Contoso.com>", "target-mail-address → contoso.com"),
            ("203.0.113.0/24", "target-cidr → 203.0.113.0"),
            ("smtp:mail.contoso.com", "target-url → mail.contoso.com"),
            ("SMTP:mail.contoso.com:26", "target-url → mail.contoso.com:26"),
            ("2001:db8::/32", "target-cidr → 2001:db8::"),
            ("fe80::1%eth0", "target-zone-id → fe80::1"),
            ("[fe80::1%eth0]:25", "target-zone-id → [fe80::1]:25"),
            ("*.contoso.com", "target-wildcard → contoso.com"),
            ("mail.contoso.com:0", "target-port"),
            ("mail.contoso.com:65536", "target-port"),
            ("mail.contoso.com:smtp", "target-port"),
            ("mail.contoso.com:", "target-port"),
            ("mail.contoso.com:+25", "target-port"),
            ("a.example:25,b.example:26", "target-ports-differ"),
            ("256.1.1.1", "target-not-an-address"),
            ("1.2.3", "target-not-an-address"),
            ("[mail.contoso.com]", "target-not-an-address"),
            ("2001:db8::g", "target-not-an-address"),
            ("[2001:db8::1", "target-not-an-address"),
            ("mail contoso.com", "target-space"),
            ("mail\u{a0}contoso.com", "target-space"),
            ("mail;contoso.com", "target-character"),
            ("a..b", "target-empty-label"),
            (".a", "target-empty-label"),
            ("-a.example", "target-hyphen"),
            ("xn--a\u{0}é", "target-idn"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
        assert_eq!(told(&"a".repeat(64)), "target-name-too-long");
        assert_eq!(told(&"é".repeat(600)), "target-name-too-long");
        assert_eq!(told(&"a,".repeat(MAX_TARGET)), "target-too-long");
    }

    #[test]
    fn what_was_meant_is_offered_whole_and_nothing_where_nothing_is_likely() {
        for (text, expected) in [
            ("mail contoso com", Some("mail.contoso.com")),
            ("mail\u{a0}contoso.com", Some("mail.contoso.com")),
            ("mail. contoso.com", Some("mail.contoso.com")),
            ("10.0.0. 5", Some("10.0.0.5")),
            ("a; b", Some("a, b")),
            ("a.example|b.example，c.example", Some("a.example, b.example, c.example")),
            ("a.example b.example", Some("a.example, b.example")),
            ("mail.contoso.com 2525", Some("mail.contoso.com:2525")),
            ("mail.contoso.com :2525", Some("mail.contoso.com:2525")),
            ("mail.contoso.com:smtp", Some("mail.contoso.com")),
            ("\"mail.contoso.com\"", Some("mail.contoso.com")),
            ("<mail.contoso.com>", Some("mail.contoso.com")),
            ("[mail.contoso.com]", Some("mail.contoso.com")),
            ("mail..contoso.com", Some("mail.contoso.com")),
            ("a@a.example, b@b.example", Some("a.example, b.example")),
            ("a.example, smtp:b.example", Some("a.example, b.example")),
            ("mail!contoso.com", None),
            ("256.1.1.1", None),
            ("-a.example", None),
            ("a.example:25, b.example:26", None),
            ("a.example", None),
            ("", None),
        ] {
            assert_eq!(meant(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_offered_is_itself_a_target() {
        for text in ["https://Bücher.example/x", "a@Bücher.example", "[fe80::1%1]:25", "10.0.0.1/8", "*.bücher.example"]
        {
            let offered = target(text).expect_err(text);
            let offered = offered.suggestion().expect(text).to_owned();
            assert_eq!(target(&offered).err(), None, "{text} → {offered}");
        }
    }

    #[test]
    fn a_recipient_domain_and_a_tls_domain_are_names() {
        assert_eq!(domain("203.0.113.25").map_err(|e| e.id()), Err("target-not-a-name"));
        assert_eq!(domain("contoso.com:25").map_err(|e| e.id()), Err("target-character"));
        assert_eq!(domain("Bücher.example").map(String::from), Ok("xn--bcher-kva.example".into()));
        assert_eq!(name_pattern("*.Contoso.com").map(|p| p.to_string()), Ok("*.contoso.com".into()));
        assert_eq!(name_pattern("*.bücher.example").map(|p| p.to_string()), Ok("*.xn--bcher-kva.example".into()));
        assert_eq!(name_pattern("mail.contoso.com").map(|p| p.is_wildcard()), Ok(false));
        for (text, id) in [("*", "target-character"), ("*.", "target-empty"), ("a.*.com", "target-character")] {
            assert_eq!(name_pattern(text).map_err(|e| e.id()).err(), Some(id), "{text}");
        }
    }

    #[test]
    fn an_international_name_has_a_second_form_that_is_safe_to_print() {
        let form = |text: &str| unicode(&domain(text).expect("a name"));
        assert_eq!(form("bücher.example").as_deref(), Some("bücher.example"));
        assert_eq!(form("contoso.com"), None);
        assert_eq!(form("xn--a.example"), None);
    }

    #[test]
    fn a_list_keeps_its_line_numbers_and_its_mistakes() {
        let list = targets("# ours\nmail.contoso.com\n\n a.example:26 # test\nuser@contoso.com\n").expect("a list");
        let read: Vec<(usize, bool)> = list.iter().map(|listed| (listed.line, listed.target.is_ok())).collect();
        assert_eq!(read, [(2, true), (4, true), (5, false)]);
        assert_eq!(targets(&"a\n".repeat(MAX_TARGETS + 1)), Err(TargetError::TooMany { limit: MAX_TARGETS }));
    }
}
