//! Addresses as hardly a program writes them: as one number, in octal or hexadecimal numbers, with marks for points. Each may
//! be something else as well, so they count only where they are one that is known, or where a word says that they are one.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    ops::Range,
};

/// What may stand between four numbers, and none of it is a part of another.
const MARKS: [&str; 6] = [".", ", ", ",", " ", "-", "_"];

/// The longest of four numbers: `0000377`.
const LONGEST_NUMBER: usize = 7;

/// The longest IPv6 address (RFC 4291 section 2.2).
const LONGEST: usize = 45;

/// Words before an address, in the languages of the reports.
const LABELS: [&str; 6] = ["ip", "ipv4", "addr", "address", "adresse", "endere\u{e7}o"];

/// Whether such numbers are an address, whosever it is: behind a word that says so or where a page's begins, or four with
/// points in a form in which no version is.
pub(super) fn is_surely(text: &str, at: Range<usize>) -> bool {
    let before = text[..at.start].trim_end_matches([' ', ':', '=', '(', '[', '"', '\'']);
    let length: usize = before.chars().rev().take(9).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let word = &before[before.len() - length..];
    let written = &text[at.clone()];
    // One hexadecimal number behind `address` is a place in memory.
    let labels = if written.starts_with("0x") && !written.contains('.') { &LABELS[..2] } else { &LABELS };
    let is_said = labels.iter().any(|label| word.eq_ignore_ascii_case(label)) || text[..at.start].ends_with("://");
    let is_odd = |number: &str| number.len() > 3 && number.starts_with('0');
    is_said || written.matches('.').count() == 3 && written.split('.').any(is_odd)
}

/// Where they stand, and which each may be.
pub(super) fn quads(text: &str) -> Vec<(Range<usize>, Vec<IpAddr>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = text[at..].find(|c: char| c.is_ascii_alphanumeric()).map(|begin| at + begin) {
        at = text[begin..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(text.len(), |length| begin + length);
        let ips = single(&text[begin..at]);
        if !ips.is_empty() {
            found.push((begin..at, ips));
        }
        found.extend(four(text, begin));
        found.extend(six(text, begin));
    }
    found
}

/// The addresses that a word may be as one number: of IPv4 in hexadecimal, octal or decimal digits, of IPv6 in hexadecimal ones.
fn single(word: &str) -> Vec<IpAddr> {
    let digits = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")).unwrap_or(word);
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let four = |radix: u32, digits: &str| u32::from_str_radix(digits, radix).ok().map(|ip| Ipv4Addr::from(ip).into());
    let of_hex = (digits.len() == 8 && is_hex).then(|| four(16, digits)).flatten();
    let of_octal = (word.starts_with('0') && (9..=12).contains(&word.len())).then(|| four(8, word)).flatten();
    let of_decimal = (8..=10).contains(&word.len()).then(|| four(10, word)).flatten();
    let six = (digits.len() == 32 && is_hex).then(|| u128::from_str_radix(digits, 16).ok()).flatten();
    let six = six.map(|ip| IpAddr::from(Ipv6Addr::from(ip)).to_canonical());
    [of_hex, of_octal, of_decimal, six].into_iter().flatten().collect()
}

/// Four numbers with the same mark between them, each as it is read in decimal and by `inet_aton`.
fn four(text: &str, begin: usize) -> Option<(Range<usize>, Vec<IpAddr>)> {
    let number = |at: usize| text[at..].bytes().take(LONGEST_NUMBER).take_while(u8::is_ascii_alphanumeric).count();
    let first = begin + number(begin);
    let mark = MARKS.iter().find(|mark| text[first..].starts_with(**mark))?;
    let (mut decimal, mut read) = (Some([0; 4]), [0; 4]);
    let mut end = begin;
    for place in 0..4 {
        let at = if place == 0 { begin } else { text[end..].starts_with(mark).then(|| end + mark.len())? };
        end = at + number(at);
        let digits = &text[at..end];
        let plain = digits.parse::<u8>().ok();
        read[place] = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
            Some(hex) => u8::from_str_radix(hex, 16).ok()?,
            None if digits.starts_with('0') => u8::from_str_radix(digits, 8).ok().or(plain)?,
            None => plain?,
        };
        match (&mut decimal, plain) {
            (Some(decimal), Some(plain)) => decimal[place] = plain,
            _ => decimal = None,
        }
    }
    let is_apart = !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let ips = decimal.into_iter().chain([read]).map(|ip| Ipv4Addr::from(ip).into()).collect();
    is_apart.then_some((begin..end, ips))
}

/// An IPv6 address with dashes for its colons, as names made of addresses have them.
fn six(text: &str, begin: usize) -> Option<(Range<usize>, Vec<IpAddr>)> {
    ["-", "_"].iter().find_map(|mark| {
        let is_part = |byte: &u8| byte.is_ascii_hexdigit() || mark.as_bytes().contains(byte);
        let reach = &text[begin..begin + text[begin..].bytes().take(LONGEST).take_while(is_part).count()];
        let bare = reach.trim_end_matches(mark);
        let ip = bare.contains(mark).then(|| bare.replace(mark, ":").parse::<Ipv6Addr>().ok()).flatten()?;
        Some((begin..begin + bare.len(), vec![ip.into()]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_in_whatever_numbers_it_is_written() {
        let v4: IpAddr = "198.51.100.77".parse().expect("an address");
        for text in [
            "c633644d",
            "0xC633644D",
            "3325256781",
            "030614662115",
            "0xC6.0x33.0x64.0x4D",
            "0306.063.0144.0115",
            "198,51,100,77",
            "198 51 100 77",
            "198, 51, 100, 77",
        ] {
            let found = quads(&format!("(ip={text})"));
            assert!(found.iter().any(|(at, ips)| *at == (4..4 + text.len()) && ips.contains(&v4)), "{text}: {found:?}");
        }
        let v6: IpAddr = "2001:db8:77:1::5".parse().expect("an address");
        for text in ["2001-db8-77-1--5", "2001_db8_77_1__5", "20010db8007700010000000000000005"] {
            assert!(quads(text).iter().any(|(_, ips)| ips.contains(&v6)), "{text}");
        }
        for (text, expected) in [
            ("ip=3325256781", true),
            ("client address: [c633644d]", true),
            ("http://3325256781/", true),
            ("x 0xC6.0x33.0x64.0x4D", true),
            ("x 0306.063.0144.0115", true),
            ("x [0x80090325] at address 0x7fff1234", false),
            ("zip 3325256781", false),
            ("x 01.02.03.04 198,51,100,77", false),
        ] {
            let found = quads(text).iter().any(|(at, _)| is_surely(text, at.clone()));
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(quads("450 4.4.316 deadbee 1.2.3 x 198,51,100 dead-beef"), []);
    }
}
