//! Where addresses stand in what a stranger wrote, whatever they are glued to: `ip:203.0.113.9`, `mail-203-0-113-9`.
//!
//! Runs of digits and marks are judged, and not the words between blanks. Between an address and a version of four small
//! numbers (`8.17.1.9`) nothing decides, and then it is an address; a number above 255 (`15.1.2507.39`) is in none.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    ops::Range,
};

/// What UTS 46 section 4 takes for a full stop in a name.
pub(super) const STOPS: [char; 3] = ['\u{3002}', '\u{ff0e}', '\u{ff61}'];

/// What may stand between the numbers of an IPv4 address: a full stop, and what names made of addresses have for it.
const MARKS: [char; 6] = ['.', '-', '_', STOPS[0], STOPS[1], STOPS[2]];

/// The longest way to write an IPv6 address: six groups of four and an IPv4 address (RFC 4291 section 2.2).
const LONGEST: usize = 45;

/// An address that stands in a text.
pub(super) struct Written {
    pub(super) at: Range<usize>,
    pub(super) ip: IpAddr,
    /// What stands between its numbers, where it is one of IPv4.
    mark: char,
}

impl Written {
    /// The address of which this is the other way round, as block lists write it (RFC 5782 section 2.1).
    pub(super) fn reversed(&self) -> IpAddr {
        turned(self.ip)
    }

    /// Another address, written the same way.
    pub(super) fn with(&self, ip: IpAddr) -> String {
        if ip.is_ipv4() { ip.to_string().replace('.', &self.mark.to_string()) } else { ip.to_string() }
    }
}

/// An IPv4 address with its numbers in the other order; any other as it is.
pub(super) fn turned(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, d] = ip.octets();
            Ipv4Addr::new(d, c, b, a).into()
        }
        IpAddr::V6(_) => ip,
    }
}

/// The addresses of a text, in its order.
pub(super) fn addresses(text: &str) -> Vec<Written> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let written = v6(text, at).or_else(|| v4(text, at));
        at = written.as_ref().map_or(at + 1, |written| written.at.end);
        found.extend(written);
    }
    found
}

/// The IPv6 address that begins there, as long as it can be.
fn v6(text: &str, begin: usize) -> Option<Written> {
    let bytes = text.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let after_hex = begin > 0 && is_hex(begin - 1);
    let digits = (begin..).take_while(|at| is_hex(*at)).take(5).count();
    let is_begin = match digits {
        0 => !after_hex && bytes[begin..].starts_with(b"::"),
        // Letters that are glued to it may be hexadecimal too.
        4 => bytes.get(begin + 4) == Some(&b':'),
        1..=3 => !after_hex && bytes.get(begin + digits) == Some(&b':'),
        _ => false,
    };
    // The tag of an address literal (RFC 5321 section 4.1.3) is no group of it.
    let before = &bytes[begin.saturating_sub(3)..begin];
    let is_tag = bytes[begin..].starts_with(b"6:") && before.eq_ignore_ascii_case(b"ipv");
    if !is_begin || is_tag {
        return None;
    }
    let is_part = |byte: &&u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
    let reach = begin + bytes[begin..].iter().take(LONGEST).take_while(is_part).count();
    let ends = (begin + 3..=reach).rev();
    let (ip, end) = ends.into_iter().find_map(|end| Some((text[begin..end].parse::<Ipv6Addr>().ok()?, end)))?;
    // `DB::Error` and `Mail::Box` are names in a program.
    let is_glued = text[..begin].ends_with(char::is_alphanumeric) || text[end..].starts_with(char::is_alphanumeric);
    let has_digit = text[begin..end].contains(|c: char| c.is_ascii_digit());
    (has_digit || !is_glued).then_some(Written { at: begin..end, ip: ip.into(), mark: '.' })
}

/// The IPv4 address that begins there, with fewer numbers behind it than make another: a port, or whatever they are.
fn v4(text: &str, begin: usize) -> Option<Written> {
    let first = text.as_bytes().get(begin).is_some_and(u8::is_ascii_digit);
    if !first || text[..begin].ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    MARKS.into_iter().find_map(|mark| {
        let mut octets = [0; 4];
        let mut end = begin;
        for (place, octet) in octets.iter_mut().enumerate() {
            let rest = if place == 0 { &text[end..] } else { text[end..].strip_prefix(mark)? };
            let number = number(rest);
            *octet = Some(number).filter(|number| number.len() <= 3)?.parse().ok()?;
            end = text.len() - rest.len() + number.len();
        }
        let behind = &text[end..];
        let mut rest = behind;
        for _ in 0..4 {
            let Some(next) = rest.strip_prefix(mark).filter(|next| !number(next).is_empty()) else {
                end = text.len() - rest.len();
                break;
            };
            rest = &next[number(next).len()..];
        }
        Some(Written { at: begin..end, ip: Ipv4Addr::from(octets).into(), mark })
    })
}

/// The digits that a text begins with.
fn number(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_whatever_they_are_glued_to() {
        for (text, expected) in [
            ("ip:203.0.113.9", "203.0.113.9"),
            ("client:203.0.113.9:25", "203.0.113.9"),
            ("203.0.113.9:25:", "203.0.113.9"),
            ("ip-1.2.3.4 ip_1.2.3.5 p1.2.3.6q", "1.2.3.4 1.2.3.5 1.2.3.6"),
            ("1.2.3.4-1.2.3.9", "1.2.3.4 1.2.3.9"),
            ("203.0.113.009", "203.0.113.9"),
            ("9.113.0.203.zen.test", "9.113.0.203"),
            ("mail-203-0-113-9.example a_1_2_3_4", "203.0.113.9 1.2.3.4"),
            ("203.0.113.9.25 1.2.3.4.5.6.7.8", "203.0.113.9 1.2.3.4 5.6.7.8"),
            ("10\u{3002}1\u{3002}2\u{3002}28", "10.1.2.28"),
            ("ip:2001:db8:aa::6", "2001:db8:aa::6"),
            ("x2001:db8:aa::6]:25, add2001:db8::7", "2001:db8:aa::6 2001:db8::7"),
            ("[IPv6:2001:db8::1]:25 ::1 fe80::1%eth0", "2001:db8::1 ::1 fe80::1"),
            ("::ffff:10.1.2.3 64:ff9b::10.1.2.4", "::ffff:10.1.2.3 64:ff9b::a01:204"),
            ("\u{432}203.0.113.9\u{2026}", "203.0.113.9"),
        ] {
            let found: Vec<_> = addresses(text).iter().map(|written| written.ip.to_string()).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_version_a_code_and_a_time_are_no_addresses() {
        for text in [
            "Postfix 3.7.11, Exchange 15.1.2507.39, Sendmail 8.14.4/8.14.4",
            "450 4.4.316 5.7.0 2026-11-21T14:12:07.5Z 14:12:07",
            "DB::Error Mail::SpamAssassin a:b :: 12:00 1.2.3 1-2-3 AA:BB:CC:DD:EE:FF",
        ] {
            let found: Vec<_> = addresses(text).iter().map(|written| text[written.at.clone()].to_owned()).collect();
            assert_eq!(found, [""; 0], "{text}");
        }
    }

    #[test]
    fn what_stands_for_an_address_is_written_the_same_way() {
        let [written] = addresses("mail-203-0-113-9").try_into().unwrap_or_else(|_| unreachable!("one address"));
        assert_eq!(written.with("192.0.2.1".parse().expect("an address")), "192-0-2-1");
        assert_eq!(written.reversed().to_string(), "9.113.0.203");
    }
}
